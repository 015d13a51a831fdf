"""Train the nets that find help: `python -m eval.train_aid` writes onrecord/find/aid/aid.npz.

Learns from `eval/aid/written.jsonl`, short texts of our own about invented people, firms
and places beside some real states and bodies, and from sentences of NEREL,
FactRuEval's dev, RuOpinionNE's train (MIT) and same-story (Apache-2.0) that `eval/aid/marked.jsonl` marks by offsets.
No text of RuCoCo is learned from: its licence forbids that. Prints what the nets reach on folds left out.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from eval.figures import Score
from eval.fit import Recipe, fit, principal
from eval.gold import default_folder
from onrecord.find.aid import weights
from onrecord.find.aid.learned import SURE
from onrecord.find.aid.sight import Kinds, Sight
from onrecord.find.aid.weights import Weights, may_tell
from onrecord.find.nets import Net, Nets, chances, shares
from onrecord.find.vectors import Vectors
from onrecord.knowledge import load
from onrecord.language import analyse
from onrecord.language.doc import Doc
from onrecord.language.weights import Floats
from onrecord.values import Article, Part
from onrecord.words import frames

FOLDER = Path(__file__).with_name("aid")
CLASSES = ("none", *weights.STATUSES)  # of a word
FOLDS = 5
BLOCK = 40  # neighbours, twins and sentences of one article, are left out together
WORKERS = 2  # nets in training at a time
SEEDS = 2  # nets of a kind, whose chances are averaged
WIDTH = 64  # of the projected vectors
RAISED = 4  # how often a word that tells of help is learned from, for one of the many that do not
GATE = ((1, 0.3), (2, 0.1))  # a lemma is looked at if it tells of help so often and in so much of its places
WORDS = Recipe(hidden=128, epochs=16, batch=128, rate=1e-3, drop=0.5, drop_inputs=0.4)
PARTIES = Recipe(hidden=32, epochs=25, batch=32, rate=1e-3, drop=0.4, drop_inputs=0.3)

Place = tuple[int, int]


class Item(NamedTuple):
    """One marked piece of help: its words, the word that tells it, whoever gives and gets, as places in the text."""

    what: Place
    head: Place | None
    status: str
    donor: Place | None
    recipient: Place | None


class Piece(NamedTuple):
    """A short text; from `first` on its sentences are marked."""

    text: str
    first: int
    items: list[Item]


class Lesson(NamedTuple):
    """A piece as the nets see it: the words looked at, their classes (-1: left out), and whoever takes part."""

    doc: Doc
    fold: int
    items: list[list[int]]  # tokens of each item
    cues: list[int]
    rows: Floats
    labels: list[int]
    parties: dict[str, list[tuple[Floats, Floats]]]  # by role: rows of whoever stands near, and who it is


def main() -> int:
    """Train, tell what the folds reach, write the file."""
    pieces = [*written(), *marked(default_folder())]
    docs = [_doc(piece.text) for piece in pieces]
    vectors, kinds = projection(docs), Kinds(sorted({k for r in frames("aid").values() for k in r["kind"].split("|")}))
    gate = lemmas(docs, pieces)
    folds = [n // BLOCK % FOLDS for n in range(len(docs))]
    lessons = [
        lesson(doc, piece, fold, Sight(doc, vectors, kinds), gate)
        for doc, piece, fold in zip(docs, pieces, folds, strict=True)
    ]
    learn: dict[str, Callable[[list[Lesson], int], Net]] = {
        "words": _words,
        "donor": lambda used, seed: _parties(used, "donor", seed),
        "recipient": lambda used, seed: _parties(used, "recipient", seed),
    }
    for name, teach in learn.items():
        without = [nets(teach, [x for x in lessons if x.fold != fold]) for fold in range(FOLDS)]
        tell(name, lessons, without)
    learned = [nets(teach, lessons) for teach in learn.values()]
    weights.save(Weights(vectors, kinds, gate, *learned))
    return 0


def written() -> Iterator[Piece]:
    """Our own pieces."""
    for line in (FOLDER / "written.jsonl").read_text(encoding="utf-8").splitlines():
        data = msgspec.json.decode(line)
        text = data["text"]

        def place(surface: str | None, text: str = text, start: int = 0) -> Place | None:
            at = text.find(surface, start) if surface else -1
            return (at, at + len(surface)) if surface and at >= 0 else None

        items = []
        for aid in data["aid"]:
            what = place(aid["what"])
            assert what is not None
            head = place(aid["head"], start=what[0])
            items.append(Item(what, head, aid["status"], place(aid.get("donor")), place(aid.get("recipient"))))
        yield Piece(text, 0, items)


def marked(gold: Path) -> Iterator[Piece]:
    """Sentences of the gold's folders, each with the one before it."""
    for line in (FOLDER / "marked.jsonl").read_text(encoding="utf-8").splitlines():
        data = msgspec.json.decode(line)
        start = data["start"]
        text = re.sub(r"\s", " ", source(gold, data["source"])[start : data["end"]])

        def place(aid: dict[str, Any], key: str, start: int = start) -> Place | None:
            return (aid[key][0] - start, aid[key][1] - start) if key in aid else None

        items = []
        for aid in data["aid"]:
            what = place(aid, "what")
            assert what is not None
            items.append(Item(what, place(aid, "head"), aid["status"], place(aid, "donor"), place(aid, "recipient")))
        yield Piece(text, data["sentence"] - start, items)


