"""Nets: names that are tied to each other, as charts: those who meet round a ring, gifts from one side to the other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from onrecord.desk.looks import Look, Spec, told, values
from onrecord.store.lists import Row

LARGEST = 24  # names round a ring
PAIRS = 40  # flows that are drawn
STEP = 26  # pixels between two names of a column
THIN = 4  # the least number that has the thickest line, so that a single report is a thin one
NAMES = (200, 118)  # pixels that names may take at either side, in a wide window and in a narrow one
BENT = 0.92  # how far a ring is closed at its ends, so that names there do not lie on each other
Columns = tuple[Sequence[str], Sequence[str]]


def ring(rows: Sequence[Row], tongue: str, look: Look) -> Spec:
    """Names round a ring, a line between two that meet, the thicker the more often."""
    left, right = _halves(rows)
    at = {("one", name): (-_bent(y), y) for name, y in _spread(left).items()}
    at |= {("one", name): (_bent(y), y) for name, y in _spread(right).items()}
    at |= {("other", name): place for (_, name), place in at.items()}
    return _net(rows, tongue, look, at) | {"height": _height((left, right))}


def flows(rows: Sequence[Row], tongue: str, look: Look) -> Spec:
    """Those who give at the left, those who take at the right, a line between, the thicker the more reports."""
    left, right = _sides(rows)
    at = {("from", name): (-1.0, y) for name, y in _spread(left).items()}
    at |= {("to", name): (1.0, y) for name, y in _spread(right).items()}
    return _net(_foremost(rows), tongue, look, at) | {"height": _height((left, right))}


def ring_height(rows: Sequence[Row], look: Look) -> int:
    """How high a ring is."""
    return _height(_halves(rows))


def flows_height(rows: Sequence[Row], look: Look) -> int:
    """How high the picture of flows is."""
    return _height(_sides(rows))


def thick(rows: Iterable[Row]) -> Spec:
    """How thick lines are by their number."""
    most = max((row["number"] for row in rows), default=THIN)
    scale = {"domain": [0, max(THIN, most)], "range": [1, 7]}
    return {"field": "number", "type": "quantitative", "scale": scale, "legend": None}


def _height(columns: Columns) -> int:
    return STEP * (max(map(len, columns)) + 1)


def _halves(rows: Sequence[Row]) -> Columns:
    """The names of the foremost pairs by the alphabet, one half of them and the other; each has met another of them."""
    often: Counter[str] = Counter()
    for row in rows:
        often.update({row["one"]: row["number"], row["other"]: row["number"]})
    chosen: set[str] = set()
    for row in sorted(rows, key=lambda row: (-row["number"], -often[row["one"]] - often[row["other"]])):
        pair = {row["one"], row["other"]}
        chosen |= pair if len(chosen | pair) <= LARGEST else set()
    names = sorted(chosen)
    return names[: -(-len(names) // 2)], names[-(-len(names) // 2) :]


def _sides(rows: Sequence[Row]) -> Columns:
    """Those who give, the foremost first, and those who take in the order of who gives to them, so few lines cross."""
    often: Counter[str] = Counter()
    for row in _foremost(rows):
        often[row["from"]] += row["number"]
    left = [name for name, _ in often.most_common()]
    ordered = sorted(_foremost(rows), key=lambda row: (left.index(row["from"]), -row["number"]))
    return left, list(dict.fromkeys(row["to"] for row in ordered))


def _foremost(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: -row["number"])[:PAIRS]


def _spread(names: Sequence[str]) -> dict[str, float]:
    """Names down a column, from 1 to -1.

    >>> _spread(["а", "б", "в"]), _spread(["а"])
    ({'а': 1.0, 'б': 0.0, 'в': -1.0}, {'а': 0.0})
    """
    last = len(names) - 1
    return {name: round(1 - 2 * at / last, 4) if last else 0.0 for at, name in enumerate(names)}


def _bent(y: float) -> float:
    return round(sqrt(1 - (BENT * y) ** 2), 4)


def _net(rows: Sequence[Row], tongue: str, look: Look, at: Mapping[tuple[str, str], tuple[float, float]]) -> Spec:
    """Lines between the places of names, which stand under the column of a row and the name there."""
    ends = tuple(rows[0])[:2]
    lines = [
        {**row, "x": at[one][0], "y": at[one][1], "x2": at[other][0], "y2": at[other][1]}
        for row in rows
        if {one := (ends[0], row[ends[0]]), other := (ends[1], row[ends[1]])} <= at.keys()
    ]
    room = look.width - 2 * NAMES[look.narrow]
    x, y = _axis("x", look.width / room), _axis("y", 1.0)
    drawn: Spec = {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    drawn |= {"size": thick(rows), "tooltip": told(rows, tongue)}
    mark = {"type": "rule", "color": look.colours[0], "opacity": 0.5}
    places = {(name, *place) for (_, name), place in at.items()}
    return {
        "padding": {"left": 0, "right": 0, "top": STEP / 2, "bottom": STEP / 2},
        "layer": [
            {"data": values(lines), "mark": mark, "encoding": drawn},
            *(_named(sorted(places), side, (x, y), look) for side in (-1, 1)),
        ],
    }


def _named(places: Iterable[tuple[str, float, float]], side: int, axes: tuple[Spec, Spec], look: Look) -> Spec:
    """The dots of one side, their names beside them."""
    here = [{"name": name, "x": x, "y": y} for name, x, y in places if x * side > 0]
    encoding = dict(zip("xy", axes, strict=True))
    dots = {"mark": {"type": "circle", "size": 60, "color": look.ink, "opacity": 1}, "encoding": encoding}
    text = {"type": "text", "align": "left" if side > 0 else "right", "dx": 9 * side, "baseline": "middle"}
    text |= {"limit": NAMES[look.narrow] - 12, "color": look.ink}
    return {"data": values(here), "layer": [dots, {"mark": text, "encoding": encoding | {"text": {"field": "name"}}}]}


def _axis(field: str, reach: float) -> Spec:
    return {"field": field, "type": "quantitative", "axis": None, "scale": {"domain": [-reach, reach], "nice": False}}
