"""Record -> entry: everything that the store will write of a page, made without the store (so a pool can make it)."""

from hashlib import sha256

import msgspec
from msgspec import Struct

from onrecord.record import check, encode, facts, parties
from onrecord.span import Span
from onrecord.store.dates import dated, days, instant
from onrecord.store.lemmas import fold, indexed
from onrecord.store.rows import row, spans
from onrecord.store.said import grams
from onrecord.store.sights import sight
from onrecord.store.signature import signature
from onrecord.store.tables import bit
from onrecord.values import LAYERS, Actor, Article, Fact, Page, Record

STANDARD_INPUT = "standard input"  # what onrecord.read names it


class ActorEntry(Struct, frozen=True, kw_only=True):
    """An actor of one article; `lemmas` are those of its names, never of its posts; `sight` is a Sight as JSON."""

    actor: str
    kind: str
    name: str
    wikidata: str | None
    country: str | None
    mentions: int
    block: str | None
    sight: bytes
    lemmas: str


class FactEntry(Struct, frozen=True, kw_only=True):
    """A fact of one article; `row` is its flat row as JSON, `actors` its parties, `grams` a quote's pairs of words.

    `days` are the first and the last that it is dated by.
    """

    layer: str
    number: int
    row: bytes
    actors: tuple[str, ...]
    lemmas: str
    grams: str = ""
    days: tuple[str, str] | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """What the store writes of one page; `columns` are those of the articles table, `record` is the public JSON."""

    key: str
    columns: dict[str, str | int | None]
    record: bytes
    title: str
    text: str
    signature: bytes
    actors: tuple[ActorEntry, ...]
    facts: tuple[FactEntry, ...]


def page_key(page: Page) -> str:
    """What makes two readings readings of one page: its URL, else where it was read from.

    Pages on standard input have no place of their own: there, equal bytes are one page.
    """
    if page.source == STANDARD_INPUT:
        return f"{page.source} {sha256(page.content).hexdigest()[:16]}"
    return page.url or page.source


def entry(page: Page, digest: str, record: Record) -> Entry:
    """The entry of a page and its record; `digest` is that of the page and of the program that read it."""
    article = check(record).article
    made = signature(article, readable(article))
    return msgspec.structs.replace(unsigned(page_key(page), digest, record), signature=made)


def unsigned(key: str, digest: str, record: Record) -> Entry:
    """An entry without its signature, which takes longer to make than all the rest."""
    article = record.article
    return Entry(
        key=key,
        columns={"key": key, "digest": digest, **_columns(article), "layers": _layers(record)},
        record=encode(record),
        title=indexed(article.title or "", article.language),
        text=" ".join(indexed(span.of(article.text), article.language) for span in readable(article)),
        signature=b"",
        actors=tuple(_actor(record, actor) for actor in record.actors),
        facts=tuple(_fact(record, *found) for found in facts(record)),
    )


def readable(article: Article) -> list[Span]:
    """The stretches of the text between its furniture, in order."""
    found, at = [], 0
    for part in sorted(article.parts, key=lambda part: part.start):
        if part.kind == "furniture":
            found.append(Span(at, part.start))
            at = max(at, part.end)
    return [span for span in (*found, Span(at, len(article.text))) if span.start < span.end]


def _columns(article: Article) -> dict[str, str | None]:
    outlet = article.outlet
    try:
        first, last = days(article.published or "")
    except ValueError:
        first = last = ""
    return {
        "article": article.id,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "language": article.language,
        "outlet": outlet.name if outlet else None,
        "outlet_key": fold(outlet.name) if outlet else None,
        "domain": fold(outlet.domain) if outlet and outlet.domain else None,
        "published": article.published,
        "instant": instant(article.published),
        "first_day": first,
        "last_day": last,
    }


def _layers(record: Record) -> int:
    """The layers that a record has facts of."""
    return sum(bit(layer) for layer in LAYERS if getattr(record, layer))


def _actor(record: Record, actor: Actor) -> ActorEntry:
    article, seen_as = record.article, sight(record, actor)
    named = {Span(seen.start, seen.end).of(article.text) for seen in actor.mentions if seen.how == "name"}
    return ActorEntry(
        actor=actor.id,
        kind=actor.kind,
        name=actor.name,
        wikidata=actor.wikidata,
        country=actor.country,
        mentions=len(actor.mentions),
        block=seen_as.block,
        sight=msgspec.json.encode(seen_as),
        lemmas=_lemmas([actor.name, *named], article.language),
    )


def _fact(record: Record, layer: str, number: int, fact: Fact) -> FactEntry:
    article = record.article
    said = [span.of(article.text) for span in (*spans(layer, fact), *fact.evidence)]
    made = row(record, layer, number, fact)
    return FactEntry(
        layer=layer,
        number=number,
        row=msgspec.json.encode(made),
        actors=tuple(sorted({actor for _, actor in parties(layer, fact)})),
        lemmas=_lemmas([*said, made.get("name") or "", made.get("label") or ""], article.language),
        grams=" ".join(grams(made["words"])) if layer == "quotes" else "",
        days=dated(layer, made),
    )


def _lemmas(texts: list[str], language: str) -> str:
    """The lemmas of some texts, each once: whether they are there is all that is asked of them."""
    return " ".join(sorted({lemma for text in texts for lemma in indexed(text, language).split()}))
