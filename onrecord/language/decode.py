"""Decode: heads and relations from the syntax model's scores, names from the NER model's."""

from itertools import pairwise

import numpy as np

from onrecord.language.layers import Layout
from onrecord.language.weights import Dense, Floats, Ints, Model


class Parser:
    """The biaffine head of slovnet's syntax model, with its cycles broken."""

    def __init__(self, model: Model) -> None:
        head, rel = model.net.head, model.net.rel
        layers = (head.head, head.tail, rel.head, rel.tail)
        folded = [model.norm.then(layer.proj) for layer in layers]
        self._project = Dense(np.hstack([d.weight for d in folded]), np.hstack([d.bias for d in folded]))
        roots = (head.root, head.root, rel.root, rel.root)
        self._root = np.hstack([layer(root.array[None]) for layer, root in zip(layers, roots, strict=True)])
        self._kernel: Floats = head.kernel.array
        self._rel_kernel: Floats = rel.kernel.array.reshape(len(rel.kernel.array), -1)  # head, relation x dependent

    def __call__(self, encoded: Floats, layout: Layout) -> tuple[Ints, Ints]:
        """The row of each row's head (for a root, the gap before its sentence), and its relation's number."""
        parts = self._project(encoded)
        np.maximum(parts, 0, out=parts)
        parts[layout.gaps] = self._root
        dependent, head, of_head, of_dependent = (np.ascontiguousarray(part) for part in np.split(parts, 4, axis=1))
        heads = _heads(dependent @ self._kernel, head, layout)
        rels = (of_head[heads] @ self._rel_kernel).reshape(len(heads), -1, of_dependent.shape[1])
        return heads, (rels @ of_dependent[:, :, None])[:, :, 0].argmax(1)


def _heads(dependent: Floats, head: Floats, layout: Layout) -> Ints:
    heads = np.arange(layout.rows)
    scores = [dependent[first:last] @ head[first - 1 : last].T for first, last in layout.sents]
    for (first, last), score in zip(layout.sents, scores, strict=True):
        heads[first:last] = score.argmax(1) + (first - 1)
    for n in _tangled(heads, layout):
        first, last = layout.sents[n]
        heads[first:last] = forest(scores[n]) + (first - 1)
    return heads


def _tangled(heads: Ints, layout: Layout) -> list[int]:
    """The numbers of the sentences where some token's heads don't lead to the root."""
    lost = np.ones(layout.rows, bool)
    lost[layout.gaps] = False
    lost = lost[_ends(heads, max(last - first for first, last in layout.sents))]
    return [n for n, (first, last) in enumerate(layout.sents) if lost[first:last].any()] if lost.any() else []


def _ends(heads: Ints, longest: int) -> Ints:
    """Where each one's chain of heads, of `longest` arcs at least, ends: at a root, or somewhere in a cycle."""
    for _ in range(longest.bit_length()):
        heads = heads[heads]
    return heads


def forest(scores: Floats) -> Ints:
    """A sentence's heads, 0 for the root and k + 1 for token k, from `scores` of (tokens, 1 + tokens).

    They are the best ones, but for one arc of each cycle: the one that loses least by leading out of it instead (it
    leads to the root only where no other token does).

    >>> forest(np.array([[0.0, 0.0, 9.0], [3.0, 9.0, 0.0]], np.float32))
    array([2, 0])
    """
    heads = np.array([0, *scores.argmax(1)])
    while (ends := _ends(heads, len(heads))).any():
        cycle = _cycle(heads, int(ends.max()))
        allowed = ~np.isin(ends, cycle)
        allowed[0] = heads[1:].all()
        arcs = scores[cycle - 1]
        out = np.where(allowed, arcs, -np.inf)
        k = (arcs[np.arange(len(cycle)), heads[cycle]] - out.max(1)).argmin()
        heads[cycle[k]] = out[k].argmax()
    return heads[1:]


def _cycle(heads: Ints, start: int) -> Ints:
    """The cycle that `start` is part of."""
    found = [start]
    while (k := int(heads[found[-1]])) != start:
        found.append(k)
    return np.array(found)


class Names:
    """The chain CRF of slovnet's NER model: the Viterbi algorithm over all sentences at once."""

    def __init__(self, transitions: Floats) -> None:
        self._arcs = transitions[:, :, None]  # from a label, to a label

    def __call__(self, emissions: Floats, layout: Layout) -> list[int]:
        """The label of each row on the best path through its sentence; any label for a gap."""
        scores = _paths(np.ascontiguousarray(emissions.T), self._arcs, layout)
        before = (scores[:, None] + self._arcs).argmax(0).T.tolist()  # a row's label by that of the row after it
        best: list[int] = scores.argmax(0).tolist()
        for first, last in layout.sents:
            for row in range(last - 2, first - 1, -1):
                best[row] = before[row][best[row + 1]]
        return best


def _paths(scores: Floats, arcs: Floats, layout: Layout) -> Floats:
    """The score of the best path up to each label (row) of each token (column), made of the labels' own scores.

    The first tokens of all sentences come first, then all second ones, so that a step is one sum; the longest sentence
    leads, so that a step's sentences are the first ones of the step before.
    """
    firsts, lasts = np.array(sorted(layout.sents, key=lambda sent: sent[0] - sent[1])).T
    steps, sentences = np.nonzero(lasts - firsts > np.arange(lasts[0] - firsts[0])[:, None])
    tokens = firsts[sentences] + steps
    paths, at = scores[:, tokens], 0
    for before, now in pairwise(np.bincount(steps).tolist()):
        paths[:, at + before : at + before + now] += (paths[:, None, at : at + now] + arcs).max(0)
        at += before
    scores[:, tokens] = paths
    return scores
