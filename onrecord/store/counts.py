"""Counts: how many rows a list has, as far as that is told in some milliseconds."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from sqlite3 import SQLITE_INTERRUPT, OperationalError
from sqlite3 import Connection as Database
from typing import cast

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, exc, literal, literal_column, select

from onrecord.store.lemmas import match
from onrecord.store.narrowing import Filters, articles_of, facts_of
from onrecord.store.roster import actor_rows
from onrecord.store.tables import articles, articles_fts, bit, facts, judged, roster

MOST = 1000  # rows that are counted
STEPS = (
    40_000  # of the database's machine, for each of a count's few queries: some 2 ms, in which 1000 facts are counted
)


class Count(Struct, frozen=True):
    """How many rows a list has; with `least` at least so many."""

    number: int
    least: bool = False


def count(connection: Connection, rows: Callable[[], Iterable[object]], seen: int) -> Count:
    """How many rows there are, MOST at most, fewer where counting takes long; `seen` of them are known to be there."""
    number, ended = 0, False
    with _bounded(connection):
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
    query = facts_of(connection, (literal(1),), asked, (name,)).where(facts.c.layer == name)
    query = query.where(judged.c.judgement.is_distinct_from("rejected"))
    return connection.execute(query.where(articles.c.layers.bitwise_and(bit(name)) != 0))


def holding(connection: Connection, words: str, filters: Filters) -> Iterable[object]:
    """Something for each article that has every one of some words."""
    query = select(articles.c.id).join_from(articles_fts, articles, articles.c.id == articles_fts.c.rowid)
    query = query.where(literal_column("articles_fts").op("MATCH")(match(words)))
    return connection.execute(articles_of(connection, query, replace(filters, limit=MOST + 1, after=None)))


@contextmanager
def _bounded(connection: Connection) -> Iterator[None]:
    """Queries that end after STEPS, and with them what is done inside."""
    database = cast(Database, connection.connection.driver_connection)
    database.set_progress_handler(lambda: True, STEPS)
    try:
        yield
    except exc.OperationalError as error:
        if not isinstance(error.orig, OperationalError) or error.orig.sqlite_errorcode != SQLITE_INTERRUPT:
            raise
    finally:
        database.set_progress_handler(None, 0)
