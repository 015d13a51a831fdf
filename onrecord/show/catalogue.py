"""The list of rules: what each looks for, with an example, and how often it was right."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.find.confidence import rating
from onrecord.find.rules import rules
from onrecord.show.cast import rated

COLUMNS = ("layer", "rule", "confidence", "support", "right", "about", "example")


def rows(layer: str | None = None) -> Iterator[dict[str, Any]]:
    """A row for each rule; the numbers are None for a layer that no gold measures."""
    for rule in rules(layer):
        measured = rating(rule.layer, rule.name)
        yield {
            "layer": rule.layer,
            "rule": rule.name,
            "confidence": measured and measured.confidence,
            "support": measured and measured.found,
            "right": measured and measured.right,
            "about": rule.about,
            "example": rule.example,
        }


def entry(row: dict[str, Any]) -> Iterator[RenderableType]:
    """One rule for people: "quotes · that_clause · 68%, n=35", what it looks for, an example."""
    measured = rated(row["confidence"], row["support"], "en") or " · not measured"
    yield Text.assemble(f"{row['layer']} · ", (row["rule"], "bold"), (measured, "dim"))
    yield Padding(Text(row["about"]), (0, 0, 0, 2))
    yield Padding(Text(row["example"], "dim italic"), (0, 0, 0, 4))
    yield Text()
