"""Pictures: what the store shows over time and between actors, drawn on the server; each with its table as CSV."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import Any

from fastapi import APIRouter, Request
from msgspec import Struct
from starlette.responses import Response

from onrecord.desk.filters import filters, given, query
from onrecord.desk.messages import message, tongue_of
from onrecord.desk.problems import NotFound
from onrecord.desk.tagging import tagged
from onrecord.desk.templating import page, short
from onrecord.show.output import csv_lines
from onrecord.store.lists import Row, rows_of

LOOKED_AT = 5000  # newest rows that are counted
FOREMOST = 8  # names that have a line of their own
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c7a00", "#000000")  # Okabe and Ito
DRAWING = Lock()  # one at a time: a drawing takes a quarter of a second of one processor
router = APIRouter(include_in_schema=False)


class Picture(Struct, frozen=True):
    """A picture: the list that it counts, how, and the columns of its table; the last one is the number."""

    layer: str
    counted: Callable[[Iterable[Row]], list[Row]]
    columns: tuple[str, str, str]


def attention(rows: Iterable[Row]) -> list[Row]:
    """How often each of the most quoted is quoted, day by day.

    >>> attention([{"published": "2031-03-04T10:00", "speaker": "Анна"}] * 2)
    [{'day': '2031-03-04', 'name': 'Анна', 'number': 2}]
    """
    said = [(row["published"][:10], row["speaker"]) for row in rows if row["published"] and row["speaker"]]
    foremost = {name for name, _ in Counter(name for _, name in said).most_common(FOREMOST)}
    return _table(Counter(one for one in said if one[1] in foremost), ("day", "name"))


def coverage(rows: Iterable[Row]) -> list[Row]:
    """How many articles each outlet has, day by day."""
    dated = Counter((row["published"][:10], row["outlet"]) for row in rows if row["published"] and row["outlet"])
    return _table(dated, ("day", "name"))


def flows(rows: Iterable[Row]) -> list[Row]:
    """How many reports there are of aid from one to another, given or promised."""
    given = (row for row in rows if row["donor"] and row["recipient"] and row["status"] in ("given", "promised"))
    return _table(Counter((row["donor"], row["recipient"]) for row in given), ("from", "to"))


PICTURES = {
    "attention": Picture("quotes", attention, ("day", "name", "number")),
    "coverage": Picture("articles", coverage, ("day", "name", "number")),
    "flows": Picture("aid", flows, ("from", "to", "number")),
}


@router.get("/pictures")
def pictures(request: Request) -> Response:
    """Every picture with its table."""
    known = given(request)
    tables = [(name, counted(request, name)) for name in PICTURES]
    return page(request, "pictures.html", known=known, query=query(known), tables=tables, pictures=PICTURES)


@router.get("/pictures/{name}.svg")
def svg(request: Request, name: str) -> Response:
    """A picture as SVG."""
    import vl_convert

    asked = spec(counted(request, name), PICTURES[name], tongue_of(request))
    with DRAWING:
        drawn: str = vl_convert.vegalite_to_svg(asked)
    return tagged(request, Response(drawn, media_type="image/svg+xml"))


@router.get("/pictures/{name}.csv")
def table(request: Request, name: str) -> Response:
    """A picture's table as CSV."""
    lines = csv_lines(counted(request, name), PICTURES[name].columns if name in PICTURES else ())
    return Response("\ufeff" + "".join(lines), media_type="text/csv; charset=utf-8")


def counted(request: Request, name: str) -> list[Row]:
    """The table of a picture, of the newest rows under the filters."""
    if name not in PICTURES:
        raise NotFound(f"no picture {name!r}; valid are {', '.join(PICTURES)}")
    picture = PICTURES[name]
    with request.app.state.desk.store.reading() as connection:
        return picture.counted(rows_of(connection, picture.layer, filters(given(request), LOOKED_AT)))


def spec(rows: Sequence[Row], picture: Picture, tongue: str) -> dict[str, Any]:
    """A picture as Vega-Lite: lines over days, or a square for each pair."""
    first, second, number = picture.columns
    titles = {column: message(f"column.{column}", tongue) for column in picture.columns}
    count = {"field": number, "type": "quantitative", "title": titles[number]}
    name = {"field": second, "type": "nominal", "title": titles[second]}
    if first == "day":
        marks: dict[str, Any] = {"type": "bar", "tooltip": False}
        day = {"field": "day", "type": "ordinal", "title": titles["day"], "axis": {"labelOverlap": True}}
        drawn = {"x": day, "y": count, "color": {**name, "scale": {"range": COLOURS}}}
    else:
        marks = {"type": "circle", "color": COLOURS[0]}
        drawn = {"x": name, "y": {"field": first, "type": "nominal", "title": titles[first]}, "size": count}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 640,
        "height": 260,
        "data": {"values": [{key: _shown(cell) for key, cell in row.items()} for row in rows]},
        "mark": marks,
        "encoding": drawn,
        "config": {"font": "DejaVu Sans, sans-serif", "view": {"stroke": None}, "axis": {"labelLimit": 220}},
    }


def _table(counts: Counter[tuple[str, str]], columns: tuple[str, str]) -> list[Row]:
    return [{**dict(zip(columns, key, strict=True)), "number": number} for key, number in sorted(counts.items())]


def _shown(cell: str | int) -> str | int:
    """A cell as the drawing library may have it: it ends the whole process over a NUL."""
    return short(cell, 80) if isinstance(cell, str) else cell
