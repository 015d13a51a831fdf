"""Narrowing: the filters of a list as conditions of a query, so that what is asked of a million takes a moment.

A list goes along the articles by time until its page is full. Where an actor or words are asked for that few articles
have, it starts from those few instead.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    union,
    union_all,
)

from onrecord.record.parties import PARTIES
from onrecord.store.bounded import bounded
from onrecord.store.dates import days
from onrecord.store.lemmas import fold, match
from onrecord.store.tables import (
    OWN,
    actors,
    actors_fts,
    articles,
    articles_fts,
    dated,
    facts,
    facts_fts,
    identified,
    identities,
    identities_fts,
    judged,
    parties,
)

Row = dict[str, Any]
Place = tuple[str | int, ...]  # where a row stands in its list; what is stored meanwhile moves it nowhere
PAGE, WHOLE = 40, 160  # rows of a list that is asked for page by page; what a list of all rows counts as
FEW = 3000  # rows that are fetched and sorted in some 30 ms: for a page
COMMON, NEWEST = 30_000, 300  # ids that are gathered in some 5 ms; articles of which each is looked up in some 10 ms
TRIED = 60_000  # of the database's machine, to tell whether what many meet is together met by few: some 8 ms
BY_TIME = (articles.c.instant.desc(), articles.c.key)
Ids = Select[tuple[int]]
Asked = list[tuple[Select[Any], Callable[[], ColumnElement[bool]]]]  # the ids that meet something, and that a row does


class Filters(Struct, frozen=True, kw_only=True):
    """What a list is narrowed to; dates are EDTF days, months or years and count whole."""

    who: str | None = None  # an actor's name, in any form, or part of it; an identity, or a Wikidata id
    about: str | None = None  # words in any form
    outlet: str | None = None  # part of a name or domain, in any case
    since: str | None = None
    until: str | None = None
    language: str | None = None
    limit: int | None = None
    after: Place | None = None  # only what comes after a row's place in the list


def facts_of(
    connection: Connection,
    columns: Sequence[ColumnElement[Any]],
    filters: Filters,
    layers: Sequence[str],
    ids: Ids | None = None,
) -> Select[Any]:
    """A query of the facts of some layers (all, or those of some ids), their articles and what is judged of them.

    They are narrowed by all filters.

    Where it starts from no few of them it goes along time, which the plus tells SQLite: left to itself it sorts all
    facts of a layer (2.2 s of 400,000, where a page along time takes 1 ms).
    """
    asked: Asked = []
    if filters.about:
        asked.append(_speaking(connection, matching(facts_fts, filters.about), layers, filters))
    if filters.outlet:
        published = select(facts.c.id).join(articles).where(published_by(connection, filters.outlet))
        by_it = published_by(connection, filters.outlet, "+")
        asked.append((published, lambda: by_it))
    if filters.who:
        whole = not any(PARTIES[layer] for layer in layers)  # topics: an article's, and so of all who are in it
        asked.append(_in_articles(filters.who, layers) if whole else _with_part(filters.who))
    conditions, starts = _each(connection, facts.c.id, asked, filters.limit)
    if ids is not None:
        conditions.append(facts.c.id.in_(ids))
    article: ColumnElement[int] = articles.c.id if starts or ids is not None else literal_column("+articles.id")
    query = select(*columns).join_from(articles, facts, facts.c.article == article).outerjoin(judged)
    return narrowed(query.where(facts.c.layer.in_(layers), *conditions), filters)


def _with_part(who: str) -> tuple[Ids, Callable[[], ColumnElement[bool]]]:
    """The facts that an actor has a part in, and that a fact is one."""
    ids = named(who)
    theirs = select(parties.c.fact).join_from(subquery := ids.subquery(), parties, parties.c.actor == subquery.c[0])
    has = exists().where(parties.c.fact == facts.c.id, literal_column("+parties.actor").in_(ids))
    return theirs, lambda: has


def _in_articles(who: str, layers: Sequence[str]) -> tuple[Ids, Callable[[], ColumnElement[bool]]]:
    """The facts of some layers in the articles that an actor is in, and that a fact's article is one."""
    ids = named(who)
    theirs = select(facts.c.id).join_from(subquery := ids.subquery(), actors, actors.c.id == subquery.c[0])
    theirs = theirs.join(facts, facts.c.article == actors.c.article).where(facts.c.layer.in_(layers))
    has = exists().where(actors.c.article == articles.c.id, literal_column("+actors.id").in_(ids))
    return theirs, lambda: has


def articles_of(connection: Connection, query: Select[Any], filters: Filters, words: str = "") -> Select[Any]:
    """A query of articles, narrowed by all filters: where an actor is, and that speak of something; that have words."""
    return narrowed(query.where(*holding(connection, filters, words)[0]), filters)


