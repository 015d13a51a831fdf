"""What the commands that look into a store share: opening it, its filters, what is said where nothing was found."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.show.options import FILTERS

if TYPE_CHECKING:
    from onrecord.store.base import Store
    from onrecord.store.lists import Filters


def opened(db: Path | None) -> "Store":
    """The store that a command is to look into."""
    from onrecord.settings import settings
    from onrecord.store.base import Store

    return Store(settings({"db": db}).db)


def filters(given: dict[str, Any]) -> "Filters":
    """The filters among a command's options."""
    from onrecord.store.lists import Filters

    names = {"lang": "language"}
    return Filters(**{names.get(name, name): given[name] for name in FILTERS if name != "db"})


def none(what: str, given: dict[str, Any]) -> str:
    """What is said where nothing was found: what of, and what it was narrowed to."""
    narrowed = [f"--{name} {given[name]!r}" for name in FILTERS if name not in ("db", "limit") and given[name]]
    return f"no {what} found" + (f" under {' '.join(narrowed)}" if narrowed else "")
