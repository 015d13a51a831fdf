"""Positions: who supports, opposes, is concerned about or calls for what, by rules and by what was learned."""

from onrecord.find.context import Context
from onrecord.find.positions.learned import opinion_model
from onrecord.find.positions.rules import by_rules
from onrecord.language.doc import Doc
from onrecord.values import Mention, Position

NEEDS = ("quotes",)


def find(doc: Doc, seen: Context) -> list[Position[Mention]]:
    """The article's positions in text order; of one target in one sentence the rules' word goes first."""
    found = by_rules(doc, seen)
    for position in opinion_model(doc):
        same = (p for p in found if p.evidence == position.evidence)
        if not any(p.target_text.overlaps(position.target_text) for p in same):
            found.append(position)
    return sorted(found, key=lambda p: (p.expression, p.target_text))
