"""A correction, and how it addresses actors and facts: by content, never by numbers that a new reading changes."""

from hashlib import sha256
from typing import Literal

import msgspec
from msgspec import Struct

from onrecord.span import Span

Action = Literal["merge", "split", "rename", "reject", "confirm", "undo"]


class Address(Struct, frozen=True, order=True):
    """An actor by one article that it was seen in; `identity` is what it was part of when the correction was made."""

    identity: str
    kind: str
    name: str
    article: str  # the article's id
    block: str


class FactAddress(Struct, frozen=True, order=True):
    """A fact by its article, its layer, its words and where these stand."""

    article: str
    layer: str
    words: str
    offsets: tuple[str, ...]  # "start-end", as in the lists

    def spans(self) -> tuple[Span, ...]:
        """Where the words stand."""
        return tuple(Span(*map(int, offset.split("-"))) for offset in self.offsets)


class Correction(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One entry of the log: what was decided, who did it, when and why."""

    action: Action
    at: str  # RFC 3339, UTC
    by: str
    why: str = ""
    actors: tuple[Address, ...] = ()  # merge: the first takes in the others; split: those who become one of their own
    fact: FactAddress | None = None  # reject, confirm
    name: str | None = None  # rename
    of: str | None = None  # undo: the id of the entry that is taken back

    @property
    def id(self) -> str:
        """The first 12 hex digits of the sha256 of the entry."""
        return sha256(msgspec.json.encode(self)).hexdigest()[:12]
