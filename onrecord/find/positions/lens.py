"""Lens: what the opinion nets see of a word, whatever its sentence: its vector, and which way it leans."""

import numpy as np

from onrecord.find.nets import Nets, chances
from onrecord.find.vectors import Kept, Vectors
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
        self.leaning = Kept(self._leaning)

    def _leaning(self, lemmas: list[str]) -> Floats:
        """Whether each lemma is listed under each kind; its chances by its vector, of each kind and of each sign."""
        words, listed = embeddings(), frames("opinions")
        # One by one: BLAS sums products of other sizes in another order, and a lemma must be the same in any company.
        each = [chances(self.leanings, words.vectors([words.id(lemma)]))[0] for lemma in lemmas]
        near = np.array(each)[:, : len(KINDS)]
        kinds = [listed.get(lemma, {}).get("kind") for lemma in lemmas]
        flags = np.array([[kind == each for each in KINDS] for kind in kinds], np.float32)
        against, for_, bad, good = near.T
        return np.column_stack([flags, near, against + bad, for_ + good]).astype(np.float32)
