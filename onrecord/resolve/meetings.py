"""Meetings completed by reasoning: who sat there for whom, and which members of the body were not there."""

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from onrecord.knowledge import Entity, Knowledge
from onrecord.language.doc import Doc
from onrecord.resolve.cast import Draft
from onrecord.resolve.national import key_of
from onrecord.resolve.roles import Roles
from onrecord.values import Absence, Article, Delegation, Meeting, Mention
from onrecord.words import listed

ENOUGH = 0.5  # share of a body's members that must be named before the missing ones are called absent

MANY = 3  # parties in common by which talks told with more parties elsewhere are the same talks
TALKS = ("meeting", "talks", "call")  # kinds of two sides
NEAR = 400  # characters: how far talks may stand from the visit that they are part of


class Drafts(Protocol):
    """What resolves a mention; its `roles` know the posts that the article gives."""

    roles: Roles

    def draft(self, mention: Mention) -> Draft | None: ...


def completed(
    meetings: Sequence[Meeting[Mention]], article: Article, knowledge: Knowledge, resolver: Drafts
) -> tuple[Meeting[Any], ...]:
    """The meetings with delegations and absence by membership; parties are mentions or drafts.

    Meetings that turn out to be of the same actors, at one place and time, become one.
    """
    kept: list[Meeting[Any]] = []
    for meeting in (_of_states(_with_drafts(m, resolver), article, knowledge, resolver) for m in meetings):
        if meeting.kind == "visit" and _private(meeting, article, knowledge, resolver):
            continue
        told = _stand_in(kept, meeting, article, knowledge, resolver)
        twin = next((n for n, other in enumerate(kept) if _one(other, told)), None)
        if twin is None:
            kept.append(meeting)
        elif told is meeting:
            kept[twin] = _joined(kept[twin], told)
        else:
            people = max(kept[twin].participants, meeting.participants, key=lambda them: them[0].kind == "person")
            kept[twin] = msgspec.structs.replace(_joined(kept[twin], told), participants=people)
    placed = [_placed(meeting, kept[:n]) for n, meeting in enumerate(kept)]
    return tuple(_completed(meeting, article, knowledge, resolver) for meeting in placed)


def _private(meeting: Meeting[Any], article: Article, knowledge: Knowledge, resolver: Drafts) -> bool:
    """Whether a journey is nobody's business: of nobody named who holds a post, and not called a visit ("визит")."""
    official = {id(post.person) for post in resolver.roles.posts}
    people = [d for d in meeting.participants if d.kind == "person"]
    public = any(id(d) in official or (d.entity and d.entity.id in knowledge.terms_of) for d in people)
    told = "визит" in meeting.what.of(article.text).lower()
    return len(people) == len(meeting.participants) and not public and not told


def _placed(meeting: Meeting[Any], before: Sequence[Meeting[Any]]) -> Meeting[Any]:
    """Talks without a place are where the visit led that is told just before, of one who takes part in them."""
    if meeting.place or meeting.kind not in ("meeting", "talks"):
        return meeting
    there = [m for m in before if m.kind == "visit" and m.place and meeting.what.start - m.what.end < NEAR]
    if not there or meeting.status != there[-1].status:
        return meeting
    shared = {id(p) for p in meeting.participants} & {id(p) for p in there[-1].participants}
    return msgspec.structs.replace(meeting, place=there[-1].place) if shared else meeting


def _with_drafts(meeting: Meeting[Mention], resolver: Drafts) -> Meeting[Any]:
    """The meeting with actors for its parties; who is said to stay away does not take part."""
    if meeting.kind in TALKS:
        _told_apart(meeting.participants, resolver)
    away = {id(resolver.draft(absence.actor)) for absence in meeting.absent}
    found = dict.fromkeys(d for p in meeting.participants if (d := resolver.draft(p)) is not None)
    return msgspec.structs.replace(
        meeting,
        participants=tuple(d for d in found if id(d) not in away),
        body=resolver.draft(meeting.body) if meeting.body else None,
        place=resolver.draft(meeting.place) if meeting.place else None,
    )


def _of_states(meeting: Meeting[Any], article: Article, knowledge: Knowledge, resolver: Drafts) -> Meeting[Any]:
    """Talks with a state of which an official tells: the side is his country. Who speaks for others is no side."""
    teller, *others = meeting.participants or (None,)
    if meeting.rule != "other_side" or not others or teller is None or teller.kind in ("place", "organisation"):
        return meeting
    posts = [post for post in resolver.roles.posts if post.person is teller]
    speaks = any(post.head in listed("gathering", "voice") for post in posts)
    country = None
    if any(d.kind == "place" for d in others):
        sent = _delegation(teller, knowledge, _day(meeting.date) or (article.published or "")[:10], resolver)
        country = _country(sent.of, knowledge) if sent and sent.of else None
    if country and all(d.entity is None or d.entity.country != country.country for d in others):
        return msgspec.structs.replace(meeting, participants=(resolver.roles.known(country), *others))
    return msgspec.structs.replace(meeting, participants=tuple(others)) if speaks else meeting


def _country(of: Draft, knowledge: Knowledge) -> Entity | None:
    """The country that a body is of, or is."""
    iso = of.entity.country if of.entity else key_of(of.name, knowledge).partition("@")[2]
    return knowledge.entities.get(f"country:{iso}") if iso else None


