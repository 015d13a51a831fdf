"""Taking away: the store's facts as files that other programs open, in the formats of `onrecord export`."""

from asyncio import wrap_future
from collections.abc import AsyncIterator, Generator
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from onrecord.desk.filters import file_name, filters, given, only, query
from onrecord.desk.problems import NotFound, Told, problem
from onrecord.desk.sources import fact_shown
from onrecord.desk.templating import actor_link, page
from onrecord.exports import Asked, Format, layers_of, pieces
from onrecord.exports.choosing import chosen, of_one
from onrecord.exports.found import any_of, facts_found
from onrecord.stories.actors.naming import Several
from onrecord.values import LAYERS

ENDINGS = {"csv": "csv", "jsonl": "jsonl", "parquet": "parquet", "webanno": "jsonld", "ics": "ics", "ftm": "jsonl"}
ENDINGS |= {"popolo": "json", "plover": "csv", "iati": "xml", "dossier": "html"}
OF_ONE = ("story", "meeting")
LONGEST = 600  # characters of a story's or a meeting's id
TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "ics": "text/calendar; charset=utf-8"}
TYPES |= {"jsonld": "application/ld+json", "json": "application/json", "xml": "application/xml"}
TYPES |= {"html": "text/html; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
# One thread makes all files, a piece of one and then of another: a whole store is minutes, and pages must not wait.
BESIDE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="onrecord-exports")
AT_ONCE = BoundedSemaphore(4)  # files under way: each holds the store open as long as its reader takes
router = APIRouter(include_in_schema=False)


@router.get("/exports")
def exports(request: Request) -> Response:
    """The page that offers every format, under the filters that an address has."""
    known, of = given(request), _of(request)
    formats = [one for one in Format if one is not Format.dossier and of["layer"] in (None, *layers_of(one))]
    with request.app.state.desk.store.reading() as connection:
        dossier = bool(known.get("who")) and any_of(connection, filters(known))
    shown: dict[str, Any] = {"query": query(known, **of), "of_one": query(known, **of | {"layer": None})}
    shown["dossier"] = dossier
    return page(request, "exports.html", known=known, layer=of["layer"], formats=formats, **shown)


@router.get("/exports/{form}")
async def taken(request: Request, form: str) -> Response:
    """A file of facts: of all, of a layer, or of one story or meeting, under the filters; sent as it is made."""
    if form not in list(Format):
        valid = ", ".join(Format)
        raise NotFound(f"no format {form[:40]!r}; valid are {valid}", "no_format", value=form[:40], valid=valid)
    of = _of(request)
    if not AT_ONCE.acquire(blocking=False):
        return problem(503, "too many files at once", "try again when one of them is done", request.url.path)
    made = _pieces(request, Format(form), of)
    try:
        first = await _next(made)  # what is not valid is told before an answer begins
    except BaseException as error:
        AT_ONCE.release()
        if isinstance(error, Several):
            return RedirectResponse(actor_link(given(request)["who"]), 303)  # which asks who is meant
        raise
    ending = ENDINGS[form] if form == ENDINGS[form] else f"{form}.{ENDINGS[form]}"
    narrowed = [*given(request).values(), *(of[name] or "" for name in OF_ONE)]
    name = quote(file_name(of["layer"] or "facts", ending, narrowed))
    headers = {"content-disposition": f"attachment; filename*=utf-8''{name}"}
    return StreamingResponse(_sent(first, made), media_type=TYPES[ENDINGS[form]], headers=headers)


async def _sent(first: bytes | None, made: Generator[bytes]) -> AsyncIterator[bytes]:
    """The pieces of a file, each made once the one before is sent."""
    piece = first
    try:
        while piece is not None:
            yield piece
            piece = await _next(made)
    finally:
        BESIDE.submit(made.close).add_done_callback(lambda _: AT_ONCE.release())


async def _next(made: Generator[bytes]) -> bytes | None:
    """The next piece of a file, made beside the threads that answer pages; None at its end."""
    return await wrap_future(BESIDE.submit(next, made, None))


def _pieces(request: Request, form: Format, of: dict[str, Any]) -> Generator[bytes]:
    asked, room = filters(given(request)), layers_of(form)
    if of["layer"] and of["layer"] not in room:
        raise Told("no_room", form=form, layer=of["layer"], valid=", ".join(room))
    if form is Format.dossier and not (of["story"] or of["meeting"] or asked.who):
        raise Told("dossier")
    layers = tuple(one for one in LAYERS if one in room and of["layer"] in (None, one))
    with request.app.state.desk.store.reading() as connection:
        choice = chosen(connection, of, of_one(connection, asked) if form is Format.dossier else asked)
        found = facts_found(connection, layers, choice.filters, choice.keeps)
        yield from pieces(map(fact_shown, found), form, Asked(layers, choice.about))


def _of(request: Request) -> dict[str, Any]:
    """The layer, the story and the meeting that an address names; None each where it does not."""
    only(request, "layer", *OF_ONE)
    found = {name: request.query_params.get(name) or None for name in ("layer", *OF_ONE)}
    for name, value in found.items():
        if value and len(value) > LONGEST:
            raise Told("long", field=name, number=len(value), most=LONGEST)
    if found["story"] and found["meeting"]:
        raise Told("of_both")
    return found
