"""What people ask of the joined stories: a list of them, and one story with every telling of it."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, or_, select

from onrecord.errors import OnrecordError
from onrecord.record import decode
from onrecord.store.lists import Filters, of_articles
from onrecord.store.tables import articles, stories, tellings
from onrecord.stories.reprints import Alignment, align, body
from onrecord.values import Article

Row = dict[str, Any]
TOLD = tellings.c.article == articles.c.id  # a telling and its article
STORY_COLUMNS = ("story", "published", "title", "articles", "outlets", "independent", "article", "language")
TELLING_COLUMNS = (
    *("story", "published", "outlet", "title", "how", "from", "credited", "root", "kept", "copied", "cut", "added"),
    *("article", "source", "url", "language"),
)


def story_rows(connection: Connection, filters: Filters, least: int = 1) -> Iterator[Row]:
    """A row for each story of at least so many articles one of which the filters keep, the newest first."""
    kept = of_articles(select(tellings.c.story).join(articles, TOLD), replace(filters, limit=None))
    names = ("story", "title", "articles", "outlets", "independent", "language")
    query = select(*(stories.c[name] for name in names), articles.c.published, articles.c.article)
    query = query.join_from(stories, tellings, (tellings.c.story == stories.c.story) & (tellings.c.number == 0))
    query = query.join(articles, TOLD)
    query = query.where(stories.c.story.in_(kept), stories.c.articles >= least)
    query = query.order_by(stories.c.begun.desc(), stories.c.story).limit(filters.limit)
    for row in connection.execute(query).mappings():
        yield {name: row[articles.c.article if name == "article" else name] for name in STORY_COLUMNS}


def story_of(connection: Connection, beginning: str) -> str:
    """The id of the story that begins so, or that holds the article whose id begins so."""
    query = select(tellings.c.story).join(articles, TOLD).distinct()
    begins = (known.startswith(beginning, autoescape=True) for known in (tellings.c.story, articles.c.article))
    found: list[str] = sorted(connection.execute(query.where(or_(*begins))).scalars())
    if not beginning or not found:
        raise OnrecordError(f"no story {beginning!r} in the store; `onrecord stories` lists those that are")
    if len(found) > 1:
        raise OnrecordError(f"{beginning!r} begins the ids of {len(found)} stories: {', '.join(found[:5])}; give more")
    return found[0]


def telling_rows(connection: Connection, story: str) -> Iterator[Row]:
    """A row for each article of a story, the earliest first (keys: TELLING_COLUMNS).

    `from` is the article that the news was taken from; where its text was used, `cut` and `added` are the stretches
    that one of the two has and the other has not.
    """
    query = select(tellings, articles.c.key, articles.c.record).join(articles, TOLD)
    found = connection.execute(query.where(tellings.c.story == story).order_by(tellings.c.number)).all()
    read = {row.article: decode(row.record).article for row in found}
    ids = {row.key: read[row.article].id for row in found}
    for row in found:
        article, parent = read[row.article], read.get(row.parent)
        used = _used(parent, article) if parent and row.how in ("reprint", "part") else None
        yield {
            "story": story,
            "published": article.published,
            "outlet": article.outlet.name if article.outlet else None,
            "title": article.title,
            "how": row.how,
            "from": parent.id if parent else None,
            "credited": row.credited,
            "root": ids.get(row.root, row.root),
            "kept": row.kept,
            "copied": row.copied,
            "cut": [span.of(parent.text) for span in used.cut] if used and parent else [],
            "added": [span.of(article.text) for span in used.added] if used else [],
            "article": article.id,
            "source": article.source,
            "url": article.url,
            "language": article.language,
        }


def _used(earlier: Article, later: Article) -> Alignment:
    return align(body(earlier), body(later))
