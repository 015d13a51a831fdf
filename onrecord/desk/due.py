"""Due: the calendar of promises, a month at a time."""

from calendar import Calendar
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from onrecord.desk.filters import filters, given, only, query
from onrecord.desk.problems import Told
from onrecord.desk.templating import page
from onrecord.store.dates import days, edtf, period
from onrecord.store.due import deadlines, soonest
from onrecord.store.lists import Filters, rows_of

SHOWN, SHOWN_OF_DAY = 3, 300  # promises of each deadline in a month, and of one that is asked for
router = APIRouter(include_in_schema=False)


@router.get("/calendar")
def calendar(request: Request, month: str = "", day: str = "") -> Response:
    """The promises that fall due in a month, or of one deadline: a day, or a month, season or year without one.

    What has no day stands in the month in which it ends. Where no month is given it is that of the newest article.
    """
    only(request, "month", "day")
    known, day = given(request), _deadline(day)
    with request.app.state.desk.store.reading() as connection:
        first = _first(_last(day)[:7] if day else month) or _newest(connection)
        last = following(first) - timedelta(days=1)
        due = list(deadlines(connection, filters(known), first.isoformat(), last.isoformat(), SHOWN))
        ending = deadlines(connection, filters(known), _last(day), _last(day), SHOWN_OF_DAY) if day else ()
        listed = [one for one in ending if one.when == day] if day else due
        later = () if due else soonest(connection, filters(known), following(first).isoformat(), date.max.isoformat())
        coming = next(iter(later), None)
    shown: dict[str, Any] = {
        "listed": listed,
        "chosen": day,
        "due": {one.when: one for one in due},
        "weeks": Calendar().monthdatescalendar(first.year, first.month),
        "first": first,
        "coming": _last(coming["due"])[:7] if coming else "",
        "before": (first - timedelta(days=1)).isoformat()[:7],
        "after": following(first).isoformat()[:7],
    }
    return page(request, "calendar.html", known=known, query=query(known), **shown)


def following(month: date) -> date:
    """The first day of the month after a month's first day.

    >>> following(date(2031, 12, 1))
    datetime.date(2032, 1, 1)
    """
    return (month + timedelta(days=31)).replace(day=1)


def _first(month: str) -> date | None:
    if not month.strip():
        return None
    try:
        found = date.fromisoformat(days(month.strip())[0]).replace(day=1)
    except ValueError as error:
        raise Told("month", field="month", value=month[:40]) from error
    if len(month.strip()) > len("2031-05"):
        raise Told("month", field="month", value=month[:40])
    if len(month.strip()) < len("2031-05"):
        raise Told("is_year", field="month", value=month.strip())
    if not date.min.year < found.year < date.max.year:
        raise Told("year", field="month", value=month[:40])
    return found


def _deadline(day: str) -> str:
    """A day, or what has none, as deadlines have it."""
    found = period(day.strip())
    if day.strip() and not found:
        raise Told("date", field="day", value=day[:40])
    return edtf(*found) if found else ""


def _last(deadline: str) -> str:
    return (period(deadline) or ("", ""))[1]


def _newest(connection: Connection) -> date:
    """The month of the newest article that has a date, else this one."""
    newest = next(rows_of(connection, "articles", Filters(limit=1)), None)
    found = period((newest["published"] or "")[:10]) if newest else None
    return (date.fromisoformat(found[1]) if found else date.today()).replace(day=1)
