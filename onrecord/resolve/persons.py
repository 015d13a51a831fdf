"""Persons: the names of one person in an article joined, and put into the nominative."""

import re
from collections import Counter
from functools import cache

from msgspec import Struct
from rapidfuzz.distance import Levenshtein

from onrecord.find.grammar.mentions import of_name
from onrecord.knowledge import Entity, Knowledge
from onrecord.language.declension import choose, nominatives
from onrecord.language.doc import Doc, Name
from onrecord.language.morph import fold, parses
from onrecord.resolve.cast import Cast, Draft
from onrecord.values import Mention
from onrecord.words import listed

_PATRONYMIC = re.compile(r".+(вич|вна|ична|инична|вича|вичу|вичем|виче|вны|вне|вной|вну|ичны|ичне|ичной|ичну)$")
_SAID_AT_WILL = re.compile(r"^(аль|эль|ад|ас|аш|ан|ат|ар|аз)-(?=\w{3})|-(младший|старший)$")
LONG_ENOUGH = 3  # letters: shorter surnames that differ by one letter are two surnames
_NOT_A_NAME = {".", "«", "»", '"', "(", ")", ","}


class Shape(Struct, frozen=True):
    """A person's name in the text taken apart; forms are folded nominatives that each word may have."""

    mention: Mention
    tokens: tuple[int, ...]
    initials: tuple[str, ...]
    given: frozenset[str]  # of the first word where there are two or more
    surname: frozenset[str]
    parts: frozenset[str]  # of any word


@cache
def _people(knowledge: Knowledge) -> dict[str, Entity]:
    """Folded full name -> the person; names that two persons bear are left out."""
    found: dict[str, Entity | None] = {}
    for entity in knowledge.entities.values():
        if entity.kind == "person":
            for name in entity.names:
                key = fold(name)
                found[key] = entity if found.get(key, entity) == entity else None
    return {key: entity for key, entity in found.items() if entity}


def _shape(doc: Doc, name: Name) -> Shape:
    tokens = [i for i in range(name.first, name.last) if doc.form[i] not in _NOT_A_NAME]
    initials = tuple(fold(doc.form[i]) for i in tokens if len(doc.form[i]) == 1)
    words = [i for i in tokens if len(doc.form[i]) > 1] or tokens
    forms = [frozenset(map(_bare, map(fold, nominatives(doc.form[i])))) for i in words]
    last = -2 if len(words) > 2 and _PATRONYMIC.match(fold(doc.form[words[-1]])) else -1  # "Петров Иван Сергеевич"
    return Shape(
        mention=of_name(doc, name),
        tokens=tuple(words),
        initials=initials,
        given=forms[0] if len(words) > 1 else frozenset(),
        surname=forms[0] if last == -2 else forms[-1],
        parts=frozenset().union(*forms),
    )


def _bare(surname: str) -> str:
    """A surname without what is said or left out at will: "аль-Завахири", "Вэнс-младший"."""
    return _SAID_AT_WILL.sub("", surname)


def cast_persons(doc: Doc, cast: Cast, knowledge: Knowledge) -> None:
    """Enter every person that the article names; longer names first, so that surnames alone find their bearer."""
    shapes = [_shape(doc, name) for name in doc.names if name.kind == "PER"]
    groups: list[list[Shape]] = []
    for shape in sorted(shapes, key=lambda s: (-len(s.tokens), -len(s.initials), s.mention.start)):
        home = _home(shape, groups)
        if home is None:
            groups.append([shape])
        else:
            home.append(shape)
    seen = _seen_nominatives(doc, shapes)
    for group in sorted(groups, key=lambda g: min(s.mention.start for s in g)):
        _enter(doc, cast, group, seen, _people(knowledge))


def _home(shape: Shape, groups: list[list[Shape]]) -> list[Shape] | None:
    """The group whose fullest name the shape may be a shorter or inflected form of; the one met last before it."""
    fits = [group for group in groups if _compatible(shape, group[0])] or _misspelt(shape, groups)
    if not fits:
        return None

    if len(fits) == 1:
        return fits[0]
    at = shape.mention.start

    def nearness(group: list[Shape]) -> tuple[bool, int]:
        before = max((s.mention.start for s in group if s.mention.start <= at), default=-1)
        return (before >= 0, before if before >= 0 else -min(s.mention.start for s in group))

    return max(fits, key=nearness)


def _misspelt(shape: Shape, groups: list[list[Shape]]) -> list[list[Shape]]:
    """The group of a full name from whose surname a surname alone differs by one letter, if there is just one."""
    if len(shape.tokens) > 1 or shape.initials:
        return []
    near = [g for g in groups if len(g[0].tokens) > 1 and _one_letter(shape.surname, g[0].surname)]
    return near if len(near) == 1 else []


