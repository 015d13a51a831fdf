"""Outlets in a text: whether a mention names a news outlet, and the nouns that introduce one."""

from onrecord.knowledge import Entity, Knowledge
from onrecord.language.doc import Doc
from onrecord.language.gazetteer import gazetteer
from onrecord.values import Mention
from onrecord.words import listed

_TITLE = 8  # tokens: how long a title in marks may be


def outlet_at(doc: Doc, i: int, knowledge: Knowledge) -> Entity | None:
    """The known outlet whose name holds token `i`."""
    name = doc.name_at(i)
    first = name.first if name else i
    last = name.last - 1 if name else min(i + 1, len(doc) - 1)
    while first < last and (doc.form[first] in '«"„“' or doc.lemma[first] in listed("outlets", "outlet")):
        first += 1
    found = gazetteer(knowledge).longest(doc, first)
    if found is None and name is not None and name.kind == "ORG":  # "Русская служба «Голоса Америки»"
        marked = (k + 1 for k in range(first, last) if doc.form[k] in '«"“„')
        found = next(filter(None, (gazetteer(knowledge).longest(doc, k) for k in marked)), None)
    return found[1] if found and found[0] > i and found[1].kind == "outlet" else None


def title_after(doc: Doc, i: int) -> Mention | None:
    """The title in quotation marks right after the noun at token `i`: of a newspaper that no table knows."""
    opens = i + 1
    if opens >= len(doc) or doc.form[opens] not in '«"“„' or doc.sent[opens] != doc.sent[i]:
        return None
    last = doc.sents[doc.sent[i]][1]
    closes = next((k for k in range(opens + 2, min(last, opens + _TITLE)) if doc.form[k] in '»"”'), None)
    if closes is None or not doc.form[opens + 1][0].isupper():
        return None
    return Mention(doc.start[opens + 1], doc.end[closes - 1], opens + 1, "name")


def is_outlet(doc: Doc, mention: Mention, knowledge: Knowledge) -> bool:
    """Whether a mention is a news outlet: by the tables, or by the noun before it ("агентство", "газета")."""
    return _outlet(doc, mention, outlet_at(doc, mention.head, knowledge))


def _outlet(doc: Doc, mention: Mention, entity: Entity | None) -> bool:
    head = mention.head
    if entity is None and doc.lemma[head] in listed("outlets", "outlet", "collective"):
        other = doc.lemma[head] == "агентство" and _other_agency(doc, doc.lemma[head])
        return not other and not _body_called_agency(doc, head)
    if entity is not None:
        return entity.type not in ("press-service", "ministry", "social")
    if _transmits(doc, mention):
        return True
    above = doc.head[head]
    name = doc.name_at(head)
    if name is not None and name.kind == "PER":
        return False
    if above >= 0 and any(doc.lemma[k] in listed("outlets", "other") for k in doc.children(above, "amod")):
        return False
    return (
        mention.how == "name"
        and above >= 0
        and doc.lemma[above] in listed("outlets", "outlet")
        and doc.is_rel(head, "appos", "flat", "nmod")
    )


def publishes(doc: Doc, source: Mention, knowledge: Knowledge) -> bool:
    """Whether a source publishes its news: an outlet, or a press service that the tables know."""
    entity = outlet_at(doc, source.head, knowledge)
    return _outlet(doc, source, entity) or (entity is not None and entity.type == "press-service")


def _body_called_agency(doc: Doc, i: int) -> bool:
    """ "Агентство по страхованию ...": a body's name; no name in marks or in Latin letters follows."""
    name = doc.name_at(i)
    return name is not None and name.last > i + 1 and not (doc.form[i + 1][0] in '«"„“' or doc.form[i + 1].isascii())


def _transmits(doc: Doc, mention: Mention) -> bool:
    """Whether an organisation's name that no table knows closes a sentence as news agencies do: "..., сообщает «X»"."""
    name, verb = doc.name_at(mention.head), doc.head[mention.head]
    if (
        name is None
        or name.kind != "ORG"
        or not 0 < verb <= name.first
        or doc.lemma[verb] not in listed("outlets", "report")
    ):
        return False
    unusual = (
        doc.form[name.first][0] in '«"„“'
        or doc.text[doc.start[name.first] - 1] in '«"„“'
        or doc.form[name.first].isascii()
    )
    return unusual and doc.feat(verb, "Tense") == "Pres" and doc.form[verb - 1] in (",", "как", "Как", "этом")


def _other_agency(doc: Doc, lemma: str) -> bool:
    """Whether the article's "агентство" is no news agency but, say, a rating agency."""
    return any(
        doc.lemma[k] in listed("outlets", "other") for i in doc.index.get(lemma, ()) for k in doc.children(i, "amod")
    )
