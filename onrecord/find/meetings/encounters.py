"""Encounters: meetings that a verb tells of: who met, talked with, received or visited whom."""

from collections.abc import Iterator
from typing import cast

from msgspec.structs import replace

from onrecord.find.context import Context
from onrecord.find.grammar.agents import can_act
from onrecord.find.grammar.mentions import mention_of, name_head, of_name
from onrecord.find.meetings import venues
from onrecord.find.meetings.attendance import is_person, parties_in, sent_by, talked_to, visits
from onrecord.find.meetings.gathering import Attendance, Gathering, gathering
from onrecord.find.meetings.named import beside_verb
from onrecord.find.meetings.nouns import on_pitch
from onrecord.find.meetings.occasions import Occasion, by_phone
from onrecord.find.meetings.stretches import Segment, finite, has_case, names_in, segments
from onrecord.find.meetings.subjects import subject_parties
from onrecord.language.doc import Doc
from onrecord.values import MeetingKind, Mention
from onrecord.words import frames, listed

_DISCUSS = {"обсудить", "обсуждать"}
_WITH_PERSONS = listed("gathering", "chat")  # with a crowd they are no meeting
_SEE = {"посетить", "посещать"}
Found = Iterator[Gathering]


def _verbs(doc: Doc, *kinds: str) -> Iterator[Occasion]:
    """Occasions of the verbs of `kinds`, also as infinitives, converbs and participles."""
    rows = frames("meetings")
    for i in doc.where({lemma for lemma, row in rows.items() if row["form"] == "verb" and row["kind"] in kinds}):
        if doc.pos[i] == "VERB":
            yield _at(i, "call" if by_phone(doc, i) else rows[doc.lemma[i]]["kind"])


def _at(verb: int, kind: str) -> Occasion:
    return Occasion(verb, verb, cast(MeetingKind, kind), "", verb, verb)


def met(doc: Doc, seen: Context) -> Found:
    """ "X встретился с Y", "X и Y встретились", "X созвонился с Y"; of calls to several, each is a meeting."""
    for occasion in _verbs(doc, "meeting", "talks", "call"):
        lemma = doc.lemma[occasion.token]
        if lemma in _DISCUSS or doc.feat(occasion.token, "Mood") == "Imp" or _courts(doc, occasion.token):
            continue
        others = _partners(doc, seen, occasion.token)
        if lemma in _WITH_PERSONS and occasion.kind != "call":
            others = [o for o in others if visits(doc, o)]
        subjects = tuple(s for s in subject_parties(doc, seen, occasion.token) if s not in others)
        if lemma in ("связаться", "связываться") and (not subjects or doc.feat(occasion.token, "VerbForm") == "Inf"):
            continue  # "связаться с X не удалось"
        if any(s.prep == "через" for s in segments(doc, occasion.token)) and occasion.kind == "call":
            continue  # "связался через социальные сети"
        people = all(_one(doc, s) for s in subjects) and all(_one(doc, o) or _animate(doc, o) for o in others)
        animate = any(doc.feat(k, "Animacy") == "Anim" for k in doc.children(occasion.token, "obl") if can_act(doc, k))
        if on_pitch(doc, occasion.token) and not people and not animate:
            continue  # teams meet at a match
        for other in [(o,) for o in others] if _one_by_one(doc, occasion, others) else [tuple(others)]:
            if other or (len(subjects) > 1 and lemma != "говорить"):
                yield gathering(doc, seen, occasion, Attendance("met", (*subjects, *other)))


def _one(doc: Doc, party: Mention) -> bool:
    """Whether a party is one person, by name or as "он"."""
    return is_person(doc, party) or (party.how == "pronoun" and doc.feat(party.head, "Number") == "Sing")


def _animate(doc: Doc, party: Mention) -> bool:
    return party.how == "role" and doc.feat(party.head, "Animacy") == "Anim"


