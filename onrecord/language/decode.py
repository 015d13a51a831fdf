"""Decode: heads and relations from the syntax model's scores, names from the NER model's."""

import numpy as np

from onrecord.language.doc import ROOT
from onrecord.language.layers import Layout
from onrecord.language.weights import Dense, Floats, Ints, Model

BLOCK = 512  # dependents scored at once: a "sentence" of 50,000 tokens must not take 10 GB


class Parser:
    """The biaffine head of slovnet's syntax model."""

    def __init__(self, model: Model) -> None:
        head, rel = model.net.head, model.net.rel
        layers = (head.head, head.tail, rel.head, rel.tail)
        folded = [model.norm.then(layer.proj) for layer in layers]
        self._project = Dense(np.hstack([d.weight for d in folded]), np.hstack([d.bias for d in folded]))
        roots = (head.root, head.root, rel.root, rel.root)
        self._root = np.hstack(
            [layer(root.array[None]) for layer, root in zip(layers, roots, strict=True)]
        )
        self._size = head.kernel.array.shape[0]
        self._kernel: Floats = head.kernel.array
        hidden = rel.kernel.array.reshape(self._size, -1, self._size)  # head, relation, dependent
        self._rel_kernel = np.ascontiguousarray(hidden.swapaxes(1, 2)).reshape(self._size**2, -1)

    def __call__(self, encoded: Floats, layout: Layout) -> tuple[Ints, Ints]:
        """The row of each row's head (the gap before the sentence for a root), and its relation's number."""
        parts = self._project(encoded)
        np.maximum(parts, 0, out=parts)
        parts[layout.gaps] = self._root
        dependent, head, of_head, of_dependent = (np.ascontiguousarray(p) for p in np.split(parts, 4, axis=1))
        heads = self._heads(dependent @ self._kernel, head, layout)
        pairs = of_head[heads][:, :, None] * of_dependent[:, None, :]
        return heads, (pairs.reshape(len(pairs), -1) @ self._rel_kernel).argmax(1)

    def _heads(self, dependent: Floats, head: Floats, layout: Layout) -> Ints:
        heads = np.arange(layout.rows)
        for first, last in layout.sents:
            candidates = head[first - 1 : last].T
            for at in range(first, last, BLOCK):
                to = min(at + BLOCK, last)
                heads[at:to] = (dependent[at:to] @ candidates).argmax(1) + (first - 1)
        return heads


def viterbi(emissions: Floats, transitions: Floats, layout: Layout) -> Ints:
    """The best labels of each sentence's rows under a chain CRF; rows between sentences get any."""
    sents = [(first, last) for first, last in layout.sents if last > first]
    firsts = np.array([first for first, _ in sents])
    lengths = np.array([last - first for first, last in sents])
    best = np.zeros(layout.rows, np.intp)
    if not sents:
        return best
    order = np.argsort(-lengths, kind="stable")
    firsts, lengths = firsts[order], lengths[order]
    longest = int(lengths[0])
    score = emissions[firsts]
    back = np.zeros((longest, len(sents), emissions.shape[1]), np.intp)
    for step in range(1, longest):
        live = int(np.searchsorted(-lengths, -step, "left"))
        reached = score[:live, :, None] + transitions + emissions[firsts[:live] + step][:, None]
        back[step, :live] = reached.argmax(1)
        score[:live] = reached.max(1)
    label = score.argmax(1)
    for step in range(longest - 1, -1, -1):
        live = int(np.searchsorted(-lengths, -step, "left"))
        best[firsts[:live] + step] = label[:live]
        label[:live] = back[step, np.arange(live), label[:live]]
    return best


def tangled(heads: Ints, layout: Layout) -> set[int]:
    """The numbers of the sentences in which some token's heads don't lead to the root."""
    longest = max((last - first for first, last in layout.sents), default=0)
    for _ in range(longest.bit_length()):
        heads = heads[heads]
    ends = np.zeros(layout.rows, bool)
    ends[layout.gaps] = True
    lost = ~ends[heads]
    if not lost.any():
        return set()
    return {n for n, (first, last) in enumerate(layout.sents) if lost[first:last].any()}


def break_cycles(head: list[int], rel: list[str]) -> None:
    """Make a forest of one sentence's heads: each cycle's token nearest to the root is attached to it.

    In a sentence with no root the first token of the first cycle becomes the root.
    """
    root = head.index(ROOT) if ROOT in head else None
    for cycle in _cycles(head):
        if root is None:
            root = min(cycle)
            head[root], rel[root] = ROOT, "root"
        else:
            top = min(cycle, key=lambda i: (abs(i - root), i))
            head[top] = root


def _cycles(head: list[int]) -> list[list[int]]:
    found, seen = [], [ROOT] * len(head)
    for i in range(len(head)):
        path, k = [], i
        while k != ROOT and seen[k] == ROOT:
            seen[k] = i
            path.append(k)
            k = head[k]
        if k != ROOT and seen[k] == i:
            found.append(path[path.index(k) :])
    return found
