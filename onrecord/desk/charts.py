"""Charts: pictures as Vega-Lite, the same for the server's SVG and PNG and for the browser."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from onrecord.desk.atlas import Point, View, outlines, places, view
from onrecord.desk.counting import unit
from onrecord.desk.looks import Look, Spec, column, shown, told, values
from onrecord.desk.messages import message
from onrecord.desk.nets import flows, flows_height, ring, ring_height, thick
from onrecord.desk.placing import Side, beside
from onrecord.knowledge import Knowledge
from onrecord.store.dates import period
from onrecord.store.lists import Row

UNITS = {  # how a time axis is divided and told: in figures, as every language has them; in UTC, as dates are read
    "day": ("utcyearmonthdate", "%Y-%m-%d"),
    "month": ("utcyearmonth", "%Y-%m"),
    "year": ("utcyear", "%Y"),
}
SHAPE = 0.62  # of a map: its height, of its width
TICKS = 7  # beside bars: none of them stands for a part of one
LINE = 15  # pixels of a legend's line


def bars(rows: Sequence[Row], tongue: str, look: Look) -> Spec:
    """Numbers along time, by day, month or year, each name in a colour of its own."""
    names = list(dict.fromkeys(shown(row["name"]) for row in rows))
    scale = {"domain": names, "range": list(look.colours)}
    legend = {"orient": "bottom", "columns": 2, "labelLimit": 140} if look.narrow else {"labelLimit": 190}
    colour = {"field": "name", "type": "nominal", "title": None, "scale": scale, "legend": legend}
    unit_of_time, form = UNITS[unit(rows)]
    axis = {"format": form, "labelOverlap": "greedy", "labelSeparation": 14, "labelFlush": False, "grid": False}
    day: Spec = {
        "field": "day",
        "type": "temporal",
        "timeUnit": unit_of_time,
        "title": message(f"unit.{unit(rows)}", tongue),
    }
    tooltip = [day | {"format": form}, *told(rows, tongue)[1:]]
    day |= {"bandPosition": 0, "axis": axis | {"values": _starts(rows)}}  # a bar stands over its tick, and has one
    number: Spec = {"field": "number", "type": "quantitative", "title": column("number", tongue)}
    number |= {"axis": {"tickCount": min(TICKS, _highest(rows))}}
    drawn = {"x": day, "y": number, "color": colour, "tooltip": tooltip}
    return {"data": values(rows), "mark": "bar", "encoding": drawn, "height": bars_height(rows, look)}


def _starts(rows: Sequence[Row]) -> list[int]:
    """The first moments of the days, months or years of a table, in milliseconds of 1970 and UTC.

    >>> _starts([{"day": "1970-01"}, {"day": "1970-02"}, {"day": "1970-02"}])
    [0, 2678400000]
    """
    spans = {found for row in rows if (found := period(row["day"]))}
    return sorted({(date.fromisoformat(first) - date(1970, 1, 1)).days * 86_400_000 for first, _ in spans})


def _highest(rows: Sequence[Row]) -> int:
    """How high the highest bar is."""
    heights: Counter[str] = Counter()
    for row in rows:
        heights[row["day"]] += row["number"]
    return max(heights.values(), default=1)


def bars_height(rows: Sequence[Row], look: Look) -> int:
    """How high bars along time are: in a narrow window the names stand below them, two in a line."""
    return 280 + (LINE * -(-len({row["name"] for row in rows}) // 2) if look.narrow else 0)


def on_map(rows: Sequence[Row], tongue: str, look: Look, knowledge: Knowledge) -> Spec | None:
    """Lines from those who give to those who take, on the map; None where nobody's place is known."""
    known = places({name for row in rows for name in (row["from"], row["to"])}, knowledge)
    lines = [_line(row, known) for row in rows if {row["from"], row["to"]} <= known.keys()]
    if not lines:
        return None
    sides = {side: sorted({row[side] for row in lines}) for side in ("from", "to")}
    dots = [_spot(name, known[name]) | {"side": column(side, tongue)} for side in sides for name in sides[side]]
    seen = view([known[name] for names in sides.values() for name in names], (look.width, map_height(rows, look)))
    ends = {"longitude": {"field": "x"}, "latitude": {"field": "y"}}
    flow: Spec = {**ends, "longitude2": {"field": "x2"}, "latitude2": {"field": "y2"}, "size": thick(lines)}
    flow |= {"tooltip": told(rows, tongue)}
    scale = {"domain": [column(side, tongue) for side in sides], "range": list(look.colours[:2])}
    legend = {"orient": "bottom-left", "fillColor": look.paper, "padding": 6}  # on the map, so that it takes no room
    coloured = {**ends, "color": {"field": "side", "type": "nominal", "title": None, "scale": scale, "legend": legend}}
    land = {"type": "geoshape", "fill": look.land, "stroke": look.quiet, "strokeWidth": 0.4, "clip": True}
    layers = [
        {"data": {"values": outlines(seen)}, "mark": land},
        {"data": values(lines), "mark": {"type": "rule", "color": look.colours[0], "opacity": 0.7}, "encoding": flow},
        {"data": values(dots), "mark": {"type": "circle", "size": 90, "opacity": 0.95}, "encoding": coloured},
        *(layer for side, here in _named(dots, seen).items() for layer in _names(here, side, look)),
    ]
    middle = {"center": [seen.middle[1], seen.middle[0]], "translate": [side / 2 for side in seen.size]}
    projected = {"type": "mercator", "scale": seen.scale, **middle}
    return {"layer": layers, "height": seen.size[1], "padding": 0, "projection": projected}


def map_height(_: Sequence[Row], look: Look) -> int:
    """How high a map is."""
    return round(look.width * SHAPE)


class Drawn(NamedTuple):
    """A way to draw a table, and how high that is."""

    chart: Callable[[Sequence[Row], str, Look], Spec]
    height: Callable[[Sequence[Row], Look], int]


DRAWN = {"bars": Drawn(bars, bars_height), "flows": Drawn(flows, flows_height), "ring": Drawn(ring, ring_height)}


def _named(dots: Sequence[Row], seen: View) -> dict[Side, list[Row]]:
    """The names on a map by the side of their dots on which there is room; those at one place are one name."""
    at: dict[Point, list[str]] = {}
    for dot in dots:
        at.setdefault((dot["y"], dot["x"]), []).append(shown(dot["name"]))
    names = [", ".join(dict.fromkeys(here)) for here in at.values()]
    found: dict[Side, list[Row]] = {}
    for name, point, side in zip(names, at, beside(names, [seen.pixel(one) for one in at], seen.size), strict=True):
        if side:
            found.setdefault(side, []).append(_spot(name, point))
    return found


def _names(here: Sequence[Row], side: Side, look: Look) -> list[Spec]:
    """Names at one side of their dots, on a rim of the page's paper."""
    text = {"type": "text", "baseline": "middle", **side._asdict()}
    drawn = {"longitude": {"field": "x"}, "latitude": {"field": "y"}, "text": {"field": "name"}}
    rim = {"stroke": look.paper, "strokeWidth": 4, "color": look.paper}
    return [{"data": values(here), "mark": text | how, "encoding": drawn} for how in (rim, {"color": look.ink})]


def _line(row: Row, at: dict[str, Point]) -> Row:
    (y, x), (y2, x2) = at[row["from"]], at[row["to"]]
    return {**row, "x": x, "y": y, "x2": x2, "y2": y2}


def _spot(name: str, place: Point) -> Row:
    return {"name": name, "x": place[1], "y": place[0]}
