"""Vectors: what nets see of a word, whatever its sentence: its vector, on the directions in which words vary most."""

from functools import lru_cache

from onrecord.language.weights import Floats, embeddings

WORDS_KEPT = 20_000  # words whose figures are kept, 5 MB


class Vectors:
    """Navec's vectors of words, projected on the few directions in which the training data's lemmas vary most."""

    def __init__(self, mean: Floats, directions: Floats) -> None:
        self.mean, self.directions = mean, directions
        self.width = directions.shape[1]
        self.vector = lru_cache(WORDS_KEPT)(self._vector)

    def _vector(self, word: str) -> Floats:
        words = embeddings()
        found: Floats = (words.vectors([words.id(word)])[0] - self.mean) @ self.directions
        return found
