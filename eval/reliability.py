"""Reliability: how often each rule was right on the gold; what stands behind every fact's `confidence`.

A quote counts as right when content and speaker are right: that is what it claims.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from eval.matching import Item, Outcome
from onrecord.find.confidence import ALL, TABLE, Rating, ratings

Key = tuple[str, str]  # layer, rule
Counts = dict[Key, tuple[int, int]]  # right, found
HEADER = ("layer", "rule", "right", "found", "confidence")
WEIGHT = 10  # facts that the layer's share counts for beside a rule's own; see eval/log.md
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)  # where the rows of claimed confidence begin


def reliability(outcomes: Iterable[Outcome]) -> Counts:
    """(layer, rule) -> (right, found), over all texts."""
    count: Counter[Key] = Counter()
    right: Counter[Key] = Counter()
    for outcome in outcomes:
        for layer, matched in outcome.layers.items():
            count.update((layer, str(item["rule"])) for item in matched.ours)
            right.update((layer, str(item["rule"])) for _, item in matched.right)
    return {key: (right[key], count[key]) for key in sorted(count)}


def lines(measured: Counts) -> list[str]:
    """The table for people."""
    rows = [
        f"{layer:14}{rule:32}{right:6}{count:7}{right / count:7.3f}"
        for (layer, rule), (right, count) in measured.items()
    ]
    return [f"{'layer':14}{'rule':32}{'right':>6}{'found':>7}{'P':>7}", *rows]


def estimate(right: int, found: int, share: float) -> float:
    """The mean of a Beta distribution that starts from `share` with the weight of ten facts, after a rule's own facts.

    >>> estimate(9, 10, 0.7)
    0.8
    """
    return (right + WEIGHT * share) / (found + WEIGHT)


def rated(measured: Counts) -> dict[Key, Rating]:
    """Each rule's rating, drawn towards its layer's share; and the layer's own under `*`."""
    done: dict[Key, Rating] = {}
    for layer in sorted({layer for layer, _ in measured}):
        rules = {rule: counts for (of, rule), counts in measured.items() if of == layer}
        right, found = (sum(counts) for counts in zip(*rules.values(), strict=True))
        done[layer, ALL] = Rating(right, found, round(right / found, 3))
        for rule, (right_here, found_here) in sorted(rules.items()):
            confidence = round(estimate(right_here, found_here, right / found), 3)
            done[layer, rule] = Rating(right_here, found_here, confidence)
    return done


def write(measured: Counts, table: Path = TABLE) -> None:
    """Store the ratings of what was measured.

    A layer without gold is not in it, so the confidence of its facts stays null.
    """
    store(rated(measured), table)


def store(done: dict[Key, Rating], table: Path = TABLE) -> None:
    """Write ratings into the table that the package reads; rows of other layers stay as they are."""
    layers = {layer for layer, _ in done}
    others = {key: held for key, held in ratings(table).items() if key[0] not in layers} if table.exists() else {}
    new = table.with_suffix(".new")
    with new.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, delimiter="\t", lineterminator="\n")
        rows.writerow(HEADER)
        for (layer, rule), held in sorted((others | done).items()):
            rows.writerow((layer, rule, held.right, held.found, f"{held.confidence:.3f}"))
    new.replace(table)


def stale(measured: Counts, table: Path = TABLE) -> list[str]:
    """A line that says so where the stored table is not of what was just measured."""
    layers = {layer for layer, _ in measured}
    held = {key: one for key, one in ratings(table).items() if key[0] in layers}
    if held == rated(measured):
        return []
    return [f"{table.name} is of an earlier measurement; `python -m eval --write-confidence` stores this one."]


def claimed(outcomes: Iterable[Outcome], where: str) -> list[str]:
    """What the facts of some texts claim and what they reach: of those claimed right in four of five, how many are."""
    facts: Counter[float] = Counter()
    right: Counter[float] = Counter()
    claims: Counter[float] = Counter()
    for outcome in outcomes:
        for matched in outcome.layers.values():
            for item in filter(_rated, matched.ours):
                facts[_bin(item)] += 1
                claims[_bin(item)] += item["confidence"]
            right.update(_bin(item) for _, item in matched.right if _rated(item))
    ends = dict(zip(BINS, (*BINS[1:], 1.0), strict=True))
    rows = [(f"{start:.1f} to {ends[start]:.1f}", facts[start], claims[start], right[start]) for start in sorted(facts)]
    rows.append(("all", facts.total(), claims.total(), right.total()))
    return [
        f"{f'confidence, {where}':24}{'facts':>8}{'claimed':>9}{'reached':>9}",
        *(f"{name:24}{n:8}{claim / n:9.3f}{hit / n:9.3f}" for name, n, claim, hit in rows if n),
    ]


def _rated(item: Item) -> bool:
    return item.get("confidence") is not None


def _bin(item: Item) -> float:
    return max(start for start in BINS if start <= item["confidence"])
