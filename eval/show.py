"""Show: each missed and wrong item within its sentence, grouped by cause and by the rule that found it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct
from razdel import sentenize

from eval.matching import Item, Matched, Outcome

Range = tuple[int, int]
MAIN = {"relays": "mention", "quotes": "content", "offices": "mention"}  # the field that says where; else "what"
TOLD = {
    "relays": ("source",),
    "quotes": ("kind", "speaker"),
    "meetings": ("kind", "status", "participants", "place", "date"),
    "offices": ("person", "office", "of", "status"),
    "aid": ("donor", "recipient", "via", "amount", "currency", "goods", "status"),
    "commitments": ("who", "kind", "due"),
}
CONTEXT = 250  # characters of the sentence shown on either side of an item


class Error(Struct, frozen=True):
    """One item that is not right: why, which rule of ours it is from ("" for a missed one), and how it looks."""

    cause: str
    rule: str
    doc: str
    lines: tuple[str, ...]


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[Range, ...]:
    lines = [(m.start(), m.group()) for m in re.finditer(r"[^\r\n]+", text)]
    return tuple((at + s.start, at + s.stop) for at, line in lines for s in sentenize(line))


def within(text: str, ranges: Iterable[Range]) -> str:
    """The sentences that hold the ranges, on one line, each range between ⟦ and ⟧.

    >>> within("Дождь. Он идёт.", [(10, 14)])
    'Он ⟦идёт⟧.'
    """
    wanted = sorted(ranges)
    if not wanted:
        return "(no place in the text)"
    first, last = wanted[0][0], max(end for _, end in wanted)
    touched = [s for s in _sentences(text) if s[0] < last and first < s[1]] or [(first, last)]
    start = max(min(first, touched[0][0]), first - CONTEXT)
    end = min(max(last, touched[-1][1]), last + CONTEXT)
    marks = sorted([(a, "⟦") for a, _ in wanted] + [(b, "⟧") for _, b in wanted], reverse=True)
    shown = text[start:end]
    for at, mark in marks:
        shown = shown[: at - start] + mark + shown[at - start :]
    return " ".join(shown.split())


def gold_ranges(layer: str, item: Item, text: str) -> list[Range]:
    """Where a gold item stands; offices are anchored here, since the scorer has no need of their place."""
    if layer == "offices" and not item["spans"]:
        return _nth(text, item.get("mention"), item.get("nth") or 1)
    return [(s["start"], s["end"]) for s in item["spans"][MAIN.get(layer, "what")]]


def _nth(text: str, surface: str | None, nth: int) -> list[Range]:
    at = -1
    for _ in range(nth if surface else 0):
        at = text.find(str(surface), at + 1)
    return [(at, at + len(str(surface)))] if at >= 0 else []


def our_ranges(layer: str, item: Item) -> list[Range]:
    """Where an item of ours stands."""
    found = item[MAIN.get(layer, "what")]
    spans = found if isinstance(found, list) else [found] if found else []
    return [(s["start"], s["end"]) for s in spans]


def _told(layer: str, item: Item, actors: dict[str, str]) -> str:
    """What an item says, actors by name."""
    return "; ".join(f"{key} {_named(item[key], actors)}" for key in TOLD[layer] if item.get(key))


def _named(value: Any, actors: dict[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_named(v, actors) for v in value)
    return actors.get(value, str(value)) if isinstance(value, str) else str(value)


def _overlap(some: list[Range], others: list[Range]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in some for c, d in others)


def _errors(outcome: Outcome, layer: str) -> Iterator[Error]:
    matched, text = outcome.layers[layer], outcome.text
    actors = {a["id"]: a["name"] for a in outcome.record.get("actors", [])}
    where = {id(g): gold_ranges(layer, g, text) for g in matched.golds}
    where |= {id(p): our_ranges(layer, p) for p in matched.ours}

    def error(cause: str, gold: Item | None, ours: Item | None) -> Error:
        lines = []
        if gold is not None:
            lines.append(f"gold  {within(text, where[id(gold)])}\n        {_told(layer, gold, {})}")
        if ours is not None:
            lines.append(f"ours  {within(text, where[id(ours)])}\n        {_told(layer, ours, actors)}")
        return Error(cause, ours["rule"] if ours else "", outcome.doc, tuple(lines))

    for cause, gold, ours in _unmatched(matched, where, layer):
        yield error(cause, gold, ours)


def _unmatched(
    matched: Matched, where: dict[int, list[Range]], layer: str
) -> Iterator[tuple[str, Item | None, Item | None]]:
    """Every error with its cause; a missed item and a wrong one at the same place are one error."""
    right = {id(g) for g, _ in matched.right}
    for gold, ours in matched.paired:
        if id(gold) not in right:
            yield "right content, wrong speaker", gold, ours
    paired = {id(item) for pair in matched.paired for item in pair}
    golds = [g for g in matched.golds if id(g) not in paired]
    left = [p for p in matched.ours if id(p) not in paired]
    beside = "right place, but something else differs" if layer == "offices" else "overlaps, but the boundary differs"
    for gold in golds:
        near = max(left, key=lambda p: _overlap(where[id(p)], where[id(gold)]), default=None)
        if near is not None and _overlap(where[id(near)], where[id(gold)]):
            left.remove(near)
            yield beside, gold, near
        else:
            yield "missed", gold, None
    taken = [r for item in matched.golds if id(item) in paired for r in where[id(item)]]
    for ours in left:
        yield "wrong: a second one for an item of gold" if _overlap(where[id(ours)], taken) else "wrong", None, ours


def causes(outcomes: Iterable[Outcome], layer: str) -> list[str]:
    """The errors of a layer: counts by cause and rule, then every one of them in its sentence."""
    found = [error for outcome in outcomes for error in _errors(outcome, layer)]
    return grouped(found, layer)


def grouped(found: list[Error], layer: str) -> list[str]:
    """Errors for people: how many of each cause and rule, then each."""
    groups: dict[tuple[str, str], list[Error]] = {}
    for error in found:
        groups.setdefault((error.cause, error.rule), []).append(error)
    order = sorted(groups, key=lambda key: (key[0], -len(groups[key]), key[1]))
    names = {key: f"{key[0]}{f' [{key[1]}]' if key[1] else ''}" for key in order}
    lines = [f"{layer}: {len(found)} errors", *(f"{len(groups[key]):6}  {names[key]}" for key in order)]
    for key in order:
        lines += ["", f"== {names[key]} ({len(groups[key])})"]
        lines += [f"{error.doc}\n    " + "\n    ".join(error.lines) for error in groups[key]]
    return lines


def quotes_by_kind_of_error(outcomes: Iterable[Outcome]) -> list[str]:
    """How many quotes lack their content, have a content that is none, or a right content with a wrong speaker."""
    count: Counter[str] = Counter()
    for outcome in outcomes:
        quotes = outcome.layers["quotes"]
        count["content missed"] += len(quotes.golds) - len(quotes.paired)
        count["wrong content"] += len(quotes.ours) - len(quotes.paired)
        count["right content, wrong speaker"] += len(quotes.paired) - len(quotes.right)
    return ["quotes: " + "; ".join(f"{name} {number}" for name, number in count.items())]
