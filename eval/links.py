"""Links: persons of NEREL's development texts joined across texts, held against their Wikidata ids.

An item is a person of one text; two items of different texts are a pair. A pair is gold where both have one
Wikidata id, ours where both are one identity. Our person for an item is the one whose mentions lie on most of its
mentions; an item that none lies on is joined with nothing, so what reading misses is missed here too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from msgspec import Struct

from eval.figures import Score, cell, heading
from eval.gold import Report, page_of
from onrecord.knowledge import load
from onrecord.path import record_page
from onrecord.span import Span
from onrecord.store.sights import sight
from onrecord.stories.actors.blocks import identify
from onrecord.stories.actors.sighting import Sighting
from onrecord.values import Record

FOLDER = Path("nerel") / "dev"


class Item(Struct, frozen=True, order=True):
    """A person of a text: the text's name, the Wikidata id, where the person is mentioned."""

    text: str
    wikidata: str
    spans: tuple[Span, ...]


def files(gold: Path) -> list[Path]:
    """The files of the set."""
    return sorted((gold / FOLDER).glob("*.*"))


def items(path: Path) -> list[Item]:
    """The persons of a text that have a Wikidata id, from its brat annotation."""
    persons: dict[str, Span] = {}
    linked: dict[str, list[Span]] = {}
    lines = path.with_suffix(".ann").read_text(encoding="utf-8").splitlines()
    for name, mark in (line.split("\t")[:2] for line in lines if line.startswith("T")):
        kind, first, *_, last = mark.replace(";", " ").split()
        if kind == "PERSON":
            persons[name] = Span(int(first), int(last))
    for _, mark in (line.split("\t")[:2] for line in lines if line.startswith("N")):
        _, of, entity = mark.split()
        if of in persons and entity != "Wikidata:NULL":
            linked.setdefault(entity, []).append(persons[of])
    return [Item(path.stem, entity, tuple(sorted(spans))) for entity, spans in sorted(linked.items())]


def sightings(text: str, record: Record) -> Iterator[tuple[Sighting, tuple[Span, ...]]]:
    """The persons of our record, and where they are mentioned."""
    for actor in record.actors:
        day = (record.article.published or "")[:10]
        seen = Sighting((text, actor.id), record.article.id, day, sight(record, actor))
        yield seen, tuple(Span(m.start, m.end) for m in actor.mentions)


def joined(records: dict[str, Record]) -> dict[Sighting, str]:
    """The identity of every actor of some records, decided block by block as the store's join does."""
    blocks: dict[str, list[Sighting]] = {}
    company: dict[str, set[str]] = {}
    for text, record in records.items():
        for seen, _ in sightings(text, record):
            key = seen.sight.block
            if key:
                blocks.setdefault(key, []).append(seen)
                company.setdefault(text, set()).add(key)
    found: dict[Sighting, str] = {}
    for key, members in blocks.items():
        found |= identify(key, members, load(), lambda s: frozenset(company[s.where[0]]))
    return found


def answers(gold: Iterable[Item], records: dict[str, Record]) -> dict[Item, str | None]:
    """Item -> the identity of our person for it."""
    identity = joined(records)
    ours = {text: list(sightings(text, record)) for text, record in records.items()}
    return {item: _best(item, ours[item.text], identity) for item in gold}


def _best(item: Item, ours: list[tuple[Sighting, tuple[Span, ...]]], identity: dict[Sighting, str]) -> str | None:
    hits = Counter(
        {
            seen: sum(any(span.overlaps(mention) for mention in mentions) for span in item.spans)
            for seen, mentions in ours
            if seen.sight.kind == "person"
        }
    )
    best = max(hits, key=lambda seen: (hits[seen], seen), default=None)
    return identity[best] if best is not None and hits[best] else None


def score(found: dict[Item, str | None]) -> Score:
    """Pairs of items of different texts: gold, ours, and both."""
    gold = ours = both = 0
    for some, other in combinations(sorted(found), 2):
        if some.text != other.text:
            same, joined_ = some.wikidata == other.wikidata, found[some] is not None and found[some] == found[other]
            gold, ours, both = gold + same, ours + joined_, both + (same and joined_)
    return Score(gold, ours, both, both)


def measure(gold: Path, floors: dict[str, float]) -> Report:
    """Pairwise precision, recall and F1 over all texts."""
    texts = sorted((gold / FOLDER).glob("*.txt"))
    found = answers([item for path in texts for item in items(path)], {p.stem: record_page(page_of(p)) for p in texts})
    total = score(found)
    lines = [heading("links, nerel dev", "floor"), total.row("persons, pairs") + cell(floors.get("persons"))]
    return Report({"persons": total.f1}, lines)
