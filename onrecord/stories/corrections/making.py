"""Making: corrections added to the log and applied, and the log as rows."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection

from onrecord.knowledge import Knowledge
from onrecord.store.base import Store
from onrecord.stories import join
from onrecord.stories.corrections.choose import told
from onrecord.stories.corrections.log import append, entries, taken_back
from onrecord.stories.corrections.values import Action, Correction

COLUMNS = ("correction", "at", "by", "action", "what", "why", "in_force")
Parts = dict[str, Any]  # the fields that one kind of correction adds


class Decision(Struct, frozen=True, kw_only=True):
    """What is to be done, who decides it and why."""

    action: Action
    by: str
    why: str = ""


def correct(
    store: Store, knowledge: Knowledge, decision: Decision, made: Callable[[Connection], list[Parts]]
) -> list[Correction]:
    """Log corrections and apply them; `made` finds in the store what each is about."""
    at = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    with store.writing() as connection:
        new = [
            Correction(action=decision.action, at=at, by=decision.by, why=decision.why, **parts)
            for parts in made(connection)
        ]
        append(connection, new)
    join(store, knowledge)
    return new


def log_rows(connection: Connection) -> list[dict[str, Any]]:
    """A row for each correction, the newest first (keys: COLUMNS)."""
    known = entries(connection)
    undone = taken_back(known)
    return [_row(entry, entry.id not in undone) for entry in reversed(known)]


def _row(entry: Correction, held: bool) -> dict[str, Any]:
    about = {"at": entry.at, "by": entry.by, "action": entry.action, "what": told(entry), "why": entry.why}
    return {"correction": entry.id, **about, "in_force": held}
