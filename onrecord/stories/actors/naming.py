"""Naming: the one identity that people mean by a name, an id or a Wikidata id."""

from sqlalchemy import Connection, select

from onrecord.errors import Unknown, UsageError
from onrecord.store.lemmas import fold
from onrecord.store.narrowing import called
from onrecord.store.tables import identities

SHOWN = 8  # candidates that an error lists


class Nobody(Unknown):
    """A name, or an id, that is nobody's in the store."""


class Several(UsageError):
    """A name that several in the store may bear."""


def identity_named(connection: Connection, name: str) -> str:
    """The identity of a name in any form, an id or a Wikidata id; Nobody or Several where it is not one's alone.

    Who has just this name is meant before who has it among others; but a surname alone may be anybody's who bears it.
    """
    row = identities.c
    query = select(row.identity, row.kind, row.name, row.wikidata).where(row.identity.in_(called(name)))
    found = connection.execute(query.order_by(row.identity)).all()
    by_id = [one for one in found if name in (one.identity, one.wikidata)]
    exact = [one for one in found if fold(one.name) == fold(name)]
    if len(name.split()) == 1 and all(one.kind == "person" for one in exact):
        exact = [one for one in found if one.kind == "person"]
    chosen = by_id or exact or found
    if not chosen:
        raise Nobody(f"nobody in the store is called {name!r}; `onrecord actors` lists who is, with their ids")
    if len(chosen) > 1:
        several = ", ".join(f"{one.identity} ({one.name})" for one in chosen[:SHOWN])
        raise Several(f"{name!r} may be one of {len(chosen)}: {several}; give the id of one")
    return str(chosen[0].identity)
