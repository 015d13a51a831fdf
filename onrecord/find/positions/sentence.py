"""Sentence: the tokens of a sentence as rows of figures, and the parties that stand in it, for the opinion nets."""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from onrecord.find.grammar.mentions import name_head
from onrecord.find.positions.lens import Lens
from onrecord.language.doc import ROOT, Doc, NameKind
from onrecord.language.weights import Floats, Ints

_POS = "NOUN PROPN VERB ADJ ADV PRON DET ADP CCONJ SCONJ PART NUM AUX PUNCT X INTJ SYM"
_CASES = "Nom Gen Dat Acc Ins Loc"
_RELS = """nsubj nsubj:pass obj iobj obl nmod amod appos flat:name flat:foreign conj cc case root advmod acl acl:relcl
advcl xcomp ccomp csubj parataxis mark punct det aux cop nummod fixed compound discourse obl:agent aux:pass
nummod:gov flat"""
_LABELS = {"pos": _POS, "case": _CASES, "rel": _RELS}
_AT = {label: n for n, label in enumerate((what, label) for what in _LABELS for label in _LABELS[what].split())}
_KINDS: tuple[NameKind, ...] = ("PER", "LOC", "ORG")
_NEGATING = {"не", "без", "против"}
SHORT = 16  # directions of a lemma's vector in short rows; they have none of its form's
_NOMINAL = ("nsubj", "obj", "obl", "nmod", "iobj", "conj", "root")  # what an adjective that stands as a noun hangs by


class Party(NamedTuple):
    """Who or what may hold an opinion or be its target: a name (`kind` tells which), or a noun on its own."""

    head: int
    first: int
    last: int
    kind: NameKind | None


class Sentence:
    """Tokens `first` up to `last` of a Doc; `rows` holds a row for each, after a row of zeros for "no token"."""

    def __init__(self, doc: Doc, first: int, last: int, lens: Lens) -> None:
        self.doc, self.first, self.last = doc, first, last
        self.parties = parties(doc, first, last)
        self.names = [party for party in self.parties if party.kind]
        self._width = lens.width
        self.rows = self._rows(lens)
        self.quoted = quoted(doc, first, last)
        self.relations: dict[tuple[int, Party], list[float]] = {}  # what `relation` found of a token and a party

    def row(self, i: int) -> int:
        """The row of a token; 0 for one outside of the sentence."""
        return i - self.first + 1 if self.first <= i < self.last else 0

    def head(self, i: int) -> int:
        """The row of a token's head."""
        return self.row(self.doc.head[i])

    def take(self, slots: Ints) -> Floats:
        """For each line of row numbers those rows, side by side."""
        return self.rows[slots].reshape(len(slots), -1)

    def take_short(self, slots: Ints) -> Floats:
        """The same with less of the words' vectors: a step with few examples learns those by heart."""
        return self._short_rows[slots].reshape(len(slots), -1)

    @cached_property
    def _short_rows(self) -> Floats:
        return np.hstack([self.rows[:, :SHORT], self.rows[:, 2 * self._width :]])

    @cached_property
    def around(self) -> Ints:
        """For each token the rows of itself, two tokens on either side, its head, and the first noun below it."""
        return np.array([self._around(i) for i in range(self.first, self.last)])

    def _around(self, i: int) -> list[int]:
        doc = self.doc
        noun = next((k for k in doc.children(i) if doc.pos[k] in ("NOUN", "PROPN")), ROOT)
        return [*map(self.row, (i, i - 1, i + 1, i - 2, i + 2)), self.head(i), self.row(noun)]

    @cached_property
    def chains(self) -> list[list[int]]:
        """For each token itself and the heads above it."""
        return [[i, *self.doc.ancestors(i)] for i in range(self.first, self.last)]

    @cached_property
    def steps_to(self) -> list[dict[int, int]]:
        """For each token how many steps below each token of its chain it hangs."""
        return [{token: step for step, token in enumerate(chain)} for chain in self.chains]

    @cached_property
    def prepositions(self) -> list[str]:
        """For each token its preposition, "" where it has none."""
        found = [""] * (self.last - self.first)
        for k in range(self.first, self.last):
            if self.doc.rel[k] == "case" and self.row(self.doc.head[k]):
                found[self.doc.head[k] - self.first] = self.doc.lemma[k]
        return found

    def _rows(self, lens: Lens) -> Floats:
        doc, tokens = self.doc, range(self.first, self.last)
        lemmas, forms = [doc.lemma[i] for i in tokens], [doc.form[i].lower() for i in tokens]
        marks = np.array([self._marks(i) for i in tokens])
        rows = np.hstack([lens.rows(lemmas), lens.rows(forms), lens.leaning(lemmas), marks])
        return np.vstack([np.zeros_like(rows[:1]), rows])

    def _marks(self, i: int) -> Floats:
        doc = self.doc
        labels = np.zeros(len(_AT), np.float32)
        for label in (("pos", doc.pos[i]), ("case", doc.feat(i, "Case")), ("rel", doc.rel[i])):
            if label in _AT:
                labels[_AT[label]] = 1
        name = doc.name_at(i)
        flags = [
            *(name is not None and name.kind == kind for kind in _KINDS),
            doc.form[i][0].isupper(),
            doc.feat(i, "Animacy") == "Anim",
            doc.feat(i, "Voice") == "Pass",
            doc.feat(i, "Number") == "Plur",
            doc.feat(i, "VerbForm") == "Part",
            doc.feat(i, "VerbForm") == "Inf",
            any(doc.form[k].lower() in _NEGATING for k in doc.children(i)),
            True,
        ]
        return np.concatenate([labels, np.array(flags, np.float32)])


def parties(doc: Doc, first: int, last: int) -> list[Party]:
    """The names of a sentence, and its nouns outside of names, in order of their heads."""
    names = {name for i in range(first, last) if (name := doc.name_at(i))}
    found = [Party(name_head(doc, name), name.first, name.last, name.kind) for name in names]
    for i in range(first, last):
        nominal = doc.pos[i] in ("NOUN", "PROPN") or (doc.pos[i] == "ADJ" and doc.is_rel(i, *_NOMINAL))
        if nominal and not doc.name_at(i):
            found.append(Party(i, i, i + 1, None))
    return sorted(found)


def quoted(doc: Doc, first: int, last: int) -> list[bool]:
    """Whether each token stands in quotation marks that open in this sentence."""
    found, depth = [], 0
    for form in doc.form[first:last]:
        if form in ("«", "»"):
            depth = max(0, depth + (1 if form == "«" else -1))
        elif form in ('"', "“", "”"):
            depth = 0 if depth else 1
        found.append(depth > 0)
    return found
