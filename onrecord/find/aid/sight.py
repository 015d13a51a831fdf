"""Sight: what the nets of aid see, as rows of figures: a word that may tell of help, and whoever may give or get it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from onrecord.find.grammar.agents import can_act
from onrecord.find.grammar.amounts import amounts
from onrecord.find.grammar.mentions import name_head
from onrecord.find.vectors import WORDS_KEPT, Vectors
from onrecord.language.doc import ROOT, Doc, NameKind
from onrecord.language.weights import Floats
from onrecord.words import frames

BEFORE, AFTER = 6, 9  # tokens around a word whose mean vector it is seen with
PERSON_OR_BODY: tuple[NameKind, ...] = ("PER", "LOC", "ORG")
WORD_POS = ("NOUN", "VERB", "ADJ", "PROPN", "ADV")
_CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
_RELS = (
    "nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "amod", "appos", "conj", "root",
    "advcl", "acl", "acl:relcl", "xcomp", "ccomp", "parataxis", "csubj", "flat:name",
)  # fmt: skip
_PREPOSITIONS = ("для", "от", "на", "в", "за", "у", "к", "с", "через", "из", "по", "о", "без", "при", "до")
_FORMS = ("Pass", "Inf", "Part", "Conv", "Past", "Fut", "Pres", "Perf", "Plur")  # of a word's features
_FAR = 5  # steps in the tree from which on all are alike
_STEPS = ((0, 1), (1, 1), (0, 2), (1, 0), (2, 1), (1, 2), (2, 0), (2, 2), (3, 1))  # up from the word, down to the party
SHORT, SHORTEST = 32, 16  # directions of vectors that the nets of parties see


class Sight:
    """One article as the nets see it: rows of words, and for a word the rows of the parties that stand near it."""

    def __init__(self, doc: Doc, vectors: Vectors, kinds: "Kinds") -> None:
        self.doc, self.vectors, self.kinds = doc, vectors, kinds
        self._sentences: dict[int, _Around] = {}
        self._prepositions: dict[int, str] = {}  # of the tokens of `_sentences`

    def word(self, i: int) -> Floats:
        """The row of a word that may tell of help: the words it stands with in the tree, around it, in its sentence."""
        doc = self.doc
        around = self._sentence(doc.sent[i])
        slots = self._slots(i)
        first, last = doc.sents[doc.sent[i]]
        near = range(max(first, i - BEFORE), min(last, i + AFTER))
        return np.concatenate(
            [
                *self._vectors(slots),
                _mean(around.vectors[near.start - first : near.stop - first]),
                around.mean,
                *(self.kinds.of(doc, k) for k in slots[:-1]),
                self.kinds.among(doc, near),
                around.kinds,
                *self._marks(i, slots),
                self._flags(i, around),
            ]
        )

    def _vectors(self, tokens: Sequence[int]) -> Floats:
        """The vectors of tokens' lemmas; zeros for no token."""
        found = np.zeros((len(tokens), self.vectors.width), np.float32)
        there = [n for n, k in enumerate(tokens) if k != ROOT]
        if there:
            found[there] = self.vectors.rows([self.doc.lemma[tokens[n]] for n in there])
        return found

    def _slots(self, i: int) -> list[int]:
        """The word, its object, subject, dative, adjunct, adjective, what it hangs on, and the action below it."""
        doc, prepositions = self.doc, self._prepositions
        goods = dative = adjunct = adjective = below = ROOT
        completes = ("nmod",) if doc.pos[i] == "NOUN" else ()
        for k in doc.children(i):
            rel = doc.rel[k]
            if rel in ("obj", "nsubj:pass"):
                goods = k if goods == ROOT or doc.rel[goods] in completes else goods
            elif rel in completes and goods == ROOT and k not in prepositions:
                goods = k
            if rel in ("iobj", "obl", "nmod", "obj") and k not in prepositions and dative == ROOT:
                dative = k if doc.feat(k, "Case") == "Dat" else ROOT
            elif rel in ("obl", "nmod") and k in prepositions and adjunct == ROOT:
                adjunct = k
            elif rel == "amod" and adjective == ROOT:
                adjective = k
            elif rel in ("xcomp", "csubj") and below == ROOT:
                below = k
        return [i, self._measured(goods), self._subject(i), dative, adjunct, adjective, doc.head[i], below]

    def _measured(self, found: int) -> int:
        """What is given, past its sum or measure: "5 тысяч тонн | муки"."""
        doc = self.doc
        while found != ROOT and (doc.pos[found] == "NUM" or doc.lemma[found] in frames("money")):
            inner = (k for k in doc.children(found, "nmod", "nummod", "flat") if doc.pos[k] == "NOUN" and k > found)
            deeper = next(inner, ROOT)
            if deeper == ROOT:
                break
            found = deeper
        return found

    def _subject(self, i: int) -> int:
        """The subject of a word, or of the nearest of the three words above it that has one."""
        doc = self.doc
        for _ in range(4):
            found = next((k for k in doc.children(i) if doc.rel[k].startswith("nsubj")), ROOT)
            if found != ROOT or doc.head[i] == ROOT:
                return found
            i = doc.head[i]
        return ROOT

    def _sentence(self, n: int) -> "_Around":
        if n not in self._sentences:
            doc, tokens = self.doc, range(*self.doc.sents[n])
            money = not frames("money").keys().isdisjoint(doc.lemma[tokens.start : tokens.stop])
            sums = [at for found, at, _ in amounts(doc, tokens.start, tokens.stop) if found.money] if money else []
            named = {name.kind for k in tokens if (name := doc.name_at(k))}
            vectors = self._contents(tokens)
            self._sentences[n] = _Around(vectors, _mean(vectors), self.kinds.among(doc, tokens), sums, named)
            for k in reversed(tokens):
                if doc.rel[k] == "case":
                    self._prepositions[doc.head[k]] = doc.form[k].lower()
        return self._sentences[n]

    def _contents(self, tokens: range) -> Floats:
        """The vectors of those tokens that have a meaning of their own, zeros for the others."""
        doc = self.doc
        return self._vectors([k if doc.pos[k] in WORD_POS else ROOT for k in tokens])

    def _marks(self, i: int, slots: list[int]) -> Iterator[Floats]:
        """The word's form, who stands in its slots, and the prepositions below it, before it, before its adjunct."""
        doc, prepositions = self.doc, self._prepositions
        _, goods, subject, dative, adjunct, *_ = slots
        yield _form(doc.pos[i], doc.rel[i], *doc.feats[i].values())
        for k in (goods, subject, dative, adjunct):
            yield self._who(k)
        yield np.add.reduce([_preposition(prepositions.get(k, "")) for k in (ROOT, *doc.children(i))])
        yield _preposition(prepositions.get(i, ""))
        yield _preposition(prepositions.get(adjunct, ""))
        yield _case(doc.feat(goods, "Case") if goods != ROOT else "")

    def _flags(self, i: int, around: "_Around") -> Floats:
        doc, sums = self.doc, around.sums
        below = set(doc.subtree(i)) if sums else ()
        start, end = doc.headline
        flags = [
            doc.lemma[i].endswith("ся"),
            any(doc.form[k].lower() == "не" for k in doc.children(i)),
            *(bool(sums), any(at in below for at in sums), any(i < at < i + 7 for at in sums)),
            *(kind in around.named for kind in PERSON_OR_BODY),
            start <= i < end,
        ]
        return np.array(flags, np.float32)

    def _who(self, i: int) -> Floats:
        """Whether there is a token, which kind of name it is, whether it is somebody, whether several."""
        if i == ROOT:
            return _nothing(len(PERSON_OR_BODY) + 3)
        doc, name = self.doc, self.doc.name_at(i)
        return _someone(name.kind if name else "", doc.feat(i, "Animacy") == "Anim", doc.feat(i, "Number") == "Plur")

    @cached_property
    def _name_heads(self) -> set[int]:
        return {name_head(self.doc, name) for name in self.doc.names}

    def parties(self, i: int) -> list[int]:
        """Heads of names and nouns in the sentence of a word and in the one before it in its paragraph."""
        doc, n = self.doc, self.doc.sent[i]
        before = n > 0 and doc.paragraph_of(doc.sents[n - 1][0]) == doc.paragraph_of(i)
        tokens = range(doc.sents[n - before][0], doc.sents[n][1])
        for each in (n - before, n):
            self._sentence(each)
        return [k for k in tokens if k != i and self._party(k)]

    def _party(self, k: int) -> bool:
        doc = self.doc
        if doc.name_at(k) is not None:
            return k in self._name_heads
        pronoun = doc.pos[k] == "PRON" and doc.feat(k, "Person") != ""
        noun = doc.pos[k] in ("NOUN", "PROPN") and doc.lemma[k] not in frames("money")
        those = doc.feat(k, "VerbForm") == "Part" and doc.is_rel(k, "iobj", "obj", "obl", "nsubj", "nmod", "conj")
        return noun or pronoun or those or doc.lemma[k] == "который"

    def rows(self, i: int, near: list[int]) -> Floats:
        """A row for each of the parties near a word (one at least), and a last one for nobody."""
        word = self._own(i)
        found = [self._party_row(i, k, word) for k in near]
        nobody = np.zeros_like(found[0])
        nobody[: len(word)], nobody[-1] = word, True
        return np.array([*found, nobody], np.float32)

    def _party_row(self, i: int, k: int, word: Floats) -> Floats:
        doc, above, far = self.doc, self.doc.head[k], abs(k - i)
        here, over = self._vectors([k, above])
        figures = [doc.lemma[k] == "который", can_act(doc, k), self._subject(i) == k, doc.sent[k] != doc.sent[i]]
        return np.concatenate(
            [
                word,
                here[:SHORT],
                over[:SHORTEST],
                self.kinds.of(doc, k),
                self.kinds.of(doc, above),
                _form(doc.pos[k], doc.rel[k], *doc.feats[k].values()),
                self._who(k),
                _preposition(self._prepositions.get(k, "")),
                _preposition(doc.form[k - 1].lower() if k else ""),
                np.array([*self._steps(i, k), *figures, k < i, far == 1, far <= 3, min(far, 20) / 20, 0], np.float32),
            ]
        )

    def _own(self, i: int) -> Floats:
        """What is seen of a word beside each party."""
        doc = self.doc
        above = doc.head[i]
        return np.concatenate(
            [
                *self._vectors([i, above])[:, :SHORT],
                self.kinds.of(doc, i),
                self.kinds.of(doc, above),
                _form(doc.pos[i], doc.rel[i], *doc.feats[i].values()),
                np.array([doc.lemma[i].endswith("ся"), self._subject(i) == ROOT], np.float32),
            ]
        )

    def _steps(self, i: int, k: int) -> list[bool]:
        """How many steps up from a word and down again to a party the tree takes."""
        up, down = [i, *self.doc.ancestors(i)], [k, *self.doc.ancestors(k)]
        common = next((at for at in down if at in up), None)
        far = (_FAR, _FAR) if common is None else (min(up.index(common), _FAR), min(down.index(common), _FAR))
        each = [far[side] == step for side in (0, 1) for step in range(_FAR + 1)]
        return [*each, *(far == pair for pair in _STEPS)]


