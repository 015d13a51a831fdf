"""Meant: which country or organisation the article means where a post says "страны", "компании" or nothing."""

from collections.abc import Iterator
from itertools import pairwise

from onrecord.find.grammar.mentions import of_name
from onrecord.find.grammar.places import demonym
from onrecord.knowledge import Knowledge
from onrecord.language.declension import nominatives
from onrecord.language.doc import Doc, Name
from onrecord.language.gazetteer import gazetteer
from onrecord.language.morph import fold
from onrecord.values import Mention
from onrecord.words import listed

_LAST_PARTS = tuple(listed("seats", "ending"))
OWNED = {"ее": ("Fem",), "её": ("Fem",), "его": ("Masc", "Neut")}  # possessive -> genders of whose it is
_SHORTEST = 5  # letters
_PART = 2  # letters of a part, at the least
_CLEARLY = 2  # times as often
_INITIALS = 2  # letters


def surnames(doc: Doc, person: Mention) -> set[str]:
    """Folded nominatives that the last word of a person's name may have."""
    last = doc.token_at(person.end - 1) or person.head
    return {fold(form) for form in nominatives(doc.form[last])}


def of_what(doc: Doc, knowledge: Knowledge, of: Mention | None, country_at: int | None) -> Mention | None:
    """What a post is of, once bare nouns are read; `country_at` is the post's token where it says "страны"."""
    if of is None:
        return None if country_at is None else country_before(doc, knowledge, country_at)
    if of.how == "name" and _short_name(doc, of) and gazetteer(knowledge).longest(doc, of.head) is None:
        return _introduced_before(doc, of) or of
    if bare(doc, of):
        return _introduced_before(doc, of) or of
    return of


def names_any(doc: Doc, of: Mention) -> bool:
    """Whether a proper name tells an organisation, alone or among other words: "сборной Тарузии"."""
    first, last = doc.token_at(of.start) or 0, doc.token_at(of.end - 1) or 0
    return of.how == "name" or any(doc.name_at(k) for k in range(first, last + 1))


def bare(doc: Doc, of: Mention) -> bool:
    """Whether an organisation is told by one noun that says nothing of its own: "партии", "указанной партии"."""
    first, last = doc.token_at(of.start) or 0, doc.token_at(of.end - 1) or 0
    if of.how != "role" or doc.pos[of.head] == "ADJ":
        return False
    return last == of.head and all(
        doc.pos[k] == "DET" or doc.lemma[k] in listed("seats", "pointing") for k in range(first, last)
    )


def _introduced_before(doc: Doc, of: Mention) -> Mention | None:
    """The organisation that the noun introduced most often before: "партия «Рассвет» ... председатель партии"."""
    found: dict[str, list[Mention]] = {}
    for i in doc.index.get(doc.lemma[of.head], ()):
        name = next((n for k in (i + 1, i + 2) if k < len(doc) and (n := doc.name_at(k)) and n.kind == "ORG"), None)
        if i < of.head and name and doc.sent[name.first] == doc.sent[i]:
            found.setdefault(doc.lemma[name.first], []).append(of_name(doc, name))
    if found:
        return max(found.values(), key=lambda mentions: (len(mentions), mentions[-1].start))[-1]
    noun = doc.lemma[of.head]
    named = [n for n in doc.names if n.kind == "ORG" and n.first < of.head and _stands_for(noun, doc, n)]
    return of_name(doc, named[-1]) if named else of if _shortened(noun) else None


def _short_name(doc: Doc, of: Mention) -> bool:
    """Whether an organisation's name is but a common noun or an abbreviation of one: "Дума", "Госсовет"."""
    alone = doc.token_at(of.start) == doc.token_at(of.end - 1)
    return alone and (doc.lemma[of.head] in listed("seats", "body") or _shortened(doc.lemma[of.head]))


def _shortened(noun: str) -> bool:
    """Whether a noun is put together of the beginnings of others, and so names a body of its own: "избирком"."""
    return len(noun) > _SHORTEST and noun.endswith(_LAST_PARTS)


