"""National bodies: one key for "МИД Тарузии" and "тарузийский МИД", "МИД РФ" and "МИД России"."""

from functools import cache, lru_cache

from onrecord.knowledge import Entity, Knowledge
from onrecord.knowledge.tables import several
from onrecord.language.doc import Doc
from onrecord.language.morph import fold
from onrecord.language.nominative import genitive


@cache
def _genitives(knowledge: Knowledge) -> dict[str, str]:
    """A country's names as they complete a body's name (folded, in the genitive) -> its ISO code."""
    found: dict[str, str] = {}
    for entity in knowledge.entities.values():
        if entity.kind == "country" and entity.country:
            for name in entity.names:
                found.setdefault(fold(genitive(name)), entity.country)
    return found


@lru_cache(maxsize=20_000)
def key_of(name: str, knowledge: Knowledge) -> str:
    """What two names of one organisation share: the name folded, a country at its end by its code.

    "МИД РФ" and "МИД Российской Федерации" both give "мид @RU".
    """
    words = fold(name).split()
    for n in range(1, len(words)):
        country = _genitives(knowledge).get(" ".join(words[n:]))
        if country:
            return f"{' '.join(words[:n])} @{country}"
    return " ".join(words)


def national(name: str, country: Entity) -> str:
    """The name of a country's body: "правительство" -> "правительство Тарузии"."""
    return f"{name} {genitive(country.name)}"


@cache
def adjectives_of(knowledge: Knowledge) -> dict[str, str]:
    """Lemma of a country's adjective -> the country's entity id ("казахстанский" -> "country:KZ")."""
    return {fold(a): f"country:{row['iso2']}" for row in knowledge.countries.values() for a in several(row["ru_adj"])}


def country_of_adjective(doc: Doc, i: int, knowledge: Knowledge) -> Entity | None:
    """The country that an adjective token names."""
    id = adjectives_of(knowledge).get(doc.lemma[i]) if doc.pos[i] == "ADJ" else None
    return knowledge.entities.get(id) if id else None
