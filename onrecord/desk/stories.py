"""Stories: the events that several articles report, and one of them as a tree of who took the news from whom."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection
from starlette.responses import Response

from onrecord.desk.asking import steps
from onrecord.desk.filters import filters, given, only, query
from onrecord.desk.paging import Slice, cut, place_in
from onrecord.desk.sources import named
from onrecord.desk.templating import page
from onrecord.desk.twins import SIZE as TWIN_SIZE
from onrecord.desk.twins import feed, sliced, table
from onrecord.exports.found import any_in
from onrecord.store.base import Store
from onrecord.store.counts import MOST, Count, count
from onrecord.store.lists import Filters, Row
from onrecord.stories.renderings import comparisons
from onrecord.stories.views import STORY_COLUMNS, placed_stories, story_of, story_rows, telling_rows

SIZE = 30
LEAST = 2  # articles of a story that is listed
router = APIRouter(include_in_schema=False)


class Node(Struct, frozen=True):
    """A telling and those that were taken from it; without a row a source whose own words are not in the store."""

    name: str
    row: Row | None
    taken: list["Node"]


def slice_of(connection: Connection, asked: Filters, after: str | None, size: int) -> Slice:
    """Some stories, and the cursor of those that follow."""
    wanted = replace(asked, limit=size + 1, after=place_in(connection, after, (str, str)))
    return cut(placed_stories(connection, wanted, LEAST), size)


@router.get("/stories")
def stories(request: Request) -> Response:
    """The page that lists stories, the newest first."""
    only(request)
    known, after = given(request), request.query_params.get("cursor")
    with request.app.state.desk.store.reading() as connection:
        found = slice_of(connection, filters(known), after, SIZE)
        number = Count(len(found.rows))
        if found.following or after:
            wanted = filters(known, MOST + 1)
            number = count(connection, lambda: placed_stories(connection, wanted, LEAST), len(found.rows))
    following = query(known, cursor=found.following) if found.following else None
    onward = {"started": bool(after), "query": query(known), "following": following}
    return page(request, "stories.html", rows=found.rows, count=number, known=known, onward=onward)


@router.get("/stories.json")
def stories_json(request: Request) -> Response:
    """A page of the stories as JSON."""
    only(request)
    known = given(request)
    with request.app.state.desk.store.reading() as connection:
        found = slice_of(connection, filters(known), request.query_params.get("cursor"), TWIN_SIZE)
    return sliced(request, found, query(known, cursor=found.following))


@router.get("/stories.csv")
def stories_csv(request: Request) -> Response:
    """All stories as CSV, sent as they are read."""
    only(request)
    return table(every(request.app.state.desk.store, filters(given(request))), "stories", STORY_COLUMNS, given(request))


@router.get("/stories.atom")
def stories_atom(request: Request) -> Response:
    """The newest stories as a feed."""
    only(request)
    known = given(request)
    with request.app.state.desk.store.reading() as connection:
        found = slice_of(connection, filters(known), None, TWIN_SIZE)
    return feed(request, "stories", found.rows, known)


def every(store: Store, asked: Filters) -> Iterator[Row]:
    """The stories that several articles tell, the newest first, the store held open while they are read."""
    with store.reading() as connection:
        yield from story_rows(connection, asked, LEAST)


@router.get("/stories/{id}")
def story(request: Request, id: str) -> Response:
    """The page of a story."""
    with request.app.state.desk.store.reading() as connection:
        tellings, compared = told(connection, id)
        facts = any_in(connection, {row["article"] for row in tellings})
    statements = [list(group) for _, group in groupby(compared, key=lambda row: row["statement"])]
    roots = tree(tellings)
    shown: dict[str, Any] = {"tellings": tellings, "roots": roots, "statements": statements, "facts": facts}
    return page(request, "story.html", steps=steps, **shown)


def told(connection: Connection, id: str) -> tuple[list[Row], list[dict[str, Any]]]:
    """A story's tellings and its statements as outlets render them; Unknown where there is no such story."""
    found = story_of(connection, id)
    return list(telling_rows(connection, found)), list(comparisons(connection, found))


def tree(tellings: Sequence[Row]) -> list[Node]:
    """The roots of a story, each an article or a source that is not in the store, with all that comes from them."""
    found: list[Node] = []
    for root in dict.fromkeys(row["root"] for row in tellings):
        mine = [row for row in tellings if row["root"] == root]
        first = [row for row in mine if row["from"] is None]
        taken: dict[str, list[Row]] = {}
        for row in mine:
            if row["from"] is not None:
                taken.setdefault(row["from"], []).append(row)
        nodes = [_node(row, taken) for row in first]
        credited = first[0]["credited"] if first else None
        found += [Node(credited, None, nodes)] if credited else nodes
    return found


def _node(row: Row, taken: dict[str, list[Row]]) -> Node:
    """An article with what comes from it; copies share its id, so what has its place is taken out of `taken`."""
    return Node(
        row["outlet"] or named(row["source"]), row, [_node(other, taken) for other in taken.pop(row["article"], ())]
    )
