"""Placing: where names stand beside their dots on a map, so that none lies on another."""

from collections.abc import Sequence
from typing import NamedTuple

LETTER, HIGH = 6.8, 14.0  # pixels of a letter and of a line of the font that charts have
AWAY = 8.0  # from a dot's middle
Pixel = tuple[float, float]


class Side(NamedTuple):
    """A side of a dot on which its name may stand, as a text mark of Vega-Lite has it."""

    align: str
    dx: float
    dy: float


SIDES = (Side("center", 0, -AWAY - 5), Side("center", 0, AWAY + 7), Side("left", AWAY, 0), Side("right", -AWAY, 0))
_LEFT = {"center": 0.5, "left": 0.0, "right": 1.0}  # how much of a name stands left of where it is put


def beside(names: Sequence[str], dots: Sequence[Pixel], size: tuple[int, int]) -> list[Side | None]:
    """The side on which each name has room, the first names first; None where there is none.

    >>> [side and side.dy for side in beside(["Тарузия", "Велония"], [(100, 100), (110, 102)], (720, 400))]
    [-13.0, 15.0]
    """
    taken = [(x - AWAY / 2, y - AWAY / 2, x + AWAY / 2, y + AWAY / 2) for x, y in dots]
    found: list[Side | None] = []
    for name, dot in zip(names, dots, strict=True):
        boxes = ((side, _box(name, dot, side)) for side in SIDES)
        free = ((side, box) for side, box in boxes if _inside(box, size) and not any(_meet(box, one) for one in taken))
        side, box = next(free, (None, None))
        found.append(side)
        taken += [box] if box else []
    return found


def _box(name: str, dot: Pixel, side: Side) -> tuple[float, float, float, float]:
    wide = len(name) * LETTER
    left, middle = dot[0] + side.dx - wide * _LEFT[side.align], dot[1] + side.dy
    return left, middle - HIGH / 2, left + wide, middle + HIGH / 2


def _inside(box: tuple[float, ...], size: tuple[int, int]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
