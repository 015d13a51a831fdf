"""The grammar of dates that every finder reads by: days, months, years and ranges, said outright or from today.

    now = Now(today_of(article))
    time_at(doc, i, now)                    the date that starts at a token
    for time in times(doc, first, last, now): ...     every date of a stretch, with its preposition

Each rule takes a token and answers (value, end) or None; the value is EDTF, or None where a date stands there that
nobody could place (its year is unsaid and the article has no date).
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from onrecord.find.grammar.outright import (
    LEADING,
    MONTHS,
    YEAR,
    low,
    numbered,
    said,
    said_in_part,
    year_after,
    year_word,
)
from onrecord.find.grammar.partial import Now, Partial, edtf, month_shifted, possible, week, weekday
from onrecord.language.doc import Doc
from onrecord.span import Span
from onrecord.values import Article
from onrecord.words import listed, valued

__all__ = ["Now", "Time", "time_at", "times", "today_of"]

Read = tuple[str | None, int] | None

_WEEKDAYS = numbered("weekday")
_SEASONS = numbered("season")
_IN_SEASON = numbered("in-season")
_DAYS = numbered("day")
_SIDES = numbered("side")
_PARTICIPLES = numbered("participle")
_COUNTS = numbered("count")
_UNITS = valued("dates", "unit")
_STRETCHES = listed("dates", "stretch")
_OURS = (1000, 2999)  # years from which a text may count days back or on without leaving the calendar
_DAY_RANGE = re.compile(r"(\d{1,2})[-–—](\d{1,2})")
_YEAR_RANGE = re.compile(r"([12]\d{3})[-–—]((?:[12]\d)?\d\d)")


class Time(Struct, frozen=True):
    """A date in a text: its EDTF value and its tokens `first` up to `last` (exclusive)."""

    edtf: str | None
    first: int
    last: int

    def span(self, doc: Doc) -> Span:
        return doc.span(self.first, self.last)


def today_of(article: Article) -> date | None:
    """The day an article speaks from: when it was published; None where that is unknown or no day of our times."""
    try:
        day = date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None
    return day if _OURS[0] <= day.year <= _OURS[1] else None


def times(doc: Doc, first: int, last: int, now: Now) -> Iterator[Time]:
    """The dates among tokens `first` up to `last`, in text order, each with the preposition before it."""
    i = first
    while i < last:
        found = time_at(doc, i, now)
        if found and found[1] - (doc.form[found[1] - 1] == ".") <= last:
            led = i > first and doc.form[i - 1].lower() in ("в", "во", "на", "к", "ко", "до", "с", "со", "от")
            yield Time(found[0], i - led, found[1])
            if led and doc.form[i - 1].lower() == "в" and YEAR.fullmatch(doc.form[i]):
                now = replace(now, year=int(doc.form[i][:4]))  # "в 2015 году ... 17 декабря"
            i = found[1]
        else:
            i += 1


def time_at(doc: Doc, i: int, now: Now) -> Read:
    """The date that starts at token `i`, as (EDTF, end); of prepositions only "с" of a range and "через" open one.

    "5 мая 2024 года" -> ("2024-05-05", i + 4); "прошлой неделе" -> (an interval, i + 2); "вчера" -> (a day, i + 1).
    """
    return next((found for rule in RULES if (found := rule(doc, i, now))), None)


def _range(doc: Doc, i: int, now: Now) -> Read:
    """ "С 5 по 10 мая 2024 года", "1 мая - 5 июня", "27 и 28 апреля"."""
    since = doc.form[i].lower() in ("с", "со")
    start = i + since
    if start >= len(doc):
        return None
    first = said(doc, start) or said_in_part(doc, start)
    whole = first is not None and first[0].day is not None and first[0].month is not None
    joins = ("по", "до") if since else ("-", "–", "—", "и")[: 3 if whole else 4]  # "17 мая и 7 июня" are two days
    if first is None or low(doc, first[1]) not in joins or not low(doc, first[1] + 1):
        return None
    last = said(doc, first[1] + 1)
    if last is None or (first[0].day is None) != (last[0].day is None):
        return None
    begins = first[0].completed(last[0])
    return (_interval(begins, last[0], now), last[1]) if possible(begins) else None


def _interval(first: Partial, last: Partial, now: Now) -> str | None:
    """From one partial date to another; the end alone where the two are not in order."""
    ends = edtf(last, now)
    begins = edtf(first.completed(Partial(int(ends[:4]))), now) if ends else None
    return f"{begins}/{ends}" if begins and ends and begins < ends else ends


def _outright(doc: Doc, i: int, now: Now) -> Read:
    """A day, a month or a year in words or figures; "прошлого года" after a month counts from today."""
    found = said(doc, i)
    if found is None:
        return None
    partial, end = found
    if partial.year is None and (beside := _year_from_today(doc, end, now)):
        year, end = beside
        return (edtf(Partial(year, partial.month, partial.day), now) if year else None), end
    return edtf(partial, now), end


def _year_from_today(doc: Doc, i: int, now: Now) -> tuple[int | None, int] | None:
    """ "Прошлого года", "с.г." after a month; the year is None where today is unknown."""
    if low(doc, i) == "с" and [low(doc, i + 1), low(doc, i + 2)] == [".", "г"]:
        return (now.today.year if now.today else None), i + 3 + (low(doc, i + 3) == ".")
    if low(doc, i) and doc.lemma[i] in _SIDES and low(doc, i + 1) == "года":
        return (now.today.year + _SIDES[doc.lemma[i]] if now.today else None), i + 2
    return None


def _days_joined(doc: Doc, i: int, now: Now) -> Read:
    """ "27-28 апреля 2017 года"."""
    found = _DAY_RANGE.fullmatch(doc.form[i])
    month = MONTHS.get(low(doc, i + 1)) if found else None
    if not found or not month:
        return None
    year, end = year_after(doc, i + 2)
    first, last = (Partial(year, month, int(day)) for day in found.groups())
    return (_interval(first, last, now), end) if possible(first) and possible(last) else None


def _years_joined(doc: Doc, i: int, now: Now) -> Read:
    """ "2023-2024 годах"."""
    found = _YEAR_RANGE.fullmatch(doc.form[i])
    end = year_word(doc, i + 1)
    if not found or end == i + 1:
        return None
    first, last = found.groups()
    return _interval(Partial(int(first)), Partial(int(first[: 4 - len(last)] + last)), now), end


def _months_joined(doc: Doc, i: int, now: Now) -> Read:
    """ "В сентябре-октябре 2001 года"."""
    first, _, last = doc.form[i].lower().partition("-")
    if first not in MONTHS or last not in MONTHS:
        return None
    year, end = year_after(doc, i + 1)
    return _interval(Partial(year, MONTHS[first]), Partial(year, MONTHS[last]), now), end


def _season(doc: Doc, i: int, now: Now) -> Read:
    """ "Летом", "летом 2024 года", "к лету прошлого года"."""
    alone = doc.form[i].lower() in _IN_SEASON
    month = _IN_SEASON.get(doc.form[i].lower()) or _SEASONS.get(doc.lemma[i])
    if not month:
        return None
    year, end = year_after(doc, i + 1)
    year, end = (year, end) if year else _year_from_today(doc, end, now) or (None, end)
    if end == i + 1 and not alone:
        return None
    return (edtf(Partial(year, month), now) if year or end == i + 1 else None), end


def _from_today(doc: Doc, i: int, now: Now) -> Read:
    """ "В текущем году", "в прошлом месяце", "на этой неделе", "в минувшую пятницу", "в прошлом декабре"."""
    sides = _PARTICIPLES if doc.feat(i, "VerbForm") == "Part" else _SIDES
    side, next_word = sides.get(doc.lemma[i]), low(doc, i + 1)
    if side is None or not next_word:
        return None
    if (number := _WEEKDAYS.get(doc.lemma[i + 1])) is not None:
        return (weekday(now.today, number, side, now.ahead).isoformat() if now.today else None), i + 2
    if (unit := _UNITS.get(next_word)) and doc.feat(i, "Number") != "Plur" and (unit != "день" or side == 0):
        return _shifted(now, unit, side), i + 2
    if month := MONTHS.get(next_word):
        return edtf(Partial(month=month), Now(now.today, side > 0 if side else None)), i + 2
    return None


def _shifted(now: Now, unit: str, count: int) -> str | None:
    """Today moved by a count of units, as precisely as the unit is."""
    today = now.today
    if today is None:
        return None
    if unit == "день":
        return (today + timedelta(count)).isoformat()
    if unit == "неделя":
        return week(today, count)
    return edtf(month_shifted(today, count) if unit == "месяц" else Partial(today.year + count), now)


def _stretch(doc: Doc, i: int, now: Now) -> Read:
    """ "В начале марта", "до конца года", "во второй половине 2015 года", "в последнюю декаду апреля"."""
    noun = i if doc.lemma[i] in _STRETCHES else i + 1
    of = low(doc, noun + 1)
    if not of or doc.lemma[noun] not in _STRETCHES or (noun > i and doc.pos[i] not in ("ADJ", "NUM")):
        return None
    if of in listed("dates", "genitive"):
        return _shifted(now, _UNITS[of], 0), noun + 2
    return _outright(doc, noun + 1, now) or _from_today(doc, noun + 1, now)


def _weekday(doc: Doc, i: int, now: Now) -> Read:
    """ "В понедельник", with the date that may follow: "в понедельник, 5 мая"."""
    number = _WEEKDAYS.get(doc.lemma[i])
    if (
        number is None
        or i == 0
        or not (doc.form[i - 1].lower() in LEADING or doc.lemma[i - 1] in listed("dates", "hour"))
    ):
        return None
    follows = i + 1 + (low(doc, i + 1) == ",")
    if low(doc, follows)[:1].isdigit() and (day := _days_joined(doc, follows, now) or _outright(doc, follows, now)):
        return day
    return (weekday(now.today, number, 0, now.ahead).isoformat() if now.today else None), i + 1


def _adverb(doc: Doc, i: int, now: Now) -> Read:
    """ "Вчера", "сегодня"; "накануне" only where no event follows that it is the eve of."""
    shift = _DAYS.get(doc.form[i].lower())
    if shift is None or (doc.form[i].lower() == "накануне" and low(doc, i + 1) and doc.feat(i + 1, "Case") == "Gen"):
        return None
    return _shifted(now, "день", shift), i + 1


def _away(doc: Doc, i: int, now: Now) -> Read:
    """ "Два года назад", "неделю назад", "через три дня"."""
    within = doc.form[i].lower() == "через"
    start = i + within
    words = doc.form[i].lower() if not within else low(doc, start)
    count = _COUNTS.get(words) or (int(words) if words.isdecimal() and len(words) < 4 else None)
    at = start if count is None else start + 1
    unit = _UNITS.get(words if count is None else low(doc, at))
    vague = count is None and words not in listed("dates", "bare")
    if not unit or vague:
        return None
    if within:
        return (_shifted(now, unit, count or 1), at + 1) if low(doc, at + 1) != "после" else None
    return (_shifted(now, unit, -(count or 1)), at + 2) if low(doc, at + 1) == "назад" else None


RULES = (
    _range,
    _days_joined,
    _years_joined,
    _months_joined,
    _outright,
    _weekday,
    _from_today,
    _stretch,
    _season,
    _adverb,
    _away,
)
