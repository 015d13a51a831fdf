"""Onward: in how many articles each actor of the roster is from a day on, so that a list under dates is read off.

Of an article that is of a month, `first` is the month's first day and `last` its last. What is seen within some days is
what is seen from the first of them on, less what is seen after the last.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, literal, select, text

from onrecord.store.dates import days
from onrecord.store.narrowing import Filters
from onrecord.store.tables import onward, roster

_DATED = "0"  # what every day lies behind, and "", the day of what has none, before
_COUNT = text(
    """
    INSERT INTO onward (language, edge, place, day, articles, mentions)
    WITH seen AS MATERIALIZED (
        SELECT coalesce(
            (SELECT id FROM roster WHERE identity = identified.identity),
            (SELECT id FROM roster WHERE identity IS NULL AND name = actors.name AND kind = actors.kind
                AND wikidata IS actors.wikidata AND country IS actors.country)
        ) AS place, language, first_day, last_day,
        count(DISTINCT actors.article) AS articles, sum(actors.mentions) AS mentions
        FROM actors JOIN articles ON articles.id = actors.article
        LEFT JOIN identified ON identified.actor = actors.id
        WHERE NOT EXISTS (SELECT 1 FROM unjoined WHERE unjoined.actor = actors.id)
        GROUP BY 1, 2, 3, 4
    ), edges AS (
        SELECT language, 'first' AS edge, place, first_day AS day, articles, mentions FROM seen WHERE place
        UNION ALL SELECT language, 'last', place, last_day, articles, mentions FROM seen WHERE place
    )
    SELECT language, edge, place, day, sum(sum(articles)) OVER later, sum(sum(mentions)) OVER later
    FROM edges GROUP BY language, edge, place, day
    WINDOW later AS (PARTITION BY language, edge, place ORDER BY day DESC)
    """
)


def count(connection: Connection) -> None:
    """Count anew, once the roster is."""
    connection.execute(delete(onward))
    connection.execute(_COUNT)


def told(filters: Filters) -> bool:
    """Whether what is asked for is of days that follow one another."""
    return not (filters.since and filters.until and days(filters.since)[0] > days(filters.until)[1])


def within(connection: Connection, filters: Filters, what: str) -> ColumnElement[int]:
    """The number of an actor's articles, or of its mentions, under the filters by date and language."""
    languages = [filters.language] if filters.language else list(_languages(connection))
    first = days(filters.since)[0] if filters.since else _DATED if filters.until else ""
    found: ColumnElement[int] = literal(0)
    for language in languages:
        found = found + _from(what, "last", language, onward.c.day >= first)
        if filters.until:
            found = found - _from(what, "first", language, onward.c.day > days(filters.until)[1])
    return found


def _from(what: str, edge: str, language: str, later: ColumnElement[bool]) -> ColumnElement[int]:
    """The number for the actor of a row of the roster, from the first day on that is late enough."""
    query: Any = select(onward.c[what]).where(onward.c.language == language, onward.c.edge == edge)
    query = query.where(onward.c.place == roster.c.id, later).order_by(onward.c.day).limit(1)
    return func.coalesce(query.scalar_subquery(), 0)


def _languages(connection: Connection) -> Iterator[str]:
    """The languages that are counted, each found by one look into the index."""
    found = connection.execute(select(func.min(onward.c.language))).scalar()
    while found is not None:
        yield found
        found = connection.execute(select(func.min(onward.c.language)).where(onward.c.language > found)).scalar()