@cache
def source(gold: Path, name: str) -> str:
    """The text that a name in `marked.jsonl` stands for: a file, or a row (and side) of a table."""
    file, *place = name.split(":")
    if not place:
        with (gold / file).open(encoding="utf-8", newline="") as text:
            return text.read()
    rows = _table(gold / file)
    data = rows[int(place[0])]
    if len(place) == 1:
        return str(data["text"])
    return f"{data[f'INPUT:{place[1]}_title']}\n\n{data[f'INPUT:{place[1]}_text']}"


@cache
def _table(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8", newline="") as text:
        if file.suffix == ".jsonl":
            return [msgspec.json.decode(line) for line in text]
        csv.field_size_limit(sys.maxsize)
        return list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))


def _doc(text: str) -> Doc:
    article = Article(id="", source="", sha256="", text=text, language="ru", parts=(Part("body", 0, len(text)),))
    return analyse(article, load())


def projection(docs: Sequence[Doc]) -> Vectors:
    """The directions in which the vectors of the pieces' words vary most."""
    return Vectors(*principal([lemma for doc in docs for lemma in doc.lemma], WIDTH))


def tokens(doc: Doc, place: Place) -> list[int]:
    """The tokens of a place of a piece."""
    return [i for i in range(len(doc)) if place[0] <= doc.start[i] < place[1]]


def heads(doc: Doc, item: Item) -> list[int]:
    """The word that tells an item: as marked, else the topmost verb or noun of its words."""
    if item.head is not None and (found := tokens(doc, item.head)):
        return found[:1]
    inside = tokens(doc, item.what)
    verbal = [i for i in inside if doc.pos[i] in ("NOUN", "VERB")]
    return ([i for i in verbal if doc.head[i] not in inside] or verbal)[:1]


def _examined(doc: Doc, piece: Piece) -> Iterator[int]:
    """The words of a piece that may tell of help, in its marked sentences."""
    return (i for i in range(len(doc)) if may_tell(doc, i) and doc.end[i] > piece.first)


def lemmas(docs: Sequence[Doc], pieces: Sequence[Piece]) -> frozenset[str]:
    """The lemmas that tell of help often enough, or in a good part of their places in the pieces."""
    told: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for doc, piece in zip(docs, pieces, strict=True):
        told.update({doc.lemma[i] for item in piece.items for i in heads(doc, item)})
        seen.update({doc.lemma[i] for i in _examined(doc, piece)})
    parts = ((lemma, count, count / seen[lemma]) for lemma, count in told.items() if seen[lemma])
    return frozenset(lemma for lemma, count, share in parts if any(count >= n and share >= least for n, least in GATE))


