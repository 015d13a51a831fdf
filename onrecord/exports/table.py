"""What the tables share: one row a fact, the columns of all layers side by side."""

from collections.abc import Iterable

from onrecord.store.rows import AFTER, BEFORE, COLUMNS

PROOF = ("sha256", "version")


def columns(layers: Iterable[str]) -> tuple[str, ...]:
    """The columns of a table of some layers; a column of one name means the same in each that has it."""
    own = dict.fromkeys(name for layer in layers for name in COLUMNS[layer])
    return ("layer", *BEFORE, *own, *AFTER, *PROOF)
