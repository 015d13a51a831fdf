"""Lens: what the opinion nets see of a word, whatever its sentence: its vector, and which way it leans."""

from functools import lru_cache

import numpy as np

from onrecord.find.nets import Nets, chances
from onrecord.find.vectors import WORDS_KEPT, Vectors
from onrecord.language.weights import Floats, embeddings
from onrecord.words import frames

KINDS = ("against", "for", "bad", "good")  # of `words/opinions.tsv`: words of a stance to somebody, words of a worth


class Lens(Vectors):
    """Words' vectors, and their leanings.

    `leanings` are nets that tell by a word's whole vector which of the kinds it is like, or none of them: they were
    trained on the listed words, and so know the neighbours of these, which the data's sentences may never have had.
    """

    def __init__(self, mean: Floats, directions: Floats, leanings: Nets) -> None:
        super().__init__(mean, directions)
        self.leanings = leanings
        self.leaning = lru_cache(WORDS_KEPT)(self._leaning)

    def _leaning(self, lemma: str) -> Floats:
        """Whether a lemma is listed under each kind; its chances by its vector, of each kind and of each sign."""
        words = embeddings()
        listed = frames("opinions").get(lemma, {}).get("kind")
        near = chances(self.leanings, words.vectors([words.id(lemma)]))[0]
        against, for_, bad, good = near[: len(KINDS)]
        flags = [float(kind == listed) for kind in KINDS]
        return np.array([*flags, against, for_, bad, good, against + bad, for_ + good], np.float32)