def _told_apart(parties: Sequence[Mention], resolver: Drafts) -> None:
    """Nobody meets himself: a role beside a person's name in one sentence is somebody else."""
    doc = resolver.roles.doc
    for role in (p for p in parties if p.how == "role"):
        draft = resolver.draft(role)
        bare = role.span == doc.span(role.head) and doc.feat(role.head, "Number") != "Plur"
        if bare or draft is None or draft.kind != "person":
            continue  # "президент" may be a second mention of the same one
        beside = (p for p in parties if p.how != "role" and doc.sent[p.head] == doc.sent[role.head])
        if any(resolver.draft(p) is draft and not _bears(doc, role, p) for p in beside):
            resolver.roles.apart(role)


def _bears(doc: Doc, role: Mention, name: Mention) -> bool:
    """Whether a person's name may be that of the role right before it, or inside it: "министр связи и печати X"."""
    between = range(doc.token_at(role.end - 1) or role.head, name.head)
    parted = any(doc.form[k] == "," or doc.pos[k] == "ADP" or doc.feat(k, "VerbForm") == "Fin" for k in between)
    return role.span.overlaps(name.span) or (len(between) > 0 and not parted)


def _stand_in(
    before: Sequence[Meeting[Any]], meeting: Meeting[Any], article: Article, knowledge: Knowledge, resolver: Drafts
) -> Meeting[Any]:
    """Talks of two states with those for whom the same text says that they met for these states, and the reverse."""
    if meeting.kind not in TALKS or len(meeting.participants) < 2:
        return meeting
    date = _day(meeting.date) or (article.published or "")[:10]

    def states(drafts: Sequence[Draft]) -> set[str]:
        given = [d if d.kind == "place" else _sent_by(_delegation(d, knowledge, date, resolver)) for d in drafts]
        return {g.entity.id for g in given if g and g.entity}

    mine = states(meeting.participants)
    for other in before:
        kinds = {d.kind for d in meeting.participants}, {d.kind for d in other.participants}
        apart = sorted(map(sorted, kinds)) == [["person"], ["place"]] and other.kind in TALKS
        if apart and len(mine) == len(meeting.participants) and mine == states(other.participants):
            return msgspec.structs.replace(meeting, participants=other.participants)
    return meeting


def _sent_by(delegation: Delegation[Any] | None) -> Draft | None:
    return delegation.of if delegation else None


def _one(old: Meeting[Any], new: Meeting[Any]) -> bool:
    """Whether two entries tell of one meeting: of one kind, with the same two parties or visitor, nothing apart."""
    kinds = {old.kind, new.kind}
    if old.status != new.status or not (len(kinds) == 1 or kinds <= {"meeting", "talks"}):
        return False
    places = old.place is None or new.place is None or old.place is new.place
    dates = old.date is None or new.date is None or old.date == new.date
    enough = len(old.participants) >= (1 if old.kind == "visit" else 2)
    mine, theirs = set(map(id, old.participants)), set(map(id, new.participants))
    shared = mine & theirs
    same = mine == theirs or (len(shared) >= MANY and shared in (mine, theirs))
    return places and dates and enough and same


def _joined(old: Meeting[Any], new: Meeting[Any]) -> Meeting[Any]:
    """The first entry with what the second adds."""
    fields = ("body", "format", "place", "date", "date_text")
    return msgspec.structs.replace(
        old,
        **{field: getattr(old, field) or getattr(new, field) for field in fields},
        participants=tuple(dict.fromkeys((*old.participants, *new.participants))),
        absent=(*old.absent, *new.absent),
        agenda=(*old.agenda, *new.agenda),
        outcomes=(*old.outcomes, *new.outcomes),
        evidence=tuple(dict.fromkeys((*old.evidence, *new.evidence))),
    )


def _completed(meeting: Meeting[Any], article: Article, knowledge: Knowledge, resolver: Drafts) -> Meeting[Any]:
    drafts = list(meeting.participants)
    date = _day(meeting.date) or (article.published or "")[:10]
    delegations = [_delegation(draft, knowledge, date, resolver) for draft in drafts if draft.kind == "person"]
    absent: list[Absence[Any]] = list(meeting.absent)
    body = meeting.body
    if meeting.status == "held" and body and body.entity and body.entity.kind == "body" and date:
        seated = {d.entity.country for d in drafts if d.entity and d.kind == "place"}
        seated |= {g.of.entity.country for g in delegations if g and g.of and g.of.entity}
        members = knowledge.members(body.entity.id.removeprefix("body:"), date)
        missing = [iso for iso in members if iso not in seated]
        if members and missing and len(members) - len(missing) > ENOUGH * len(members):
            stated = {id(resolver.draft(a.actor)) for a in meeting.absent}
            for iso in missing:
                entity = knowledge.entities.get(f"country:{iso}")
                if entity is None:
                    continue  # a user's table of members may name a country that no table describes
                country = resolver.roles.known(entity)
                if id(country) not in stated:
                    absent.append(Absence(country, "membership"))
    return msgspec.structs.replace(meeting, delegations=tuple(d for d in delegations if d), absent=tuple(absent))


def _day(date: str | None) -> str | None:
    return date if date and len(date) == 10 else None


def _delegation(draft: Draft, knowledge: Knowledge, date: str, resolver: Drafts) -> Delegation[Any] | None:
    """For whom a person sat there: by the article's own words, else by the post the tables give at that date."""
    own = [post for post in resolver.roles.posts if post.person is draft]
    if own:
        post = next((p for p in own if p.of), own[0])
        if post.of or not draft.entity:
            return Delegation(draft, post.title, post.of)
    for term in knowledge.terms_of.get(draft.entity.id if draft.entity else "", ()):
        entity = knowledge.entities.get(f"country:{term.country}" if term.country else f"body:{term.body}")
        if term.on(date) and entity:
            return Delegation(draft, term.title.split("|")[0], resolver.roles.known(entity))
    return Delegation(draft, own[0].title, None) if own else None
