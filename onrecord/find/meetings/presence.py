"""Presence: whether the predicate of an event says that somebody holds it or goes there, and who that is."""

from onrecord.find.context import Context
from onrecord.find.grammar.outlets import is_outlet
from onrecord.find.meetings import venues
from onrecord.find.meetings.attendance import talked_to
from onrecord.find.meetings.gathering import Attendance
from onrecord.find.meetings.named import Parties, beside_verb, told_to, with_only
from onrecord.find.meetings.occasions import TALKS, Occasion, predicate
from onrecord.find.meetings.subjects import subject_parties
from onrecord.language.doc import Doc
from onrecord.words import listed

_CONFIRM = listed("gathering", "confirm")  # with "участие"
_TO = ("", "для", "на", "с", "со", "в", "к", "участие")  # links of an event to a verb of holding or going


def held(doc: Doc, occasion: Occasion) -> bool:
    """Whether the predicate says that its subject holds the event."""
    return predicate(doc, occasion) in {*listed("gathering", "hold"), "обменяться"}  # "обменялись визитами"


def there(doc: Doc, verb: int) -> bool:
    """Whether a predicate says that its subject holds an event or takes part in it."""
    joins = doc.lemma[verb] in _CONFIRM and any(doc.lemma[k] == "участие" for k in doc.children(verb, "obj"))
    return joins or doc.lemma[verb] in listed("gathering", "hold", "attend")


def acts(doc: Doc, occasion: Occasion) -> bool:
    """Whether the predicate says that somebody holds the event or goes there, or calls off a visit of his own."""
    confirmed = occasion.link == "участие" and predicate(doc, occasion) in _CONFIRM
    return confirmed or own_visit(doc, occasion) or (occasion.verb is not None and there(doc, occasion.verb))


def own_visit(doc: Doc, occasion: Occasion) -> bool:
    """Whether a visit is the object of planning it or calling it off: "X отложил визит в Лурию"."""
    objects = occasion.kind == "visit" and occasion.link == "" and occasion.top == occasion.token
    return objects and predicate(doc, occasion) in (*listed("prospects", "cancel"), "планировать", "запланировать")


def acted(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    if occasion.kind == "visit" and beside and (occasion.link in venues.INSIDE or own_visit(doc, occasion)):
        return None
    if _of_other(doc, occasion) or doc.is_rel(occasion.top, "nsubj"):
        return None
    links = {*_TO, *venues.INSIDE, *listed("gathering", "carrier")}
    rule = "held_by" if held(doc, occasion) else "attended_by"
    return with_subject(doc, seen, occasion, beside, rule) if occasion.link in links else None


def _of_other(doc: Doc, occasion: Occasion) -> bool:
    """Whether another noun stands between the event and its predicate: "продолжает расследование переговоров"."""
    top = doc.head[occasion.top] if doc.is_rel(occasion.top, "conj") else occasion.top
    over = doc.head[top]
    if occasion.link or over < 0 or over == occasion.verb:
        return False
    leads = doc.lemma[over] in listed("gathering", "carrier", "edge", "attend")
    return doc.pos[over] == "NOUN" and not leads and not doc.is_rel(top, "appos", "parataxis")


def with_subject(doc: Doc, seen: Context, occasion: Occasion, beside: Parties, rule: str) -> Attendance | None:
    """The event's parties with the subject of its predicate, and whom that says to be talked to."""
    verb = occasion.verb
    if verb is None:
        return None
    sides = rule != "attended_by" and occasion.kind in TALKS and len(beside) > 1
    sides = sides and not with_only(doc, occasion, beside)
    found = (
        [] if sides else [s for s in subject_parties(doc, seen, verb) if s not in beside]
    )  # "провести встречу X с Y"
    found = [s for s in found if not is_outlet(doc, s, seen.knowledge)]
    if not beside and predicate(doc, occasion) in listed("gathering", "discuss", "outcome", "hold"):
        talks = occasion.kind == "visit" and predicate(doc, occasion) in listed("gathering", "hold")
        others = [] if talks else beside_verb(doc, seen, verb)  # talks held in the course of a visit are their own
        found += [p for p in others if p not in found and talked_to(doc, p, verb)]
    if not beside and rule == "told_at" and occasion.kind != "visit":
        found += [p for p in told_to(doc, occasion) if p not in found]
    return Attendance(rule, (*found, *beside))
