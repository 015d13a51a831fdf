"""Other side: who talks with those whom an event's own words name after "с", where the clause tells it otherwise."""

from collections.abc import Iterator
from itertools import takewhile

from onrecord.find.context import Context
from onrecord.find.grammar.agents import can_act, quote_at
from onrecord.find.grammar.mentions import mention_of
from onrecord.find.grammar.outlets import is_outlet
from onrecord.find.meetings.attendance import is_person
from onrecord.find.meetings.gathering import Attendance
from onrecord.find.meetings.named import Parties, with_only
from onrecord.find.meetings.occasions import TALKS, Occasion
from onrecord.find.meetings.stretches import finite
from onrecord.find.meetings.subjects import subject_parties
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed


def other_side(doc: Doc, seen: Context, occasion: Occasion, attendance: Attendance, beside: Parties) -> Attendance:
    """Talks of which only "с X" is told, with the other side: whose they are, or who tells of them or acts by them."""
    alone = list(attendance.parties) == beside and beside and not attendance.absent
    if occasion.kind not in TALKS or not alone or not with_only(doc, occasion, beside):
        return attendance
    found = next((p for p in _sides(doc, seen, occasion) if _may_be(doc, seen, p, beside)), None)
    return Attendance("other_side", (found, *beside)) if found else attendance


def _sides(doc: Doc, seen: Context, occasion: Occasion) -> Iterator[Mention]:
    """Who may be the other side, the nearest first: the owner, the subject, who tells of it, who speaks."""
    yield from _owners(doc, occasion)
    verb = occasion.verb
    above = next((up for up in doc.ancestors(occasion.token if verb is None else verb) if finite(doc, up)), None)
    for up in (verb, above if verb is None or _completes(doc, verb) else None):
        if up is not None and doc.lemma[up] not in listed("gathering", "send"):
            yield from subject_parties(doc, seen, up)
    quote = quote_at(seen, doc.start[occasion.token])
    if quote and quote.speaker and quote.kind == "direct":
        yield quote.speaker


def _completes(doc: Doc, verb: int) -> bool:
    """Whether a predicate is that of a clause that tells what somebody says or does: "рассказал, что беседа шла"."""
    return doc.is_rel(verb, "ccomp", "xcomp", "csubj") or any(doc.lemma[k] == "что" for k in doc.children(verb, "mark"))


def _owners(doc: Doc, occasion: Occasion) -> Iterator[Mention]:
    """Whose part in an event the nouns above it tell: the X of "роль X в переговорах с Y"."""
    for up in takewhile(lambda up: not finite(doc, up), doc.ancestors(occasion.token)):
        for k in doc.children(up, "nmod"):
            if up < k < occasion.first and doc.feat(k, "Case") in ("Gen", "") and not doc.children(k, "case"):
                yield from (m for m in (mention_of(doc, k),) if m and can_act(doc, k))


def _may_be(doc: Doc, seen: Context, party: Mention, beside: Parties) -> bool:
    """Whether somebody may be the other side: not the press, nor a source, nor one of the others."""
    if any(party.span.overlaps(p.span) for p in beside) or is_outlet(doc, party, seen.knowledge):
        return False
    if doc.lemma[party.head] in listed("gathering", "press") | listed("roles", "source"):
        return False
    return is_person(doc, party) or party.how == "pronoun" or can_act(doc, party.head)
