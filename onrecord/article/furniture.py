"""Furniture: the lines of a page that serve the page and not the story, told by furniture.tsv.

A row's pattern has to cover a whole line (or a run of short lines). `where` says where such a line is furniture:
"any" place, the "edge"s of the text (head or foot), only its "head" or only its "foot".
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct

from onrecord.article.times import PATTERN, STAMP
from onrecord.knowledge.tables import parse

LONGEST = 320  # characters; no furniture of the table is longer
_SHORT = 70  # lines of a run that stands for one line
_NAMED = {
    "{date}": PATTERN,
    "{stamp}": STAMP,
    "{domain}": r"(?:www\.)?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:[a-z]{2,10}|рф|қаз)",
    "{number}": r"\d{1,3}(?:[\s\u00a0.,]\d{3})+|\d+(?:[.,]\d)?\s?[kк]?",
    "{weekday}": r"(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?",
}
_PLACES = {"any": ("any", "head", "foot"), "edge": ("head", "foot"), "head": ("head",), "foot": ("foot",)}


class Rule(Struct, frozen=True):
    """A row of furniture.tsv."""

    kind: str
    where: str
    pattern: re.Pattern[str]
    example: str


class Furniture(Struct, frozen=True):
    """So many lines are furniture of a kind; `said` holds what they tell of the article: views, credit, date ..."""

    lines: int
    kind: str
    said: dict[str, str]


@cache
def rules() -> tuple[Rule, ...]:
    """The table's rows in its order."""
    text = files("onrecord.article").joinpath("furniture.tsv").read_text(encoding="utf-8")
    found = []
    for row in parse(text, "furniture.tsv"):
        pattern = row["pattern"]
        for name, written in _NAMED.items():
            pattern = pattern.replace(name, f"(?:{written})")
        found.append(Rule(row["kind"], row["where"], re.compile(pattern, re.IGNORECASE), row["example"]))
    return tuple(found)


@cache
def _rules_at(place: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules() if place in _PLACES[rule.where])


def furniture(lines: Sequence[str], place: str) -> Furniture | None:
    """Whether the first of `lines`, alone or with up to three that follow it, is furniture at a place.

    `place` is "head", "foot" or "any" (the middle of the text).
    """
    for count in (4, 3, 2):
        run = [line.strip() for line in lines[:count]]
        if len(run) < count or not all(run) or max(map(len, run)) > _SHORT:
            continue
        found = _match(" ".join(run), place, count)
        alone = (_match(line, place, 1) for line in run[1:]) if found else ()
        if found and all(other is None or other.kind == found.kind for other in alone):
            return found
    return _match(lines[0].strip(), place, 1) if lines else None


def _match(line: str, place: str, count: int) -> Furniture | None:
    if not line or len(line) > LONGEST:
        return None
    for rule in _rules_at(place):
        if match := rule.pattern.fullmatch(line):
            return Furniture(count, rule.kind, {k: v.strip() for k, v in match.groupdict().items() if v})
    return None


def is_furniture(line: str) -> bool:
    """Whether a line is furniture wherever it stands."""
    return furniture([line], "any") is not None


def views_of(number: str) -> int | None:
    """A counter's number: "1 550" gives 1550, "1,2K" gives 1200."""
    thousands = re.fullmatch(r"(\d+)[.,](\d)\s?[kк]", number, re.IGNORECASE)
    if thousands:
        return int(thousands[1]) * 1000 + int(thousands[2]) * 100
    digits = re.sub(r"\D", "", number)
    return int(digits) * (1000 if number[-1:].lower() in "kк" else 1) if 0 < len(digits) <= 12 else None
