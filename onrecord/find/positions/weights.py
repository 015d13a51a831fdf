"""Weights: all that was learned about opinions, and the file that holds it."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from onrecord.find.nets import packed, unpacked
from onrecord.find.positions.lens import Lens
from onrecord.find.positions.steps import Steps

WEIGHTS = Path(__file__).with_name("opinions.npz")  # written by `python -m eval.train_opinions`
LEANINGS = "leanings"


class Weights(NamedTuple):
    """All that was learned."""

    lens: Lens
    steps: Steps
    gate: frozenset[str]  # lemmas that are often part of an expression
    threshold: float  # the least chance with the best F1
    checked: tuple[int, int]  # of what the record would hold of sentences left out of training: right, all


def save(weights: Weights, path: Path = WEIGHTS) -> None:
    """Write weights, those of layers as halves: that changes no figure."""
    arrays = packed(LEANINGS, weights.lens.leanings)
    for room, nets in zip(Steps._fields, weights.steps, strict=True):
        arrays |= packed(room, nets)
    arrays |= {"lens.mean": weights.lens.mean, "lens.directions": weights.lens.directions}
    arrays |= {"gate": np.array(sorted(weights.gate)), "threshold": np.array(weights.threshold)}
    np.savez_compressed(path, **arrays, checked=np.array(weights.checked))


@cache
def load(path: Path = WEIGHTS) -> Weights:
    """The weights that come with the package."""
    with np.load(path) as held:
        arrays = {name: held[name] for name in held.files}
    lens = Lens(arrays["lens.mean"], arrays["lens.directions"], unpacked(arrays, LEANINGS))
    steps = Steps(*(unpacked(arrays, room) for room in Steps._fields))
    right, count = arrays["checked"].tolist()
    return Weights(lens, steps, frozenset(arrays["gate"].tolist()), float(arrays["threshold"]), (right, count))
