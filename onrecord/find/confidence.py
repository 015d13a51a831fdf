"""Confidence: how often each rule was right on texts that were not used to write it, and on how many of its facts."""

from functools import cache
from pathlib import Path

from msgspec import Struct

from onrecord.knowledge.tables import parse

# layer, rule ("*": all of the layer's), right, found, confidence; written by `python -m eval --write-confidence`
TABLE = Path(__file__).with_name("confidence.tsv")
ALL = "*"


class Rating(Struct, frozen=True):
    """Of the `found` facts of a rule so many were `right`; `confidence` is the share to expect of further ones."""

    right: int
    found: int
    confidence: float


def rating(layer: str, rule: str) -> Rating | None:
    """The rating of a rule; its layer's share with a count of 0 where it found nothing, None where nobody could tell.

    >>> rating("quotes", "no such rule").found
    0
    >>> rating("topics", "term") is None
    True
    """
    measured = _ratings()
    if (layer, rule) in measured or (layer, ALL) not in measured:
        return measured.get((layer, rule))
    return Rating(0, 0, measured[layer, ALL].confidence)


@cache
def _ratings() -> dict[tuple[str, str], Rating]:
    return ratings()


def ratings(table: Path = TABLE) -> dict[tuple[str, str], Rating]:
    """Every row of the table by layer and rule."""
    return {
        (row["layer"], row["rule"]): Rating(int(row["right"]), int(row["found"]), float(row["confidence"]))
        for row in parse(table.read_text(encoding="utf-8"), table.name)
    }
