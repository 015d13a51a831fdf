"""Meetings completed by reasoning: who sat there for whom, and which members of the body were not there."""

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from onrecord.knowledge import Knowledge
from onrecord.resolve.cast import Cast, Draft
from onrecord.values import Absence, Article, Delegation, Meeting, Mention

ENOUGH = 0.5  # share of a body's members that must be named before the missing ones are called absent


class Drafts(Protocol):
    """What resolves a mention; its `roles` know the posts that the article gives."""

    roles: Any

    def draft(self, mention: Mention) -> Draft | None: ...


def completed(
    meetings: Sequence[Meeting[Mention]], article: Article, knowledge: Knowledge, cast: Cast, resolver: Drafts
) -> tuple[Meeting[Any], ...]:
    """The meetings with delegations and absence by membership; parties are mentions or drafts."""
    return tuple(_completed(meeting, article, knowledge, resolver) for meeting in meetings)


def _completed(meeting: Meeting[Mention], article: Article, knowledge: Knowledge, resolver: Drafts) -> Meeting[Any]:
    drafts = list(dict.fromkeys(d for p in meeting.participants if (d := resolver.draft(p)) is not None))
    date = _day(meeting.date) or (article.published or "")[:10]
    delegations = [_delegation(draft, knowledge, date, resolver) for draft in drafts if draft.kind == "person"]
    absent: list[Absence[Any]] = list(meeting.absent)
    body = resolver.draft(meeting.body) if meeting.body else None
    if meeting.status == "held" and body and body.entity and body.entity.kind == "body" and date:
        seated = {d.entity.country for d in drafts if d.entity and d.kind == "place"}
        seated |= {g.of.entity.country for g in delegations if g and g.of and g.of.entity}
        members = knowledge.members(body.entity.id.removeprefix("body:"), date)
        missing = [iso for iso in members if iso not in seated]
        if members and missing and len(members) - len(missing) > ENOUGH * len(members):
            stated = {id(resolver.draft(a.actor)) for a in meeting.absent}
            for iso in missing:
                country = resolver.roles.known(knowledge.entities[f"country:{iso}"])
                if id(country) not in stated:
                    absent.append(Absence(country, "membership"))
    return msgspec.structs.replace(
        meeting, participants=tuple(drafts), delegations=tuple(d for d in delegations if d), absent=tuple(absent)
    )


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