def holding(connection: Connection, filters: Filters, words: str = "") -> tuple[list[ColumnElement[bool]], bool]:
    """That an article has an actor, speaks of something and has words, is an outlet's; whether few do."""
    asked: Asked = []
    if said := [query for query in (filters.about, words) if query]:
        told = matching(articles_fts, *said)
        asked.append((told, partial(_said_in, connection, told, filters)))
    if filters.outlet:
        published = select(articles.c.id).where(published_by(connection, filters.outlet))
        by_it = published_by(connection, filters.outlet, "+")
        asked.append((published, lambda: by_it))
    if filters.who:
        who = named(filters.who)
        theirs = select(actors.c.article).join_from(subquery := who.subquery(), actors, actors.c.id == subquery.c[0])
        has = exists().where(actors.c.article == articles.c.id, literal_column("+actors.id").in_(who))
        asked.append((theirs, lambda: has))
    return _each(connection, articles.c.id, asked, filters.limit)


def _each(
    connection: Connection, column: Any, asked: Asked, limit: int | None
) -> tuple[list[ColumnElement[bool]], bool]:
    """That a row meets each thing asked for, told by the ids that meet it or as a condition; whether a few start it.

    The first that few meet starts it. Things of which each is met by many may together be met by few, which is tried
    for TRIED steps: of very many that meet each many meet all, or a list along time finds in half a second that none
    does.
    """
    most = _startable(limit)
    for number, (ids, _) in enumerate(asked):
        if (start := _start(connection, column, ids, most)) is not None:
            return [start, *(has() for _, has in asked[:number] + asked[number + 1 :])], True
    if len(asked) > 1:
        both, *more = (ids for ids, _ in asked)
        for ids in more:
            both = both.where((both.selected_columns[0] + 0).in_(ids))  # a sum no index has: each is looked at once
        with bounded(connection, TRIED):
            if (start := _start(connection, column, both, most)) is not None:
                return [start], True
    return [has() for _, has in reversed(asked)], False  # words last: to look them up takes longest


def _start(connection: Connection, column: Any, ids: Ids, most: int) -> ColumnElement[bool] | None:
    """That a row has one of some ids; None where they are more than so many."""
    if most <= 2 * FEW:
        return None if (some := few(connection, ids, most)) is None else among(column, some)
    return None if many(connection, ids, most) else column.in_(ids)  # to fetch so many takes longer than to find them


def _startable(limit: int | None) -> int:
    """How many ids a list of so many rows may start from (None: one of all rows, the first of them soon).

    A list along time looks at the more rows the more are wanted and the fewer meet what is asked for; one that starts
    from those that meet it looks at all of these, in one go. For 2,000 rows of 200,000 articles both take as long where
    11,000 articles meet it.
    """
    return int(FEW * max(1.0, (limit or WHOLE) / PAGE) ** 0.35)


def published_by(connection: Connection, outlet: str, unindexed: str = "") -> ColumnElement[bool]:
    """That an article's outlet has a part of a name or domain; `unindexed` is a plus where no index may help."""
    asked = fold(outlet)
    either = []
    for column in (articles.c.outlet_key, articles.c.domain):
        known = connection.execute(select(column).distinct()).scalars()  # of 200,000 articles in a millisecond
        same = [key for key in known if key and asked in key]
        either.append(among(literal_column(f"{unindexed}articles.{column.name}"), same))
    return or_(*either)


def narrowed(query: Select[Any], filters: Filters) -> Select[Any]:
    """A query that joins articles, narrowed by their dates and language, and bounded."""
    row = articles.c
    if filters.since:
        query = query.where(row.last_day >= days(filters.since)[0], row.instant >= earliest(filters.since))
    if filters.until:
        query = query.where(row.first_day != "", row.first_day <= days(filters.until)[1])
        query = query.where(row.instant < latest(filters.until))
    if filters.language:
        query = query.where(row.language == filters.language)
    return query.limit(filters.limit)


def earliest(since: str) -> str:
    """What no instant lies before of an article that may be of a day or later: the year, for dates may be years.

    >>> earliest("2031-03-23")
    '2031'
    """
    return _shifted(days(since)[0], -1)[:4]


def latest(until: str) -> str:
    """What every instant lies before of an article that may be of a day or earlier, in any zone.

    >>> latest("2031-03")
    '2031-04-02'
    """
    return _shifted(days(until)[1], 2)


