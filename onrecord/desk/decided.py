"""Decided: the log of corrections as a page tells it, actors by their names and facts by their words, with links."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from msgspec import Struct
from sqlalchemy import Connection, select

from onrecord.desk.templating import words_of
from onrecord.store.tables import articles, facts, identities, judged
from onrecord.stories.corrections.apply import facts_at, merged
from onrecord.stories.corrections.log import entries
from onrecord.stories.corrections.making import log_rows
from onrecord.stories.corrections.values import Correction, FactAddress

Pages = Mapping[str, str]  # an identity -> its page's address
FIRST = 8  # words that lead to a fact that is marked no more


class Link(Struct, frozen=True):
    """Somebody or something that a correction is about: what stands before it, its name or words, where it leads."""

    text: str | None  # of an article without a title None
    href: str | None = None
    before: str = ""


def decided(connection: Connection, most: int) -> list[dict[str, Any]]:
    """The newest rows of the log; `about` is what each is about, `of` the entry that one takes back."""
    log = entries(connection)
    known = {entry.id: entry for entry in log}
    meant = [
        (row, entry, known.get(entry.of or "")) for row, entry in zip(log_rows(connection), reversed(log), strict=True)
    ]
    pages = _pages(connection, {one.identity for _, entry, of in meant[:most] for one in (of or entry).actors})
    return [
        row | {"about": _about(connection, of or entry, pages), "of": of, "layer": fact.layer if fact else ""}
        for row, entry, of in meant[:most]
        for fact in [(of or entry).fact]
    ]


def _about(connection: Connection, entry: Correction, pages: Pages) -> list[Link]:
    if entry.fact:
        return [Link(entry.fact.words, place_of(connection, entry.fact))]
    named = {(one.identity, one.name): one for one in entry.actors}.values()  # a split may have one in many articles
    who = [(one.name, pages.get(one.identity)) for one in named]
    match entry.action:
        case "merge":
            return _row(who[:1]) + _row(who[1:], " ← ")
        case "split":
            return _row(who) + _row(_titles(connection, {one.article for one in entry.actors}), ": ")
        case "rename":
            return [*_row(who), Link(entry.name, None, " → ")]
    return []


def _row(links: Iterable[tuple[str | None, str | None]], sign: str = "") -> list[Link]:
    return [Link(*link, ", " if number else sign) for number, link in enumerate(links)]


def place_of(connection: Connection, address: FactAddress) -> str | None:
    """The address of a fact's words; where no page marks it they are sought in its article; None without that."""
    query = select(facts.c.number).outerjoin(judged).where(facts.c.id.in_(facts_at(connection, address)))
    number = connection.execute(query.where(judged.c.judgement.is_distinct_from("rejected"))).scalars().first()
    if number is not None:
        return words_of({"fact": f"{address.article}#/{address.layer}/{number}"})
    words = quote(" ".join(address.words.split()[:FIRST]), safe="").replace("-", "%2D")
    there = _titles(connection, {address.article})
    return f"{there[0][1]}#:~:text={words}" if there else None


def name_of(connection: Connection, identity: str) -> str:
    """What an identity of the store is called."""
    return str(connection.execute(select(identities.c.name).where(identities.c.identity == identity)).scalar_one())


def _pages(connection: Connection, ids: set[str]) -> Pages:
    """The pages of identities, or of those whom they were merged into; none of who is in the store no more."""
    now = {id: id for id in _known(connection, ids)}
    if gone := ids - now.keys():
        into = {id: to for id, to in merged(connection).items() if id in gone}
        still = _known(connection, set(into.values()))
        now |= {id: to for id, to in into.items() if to in still}
    return {id: page_of(to) for id, to in now.items()}


def _known(connection: Connection, ids: set[str]) -> set[str]:
    """Those of some identities that the store has."""
    query = select(identities.c.identity).where(identities.c.identity.in_(sorted(ids)))
    return set(connection.execute(query).scalars())


def page_of(identity: str) -> str:
    """The address of an identity's page."""
    return f"/actors/{quote(identity, safe=':~')}"


def _titles(connection: Connection, ids: set[str]) -> list[tuple[str | None, str]]:
    """The articles that the store has of some ids: each one's title and address."""
    query = select(articles.c.article, articles.c.title).where(articles.c.article.in_(sorted(ids)))
    titles = {row.article: row.title for row in connection.execute(query.order_by(articles.c.key))}
    return [(title, f"/articles/{id}") for id, title in sorted(titles.items())]
