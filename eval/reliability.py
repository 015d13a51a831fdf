"""Reliability: how often each rule was right on the gold; what stands behind every fact's `confidence`.

A quote counts as right when content and speaker are right: that is what it claims.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from eval.matching import Outcome
from onrecord.find.confidence import TABLE

Key = tuple[str, str]  # layer, rule
HEADER = ("layer", "rule", "right", "count", "precision")


def reliability(outcomes: Iterable[Outcome]) -> dict[Key, tuple[int, int]]:
    """(layer, rule) -> (right, found), over all texts."""
    count: Counter[Key] = Counter()
    right: Counter[Key] = Counter()
    for outcome in outcomes:
        for layer, matched in outcome.layers.items():
            count.update((layer, str(item["rule"])) for item in matched.ours)
            right.update((layer, str(item["rule"])) for _, item in matched.right)
    return {key: (right[key], count[key]) for key in sorted(count)}


def lines(measured: dict[Key, tuple[int, int]]) -> list[str]:
    """The table for people."""
    rows = [
        f"{layer:14}{rule:32}{right:6}{count:7}{right / count:7.3f}"
        for (layer, rule), (right, count) in measured.items()
    ]
    return [f"{'layer':14}{'rule':32}{'right':>6}{'found':>7}{'P':>7}", *rows]


def write(measured: dict[Key, tuple[int, int]], table: Path = TABLE) -> None:
    """Store the table that the package reads; layers without gold are not in it, so their confidence stays null."""
    new = table.with_suffix(".new")
    with new.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, delimiter="\t", lineterminator="\n")
        rows.writerow(HEADER)
        for (layer, rule), (right, count) in measured.items():
            rows.writerow((layer, rule, right, count, f"{right / count:.3f}"))
    new.replace(table)
