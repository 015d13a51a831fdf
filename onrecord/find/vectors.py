"""Vectors: what nets see of a word, whatever its sentence: its vector, on the directions in which words vary most."""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from onrecord.language.weights import Floats, embeddings

WORDS_KEPT = 20_000  # words whose figures are kept, 5 MB


class Kept:
    """Rows of figures for words: those of new words are made all at once, which takes a third of the time, and kept.

    >>> lengths = Kept(lambda words: np.array([[len(word)] for word in words], np.float32))
    >>> lengths(["лёд", "мост", "лёд"]).ravel().tolist()
    [3.0, 4.0, 3.0]
    """

    def __init__(self, make: Callable[[list[str]], Floats]) -> None:
        self._make = make
        self._kept: dict[str, Floats] = {}

    def __call__(self, words: Sequence[str]) -> Floats:
        """A row for each word."""
        if len(self._kept) > WORDS_KEPT:
            self._kept.clear()
        new = [word for word in dict.fromkeys(words) if word not in self._kept]
        if new:
            self._kept.update(zip(new, self._make(new), strict=True))
        return np.array([self._kept[word] for word in words])


class Vectors:
    """Navec's vectors of words, projected on the few directions in which the training data's lemmas vary most."""

    def __init__(self, mean: Floats, directions: Floats) -> None:
        self.mean, self.directions = mean, directions
        self.width = directions.shape[1]
        self.rows = Kept(self._projected)

    @cached_property
    def _parts(self) -> Floats:
        """What each of navec's codes adds to a projection: 100 rows a word are added up, and nothing multiplied."""
        return embeddings().projected(self.directions)

    @cached_property
    def _middle(self) -> Floats:
        return self.mean @ self.directions

    def _projected(self, words: list[str]) -> Floats:
        known = embeddings()
        found: Floats = self._parts.take(known.codes(map(known.id, words)), axis=0).sum(1) - self._middle
        return found
