"""Two signatures -> how likely it is that their articles tell of one event."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from math import exp, log1p, sqrt

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.knowledge.tables import parse
from onrecord.store.signature import DAYS, HASHES, IN_TITLE, NAMED_IN_TITLE, STEPS, TERM, Signature

FEATURES = ("cosine", "title", "absent", "rarest", "days_apart")
BESIDES = 50  # articles that are counted besides those at hand: two articles alone are no measure of what is common
RAREST = 3  # words shared, those that tell most: two articles on one matter have many in common, on one event rare ones

Weights = dict[int, float]  # hash of a word -> what it weighs


class Sketch(Struct, frozen=True):
    """A signature unpacked: words by what they weigh (`terms`) and by what they tell (the three others).

    `title` are the headline's words, `title_names` those of them that are names.
    """

    terms: Weights
    norm: float
    told: Weights
    title: Weights
    title_names: Weights
    days: frozenset[int]
    shingles: frozenset[int]
    words: int


class Commonness:
    """In how many of the articles at hand a word stands: the more, the less it tells of any one of them."""

    def __init__(self, signatures: Iterable[Signature]) -> None:
        terms = [np.frombuffer(each.terms, TERM)["hash"] for each in signatures]
        self._total = len(terms) + BESIDES
        self._words, self._articles = np.unique(np.concatenate([np.empty(0, np.uint32), *terms]), return_counts=True)

    def weights(self, words: NDArray[np.uint32]) -> NDArray[np.float64]:
        """1 for a word that no article at hand has, and less and less towards 0 for one that all have."""
        at = np.minimum(np.searchsorted(self._words, words), max(len(self._words) - 1, 0))
        found = self._articles[at] if len(self._words) else np.zeros(len(words))
        made: NDArray[np.float64] = 1 - np.log(np.maximum(found, 1)) / np.log(self._total)
        return made


def heaviest(kept: Signature, common: Commonness, count: int) -> list[int]:
    """The words that weigh most in an article among the articles at hand."""
    rows = np.frombuffer(kept.terms, TERM)
    weights = _weighed(rows, common)
    order = np.lexsort((rows["hash"], -weights))[:count]
    found: list[int] = rows["hash"][order].tolist()
    return found


def sketch(kept: Signature, common: Commonness) -> Sketch:
    """A signature unpacked, for comparing among the articles at hand."""
    rows = np.frombuffer(kept.terms, TERM)
    told, weights = _told(rows, common), _weighed(rows, common)
    hashes = rows["hash"].tolist()
    told_by = dict(zip(hashes, told.tolist(), strict=True))
    places = rows["place"].tolist()

    def where(bit: int) -> Weights:
        return {word: told_by[word] for word, place in zip(hashes, places, strict=True) if place & bit}

    return Sketch(
        terms=dict(zip(hashes, weights.tolist(), strict=True)),
        norm=sqrt(float(weights @ weights)),
        told=told_by,
        title=where(IN_TITLE),
        title_names=where(NAMED_IN_TITLE),
        days=frozenset(np.frombuffer(kept.days, DAYS).tolist()),
        shingles=frozenset(np.frombuffer(kept.shingles, HASHES).tolist()),
        words=kept.words,
    )


def _told(rows: NDArray[np.void], common: Commonness) -> NDArray[np.float64]:
    found: NDArray[np.float64] = rows["told"] / STEPS * common.weights(rows["hash"])
    return found


def _weighed(rows: NDArray[np.void], common: Commonness) -> NDArray[np.float64]:
    found: NDArray[np.float64] = _told(rows, common) * (1 + np.log(rows["count"]))
    return found


def features(a: Sketch, b: Sketch, dated: bool = False) -> tuple[float, ...]:
    """What the judgement rests on, in the order of FEATURES; the same whichever comes first.

    Days named stand in for days of publication: of two articles that are `dated` they count nothing.
    """
    both = a.terms.keys() & b.terms.keys()
    product = sum(sorted(a.terms[word] * b.terms[word] for word in both))
    return (
        product / (a.norm * b.norm) if product else 0.0,
        min(_covered(a.title, b.terms), _covered(b.title, a.terms)),
        log1p(_absent(a.title_names, b.terms) + _absent(b.title_names, a.terms)),
        sum(sorted(map(a.told.__getitem__, both))[-RAREST:]),
        float(bool(not dated and a.days and b.days and not a.days & b.days)),
    )


def likeness(found: Sequence[float]) -> float:
    """How likely it is that two articles of such features tell of one event, from 0 to 1."""
    bias, *weights = _weights()
    return 1 / (1 + exp(-bias - sum(weight * value for weight, value in zip(weights, found, strict=True))))


def _absent(words: Weights, by: Weights) -> float:
    """What those of some words tell that another article has not."""
    return sum(told for word, told in words.items() if word not in by)


def _covered(words: Weights, by: Weights) -> float:
    """The part of what some words tell that another article's words tell as well."""
    total = sum(words.values())
    return sum(told for word, told in words.items() if word in by) / total if total else 0.0


@cache
def _weights() -> tuple[float, ...]:
    """The bias and the weight of each feature, as `python -m eval.train_stories` wrote them."""
    text = files("onrecord.stories").joinpath("alike.tsv").read_text(encoding="utf-8")
    rows = {row["feature"]: float(row["weight"]) for row in parse(text, "stories/alike.tsv")}
    return (rows["bias"], *(rows[name] for name in FEATURES))
