"""Pictures: what the store shows over time and between actors, drawn on the server; each with its table."""

from collections.abc import Set
from functools import cache
from typing import Any, Literal

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.desk.charts import DRAWN, map_height, on_map
from onrecord.desk.counting import PICTURES, Counted, Picture, unit
from onrecord.desk.filters import filters, given, only, query
from onrecord.desk.looks import LOOKS, Look, whole
from onrecord.desk.messages import tongue_of
from onrecord.desk.problems import NotFound
from onrecord.desk.tagging import tagged
from onrecord.desk.templating import page
from onrecord.desk.twins import table
from onrecord.errors import OnrecordError
from onrecord.show.labels import topic
from onrecord.store.lists import Row, lines_of, outlets_of

LOOKED_AT = 2000  # newest facts, and articles, that are counted
ARTICLES = "articles"
LAYERS = tuple(sorted({one.layer for one in PICTURES.values()} - {ARTICLES}))
_DECODER = msgspec.json.Decoder(Counted)
_ABSENT: Row = dict.fromkeys(Counted.__annotations__)  # what a row of an earlier program may lack
TYPES = {"svg": "image/svg+xml", "png": "image/png"}
router = APIRouter(include_in_schema=False)


@router.get("/pictures")
def pictures(request: Request) -> Response:
    """Every picture with its table."""
    only(request)
    known = given(request)
    found = newest(request, {one.layer for one in PICTURES.values()})
    made = cache(lambda layer, counting: counting(found.get(layer, [])))  # two pictures may show one table
    rows = {name: made(one.layer, one.counted) for name, one in PICTURES.items()}
    shown = [(name, rows[name], _sizes(request, name, rows[name])) for name in PICTURES]
    about: dict[str, Any] = {"tables": shown, "pictures": PICTURES, "looked_at": LOOKED_AT, "unit": unit}
    return page(request, "pictures.html", known=known, query=query(known), looks=_LOOKED, **about)


# The look that a window asks for, the first that fits; `light` is the picture where none does.
_LOOKED = {
    "narrow-dark": "(max-width: 40rem) and (prefers-color-scheme: dark)",
    "narrow": "(max-width: 40rem)",
    "dark": "(prefers-color-scheme: dark)",
}


def _sizes(request: Request, name: str, rows: list[Row]) -> dict[str, tuple[int, int]]:
    """How wide and high a picture is in each look, so that pages keep room for it; nothing where none is drawn."""
    if charted(request, name, rows, LOOKS["light"]) is None:
        return {}
    drawn = PICTURES[name].drawn
    height = DRAWN[drawn].height if drawn in DRAWN else map_height
    return {look: (known.width, height(rows, known)) for look, known in LOOKS.items()}


@router.get("/pictures/charts.js")
def script(request: Request) -> Response:
    """The JavaScript that makes pictures answer to a pointer: Vega, Vega-Lite and Vega-Embed, from vl-convert."""
    drawn = request.app.state.desk.drawer.draw("javascript", {})
    made = tagged(request, Response(drawn, media_type="text/javascript"))
    made.headers["cache-control"] = "private, max-age=86400"
    return made


@router.get("/pictures/{name}.csv")
def figures(request: Request, name: str) -> Response:
    """A picture's table as CSV."""
    only(request)
    return table(counted(request, name), name, picture(name).columns, given(request))


@router.get("/pictures/{name}.vl.json")
def specification(request: Request, name: str) -> Response:
    """A picture as Vega-Lite."""
    return tagged(request, Response(msgspec.json.encode(_chart(request, name)), media_type="application/json"))


def _add(form: Literal["svg", "png"]) -> None:
    """Add a form in which pictures are drawn."""

    def drawn(request: Request, name: str) -> Response:
        made = request.app.state.desk.drawer.draw(form, _chart(request, name))
        return tagged(request, Response(made, media_type=TYPES[form]))

    router.add_api_route(f"/pictures/{{name}}.{form}", drawn, methods=["GET"])


_add("svg")
_add("png")


def picture(name: str) -> Picture:
    """A picture by its name."""
    if name not in PICTURES:
        raise NotFound(f"no picture {name!r}; valid are {', '.join(PICTURES)}")
    return PICTURES[name]


def counted(request: Request, name: str) -> list[Row]:
    """The table of a picture, of the newest rows under the filters."""
    asked = picture(name)
    return asked.counted(newest(request, {asked.layer}).get(asked.layer, []))


def newest(request: Request, layers: Set[str]) -> dict[str, list[Row]]:
    """The newest articles, and by layer those of the wanted layers among the newest facts, under the filters.

    All pictures look at the same facts, so that they tell of one time.
    """
    tongue, asked = tongue_of(request), filters(given(request), LOOKED_AT)
    found: dict[str, list[Row]] = {}
    with request.app.state.desk.store.reading() as connection:
        if ARTICLES in layers:
            every = outlets_of(connection, asked)
            found[ARTICLES] = [{"published": published, "outlet": outlet} for published, outlet in every]
        if layers - {ARTICLES}:
            for layer, row in lines_of(connection, LAYERS, asked):
                if layer in layers:
                    found.setdefault(layer, []).append(_ABSENT | {**_DECODER.decode(row)})
    for told in found.get("topics", ()):
        told["label"] = topic(told["code"], told["label"], tongue)
    return found


def charted(request: Request, name: str, rows: list[Row], look: Look) -> dict[str, Any] | None:
    """A table as a chart; None where there is nothing to draw."""
    drawn, tongue = PICTURES[name].drawn, tongue_of(request)
    if not rows:
        return None
    if drawn == "map":
        return on_map(rows, tongue, look, request.app.state.desk.knowledge)
    return DRAWN[drawn].chart(rows, tongue, look)


def _chart(request: Request, name: str) -> dict[str, Any]:
    only(request, "look")
    asked = request.query_params.get("look", "light")
    if asked not in LOOKS:
        raise OnrecordError(f"look: {asked[:40]!r} is none; valid are {', '.join(LOOKS)}")
    found = charted(request, name, counted(request, name), LOOKS[asked])
    if found is None:
        raise NotFound(f"nothing to draw for {name} under these filters")
    return whole(found, LOOKS[asked])
