"""JSON lines: an object a fact, with the keys of its own layer."""

from typing import IO

import msgspec

from onrecord.exports import Asked
from onrecord.exports.found import Found
from onrecord.show.clean import escaped
from onrecord.values import LAYERS as LAYERS


class Export:
    """A line a fact."""

    def __init__(self, out: IO[bytes], asked: Asked) -> None:
        self._out = out

    def write(self, found: Found) -> bool:
        self._out.write(json_of(found.row) + b"\n")
        return True

    def finish(self) -> None:
        """Nothing is left to write."""


def json_of(value: object) -> bytes:
    """JSON whose strings a terminal only shows."""
    return escaped(msgspec.json.encode(value).decode()).encode()
