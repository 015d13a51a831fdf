"""What the rules of commitments look at, and what they find."""

from collections.abc import Iterator

from msgspec import Struct

from onrecord.find.context import Context
from onrecord.find.grammar.actions import Action
from onrecord.find.grammar.marks import Marked
from onrecord.language.doc import Doc
from onrecord.values import Mention


class Scene(Struct):
    """One article as the rules look at it."""

    doc: Doc
    seen: Context
    marks: list[Marked]


class Pledge(Struct, frozen=True):
    """What a rule found: who, what sort (a kind of commitment), which action."""

    who: Mention | None
    kind: str
    action: Action


Found = Iterator[Pledge]
