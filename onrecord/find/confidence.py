"""Confidence: the precision that each rule reached on the gold, as `make eval` measured and stored it."""

import csv
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("confidence.tsv")  # layer, rule, right, count, precision; written by the evaluation
FEWEST = 3  # below this many observations a precision says nothing


def confidence(layer: str, rule: str) -> float | None:
    """The measured precision of a rule; None where it has not been measured on at least three of its facts.

    >>> confidence("quotes", "no such rule") is None
    True
    """
    return _measured().get((layer, rule))


@cache
def _measured(table: Path = TABLE) -> dict[tuple[str, str], float]:
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return {(row["layer"], row["rule"]): float(row["precision"]) for row in rows if int(row["count"]) >= FEWEST}
