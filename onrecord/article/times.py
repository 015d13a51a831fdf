"""Times as pages write them, and as the record gives them: RFC 3339 with zone, or a date alone."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from onrecord.words import valued

Moment = datetime | date  # a datetime without tzinfo is the clock of the place, which the outlet tells

_MONTHS = {word: int(n) for lang in ("ru", "kk", "en") for word, n in valued("dates", "opening", lang=lang).items()}
_MONTH = "(?P<{0}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")[^\W\d]*\.?"
_CLOCK = (
    r"(?P<hour{0}>[01]?\d|2[0-3])[:.](?P<minute{0}>[0-5]\d)(?::(?P<second{0}>[0-5]\d))?(?:\s*(?P<half{0}>[ap])\.?m\.?)?"
)
_ZONE = (
    r"(?:\s*\(?(?P<zone>мск|msk|по московскому времени|(?:utc|gmt)(?:\s*[+-]\s*\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d)"
    r"\b\)?)?"
)
_YEAR_END = r"(?:\s*(?:г\.|года|год|жылы|ж\.))?"
_BETWEEN = r"(?:\s*(?:[,|/•·—–-]|в|at|в\s+)\s*|\s+)"
_DAYS = (
    r"(?P<day>[0-3]?\d)(?:-?е|th|st|nd|rd)?\s+"
    + _MONTH.format("month")
    + r",?\s+(?P<year>(?:19|20)\d\d)\b"
    + _YEAR_END,
    r"(?P<year2>(?:19|20)\d\d)\s+жыл(?:ғы|дың)\s+(?P<day2>[0-3]?\d)[\s-]+" + _MONTH.format("month2"),
    _MONTH.format("month3") + r"\s+(?P<day3>[0-3]?\d)(?:th|st|nd|rd)?,?\s+(?P<year3>(?:19|20)\d\d)\b",
    r"(?P<year4>(?:19|20)\d\d)[-/.](?P<month4>[01]\d)[-/.](?P<day4>[0-3]\d)\b",
    r"(?P<day5>[0-3]?\d)[./-](?P<month5>[01]?\d)[./-](?P<year5>(?:19|20)\d\d|\d\d)\b",
)
_DAY = "(?:" + "|".join(_DAYS) + ")" + _YEAR_END
_BEFORE = rf"(?:(?<![\d.:]){_CLOCK.format('1')}{_ZONE.replace('zone', 'zone1')}{_BETWEEN})"
_AFTER = rf"(?:(?:{_BETWEEN}|t){_CLOCK.format('2')}{_ZONE})"
_TEXT = rf"{_BEFORE}?(?<![\d.]){_DAY}{_AFTER}?"
_WRITTEN = re.compile(_TEXT, re.IGNORECASE)
_MACHINE = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T\s]\s*(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?\s*(?:\[.*\])?\s*",
    re.IGNORECASE,
)
_IN_URL = re.compile(
    r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?:[/_-]|\b)|/([0-3]?\d)([a-z]{3})((?:19|20)\d\d)/", re.IGNORECASE
)
_UNNAMED = re.compile(r"\?P<\w+>")
PATTERN = _UNNAMED.sub("?:", _TEXT)  # for others' expressions: any day or time that `written` reads
STAMP = _UNNAMED.sub("?:", rf"(?:{_BEFORE}{_DAY}|{_DAY}{_AFTER})")  # such a day with its clock
LONGEST = 400  # characters that metadata may take for a time; the search in longer ones is quadratic


def machine(value: str) -> Moment | None:
    """A time as metadata gives it: ISO 8601, RFC 2822 or seconds since 1970.

    >>> machine("2020-10-19T06:34:31+0300").isoformat()
    '2020-10-19T06:34:31+03:00'
    """
    value = value[:LONGEST]
    try:
        if match := _MACHINE.fullmatch(value):
            return _machine(match)
        if re.fullmatch(r"1\d{9}(\d{3})?", value.strip()):
            return datetime.fromtimestamp(int(value.strip()[:10]), UTC)
        return _mail_time(value) if re.match(r"\s*\w{3}, \d", value) else written(value)
    except (ValueError, OverflowError):
        return None


def _mail_time(value: str) -> datetime:
    from email.utils import parsedate_to_datetime  # takes the socket library with it

    return parsedate_to_datetime(value)


def _machine(match: re.Match[str]) -> Moment:
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None:
        return date(int(year), int(month), int(day))
    at = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
    return at.replace(tzinfo=_zone(zone))


def written(text: str, day_first: bool = True) -> Moment | None:
    """The first day (and clock) that a line of Russian, Kazakh or English text gives; None where it gives none.

    `day_first` False: 05/08/2008 may be either day, and is not read.

    >>> written("23 Ноября 2023, 18:56").isoformat()
    '2023-11-23T18:56:00'
    """
    for match in _WRITTEN.finditer(text):
        try:
            return _moment(match, day_first)
        except ValueError:
            continue
    return None


def _moment(match: re.Match[str], day_first: bool) -> Moment:
    found = {key: value for key, value in match.groupdict().items() if value}
    day, month, year = (next(v for k, v in found.items() if k.startswith(part)) for part in ("day", "month", "year"))
    number = _MONTHS[month.lower()] if not month.isdigit() else int(month)
    if "day5" in found and not day_first and int(day) <= 12:
        raise ValueError(match.group())
    on = date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    clock = "1" if "hour1" in found else "2"
    if f"hour{clock}" not in found:
        return on
    hour = int(found[f"hour{clock}"])
    if half := found.get(f"half{clock}"):
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    at = datetime(on.year, on.month, on.day, hour, int(found[f"minute{clock}"]), int(found.get(f"second{clock}", 0)))
    return at.replace(tzinfo=_zone(found.get("zone1") or found.get("zone")))


def _zone(name: str | None) -> tzinfo | None:
    """A zone by its sign: Z, +06:00, UTC+3, МСК."""
    if not name:
        return None
    if re.match(r"мск|msk|по моск", name, re.IGNORECASE):
        return ZoneInfo("Europe/Moscow")
    match = re.search(r"([+-])\s*(\d{1,2}):?(\d\d)?", name)
    if not match:
        return UTC
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-offset if match[1] == "-" else offset)


def in_url(url: str) -> date | None:
    """The day that an address holds: /2020/09/23/ or /10Oct2000/."""
    for match in _IN_URL.finditer(url):
        year, month, day, day2, month2, year2 = match.groups()
        try:
            if year:
                return date(int(year), int(month), int(day))
            return date(int(year2), _MONTHS[month2.lower()], int(day2))
        except (ValueError, KeyError):
            continue
    return None


def said(moment: Moment | None, zone: str | None) -> str | None:
    """A moment for the record; without any zone the clock is dropped, since nobody could place it.

    >>> said(datetime(2023, 11, 23, 18, 56), "Asia/Almaty")
    '2023-11-23T18:56:00+06:00'
    """
    if not isinstance(moment, datetime):
        return moment.isoformat() if moment else None
    if moment.tzinfo is None:
        if not zone:
            return moment.date().isoformat()
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    offset = moment.utcoffset() or timedelta()
    if offset % timedelta(minutes=1):  # local mean time of before the zones; RFC 3339 cannot write it
        return moment.date().isoformat()
    return moment.replace(microsecond=0).isoformat()
