"""Atlas: where names stand on the map, the part of the world that shows them, and the outlines of its countries."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import asinh, degrees, pi, radians, tan
from typing import Any

from countryinfo import all_countries
from msgspec import Struct

from onrecord.knowledge import Knowledge

Point = tuple[float, float]  # latitude, longitude
Feature = dict[str, Any]  # GeoJSON
CLOSEST = 0.7  # of a map's width, in pixels a radian: some countries
MARGIN = 1.6  # of the stretch that the points take


class View(Struct, frozen=True):
    """A part of the world in Mercator's projection: its middle, pixels a radian, and the map's size in pixels."""

    middle: Point
    scale: float
    size: tuple[int, int]

    def holds(self, feature: Feature) -> bool:
        """Whether some corner of an outline may be in view."""
        wide, high = (degrees(side / self.scale) * 0.75 for side in self.size)
        latitude, longitude = self.middle
        return any(abs(x - longitude) < wide and abs(y - latitude) < high for x, y in _corners(feature["geometry"]))

    def pixel(self, point: Point) -> tuple[float, float]:
        """Where a point is on the map, from its left upper corner.

        >>> View((48.0, 68.0), 450.0, (640, 360)).pixel((48.0, 68.0))
        (320.0, 180.0)
        """
        across, down = radians(point[1] - self.middle[1]), _projected(self.middle[0]) - _projected(point[0])
        return self.size[0] / 2 + self.scale * across, self.size[1] / 2 + self.scale * down


def places(names: Iterable[str], knowledge: Knowledge) -> dict[str, Point]:
    """Where names stand: countries, and cities and bodies as the middle of their country; the others stand nowhere."""
    countries = _countries(knowledge)
    found = {name: knowledge.points.get(countries.get(name, "")) for name in names}
    return {name: point for name, point in found.items() if point}


def view(points: Sequence[Point], size: tuple[int, int]) -> View:
    """The part of the world that shows all points on a map of some size.

    >>> view([(48.0, 68.0)], (640, 360))
    View(middle=(48.0, 68.0), scale=448.0, size=(640, 360))
    """
    south, north = min(y for y, _ in points), max(y for y, _ in points)
    west, east = min(x for _, x in points), max(x for _, x in points)
    across, up = radians(east - west), _projected(north) - _projected(south)
    fitting = [side / (stretch * MARGIN) for side, stretch in zip(size, (across, up), strict=True) if stretch > 0]
    scale = max(size[0] / (2 * pi), min([*fitting, size[0] * CLOSEST]))  # from the whole world on
    return View(((south + north) / 2, (west + east) / 2), float(round(scale)), size)


def outlines(seen: View) -> list[Feature]:
    """The outlines of the countries in view (countryinfo has them from world.geo.json)."""
    return [feature for feature in _world() if seen.holds(feature)]


@cache
def _world() -> tuple[Feature, ...]:
    found = (feature["geometry"] for country in all_countries() for feature in _features(country))
    return tuple({"type": "Feature", "geometry": _wound(geometry)} for geometry in found)


def _features(country: Any) -> list[Feature]:
    found: list[Feature] = (country.geo_json() or {}).get("features", [])
    return found


def _wound(geometry: Feature) -> Feature:
    """An outline that runs clockwise, its lakes the other way: run otherwise it would mean the rest of the world."""
    one = geometry["type"] == "Polygon"
    polygons = [geometry["coordinates"]] if one else geometry["coordinates"]
    turned = [[clockwise(ring, number == 0) for number, ring in enumerate(polygon)] for polygon in polygons]
    return {"type": geometry["type"], "coordinates": turned[0] if one else turned}


def clockwise(ring: list[list[float]], wanted: bool) -> list[list[float]]:
    """A ring of corners, turned round where it does not run clockwise, or does and is not wanted to.

    >>> clockwise([[0, 0], [1, 0], [1, 1], [0, 0]], True)
    [[0, 0], [1, 1], [1, 0], [0, 0]]
    """
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return ring if (area < 0) is wanted else ring[::-1]


def _corners(geometry: Feature) -> Iterator[tuple[float, float]]:
    whole = geometry["coordinates"]
    for polygon in [whole] if geometry["type"] == "Polygon" else whole:
        yield from ((corner[0], corner[1]) for corner in polygon[0])


@cache
def _countries(knowledge: Knowledge) -> dict[str, str]:
    known = (entity for entity in knowledge.entities.values() if entity.kind in ("country", "capital", "city", "body"))
    return {name: entity.country for entity in known if entity.country for name in entity.names}


def _projected(latitude: float) -> float:
    return asinh(tan(radians(latitude)))
