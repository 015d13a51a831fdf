"""Layers: where the sentences of a document stand in one sequence, and the convolutions that run over it.

Slovnet pads sentences to one length and copies a window for every token. Here they stand in one sequence with gap
rows between them, where every layer sees the zeros of slovnet's padding, so that sentences never touch:

    row      0    1     2     3    4      5    6    7
    token   gap  Мы  готовы  gap  Когда   ?   gap  gap
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from slovnet.shape import word_shape

from onrecord.language.weights import Conv, Embeddings, Floats, Ints, Model

TYPES = 8192  # word types kept: 75 MB when full
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
    layer is the sum of three rows. When it is full, the table forgets everything and starts again.
    """

    def __init__(self, embeddings: Embeddings, models: Sequence[Model]) -> None:
        self._embeddings = embeddings
        self._shapes = models[0].shapes
        width = embeddings.width
        self._words = np.concatenate([slice_[:width] for model in models for slice_ in model.first], axis=1)
        self._by_shape = np.concatenate(
            [
                model.shape_vectors @ slice_[width:] + (model.first_bias if k == 1 else 0)
                for model in models
                for k, slice_ in enumerate(model.first)
            ],
            axis=1,
        )
        self._slices = 3 * len(models)
        self._forget(TYPES)

    def _forget(self, types: int) -> None:
        self._table: Floats = np.zeros((self._slices, types, self._words.shape[1] // self._slices), np.float32)
        self._row_of: dict[str, int] = {}
        self._row_of_type: dict[tuple[int, int], int] = {}

    def rows(self, sentences: Sequence[Sequence[str]], layout: Layout) -> Ints:
        """The table's row for each row of the layout, GAP where no word stands."""
        forms = [form for sentence in sentences for form in sentence]
        known = self._row_of
        unknown = {form for form in forms if form not in known}
        if unknown:
            self._learn(unknown, set(forms))
            known = self._row_of
        found = np.full(layout.rows, GAP)
        for (first, last), sentence in zip(layout.sents, sentences, strict=True):
            found[first:last] = [known[form] for form in sentence]
        return found

    def _learn(self, unknown: set[str], wanted: set[str]) -> None:
        """Give every form of `unknown` its row; if they don't fit, keep only those `wanted` now."""
        if len(self._row_of) + len(unknown) >= self._table.shape[1]:
            self._forget(max(TYPES, len(wanted) + 1))
            unknown = wanted
        new: dict[tuple[int, int], int] = {}
        for form in unknown:
            type_ = self._embeddings.id(form), self._shapes[word_shape(form)]
            row = self._row_of_type.get(type_)
            if row is None:
                row = self._row_of_type[type_] = new[type_] = len(self._row_of_type) + 1
            self._row_of[form] = row
        self._project(new)

    def _project(self, new: dict[tuple[int, int], int]) -> None:
        words, shapes = zip(*new, strict=True) if new else ((), ())
        projected = self._embeddings.vectors(words) @ self._words + self._by_shape[list(shapes)]
        at = list(new.values())
        self._table[:, at] = projected.reshape(len(at), self._slices, -1).swapaxes(0, 1)

    def layer(self, model: int, rows: Ints) -> Floats:
        """The first convolution of a model (its number), after the relu, over a sequence of the table's rows."""
        before, here, after = self._table[3 * model : 3 * model + 3]
        found = np.empty((len(rows), here.shape[1]), np.float32)
        inner = found[1:-1]
        np.take(here, rows[1:-1], axis=0, out=inner, mode="clip")
        inner += before[rows[:-2]]
        inner += after[rows[2:]]
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
    found += conv.bias
    return np.maximum(found, 0, out=found)
