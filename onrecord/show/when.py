"""Dates and times as people write them."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime


def moment(published: str, language: str) -> str:
    """A time with its zone, or a date as precise as it is known; what is neither stays as it is.

    >>> moment("2031-03-23T18:56:00+06:00", "ru")
    '23 марта 2031, 18:56 (UTC+6)'
    >>> moment("2031-03", "en")
    'March 2031'
    """
    try:
        return _time(published, language) if "T" in published else _date(published, language)
    except ValueError:
        return published


def _time(published: str, language: str) -> str:
    found = datetime.fromisoformat(published)
    shown = format_datetime(found, "d MMMM y, HH:mm", locale=language)
    offset = found.utcoffset()
    return shown if offset is None else f"{shown} ({_zone(offset)})"


def _zone(offset: timedelta) -> str:
    """An offset from UTC as people write it: "UTC", "UTC+6", "UTC-3:30"."""
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    ahead = f"{hours}:{minutes:02d}" if minutes else f"{hours}"
    return f"UTC{'-' if offset < timedelta(0) else '+'}{ahead}" if offset else "UTC"


def _date(published: str, language: str) -> str:
    if len(published) == 4:
        return published
    if len(published) == 7:
        return format_date(date.fromisoformat(published + "-01"), "LLLL y", locale=language)
    return format_date(date.fromisoformat(published), "d MMMM y", locale=language)
