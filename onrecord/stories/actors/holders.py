"""Holders: who held a post on a day, by the knowledge tables and by what articles said of it before and after."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Select, func, select

from onrecord.knowledge import Knowledge, Term
from onrecord.language.declension import nominatives
from onrecord.language.morph import fold
from onrecord.store.dates import period
from onrecord.store.rows import TOLD_BY
from onrecord.store.tables import articles, facts, identified, identities, judged, posts
from onrecord.stories.actors.posts import Post, acted_in, acting, replaced

COLUMNS = (
    *("person", "identity", "office", "of", "acting", "since", "until", "evidenced", "basis", "articles"),
    *(_EVIDENCE := ("published", "outlet", "evidence", "fact", "source", "url", *TOLD_BY)),
)
_NOTHING = dict.fromkeys(("articles", *_EVIDENCE))
Answer = dict[str, Any]


class Said(Struct, frozen=True, order=True):
    """What articles said of a post on one day: who, in which status, and how often."""

    day: str
    identity: str
    status: str
    times: int = 1


def by_tables(post: Post, day: str, knowledge: Knowledge) -> Iterator[Answer]:
    """The holders whom the tables know, with their terms; in the tables every body has a "head_of_body".

    A post in which somebody acts for the holder has only those who do. Where a term is open and the day after all that
    its own table knows, `evidenced` is that table's newest day.
    """
    held = _held(post)
    of = post.side.removeprefix("body:")
    acted = [(_acts(term, knowledge), term) for term in _terms(held, knowledge) if term.on(day)]
    wanted = [(acts, term) for acts, term in acted if acts or post == held]
    for acts, term in sorted(wanted, key=_place):
        person, side = knowledge.entities[term.person], knowledge.entities.get(post.side)
        where = (side or knowledge.entities[f"country:{of}"]).name
        known = {"person": person.name, "identity": person.id, "office": term.title.partition("|")[0], "of": where}
        newest = newest_day(knowledge, term.table)
        beyond = newest if newest and not term.until and newest < day else None
        days = {"since": term.since or None, "until": term.until or None, "evidenced": beyond}
        yield {**known, "acting": acts, **days, "basis": "tables", **_NOTHING}


def _place(found: tuple[bool, Term]) -> tuple[bool, str, str]:
    acts, term = found
    return acts, term.since, term.person


def _held(post: Post) -> Post:
    """The post itself, where one asks who acts for its holder."""
    return replace(post, role=replaced(post.role))


def _acts(term: Term, knowledge: Knowledge) -> bool:
    """Whether the tables have somebody act for the holder."""
    return bool(acted_in(term.title.partition("|")[0], knowledge))


def _terms(post: Post, knowledge: Knowledge) -> list[Term]:
    """All terms of the tables in a post."""
    of = post.side.removeprefix("body:")
    roles = (post.role,) if of == post.side else (post.role, "head_of_body")
    return [term for role in roles for term in knowledge.terms.get((of, role), ())]


@cache
def newest_day(knowledge: Knowledge, table: str) -> str:
    """The newest day among the terms of a table (`Term.table`): what came after it, it may not know."""
    terms = (term for terms in knowledge.terms.values() for term in terms if term.table == table)
    dates = (period(date) for term in terms for date in (term.since, term.until))
    return max((found[0] for found in dates if found), default="")


def by_articles(connection: Connection, post: Post, day: str, knowledge: Knowledge) -> list[Answer]:
    """The holders whom articles name, those that more articles name first; each with the article nearest in time.

    Since and until are the first and the last day on which an article had the person in the post, with no other holder
    between them; `evidenced` is the last where that is before the day asked about. Whom no sentence names is left out.
    Behind them, and alone where the post is theirs, are those who act for the holder, from when articles first say so
    until a holder is named again.
    """
    held = _held(post)
    deputy = replace(post, role=acting(held.role))
    told, begun = _said(connection, held), _begun(held, knowledge, acts=False)
    again = [Said(one.day, "", "current") for one in (*told, *begun) if one.status == "current"]
    follow = (*again, *_begun(held, knowledge, acts=True))
    found = _seen(connection, held, told, begun, day) if post == held else []
    return found + _seen(connection, deputy, _said(connection, deputy), follow, day)


def _seen(connection: Connection, post: Post, told: Sequence[Said], ends: Sequence[Said], day: str) -> list[Answer]:
    """Those whom articles name in a post; what `ends` says of others ends what is known of them."""
    found, acts = list[Answer](), post != _held(post)
    for identity in _named_last(told, day):
        mine = _unbroken([*told, *(one for one in ends if one.identity != identity)], identity, day)
        basis = _basis(mine, day)
        evidence = _evidence(connection, post, mine, day) if basis else None
        if evidence:
            since, last, times = mine[0].day, mine[-1].day, sum(one.times for one in mine)
            held = {"acting": acts, "since": since, "until": last, "evidenced": last if last < day else None}
            found.append({"identity": identity, "basis": basis, "articles": times} | held | evidence)
    return sorted(found, key=lambda row: (row["basis"], -row["articles"], row["identity"]))


def _named_last(told: Sequence[Said], day: str) -> list[str]:
    """Those who are named on the last day up to this one on which anybody is: nobody else can hold the post on it."""
    before = [one for one in told if one.day and one.day <= day and one.status != "future"]
    last = max((one.day for one in before), default="")
    return sorted({one.identity for one in before if one.day == last and one.status == "current"})


def holds(said: Sequence[Said], identity: str, day: str) -> str | None:
    """Whether what was said shows that somebody held the post on a day: "seen", "seen_before" or None.

    "seen" is named so both before and after with nobody else between, or on that day; "seen_before" is named so last,
    and nobody since.

    >>> days = [("2031-03-01", "anna"), ("2031-03-09", "anna"), ("2031-04-12", "ivan")]
    >>> said = [Said(day, who, "current") for day, who in days]
    >>> [holds(said, "anna", day) for day in ("2031-02-01", "2031-03-05", "2031-04-01", "2031-04-20")]
    [None, 'seen', 'seen_before', None]
    """
    return _basis(_unbroken(said, identity, day), day)


def _basis(mine: Sequence[Said], day: str) -> str | None:
    if not mine or mine[0].day > day:
        return None
    return "seen" if mine[-1].day >= day else "seen_before"


def _unbroken(said: Sequence[Said], identity: str, day: str) -> list[Said]:
    """The sightings of a holder around a day, between the changes before and after it, in order of time."""
    mine = sorted(one for one in said if one.identity == identity and one.status == "current" and one.day)
    ends = {
        one.day for one in said if one.status != "future" and (one.identity == identity) == (one.status == "former")
    }
    before = max((end for end in ends if end <= day), default="")
    after = min((end for end in ends if end > day), default="~")
    return [one for one in mine if before <= one.day < after or one.day == day]


def _begun(post: Post, knowledge: Knowledge, *, acts: bool) -> list[Said]:
    """The days from which the tables name a holder, or somebody who acts for one."""
    terms = (term for term in _terms(post, knowledge) if _acts(term, knowledge) == acts)
    begun = ((period(term.since), term.person) for term in terms)
    return [Said(found[0], person, "current") for found, person in begun if found]


def _said(connection: Connection, post: Post) -> list[Said]:
    """All that articles say of a post and nobody rejected, counted by days."""
    who = (posts.c.day, identified.c.identity, posts.c.status)
    query = _sightings(select(*who, func.count()), post).group_by(*who)
    return [Said(*line) for line in connection.execute(query)]


def _sightings(query: Select[Any], post: Post) -> Select[Any]:
    """A query of what articles say of a post and nobody rejected."""
    query = query.join_from(posts, identified, identified.c.actor == posts.c.actor)
    query = query.outerjoin(judged, judged.c.fact == posts.c.fact)
    query = query.where(judged.c.judgement.is_distinct_from("rejected"))
    return query.where(posts.c.role == post.role, posts.c.side == post.side)


def _evidence(connection: Connection, post: Post, mine: Sequence[Said], day: str) -> Answer | None:
    """Who is meant, and the sentence nearest before the day, else after it, that says so by name; None without one."""
    for row in _nearest(connection, post, mine, day):
        if _named_in(row["evidence"], row["person"]):
            name = select(identities.c.name).where(identities.c.identity == mine[0].identity)
            shown = {key: row.get(key) for key in ("office", "of", *_EVIDENCE)}
            return {"person": connection.execute(name).scalar_one(), **shown}
    return None


def _nearest(connection: Connection, post: Post, mine: Sequence[Said], day: str) -> Iterator[Answer]:
    """The facts' rows of a holder's sightings, the nearest before a day first, then those after it."""
    query = _sightings(select(facts.c.row, judged.c.judgement), post)
    query = query.join(facts, facts.c.id == posts.c.fact).join(articles, articles.c.id == facts.c.article)
    query = query.where(identified.c.identity == mine[0].identity, posts.c.status == "current")
    past = query.where(posts.c.day.between(mine[0].day, day))
    coming = query.where(posts.c.day > day, posts.c.day <= mine[-1].day)
    place = (posts.c.day, articles.c.instant, articles.c.key, facts.c.number)
    for nearest in (past.order_by(*(one.desc() for one in place)), coming.order_by(*place)):
        for found in connection.execute(nearest):
            yield msgspec.json.decode(found.row) | {"judgement": found.judgement}


def _named_in(words: str, person: str) -> bool:
    """Whether words have a person's last name in some case."""
    last = fold(person.split()[-1])
    return any(last in map(fold, nominatives(word)) for word in re.findall(r"[\w-]+", words))
