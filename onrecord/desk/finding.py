"""Finding: search over articles, what was said and who is named; the words looked for stay marked in the article."""

from itertools import islice
from typing import Any

from fastapi import APIRouter, Request
from msgspec import Struct
from msgspec.structs import replace
from starlette.responses import Response

from onrecord.desk.filters import filters, given, only, query
from onrecord.desk.paging import cursor, place_in
from onrecord.desk.templating import page
from onrecord.store.bounded import bounded
from onrecord.store.counts import Count, count, holding
from onrecord.store.lists import Filters, Row, rows_of
from onrecord.store.search import PLACES, Hit, outlets, placed_hits

SIZE, BESIDE = 20, 5  # articles of a page, quotes and names beside them
STEPS = 250_000  # of the database's machine, for those quotes: some 20 ms; who asks for them all waits longer
LONGEST = 200
router = APIRouter(include_in_schema=False)


class Found(Struct, frozen=True):
    """An article that was found, its stretch as pieces: the words, and whether they were looked for."""

    row: Row
    pieces: list[tuple[str, bool]]


@router.get("/search")
def search(request: Request) -> Response:
    """The page of a search; without words the form alone."""
    only(request, "q")
    words, known = request.query_params.get("q", "").strip()[:LONGEST], given(request)
    shown: dict[str, Any] = {"found": [], "outlets": [], "quotes": [], "actors": [], "following": None}
    if words:
        with request.app.state.desk.store.reading() as connection:
            after = place_in(connection, request.query_params.get("cursor"), *PLACES)
            asked = filters(known, SIZE + 1, after)
            some = list(islice(placed_hits(connection, words, asked), SIZE + 1))
            shown["found"] = [Found(hit.row, pieces(hit)) for _, hit in some[:SIZE]]
            shown["outlets"] = outlets(connection, words, filters(known))[:10]
            if after is None:
                beside = filters(known, BESIDE)
                said = replace(beside, about=_both(words, beside.about))
                shown["quotes"] = None
                with bounded(connection, STEPS):
                    shown["quotes"] = list(rows_of(connection, "quotes", said))
                if not known:  # who is called so is no matter of outlets and dates
                    shown["actors"] = list(rows_of(connection, "actors", Filters(who=words, limit=BESIDE)))
            shown["count"] = Count(len(some))
            if after or len(some) > SIZE:
                shown["count"] = count(connection, lambda: holding(connection, words, asked), len(some))
        if len(some) > SIZE:
            shown["following"] = query(known, q=words, cursor=cursor(some[SIZE - 1][0]))
    quotes = query(known | {"about": _both(words, known.get("about"))[:LONGEST]})
    narrowed = query(known, q=words)
    return page(request, "search.html", words=words, known=known, narrowed=narrowed, quotes_at=quotes, **shown)


def _both(words: str, about: str | None) -> str:
    return f"{words} {about}" if about else words


def pieces(hit: Hit) -> list[tuple[str, bool]]:
    """The stretch that a hit shows, cut at the words that were looked for.

    >>> from onrecord.span import Span
    >>> from onrecord.store.search import Snippet
    >>> pieces(Hit({}, "Он был там", Snippet(Span(0, 10), (Span(3, 6),))))
    [('Он ', False), ('был', True), (' там', False)]
    """
    found, at = [], hit.best.span.start
    for mark in hit.best.marks:
        found += [(hit.text[at : mark.start], False), (mark.of(hit.text), True)]
        at = mark.end
    return [*found, (hit.text[at : hit.best.span.end], False)]
