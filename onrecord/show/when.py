"""Dates and times as people write them."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from babel.dates import format_date

from onrecord.show.labels import label

_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)")
_OPEN = {"", ".."}
_LANGUAGES = ("ru", "kk", "en")  # in the order of the words below
# EDTF's months 21 to 24, and in Russian after a preposition
_SEASONS = {
    21: ("весна", "көктем", "spring"),
    22: ("лето", "жаз", "summer"),
    23: ("осень", "күз", "autumn"),
    24: ("зима", "қыс", "winter"),
}
_AFTER = {21: "весны", 22: "лета", 23: "осени", 24: "зимы"}
_ABOUT = ("примерно ", "шамамен ", "about ")
_MARKS = {
    "~": _ABOUT,
    "?": ("предположительно ", "болжам бойынша ", "perhaps "),
    "%": _ABOUT,  # both uncertain and approximate
    "": ("", "", ""),
}
_SINCE, _UNTIL = ("с", "басталуы", "from"), ("до", "аяқталуы", "until")


@lru_cache(maxsize=20_000)  # a page has some days again and again, and locales are slow
def moment(published: str, language: str) -> str:
    """A time with its zone, or an EDTF date or interval as precise as it is known; what is neither stays as it is.

    >>> moment("2031-03-23T18:56:00+06:00", "ru")
    '23 марта 2031, 18:56 (UTC+6)'
    >>> moment("2031-03", "en")
    'March 2031'
    >>> moment("2031-03-23/2031-03-29", "ru")
    '23–29 марта 2031'
    """
    try:
        if "/" in published:
            return _interval(published, language)
        return _time(published, language) if "T" in published else _date(_parsed(published), language)
    except ValueError:
        return published


def published(time: str | None, language: str) -> str:
    """When an article was published; "" where that is not known, and where only its day is, so much is said.

    >>> published("2031-03-23", "en")
    '23 March 2031, time unknown'
    """
    if not time:
        return ""
    return moment(time, language) if "T" in time else f"{moment(time, language)}, {label('time_unknown', language)}"


def _time(published: str, language: str) -> str:
    found = datetime.fromisoformat(published)
    shown = f"{_words(found.date(), 'd MMMM y', language)}, {found:%H:%M}"
    offset = found.utcoffset()
    return shown if offset is None else f"{shown} ({_zone(offset)})"


def _zone(offset: timedelta) -> str:
    """An offset from UTC as people write it: "UTC", "UTC+6", "UTC-3:30"."""
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    ahead = f"{hours}:{minutes:02d}" if minutes else f"{hours}"
    return f"UTC{'-' if offset < timedelta(0) else '+'}{ahead}" if offset else "UTC"


class _Date(NamedTuple):
    """An EDTF date; a month or day that is not known is 0, a month above 20 a season."""

    year: int
    month: int
    day: int
    mark: str


def _parsed(edtf: str) -> _Date:
    found = _EDTF.fullmatch(edtf)
    if not found:
        raise ValueError(edtf)
    year, month, day, mark = found.groups()
    return _Date(int(year), int(month or 0), int(day or 0), mark)


def _date(found: _Date, language: str, after: bool = False) -> str:
    """A date in words, with its mark; `after`: as it stands after a preposition."""
    name = _day(found, language, after)
    return _in(_MARKS[found.mark], language) + (f"{name} {found.year:04d}" if name else f"{found.year:04d}")


def _day(found: _Date, language: str, after: bool = False) -> str:
    """A date's day and month, its month or its season; "" for a year."""
    if found.month in _SEASONS and not found.day:
        return _AFTER[found.month] if after and language == "ru" else _in(_SEASONS[found.month], language)
    if not found.month:
        return ""
    day = date(found.year, found.month, found.day or 1)
    if found.day or after:
        return _words(day, "d MMMM" if found.day else "MMMM", language)
    return _alone(day, language)


def _alone(day: date, language: str) -> str:
    """A month without its day, small where the language writes months small: CLDR has it as a title, in Kazakh large.

    >>> _alone(date(2031, 11, 1), "kk"), _alone(date(2031, 11, 1), "ru"), _alone(date(2031, 11, 1), "en")
    ('қараша', 'ноябрь', 'November')
    """
    name = _words(day, "LLLL", language)
    return name.lower() if _words(day, "MMMM", language).islower() else name


@lru_cache(
    maxsize=10_000
)  # a page has dozens of times, of the same few days, and Babel takes half a millisecond for one
def _words(day: date, form: str, language: str) -> str:
    return format_date(day, form, locale=language)


def _interval(edtf: str, language: str) -> str:
    """From one date to another, what they share said once; an open end is not shown."""
    first, _, last = edtf.partition("/")
    if first in _OPEN:
        return f"{_in(_UNTIL, language)} {_date(_parsed(last), language, after=True)}"
    if last in _OPEN:
        return f"{_in(_SINCE, language)} {_date(_parsed(first), language, after=True)}"
    return _from_to(_parsed(first), _parsed(last), language)


def _from_to(start: _Date, end: _Date, language: str) -> str:
    until = _date(end, language)
    if start == end:
        return until
    if start.mark or end.mark or bool(start.month) != bool(end.month) or bool(start.day) != bool(end.day):
        return f"{_date(start, language)} – {until}"
    if not start.month:
        return f"{start.year:04d}–{until}"
    if start.year != end.year:
        return f"{_date(start, language)} – {until}"
    return f"{start.day}–{until}" if start.month == end.month else f"{_day(start, language)} – {until}"


def _in(words: tuple[str, ...], language: str) -> str:
    return words[_LANGUAGES.index(language)]
