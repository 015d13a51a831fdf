"""The roster: the list of actors, those in most articles first, kept as the last join left it.

An actor that was stored since stands behind those, until it is joined. Under dates or a language the list goes along
the roster only as far as an actor there may still be in more articles than those found.
"""

from collections.abc import Iterator
from heapq import heappush, heappushpop
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, case, delete, func, insert, or_, select

from onrecord.store import onward
from onrecord.store.narrowing import Filters, Place, Row, among, called, few, matching, named, narrowed, published_by
from onrecord.store.tables import actors, actors_fts, articles, articles_fts, identified, identities, roster, unjoined

ACTOR_COLUMNS = ("identity", "kind", "name", "names", "wikidata", "country", "articles", "mentions")
_KNOWN = ("wikidata", "country")
NEW = 30_000  # actors stored since the join, of some 4,000 articles
_COLUMNS = tuple(name for name in map(str, roster.c.keys()) if name != "id")


def actor_rows(connection: Connection, filters: Filters) -> Iterator[tuple[Place, Row]]:
    """A row for each identity, and for each actor that has none, those in most articles first."""
    passed = int(filters.after[0]) if filters.after else 0  # places among counts that change are numbers
    lines = _lines(connection, filters, passed)
    for number, row in enumerate(islice(lines, filters.limit), passed + 1):
        named = {"names": msgspec.json.decode(row["names"]) if row["names"] else [row["name"]]}
        yield (number,), {name: row[name] for name in ACTOR_COLUMNS} | named


def _lines(connection: Connection, filters: Filters, passed: int) -> Iterator[RowMapping | Row]:
    """The rows from a place on: of all actors or of a busy name as they were counted, else counted now."""
    counted = filters.about or filters.outlet or not onward.told(filters)
    if counted or (filters.who and few(connection, named(filters.who)) is not None):
        yield from connection.execute(_counted(connection, filters).offset(passed)).mappings()
        return
    kept = _kept(filters)
    if filters.since or filters.until or filters.language:
        most = None if filters.limit is None else passed + filters.limit
        known = list(_within(connection, kept, filters, most))
        yield from known[passed:]
        passed -= len(known)
    else:
        size = connection.execute(select(func.count()).select_from(kept.subquery())).scalar_one()
        yield from connection.execute(kept.offset(min(passed, size))).mappings()
        passed -= size
    since = few(connection, select(unjoined.c.actor), NEW)  # left to itself SQLite goes through all actors for them
    counting = _counted(connection, filters)
    stored = counting.join(unjoined) if since is None else counting.where(among(actors.c.id, since))
    yield from connection.execute(stored.offset(max(0, passed))).mappings()


def _kept(filters: Filters) -> Select[Any]:
    """The rows as the last join counted them, of a name where one is asked for."""
    kept = select(roster).order_by(roster.c.id)
    if not filters.who:
        return kept
    called_so = actors.c.id.in_(matching(actors_fts, filters.who))
    nameless = select(actors.c.name).where(actors.c.block.is_(None), called_so)
    alone = roster.c.identity.is_(None) & roster.c.name.in_(nameless)
    return kept.where(or_(roster.c.identity.in_(called(filters.who)), alone))


def _within(connection: Connection, kept: Select[Any], filters: Filters, most: int | None) -> list[Row]:
    """The first rows (all where `most` is None) under filters by date and language, those in most articles first."""
    found: list[Row] = []
    best: list[int] = []  # the numbers of articles of the first `most`
    counts = (onward.within(connection, filters, name).label(f"{name}_within") for name in ("articles", "mentions"))
    for line in connection.execute(kept.add_columns(*counts)).mappings():
        if best and len(best) == most and line["articles"] < best[0]:
            break
        if number := line["articles_within"]:
            found.append({**line, "articles": number, "mentions": line["mentions_within"]})
            (heappush if len(best) != most else heappushpop)(best, number)
    return sorted(found, key=_order)[:most]


def _order(row: Row) -> tuple[Any, ...]:
    """What `_counted` sorts by."""
    told = ("name", "identity", "kind", "name", *_KNOWN)
    return (-row["articles"], -row["mentions"], *(row[name] or "" for name in told))


def _counted(connection: Connection, filters: Filters) -> Select[Any]:
    """The rows, counted anew under the filters."""
    own = [func.coalesce(identities.c[name], actors.c[name]).label(name) for name in ("kind", "name")]
    own += [case((identities.c.id.is_(None), actors.c[name]), else_=identities.c[name]).label(name) for name in _KNOWN]
    seen = func.count(actors.c.article.distinct()).label("articles")
    mentions = func.sum(actors.c.mentions).label("mentions")
    query: Select[Any] = select(identities.c.identity, *own, identities.c.names, seen, mentions)
    query = query.join_from(actors, articles)
    query = query.outerjoin(identified).outerjoin(identities, identities.c.identity == identified.c.identity)
    if filters.who:
        query = query.where(actors.c.id.in_(named(filters.who)))
    if filters.about:
        query = query.where(articles.c.id.in_(matching(articles_fts, filters.about)))
    if filters.outlet:
        query = query.where(published_by(connection, filters.outlet))
    query = narrowed(query, filters).limit(None).group_by(identities.c.identity, *own)
    return query.order_by(seen.desc(), mentions.desc(), own[1], identities.c.identity, *own)


def call(connection: Connection) -> None:
    """Count every actor anew, once they are joined."""
    connection.execute(delete(roster))
    counted = _counted(connection, Filters()).subquery()
    connection.execute(insert(roster).from_select(_COLUMNS, select(*(counted.c[name] for name in _COLUMNS))))
    connection.execute(delete(unjoined))
    onward.count(connection)