def _stands_for(noun: str, doc: Doc, name: Name) -> bool:
    """Whether a noun is a word of a name, or the beginnings of its words: "избирком", "Избирательная комиссия"."""
    words = [doc.lemma[i] for i in range(name.first, name.last)]
    if any(word.endswith(noun) for word in words):
        return len(words) > 1 or words[0] != noun
    parts = [(noun[:k], noun[k:]) for k in range(_PART, len(noun) - _PART + 1)]
    return any(a.startswith(start) and b.startswith(end) for a, b in pairwise(words) for start, end in parts)


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


def country_meant(doc: Doc, knowledge: Knowledge) -> Mention | None:
    """The country that an article is about without doubt: named more than once, and twice as often as any other."""
    found: dict[str, list[Mention]] = {}
    for iso, mention in _countries(doc, knowledge):
        found.setdefault(iso, []).append(mention)
    first, *others = sorted(found.values(), key=len, reverse=True) or [[]]
    doubtless = len(first) > 1 and all(len(first) >= _CLEARLY * len(other) for other in others)
    return next((m for m in first if not _within(doc, m)), None) if doubtless else None


def owner_before(doc: Doc, whose: int) -> Mention | None:
    """The last organisation before a possessive, in its sentence or the one before: "«Рассвет» ... её директор"."""
    first = doc.sents[max(doc.sent[whose] - 1, 0)][0]
    for k in range(whose - 1, first - 1, -1):
        name = doc.name_at(k)
        body = name is not None and name.kind == "ORG" and name.first == k
        if not body and (name or doc.pos[k] != "NOUN" or doc.lemma[k] not in listed("seats", "body", "unit")):
            continue
        noun = k - 1 - (doc.form[k - 1] in '«"“„') if body and k > 1 else k
        gender = doc.feat(noun if doc.lemma[noun] in listed("seats", "body") else k, "Gender")
        if gender in OWNED[doc.form[whose].lower()] and doc.feat(k, "Number") != "Plur":
            return of_name(doc, name) if name else Mention(doc.start[k], doc.end[k], k, "role")
    return None


def place_meant(doc: Doc, knowledge: Knowledge, noun: str) -> Mention | None:
    """The one city that a mayor may be of, the one region that a governor may be of, among those that a text names."""
    if noun not in listed("seats", "of city", "of region"):
        return None
    found: dict[str, Mention] = {}
    for name in (name for name in doc.names if name.kind == "LOC"):
        words = doc.lemma[name.first : name.last]
        city = (known := gazetteer(knowledge).longest(doc, name.first)) is not None and known[1].kind in (
            "city",
            "capital",
        )
        region = any(word in listed("seats", "area") for word in words) and len(words) > 1
        if (city and noun in listed("seats", "of city")) or (region and noun in listed("seats", "of region")):
            found.setdefault(" ".join(words), of_name(doc, name))
    return next(iter(found.values())) if len(found) == 1 else None


def place_of(doc: Doc, knowledge: Knowledge, iso: str) -> Mention | None:
    """The first place where the article names a country."""
    found = [mention for country, mention in _countries(doc, knowledge) if country == iso]
    return next((mention for mention in found if not _within(doc, mention)), next(iter(found), None))


def _within(doc: Doc, place: Mention) -> bool:
    """Whether a place's name goes on in brackets, as that of the organisation which it ends: "партия Тарузии (ПТ)"."""
    return "(" in doc.form[doc.token_at(place.start) or 0 : (doc.token_at(place.end - 1) or 0) + 1]


def keys_of(doc: Doc, knowledge: Knowledge, of: Mention) -> set[str]:
    """What a country or an organisation may be known by: its entity, its country, its words."""
    first = doc.token_at(of.start) or of.head
    last = (doc.token_at(of.end - 1) or of.head) + 1
    found = gazetteer(knowledge).longest(doc, first)
    keys = {" ".join(doc.lemma[first:last])}
    if found:
        keys.add(f"country:{found[1].country}" if found[1].kind == "country" else found[1].id)
    keys |= {word for word in doc.form[first:last] if word.isupper() and len(word) > _INITIALS}
    iso = demonym(doc, of.head, knowledge)
    return keys | {f"country:{iso}"} if iso else keys