def _one_letter(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(
        min(len(a), len(b)) > LONG_ENOUGH and a[0] == b[0] and Levenshtein.distance(a, b, score_cutoff=1) <= 1
        for a in some
        for b in others
    )


def _compatible(short: Shape, full: Shape) -> bool:
    if len(short.tokens) == 1 and not short.initials:
        return bool(short.surname & full.surname) or (len(full.tokens) > 1 and bool(short.surname & full.parts))
    if not short.surname & full.surname:
        return False
    if short.given and full.given:
        return bool(short.given & full.given) or (
            len(full.tokens) > len(short.tokens) and bool(short.given & full.parts)  # "Махди Реза" of "Али Махди Реза"
        )
    letters = {form[0] for form in full.given} or set(full.initials[:1])
    mine = {form[0] for form in short.given} or set(short.initials[:1])
    return not letters or not mine or bool(letters & mine)


def _seen_nominatives(doc: Doc, shapes: list[Shape]) -> Counter[str]:
    """Forms of names that stand in the nominative somewhere in the article."""
    return Counter(fold(doc.form[i]) for shape in shapes for i in shape.tokens if doc.feat(i, "Case") == "Nom")


def _enter(doc: Doc, cast: Cast, group: list[Shape], seen: Counter[str], people: dict[str, Entity]) -> None:
    full = max(group, key=lambda s: (len(s.tokens), doc.feat(s.tokens[-1], "Case") == "Nom", -s.mention.start))
    votes = _votes(group)
    entity = _known(full, people)
    gender = _gender(doc, group)
    if entity:
        words = next(n for n in entity.names if fold(n) in _spellings(full)).split()
    else:
        pool = Counter(seen)
        pool.update({form: 1 for form, count in votes.items() if count == len(group) > 1})
        words = [choose(doc.form[i], doc.feats[i], pool, gender) for i in full.tokens]
    name = " ".join(words) if full.tokens and not full.initials else " ".join([*_initials(full), *words])
    draft = cast.add(Draft("person", entity.name if entity else name))
    draft.entity, draft.gender = entity, gender
    for shape in group:
        short = name if len(shape.tokens) == len(words) else words[-1] if shape.surname & full.surname else words[0]
        cast.assign(shape.mention, draft, short)


def _initials(full: Shape) -> list[str]:
    return [letter.upper() + "." for letter in full.initials]


def _votes(group: list[Shape]) -> Counter[str]:
    """How many mentions each possible surname explains."""
    return Counter(form for shape in group for form in shape.surname)


def _spellings(shape: Shape) -> set[str]:
    """Folded full names that a two-word (or longer) name may be, first word and surname only."""
    return {f"{first} {last}" for first in shape.given for last in shape.surname}


def _known(shape: Shape, people: dict[str, Entity]) -> Entity | None:
    return next((people[s] for s in sorted(_spellings(shape)) if s in people), None)


def _gender(doc: Doc, group: list[Shape]) -> str:
    """The person's gender: by the verbs beside the name, else the first name in the dictionary, else the tagger."""
    verbs = Counter(doc.feat(doc.head[s.mention.head], "Gender") for s in group if _is_subject(doc, s.mention.head))
    for gender, count in verbs.most_common():
        if gender in ("Masc", "Fem") and count > verbs.total() / 2:
            return gender
    if any(_called_a_woman(doc, s.mention.head) for s in group):
        return "Fem"
    counts = Counter(doc.feat(i, "Gender") for shape in group for i in shape.tokens if doc.feat(i, "Gender"))
    for shape in group:
        if len(shape.tokens) > 1:
            genders = {
                p.tag.gender for p in parses(doc.form[shape.tokens[0]]) if "Name" in p.tag.grammemes and p.is_known
            }
            if len(genders) == 1:
                return {"masc": "Masc", "femn": "Fem"}.get(genders.pop() or "", "")
    return max(counts, key=lambda g: counts[g]) if counts else ""


def _called_a_woman(doc: Doc, head: int) -> bool:
    """Whether a noun that only a woman is called stands before a name: "певица Замира"."""
    above = doc.head[head]
    before = 0 <= above < head and doc.is_rel(head, "appos", "flat", "nmod") and doc.feat(above, "Animacy") == "Anim"
    return before and doc.feat(above, "Number") == "Sing" and doc.lemma[above].endswith(tuple(listed("women")))


def _is_subject(doc: Doc, i: int) -> bool:
    return doc.is_rel(i, "nsubj") and doc.head[i] >= 0
