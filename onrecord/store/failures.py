"""The database's own errors in words that say what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from onrecord.errors import StoreFailure

# How SQLite's error name begins -> what it means for people.
_MEANINGS = {
    "SQLITE_BUSY": "another run is writing to it; wait until that ends, or read into another --db",
    "SQLITE_LOCKED": "another run is writing to it; wait until that ends, or read into another --db",
    "SQLITE_NOTADB": "it is not a database; name a store that `onrecord read` made, or a new file",
    "SQLITE_CORRUPT": "the file is damaged; restore it from a copy, or read the pages again into a new file",
    "SQLITE_FULL": "the disk is full; what was stored before is whole: free some space and run the same command again",
    "SQLITE_IOERR": "the disk does not take it (full, or failing); what was stored before is whole: run it again then",
    "SQLITE_READONLY": "it may not be written to",
    "SQLITE_CANTOPEN": "it cannot be opened: is the folder there, and may you write in it?",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns an error of the database inside into a StoreFailure that names the store."""
    try:
        yield
    except DBAPIError as error:
        name = getattr(error.orig, "sqlite_errorname", "")
        for beginning, meaning in _MEANINGS.items():
            if name.startswith(beginning):
                raise StoreFailure(f"{path}: {meaning}") from error
        raise StoreFailure(f"{path}: the database says: {error.orig}") from error