def lesson(doc: Doc, piece: Piece, fold: int, sight: Sight, gate: frozenset[str]) -> Lesson:
    """A piece, ready to learn from."""
    told = {i: item for item in piece.items for i in heads(doc, item)}
    inside = {i for item in piece.items for i in tokens(doc, item.what)}
    cues = [i for i in _examined(doc, piece) if doc.lemma[i] in gate or i in told]
    labels = [CLASSES.index(told[i].status) if i in told else -1 if i in inside else 0 for i in cues]
    rows = np.array([sight.word(i) for i in cues], np.float32)
    parties: dict[str, list[tuple[Floats, Floats]]] = {"donor": [], "recipient": []}
    for i in told:
        near = sight.parties(i)
        seen = sight.rows(i, near)
        for role, taught in parties.items():
            wanted = _wanted(doc, i, near, [getattr(x, role) for x in piece.items if i in heads(doc, x)])
            if wanted is not None:
                taught.append((seen, wanted))
    return Lesson(doc, fold, [tokens(doc, item.what) for item in piece.items], cues, rows, labels, parties)


def _wanted(doc: Doc, i: int, near: list[int], places: list[Place | None]) -> Floats | None:
    """Who of those near a word, or nobody (the last), takes part, as shares; None where nobody near is who it is."""
    found = np.zeros((len(near) + 1, 1), np.float32)
    for place in places:
        inside = tokens(doc, place) if place is not None else []
        who = [k for k in near if k in inside]
        top = [k for k in who if doc.head[k] not in inside] or who
        if place is None:
            found[-1] = 1
        elif top:
            found[near.index(top[0])] = 1
    return found / found.sum() if found.any() else None


def nets(teach: Callable[[list[Lesson], int], Net], lessons: list[Lesson]) -> Nets:
    """As many nets as ship."""
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(lambda seed: teach(lessons, seed), range(SEEDS)))


def _words(lessons: list[Lesson], seed: int) -> Net:
    used = [(x.rows[n], label) for x in lessons for n, label in enumerate(x.labels) if label >= 0]
    used += [(r, label) for r, label in used if label > 0] * (RAISED - 1)
    inputs, labels = np.array([r for r, _ in used]), np.array([label for _, label in used])
    return fit(inputs, np.eye(len(CLASSES), dtype=np.float32)[labels], WORDS, seed)


def _parties(lessons: list[Lesson], role: str, seed: int) -> Net:
    used = [taught for x in lessons for taught in x.parties[role]]
    inputs, wanted = np.vstack([rows for rows, _ in used]), np.vstack([parts for _, parts in used])
    return fit(inputs, wanted, PARTIES, seed, [len(rows) for rows, _ in used])


def tell(name: str, lessons: list[Lesson], without: list[Nets]) -> None:
    """What the nets reach on folds that they were not taught with."""
    if name == "words":
        for least in (0.3, 0.5, 0.7, 0.8, 0.9, SURE):
            total = sum((_found(x, without[x.fold], least) for x in lessons), start=Score())
            print(total.row(f"words, from {least}"), flush=True)
    else:
        print(sum((_met(x, name, without[x.fold]) for x in lessons), start=Score()).row(name), flush=True)


def _met(x: Lesson, role: str, learned: Nets) -> Score:
    """How the parties found in a piece meet those that it names."""
    score = Score()
    for rows, wanted in x.parties[role]:
        best = int(shares(learned, rows).argmax())
        named = best < len(rows) - 1
        right = int(named and wanted[best, 0] > 0)
        score += Score(int(wanted[-1, 0] == 0), int(named), right, right)
    return score


def _found(x: Lesson, learned: Nets, least: float) -> Score:
    """How the words found in a piece meet its items."""
    if not x.cues:
        return Score(len(x.items))
    likely = 1 - chances(learned, x.rows)[:, 0]
    kept: list[int] = []
    for n in np.argsort(-likely):
        i = x.cues[n]
        below = set(x.doc.subtree(i))
        if likely[n] >= least and not any(i in x.doc.subtree(k) or k in below for k in kept):
            kept.append(i)
    met = sum(any(k in item for k in kept) for item in x.items)
    return Score(len(x.items), len(kept), met, sum(any(k in item for item in x.items) for k in kept))


if __name__ == "__main__":
    sys.exit(main())
