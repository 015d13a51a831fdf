"""Corrections on the store's tables: facts judged, identities merged, split and renamed."""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from onrecord.store.names import person_name
from onrecord.store.tables import (
    BLOCK,
    IDENTITY,
    actors,
    articles,
    facts,
    identified,
    identities,
    judged,
    parties,
    stale,
)
from onrecord.stories.corrections.fold import Corrected, Found, fold
from onrecord.stories.corrections.log import entries, in_force
from onrecord.stories.corrections.values import JUDGEMENTS, Address, Correction, FactAddress


def judge(connection: Connection, log: Sequence[Correction]) -> None:
    """Mark the facts that corrections reject or confirm; a post that is so marked has its holder decided anew."""
    before = {row.fact: row.judgement for row in connection.execute(select(judged))}
    after: dict[int, str] = {}
    for entry in log:
        if entry.fact and entry.action in JUDGEMENTS:
            after |= dict.fromkeys(facts_at(connection, entry.fact), JUDGEMENTS[entry.action])
    if after == before:
        return
    connection.execute(delete(judged))
    if after:
        connection.execute(insert(judged), [{"fact": fact, "judgement": after[fact]} for fact in sorted(after)])
    changed = sorted({fact for fact, _ in before.items() ^ after.items()})
    for fact in changed:
        blocks = select(actors.c.block).join(parties).where(parties.c.fact == fact, actors.c.block.is_not(None))
        mark(connection, BLOCK, connection.execute(blocks).scalars())


def facts_at(connection: Connection, address: FactAddress) -> list[int]:
    """The facts at an address: those with its words where these stand, else the only ones with its words."""
    query = select(facts.c.id, facts.c.row).join(articles)
    query = query.where(articles.c.article == address.article, facts.c.layer == address.layer)
    found = [(id, msgspec.json.decode(row)) for id, row in connection.execute(query)]
    same = [(id, row) for id, row in found if row["words"] == address.words]
    exact = [id for id, row in same if tuple(row["offsets"]) == address.offsets]
    return exact or [id for id, _ in same]


def correct(connection: Connection, log: Sequence[Correction]) -> Corrected:
    """Set every actor's identity: the one that was decided, as corrections change it; answers what they changed."""
    changed = identified.c.identity != identified.c.decided
    before = select(identified.c.identity, identified.c.decided).where(changed)  # distinct, it would not use the index
    mark(connection, IDENTITY, {identity for row in connection.execute(before) for identity in row})
    connection.execute(update(identified).where(changed).values(identity=identified.c.decided))
    found = fold(log, lambda address: find(connection, address))
    for identity, into in found.merged.items():
        _set(connection, identified.c.decided == identity, into)
    for actor, identity in found.split.items():  # last, for what was split off is merged by its own id alone
        _set(connection, identified.c.actor == actor, found.merged.get(identity, identity))
    mark(connection, IDENTITY, found.names)
    return found


def became(connection: Connection, identity: str) -> str | None:
    """The id of whom corrections merged an identity into; None where nobody, or where it is still somebody's."""
    if connection.execute(select(identities.c.identity).where(identities.c.identity == identity)).first():
        return None
    return merged(connection).get(identity)


def merged(connection: Connection) -> dict[str, str]:
    """Identities that are merged by the corrections in force: the id of each, and of whom it became."""
    return dict(fold(in_force(entries(connection)), lambda address: find(connection, address)).merged)


def _set(connection: Connection, which: ColumnElement[bool], identity: str) -> None:
    """Give an identity to some actors; what they were and are is told anew."""
    mark(connection, IDENTITY, connection.execute(select(identified.c.identity).where(which).distinct()).scalars())
    connection.execute(update(identified).where(which).values(identity=identity))
    mark(connection, IDENTITY, [identity])


def find(connection: Connection, address: Address) -> Found | None:
    """Where an address leads now: by its article, else by the identity's id; None where nowhere."""
    query = select(actors.c.id, actors.c.name, identified.c.decided).join(identified).join(articles)
    query = query.where(articles.c.article == address.article, actors.c.block == address.block)
    rows = connection.execute(query.order_by(articles.c.key, actors.c.actor)).all()
    same = [row for row in rows if person_name(row.name) == person_name(address.name)] or rows
    if same:
        return Found(tuple(row.id for row in same if row.decided == same[0].decided), same[0].decided)
    known = select(identified.c.decided).where(identified.c.decided == address.identity).limit(1)
    decided = connection.execute(known).scalar()
    return Found((), decided) if decided else None


def mark(connection: Connection, what: str, keys: Iterable[str | None]) -> None:
    """Have blocks or identities made anew in this join."""
    rows = [{"what": what, "key": key} for key in sorted({key for key in keys if key})]
    if rows:
        connection.execute(insert(stale).prefix_with("OR IGNORE"), rows)
