"""PLOVER: facts as coded political events, with CAMEO's codes beside them; plover.tsv says which fact is which event.

The codes are those of the Open Event Data Alliance's codebook and of its table from CAMEO of 2021.
"""

import csv
import io
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import IO

from onrecord.exports import Asked
from onrecord.exports.found import Found, Party
from onrecord.exports.table import PROOF
from onrecord.knowledge.tables import Row, parse
from onrecord.show.clean import cell
from onrecord.store.dates import period
from onrecord.store.rows import AFTER, BEFORE

LAYERS = ("meetings", "aid", "commitments", "positions")
DATES = {"meetings": "date", "aid": "date"}
CODED = ("event", "mode", "context", "cameo")
SIDES = ("actor", "recipient")
COLUMNS = (
    *("layer", *CODED, "date", "date_of"),
    *(side + part for side in SIDES for part in ("", "_id", "_country")),
    *(*BEFORE, *AFTER, *PROOF),
)


class Export:
    """A line of CSV an event; several actors of a side stand in one cell, as PLOVER has compound actors."""

    def __init__(self, out: IO[bytes], asked: Asked) -> None:
        self._text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
        self._lines = csv.writer(self._text, lineterminator="\n")
        self._lines.writerow(COLUMNS)

    def write(self, found: Found) -> bool:
        code = coded(found)
        if code is None or not _parties(found, code["actor"]):
            return False
        row = found.row | {name: code[name] for name in CODED} | _dated(found)
        for side in SIDES:
            parties = _parties(found, code[side])
            row |= {side: [party.name for party in parties], f"{side}_id": [party.id for party in parties]}
            row[f"{side}_country"] = [party.country or "" for party in parties]
        self._lines.writerow([cell(row[name]) for name in COLUMNS])
        return True

    def finish(self) -> None:
        self._text.detach()


@cache
def codes() -> tuple[Row, ...]:
    """The rows of plover.tsv."""
    text = files("onrecord.exports").joinpath("plover.tsv").read_text(encoding="utf-8")
    return tuple(parse(text, "plover.tsv"))


def coded(found: Found) -> Row | None:
    """The first row of plover.tsv whose layer and values are the fact's; None for what is no event there."""
    for code in codes():
        wanted = (pair.split("=") for pair in code["where"].split())
        if code["layer"] == found.layer and all(found.row[name] == value for name, value in wanted):
            return code
    return None


def _parties(found: Found, field: str) -> list[Party]:
    value = getattr(found.fact, field) if field else None
    ids: Iterator[str] = iter(value if isinstance(value, tuple) else [value] if value else [])
    return [found.cast[actor] for actor in dict.fromkeys(ids)]


def _dated(found: Found) -> dict[str, str | None]:
    """The day of the event where the fact has one, else that of publication, and which of the two it is."""
    for name, date in (("event", found.row.get(DATES.get(found.layer, ""))), ("article", found.row["published"])):
        days = period(date or "")
        if days:
            return {"date": days[0], "date_of": name}
    return {"date": None, "date_of": None}
