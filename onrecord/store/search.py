"""Search: articles ranked by BM25 over lemmas, each with the stretch of its text where the words stand closest."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, func, literal_column, select

from onrecord.span import Span
from onrecord.store.entry import readable
from onrecord.store.lemmas import asked, beginnings, fold, forms, match, spelled, words
from onrecord.store.lists import ARTICLE_COLUMNS, article_rows
from onrecord.store.narrowing import BY_TIME, Filters, Place, Row, among, articles_of, many, matching
from onrecord.store.tables import articles, articles_fts, records
from onrecord.values import Article

COLUMNS = (*ARTICLE_COLUMNS, "snippet", "offsets")
PLACES = ((int,), (str, str))  # what the places of hits are made of
TITLE_WEIGHT = 5.0  # of a word in the title, where one in the text counts 1
WIDTH = 30  # words of a snippet
_STOPS = ' \n.!?»”"'
AHEAD = 5  # words of it before the first mark
AT_ONCE = 25  # hits whose texts are fetched at once: a page of them
LOOKED_AT = 200  # marks among which the best stretch is chosen: a book-long page must not take minutes

# The words of a stretch, where a window begins, and the words in it that are marked: which, and as which of the query.
Word = re.Match[str]
_Window = tuple[list[Word], int, list[tuple[int, frozenset[int]]]]


class Snippet(Struct, frozen=True):
    """A stretch of an article's text and, inside it, the words that were looked for."""

    span: Span
    marks: tuple[Span, ...]

    def of(self, text: str) -> str:
        """The stretch with its marked words in brackets.

        >>> Snippet(Span(3, 13), (Span(6, 9),)).of("Он не был там, где")
        '… не [был] там …'
        """
        found, at = "… " if self.span.start else "", self.span.start
        for mark in self.marks:
            found += f"{text[at : mark.start]}[{mark.of(text)}]"
            at = mark.end
        rest = text[at : self.span.end] + (" …" if text[self.span.end :].strip(_STOPS) else "")
        return " ".join((found + rest).split())


class _Read(Struct, frozen=True):
    """As much of a record as a snippet needs."""

    article: Article


class Hit(Struct, frozen=True):
    """An article that was found: its row, its text, and the stretch of it to show."""

    row: Row
    text: str
    best: Snippet

    def shown(self) -> Row:
        """The stretch as cells of a row."""
        return {"snippet": self.best.of(self.text), "offsets": [f"{self.best.span.start}-{self.best.span.end}"]}


def rows(connection: Connection, query: str, filters: Filters) -> Iterator[Row]:
    """A row for each article that has every word of the query, the best first (keys: COLUMNS)."""
    for hit in hits(connection, query, filters):
        yield hit.row | hit.shown()


def hits(connection: Connection, query: str, filters: Filters) -> Iterator[Hit]:
    """The articles that have every word of the query, without their places."""
    return (hit for _, hit in placed_hits(connection, query, filters))


def placed_hits(connection: Connection, query: str, filters: Filters) -> Iterator[tuple[Place, Hit]]:
    """The articles that have every word of the query, each with its place, what `filters.after` goes on from.

    The best come first, and places are numbers. Words that more than FEW articles have make none of them the best: then
    the newest come first, and places are times; so they stay over all pages of an answer.
    """
    by_time = len(filters.after) > 1 if filters.after else many(connection, matching(articles_fts, query))
    newest = ((place, str(place[1]), row) for place, row in article_rows(connection, filters, query))
    found = newest if by_time else _ranked(connection, query, filters)
    wanted = Wanted(query)
    while some := list(islice(found, AT_ONCE)):
        texts = _articles(connection, [key for _, key, _ in some])
        for place, key, row in some:
            yield place, Hit(row, texts[key].text, snippet(texts[key], wanted))


def _ranked(connection: Connection, query: str, filters: Filters) -> Iterator[tuple[Place, str, Row]]:
    """A row for each article that has every word of the query, the best first, with its key."""
    rank = func.bm25(literal_column("articles_fts"), TITLE_WEIGHT, 1.0)
    best = select(*(articles.c[name] for name in (*ARTICLE_COLUMNS, "key")))
    best = best.join_from(articles_fts, articles, articles.c.id == articles_fts.c.rowid)
    best = best.where(literal_column("articles_fts").op("MATCH")(match(query)))
    passed = int(filters.after[0]) if filters.after else 0
    ordered = articles_of(connection, best, filters, query).order_by(rank, *BY_TIME).offset(passed)
    for number, line in enumerate(connection.execute(ordered).mappings(), passed + 1):
        yield (number,), line["key"], {name: line[name] for name in ARTICLE_COLUMNS}


