"""Due: the commitments by the last day that they may be fulfilled on, found by it among all that are stored."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, func, select

from onrecord.store.lists import whole
from onrecord.store.narrowing import BY_TIME, Filters, Row, ending, facts_of, narrowed
from onrecord.store.tables import articles, dated, facts, judged

LAYER = "commitments"
STANDS = judged.c.judgement.is_distinct_from("rejected")


class Day(Struct):
    """A day on which `number` commitments fall due; the rows of the newest of them."""

    day: str
    number: int
    rows: list[Row]


def due_days(connection: Connection, filters: Filters, first: str, last: str, most: int) -> Iterator[Day]:
    """The days between two (ISO dates, both counted) on which something falls due, each with `most` rows at most."""
    day_of = dated.c.last_day
    rank = func.row_number().over(partition_by=day_of, order_by=(*BY_TIME, facts.c.number)).label("rank")
    columns = (facts.c.id, day_of, rank, func.count().over(partition_by=day_of).label("every"))
    kept = facts_of(connection, columns, filters, (LAYER,), ending(LAYER, first, last))
    ranked = kept.join(dated, dated.c.fact == facts.c.id).where(STANDS).subquery()
    query: Select[Any] = select(facts.c.row, judged.c.judgement, ranked.c.last_day, ranked.c.every)
    query = query.join_from(ranked, facts, facts.c.id == ranked.c.id).outerjoin(judged).where(ranked.c.rank <= most)
    day: Day | None = None
    for line in connection.execute(query.order_by(ranked.c.last_day, ranked.c.rank)):
        if day is None or day.day != line.last_day:
            if day:
                yield day
            day = Day(line.last_day, line.every, [])
        day.rows.append(whole(LAYER, line))
    if day:
        yield day


def soonest(connection: Connection, filters: Filters, first: str, last: str) -> Iterator[Row]:
    """The commitments that fall due between two days, the soonest first, of articles that filters of those keep."""
    query: Select[Any] = (
        select(facts.c.row, judged.c.judgement).select_from(dated).join(facts).join(articles).outerjoin(judged)
    )
    query = query.where(dated.c.layer == LAYER, dated.c.last_day.between(first, last), STANDS)
    query = narrowed(query, filters).order_by(dated.c.last_day, *BY_TIME, facts.c.number)
    return (whole(LAYER, line) for line in connection.execute(query))
