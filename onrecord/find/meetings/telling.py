"""Telling: rules by which somebody who speaks at, after, before or of an event is told to be one of its parties."""

from onrecord.find.context import Context
from onrecord.find.grammar.agents import can_act
from onrecord.find.grammar.mentions import STRETCH, mention_of
from onrecord.find.meetings import venues
from onrecord.find.meetings.attendance import visits
from onrecord.find.meetings.gathering import Attendance
from onrecord.find.meetings.named import Parties, with_only
from onrecord.find.meetings.occasions import TALKS, Occasion, predicate
from onrecord.find.meetings.presence import with_subject
from onrecord.find.meetings.stretches import finite
from onrecord.find.meetings.subjects import subject_parties
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed

_READY = listed("gathering", "ready")  # with "к"


def told_at(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "X заявил на заседании", "X обсудил торговлю в ходе встречи с Y"."""
    verb = occasion.verb
    if verb is None or occasion.link not in venues.INSIDE:
        return None
    if not finite(doc, verb) and predicate(doc, occasion) not in listed("gathering", "discuss"):
        return None
    if occasion.kind == "visit" and any(p.start > doc.start[occasion.token] for p in beside):
        return None  # "посол выступил во время визита X": the visitor is X
    return with_subject(doc, seen, occasion, beside, "told_at")


def told_of(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "X рассказал о встрече с Y", "X попросил о встрече с Y": who tells of talks with one other, or asks for them."""
    verb = occasion.verb
    about = occasion.link in ("о", "об", "про") and predicate(doc, occasion) in listed("gathering", "tell")
    if (ready := _ready(doc, seen, occasion)) and beside:
        return Attendance("told_of", (*ready, *(p for p in beside if p not in ready)))
    if verb is None or not about or occasion.kind not in (*TALKS, "visit") or len(beside) > 1:
        return None
    if beside and not with_only(doc, occasion, beside):
        return None  # "рассказал о визите X"
    found = [s for s in subject_parties(doc, seen, verb) if s not in beside and visits(doc, s)]
    return Attendance("told_of", (*found, *beside)) if found and not any(_speaks_for(doc, s) for s in found) else None


def _ready(doc: Doc, seen: Context, occasion: Occasion) -> Parties:
    """Who is ready for talks: the X of "X готов к встрече с Y", "X заявил о готовности к переговорам с Y"."""
    above = doc.head[occasion.token]
    if occasion.link != "к" or occasion.kind not in TALKS or above < 0 or doc.lemma[above] not in _READY:
        return []
    whose = [
        m for k in doc.children(above, "nmod") if can_act(doc, k) and k < occasion.token and (m := mention_of(doc, k))
    ]
    verb = above if doc.pos[above] == "ADJ" else occasion.verb
    return whose or (subject_parties(doc, seen, verb) if verb is not None else [])


def own(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "Подводя итоги своего визита, X заявил", "во время его визита": whose event the possessive says it is."""
    for k in range(occasion.first, occasion.token):
        if doc.lemma[k] == "свой":
            ups = doc.ancestors(occasion.token)
            verbs = (up for up in ups if doc.pos[up] == "VERB" or doc.feat(up, "Variant") == "Short")  # "он готов"
            verb = occasion.verb if occasion.verb is not None else next(verbs, None)
            who = subject_parties(doc, seen, verb) if verb is not None else []
            return Attendance("own", (*who, *(p for p in beside if p not in who))) if who else None
        if doc.form[k].lower() in listed("pronouns", "whose"):
            return Attendance("own", tuple(beside))
    return None


def told_after(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "X заявил после встречи с Y", "перед началом встречи": who speaks of talks with one other was or will be there.

    Whoever speaks for somebody is not.
    """
    verb = occasion.verb
    if verb is None or occasion.kind not in TALKS or occasion.link not in {*venues.AFTER, *venues.BEFORE, "при"}:
        return None
    if len(beside) > 1 and not with_only(doc, occasion, beside):
        return None
    signed = doc.feat(verb, "Variant") == "Short"  # "по итогам переговоров X и Y подписан договор" in the instrumental
    found = [s for s in subject_parties(doc, seen, verb) if s not in beside]
    agreed = len(found) > 1 and predicate(doc, occasion) in listed("gathering", "outcome")
    found = [s for s in found if signed or agreed or visits(doc, s)]
    if not found or not finite(doc, verb) or any(_speaks_for(doc, s) for s in found):
        return None
    return Attendance("told_after", (*found, *beside))


def _speaks_for(doc: Doc, party: Mention) -> bool:
    """Whether somebody's post is to speak for others: "пресс-секретарь", "представитель"."""
    near = range(max(0, party.head - STRETCH), party.head + 1)
    return any(doc.lemma[k] in listed("gathering", "speaker") and doc.sent[k] == doc.sent[party.head] for k in near)
