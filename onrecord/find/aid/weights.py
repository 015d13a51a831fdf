"""Weights: all that was learned about aid, and the file that holds it."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from onrecord.find.aid.sight import Kinds
from onrecord.find.nets import Nets, packed, unpacked
from onrecord.find.vectors import Vectors
from onrecord.language.doc import Doc

STATUSES = ("given", "promised", "asked", "refused")  # the classes of a word that tells of help; none stands before
WEIGHTS = Path(__file__).with_name("aid.npz")  # written by `python -m eval.train_aid`


def may_tell(doc: Doc, i: int) -> bool:
    """Whether a token may be the word that tells of help: a verb, a noun outside of names."""
    return doc.pos[i] in ("NOUN", "VERB") and doc.name_at(i) is None


class Weights(NamedTuple):
    """All that was learned."""

    vectors: Vectors
    kinds: Kinds
    gate: frozenset[str]  # lemmas that tell of help often enough to be looked at
    words: Nets  # whether a word tells of help, and its status
    donors: Nets
    recipients: Nets


def save(weights: Weights, path: Path = WEIGHTS) -> None:
    """Write weights."""
    vectors = weights.vectors
    arrays: dict[str, Any] = {"kinds": np.array(list(weights.kinds)), "gate": np.array(sorted(weights.gate))}
    for room in ("words", "donors", "recipients"):
        arrays |= packed(room, getattr(weights, room))
    arrays |= {"vectors.mean": vectors.mean, "vectors.directions": vectors.directions.astype(np.float16)}
    np.savez_compressed(path, **arrays)


@cache
def load(path: Path = WEIGHTS) -> Weights:
    """The weights that come with the package."""
    with np.load(path) as held:
        arrays = {name: held[name] for name in held.files}
    vectors = Vectors(arrays["vectors.mean"], arrays["vectors.directions"].astype(np.float32))
    kinds = Kinds(arrays["kinds"].tolist())
    gate = frozenset(arrays["gate"].tolist())
    return Weights(vectors, kinds, gate, *(unpacked(arrays, room) for room in ("words", "donors", "recipients")))