def _articles(connection: Connection, keys: Sequence[str]) -> dict[str, Article]:
    """Articles with their texts, by their keys."""
    query = select(articles.c.key, records.c.record).join_from(articles, records).where(among(articles.c.key, keys))
    return {key: msgspec.json.decode(found, type=_Read).article for key, found in connection.execute(query)}


def outlets(connection: Connection, query: str, filters: Filters) -> list[tuple[str, int]]:
    """The outlets of the articles that have every word of the query, with how many, those with the most first.

    Not counted, and so none, where more than FEW articles have the words.
    """
    if many(connection, matching(articles_fts, query)):
        return []
    number = func.count().label("number")
    counted = select(articles.c.outlet, number)
    counted = counted.join_from(articles_fts, articles, articles.c.id == articles_fts.c.rowid)
    counted = counted.where(literal_column("articles_fts").op("MATCH")(match(query)), articles.c.outlet.is_not(None))
    counted = articles_of(connection, counted, filters, query)
    grouped = counted.group_by(articles.c.outlet).order_by(number.desc(), articles.c.outlet)
    return [(str(outlet), int(count)) for outlet, count in connection.execute(grouped)]


def sought(text: str, query: str) -> list[Span]:
    """The words of a text that a query asks for, in any form; of a long text the first LOOKED_AT."""
    wanted = Wanted(query)
    return list(islice((word for word in words(text) if wanted[word.of(text)]), LOOKED_AT))


class Wanted(dict[str, frozenset[int]]):
    """A query: for each word of a text, in any form, which words of the query it is.

    >>> Wanted("помощь порту")["портами"]
    frozenset({1})
    """

    def __init__(self, query: str) -> None:
        self._asked = [frozenset(one) for one in asked(query)]
        self._any = frozenset().union(*self._asked)
        self._begin = frozenset().union(*map(beginnings, self._any))

    def __missing__(self, word: str) -> frozenset[int]:
        found = forms(word) if _beginning(word[:4]) in self._begin else ()  # to ask the dictionary each time takes long
        others = self._any.isdisjoint(found)
        which = frozenset(() if others else (n for n, one in enumerate(self._asked) if not one.isdisjoint(found)))
        self[word] = which
        return which


@lru_cache(maxsize=20_000)
def _beginning(of: str) -> str:
    """The first two letters of the first four characters of a word, each of which may have a mark of its own."""
    return fold(of)[:2]


def snippet(article: Article, wanted: Wanted) -> Snippet:
    """The stretch of at most WIDTH words that holds the most of the query's words; furniture is never inside."""
    stretches = [list(spelled(article.text, stretch)) for stretch in readable(article)]
    best = max((_best(found, wanted) for found in stretches if found), key=_weight, default=None)
    if best is None:
        return Snippet(Span(0, 0), ())
    found, first, marked = best
    inside = [Span(*word.span()) for word in found[first : first + WIDTH]]
    return Snippet(Span(inside[0].start, inside[-1].end), tuple(inside[n - first] for n, _ in marked))


def _best(found: list[Word], wanted: Wanted) -> _Window:
    """The window on the words of a stretch that holds the most, a few words ahead of its first mark."""
    marked = ((n, which) for n, word in enumerate(found) if (which := wanted[word[0]]))
    hits = list(islice(marked, LOOKED_AT))
    places = [n for n, _ in hits]
    windows: list[_Window] = [(found, 0, [])]
    for first in (max(0, n - AHEAD) for n in places):
        windows.append((found, first, hits[bisect_left(places, first) : bisect_left(places, first + WIDTH)]))
    return max(windows, key=_weight)  # the first of equals


def _weight(window: _Window) -> tuple[int, int]:
    """How many of the query's words, and how many marks, a window holds."""
    _, _, marked = window
    return len(frozenset().union(*(which for _, which in marked))), len(marked)
