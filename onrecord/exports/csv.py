"""CSV: a table for spreadsheets, with no cell that one would take for a formula."""

import csv
import io
from typing import IO

from onrecord.exports import Asked
from onrecord.exports.found import Found
from onrecord.exports.table import columns
from onrecord.show.clean import cell
from onrecord.values import LAYERS as LAYERS


class Export:
    """A header, then a line a fact; what a layer has no column for is empty, lists are joined by "; "."""

    def __init__(self, out: IO[bytes], asked: Asked) -> None:
        self._columns = columns(asked.layers)
        self._text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
        self._lines = csv.writer(self._text, lineterminator="\n")
        self._lines.writerow(self._columns)

    def write(self, found: Found) -> bool:
        self._lines.writerow([cell(found.row.get(name)) for name in self._columns])
        return True

    def finish(self) -> None:
        self._text.detach()
