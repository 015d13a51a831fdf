"""Stories: what the stored records say together. Everything here is made anew from the records, never added to."""

from collections.abc import Callable

from sqlalchemy import Connection

from onrecord.knowledge import Knowledge
from onrecord.store.base import Store
from onrecord.stories import actors, telling

# A room's join brings the room's own tables up to date, from the records and from the rooms before it.
Join = Callable[[Connection, Knowledge], None]
ROOMS: tuple[Join, ...] = (actors.join, telling.join)


def join(store: Store, knowledge: Knowledge) -> None:
    """Bring what is derived from all records together up to date, in one transaction: whole, or not at all.

    The result depends on the set of records, the log of corrections and the knowledge tables, and on nothing else.
    """
    with store.writing() as connection:
        for room in ROOMS:
            room(connection, knowledge)
