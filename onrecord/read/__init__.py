"""Sources on disk to pages: files, folders and standard input, one bad file never stopping the run."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.errors import PageError
from onrecord.read.content import ENDINGS, LIMIT, VALID, media_of, misnamed, unpacked
from onrecord.values import Page


def pages(sources: Iterable[str], limit: int = LIMIT) -> Iterator[Page | PageError]:
    """The pages of files, folders (recursive, in order of name) and "-", in order; `limit` is bytes when unpacked.

    What cannot be read comes out as a PageError in its place, never raised.
    """
    for source in sources:
        for name in _files(source):
            yield name if isinstance(name, PageError) else _page(name, limit)


def _page(name: str, limit: int) -> Page | PageError:
    shown = _shown(name)
    try:
        raw = _bytes(name, limit)
        content = unpacked(raw, shown, limit)
        if reason := misnamed(raw, name):
            return PageError(shown, reason)
        return Page(source=shown, content=content, media=media_of(content, name))
    except PageError as error:
        return error
    except OSError as error:
        return PageError(shown, f"cannot be read: {error.strerror or error}; {VALID}")


def _bytes(name: str, limit: int) -> bytes:
    """At most `limit` + 1 bytes of a file or of standard input."""
    if name == "-":
        return sys.stdin.buffer.read(limit + 1)
    with open(name, "rb") as file:
        return file.read(limit + 1)


def _files(source: str) -> Iterator[str | PageError]:
    """The files that a source stands for."""
    if source == "-":
        yield source
        return
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield PageError(_shown(source), f"cannot be read: {reason}; {VALID}")
        return
    if stat.S_ISDIR(mode):
        yield from _folder(source)
    elif stat.S_ISREG(mode):
        yield source
    else:
        yield PageError(_shown(source), f"is a device, a pipe or a socket, not a file; {VALID}")


def _folder(folder: str) -> Iterator[str | PageError]:
    """Page files below a folder, in order of name; hidden ones are left out and linked folders not entered."""
    empty = True
    refused: list[OSError] = []
    for top, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower().removesuffix(".gz").endswith(ENDINGS):
                empty = False
                yield from _files(os.path.join(top, name))
    for error in refused:
        yield PageError(_shown(str(error.filename)), f"cannot be read: {error.strerror}; {VALID}")
    if empty and not refused:
        yield PageError(_shown(folder), f"holds no page; {VALID}")


def _shown(name: str) -> str:
    """A name that can be printed, whatever bytes the file system holds."""
    return "standard input" if name == "-" else os.fsencode(name).decode("utf-8", "replace")
