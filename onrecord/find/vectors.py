"""Vectors: what nets see of a word, whatever its sentence: its vector, on the directions in which words vary most."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from onrecord.language.weights import Floats, embeddings

WORDS_KEPT = 20_000  # words whose figures are kept, 5 MB


class Vectors:
    """Navec's vectors of words, projected on the few directions in which the training data's lemmas vary most."""

    def __init__(self, mean: Floats, directions: Floats) -> None:
        self.mean, self.directions = mean, directions
        self.width = directions.shape[1]
        self._kept: dict[str, Floats] = {}

    @cached_property
    def _parts(self) -> Floats:
        """What each of navec's codes adds to a projection: 100 rows a word are added up, and nothing multiplied."""
        return embeddings().projected(self.directions)

    @cached_property
    def _middle(self) -> Floats:
        return self.mean @ self.directions

    def rows(self, words: Sequence[str]) -> Floats:
        """A row for each word."""
        if len(self._kept) > WORDS_KEPT:
            self._kept.clear()
        new = [word for word in dict.fromkeys(words) if word not in self._kept]
        if new:
            known = embeddings()
            found = self._parts.take(known.codes(map(known.id, new)), axis=0).sum(1) - self._middle
            self._kept.update(zip(new, found, strict=True))
        return np.array([self._kept[word] for word in words])

    def vector(self, word: str) -> Floats:
        """The row of one word."""
        found = self._kept.get(word)
        return self.rows([word])[0] if found is None else found
