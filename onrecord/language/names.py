"""Proper names: what the tagger found, corrected by the gazetteer and by names found elsewhere in the article."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import cast

from onrecord.knowledge import Entity
from onrecord.language.declension import nominatives
from onrecord.language.doc import Doc, Name, NameKind
from onrecord.language.gazetteer import KINDS, Gazetteer
from onrecord.language.morph import fold, known_parses, parses
from onrecord.words import listed

LONGEST = 4  # tokens of a person's name that the tagger may have cut in two
Marks = dict[int, Name]  # token -> the name it is part of
_OF_THINGS: dict[str, NameKind] = {"Orgn": "ORG", "Geox": "LOC"}  # what a dictionary knows a word to be -> its kind
_NUMBERED = re.compile(r"-\d+$")


def names(doc: Doc, tags: list[str], gazetteer: Gazetteer) -> tuple[Name, ...]:
    """The article's names in text order, none overlapping; `tags` are BIO tags of the tagger, one a token."""
    marks: Marks = {}
    for name in _tagged(doc, tags):
        _put(marks, name)
    _without_posts(doc, marks)
    _without_openers(doc, marks)
    _whole_people(doc, marks)
    _two_people(doc, marks)
    _with_initials(doc, marks)
    _known(doc, marks, gazetteer)
    _met_elsewhere(doc, marks)
    return tuple(sorted(set(marks.values())))


def _put(marks: Marks, name: Name) -> None:
    """Write a name over whatever it overlaps."""
    for i in range(name.first, name.last):
        old = marks.get(i)
        if old is not None:
            for k in range(old.first, old.last):
                marks.pop(k, None)
    for i in range(name.first, name.last):
        marks[i] = name


def _tagged(doc: Doc, tags: list[str]) -> Iterable[Name]:
    first = 0
    for i, tag in enumerate([*tags, "O"]):
        inside = tag[:1] == "I" and i > first and tags[first][2:] == tag[2:] and doc.sent[i] == doc.sent[first]
        if not inside:
            if i > first and tags[first] != "O":
                yield Name(first, i, cast(NameKind, tags[first][2:]))
            first = i


def _without_posts(doc: Doc, marks: Marks) -> None:
    """Unmark a post ("Президент") or a verb that the tagger took for a person's name because of its capital."""
    for name in sorted(set(marks.values())):
        alone = name.kind == "PER" and name.last - name.first == 1
        if alone and (doc.lemma[name.first] in listed("posts") or doc.pos[name.first] in ("VERB", "ADV", "ADP")):
            marks.pop(name.first)


def _without_openers(doc: Doc, marks: Marks) -> None:
    """Unmark what only its capital made a person: "Постаралась" where a sentence opens, "Топ-10"; "Госсовет" is a body.

    Left as it is where it is a name elsewhere in the article too.
    """
    alone = {name for name in marks.values() if name.kind == "PER" and name.last - name.first == 1}
    for name in sorted(alone):
        i, form = name.first, doc.form[name.first]
        codes = [p.tag.grammemes for p in known_parses(form)]
        kind = next((_OF_THINGS[code] for code in _OF_THINGS if codes and all(code in c for c in codes)), None)
        if kind is not None and not any(_in_full(marks, k) for k in _elsewhere(doc, i)):
            _put(marks, Name(i, i + 1, kind))
        elif _NUMBERED.search(form) or (_common_word(doc, i) and not _known_as_name(doc, marks, i)):
            marks.pop(i)


def _known_as_name(doc: Doc, marks: Marks, i: int) -> bool:
    """Whether more than its capital makes a word a name.

    It has its capital inside a sentence or in a longer name somewhere else, or, the word for a thing, does what people
    do: "Береста написала".
    """
    thing = all("inan" in p.tag.grammemes for p in known_parses(doc.form[i]))
    acts = thing and doc.is_rel(i, "nsubj") and doc.pos[i] == "PROPN"
    return acts or any(not _opens(doc, k) or _in_full(marks, k) for k in _elsewhere(doc, i))


def _elsewhere(doc: Doc, i: int) -> Iterator[int]:
    """The other tokens with a capital that may be forms of the same name."""
    forms = {fold(form) for form in nominatives(doc.form[i])}
    for k, form in enumerate(doc.form):
        if k != i and form[0].isupper() and not forms.isdisjoint(map(fold, nominatives(form))):
            yield k


def _in_full(marks: Marks, i: int) -> bool:
    """Whether a token is part of a name of several words."""
    return i in marks and marks[i].last - marks[i].first > 1


def _whole_people(doc: Doc, marks: Marks) -> None:
    """Cut a person's name before a bracket ("Иван Лесной (Ivan Lesnoy)"), and join two that stand side by side."""
    for name in sorted(set(marks.values())):
        bracket = next((i for i in range(name.first + 1, name.last) if doc.form[i] == "("), None)
        if name.kind == "PER" and bracket is not None:
            _put(marks, Name(name.first, bracket, "PER"))
    for name in sorted(set(marks.values())):
        after = marks.get(name.last)
        if after is None or name != marks.get(name.first) or not after.kind == name.kind == "PER":
            continue
        near = doc.sent[name.first] == doc.sent[after.first] and after.last - name.first <= LONGEST
        if near and doc.feat(name.first, "Case") == doc.feat(after.first, "Case"):
            _put(marks, Name(name.first, after.last, "PER"))


