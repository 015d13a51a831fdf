"""Descriptions: the nouns and countries that stand beside persons' names, "канадец Бен Тил", "Бен Тил, боксер"."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from onrecord.knowledge import Knowledge
from onrecord.knowledge.tables import several
from onrecord.language.doc import Doc
from onrecord.language.morph import fold
from onrecord.resolve.cast import Draft
from onrecord.resolve.national import country_of_adjective


class Description(Struct):
    """What stands with a person's names: nouns, and the countries (ISO codes) that adjectives and nouns give."""

    nouns: set[str]
    countries: set[str]


def descriptions(doc: Doc, persons: Iterator[Draft], knowledge: Knowledge) -> dict[Draft, Description]:
    """What the text says beside the names of its persons."""
    found: dict[Draft, Description] = {}
    for draft in persons:
        said = Description(set(), set())
        for noun in {k for m in draft.mentions.values() if m.how == "name" for k in _beside(doc, m.head)}:
            said.nouns.add(doc.lemma[noun])
            of = [country_of_adjective(doc, k, knowledge) for k in doc.children(noun, "amod")]
            codes = {people_of(knowledge).get(doc.lemma[noun]), *(country.country for country in of if country)}
            said.countries |= {code for code in codes if code}
        if said.nouns:
            found[draft] = said
    return found


def _beside(doc: Doc, head: int) -> Iterator[int]:
    """The nouns in apposition to a name: "боксер | Бен Тил", "Бен Тил, | боксер"."""
    above = doc.head[head]
    if above >= 0 and doc.is_rel(head, "appos", "flat", "nmod") and _somebody(doc, above) and head - above < 6:
        yield above
    yield from (k for k in doc.children(head, "appos") if _somebody(doc, k))


def _somebody(doc: Doc, i: int) -> bool:
    return doc.pos[i] == "NOUN" and doc.feat(i, "Animacy") == "Anim" and doc.feat(i, "Number") != "Plur"


@cache
def people_of(knowledge: Knowledge) -> dict[str, str]:
    """The ISO code of a country by what its people are called: {"тарузиец": "TZ"}."""
    rows = knowledge.countries.items()
    return {fold(person): code for code, row in rows for person in several(row["ru_person"])}
