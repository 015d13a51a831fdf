"""Deeds: who was at an event by a noun for what he did there: "выступление X на съезде", "участие X в митинге"."""

from onrecord.find.context import Context
from onrecord.find.grammar.agents import can_act, preposition
from onrecord.find.grammar.mentions import mention_of
from onrecord.find.meetings.gathering import Attendance
from onrecord.find.meetings.named import Parties
from onrecord.find.meetings.occasions import Occasion
from onrecord.find.meetings.subjects import subject_parties
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed

_UP = 2  # steps of the tree: the parser may hang the event on whoever did it


def done_at(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "После выступления X на съезде", "подтвердил участие X в саммите", "арестован за участие в митинге"."""
    noun = _deed(doc, occasion)
    if noun is None:
        return None
    below = (k for k in doc.children(noun, "nmod") if noun < k < occasion.first and doc.feat(k, "Case") in ("Gen", ""))
    whose = [m for k in below if can_act(doc, k) and not doc.children(k, "case") and (m := mention_of(doc, k))]
    whose = whose or (_punished(doc, seen, noun) if preposition(doc, noun) == "за" else [])
    return Attendance("done_at", (*whose, *(p for p in beside if p not in whose))) if whose else None


def _deed(doc: Doc, occasion: Occasion) -> int | None:
    """The noun of doing that an event hangs on."""
    near = (occasion.top, *list(doc.ancestors(occasion.token))[:_UP])
    return next((k for k in near if k < occasion.first and doc.lemma[k] in listed("gathering", "part", "deed")), None)


def _punished(doc: Doc, seen: Context, noun: int) -> list[Mention]:
    """Who is arrested, fined or praised for a deed: the object of the verb, in the passive its subject."""
    verb = doc.head[noun]
    if verb < 0 or doc.pos[verb] != "VERB":
        return []
    people = [k for k in doc.children(verb, "obj") if doc.feat(k, "Animacy") == "Anim" or can_act(doc, k)]
    return [m for k in people if (m := mention_of(doc, k))] or subject_parties(doc, seen, verb)