class _Around(NamedTuple):
    """What a sentence gives all its words: their vectors, the mean of these, their kinds, where sums begin, names."""

    vectors: Floats
    mean: Floats
    kinds: Floats
    sums: list[int]
    named: set[NameKind]


def _mean(vectors: Floats) -> Floats:
    """The mean of those vectors that are not zero."""
    found: Floats = vectors.sum(0) / max(np.count_nonzero(vectors[:, 0]), 1)
    return found.astype(np.float32)


def _hot(values: Iterable[str], known: Sequence[str]) -> Floats:
    """A flag for each of the known values that is among `values`."""
    found = np.zeros(len(known), np.float32)
    for value in values:
        if value in known:
            found[known.index(value)] = 1
    return found


@cache
def _nothing(width: int) -> Floats:
    return np.zeros(width, np.float32)


@lru_cache(WORDS_KEPT)
def _preposition(word: str) -> Floats:
    return _hot([word], _PREPOSITIONS)


@cache
def _case(case: str) -> Floats:
    return _hot([case], _CASES)


@lru_cache(WORDS_KEPT)
def _form(pos: str, rel: str, *feats: str) -> Floats:
    """A token's part of speech, its relation, and those of its features that matter."""
    return np.concatenate([_hot([pos], WORD_POS), _hot([rel], _RELS), _hot(feats, _CASES), _hot(feats, _FORMS)])


