"""Due: the calendar of promises, a month at a time."""

from calendar import Calendar
from datetime import date, timedelta
from itertools import islice
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from onrecord.desk.filters import filters, given, only, query
from onrecord.desk.problems import Told
from onrecord.desk.templating import page
from onrecord.store.dates import days, edtf, period
from onrecord.store.due import due_then, latest, on_days, soonest, without_day
from onrecord.store.lists import Filters, rows_of

SHOWN, SHOWN_OF_DAY = 3, 300  # promises of each deadline in a month, and of one that is asked for
WITHOUT_DAY = 12  # deadlines without a day on a page of a month: there may be any number
router = APIRouter(include_in_schema=False)


@router.get("/calendar")
def calendar(request: Request, month: str = "", day: str = "", after: str = "") -> Response:
    """The promises that fall due in a month, or of one deadline: a day, or a month, season or year without one.

    What has no day stands in the month in which it ends, some at a time: `after` is the one behind which the next
    begin. Where no month is given it is that of the newest article.
    """
    only(request, "month", "day", "after")
    known, day, after = given(request), _deadline(day, "day"), _deadline(after, "after")
    with request.app.state.desk.store.reading() as connection:
        first = _first(_last(day or after)[:7] or month) or _newest(connection)
        due = _due(connection, filters(known), first, day, after)
    shown: dict[str, Any] = {
        "chosen": day,
        "weeks": Calendar().monthdatescalendar(first.year, first.month),
        "first": first,
        "before": (first - timedelta(days=1)).isoformat()[:7],
        "following": following(first).isoformat()[:7],
        "after": after,
    }
    return page(request, "calendar.html", known=known, query=query(known), **shown, **due)


def _due(connection: Connection, narrowed: Filters, first: date, day: str, after: str) -> dict[str, Any]:
    """What falls due in a month: on its days, without one, and what is listed; else the months nearby with any."""
    begun, ended = first.isoformat(), (following(first) - timedelta(days=1)).isoformat()
    days_due = list(on_days(connection, narrowed, begun, ended, SHOWN))
    behind = (period(after) or ("", begun))[::-1]
    others = list(islice(without_day(connection, narrowed, behind, ended, SHOWN), WITHOUT_DAY + 1))
    others, more = others[:WITHOUT_DAY], others[WITHOUT_DAY:]
    asked = period(day)
    if asked:
        listed = list(due_then(connection, narrowed, *asked, SHOWN_OF_DAY))
    else:
        listed = sorted([*([] if after else days_due), *others], key=lambda one: _last(one.when))
    return {
        "due": {one.when: one for one in days_due},
        "others": others,
        "more": others[-1].when if more else "",
        "listed": listed,
        "around": [] if days_due or others else _around(connection, narrowed, first),
    }


def _around(connection: Connection, narrowed: Filters, first: date) -> list[tuple[str, str]]:
    """The nearest months before and after a month in which something falls due, as far as there are any."""
    past = latest(connection, narrowed, (first - timedelta(days=1)).isoformat())
    coming = soonest(connection, narrowed, following(first).isoformat(), date.max.isoformat())
    sides = {"previous": past, "next": coming}
    return [(side, _last(row["due"])[:7]) for side, rows in sides.items() for row in islice(rows, 1)]


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


def _deadline(day: str, field: str) -> str:
    """A day, or what has none, as deadlines have it."""
    found = period(day.strip())
    if day.strip() and not found:
        raise Told("date", field=field, value=day[:40])
    return edtf(*found) if found else ""


def _last(deadline: str) -> str:
    return (period(deadline) or ("", ""))[1]


def _newest(connection: Connection) -> date:
    """The month of the newest article that has a date, else this one."""
    newest = next(rows_of(connection, "articles", Filters(limit=1)), None)
    found = period((newest["published"] or "")[:10]) if newest else None
    return (date.fromisoformat(found[1]) if found else date.today()).replace(day=1)
