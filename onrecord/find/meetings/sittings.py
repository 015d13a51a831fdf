"""Sittings: meetings that a noun names, and who is told to take part in them.

RULES are tried in order, the first that answers wins; `beside` are the parties that the noun's own phrase names.
"""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from onrecord.find.context import Context
from onrecord.find.grammar.agents import can_act
from onrecord.find.grammar.mentions import mention_of
from onrecord.find.meetings.deeds import done_at
from onrecord.find.meetings.gathering import Attendance, Gathering, gathering
from onrecord.find.meetings.holding import (
    agreed_on,
    among,
    attended_by,
    held_by,
    sent_to,
    shown_at,
    stays_away,
    takes_place,
)
from onrecord.find.meetings.mooted import of_thing, service
from onrecord.find.meetings.named import Parties, named_after
from onrecord.find.meetings.nouns import occasions
from onrecord.find.meetings.occasions import TALKS, Occasion, discussed, rally, rite
from onrecord.find.meetings.otherside import other_side
from onrecord.find.meetings.pairs import paired
from onrecord.find.meetings.presence import there
from onrecord.find.meetings.stretches import finite
from onrecord.find.meetings.subjects import subject_parties
from onrecord.find.meetings.telling import own, told_after, told_at, told_of
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed

Rule = Callable[[Doc, Context, Occasion, Parties], Attendance | None]


def sittings(doc: Doc, seen: Context) -> Iterator[Gathering]:
    """Every noun that names a meeting, with what its sentence tells."""
    for occasion in occasions(doc, seen):
        i = occasion.token
        things = occasion.kind == "visit" or doc.lemma[i] == "сход"  # "сход ледника"
        if service(doc, i) or (things and of_thing(doc, i)):
            continue
        beside = [] if rite(doc, i) else [*_whose(doc, occasion), *named_after(doc, seen, occasion, i)]
        rules = RULES if not discussed(doc, occasion) else (event_noun,)
        attendance = next(found for rule in rules if (found := rule(doc, seen, occasion, beside)))
        attendance = other_side(doc, seen, occasion, attendance, beside)
        sides = paired(doc, seen, occasion)
        if sides and all(any(p.span.covers(side.span) for side in sides) for p in attendance.parties):
            attendance = replace(attendance, parties=tuple(sides))
        for each in _each(doc, occasion, _with_hosts(doc, seen, occasion, attendance), beside):
            yield _as_body(doc, gathering(doc, seen, occasion, each))


def _whose(doc: Doc, occasion: Occasion) -> Parties:
    """Whom a possessive before the event stands for: the X of "его переговоры с Y"."""
    if occasion.kind not in (*TALKS, "visit", "other"):
        return []
    own = (k for k in range(occasion.first, occasion.token) if doc.form[k].lower() in listed("pronouns", "whose"))
    return [Mention(doc.start[k], doc.end[k], k, "pronoun") for k in own]


def _each(doc: Doc, occasion: Occasion, attendance: Attendance, beside: Parties) -> Iterator[Attendance]:
    """One attendance for each partner of meetings told in the plural: "встречи с X и Y" are two."""
    several = occasion.kind == "meeting" and doc.feat(occasion.token, "Number") == "Plur" and len(beside) > 1
    if not several or not all(p in attendance.parties for p in beside):
        yield attendance
        return
    for partner in beside:
        yield replace(attendance, parties=tuple(p for p in attendance.parties if p == partner or p not in beside))


def _with_hosts(doc: Doc, seen: Context, occasion: Occasion, attendance: Attendance) -> Attendance:
    """The attendance with whoever a relative clause says to hold the event or be there: "встреча, которую вёл X"."""
    hosts = [h for h in _made_by(doc, occasion.token) if h not in attendance.parties]
    if hosts:
        return replace(attendance, parties=(*hosts, *attendance.parties))
    last = doc.sents[doc.sent[occasion.token]][1]
    which = next((k for k in range(occasion.token + 1, last) if doc.lemma[k] == "который" or finite(doc, k)), None)
    if which is None or doc.lemma[which] != "который" or doc.feat(which, "Case") == "Nom":
        return attendance
    verb = doc.head[which]
    if verb < which or not finite(doc, verb) or not there(doc, verb):
        return attendance
    hosts = [h for h in subject_parties(doc, seen, verb) if h not in attendance.parties]
    return replace(attendance, parties=(*attendance.parties, *hosts))


def _made_by(doc: Doc, i: int) -> Parties:
    """By whom a participle says an event to be held: the X of "данная X пресс-конференция"."""
    if rally(doc, i):
        return []  # whoever calls people to the streets
    told = [k for k in doc.children(i, "acl", "amod") if doc.feat(k, "VerbForm") == "Part"]
    told = [k for k in told if doc.lemma[k] in listed("gathering", "hold")]
    by = (k for t in told for k in doc.children(t, "obl", "nmod") if doc.feat(k, "Case") == "Ins" and can_act(doc, k))
    return [m for k in by if not doc.children(k, "case") and (m := mention_of(doc, k))]


def _as_body(doc: Doc, told: Gathering) -> Gathering:
    """A session with the single organisation that did something at it as its body: "Совет на заседании утвердил"."""
    name = doc.name_at(told.parties[0].head) if len(told.parties) == 1 else None
    if told.occasion.kind != "session" or told.body or len(told.parties) != 1:
        return told
    party = told.parties[0]
    sits = name.kind == "ORG" if name else party.how == "role" and doc.lemma[party.head] in listed("agents")
    if not sits or told.rule not in ("told_at", "held_by"):
        return told
    return replace(told, body=party, parties=())


def named_beside(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "Встреча X и Y", "переговоры с X", "визит X"."""
    return Attendance("named_beside", tuple(beside)) if beside else None


def event_noun(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """A meeting of which no party is told."""
    return Attendance("event_noun")


RULES: tuple[Rule, ...] = (
    shown_at,
    done_at,
    stays_away,
    takes_place,
    sent_to,
    held_by,
    attended_by,
    among,
    agreed_on,
    own,
    told_at,
    told_after,
    told_of,
    named_beside,
    event_noun,
)
