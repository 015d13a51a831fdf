"""Occasions: one meeting as several articles have it, and what was said there."""

from datetime import date, timedelta

from msgspec import Struct, convert
from sqlalchemy import Connection

from onrecord.store.dates import period
from onrecord.store.lists import Filters, Row, cells, whole
from onrecord.store.narrowing import touching

DAYS = 10  # before and after, in which articles tell of a meeting


class Met(Struct, frozen=True, kw_only=True):
    """As much of a meeting's row as tells whether another is the same."""

    date: str | None = None
    published: str | None = None
    place: str | None = None
    body: str | None = None
    article: str = ""


def tellings(connection: Connection, meeting: Row) -> list[Row]:
    """The rows of the same meeting in other articles, the newest first: one date, one place or body, one status.

    Where a meeting has no date, its article's day stands for it.
    """
    ours = convert(meeting, Met)
    when = _when(ours)
    if when is None:
        return []
    since, until = date.fromisoformat(when[0]), date.fromisoformat(when[1])
    near = Filters(since=_shifted(since, -DAYS), until=_shifted(until, DAYS))
    every = cells(connection, "meetings", near, Met, touching("meetings", *when))
    return [whole("meetings", line) for met, line in every if met.article != ours.article and same(ours, met)]


def same(one: Met, other: Met) -> bool:
    """Whether two rows may tell of one meeting: their days touch, nothing contradicts, and something tells.

    >>> met = Met(date="2031-03-04", place="Эллагорск")
    >>> same(met, Met(date="2031-03", place="Эллагорск")), same(met, Met(date="2031-03-04", place="Лугодар"))
    (True, False)
    """
    pairs = [(_key(one.place), _key(other.place)), (_key(one.body), _key(other.body))]
    if any(a and b and a != b for a, b in pairs) or not any(a and a == b for a, b in pairs):
        return False
    ours, theirs = _when(one), _when(other)
    return ours is not None and theirs is not None and ours[0] <= theirs[1] and theirs[0] <= ours[1]


def _when(met: Met) -> tuple[str, str] | None:
    return period(met.date or (met.published or "")[:10])


def _key(name: str | None) -> str:
    return (name or "").casefold()


def _shifted(day: date, days: int) -> str:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return day.isoformat()
