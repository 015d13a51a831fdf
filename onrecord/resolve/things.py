"""Organisations and places: names of one thing joined, linked to the knowledge tables, put into the nominative."""

import re

from onrecord.find.grammar.mentions import agrees, of_name
from onrecord.knowledge import Entity, Knowledge
from onrecord.language.declension import nominatives
from onrecord.language.doc import Doc, Name
from onrecord.language.gazetteer import gazetteer
from onrecord.language.morph import fold
from onrecord.language.nominative import nominative
from onrecord.resolve.abbreviations import abbreviates
from onrecord.resolve.cast import Cast, Draft
from onrecord.resolve.national import country_of_adjective, key_of, national
from onrecord.values import ActorKind, Mention

Known = dict[tuple[ActorKind, str], Draft]  # kind and key of a name -> whom it names
_IN_BRACKETS = re.compile(r"([^()]+?) \(([^()\s]+)(?:\)((?: [^()]+)?))?")  # the tagger may leave ")" outside
_CAPITALS = 2  # of an abbreviation, at the least
_KIND: dict[str, ActorKind] = {"ORG": "organisation", "LOC": "place"}


def cast_things(doc: Doc, cast: Cast, knowledge: Knowledge) -> None:
    """Enter every organisation and place that the article names."""
    known: Known = {}
    last_end = -1
    for name in doc.names:
        if name.kind == "PER" or doc.end[name.first] <= last_end:
            if name.kind == "LOC":
                _cast_name(doc, cast, knowledge, name, known)
            continue
        last_end = _cast_name(doc, cast, knowledge, name, known).end
    _join_forms(doc, cast)
    _join_parts(cast)


def _cast_name(doc: Doc, cast: Cast, knowledge: Knowledge, name: Name, known: Known) -> Mention:
    mention, kind = of_name(doc, name), _KIND[name.kind]
    first, last = doc.token_at(mention.start), doc.token_at(mention.end - 1)
    words, short = unbracketed(
        nominative(doc, name.first if first is None else first, name.last if last is None else last + 1, mention.head)
    )
    entity = _entity(doc, name, mention, knowledge)
    draft = entity and cast.entity(entity.id)
    whole = _with_country(doc, name, words, knowledge)
    draft = draft or known.get((kind, key_of(whole, knowledge))) or _bracketed(doc, cast, name)
    if draft is None:
        draft = cast.add(Draft(kind, whole))
    if entity and draft.entity is None:
        draft.entity = entity
        draft.kind = "place" if entity.kind in ("country", "capital", "city") else "organisation"
        draft.name = _canonical(entity, words)
    for called in (words, whole, draft.name, *short):
        known.setdefault((draft.kind, key_of(called, knowledge)), draft)
    cast.assign(mention, draft, words)
    draft.names.update(short)
    return mention


def unbracketed(name: str) -> tuple[str, tuple[str, ...]]:
    """An organisation's name without the shorter one in its brackets, and that one.

    >>> unbracketed("Совет добрососедства (СД) Тарузии")
    ('Совет добрососедства Тарузии', ('СД Тарузии',))
    """
    found = _IN_BRACKETS.fullmatch(name)
    if found is None or sum(letter.isupper() for letter in found[2]) < _CAPITALS:
        return name, ()  # "«Волна» (Приморск)"
    rest = found[3] or ""
    return found[1] + rest, (found[2] + rest,)


def _canonical(entity: Entity, words: str) -> str:
    """The text's own name where the tables know it, spelt as there where a dateline has capitals; else the tables'."""
    same = [name for name in entity.names if fold(name) == fold(words)]
    if not same or entity.kind == "country":
        return entity.name
    return same[0] if words.isupper() and words not in same else words


def _entity(doc: Doc, name: Name, mention: Mention, knowledge: Knowledge) -> Entity | None:
    """The known entity that the name is; an organ may be followed by its parent's name ("... ОДКБ")."""
    first = name.first + (doc.form[name.first] in '«"„“')
    found = gazetteer(knowledge).longest(doc, first)
    if found is None:
        return None
    last, entity = found
    end = mention.end - (doc.text[mention.end - 1] in '»"”')
    if doc.end[last - 1] >= end:
        return entity
    rest = gazetteer(knowledge).longest(doc, last)
    if rest and doc.end[rest[0] - 1] >= end:
        body = knowledge.bodies.get(entity.id.removeprefix("body:"), {})
        if rest[1].id == f"body:{body.get('parent')}" or (rest[1].country == entity.country and entity.kind == "body"):
            return entity
    return None


def _with_country(doc: Doc, name: Name, words: str, knowledge: Knowledge) -> str:
    """An organisation's name with the country that an adjective before it gives: "тарузийский МИД" -> "МИД Тарузии"."""
    before = name.first - 1
    if name.kind != "ORG" or before < 0 or name.last - name.first > 1:
        return words
    country = country_of_adjective(doc, before, knowledge)
    return national(words, country) if country and agrees(doc, before, name.first) else words


def _bracketed(doc: Doc, cast: Cast, name: Name) -> Draft | None:
    """The actor whose name stands right before this one in brackets: "Форум стран (ФС)"."""
    before = name.first - 2
    if before < 0 or doc.form[name.first - 1] != "(" or name.last >= len(doc) or doc.form[name.last] != ")":
        return None
    return next(
        (draft for (_, end), draft in cast.of.items() if end == doc.end[before] and draft.kind == "organisation"), None
    )


def _join_forms(doc: Doc, cast: Cast) -> None:
    """Give a name of one word in an oblique case to the one organisation that the article names so: "Автодора"."""
    alone = [draft for draft in cast.kinds("organisation") if draft.name.isalpha()]
    whole = {fold(draft.name): draft for draft in alone if not draft.name.endswith(tuple("аеиоуыэюя"))}
    for draft in alone:
        forms = {doc.form[mention.head] for mention in draft.mentions.values()}
        if draft.entity or any(form.isupper() for form in forms):
            continue
        meant = set.intersection(*({fold(n) for n in nominatives(form) if n != form} for form in forms))
        others = [whole[name] for name in meant & whole.keys() if whole[name] is not draft]
        if len(others) == 1:
            merge(cast, draft, others[0])


def _join_parts(cast: Cast) -> None:
    """Give a short name to the one organisation that it may mean: "МВД" to "МВД Киргизии", "ЦИК" to what it spells."""
    opening = {id(draft): _opening(draft) for draft in cast.kinds("organisation")}
    for short in list(cast.kinds("organisation")):
        alike = (d for d in cast.kinds("organisation") if not opening[id(short)].isdisjoint(opening[id(d)]))
        longer = [d for d in alike if d is not short and _shortens(short, d)]
        if len(longer) == 1:
            merge(cast, short, longer[0])


def _opening(draft: Draft) -> set[str]:
    """The first letters of an actor's names: a short name opens with the letter of the long one."""
    return {fold(name.lstrip('«"„'))[:1] for name in (draft.name, *draft.names)}


def _shortens(short: Draft, full: Draft) -> bool:
    if short.entity and full.entity:
        return False  # the tables tell them apart
    if short.entity is None and fold(full.name).startswith(fold(short.name) + " "):
        return True
    return any(abbreviates(a, b) for a in (short.name, *short.names) for b in (full.name, *full.names))


def merge(cast: Cast, loser: Draft, winner: Draft) -> None:
    """Move every mention and name of `loser` to `winner`."""
    winner.names.update(loser.names)
    winner.entity = winner.entity or loser.entity
    for key, mention in loser.mentions.items():
        winner.add(mention)
        cast.of[key] = winner
    cast.drafts.remove(loser)
