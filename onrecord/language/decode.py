"""Decode: heads and relations from the syntax model's scores, names from the NER model's."""

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
    """The chain CRF of slovnet's NER model, decoded only where the best label is in doubt."""

    def __init__(self, transitions: Floats) -> None:
        labels = len(transitions)
        self._arcs = np.zeros((labels + 1, labels + 1), np.float32)  # the last row and column: a gap's, worth nothing
        self._arcs[:labels, :labels] = transitions
        # What a path can gain at most by its two arcs here if it takes label c (column) instead of label b (row).
        into = (self._arcs[:, None, :labels] - self._arcs[:, :labels, None]).max(0)
        out_of = (self._arcs[None, :labels] - self._arcs[:labels, None]).max(-1)
        self._gain = into + out_of
        np.fill_diagonal(self._gain, -np.inf)

    def __call__(self, emissions: Floats, layout: Layout) -> Ints:
        """The label of each row, as the Viterbi algorithm finds them for each sentence.

        Where a label leads by more than any arcs can make up for, it is on the best path: what remains are short
        runs of rows between labels that are known, and the algorithm takes all runs of a document at once.
        """
        best: Ints = emissions.argmax(1)
        lead = emissions.max(1) - (emissions + self._gain[best]).max(1)
        doubtful = lead <= 0
        best[layout.gaps], doubtful[layout.gaps] = len(self._gain), False
        edges = np.flatnonzero(doubtful[1:] != doubtful[:-1]) + 1
        firsts, lasts = edges[::2], edges[1::2]
        emissions[firsts] += self._arcs[best[firsts - 1], :-1]
        emissions[lasts - 1] += self._arcs[:-1, best[lasts]].T
        order = np.argsort(firsts - lasts, kind="stable")
        self._decode(emissions, firsts[order], (lasts - firsts)[order], best)
        return best

    def _decode(self, emissions: Floats, firsts: Ints, lengths: Ints, best: Ints) -> None:
        """Write the best path of each run into `best`; the longest run comes first."""
        score, arcs, back = emissions[firsts], self._arcs[:-1, :-1], []
        live = (lengths > np.arange(lengths.max(initial=0))[:, None]).sum(1).tolist()
        for step, runs in enumerate(live[1:], 1):
            reached = score[:runs, :, None] + arcs
            back.append(reached.argmax(1))
            score[:runs] = reached.max(1) + emissions[firsts[:runs] + step]
        label = score.argmax(1)
        for step in range(len(live) - 1, -1, -1):
            runs = live[step]
            best[firsts[:runs] + step] = label[:runs]
            if step:
                label[:runs] = back[step - 1][np.arange(runs), label[:runs]]
