"""Attendance: the parties that a stretch of words names ("с ...", "между ...", a genitive).

Lists of names are read from the line of words by case, since parsers break long lists; the tree helps elsewhere.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from onrecord.find.context import Context
from onrecord.find.grammar.agents import can_act, joined
from onrecord.find.grammar.cases import may_be, plural
from onrecord.find.grammar.mentions import mention_of, of_name
from onrecord.find.grammar.places import demonym
from onrecord.find.meetings.stretches import NOUN, Segment, finite, has_case, names_in
from onrecord.language.doc import Doc, Name
from onrecord.values import Mention
from onrecord.words import frames, listed

_SOME = listed("gathering", "some")  # of those named after it


def parties_in(doc: Doc, seen: Context, segment: Segment, case: str) -> list[Mention]:
    """The parties of a stretch: persons in `case` with who is joined to them, else countries, bodies, roles."""
    names = [name for name in names_in(doc, segment, "PER") if has_case(doc, name, case)]
    persons = [of_name(doc, name) for n, name in enumerate(names) if not _of_other(doc, name, names[n + 1 :])]
    others = list(_others(doc, seen, segment, case))
    persons = [p for p in persons if not any(_whose(doc, o, p, case) for o in others)]
    persons = [p for p in persons if not any(_owner(doc, o, p) for o in others)]
    if not persons:
        return others
    apart = (o for o in others if sent_by(doc, o) or ((o.how == "role" or _body(doc, o)) and _apart(doc, o, names)))
    pronouns = (o for o in others if doc.lemma[o.head] in listed("pronouns", "third"))  # "между ним и X"
    return sorted({*persons, *apart, *pronouns})


def _body(doc: Doc, party: Mention) -> bool:
    """Whether a party is an organisation by its name."""
    name = doc.name_at(party.head)
    return party.how == "name" and name is not None and name.kind == "ORG"


def sent_by(doc: Doc, party: Mention) -> bool:
    """Whether a country stands for its delegation: "X, Y и делегация Тарузии", "тарузская делегация"."""
    head = doc.head[party.head]
    named = party.how == "name" or doc.pos[party.head] == "ADJ"
    return named and head >= 0 and doc.lemma[head] in {"делегация", *listed("gathering", "delegate")}


def _whose(doc: Doc, role: Mention, person: Mention, case: str) -> bool:
    """Whether a person's name only completes a role: "адвокаты X"."""
    return role.how == "role" and role.span.covers(person.span) and doc.feat(person.head, "Case") not in (case, "")


def _owner(doc: Doc, role: Mention, person: Mention) -> bool:
    """Whether a person's name hangs right on a role in the plural as whose they are: "с людьми X" of one form."""
    hung = doc.is_rel(person.head, "nmod") and doc.head[person.head] == role.head == person.head - 1
    return role.how == "role" and hung and plural(doc, role.head)


def _of_other(doc: Doc, name: Name, after: list[Name]) -> bool:
    """Whether a person is only named to say whose man the next one is: "советника президента X Y"."""
    return bool(after) and after[0].first == name.last and doc.name_at(name.first) != doc.name_at(after[0].first)


def _apart(doc: Doc, role: Mention, names: list[Name]) -> bool:
    """Whether a role is a party beside the persons named, not the post of one of them."""
    first, last = doc.token_at(role.start), doc.token_at(role.end - 1)
    if first is None or last is None or doc.lemma[first] in ("другой", "прочий") or not doc.form[first][0].isalpha():
        return False
    after = last + 1
    while after < len(doc) and doc.sent[after] == doc.sent[last] and not doc.name_at(after):
        if doc.form[after] in (",", "и", "а", ";", ":") or doc.pos[after] == "ADP" or finite(doc, after):
            return not any(n.first < last and n.last > first for n in names)
        after += 1
    return after >= len(doc) or doc.sent[after] != doc.sent[last]


def _others(doc: Doc, seen: Context, segment: Segment, case: str) -> Iterator[Mention]:
    """Countries, bodies and roles at the head of a stretch and those joined to them."""
    nouns = (k for k in range(segment.first, segment.last) if doc.pos[k] in (*NOUN, "PRON"))
    head = next((k for k in nouns if doc.feat(k, "Case") in (case, "") or slipped(doc, k, case)), None)
    one = segment.first if segment.first < len(doc) and doc.lemma[segment.first] in _SOME else None
    if one is not None and any(can_act(doc, k) for k in doc.children(one, "nmod")):  # "с одной из компаний"
        yield from (m for m in (mention_of(doc, one),) if m)
        return
    if head is None:
        return
    for k in sorted({*joined(doc, head), *_row(doc, head, segment.last, case)}):
        if k < segment.last:
            yield from (_clipped(doc, m, segment) for m in _one(doc, seen, k, segment.last) if m.head >= segment.first)


def _clipped(doc: Doc, party: Mention, segment: Segment) -> Mention:
    """A role without the words before its stretch that the parser hung on it from afar."""
    if party.how != "role" or party.start >= doc.start[segment.first]:
        return party
    adjectives = (k for k in doc.children(party.head, "amod") if k >= segment.first)
    return replace(party, start=doc.start[min(adjectives, default=party.head)])


