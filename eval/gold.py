"""Where the gold lies, what it hashes to, and what our path makes of one of its texts."""

import os
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.errors import PageError
from onrecord.path import record_page
from onrecord.record import encode
from onrecord.values import Page

Run = Callable[[Path], dict[str, Any]]


class Report(Struct, frozen=True):
    """What one set gave: figures by name (those that floors may pin), and lines for people."""

    figures: dict[str, float]
    lines: list[str]


def default_folder() -> Path:
    """ONRECORD_GOLD, else `../shared/gold` beside the repository."""
    named = os.environ.get("ONRECORD_GOLD")
    return Path(named) if named else Path(__file__).parents[2] / "shared" / "gold"


def digest(files: Iterable[Path]) -> str:
    """The sha256 over names and contents of a set's files, in order of name."""
    total = sha256()
    for file in sorted(files, key=lambda f: f.name):
        total.update(f"{file.name} {sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def page_of(path: Path) -> Page:
    """A gold text as the page that a reader of plain files would give."""
    return Page(source=str(path), content=path.read_bytes(), media="text")


def record_of(path: Path) -> dict[str, Any]:
    """Our record of a gold text as plain JSON values; a text that cannot be read gives an empty record."""
    try:
        line = encode(record_page(page_of(path)))
    except PageError:
        return {}
    found: dict[str, Any] = msgspec.json.decode(line)
    return found
