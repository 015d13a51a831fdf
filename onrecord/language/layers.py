"""Layers: where the sentences of a document stand in one sequence, and the convolutions that run over it.

Slovnet pads sentences to one length and copies a window for every token. Here they stand in one sequence with gap
rows between them, where every layer sees the zeros of slovnet's padding, so that sentences never touch:

    row      0    1     2     3    4      5    6    7
    token   gap  Мы  готовы  gap  Когда   ?   gap  gap
"""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from slovnet.shape import word_shape

from onrecord.language.weights import Conv, Embeddings, Floats, Ints, Model

TYPES = 12288  # word types kept, 113 MB when full: 21 % of newsru's tokens then bring a type that isn't there
GAP = 0  # the word table's row for what isn't a word


class Layout(NamedTuple):
    """The rows of a sequence: `sents` are half-open row ranges, `gaps` are all the other rows, `rows` is 3n + 2.

    >>> Layout.of([["Мы", "готовы"], ["Когда", "?"]])
    Layout(sents=[(1, 3), (4, 6)], gaps=array([0, 3, 6, 7]), rows=8)
    """

    sents: list[tuple[int, int]]
    gaps: Ints
    rows: int

    @classmethod
    def of(cls, sentences: Sequence[Sequence[str]]) -> "Layout":
        """The layout of sentences, given as their tokens."""
        sents, end = [], 1
        for sentence in sentences:
            sents.append((end, end + len(sentence)))
            end += len(sentence) + 1
        rows = end + (2 - end) % 3
        return cls(sents, np.array([0, *(last for _, last in sents), *range(end, rows)]), rows)


class WordTable:
    """The first convolution of every model, done once for each word type and kept over documents.

    A type is a word's id with its shape. Each of the kernel's three slices has its own projection of it, so a token's
    layer is the sum of three rows. A full table forgets the quarter of its types that was used longest ago.
    """

    def __init__(self, embeddings: Embeddings, models: Sequence[Model]) -> None:
        self._embeddings = embeddings
        self._shapes = models[0].shapes
        width = embeddings.width
        slices = [(model, k, model.first[k]) for model in models for k in range(3)]
        self._by_word = np.hstack([kernel[:width] for _, _, kernel in slices])
        self._by_shape = np.hstack(
            [model.shape_vectors @ kernel[width:] + model.first_bias * (k == 1) for model, k, kernel in slices]
        )
        self._table: Floats = np.zeros((len(slices), TYPES, len(models[0].first_bias)), np.float32)
        self._row_of_form: dict[str, int] = {}
        self._row_of_type: dict[tuple[int, int], int] = {}
        self._free = list(range(TYPES - 1, GAP, -1))
        self._used = np.zeros(TYPES, np.intp)  # when each row was last looked up
        self._clock = 0

    def rows(self, sentences: Sequence[Sequence[str]], layout: Layout) -> Ints:
        """The table's row for each row of the layout, GAP where no word stands; at most TYPES / 4 different words."""
        forms = set(chain.from_iterable(sentences))
        unknown = forms.difference(self._row_of_form)
        if len(unknown) > len(self._free):
            self._forget()
            unknown = forms.difference(self._row_of_form)
        if unknown:
            self._learn(unknown)
        rows = [GAP]
        for sentence in sentences:
            rows += map(self._row_of_form.__getitem__, sentence)
            rows.append(GAP)
        found = np.array(rows + [GAP] * (layout.rows - len(rows)))
        self._clock += 1
        self._used[found] = self._clock
        return found

    def _forget(self) -> None:
        """Free the rows that were used longest ago."""
        self._used[self._free] = 0
        self._used[GAP] = self._clock
        oldest = set(np.argsort(self._used, kind="stable")[: TYPES // 4].tolist())
        self._row_of_form = {form: row for form, row in self._row_of_form.items() if row not in oldest}
        self._row_of_type = {type_: row for type_, row in self._row_of_type.items() if row not in oldest}
        self._free = sorted(oldest, reverse=True)

    def _learn(self, forms: set[str]) -> None:
        """Give every form a row, that of its type."""
        new: dict[tuple[int, int], int] = {}
        for form in forms:
            type_ = self._embeddings.id(form), self._shapes[word_shape(form)]
            if type_ not in self._row_of_type:
                self._row_of_type[type_] = new[type_] = self._free.pop()
            self._row_of_form[form] = self._row_of_type[type_]
        if new:
            words, shapes = zip(*new, strict=True)
            # BLAS sums a product of one row in another order: a second row keeps types the same in any company.
            projected = (self._embeddings.vectors([*words, words[0]]) @ self._by_word)[:-1]
            projected += self._by_shape[list(shapes)]
            at = list(new.values())
            self._table[:, at] = projected.reshape(len(at), len(self._table), -1).swapaxes(0, 1)

    def layer(self, model: int, rows: Ints) -> Floats:
        """The first convolution of a model (its number), after the relu, over a sequence of the table's rows."""
        before, here, after = self._table[3 * model : 3 * model + 3]
        found = np.empty((len(rows), here.shape[1]), np.float32)
        inner = found[1:-1]
        np.take(here, rows[1:-1], axis=0, out=inner, mode="clip")
        beside = np.empty_like(inner)
        for table, at in ((before, rows[:-2]), (after, rows[2:])):
            np.take(table, at, axis=0, out=beside, mode="clip")
            inner += beside
        np.maximum(inner, 0, out=inner)
        return found


def convolve(inputs: Floats, conv: Conv, layout: Layout) -> Floats:
    """The relu of a convolution. `inputs` come from before the conv's norm; their gap rows are overwritten.

    Three products of every third window each: the windows of one product don't overlap, so none is copied.
    """
    inputs[layout.gaps] = conv.gap
    third, channels = layout.rows // 3, inputs.shape[1]
    found = np.empty((layout.rows, len(conv.bias)), np.float32)
    for k in range(3):
        windows = inputs[k : k + 3 * third].reshape(third, 3 * channels)
        np.matmul(windows, conv.weight, out=found[k + 1 : k + 1 + 3 * third : 3])
    found[[0, -1]] = 0
    found += conv.bias
    return np.maximum(found, 0, out=found)
