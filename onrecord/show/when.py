"""Dates and times as people write them."""

from datetime import date, datetime

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
    hours, minutes = divmod(int((found.utcoffset() or found - found).total_seconds()) // 60, 60)
    ahead = (f"{hours:+d}" if hours or minutes else "") + (f":{minutes:02d}" if minutes else "")
    zone = f"UTC{ahead}" if found.tzinfo else ""
    shown = format_datetime(found, "d MMMM y, HH:mm", locale=language)
    return f"{shown} ({zone})" if zone else shown


def _date(published: str, language: str) -> str:
    if len(published) == 4:
        return published
    if len(published) == 7:
        return format_date(date.fromisoformat(published + "-01"), "LLLL y", locale=language)
    return format_date(date.fromisoformat(published), "d MMMM y", locale=language)
