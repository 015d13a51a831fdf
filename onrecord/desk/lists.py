"""The list pages: a layer's facts, the articles, the actors; each with its twins as JSON, CSV and Atom."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.desk.filters import filters, given, only, query
from onrecord.desk.paging import Slice, cut, of_list, place_in
from onrecord.desk.templating import page
from onrecord.desk.twins import atom, csv_of, json_of
from onrecord.store.counts import Count, count, listed
from onrecord.store.lists import placed
from onrecord.values import LAYERS

SIZE = 30  # rows of a page
LISTS = (*LAYERS, "articles", "actors")
FORMS = {"json": json_of, "csv": csv_of, "atom": atom}
router = APIRouter(include_in_schema=False)


def rows_of_page(request: Request, name: str) -> tuple[Slice, Count]:
    """The rows that an address asks for, and how many the whole list has."""
    with request.app.state.desk.store.reading() as connection:
        after = place_in(connection, request.query_params.get("cursor"), of_list(name))
        asked = filters(given(request), SIZE + 1, after)
        found = cut(placed(connection, name, asked), SIZE)
        if not found.following and after is None:
            return found, Count(len(found.rows))
        return found, count(connection, lambda: listed(connection, name, asked), len(found.rows))


def _add(name: str) -> None:
    """Add a list's page and its twins."""

    def shown_page(request: Request) -> Response:
        only(request)
        (found, number), known = rows_of_page(request, name), given(request)
        shown: dict[str, Any] = {"name": name, "rows": found.rows, "known": known, "query": query(known)}
        shown["count"] = number
        shown["following"] = query(known, cursor=found.following) if found.following else None
        return page(request, "list.html", started="cursor" in request.query_params, **shown)

    router.add_api_route(f"/{name}", shown_page, methods=["GET"])
    for form, twin in FORMS.items():
        router.add_api_route(f"/{name}.{form}", _twin(name, twin), methods=["GET"])


def _twin(name: str, twin: Any) -> Any:
    def answered(request: Request) -> Response:
        only(request)
        made: Response = twin(request, name)
        return made

    return answered


for _name in LISTS:
    _add(_name)
