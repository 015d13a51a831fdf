"""Places: adjectives that name a country or a place: "тарузский президент", "приморский мэр"."""

from functools import cache

from onrecord.knowledge import Entity, Knowledge
from onrecord.knowledge.tables import several
from onrecord.language.doc import Doc
from onrecord.language.morph import fold
from onrecord.values import Mention
from onrecord.words import listed

_ENDS = ("ский", "ской", "цкий")
_WHOLE = ("ий", "ский", "ийский")  # what completes the first half of "тарузско-элландский", "ирано-иракский"
_KINDS = ("ческий", "стский")  # of views and trades, not of places


@cache
def _demonyms(knowledge: Knowledge) -> dict[str, str]:
    return {fold(a): row["iso2"] for row in knowledge.countries.values() for a in several(row["ru_adj"])}


def demonym(doc: Doc, i: int, knowledge: Knowledge) -> str | None:
    """The country (ISO 3166-1 alpha-2) that an adjective names."""
    return _demonyms(knowledge).get(doc.lemma[i]) if doc.pos[i] == "ADJ" else None


@cache
def _sides(knowledge: Knowledge) -> dict[str, Entity]:
    """Countries and bodies by their names and, for countries, by their adjectives."""
    known = [entity for entity in knowledge.entities.values() if entity.kind in ("country", "body")]
    named = {fold(name): entity for entity in known for name in entity.names}
    codes = _demonyms(knowledge).items()
    return {**named, **{adjective: knowledge.entities[f"country:{code}"] for adjective, code in codes}}


def halves(doc: Doc, i: int, knowledge: Knowledge) -> list[tuple[Mention, Entity]]:
    """The sides that a word joins with a hyphen, each with its place: "тарузско-элландский", "Тарузия-Элландия"."""
    describes = doc.pos[i] == "ADJ" or doc.is_rel(i, "amod")
    words = (doc.lemma[i] if describes else doc.form[i]).split("-")
    parts = doc.form[i].split("-")
    if len(words) < 2 or len(parts) != len(words):
        return []
    found, at = [], doc.start[i]
    for word, part in zip(words, parts, strict=True):
        side = _side(fold(word), knowledge)
        if side is None:
            return []
        found.append((Mention(at, at + len(part), i, "role" if describes else "name"), side))
        at += len(part) + 1
    return found


def _side(word: str, knowledge: Knowledge) -> Entity | None:
    endings = _WHOLE if word.endswith("о") else ()
    words = (word, *(word.removesuffix("о") + ending for ending in endings))
    return next((_sides(knowledge)[w] for w in words if w in _sides(knowledge)), None)


def of_place(doc: Doc, i: int, noun: str) -> bool:
    """Whether an adjective before the noun of a local post says where: "подмосковный губернатор", "приморский мэр"."""
    if noun not in listed("seats", "of city", "of region") or doc.pos[i] != "ADJ":
        return False
    place = doc.lemma[i].endswith(_ENDS) and not doc.lemma[i].endswith(_KINDS)
    return (place or doc.lemma[i] in listed("seats", "nearby")) and doc.lemma[i] not in listed("seats", "placeless")