def _row(doc: Doc, head: int, last: int, case: str) -> Iterator[int]:
    """People in the case of noun `head` that "и" or a comma joins to it on the line: "с членами семьи и министрами"."""
    for k in range(head + 1, last):
        opens = k
        while opens > head and doc.pos[opens - 1] in ("ADJ", "DET") and doc.feat(opens - 1, "Case") == case:
            opens -= 1
        people = doc.pos[k] == "NOUN" and doc.feat(k, "Animacy") == "Anim" and doc.name_at(k) is None
        if people and doc.feat(k, "Case") == case != "Gen" and doc.form[opens - 1] in ("и", ","):
            yield k


def slipped(doc: Doc, k: int, case: str) -> bool:
    """Whether the tagger slipped: "Президенты" and "США" as subjects, "встреча главы" as a nominative."""
    if case == "Gen":
        return doc.is_rel(k, "nmod") and doc.feat(k, "Case") == "Nom" and may_be(doc, k, "Gen")
    return case == "Nom" and doc.is_rel(k, "nsubj") and (may_be(doc, k, "Nom") or doc.form[k].isupper())


def _one(doc: Doc, seen: Context, k: int, last: int) -> Iterator[Mention]:
    name = doc.name_at(k)
    if name:
        mention = mention_of(doc, k)
        if mention:
            yield mention
        return
    nations = _nations(doc, seen, k)
    if len(nations) > 1 or (nations and doc.lemma[k] in listed("gathering", "level")):
        yield from nations
        return
    places = names_in(doc, Segment("", k + 1, last), "LOC")
    countries = [n for n in places if has_case(doc, n, "Gen") and doc.pos[n.last - 1] != "ADJ"]
    if doc.lemma[k] in listed("gathering", "delegate") and plural(doc, k) and (senders := list(_senders(doc, seen, k))):
        yield from senders
        return
    sent = doc.lemma[k] in listed("gathering", "sent") and bool(countries)
    if sent or (plural(doc, k) and len(countries) + len(_of_ministry(doc, k)) > 1):
        yield from (*_of_ministry(doc, k), *(of_name(doc, n) for n in countries))
    elif can_act(doc, k):
        mention = mention_of(doc, k)
        if mention:
            yield mention


def _of_ministry(doc: Doc, k: int) -> list[Mention]:
    """The country inside the name of a body right after a noun, whose fellows follow: "главы МИД России, Ирана"."""
    name = doc.name_at(k + 1) if k + 1 < len(doc) else None
    if name is None or name.kind != "ORG" or name.last - name.first == 1 or name.last >= len(doc):
        return []
    last = name.last - 1
    listed_on = doc.form[name.last] in (",", "и") and doc.pos[last] == "PROPN"
    return [Mention(doc.start[last], doc.end[last], last, "role")] if listed_on else []


def _nations(doc: Doc, seen: Context, k: int) -> list[Mention]:
    """The countries whose adjectives stand before noun `k`: "тарузские и элландские рыбаки" are of two."""
    adjectives = [a for child in doc.children(k, "amod") for a in (child, *doc.children(child, "conj"))]
    nations = (a for a in adjectives if demonym(doc, a, seen.knowledge))
    return [Mention(doc.start[a], doc.end[a], a, "role") for a in nations]


def _senders(doc: Doc, seen: Context, k: int) -> Iterator[Mention]:
    """The bodies that representatives sit for: the council and the party of "представители совета и партии"."""
    for child in doc.children(k, "nmod"):
        if child > k and doc.feat(child, "Case") in ("Gen", ""):
            row = joined(doc, child)
            if len(nations := _nations(doc, seen, child)) > 1:
                yield from nations
                continue
            for body in row:
                acts = can_act(doc, body) and (len(row) > 1 or doc.feat(body, "Animacy") != "Anim")
                mention = mention_of(doc, body) if acts else None
                if mention and not is_person(doc, mention):
                    yield mention


def is_person(doc: Doc, mention: Mention) -> bool:
    """Whether a mention is a person's name."""
    name = doc.name_at(mention.head)
    return mention.how == "name" and (name is None or name.kind == "PER")


def visits(doc: Doc, party: Mention) -> bool:
    """Whether a mention may visit or receive: a named person, a post, a delegation."""
    if doc.name_at(party.head) is not None or party.how != "role":
        return party.how == "pronoun" or is_person(doc, party)
    return doc.lemma[party.head] in listed("posts", "post") or doc.lemma[party.head] == "делегация"


def talked_to(doc: Doc, party: Mention, verb: int) -> bool:
    """Whether a party with "с" is talked to: a person, or a state or body on the verb and not on what is discussed."""
    if doc.feat(party.head, "Animacy") == "Anim" or is_person(doc, party):
        return True
    phrase = ("", doc.feat(party.head, "Case"))  # "с компанией «Рассвет»"
    over = (up for up in doc.ancestors(party.head) if doc.pos[up] not in NOUN or doc.feat(up, "Case") not in phrase)
    above = next((up for up in over if doc.pos[up] != "PROPN"), None)
    event = above is not None and doc.lemma[above] in frames("meetings")  # "ведут с портом переговоры"
    return above == verb or event
