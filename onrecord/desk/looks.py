"""Looks: the sizes and colours in which charts are drawn, for wide and narrow windows, light and dark pages.

And the pieces that charts share.
"""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from onrecord.desk.messages import message
from onrecord.desk.templating import short
from onrecord.store.lists import Row

Spec = dict[str, Any]
LONGEST = 60  # characters of a name


class Look(Struct, frozen=True):
    """A chart's width in pixels, and its colours: the page's own paper and ink, land on a map, and one a name."""

    width: int
    paper: str
    ink: str
    quiet: str
    line: str
    land: str
    colours: tuple[str, ...]

    @property
    def narrow(self) -> bool:
        """Whether it is for a window as narrow as a phone."""
        return self.width < WIDE


WIDE, NARROW = 720, 360
# Okabe and Ito's colours, which colour-blind readers tell apart; on dark pages lighter, and white for black.
_ON_LIGHT = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c7a00", "#000000")
_ON_DARK = ("#3d9fdb", "#f07f3c", "#2fbf95", "#e39fc4", "#f2b430", "#9ad4f5", "#c2ad2b", "#f2f2f2")
_LIGHT = ("#fdfdfb", "#1b1f23", "#59626b", "#dcdfe0", "#e9ecea", _ON_LIGHT)
_DARK = ("#15181b", "#e7eaec", "#a7b0b8", "#343a40", "#262b2f", _ON_DARK)
LOOKS = {
    "light": Look(WIDE, *_LIGHT),
    "dark": Look(WIDE, *_DARK),
    "narrow": Look(NARROW, *_LIGHT),
    "narrow-dark": Look(NARROW, *_DARK),
}


def whole(spec: Spec, look: Look) -> Spec:
    """A chart with what all have in common; it is exactly as wide and high as it says, whatever stands in it."""
    axis = {"labelLimit": 200, "labelColor": look.quiet, "titleColor": look.quiet, "titleFontWeight": "normal"}
    axis |= {"gridColor": look.line, "domainColor": look.line, "tickColor": look.line}
    legend = {"labelColor": look.ink, "titleColor": look.quiet}
    config = {"font": "DejaVu Sans, sans-serif", "view": {"stroke": None}, "axis": axis, "legend": legend}
    common = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "background": look.paper, "config": config}
    return {**common, "width": look.width, "autosize": {"type": "fit", "contains": "padding"}, **spec}


def column(name: str, tongue: str) -> str:
    """What a column of a table is called."""
    return message(f"column.{name}", tongue)


def told(rows: Sequence[Row], tongue: str) -> list[Spec]:
    """What a chart tells of a mark in a browser: the columns of its table."""
    return [{"field": name, "title": column(name, tongue)} for name in (rows[0] if rows else ())]


def values(rows: Sequence[Row]) -> Spec:
    """Rows as a chart's data, their texts cut and cleaned for the drawing library."""
    return {"values": [{key: shown(cell) for key, cell in row.items()} for row in rows]}


def shown(cell: Any) -> Any:
    """A cell as a chart may hold it."""
    return short(cell, LONGEST) if isinstance(cell, str) else cell
