"""Meant: which country or organisation the article means where a post says "страны", "компании" or nothing."""

from collections.abc import Iterator

from onrecord.find.grammar.mentions import of_name
from onrecord.find.grammar.seat import demonym
from onrecord.knowledge import Knowledge
from onrecord.language.declension import nominatives
from onrecord.language.doc import Doc
from onrecord.language.gazetteer import gazetteer
from onrecord.language.morph import fold
from onrecord.values import Mention

_POINTING = {"указанный", "указать", "данный", "этот", "тот", "весь", "сам", "свой"}


def surnames(doc: Doc, person: Mention) -> set[str]:
    """Folded nominatives that the last word of a person's name may have."""
    last = doc.token_at(person.end - 1) or person.head
    return {fold(form) for form in nominatives(doc.form[last])}


def of_what(doc: Doc, knowledge: Knowledge, of: Mention | None, country_at: int | None) -> Mention | None:
    """What a post is of, once bare nouns are read; `country_at` is the post's token where it says "страны"."""
    if of is None:
        return None if country_at is None else country_before(doc, knowledge, country_at)
    if of.how == "role" and doc.pos[of.head] != "ADJ" and _bare(doc, of):
        return _introduced_before(doc, of)
    return of


def _bare(doc: Doc, of: Mention) -> bool:
    """Whether an organisation is told by one noun that says nothing of its own: "партии", "указанной партии"."""
    first, last = doc.token_at(of.start) or 0, doc.token_at(of.end - 1) or 0
    return last == of.head and all(doc.pos[k] == "DET" or doc.lemma[k] in _POINTING for k in range(first, last))


def _introduced_before(doc: Doc, of: Mention) -> Mention | None:
    """The organisation that the noun introduced most often before: "партия «Рассвет» ... председатель партии"."""
    found: dict[str, list[Mention]] = {}
    for i in doc.index.get(doc.lemma[of.head], ()):
        name = next((n for k in (i + 1, i + 2) if k < len(doc) and (n := doc.name_at(k)) and n.kind == "ORG"), None)
        if i < of.head and name and doc.sent[name.first] == doc.sent[i]:
            found.setdefault(doc.lemma[name.first], []).append(of_name(doc, name))
    return max(found.values(), key=lambda mentions: (len(mentions), mentions[-1].start))[-1] if found else None


def _countries(doc: Doc, knowledge: Knowledge) -> Iterator[tuple[str, Mention]]:
    """Every mention of a country, by name or by adjective, in text order: (ISO 3166-1 alpha-2, mention)."""
    for name in doc.names:
        found = gazetteer(knowledge).longest(doc, name.first) if name.kind == "LOC" else None
        if found and found[1].kind == "country" and found[1].country:
            yield found[1].country, of_name(doc, name)
    for i, pos in enumerate(doc.pos):
        iso = demonym(doc, i, knowledge) if pos == "ADJ" and doc.name_at(i) is None else None
        if iso:
            yield iso, Mention(doc.start[i], doc.end[i], i, "role")


def country_before(doc: Doc, knowledge: Knowledge, i: int) -> Mention | None:
    """The country that the article names most often before token `i`."""
    found: dict[str, list[Mention]] = {}
    for iso, mention in _countries(doc, knowledge):
        if mention.head < i:
            found.setdefault(iso, []).append(mention)
    return max(found.values(), key=lambda m: (len(m), m[-1].start))[-1] if found else None


def place_of(doc: Doc, knowledge: Knowledge, iso: str) -> Mention | None:
    """The first place where the article names a country."""
    return next((mention for country, mention in _countries(doc, knowledge) if country == iso), None)


def keys_of(doc: Doc, knowledge: Knowledge, of: Mention) -> set[str]:
    """What a country or an organisation may be known by: its entity, its country, its words."""
    first = doc.token_at(of.start) or of.head
    last = (doc.token_at(of.end - 1) or of.head) + 1
    found = gazetteer(knowledge).longest(doc, first)
    keys = {" ".join(doc.lemma[first:last])}
    if found:
        keys.add(f"country:{found[1].country}" if found[1].kind == "country" else found[1].id)
    iso = demonym(doc, of.head, knowledge)
    return keys | {f"country:{iso}"} if iso else keys
