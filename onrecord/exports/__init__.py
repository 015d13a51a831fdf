"""Exports: the facts of the store as files that other programs open, one file here a format."""

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
