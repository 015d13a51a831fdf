"""Counting: the tables behind the pictures, made of the newest rows of a list."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import TypedDict

from msgspec import Struct

from onrecord.store.dates import period
from onrecord.store.lists import Row

FOREMOST = 8  # names that have a colour of their own
MOST = 92  # days that are told apart; a longer time is counted by months, and one of more months by years
UNITS = {"day": 10, "month": 7, "year": 4}  # how long a date is
PARTIES = 30  # of a meeting; who meets whom in a larger hall is not told by a list


class Counted(TypedDict, total=False):
    """As much of a fact's row as is counted."""

    published: str | None
    speaker: str | None
    code: str
    label: str
    donor: str | None
    recipient: str | None
    status: str
    participants: list[str]


class Picture(Struct, frozen=True):
    """A picture: the list that it counts, how, the columns of its table (the last is the number), and what is drawn."""

    layer: str
    counted: Callable[[Iterable[Row]], list[Row]]
    columns: tuple[str, str, str]
    drawn: str


def attention(rows: Iterable[Row]) -> list[Row]:
    """How often each of the most quoted is quoted, day by day.

    >>> attention([{"published": "2031-03-04T10:00", "speaker": "Анна"}] * 2)
    [{'day': '2031-03-04', 'name': 'Анна', 'number': 2}]
    """
    return _over_time((row["published"], row["speaker"]) for row in rows)


def coverage(rows: Iterable[Row]) -> list[Row]:
    """How many articles each outlet has, day by day."""
    return _over_time((row["published"], row["outlet"]) for row in rows)


def topics(rows: Iterable[Row]) -> list[Row]:
    """How many articles are about each of the most frequent topics, day by day."""
    return _over_time((row["published"], row["label"]) for row in rows)


def flows(rows: Iterable[Row]) -> list[Row]:
    """How many reports there are of aid from one to another, given or promised."""
    given = (row for row in rows if row["donor"] and row["recipient"] and row["status"] in ("given", "promised"))
    return _table(Counter((row["donor"], row["recipient"]) for row in given), ("from", "to"))


def together(rows: Iterable[Row]) -> list[Row]:
    """How many reports have two at one meeting that was held; the two in the order of their names.

    >>> together([{"status": "held", "participants": ["Яна", "Анна"]}])
    [{'one': 'Анна', 'other': 'Яна', 'number': 1}]
    """
    held = (sorted(set(row["participants"] or ())) for row in rows if row["status"] == "held")
    met = (pair for names in held if len(names) <= PARTIES for pair in combinations(names, 2))
    return _table(Counter(met), ("one", "other"))


PICTURES = {
    "attention": Picture("quotes", attention, ("day", "name", "number"), "bars"),
    "topics": Picture("topics", topics, ("day", "name", "number"), "bars"),
    "coverage": Picture("articles", coverage, ("day", "name", "number"), "bars"),
    "together": Picture("meetings", together, ("one", "other", "number"), "ring"),
    "flows": Picture("aid", flows, ("from", "to", "number"), "flows"),
    "map": Picture("aid", flows, ("from", "to", "number"), "map"),
}


def unit(rows: Iterable[Row]) -> str:
    """What a table over time is told by: day, month or year.

    >>> unit([{"day": "2031-03"}]), unit([{"day": "2031-03-04"}, {"day": "2031-05"}])
    ('month', 'day')
    """
    longest = max((len(row["day"]) for row in rows), default=UNITS["day"])
    return next(name for name, length in UNITS.items() if length <= longest)


def _over_time(seen: Iterable[tuple[str | None, str | None]]) -> list[Row]:
    """The foremost names by day; where that is a long time by month, or by year."""
    dated = [(published[:10], name) for published, name in seen if published and name]
    length = UNITS[_told_by([day for day, _ in dated])]
    dated = [(day[:length], name) for day, name in dated]
    foremost = {name for name, _ in Counter(name for _, name in dated).most_common(FOREMOST)}
    return _table(Counter(one for one in dated if one[1] in foremost), ("day", "name"))


def _told_by(days: Sequence[str]) -> str:
    """Days, or months or years where there are too many from the first to the last.

    >>> _told_by(["2031-03-04", "2031-05"]), _told_by(["2031-03-04", "2032"]), _told_by(["1999", "2031-05-03"])
    ('day', 'month', 'year')
    """
    known = [found for day in days if (found := period(day))]
    if not known:
        return "day"
    first, last = (date.fromisoformat(day) for day in (min(begin for begin, _ in known), max(end for _, end in known)))
    if (last - first).days <= MOST:
        return "day"
    return "month" if (last.year - first.year) * 12 + last.month - first.month <= MOST else "year"


def _table(counts: Counter[tuple[str, str]], columns: tuple[str, str]) -> list[Row]:
    return [{**dict(zip(columns, key, strict=True)), "number": number} for key, number in sorted(counts.items())]