@cache
def _someone(kind: str, somebody: bool, several: bool) -> Floats:
    return np.array([True, *(kind == each for each in PERSON_OR_BODY), somebody, several], np.float32)


class Kinds:
    """The kinds under which `words/aid.tsv` lists a word, as flags."""

    def __init__(self, kinds: Iterable[str]) -> None:
        self._at = {kind: n for n, kind in enumerate(kinds)}
        self._flags = lru_cache(WORDS_KEPT)(self._listed)
        self._places = lru_cache(WORDS_KEPT)(self._numbered)

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def _numbered(self, lemma: str) -> tuple[int, ...]:
        row = frames("aid").get(lemma)
        return tuple(self._at[kind] for kind in row["kind"].split("|") if kind in self._at) if row else ()

    def _listed(self, lemma: str) -> Floats:
        found = np.zeros(len(self._at), np.float32)
        found[[*self._places(lemma)]] = 1
        return found

    def of(self, doc: Doc, i: int) -> Floats:
        """The kinds of one token; none for no token."""
        return self._flags(doc.lemma[i] if i != ROOT else "")

    def among(self, doc: Doc, tokens: Iterable[int]) -> Floats:
        """The kinds of any of some tokens."""
        found = np.zeros(len(self._at), np.float32)
        for k in tokens:
            for n in self._places(doc.lemma[k]):
                found[n] = 1
        return found
