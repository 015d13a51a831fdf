"""The API, `/api/v1`: everything that the pages show, as JSON; lists whole as JSON lines or CSV."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from onrecord.desk.asking import holders, verdict
from onrecord.desk.counting import PICTURES
from onrecord.desk.filters import LONGEST, filters, once, only, query
from onrecord.desk.lists import LISTS
from onrecord.desk.paging import cut, of_list, place_in
from onrecord.desk.people import NEWEST, followed
from onrecord.desk.pictures import LOOKED_AT, counted
from onrecord.desk.schemas import Items, Problem, Story, page_of, row_of
from onrecord.desk.sources import record_shown
from onrecord.desk.stories import every, slice_of, told
from onrecord.desk.tagging import tagged
from onrecord.desk.twins import csv_of, encoded, json_lines, lines_of, sliced, table
from onrecord.errors import OnrecordError
from onrecord.record import encode
from onrecord.store.lists import columns_of, placed, records_by_id
from onrecord.store.search import COLUMNS as SEARCH_COLUMNS
from onrecord.store.search import PLACES, placed_hits
from onrecord.stories.actors.holders import COLUMNS as HOLDER_COLUMNS
from onrecord.stories.quotes.rows import COLUMNS as CHECK_COLUMNS
from onrecord.stories.views import STORY_COLUMNS

MOST = 500  # rows of a page
DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": told, "model": Problem}
    for status, told in {
        400: "The question is not valid.",
        401: "The desk asks for a token.",
        404: "It is not in the store.",
        422: "A parameter is not valid.",
        503: "The store is busy or damaged.",
    }.items()
}
WHOLE: dict[str, Any] = {"application/x-ndjson": {}, "text/csv": {}}
UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "As the reader has it (If-None-Match)."}}


async def only_described(request: Request) -> None:
    """Refuse a parameter that the description of an address does not have."""
    path = request.app.openapi()["paths"].get(request.scope["route"].path_format, {})
    valid = [one["name"] for one in path.get("get", {}).get("parameters", ()) if one["in"] == "query"]
    for name in request.query_params:
        if name not in valid:
            raise OnrecordError(f"{name[:40]!r} is no parameter here; valid are {', '.join(valid) or 'none'}")
    once(request)


router = APIRouter(prefix="/api/v1", responses={**PROBLEMS, **UNCHANGED}, dependencies=[Depends(only_described)])

Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows of a page.")]
Cursor = Annotated[str | None, Query(max_length=4000, description="`next` of the page before.")]


class Asked(BaseModel):
    """The filters of every list."""

    who: Annotated[str | None, Field(max_length=LONGEST, description="An actor: a name in any form, or an id.")] = None
    about: Annotated[str | None, Field(max_length=LONGEST, description="Words in any form.")] = None
    outlet: Annotated[str | None, Field(max_length=LONGEST, description="Part of an outlet's name or domain.")] = None
    since: Annotated[str | None, Field(pattern=DATE, description="Published on or after.")] = None
    until: Annotated[str | None, Field(pattern=DATE, description="Published on or before.")] = None
    lang: Annotated[str | None, Field(max_length=12, description="The article's language.")] = None

    def given(self) -> dict[str, str]:
        """Those that are given, by name."""
        return {name: value for name, value in self.model_dump().items() if value}


Narrowed = Annotated[Asked, Query()]


def _listed(name: str) -> Callable[..., Response]:
    def listed(request: Request, asked: Narrowed, limit: Limit = 50, cursor: Cursor = None) -> Response:
        known = asked.given()
        with request.app.state.desk.store.reading() as connection:
            wanted = filters(known, limit + 1, place_in(connection, cursor, of_list(name)))
            found = cut(placed(connection, name, wanted), limit)
        return sliced(request, found, query(known, limit=str(limit), cursor=found.following))

    return listed


def _streamed(name: str) -> Callable[..., Response]:
    def streamed(request: Request, asked: Narrowed, format: Literal["jsonl", "csv"] = "jsonl") -> Response:
        wanted = filters(asked.given())
        return json_lines(request, name, wanted) if format == "jsonl" else csv_of(request, name)

    return streamed


def _add(name: str) -> None:
    """Add a list's page, and the list whole."""
    model = page_of(name, columns_of(name))
    router.add_api_route(
        f"/{name}", _listed(name), methods=["GET"], response_model=model, operation_id=name, summary=f"A page of {name}"
    )
    router.add_api_route(
        f"/{name}/all",
        _streamed(name),
        methods=["GET"],
        responses={200: {"content": WHOLE, "description": "Every row, sent as it is read."}},
        response_class=Response,
        operation_id=f"all_{name}",
        summary=f"All {name}",
    )


for _name in LISTS:
    _add(_name)


