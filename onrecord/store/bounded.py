"""Bounded: queries that are given up where they take long."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import SQLITE_INTERRUPT, OperationalError
from sqlite3 import Connection as Database
from typing import cast

from sqlalchemy import Connection, exc

_GIVEN = "steps"  # what `Connection.info` knows the steps of the outer bound by


@contextmanager
def bounded(connection: Connection, steps: int) -> Iterator[None]:
    """Queries that end after so many steps of the database's machine (20,000 in a millisecond), and with them the rest.

    What stands inside is left where a query ends so. One bound may stand inside another and never loosens it.
    """
    database = cast(Database, connection.connection.driver_connection)
    outer: int | None = connection.info.get(_GIVEN)
    _give(connection, database, min(steps, outer or steps))
    try:
        yield
    except exc.OperationalError as error:
        if not isinstance(error.orig, OperationalError) or error.orig.sqlite_errorcode != SQLITE_INTERRUPT:
            raise
    finally:
        _give(connection, database, outer)


def _give(connection: Connection, database: Database, steps: int | None) -> None:
    connection.info[_GIVEN] = steps
    database.set_progress_handler((lambda: True) if steps else None, steps or 0)
