"""Rows: further sums of a sentence that says its verb once: "Тарузия получит 8 млн крон, Велония — 5 млн"."""

from collections.abc import Iterator

from msgspec.structs import replace

from onrecord.find.aid.gifts import dative, may_get
from onrecord.find.aid.scene import Gift, Scene, some
from onrecord.find.grammar.agents import can_act
from onrecord.find.grammar.amounts import Amount, amount
from onrecord.find.grammar.mentions import mention_of
from onrecord.language.doc import Doc
from onrecord.words import listed

_DASHES = ("-", "–", "—")
_LEAST = 1000  # a bare number below is no sum of money: "Велония — 5"


def rows(scene: Scene, gift: Gift) -> Iterator[Gift]:
    """The gifts that a row of sums after a gift tells, each with the party that a dash joins to its sum."""
    if gift.amount is None:
        return
    doc = scene.doc
    i, end = gift.first, doc.sents[doc.sent[gift.first]][1]
    passed = False
    while i < end:
        found = amount(doc, i)
        if found is None:
            i += 1
            continue
        sum_, last = found
        party = _joined_by_dash(doc, i, last, end) if passed and _money(sum_) else None
        if party is not None:
            yield from _row(doc, gift, sum_, (i, last), party)
        passed = passed or sum_.value == gift.amount
        i = last


def _money(sum_: Amount) -> bool:
    return sum_.money or (not sum_.unit and sum_.value >= _LEAST)


def _row(doc: Doc, gift: Gift, sum_: Amount, place: tuple[int, int], party: int) -> Iterator[Gift]:
    """The gift of one sum: its party receives where the first one did, or stands in the dative, else gives."""
    who = mention_of(doc, party)
    if who is None:
        return
    span = replace(gift, first=min(place[0], party), last=max(place[1], party + 1), goods=(), via=None)
    row = replace(span, amount=sum_.value, currency=sum_.currency or gift.currency)
    receives = gift.rule == "money_received" or dative(doc, party)
    yield replace(row, recipient=who) if receives else replace(row, donors=some(who))


def _joined_by_dash(doc: Doc, first: int, last: int, end: int) -> int | None:
    """Who stands before a sum and a dash, "Велония — 5 млн", or after them, "5 млн — жителям"."""
    before, start = first - 1, doc.sents[doc.sent[first]][0]
    while before > start and doc.lemma[before] in listed("aid", "apiece"):
        before -= 1
    if before > start and doc.form[before] in _DASHES:
        near = range(before - 1, max(start, before - 5) - 1, -1)
        opens = next((k for k in near if doc.form[k] in (",", ";", "и", "а", ":")), near.stop)
        return next((k for k in range(opens + 1, before) if _party(doc, k)), None)
    if last < end and doc.form[last] in _DASHES:
        return next((k for k in range(last + 1, min(last + 4, end)) if dative(doc, k) and _party(doc, k)), None)
    return None


def _party(doc: Doc, k: int) -> bool:
    noun = doc.pos[k] in ("NOUN", "PROPN") or doc.name_at(k) is not None
    return noun and (can_act(doc, k) or may_get(doc, k))
