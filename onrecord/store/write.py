"""Entry -> tables: a page's record replaces the page's former record, whole or not at all."""

from datetime import UTC, datetime

from msgspec.structs import asdict
from sqlalchemy import Connection, Table, delete, insert, select

from onrecord.store.entry import Entry
from onrecord.store.tables import (
    BLOCK,
    IDENTITY,
    ROSTER,
    STORIES,
    actors,
    actors_fts,
    articles,
    articles_fts,
    dated,
    facts,
    facts_fts,
    identified,
    made_with,
    parties,
    records,
    said_fts,
    signatures,
    stale,
    unjoined,
)


def digest_of(connection: Connection, key: str) -> str | None:
    """The digest under which a page was stored; None for a page not yet stored."""
    return connection.execute(select(articles.c.digest).where(articles.c.key == key)).scalar()


def put(connection: Connection, entry: Entry) -> None:
    """Store an entry; when a page was first seen stays known however often it changes."""
    first_seen = _take_out(connection, entry.key) or datetime.now(UTC).isoformat(timespec="seconds")
    number = _insert(connection, articles, {**entry.columns, "first_seen": first_seen})
    connection.execute(insert(records), {"article": number, "record": entry.record})
    connection.execute(insert(articles_fts), {"rowid": number, "title": entry.title, "text": entry.text})
    connection.execute(delete(made_with).where(made_with.c.what.in_((STORIES, ROSTER))))
    connection.execute(insert(signatures), {"article": number, "signature": entry.signature})
    ids = _put_actors(connection, number, entry)
    _mark_stale(connection, BLOCK, {actor.block for actor in entry.actors if actor.block})
    _put_facts(connection, number, entry, ids)


def _insert(connection: Connection, table: Table, values: dict[str, object]) -> int:
    made: int = connection.execute(insert(table).returning(table.c.id), values).scalar_one()
    return made


def _put_actors(connection: Connection, article: int, entry: Entry) -> dict[str, int]:
    ids: dict[str, int] = {}
    for actor in entry.actors:
        row = asdict(actor)
        lemmas = row.pop("lemmas")
        ids[actor.actor] = _insert(connection, actors, {"article": article, **row})
        connection.execute(insert(actors_fts), {"rowid": ids[actor.actor], "lemmas": lemmas})
        connection.execute(insert(unjoined), {"actor": ids[actor.actor]})
    return ids


def _put_facts(connection: Connection, article: int, entry: Entry, ids: dict[str, int]) -> None:
    for fact in entry.facts:
        row = {"article": article, "layer": fact.layer, "number": fact.number, "row": fact.row}
        number = _insert(connection, facts, row)
        connection.execute(insert(facts_fts), {"rowid": number, "lemmas": fact.lemmas})
        if fact.grams:
            connection.execute(insert(said_fts), {"rowid": number, "grams": fact.grams})
        if fact.days:
            days = {"first_day": fact.days[0], "last_day": fact.days[1]}
            connection.execute(insert(dated), {"fact": number, "layer": fact.layer, **days})
        if fact.actors:
            connection.execute(insert(parties), [{"actor": ids[actor], "fact": number} for actor in fact.actors])


def _mark_stale(connection: Connection, what: str, keys: set[str]) -> None:
    """Have the next join make blocks or identities anew."""
    if keys:
        connection.execute(insert(stale).prefix_with("OR IGNORE"), [{"what": what, "key": key} for key in sorted(keys)])


def _take_out(connection: Connection, key: str) -> str | None:
    """Remove a page's record; answers when the page was first seen, None where it never was."""
    found = connection.execute(select(articles.c.id, articles.c.first_seen).where(articles.c.key == key)).first()
    if found is None:
        return None
    blocks = select(actors.c.block).where(actors.c.article == found.id, actors.c.block.is_not(None))
    _mark_stale(connection, BLOCK, set(connection.execute(blocks).scalars()))
    known = select(identified.c.identity).join(actors).where(actors.c.article == found.id)
    _mark_stale(connection, IDENTITY, set(connection.execute(known).scalars()))
    for table, index in ((actors, actors_fts), (facts, facts_fts), (facts, said_fts)):
        ids = select(table.c.id).where(table.c.article == found.id)
        connection.execute(delete(index).where(index.c.rowid.in_(ids)))
    connection.execute(delete(articles_fts).where(articles_fts.c.rowid == found.id))
    connection.execute(delete(articles).where(articles.c.id == found.id))
    return str(found.first_seen)
