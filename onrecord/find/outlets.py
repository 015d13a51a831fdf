"""Outlets in a text: whether a mention names a news outlet, and the nouns that introduce one."""

from onrecord.knowledge import Entity, Knowledge
from onrecord.language.doc import Doc
from onrecord.language.gazetteer import gazetteer
from onrecord.values import Mention
from onrecord.words import listed


def outlet_at(doc: Doc, i: int, knowledge: Knowledge) -> Entity | None:
    """The known outlet whose name holds token `i`."""
    name = doc.name_at(i)
    first = name.first if name else i
    if doc.form[first] in '«"„“':
        first += 1
    found = gazetteer(knowledge).longest(doc, first)
    return found[1] if found and found[0] > i and found[1].kind == "outlet" else None


def is_outlet(doc: Doc, mention: Mention, knowledge: Knowledge) -> bool:
    """Whether a mention is a news outlet: by the tables, or by the noun before it ("агентство", "газета")."""
    head = mention.head
    if doc.lemma[head] in listed("outlets", "outlet"):
        return not _other_agency(doc, doc.lemma[head])
    entity = outlet_at(doc, head, knowledge)
    if entity is not None:
        return entity.type not in ("press-service", "ministry", "social")
    above = doc.head[head]
    if above >= 0 and any(doc.lemma[k] in listed("outlets", "other") for k in doc.children(above, "amod")):
        return False
    return (
        mention.how == "name"
        and above >= 0
        and doc.lemma[above] in listed("outlets", "outlet")
        and doc.is_rel(head, "appos", "flat", "nmod")
    )


def _other_agency(doc: Doc, lemma: str) -> bool:
    """Whether the article's "агентство" is no news agency but, say, a rating agency."""
    return any(
        doc.lemma[k] in listed("outlets", "other") for i in doc.index.get(lemma, ()) for k in doc.children(i, "amod")
    )
