"""Exports: the facts of the store as files that other programs open, one file here a format."""

import io
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from onrecord.errors import OnrecordError
from onrecord.exports.whole import whole

if TYPE_CHECKING:
    from onrecord.exports.found import Found


class Format(StrEnum):
    """The formats, each by the name of its module."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    webanno = "webanno"
    ics = "ics"
    ftm = "ftm"
    popolo = "popolo"
    plover = "plover"
    iati = "iati"
    dossier = "dossier"


EXTRAS = {Format.parquet: "pyarrow"}  # format -> the package that writes it, where not all have it


PIECE = 64 * 1024  # bytes that are sent at once
FACTS = 500  # of which a format may have no place for any: a tenth of a second


class Asked(Struct, frozen=True):
    """What facts come: of which layers, and what they are about, "" where that is nothing in particular."""

    layers: tuple[str, ...]
    about: str = ""


class Export(Protocol):
    """A file being written; each format's module has a class of this name, and LAYERS, what it has room for."""

    def __init__(self, out: IO[bytes], asked: Asked) -> None: ...

    def write(self, found: "Found") -> bool:
        """Take in a fact; whether the format has a place for it."""

    def finish(self) -> None:
        """Write what is still to be written."""


def layers_of(name: Format) -> tuple[str, ...]:
    """The layers that a format has room for; OnrecordError where the format's library is not installed."""
    found: tuple[str, ...] = _module(name).LAYERS
    return found


def export(facts: Iterable["Found"], name: Format, asked: Asked, out: Path | None) -> int:
    """Write facts in a format to a file, or to standard output once they are whole; a failure leaves nothing.

    Answers how many facts the format had no place for.
    """
    with _opened(out) as file:
        made: Export = _module(name).Export(file, asked)
        left_out = sum(not made.write(one) for one in facts)
        made.finish()
    return left_out


def pieces(facts: Iterable["Found"], name: Format, asked: Asked) -> Iterator[bytes]:
    """What `export` writes, a piece at a time, for who sends it on while it is made; some pieces are empty."""
    out = _Sent()
    made: Export = _module(name).Export(out, asked)
    for number, one in enumerate(facts, 1):
        made.write(one)
        if out.length > PIECE or number % FACTS == 0:
            yield out.taken()
    made.finish()
    yield out.taken()


class _Sent(io.RawIOBase):
    """A file of which what is written is taken away meanwhile."""

    def __init__(self) -> None:
        self._written: list[bytes] = []
        self._before = 0

    @property
    def length(self) -> int:
        """Bytes that are still to be taken."""
        return sum(map(len, self._written))

    def taken(self) -> bytes:
        """What was written since it was last taken."""
        found = b"".join(self._written)
        self._before += len(found)
        self._written.clear()
        return found

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._before + self.length

    def write(self, data: Any) -> int:
        self._written.append(bytes(data))
        return len(self._written[-1])


@contextmanager
def _opened(out: Path | None) -> Iterator[IO[bytes]]:
    if out is not None:
        with whole(out) as file:
            yield file
        return
    with tempfile.TemporaryFile() as held:
        yield held
        held.seek(0)
        shutil.copyfileobj(held, sys.stdout.buffer)


def _module(name: Format) -> Any:
    try:
        return import_module(f"onrecord.exports.{name}")
    except ModuleNotFoundError as error:
        if error.name != EXTRAS.get(name):
            raise
        raise OnrecordError(
            f"--format {name} needs {error.name}, which is not installed: pip install 'onrecord[{name}]'"
        ) from error
