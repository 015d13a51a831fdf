"""What people ask of the joined stories: a list of them, and one story with every telling of it."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Select, or_, select, union

from onrecord.errors import Unknown, UsageError
from onrecord.record import decode
from onrecord.store.dates import days
from onrecord.store.narrowing import Filters, Place, Row, among, begins, few, holding, latest, narrowed
from onrecord.store.tables import articles, records, stories, tellings
from onrecord.stories.reprints import Alignment, align, body
from onrecord.values import Article

TOLD = tellings.c.article == articles.c.id  # a telling and its article
STORY_COLUMNS = ("story", "published", "title", "articles", "outlets", "independent", "article", "language")
TELLING_COLUMNS = (
    *("story", "published", "outlet", "title", "how", "from", "credited", "root"),
    *("copy_of", "kept", "copied", "cut", "added", "article", "source", "url", "language"),
)


def story_rows(connection: Connection, filters: Filters, least: int = 1) -> Iterator[Row]:
    """A row for each story of at least so many articles one of which the filters keep, the newest first."""
    return (row for _, row in placed_stories(connection, filters, least))


def placed_stories(connection: Connection, filters: Filters, least: int = 1) -> Iterator[tuple[Place, Row]]:
    """The rows of `story_rows`, each with its place: what `Filters.after` goes on from."""
    opening, first = tellings.alias(), articles.alias()
    told = ("story", "title", "articles", "outlets", "independent", "language", "begun")
    query = select(*(stories.c[name] for name in told), first.c.published, first.c.article.label("first"))
    opens = (opening.c.story == stories.c.story) & (opening.c.number == 0)
    query = query.select_from(stories).outerjoin(opening, opens)  # an inner join would begin with the tellings
    query = query.outerjoin(first, first.c.id == opening.c.article).where(stories.c.articles >= least)
    query = _kept(connection, query, filters).order_by(stories.c.begun.desc(), stories.c.story)
    for row in connection.execute(query.limit(filters.limit)).mappings():
        yield (
            (row["begun"], row["story"]),
            {name: row["first" if name == "article" else name] for name in STORY_COLUMNS},
        )


def _kept(connection: Connection, query: Select[Any], filters: Filters) -> Select[Any]:
    """A query of stories, from the one behind a place on, and those one of whose articles the filters keep."""
    row, after = stories.c, filters.after
    if after:
        query = query.where(row.begun <= after[0], or_(row.begun < after[0], row.story > after[1]))
    wanted = replace(filters, limit=None, after=None)
    if wanted == Filters():
        return query
    if wanted.since:
        query = query.where(row.last_day >= days(wanted.since)[0])
    if wanted.until:
        query = query.where(row.begun < latest(wanted.until))
    every = select(tellings.c.story).select_from(articles).outerjoin(tellings, TOLD)  # begins with the articles
    conditions, starts = holding(connection, filters)
    kept = narrowed(every.where(*conditions), wanted)
    some = few(connection, kept) if starts or not conditions else None  # else so many that stories of them are near
    return query.where(kept.where(tellings.c.story == row.story).exists() if some is None else among(row.story, some))


def story_of(connection: Connection, beginning: str) -> str:
    """The id of the story that begins so, or that holds the article whose id begins so."""
    of_article = select(tellings.c.story).join(articles, TOLD).where(begins(articles.c.article, beginning))
    query = union(select(stories.c.story).where(begins(stories.c.story, beginning)), of_article)
    found: list[str] = sorted(connection.execute(query).scalars())
    if not beginning or not found:
        raise Unknown(f"no story {beginning!r} in the store; `onrecord stories` lists those that are", "no_story")
    if len(found) > 1:
        several = f"{beginning!r} begins the ids of {len(found)} stories: {', '.join(found[:5])}; give more"
        raise UsageError(several, "several_ids", number=len(found))
    return found[0]


def telling_rows(connection: Connection, story: str) -> Iterator[Row]:
    """A row for each article of a story, the earliest first (keys: TELLING_COLUMNS).

    `from` is the article that the news was taken from, `copy_of` the one whose text was used: mostly the same. `kept`
    and `copied` tell how much of it was; `cut` and `added` are the stretches that one of the two has, not the other.
    """
    query = select(tellings, articles.c.key, records.c.record).join(articles, TOLD).join(records)
    found = connection.execute(query.where(tellings.c.story == story).order_by(tellings.c.number)).all()
    read = {row.article: decode(row.record).article for row in found}
    ids = {row.key: read[row.article].id for row in found}
    for row in found:
        article, parent, copied = read[row.article], read.get(row.parent), read.get(row.copy_of)
        used = _used(copied, article) if copied and (row.kept, row.copied) != (1.0, 1.0) else None
        yield {
            "story": story,
            "published": article.published,
            "outlet": article.outlet.name if article.outlet else None,
            "title": article.title,
            "how": row.how,
            "from": parent.id if parent else None,
            "credited": row.credited,
            "root": ids.get(row.root, row.root),
            "copy_of": copied.id if copied else None,
            "kept": row.kept,
            "copied": row.copied,
            "cut": [span.of(copied.text) for span in used.cut] if used and copied else [],
            "added": [span.of(article.text) for span in used.added] if used else [],
            "article": article.id,
            "source": article.source,
            "url": article.url,
            "language": article.language,
        }


def _used(earlier: Article, later: Article) -> Alignment:
    return align(body(earlier), body(later))
