"""Dates as the lists sort and compare them."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?")
_SEASON = re.compile(r"(\d{4})-(2[1-4])")


@lru_cache(maxsize=20_000)
def days(published: str) -> tuple[str, str]:
    """The first and the last day that a date (or time) may mean, as it is written; ValueError where it is no date.

    >>> days("2023-02")
    ('2023-02-01', '2023-02-28')
    """
    found = _EDTF.fullmatch(published)
    if not found:
        raise ValueError(f"{published!r} is not a date; valid are 2023, 2023-11 and 2023-11-23")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None  # the pattern has it
    first = date(year, month or 1, day or 1)
    last_month = month or 12
    last = date(year, last_month, day or monthrange(year, last_month)[1])
    return first.isoformat(), last.isoformat()


def instant(published: str | None) -> str:
    """A key that sorts by time whatever the zone: UTC where a time is known, else the date, else "".

    >>> instant("2023-11-23T18:56:00+06:00")
    '2023-11-23T12:56:00Z'
    """
    if not published or "T" not in published:
        return published or ""
    try:
        return datetime.fromisoformat(published).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return published


def latest(instant: str) -> str:
    """What a key of `instant` sorts by where only times that are known may come first: a day stands behind its hours.

    >>> latest("2023-11-23"), latest("2023-11-23T12:56:00Z") < latest("2023-11") < latest("2024-01-01T00:00:00Z")
    ('2023-11-23T99', True)
    """
    if "T" in instant:
        return instant
    try:
        return f"{days(instant)[1]}T99"
    except ValueError:
        return instant


@lru_cache(maxsize=20_000)
def period(edtf: str) -> tuple[str, str] | None:
    """The first and the last day of an EDTF date, season or interval, however sure it is; None for what is none.

    >>> period("2031-24")
    ('2031-12-01', '2032-02-29')
    >>> period("2031-03/2031-04-02~")
    ('2031-03-01', '2031-04-02')
    """
    first, _, last = edtf.partition("/")
    begun, ended = _days_of(first), _days_of(last or first)
    return (begun[0], ended[1]) if begun and ended else None


def edtf(first: str, last: str) -> str:
    """The EDTF of days (ISO dates): a year, season, month or months where they are just that; else from day to day.

    >>> edtf("2031-06-01", "2031-06-30"), edtf("2031-12-01", "2032-02-29"), edtf("2031-06-04", "2031-06-04")
    ('2031-06', '2031-24', '2031-06-04')
    """
    year, month = first[:4], first[:7]
    dates = (year, month, first, *(f"{year}-{season}" for season in range(21, 25)), f"{month}/{last[:7]}")
    return next((date for date in dates if period(date) == (first, last)), f"{first}/{last}")


def dated(layer: str, row: Mapping[str, Any]) -> tuple[str, str] | None:
    """The days that a fact's row is dated by: of a meeting's date, else of its article, and of a commitment's due.

    >>> dated("meetings", {"date": None, "published": "2031-03-04T10:00"})
    ('2031-03-04', '2031-03-04')
    """
    if layer == "meetings":
        return period(row.get("date") or (row.get("published") or "")[:10])
    return period(row.get("due") or "") if layer == "commitments" else None


def _days_of(date: str) -> tuple[str, str] | None:
    plain = date.rstrip("?~%")
    season = _SEASON.fullmatch(plain)
    try:
        if season is None:
            return days(plain)
        year, number = int(season[1]), int(season[2]) - 20
        start, end = f"{year}-{number * 3:02}", f"{year + number // 4}-{(number * 3 + 1) % 12 + 1:02}"
        return days(start)[0], days(end)[1]
    except ValueError:
        return None
