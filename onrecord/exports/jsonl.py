"""JSON lines: an object a fact, with the keys of its own layer."""

from typing import IO

import msgspec

from onrecord.exports.found import Found
from onrecord.show.clean import escaped
from onrecord.values import LAYERS as LAYERS


class Export:
    """A line a fact."""

    def __init__(self, out: IO[bytes], layers: tuple[str, ...]) -> None:
        self._out = out

    def write(self, found: Found) -> None:
        self._out.write(escaped(msgspec.json.encode(found.row).decode()).encode() + b"\n")

    def finish(self) -> None:
        """Nothing is left to write."""
