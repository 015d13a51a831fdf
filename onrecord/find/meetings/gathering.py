"""Gathering: one mention of a meeting with all that its own sentence tells of it."""

from msgspec import Struct

from onrecord.find.context import Context
from onrecord.find.grammar.times import Time
from onrecord.find.meetings import venues
from onrecord.find.meetings.occasions import Occasion
from onrecord.find.meetings.spelled import spelled_out
from onrecord.find.meetings.they import meant_by
from onrecord.language.doc import Doc
from onrecord.values import MeetingStatus, Mention
from onrecord.words import listed


class Attendance(Struct, frozen=True):
    """Who takes part, who is said to stay away, and the rule that reads it."""

    rule: str
    parties: tuple[Mention, ...] = ()
    absent: tuple[Mention, ...] = ()


class Gathering(Struct, frozen=True):
    """One mention of a meeting, as its sentence tells it."""

    occasion: Occasion
    status: MeetingStatus
    rule: str
    parties: tuple[Mention, ...]
    absent: tuple[Mention, ...]
    body: Mention | None
    format: str | None
    place: Mention | None
    date: str | None
    time: Time | None

    @property
    def bare(self) -> bool:
        """Whether it tells nothing but that there is a meeting."""
        return not (self.parties or self.absent or self.body or self.place or self.time or self.format)


def gathering(doc: Doc, seen: Context, occasion: Occasion, attendance: Attendance) -> Gathering:
    """An occasion with its attendance and what its clause tells of status, body, format, place and date."""
    state = venues.status(doc, occasion)
    date, time = venues.date(doc, occasion, seen, state)
    if state == "held" and time and venues.set_for(doc, time):
        state = "planned"
        date, time = venues.date(doc, occasion, seen, state)
    body = venues.body(doc, occasion)
    if body and sum(body.span.covers(party.span) for party in attendance.parties) > 1:
        body = None  # "саммит Тарузия-Элландия": the two meet
    meant = (each for party in attendance.parties for each in meant_by(doc, seen, party))
    parties = dict.fromkeys(each for party in meant for each in spelled_out(doc, party))
    return Gathering(
        occasion,
        state,
        attendance.rule,
        tuple(p for p in parties if _told(doc, p) and (body is None or not body.span.covers(p.span))),
        attendance.absent,
        body,
        venues.format_of(doc, occasion),
        venues.place(doc, occasion),
        date,
        time,
    )


def _told(doc: Doc, party: Mention) -> bool:
    """Whether a party says who it is: not a bare "стороны" or "участники"."""
    return (
        party.how != "role"
        or party.span != doc.span(party.head)
        or doc.lemma[party.head] not in listed("gathering", "whoever")
    )
