"""Due: the commitments by their deadlines, found among all that are stored by the last day that those may mean."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select, tuple_

from onrecord.store.dates import edtf
from onrecord.store.lists import whole
from onrecord.store.narrowing import BY_TIME, Filters, Row, ending, facts_of, narrowed
from onrecord.store.tables import articles, dated, facts, judged

LAYER = "commitments"
STANDS = judged.c.judgement.is_distinct_from("rejected")

Conditions = tuple[ColumnElement[bool], ...]

# Whole months (2031-06, a season, a year, or from their first day to their last) are not one day: their first, else "".
_MONTH_ENDS = func.date(dated.c.last_day, "start of month", "+1 month", "-1 day") == dated.c.last_day
_WHOLE_FROM = case((and_(func.substr(dated.c.first_day, 9) == "01", _MONTH_ENDS), dated.c.first_day), else_="")


class Deadline(Struct):
    """A day, or whole months, a season or a year (EDTF), in which `number` commitments fall due; the newest's rows."""

    when: str
    number: int
    rows: list[Row]

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return len(self.when) == len("2031-06-01")


def on_days(connection: Connection, filters: Filters, first: str, last: str, most: int) -> Iterator[Deadline]:
    """The deadlines that are days between two (ISO dates, both counted), each with `most` rows at most."""
    return _deadlines(connection, filters, (first, last), (_WHOLE_FROM == "",), most)


def without_day(
    connection: Connection, filters: Filters, after: tuple[str, str], last: str, most: int
) -> Iterator[Deadline]:
    """The deadlines without a day that end on a day or earlier, in order, behind one with a last and a first day.

    Whoever reads only some of them pays for only these; with "" for the first day they begin on the other.
    """
    behind = tuple_(dated.c.last_day, _WHOLE_FROM) > tuple_(*after)
    return _deadlines(connection, filters, (after[0], last), (_WHOLE_FROM != "", behind), most)


def due_then(connection: Connection, filters: Filters, first: str, last: str, most: int) -> Iterator[Deadline]:
    """The deadline that has just this first and last day, if there is one."""
    begun = "" if first == last else first
    return _deadlines(connection, filters, (last, last), (_WHOLE_FROM.in_((begun,)),), most)


def _deadlines(
    connection: Connection, filters: Filters, days: tuple[str, str], conditions: Conditions, most: int
) -> Iterator[Deadline]:
    """The deadlines that end between two days and meet conditions, in the order of their last and first days."""
    kind = (dated.c.last_day, _WHOLE_FROM)
    rank = func.row_number().over(partition_by=kind, order_by=(*BY_TIME, facts.c.number)).label("rank")
    every = func.count().over(partition_by=kind).label("every")
    columns = (facts.c.id, dated.c.last_day, _WHOLE_FROM.label("begun"), rank, every)
    kept = facts_of(connection, columns, filters, (LAYER,), ending(LAYER, *days).where(*conditions))
    ranked = kept.join(dated, dated.c.fact == facts.c.id).where(STANDS).subquery()
    row = ranked.c
    query: Select[Any] = select(facts.c.row, judged.c.judgement, row.last_day, row.begun, row.every)
    query = query.join_from(ranked, facts, facts.c.id == row.id).outerjoin(judged).where(row.rank <= most)
    lines = connection.execute(query.order_by(row.last_day, row.begun, row.rank))
    for (ends, begun), same in groupby(lines, key=lambda line: (line.last_day, line.begun)):
        newest = list(same)
        yield Deadline(edtf(begun or ends, ends), newest[0].every, [whole(LAYER, line) for line in newest])


def soonest(connection: Connection, filters: Filters, first: str, last: str) -> Iterator[Row]:
    """The commitments that fall due between two days, the soonest first, of articles that filters of those keep."""
    return _between(connection, filters, (first, last), dated.c.last_day)


def latest(connection: Connection, filters: Filters, last: str) -> Iterator[Row]:
    """The commitments that fall due up to a day, the latest first, of articles that filters of those keep."""
    return _between(connection, filters, (date.min.isoformat(), last), dated.c.last_day.desc())


def _between(
    connection: Connection, filters: Filters, days: tuple[str, str], order: ColumnElement[Any]
) -> Iterator[Row]:
    query: Select[Any] = (
        select(facts.c.row, judged.c.judgement).select_from(dated).join(facts).join(articles).outerjoin(judged)
    )
    query = query.where(dated.c.layer == LAYER, dated.c.last_day.between(*days), STANDS)
    query = narrowed(query, filters).order_by(order, *BY_TIME, facts.c.number)
    return (whole(LAYER, line) for line in connection.execute(query))
