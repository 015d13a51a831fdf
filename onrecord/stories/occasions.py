"""Occasions: one meeting as several articles have it, and what was said there."""

from datetime import date, timedelta

from sqlalchemy import Connection

from onrecord.store.dates import period
from onrecord.store.lists import Filters, Row, rows_of

DAYS = 10  # before and after, in which articles tell of a meeting


def tellings(connection: Connection, meeting: Row) -> list[Row]:
    """The rows of the same meeting in other articles, the newest first: one date, one place or body, one status.

    Where a meeting has no date, its article's day stands for it.
    """
    when = _when(meeting)
    if when is None:
        return []
    since, until = date.fromisoformat(when[0]), date.fromisoformat(when[1])
    near = Filters(since=_shifted(since, -DAYS), until=_shifted(until, DAYS))
    rows = rows_of(connection, "meetings", near)
    return [row for row in rows if row["article"] != meeting["article"] and same(meeting, row)]


def same(one: Row, other: Row) -> bool:
    """Whether two rows may tell of one meeting: their days touch, nothing contradicts, and something tells.

    >>> row = {"date": "2031-03-04", "published": None, "place": "Эллагорск", "body": None, "kind": "session"}
    >>> same(row, row | {"date": "2031-03"}), same(row, row | {"place": "Лугодар"})
    (True, False)
    """
    ours, theirs = _when(one), _when(other)
    if ours is None or theirs is None or ours[1] < theirs[0] or theirs[1] < ours[0]:
        return False
    pairs = [(_key(one[name]), _key(other[name])) for name in ("place", "body")]
    if any(a and b and a != b for a, b in pairs):
        return False
    return any(a and a == b for a, b in pairs)


def _when(row: Row) -> tuple[str, str] | None:
    return period(row["date"] or (row["published"] or "")[:10])


def _key(name: str | None) -> str:
    return (name or "").casefold()


def _shifted(day: date, days: int) -> str:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return day.isoformat()
