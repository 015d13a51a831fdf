"""Doc -> findings: one finder a kind of fact, each an ordered list of small named rules that start from cues."""

from importlib import import_module

import msgspec

from onrecord.find.confidence import rating
from onrecord.find.context import Context
from onrecord.knowledge import Knowledge
from onrecord.language.doc import Doc
from onrecord.values import Article, Fact, Facts, Mention

# Layer by layer, in the order in which they need each other (a finder's NEEDS names the layers it reads).
FINDERS = ("offices", "relays", "quotes", "meetings", "aid", "commitments", "positions", "references", "topics")


def find(doc: Doc, article: Article, knowledge: Knowledge) -> Facts[Mention]:
    """Every finding of the article, with how often its rule was right; parties are mentions."""
    facts: Facts[Mention] = Facts()
    for layer in FINDERS:
        finder = import_module(f"onrecord.find.{layer}")
        found = finder.find(doc, Context(article, knowledge, facts))
        facts = msgspec.structs.replace(facts, **{layer: tuple(_rated(layer, fact) for fact in found)})
    return facts


def _rated(layer: str, fact: Fact) -> Fact:
    rated = rating(layer, fact.rule)
    if rated is None:
        return fact
    return msgspec.structs.replace(fact, confidence=rated.confidence, support=rated.found)
