"""Telling: an identity's own row, its name, names, Wikidata id and country, from all the actors that it is made of."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby, islice
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select, text

from onrecord.knowledge import Knowledge
from onrecord.store.lemmas import indexed
from onrecord.store.tables import IDENTITY, actors, identified, identities, identities_fts, stale
from onrecord.stories.corrections.fold import Corrected

AT_ONCE = 10_000  # rows
_INDEX = text(
    "INSERT INTO identities_fts (rowid, lemmas) SELECT id, :lemmas FROM identities WHERE identity = :identity"
)


class _Names(Struct):
    """As much of a sight as telling needs."""

    names: tuple[str, ...] = ()


def tell(connection: Connection, knowledge: Knowledge, corrected: Corrected) -> None:
    """Make the rows of the stale identities anew, with the names that people gave."""
    old = select(identities.c.id).join(stale, (stale.c.key == identities.c.identity) & (stale.c.what == IDENTITY))
    connection.execute(delete(identities_fts).where(identities_fts.c.rowid.in_(old)))
    connection.execute(delete(identities).where(identities.c.id.in_(old)))
    query = select(identified.c.identity, actors.c.kind, actors.c.name, actors.c.wikidata, actors.c.country)
    query = query.add_columns(actors.c.id, actors.c.sight, identified.c.decided).join_from(identified, actors)
    query = query.join(stale, (stale.c.key == identified.c.identity) & (stale.c.what == IDENTITY))
    lines = connection.execute(query.order_by(stale.c.key), execution_options={"yield_per": AT_ONCE})
    rows = (
        told(identity, members, knowledge, corrected)
        for identity, members in groupby(lines, key=lambda line: str(line.identity))
    )
    while batch := list(islice(rows, AT_ONCE)):
        connection.execute(insert(identities), batch)
        connection.execute(_INDEX, [{"identity": row["identity"], "lemmas": _lemmas(row["names"])} for row in batch])


def _lemmas(names: bytes) -> str:
    """What an identity is found by: the forms of all its names."""
    words = {word for name in msgspec.json.decode(names, type=list[str]) for word in name.split()}
    return " ".join(sorted({lemma for word in words for lemma in indexed(word, "ru").split()}))


def told(identity: str, members: Iterable[Any], knowledge: Knowledge, corrected: Corrected) -> dict[str, Any]:
    """The row of an identity: what people call it, else the tables, else most articles; equals by the alphabet.

    Who was split off has no Wikidata id from there: it is of the one whom he was taken for.
    """
    entity = knowledge.entities.get(identity)
    kinds, titles, spelt, wikidata, countries = (Counter[str]() for _ in range(5))
    for member in members:
        kinds[member.kind] += 1
        titles[member.name] += 1
        spelt.update(msgspec.json.decode(member.sight, type=_Names).names)
        another = member.id in corrected.split and identity != member.decided
        wikidata.update([member.wikidata] if member.wikidata and not another else [])
        countries.update([member.country] if member.country else [])
    name = corrected.names.get(identity) or (entity.name if entity else _most(titles)) or identity
    names = [name, *titles.keys(), *spelt.keys(), *(entity.names if entity else ())]
    ranked = sorted(set(names) - {name}, key=lambda one: (-titles[one], -spelt[one], one))
    return {
        "identity": identity,
        "kind": _most(kinds),
        "name": name,
        "names": msgspec.json.encode([name, *ranked]),
        "wikidata": (entity and entity.wikidata) or _most(wikidata),
        "country": (entity and entity.country) or _most(countries),
    }


def _most(counts: Counter[str]) -> str | None:
    """The commonest, the first by the alphabet of equals; None where there is none."""
    return min(counts, key=lambda one: (-counts[one], one), default=None)
