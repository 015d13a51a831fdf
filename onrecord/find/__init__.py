"""Doc -> findings: one finder a kind of fact, each an ordered list of small named rules that start from cues."""

from importlib import import_module

import msgspec

from onrecord.find.confidence import confidence
from onrecord.find.context import Context
from onrecord.knowledge import Knowledge
from onrecord.language.doc import Doc
from onrecord.values import Article, Facts, Mention

# Layer by layer, in the order in which they need each other (a finder's NEEDS names the layers it reads).
FINDERS = ("offices", "relays", "quotes", "meetings", "aid", "commitments", "positions", "references", "topics")


def find(doc: Doc, article: Article, knowledge: Knowledge) -> Facts[Mention]:
    """Every finding of the article; parties are mentions, `confidence` is the measured precision of each rule."""
    facts: Facts[Mention] = Facts()
    for layer in FINDERS:
        finder = import_module(f"onrecord.find.{layer}")
        found = finder.find(doc, Context(article, knowledge, facts))
        rated = tuple(msgspec.structs.replace(fact, confidence=confidence(layer, fact.rule)) for fact in found)
        facts = msgspec.structs.replace(facts, **{layer: rated})
    return facts
