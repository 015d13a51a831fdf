"""What every format is made of: a fact's row, with the record that it stands in and who its actors are in the store."""

from collections.abc import Callable, Collection, Iterator
from functools import lru_cache, partial
from itertools import chain, islice
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from onrecord import __version__
from onrecord.record import decode
from onrecord.store.lists import Filters, Row, rows_of
from onrecord.store.narrowing import named
from onrecord.store.tables import actors, articles, facts, identified, identities, judged, parties, records
from onrecord.values import LAYERS, Fact, Record


class Party(Struct, frozen=True):
    """An actor as the whole store knows it; one that is not joined with others has an id of its article's."""

    id: str
    kind: str
    name: str
    names: tuple[str, ...]
    wikidata: str | None
    country: str | None


KNOWN = ("identity", "kind", "name", "names", "wikidata", "country")
Cast = dict[str, Party]  # by the actor's id in its record


class Found(Struct, frozen=True):
    """A fact: its flat row, and what the row was made from."""

    layer: str
    row: Row
    record: Record
    cast: Cast

    @property
    def fact(self) -> Any:
        """The fact as its record has it, for what a row only has as words."""
        fact: Fact = getattr(self.record, self.layer)[int(self.row["fact"].rpartition("/")[2])]
        return fact

    @property
    def link(self) -> str | None:
        """The article's address on the web; None for one that has none, or that is no address of a page."""
        url = self.record.article.url
        return url if url and url.startswith(("http://", "https://")) else None

    def party(self, actor: str | None) -> Party | None:
        """Who an actor's id stands for."""
        return self.cast[actor] if actor else None


def facts_found(
    connection: Connection, layers: tuple[str, ...], filters: Filters, keeps: Callable[[Found], bool] | None = None
) -> Iterator[Found]:
    """The facts of some layers that are kept, layer after layer, the newest first; `filters.limit` counts them all."""
    of_article = lru_cache(maxsize=64)(partial(_article, connection))
    asked = replace(filters, limit=None) if keeps else filters
    found = chain.from_iterable(_layer(connection, layer, asked, of_article) for layer in layers)
    return islice(filter(keeps, found) if keeps else found, filters.limit)


def any_of(connection: Connection, filters: Filters) -> bool:
    """Whether filters keep a fact of any layer.

    Whom ten thousand articles name may have a part in no fact: that is told before lists are gone along to their ends.
    """
    layers = LAYERS
    if filters.who:
        part = _has_part(connection, filters.who)
        if part and filters == Filters(who=filters.who):
            return True
        layers = LAYERS if part else ("topics",)  # which are those of the articles that somebody is in
    one = replace(filters, limit=1)
    return any(next(rows_of(connection, layer, one), None) for layer in layers)


def _has_part(connection: Connection, who: str) -> bool:
    """Whether somebody of a name has a part in a fact that nobody rejected."""
    theirs = named(who).subquery()
    query = select(parties.c.fact).join_from(theirs, parties, parties.c.actor == theirs.c[0])
    query = query.outerjoin(judged, judged.c.fact == parties.c.fact)
    query = query.where(judged.c.judgement.is_distinct_from("rejected"))
    return connection.execute(query.limit(1)).first() is not None


def any_in(connection: Connection, ids: Collection[str]) -> bool:
    """Whether the articles with these ids have a fact that nobody rejected."""
    query = select(facts.c.id).join(articles).outerjoin(judged, judged.c.fact == facts.c.id)
    query = query.where(articles.c.article.in_(ids), judged.c.judgement.is_distinct_from("rejected"))
    return connection.execute(query.limit(1)).first() is not None


def _layer(
    connection: Connection, layer: str, filters: Filters, of_article: Callable[[str, str], tuple[Record, Cast]]
) -> Iterator[Found]:
    for row in rows_of(connection, layer, filters):
        record, cast = of_article(row["article"], row["source"])
        proof = {"layer": layer, "sha256": record.article.sha256, "version": __version__}
        yield Found(layer, row | proof, record, cast)


def _article(connection: Connection, article: str, source: str) -> tuple[Record, Cast]:
    where = (articles.c.article == article, articles.c.source == source)
    record = decode(connection.execute(select(records.c.record).join(articles).where(*where).limit(1)).scalar_one())
    cast = {
        actor.id: Party(f"{article}-{actor.id}", actor.kind, actor.name, actor.names, actor.wikidata, actor.country)
        for actor in record.actors
    }
    query = select(actors.c.actor, *(identities.c[name] for name in KNOWN)).join_from(actors, articles).join(identified)
    query = query.join(identities, identities.c.identity == identified.c.identity).where(*where)
    for actor, identity, kind, name, names, wikidata, country in connection.execute(query):
        cast[actor] = Party(identity, kind, name, tuple(msgspec.json.decode(names)), wikidata, country)
    return record, cast