@router.get("/stories", response_model=page_of("stories", STORY_COLUMNS), summary="A page of stories")
def stories(request: Request, asked: Narrowed, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """The events that several articles report, the newest first, with the number of independent sources."""
    known = asked.given()
    with request.app.state.desk.store.reading() as connection:
        found = slice_of(connection, filters(known), cursor, limit)
    return sliced(request, found, query(known, limit=str(limit), cursor=found.following))


@router.get(
    "/stories/all",
    responses={200: {"content": WHOLE, "description": "Every story, sent as it is read."}},
    response_class=Response,
    summary="All stories",
)
def all_stories(request: Request, asked: Narrowed, format: Literal["jsonl", "csv"] = "jsonl") -> Response:
    """Every story that several articles report, the newest first."""
    found = every(request.app.state.desk.store, filters(asked.given()))
    return lines_of(found) if format == "jsonl" else table(found, "stories", STORY_COLUMNS, asked.given())


@router.get("/stories/{id}", response_model=Story, summary="A story: who took it from whom, and how each has its words")
def story(request: Request, id: Annotated[str, Path(max_length=64)]) -> Response:
    """The tellings of a story, the earliest first, and the statements that several of them have."""
    with request.app.state.desk.store.reading() as connection:
        tellings, statements = told(connection, id)
    return encoded(request, {"tellings": tellings, "statements": statements})


def _pictured(name: str) -> Callable[..., Response]:
    def pictured(request: Request, asked: Narrowed) -> Response:
        only(request)
        return encoded(request, {"items": counted(request, name), "next": None})

    return pictured


for _name, _one in PICTURES.items():
    router.add_api_route(
        f"/pictures/{_name}",
        _pictured(_name),
        methods=["GET"],
        response_model=page_of(f"picture_{_name}", _one.columns),
        operation_id=f"picture_{_name}",
        summary=f"The table of the picture {_name!r}, of the newest {LOOKED_AT} facts or articles",
    )


@router.get("/articles/{id}", response_model=dict[str, Any], summary="The record of an article (`onrecord schema`)")
def record(request: Request, id: Annotated[str, Path(max_length=64)]) -> Response:
    """The public record of an article, by its id or the beginning of one; of reprints word for word the newest."""
    with request.app.state.desk.store.reading() as connection:
        found = records_by_id(connection, id)[0]
    return tagged(request, Response(encode(record_shown(found)), media_type="application/json"))


@router.get("/actors/{identity:path}", response_model=Items, summary="What is known of an actor")
def actor(request: Request, identity: Annotated[str, Path(max_length=LONGEST)]) -> Response:
    """The actor's row, and its offices, quotes, changes, meetings, absences and promises as rows.

    `newest` is null where all articles of the actor are looked at, else the number of those that are, the newest; the
    lists under `who=` have all.
    """
    with request.app.state.desk.store.reading() as connection:
        known, rows = followed(connection, request.app.state.desk.knowledge, identity)
    newest = NEWEST if known.get("articles", 0) > NEWEST else None
    return encoded(request, {"actor": known, "newest": newest, "items": rows})


@router.get("/search", response_model=page_of("search", SEARCH_COLUMNS), summary="Articles that hold all words")
def search(
    request: Request,
    asked: Narrowed,
    q: Annotated[str, Query(min_length=1, max_length=LONGEST, description="Words in any form.")],
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """The articles that hold all words, the best first, each with the stretch where they stand closest."""
    known = asked.given()
    with request.app.state.desk.store.reading() as connection:
        after = place_in(connection, cursor, *PLACES)
        asked_for = placed_hits(connection, q, filters(known, limit + 1, after))
        found = cut(((place, hit.row | hit.shown()) for place, hit in asked_for), limit)
    return sliced(request, found, query(known, q=q, limit=str(limit), cursor=found.following))


@router.get("/check", response_model=row_of("check", (*CHECK_COLUMNS, "places")), summary="Whether words were said so")
def check(
    request: Request,
    words: Annotated[str, Query(min_length=1, max_length=4000)],
    by: Annotated[str, Query(max_length=LONGEST)] = "",
) -> Response:
    """The verdict on words: verbatim, cut, altered, other_speaker or not_found; where first, and in each outlet."""
    with request.app.state.desk.store.reading() as connection:
        return encoded(request, verdict(connection, words, by))


@router.get("/who", response_model=page_of("holders", HOLDER_COLUMNS), summary="Who held a post on a day")
def who(
    request: Request,
    post: Annotated[str, Query(min_length=1, max_length=LONGEST)],
    on: Annotated[str, Query(max_length=10, description="A date; today where none is given.")] = "",
) -> Response:
    """Those who held a post, by the tables and by the articles, with the evidence."""
    desk = request.app.state.desk
    with desk.store.reading() as connection:
        return encoded(request, {"items": holders(connection, desk.knowledge, post, on), "next": None})
