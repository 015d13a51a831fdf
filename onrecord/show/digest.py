"""Digests by which a run knows, before it reads a page, that it has read it already."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from onrecord.values import Page

PACKAGE = Path(__file__).parent.parent
READERS = ("article", "words", "knowledge", "language", "find", "resolve", "record")  # what a record depends on


def program_digest(knowledge: tuple[Path, ...] = ()) -> str:
    """The digest of the program's own reading part and of the tables, the user's own included.

    Taken from the files themselves (some milliseconds), so that a new rule or row is never missed.
    """
    return sha256(b"\0".join(part for file in _files(knowledge) for part in file)).hexdigest()


def page_digest(page: Page, program: str) -> str:
    """The digest of a page's bytes, of what is known of them, and of the program that is to read them."""
    about = "\0".join([program, page.source, page.media, page.charset or ""])
    return sha256(about.encode("utf-8", "surrogateescape") + b"\0" + page.content).hexdigest()


def _files(knowledge: tuple[Path, ...]) -> Iterator[tuple[bytes, bytes]]:
    """The name and the content of every file that a record depends on, in an order of their own."""
    for file in (PACKAGE / "values.py", PACKAGE / "span.py", PACKAGE / "path.py"):
        yield file.name.encode(), file.read_bytes()
    for folder in READERS:
        for file in sorted((PACKAGE / folder).rglob("*")):
            if file.suffix in {".py", ".tsv", ".json"}:
                yield file.relative_to(PACKAGE).as_posix().encode(), file.read_bytes()
    for path in knowledge:
        for file in sorted(path.glob("*.tsv")) if path.is_dir() else filter(Path.is_file, [path]):
            yield file.name.encode(), file.read_bytes()