def _courts(doc: Doc, verb: int) -> bool:
    """Whether "встречаться" tells of a couple: they began to, or words of love stand near."""
    if doc.lemma[verb] != "встречаться":
        return False
    s = doc.sent[verb]
    near = doc.lemma[doc.sents[max(0, s - 1)][0] : doc.sents[min(s + 1, len(doc.sents) - 1)][1]]
    began = doc.head[verb] >= 0 and doc.lemma[doc.head[verb]] in ("стать", "начать")
    return began or not listed("gathering", "couple").isdisjoint(near)


def _partners(doc: Doc, seen: Context, verb: int) -> list[Mention]:
    """Parties with "с" after a verb, else before it in its clause; whom somebody called stands in the dative."""
    if doc.lemma[verb] == "позвонить":
        named = [n for s in segments(doc, verb) for n in names_in(doc, s, "PER") if doc.feat(n.first, "Case") == "Dat"]
        others = (k for k in doc.children(verb, "iobj", "obl") if doc.feat(k, "Case") == "Dat" and not doc.name_at(k))
        people = (k for k in others if doc.feat(k, "Animacy") == "Anim" or doc.lemma[k] in listed("pronouns", "third"))
        called = (mention_of(doc, k) for k in people)
        return [of_name(doc, name) for name in named] or [m for m in called if m and m.how != "name"]
    return _offered(doc, verb) or beside_verb(doc, seen, verb)


def _offered(doc: Doc, verb: int) -> list[Mention]:
    """Whom somebody offers to meet: "X предложил Y встретиться"."""
    above = doc.head[verb]
    if doc.feat(verb, "VerbForm") != "Inf" or above < 0 or doc.lemma[above] not in ("предложить", "предлагать"):
        return []
    asked = (mention_of(doc, k) for k in doc.children(above, "iobj", "obj") if doc.feat(k, "Case") == "Dat")
    return [m for m in asked if m]


def _one_by_one(doc: Doc, occasion: Occasion, others: list[Mention]) -> bool:
    """Whether several calls or meetings are told in one: "встречался и с X, и с Y", "с X, Y, а также Z"."""
    stretches = [s for s in segments(doc, occasion.token) if s.prep in ("с", "со")]
    if occasion.kind == "call" or len(stretches) > 1:
        return len(stretches) > 1
    named = occasion.kind == "meeting" and len(others) > 1 and all(is_person(doc, o) for o in others)
    first, last = (doc.token_at(others[k].start) or 0 for k in (0, -1)) if named else (0, 0)
    return any(doc.form[k : k + 2] == ["а", "также"] for k in range(first, last))


def discussed_with(doc: Doc, seen: Context) -> Found:
    """ "X обсудил торговлю с Y", "X и Y обсудили торговлю"."""
    for occasion in _verbs(doc, "talks"):
        i = occasion.token
        if doc.lemma[i] not in _DISCUSS:
            continue
        others = [o for o in beside_verb(doc, seen, i) if talked_to(doc, o, i)]
        parties = (*(s for s in subject_parties(doc, seen, i) if s not in others), *others)
        if others or (len(parties) > 1 and finite(doc, i)):
            yield gathering(doc, seen, occasion, Attendance("discussed_with", parties))


def received(doc: Doc, seen: Context) -> Found:
    """ "X принял в столице Y": a person receives a person."""
    for i in doc.where({"принять", "принимать"}):
        if doc.pos[i] != "VERB":
            continue
        passive = doc.feat(i, "Variant") == "Short"
        guests = list(dict.fromkeys(_receivers(doc, seen, i) if passive else _guests(doc, i)))
        hosts = [p for p in subject_parties(doc, seen, i) if visits(doc, p) and p not in guests] if guests else []
        if hosts:
            yield gathering(doc, seen, _at(i, "meeting"), Attendance("received", (*hosts, *guests)))


