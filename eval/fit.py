"""Fit: train a net of one hidden layer on a processor, with numpy alone (Adam, dropout on inputs and hidden units)."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from onrecord.find.nets import Net
from onrecord.language.weights import Floats, Ints, embeddings


class Recipe(Struct, frozen=True):
    """How a net is trained; `batch` counts groups, `decay` pulls weights to zero."""

    hidden: int
    epochs: int
    batch: int
    rate: float = 1.5e-3
    drop: float = 0.3
    drop_inputs: float = 0.2
    decay: float = 1e-3


def fit(inputs: Floats, wanted: Floats, recipe: Recipe, seed: int, sizes: Sequence[int] | None = None) -> Net:
    """A net whose softmax comes near to `wanted`: over each row's classes, or over the rows of each group.

    `wanted` is (rows, classes) and sums to 1 over each row, or, with the `sizes` of groups of rows, (rows, 1) and
    sums to 1 over each group.
    """
    random = np.random.default_rng(seed)
    shift, scale = inputs.mean(0), 1 / (inputs.std(0) + 0.05)
    weights = [
        (random.standard_normal((inputs.shape[1], recipe.hidden)) / inputs.shape[1] ** 0.5).astype(np.float32),
        np.zeros(recipe.hidden, np.float32),
        (random.standard_normal((recipe.hidden, wanted.shape[1])) / recipe.hidden**0.5).astype(np.float32),
        np.zeros(wanted.shape[1], np.float32),
    ]
    counts = np.array(sizes) if sizes is not None else np.ones(len(inputs), np.intp)
    ends = counts.cumsum()
    adam = _Adam(weights, recipe, recipe.epochs * -(-len(counts) // recipe.batch))
    for _ in range(recipe.epochs):
        order = random.permutation(len(counts))
        for at in range(0, len(order), recipe.batch):
            groups = order[at : at + recipe.batch]
            rows = np.concatenate([np.arange(ends[g] - counts[g], ends[g]) for g in groups]) if sizes else groups
            batch = (inputs[rows] - shift) * scale
            batch = batch * _mask(batch.shape, recipe.drop_inputs, random)
            kept = _mask((len(batch), recipe.hidden), recipe.drop, random)
            adam.step(_gradients(weights, batch, wanted[rows], counts[groups], kept))
    into, bias, out, last = weights
    into = into * scale[:, None]
    return Net(into, bias - shift @ into, out, last)


def principal(lemmas: Sequence[str], width: int) -> tuple[Floats, Floats]:
    """The mean of words' vectors, and the `width` directions in which they vary most, scaled to vary by one."""
    words = embeddings()
    vectors = words.vectors(map(words.id, lemmas)).astype(np.float64)
    mean = vectors.mean(0)
    spread, directions = np.linalg.eigh(np.cov((vectors - mean).T))
    kept = directions[:, ::-1][:, :width] / np.sqrt(spread[::-1][:width].mean())
    return mean.astype(np.float32), kept.astype(np.float32)


def _gradients(weights: list[Floats], inputs: Floats, wanted: Floats, counts: Ints, kept: Floats) -> list[Floats]:
    """The gradients of the batch's mean cross-entropy; `kept` masks hidden units."""
    hidden = inputs @ weights[0] + weights[1]
    alive = (hidden > 0) * kept
    hidden = hidden * alive
    scores = (hidden @ weights[2] + weights[3]).ravel()
    lengths = counts * wanted.shape[1]
    starts = lengths.cumsum() - lengths
    chance = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
    chance /= np.repeat(np.add.reduceat(chance, starts), lengths)
    wrong = ((chance - wanted.ravel()) / len(counts)).reshape(wanted.shape).astype(np.float32)
    below = (wrong @ weights[2].T) * alive
    return [inputs.T @ below, below.sum(0), hidden.T @ wrong, wrong.sum(0)]


def _mask(shape: tuple[int, ...], drop: float, random: np.random.Generator) -> Floats:
    """Zeros for what is dropped, else what keeps the sum as it was."""
    kept = random.integers(0, 256, shape, dtype=np.uint8) >= int(256 * drop)
    found: Floats = kept * np.float32(1 / (1 - drop))
    return found


class _Adam:
    """Adam with decoupled weight decay and a rate that falls to zero over `steps`."""

    def __init__(self, weights: list[Floats], recipe: Recipe, steps: int) -> None:
        self._weights, self._recipe, self._steps, self._done = weights, recipe, steps, 0
        self._mean = [np.zeros_like(w) for w in weights]
        self._square = [np.zeros_like(w) for w in weights]

    def step(self, gradients: list[Floats]) -> None:
        """One update of the weights, in place."""
        self._done += 1
        rate = self._recipe.rate * (1 - self._done / (self._steps + 1))
        for weight, mean, square, gradient in zip(self._weights, self._mean, self._square, gradients, strict=True):
            mean += 0.1 * (gradient - mean)
            square += 0.001 * (gradient * gradient - square)
            direction = (mean / (1 - 0.9**self._done)) / (np.sqrt(square / (1 - 0.999**self._done)) + 1e-8)
            weight -= rate * direction + rate * self._recipe.decay * weight