def _two_people(doc: Doc, marks: Marks) -> None:
    """Part two surnames that stand side by side, where the article has both in full: "Лесной Берга не застал"."""
    given: dict[str, set[str]] = {}  # a surname -> the words before it in full names
    people = [name for name in sorted(set(marks.values())) if name.kind == "PER" and name.last - name.first > 1]
    for name in people:
        for surname in map(fold, nominatives(doc.form[name.last - 1])):
            given.setdefault(surname, set()).update(map(fold, nominatives(doc.form[name.last - 2])))
    for name in people:
        first, second = ({*map(fold, nominatives(doc.form[name.last - n]))} for n in (2, 1))
        if any("Patr" in p.tag.grammemes for p in parses(doc.form[name.last - 2])):
            continue
        if first & given.keys() and any(given.get(surname, set()) - first for surname in second):
            _put(marks, Name(name.last - 1, name.last, "PER"))
            _put(marks, Name(name.first, name.last - 1, "PER"))


def _is_initial(doc: Doc, i: int) -> bool:
    return len(doc.form[i]) == 1 and doc.form[i].isupper()


def _with_initials(doc: Doc, marks: Marks) -> None:
    """Join "К." and "К.К." before or after a surname to it."""
    for name in sorted(set(marks.values())):
        if name.kind != "PER":
            continue
        first, last = name.first, name.last
        while first >= 2 and doc.form[first - 1] == "." and _is_initial(doc, first - 2) and first - 2 not in marks:
            first -= 2
        while last + 1 < len(doc) and _is_initial(doc, last) and doc.form[last + 1] == "." and last not in marks:
            last += 2
        if (first, last) != (name.first, name.last):
            _put(marks, Name(first, last, "PER"))


def _known(doc: Doc, marks: Marks, gazetteer: Gazetteer) -> None:
    """Mark the gazetteer's names where the tagger saw none, or a shorter one."""
    end = 0
    for i in _openings(doc):
        found = gazetteer.longest(doc, i) if i >= end else None
        if found is None or not any(form[0].isupper() for form in doc.form[i : found[0]]):
            continue
        last, entity = found
        old = {marks[k] for k in range(i, last) if k in marks}
        if all(i <= name.first and name.last <= last and _gives_way(doc, name, entity) for name in old):
            _put(marks, Name(i, last, KINDS[entity.kind]))
        elif len(old) == 1 and entity.kind == "country":
            _split(marks, old.pop(), Name(i, last, "LOC"))
        end = last


def _openings(doc: Doc) -> list[int]:
    """Tokens that a name may open: a word with a capital, or a small one right before it."""
    capital = [form[0].isupper() for form in doc.form]
    after = [*capital[1:], False]
    return [i for i, form in enumerate(doc.form) if capital[i] or (after[i] and form[0].islower())]


def _split(marks: Marks, person: Name, country: Name) -> None:
    """Part a country from the person's name that the tagger ran it together with: "президент Тарузии Иван Лесной"."""
    if person.kind == "PER" and person.first == country.first and person.last > country.last:
        _put(marks, country)
        _put(marks, Name(country.last, person.last, "PER"))


def _gives_way(doc: Doc, name: Name, entity: Entity) -> bool:
    """Whether a tagged name may be replaced: no person's, unless the word is no surname that a dictionary knows."""
    if name.kind != "PER":
        return True
    given = any({"Surn", "Name"} & p.tag.grammemes for p in known_parses(doc.form[name.first]))
    return not given and (entity.kind == "country" or (entity.kind != "city" and name.last - name.first == 1))


def _met_elsewhere(doc: Doc, marks: Marks) -> None:
    """Mark a capitalised word that is the surname of somebody whom the tagger saw elsewhere in the article."""
    surnames: Counter[str] = Counter()
    for name in set(marks.values()):
        if name.kind == "PER":
            surnames.update(map(fold, nominatives(doc.form[name.last - 1])))
    if not surnames:
        return
    for i, form in enumerate(doc.form):
        if i in marks or not form[0].isupper() or len(form) < 3 or form.isupper():
            continue
        if any(fold(n) in surnames for n in nominatives(form)) and not _common_word(doc, i):
            first = i
            if i and i - 1 not in marks and _first_name(doc, i - 1):
                first = i - 1
            _put(marks, Name(first, i + 1, "PER"))


def _first_name(doc: Doc, i: int) -> bool:
    return doc.form[i][0].isupper() and any("Name" in p.tag.grammemes for p in parses(doc.form[i]))


def _common_word(doc: Doc, i: int) -> bool:
    """Whether a capitalised word opens its sentence and is an everyday word ("Мир", "Белый")."""
    return _opens(doc, i) and any(not {"Surn", "Name", "Geox"} & p.tag.grammemes for p in known_parses(doc.form[i]))


def _opens(doc: Doc, i: int) -> bool:
    """Whether a word is the first of its sentence."""
    first, _ = doc.sents[doc.sent[i]]
    return not any(c.isalnum() for c in "".join(doc.form[first:i]))
