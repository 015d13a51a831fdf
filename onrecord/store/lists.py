"""The lists that people ask for, filtered, in an order that depends on what is stored and never on when it was."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Select, and_, or_, select
from sqlalchemy import Row as SqlRow

from onrecord.errors import Unknown, UsageError
from onrecord.record import decode
from onrecord.store.narrowing import BY_TIME, Ids, among, articles_of, begins, facts_of
from onrecord.store.narrowing import Filters as Filters
from onrecord.store.narrowing import Place as Place
from onrecord.store.narrowing import Row as Row
from onrecord.store.roster import ACTOR_COLUMNS, actor_rows
from onrecord.store.rows import columns
from onrecord.store.tables import articles, bit, facts, judged
from onrecord.store.tables import records as stored
from onrecord.values import Record

T = TypeVar("T")
Line = SqlRow[Any]  # a fact as it is stored
ARTICLE_COLUMNS = ("article", "published", "outlet", "title", "language", "source", "url")


def columns_of(name: str) -> tuple[str, ...]:
    """The keys of a list's rows: a layer's, "articles" or "actors"."""
    return {"articles": ARTICLE_COLUMNS, "actors": ACTOR_COLUMNS}.get(name) or columns(name)


def rows_of(connection: Connection, name: str, filters: Filters) -> Iterator[Row]:
    """The rows of a list: a layer of facts, "articles" or "actors"."""
    return (row for _, row in placed(connection, name, filters))


def placed(connection: Connection, name: str, filters: Filters) -> Iterator[tuple[Place, Row]]:
    """The rows of a list, each with its place: what `Filters.after` goes on from."""
    if name == "articles":
        return article_rows(connection, filters)
    return actor_rows(connection, filters) if name == "actors" else fact_rows(connection, name, filters)


def fact_rows(connection: Connection, layer: str, filters: Filters) -> Iterator[tuple[Place, Row]]:
    """The rows of a layer's facts (keys: `rows.columns(layer)`), the newest article first; none that is rejected."""
    for line in _facts(connection, (layer,), filters):
        yield (line.instant, line.key, line.number), whole(layer, line)


def cells(
    connection: Connection, layer: str, filters: Filters, kind: type[T], ids: Ids | None = None
) -> Iterator[tuple[T, Line]]:
    """The facts of `fact_rows` as structs of some of their columns, which takes a third of the time; `whole` has all.

    What is counted or passed over by the thousand is read so. With `ids` only the facts that have them.
    """
    decode = msgspec.json.Decoder(kind).decode
    return ((decode(line.row), line) for line in _facts(connection, (layer,), filters, ids))


def lines_of(connection: Connection, layers: Sequence[str], filters: Filters) -> Iterator[tuple[str, bytes]]:
    """The facts of some layers in one list, the newest article first: the layer, and the row as JSON."""
    ids = [line.id for line in _facts(connection, layers, filters, columns=(facts.c.id,))]  # sorted without their rows
    query = select(facts.c.id, facts.c.layer, facts.c.row).where(among(facts.c.id, ids))
    found = {id: (layer, row) for id, layer, row in connection.execute(query).all()}
    return (found[id] for id in ids)


def outlets_of(connection: Connection, filters: Filters) -> list[tuple[str | None, str | None]]:
    """When each article was published, the newest first, and by whom."""
    query = articles_of(connection, select(articles.c.published, articles.c.outlet), filters)
    return [(published, outlet) for published, outlet in connection.execute(query.order_by(*BY_TIME)).all()]


def whole(layer: str, line: Line) -> Row:
    """A fact's row with every column, which one stored by an earlier program may lack."""
    known: Row = msgspec.json.decode(line.row)
    return dict.fromkeys(columns(layer)) | known | {"judgement": line.judgement}


def _facts(
    connection: Connection,
    layers: Sequence[str],
    filters: Filters,
    ids: Ids | None = None,
    columns: Sequence[Any] = (facts.c.row, judged.c.judgement),
) -> Iterable[Line]:
    place = (articles.c.instant, articles.c.key, facts.c.number)
    query = facts_of(connection, (*columns, *place), filters, layers, ids)
    query = query.where(judged.c.judgement.is_distinct_from("rejected"))
    query = query.where(articles.c.layers.bitwise_and(sum(map(bit, layers))) != 0)
    query = _after(query, filters.after, facts.c.number)
    return connection.execute(query.order_by(*BY_TIME, facts.c.layer, facts.c.number))


def article_rows(connection: Connection, filters: Filters, words: str = "") -> Iterator[tuple[Place, Row]]:
    """A row for each article (of those that have every one of some words), the newest first."""
    query: Select[Any] = select(*(articles.c[name] for name in ARTICLE_COLUMNS), articles.c.instant, articles.c.key)
    query = articles_of(connection, _after(query, filters.after), filters, words)
    for row in connection.execute(query.order_by(*BY_TIME)).mappings():
        yield (row["instant"], row["key"]), {name: row[name] for name in ARTICLE_COLUMNS}


def records(connection: Connection, filters: Filters) -> Iterator[Record]:
    """The records of the articles, the newest first."""
    query = articles_of(connection, select(stored.c.record).join(articles), filters)
    for (data,) in connection.execute(query.order_by(*BY_TIME)):
        yield decode(data)


def records_by_id(connection: Connection, beginning: str) -> list[Record]:
    """The records of an article's id or of the beginning of one; reprints word for word share an id."""
    known = select(articles.c.article).where(begins(articles.c.article, beginning)).distinct()
    ids = sorted(connection.execute(known).scalars())
    if not beginning or not ids:
        raise Unknown(f"no article {beginning!r} in the store; `onrecord articles` lists those that are", "no_article")
    if len(ids) > 1:
        several = f"{beginning!r} begins the ids of {len(ids)} articles: {', '.join(ids[:5])}; give more of it"
        raise UsageError(several, "several_ids", number=len(ids))
    query = select(stored.c.record).join(articles).where(articles.c.article == ids[0])
    return [decode(record) for record in connection.execute(query.order_by(*BY_TIME)).scalars()]


def judgements(connection: Connection, article: str) -> dict[str, str]:
    """What people judged of an article's facts, "confirmed" or "rejected", under the facts' ids."""
    query = select(facts.c.layer, facts.c.number, judged.c.judgement).join_from(judged, facts).join(articles)
    found = connection.execute(query.where(articles.c.article == article))
    return {f"{article}#/{row.layer}/{row.number}": row.judgement for row in found}


def _after(query: Select[Any], place: Place | None, number: Any = None) -> Select[Any]:
    """A query in the order of time, from the row behind a place on."""
    if place is None:
        return query
    instant, key = articles.c.instant, articles.c.key
    later = [instant < place[0], key > place[1]]
    if number is not None:
        later.append(and_(key == place[1], number > place[2]))
    return query.where(instant <= place[0], or_(*later))
