"""Counts: how many rows a list has, as far as that is told in some milliseconds."""

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, literal, select

from onrecord.store.bounded import bounded
from onrecord.store.narrowing import BY_TIME, Filters, articles_of, facts_of
from onrecord.store.roster import actor_rows
from onrecord.store.tables import articles, bit, judged, roster

MOST = 1000  # rows that are counted
STEPS = 40_000  # of the database's machine, for each of a count's few queries: some 2 ms, or 1000 facts


class Count(Struct, frozen=True):
    """How many rows a list has; with `least` at least so many."""

    number: int
    least: bool = False


def count(connection: Connection, rows: Callable[[], Iterable[object]], seen: int) -> Count:
    """How many rows there are, MOST at most, fewer where counting takes long; `seen` of them are known to be there."""
    number, ended = 0, False
    with bounded(connection, STEPS):
        for _ in rows():
            number += 1
            if number > MOST:
                break
        else:
            ended = True
    return Count(number) if ended else Count(max(seen, min(number, MOST)), least=True)


def listed(connection: Connection, name: str, filters: Filters) -> Iterable[object]:
    """Something for each row of a list, without what the row says; more than MOST are not asked for."""
    asked = replace(filters, limit=MOST + 1, after=None)
    if name == "actors":
        kept = connection.execute(select(roster.c.id).limit(MOST + 1)).all() if asked == Filters(limit=MOST + 1) else ()
        return kept if len(kept) > MOST else actor_rows(connection, asked)
    if name == "articles":
        return connection.execute(articles_of(connection, select(articles.c.id), asked))
    query = facts_of(connection, (literal(1),), asked, (name,))
    query = query.where(judged.c.judgement.is_distinct_from("rejected"))
    query = query.where(articles.c.layers.bitwise_and(bit(name)) != 0)
    return connection.execute(query.order_by(*BY_TIME))  # the way of the page; left to itself SQLite tries all facts


def holding(connection: Connection, words: str, filters: Filters) -> Iterable[object]:
    """Something for each article that has every one of some words."""
    asked = replace(filters, limit=MOST + 1, after=None)
    return connection.execute(articles_of(connection, select(articles.c.id), asked, words))
