"""Nets: layers that score, and the chances that several of them give together."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from onrecord.language.weights import Floats


class Net(NamedTuple):
    """One hidden layer of rectified units."""

    into: Floats
    bias: Floats
    out: Floats
    last: Floats

    def scores(self, inputs: Floats) -> Floats:
        """A row of scores for each row of inputs."""
        found: Floats = np.maximum(inputs @ self.into + self.bias, 0) @ self.out + self.last
        return found


Nets = Sequence[Net]


def softmax(scores: Floats) -> Floats:
    """Chances from scores, along the last axis."""
    found: Floats = np.exp(scores - scores.max(-1, keepdims=True))
    found /= found.sum(-1, keepdims=True)
    return found


def chances(nets: Nets, inputs: Floats) -> Floats:
    """The mean chances that several nets give the classes of each row."""
    found: Floats = np.mean([softmax(net.scores(inputs)) for net in nets], axis=0)
    return found


def shares(nets: Nets, inputs: Floats) -> Floats:
    """The mean chances of each row among all the rows; the nets give one score a row."""
    found: Floats = np.mean([softmax(net.scores(inputs)[:, 0]) for net in nets], axis=0)
    return found


def packed(room: str, nets: Nets) -> dict[str, Any]:
    """Nets as named arrays for a file, layers as halves: that changes no figure."""
    return {
        f"{room}.{n}.{name}": array.astype(np.float16 if name in ("into", "out") else np.float32)
        for n, net in enumerate(nets)
        for name, array in zip(Net._fields, net, strict=True)
    }


def unpacked(arrays: Mapping[str, Floats], room: str) -> Nets:
    """The nets that `packed` put under a name."""
    count = len({name.split(".")[1] for name in arrays if name.startswith(room + ".")})
    return [Net(*(arrays[f"{room}.{n}.{name}"].astype(np.float32) for name in Net._fields)) for n in range(count)]