def _guests(doc: Doc, verb: int) -> Iterator[Mention]:
    """Persons and people of a post whom somebody receives, after the verb or before it: "X принял король"."""
    if any(not can_act(doc, k) for k in doc.children(verb, "obj")):
        return  # "принял решение о выдаче X"
    first, _ = venues.clause(doc, verb)
    for stretch in (Segment("", first, verb), *segments(doc, verb)):
        for name in names_in(doc, stretch, "PER"):
            before = name.first < verb and doc.is_rel(name_head(doc, name), "obj") and has_case(doc, name, "Acc")
            if before or (name.first > verb and doc.feat(name.first, "Case") == "Acc"):
                yield of_name(doc, name)
    for k in doc.children(verb, "obj"):
        mention = mention_of(doc, k)
        if mention and mention.how != "pronoun" and visits(doc, mention):
            yield mention


def _receivers(doc: Doc, seen: Context, verb: int) -> Iterator[Mention]:
    """Whoever received the subject of a passive: "X был принят королём Y"."""
    for stretch in segments(doc, verb):
        if stretch.prep in ("", *venues.INSIDE):
            yield from (p for p in parties_in(doc, seen, stretch, "Ins") if visits(doc, p))


def visited(doc: Doc, seen: Context) -> Found:
    """ "X посетил Лурию", "X прибыл в Лурию": a visitor and a named place."""
    for occasion in _verbs(doc, "visit"):
        i = occasion.token
        came = subject_parties(doc, seen, i)
        visitors = tuple(
            p for p in came if visits(doc, p) or sent_by(doc, p) or doc.lemma[p.head] in listed("gathering", "delegate")
        )
        at = _seen_place(doc, i) if doc.lemma[i] in _SEE else venues.place(doc, occasion)
        if visitors and at:
            yield replace(gathering(doc, seen, occasion, Attendance("visited", visitors)), place=at)


def _seen_place(doc: Doc, verb: int) -> Mention | None:
    """The named place or institution right after "посетил"."""
    own = next((s for s in segments(doc, verb) if not s.prep), None)
    for k in range(own.first, own.last) if own else ():
        if doc.name_at(k):
            mention = mention_of(doc, k)
            return mention if mention and not is_person(doc, mention) else None
        if doc.form[k] == "," or finite(doc, k):
            return None
    return None


def answered(doc: Doc, seen: Context) -> Found:
    """ "X, отвечая на вопросы депутатов, сказал": somebody before an audience that is not the press."""
    for i in doc.where({"отвечать", "ответить"}):
        asked = next((s for s in segments(doc, i) if s.prep == "на" and doc.lemma[s.first] == "вопрос"), None)
        head = next((k for k in doc.children(asked.first, "nmod") if k > asked.first), None) if asked else None
        if head is None or doc.lemma[head] not in listed("gathering", "audience") or doc.feat(head, "Number") != "Plur":
            continue
        audience = mention_of(doc, head)
        subjects = tuple(subject_parties(doc, seen, i))
        if audience and subjects:
            yield gathering(doc, seen, _at(i, "other"), Attendance("answered", (*subjects, audience)))


def gathered(doc: Doc, seen: Context) -> Found:
    """ "Лидеры четырёх стран собрались в Лурии": several who hold posts come together somewhere or for something."""
    for i in doc.where(listed("gathering", "assemble")):
        if doc.pos[i] != "VERB" or doc.feat(i, "Number") != "Plur" or not finite(doc, i) or _intends(doc, i):
            continue
        parties = tuple(p for p in subject_parties(doc, seen, i) if visits(doc, p))
        occasion = _at(i, "meeting")
        several = len(parties) > 1 or any(doc.feat(p.head, "Number") == "Plur" for p in parties)
        if several and venues.place(doc, occasion):
            yield gathering(doc, seen, occasion, Attendance("gathered", parties))


def _intends(doc: Doc, verb: int) -> bool:
    """Whether an infinitive without "чтобы" completes "собраться": somebody means to do something."""
    below = doc.children(verb, "xcomp", "csubj", "ccomp", "advcl")
    return any(doc.feat(k, "VerbForm") == "Inf" and not doc.children(k, "mark") for k in below)


RULES = (met, discussed_with, received, visited, answered, gathered)