def _shifted(day: str, by: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
    except OverflowError:
        return day if by < 0 else ":"  # which sorts behind every digit


def few(connection: Connection, ids: Select[Any], most: int = FEW) -> list[Any] | None:
    """The ids that a query finds, in order, each once; None where they are more than so many."""
    some = connection.execute(ids.limit(most + 1)).scalars().all()
    return sorted(set(some) - {None}) if len(some) <= most else None


def many(connection: Connection, ids: Select[Any], more_than: int = FEW) -> bool:
    """Whether a query finds more ids than so many."""
    some = select(func.count()).select_from(ids.limit(more_than + 1).subquery())
    return bool(connection.execute(some).scalar_one() > more_than)


def among(column: ColumnElement[Any], ids: Sequence[Any]) -> ColumnElement[bool]:
    """That a column has one of some values, as one parameter however many they are."""
    each = func.json_each(msgspec.json.encode(ids).decode()).table_valued("value")
    return column.in_(select(each.c.value))


def matching(index: Any, *queries: str) -> Ids:
    """The ids that an index holds under the words of every query."""
    return select(index.c.rowid).where(literal_column(index.name).op("MATCH")(" AND ".join(map(match, queries))))


def _speaking(
    connection: Connection, told: Ids, layers: Sequence[str], filters: Filters
) -> tuple[Select[Any], Callable[[], ColumnElement[bool]]]:
    """The facts that an index tells, and that a fact is among them, for a list of some layers.

    Words that many facts have may be in none of those layers; where the newest have none, those of the layers are told.
    """
    gathered = literal_column("+facts.id").in_(told)
    if not _far_more(connection, told, filters):
        return told, lambda: gathered
    newest = articles.c.instant > _behind(connection, filters)
    looked_up = exists(told.where(facts_fts.c.rowid == facts.c.id).correlate(facts))
    near = select(facts.c.id).join_from(articles, facts, facts.c.article == literal_column("+articles.id"))
    near = _onward(near, filters).where(newest, facts.c.layer.in_(layers), looked_up).order_by(*BY_TIME)
    if connection.execute(near.limit(1)).first():
        return told, lambda: case((newest, looked_up), else_=gathered)
    return select(facts.c.id).where(facts.c.layer.collate(OWN).in_(layers), gathered), lambda: gathered


def _said_in(connection: Connection, told: Ids, filters: Filters) -> ColumnElement[bool]:
    """That an article is among those that an index tells."""
    gathered = literal_column("+articles.id").in_(told)
    if not _far_more(connection, told, filters):
        return gathered
    looked_up = exists(told.where(articles_fts.c.rowid == articles.c.id).correlate(articles))
    return case((articles.c.instant > _behind(connection, filters), looked_up), else_=gathered)


def _far_more(connection: Connection, told: Ids, filters: Filters) -> bool:
    """Whether so many are told that a page of rows is sooner looked up one by one, mostly among the NEWEST articles.

    To gather all takes up to 60 ms, and SQLite does it only when it comes to the first row behind those articles.
    """
    return (filters.limit or WHOLE) <= NEWEST and many(connection, told, COMMON)


def _behind(connection: Connection, filters: Filters) -> str:
    """The instant behind the NEWEST articles that a list along time comes to."""
    newest = _onward(select(articles.c.instant), filters).order_by(*BY_TIME)
    return connection.execute(newest.offset(NEWEST).limit(1)).scalar() or ""


def _onward(query: Select[Any], filters: Filters) -> Select[Any]:
    """A query of articles from where a list along time begins."""
    if filters.after and isinstance(filters.after[0], str):
        query = query.where(articles.c.instant <= filters.after[0])
    return narrowed(query, Filters(until=filters.until))


def touching(layer: str, first: str, last: str) -> Ids:
    """The facts of a layer that are dated by days of which some lie between two."""
    day = dated.c
    return select(day.fact).where(day.layer == layer, day.last_day >= first, day.first_day <= last)


def ending(layer: str, first: str, last: str) -> Ids:
    """The facts of a layer that are dated by days of which the last lies between two."""
    return select(dated.c.fact).where(dated.c.layer == layer, dated.c.last_day.between(first, last))


def named(who: str) -> Ids:
    """The actors of a name: those that an article calls so, and all who are one with somebody of that name."""
    theirs = select(identified.c.actor).where(identified.c.identity.in_(called(who)))
    either = union_all(matching(actors_fts, who), theirs).subquery()
    return select(either.c[0])


def called(who: str) -> Select[tuple[str]]:
    """The identities of a name in any form or alphabet, of an identity's id or a Wikidata id."""
    row = identities.c
    same = (row.identity == who, row.wikidata == who, row.id.in_(matching(identities_fts, who)))
    each = union(*(select(row.identity).where(one) for one in same)).subquery()
    return select(each.c.identity)


def begins(column: ColumnElement[str], beginning: str) -> ColumnElement[bool]:
    """That an id begins so, as a range of the column's index."""
    return and_(column >= beginning, column < beginning + "\U0010ffff")
