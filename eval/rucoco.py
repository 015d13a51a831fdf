"""RuCoCo: whether mentions of one person or organisation end up with one actor, and of two with two.

RuCoCo gives no kinds, so a mention is measured where our record holds it as that of a person, an organisation or an
unnamed actor and RuCoCo has a mention that it covers or is covered by. Each is one decision in text order: to link
it to an actor met before, or to open a new one. A link is right when some earlier mention of the same actor is in
the same cluster of RuCoCo's. The corpus may not be used to train what is shipped, so it only measures: every
twentieth text is shown by `--show links`, another twentieth is reported.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from eval.figures import Score, cell, heading
from eval.gold import Report
from eval.show import Error, grouped, within
from onrecord.errors import PageError
from onrecord.path import record_page
from onrecord.span import Span
from onrecord.values import Page, Record

FOLDER = Path("rucoco")
EVERY = 20
HALVES = {"tune": 0, "report": 10}
KINDS = ("name", "role", "pronoun", "speaker")
_MEASURED = ("person", "organisation", "unnamed")


class Link(Struct, frozen=True):
    """What we did with one mention: `ours` the actor's name if linked, `right`, and whether the gold links it."""

    name: str
    text: str
    span: tuple[int, int]
    how: str
    speaks: bool
    ours: str | None
    right: bool
    linked: bool


def files(gold: Path) -> list[Path]:
    """The texts that the figures rest on."""
    return [path for half in HALVES for path in _half(gold, half)]


def _half(gold: Path, half: str) -> list[Path]:
    return sorted((gold / FOLDER).glob("*.json"))[HALVES[half] :: EVERY]


def links(gold: Path, half: str) -> list[Link]:
    """Every decision over the texts of one half."""
    return [link for path in _half(gold, half) for link in _of_text(path)]


def _of_text(path: Path) -> Iterator[Link]:
    held = json.loads(path.read_text(encoding="utf-8"))
    try:
        record = record_page(Page(source=path.name, content=held["text"].encode(), media="text"))
    except PageError:
        return
    clusters = [(Span(*span), number) for number, spans in enumerate(held["entities"]) for span in spans]
    before: dict[str, set[int]] = {}
    met: set[int] = set()
    speaking = {(q.mention.start, q.mention.end) for q in record.quotes if q.mention}
    for span, how, actor in _mentions(record):
        cluster = _cluster(span, clusters, record.article.text)
        if cluster is None:
            continue
        earlier = before.setdefault(actor, set())
        yield Link(
            name=path.stem,
            text=record.article.text,
            span=(span.start, span.end),
            how=how,
            speaks=how != "name" and (span.start, span.end) in speaking,
            ours=next(a.name for a in record.actors if a.id == actor) if earlier else None,
            right=cluster in earlier,
            linked=cluster in met,
        )
        earlier.add(cluster)
        met.add(cluster)


def _mentions(record: Record) -> list[tuple[Span, str, str]]:
    found = [
        (Span(seen.start, seen.end), seen.how, actor.id)
        for actor in record.actors
        if actor.kind in _MEASURED
        for seen in actor.mentions
    ]
    return sorted(found)


def _cluster(span: Span, clusters: list[tuple[Span, int]], text: str) -> int | None:
    """The cluster of the mention nearest in length of those that cover ours or that ours covers."""
    fits = [
        (abs((other.end - other.start) - (span.end - span.start)), number)
        for other, number in clusters
        if (other.covers(span) and other.of(text).startswith(span.of(text)[:3]))
        or (span.covers(other) and other.end == span.end)
        or (other.covers(span) and other.end == span.end)
    ]
    return min(fits)[1] if fits else None


def score(found: Iterable[Link]) -> Score:
    """Links made, links there are, and those made right."""
    held = list(found)
    right = sum(link.right for link in held)
    return Score(sum(link.linked for link in held), sum(link.ours is not None for link in held), right, right)


def _of_kind(found: list[Link], kind: str) -> list[Link]:
    return [link for link in found if (link.speaks if kind == "speaker" else link.how == kind)]


def measure(gold: Path, floors: dict[str, float]) -> Report:
    """Links by kind of mention over both halves; `speaker` are the roles and pronouns that speak."""
    figures: dict[str, float] = {}
    lines = [heading("RuCoCo links", "floor")]
    for half in HALVES:
        found = links(gold, half)
        for kind in KINDS:
            made, name = score(_of_kind(found, kind)), f"{half} {kind}"
            figures[name] = made.f1
            lines.append(made.row(name) + cell(floors.get(name)))
    return Report(figures, lines)


def show(gold: Path) -> list[str]:
    """The decisions of the tuning half that were wrong, by cause and by the kind of mention."""
    errors = [
        Error(_cause(link), kind, link.name, (within(link.text, [link.span]), f"ours {link.ours}"))
        for link in links(gold, "tune")
        if link.linked != (link.ours is not None) or (link.ours is not None and not link.right)
        for kind in ["speaker" if link.speaks else link.how]
    ]
    return grouped(errors, "links")


def _cause(link: Link) -> str:
    if link.ours is None:
        return "left alone"
    return "linked to another" if link.linked else "linked, but new"
