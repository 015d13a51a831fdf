"""Actors: who is who over all articles. `join` decides anew what changed, block by block, and applies corrections."""

from sqlalchemy import Connection, delete, insert, literal, select

from onrecord.knowledge import Knowledge
from onrecord.store.roster import call
from onrecord.store.tables import BLOCK, ROSTER, actors, made_with, stale
from onrecord.stories.actors.deciding import decide, see
from onrecord.stories.actors.telling import tell
from onrecord.stories.corrections.apply import correct, judge
from onrecord.stories.corrections.log import entries, in_force
from onrecord.stories.program import made_with as program


def join(connection: Connection, knowledge: Knowledge) -> None:
    """Bring identities, posts and judgements up to date with the records, the corrections and the knowledge tables."""
    log = in_force(entries(connection))
    see(connection)
    _note(connection, knowledge)
    judge(connection, log)
    decide(connection, knowledge)
    tell(connection, knowledge, correct(connection, log))
    _call(connection)
    connection.execute(delete(stale))


def _call(connection: Connection) -> None:
    """Count the actors anew where any was stored, taken out or decided anew since they were counted."""
    counted = connection.execute(select(made_with.c.what).where(made_with.c.what == ROSTER)).first()
    if counted is None or connection.execute(select(stale.c.what).limit(1)).first():
        call(connection)
        connection.execute(insert(made_with).prefix_with("OR REPLACE"), {"what": ROSTER, "digest": ""})


def _note(connection: Connection, knowledge: Knowledge) -> None:
    """Have everything decided anew where the program or the knowledge tables are not those of the last join."""
    digest = program(knowledge)
    known = select(made_with.c.digest).where(made_with.c.what == "actors")
    if connection.execute(known).scalar() == digest:
        return
    connection.execute(insert(made_with).prefix_with("OR REPLACE"), {"what": "actors", "digest": digest})
    blocks = select(literal(BLOCK), actors.c.block).where(actors.c.block.is_not(None)).distinct()
    connection.execute(insert(stale).prefix_with("OR IGNORE").from_select(["what", "key"], blocks))
