"""Names: people, places and organisations on FactRuEval, ours and those of slovnet's model alone.

What counts as a name follows naeval, whose figures for Slovnet stand beside ours: a Person is the object's whole
extent, an Org its `org_name` spans, a Location or LocOrg (which counts as a place) its `loc_name` spans; where two
overlap, the one that begins first (the longer, if both do) stays. naeval counts F1 by tokens, over both sets of the
corpus; we show that beside the stricter F1 by whole spans.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from navec import Navec
from razdel import tokenize
from slovnet import NER

from eval.factru_gold import FOLDER, SETS, Range, Text, texts
from eval.figures import Score, cell, heading
from eval.gold import Report, page_of
from eval.show import Error, grouped, within
from onrecord.article import article_of
from onrecord.errors import PageError
from onrecord.knowledge import load
from onrecord.language import analyse
from onrecord.language.weights import data_folder

KINDS = ("PER", "LOC", "ORG")
PUBLISHED = {"PER": 0.959, "LOC": 0.915, "ORG": 0.825}  # Slovnet, by tokens, both sets together
_OF = {"Person": "PER", "Org": "ORG", "Location": "LOC", "LocOrg": "LOC"}
_PART = {"Org": "org_name", "Location": "loc_name", "LocOrg": "loc_name"}

Finder = Callable[[Path], list[Range]]


def gold_names(text: Text) -> list[Range]:
    """The names of a text, none overlapping, in text order."""
    return apart(range_ for named in text.objects.values() for range_ in _parts(named.kind, named.spans))


def _parts(kind: str, spans: tuple[Range, ...]) -> Iterator[Range]:
    if kind == "Person":
        yield Range(min(s.start for s in spans), max(s.end for s in spans), "PER")
    elif kind in _PART:
        yield from apart(Range(s.start, s.end, _OF[kind]) for s in spans if s.kind == _PART[kind])


def apart(ranges: Iterable[Range]) -> list[Range]:
    """The ranges without those that begin inside an earlier one.

    >>> apart([Range(4, 6, "LOC"), Range(0, 6, "ORG")])
    [Range(start=0, end=6, kind='ORG')]
    """
    kept: list[Range] = []
    for range_ in sorted(ranges, key=lambda r: (r.start, -r.end)):
        if not kept or kept[-1].end <= range_.start:
            kept.append(range_)
    return kept


def our_names(path: Path) -> list[Range]:
    """The names that our path sees in a text."""
    try:
        doc = analyse(article_of(page_of(path)), load())
    except PageError:
        return []
    spans = [(doc.span(name.first, name.last), name.kind) for name in doc.names]
    return [Range(span.start, span.end, kind) for span, kind in spans]


def slovnet_names(path: Path) -> list[Range]:
    """The names that slovnet's model gives for the whole text."""
    found = _slovnet()(path.read_text(encoding="utf-8")).spans
    return [Range(span.start, span.stop, span.type) for span in found]


@cache
def _slovnet() -> Any:
    data = data_folder()
    embeddings = Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    return NER.load(data / "model" / "slovnet_ner_news_v1.tar").navec(embeddings)


def by_span(gold: list[Range], ours: list[Range], _text: str) -> dict[str, Score]:
    """Scores by type where a name is right when its span is gold's to the character."""
    return {kind: _score({r for r in gold if r.kind == kind}, {r for r in ours if r.kind == kind}) for kind in KINDS}


def by_token(gold: list[Range], ours: list[Range], text: str) -> dict[str, Score]:
    """Scores by type where every token inside a name counts."""
    cut = [(t.start, t.stop) for t in tokenize(text)]

    def inside(ranges: list[Range], kind: str) -> set[Any]:
        return {t for r in ranges if r.kind == kind for t in cut if r.start <= t[0] < r.end}

    return {kind: _score(inside(gold, kind), inside(ours, kind)) for kind in KINDS}


def _score(gold: set[Any], ours: set[Any]) -> Score:
    both = len(gold & ours)
    return Score(len(gold), len(ours), both, both)


def measure(gold: Path, floors: dict[str, float]) -> Report:
    """F1 by type for both sets and together: ours and slovnet's, by span and by token."""
    figures: dict[str, float] = {}
    lines: list[str] = []
    totals: dict[tuple[str, str, str], Score] = {}
    for name in SETS:
        for text in texts(gold / FOLDER / name):
            for key, value in _both(text, gold / FOLDER / name / f"{text.name}.txt"):
                for where in (name, "both"):
                    totals[(where, *key)] = totals.get((where, *key), Score()) + value
    for where in (*SETS, "both"):
        lines += ["", heading(f"names, {where}", "slovnet", "F1 tokens", "slovnet", "published", "floor")]
        for kind in KINDS:
            figures |= {f"{where} {kind}": (ours := totals[(where, "ours span", kind)]).f1}
            beside = [totals[(where, how, kind)].f1 for how in ("slovnet span", "ours token", "slovnet token")]
            beside_cells = [*beside, PUBLISHED[kind] if where == "both" else None, floors.get(f"{where} {kind}")]
            lines.append(ours.row(kind) + "".join(map(cell, beside_cells)))
    return Report(figures, lines[1:])


def _both(text: Text, path: Path) -> Iterator[tuple[tuple[str, str], Score]]:
    gold = gold_names(text)
    for whose, find in (("ours", our_names), ("slovnet", slovnet_names)):
        found = find(path)
        for how, score in (("span", by_span), ("token", by_token)):
            for kind, value in score(gold, found, text.text).items():
                yield (f"{whose} {how}", kind), value


def show(gold: Path) -> list[str]:
    """Names of the development set that we miss or make up, in their sentences."""
    found: list[Error] = []
    for text in texts(gold / FOLDER / "dev"):
        wanted, ours = set(gold_names(text)), set(our_names(gold / FOLDER / "dev" / f"{text.name}.txt"))
        for cause, ranges in (("missed", wanted - ours), ("wrong", ours - wanted)):
            for r in sorted(ranges):
                near = "" if any(r.start < o.end and o.start < r.end for o in wanted ^ ours ^ {r}) else ", alone"
                found.append(Error(cause + near, r.kind, text.name, (within(text.text, [(r.start, r.end)]),)))
    return grouped(found, "names, dev")
