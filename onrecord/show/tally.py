"""What a run has come to: counted as it goes, told at its end."""

from collections import Counter

from msgspec import Struct, field

from onrecord.errors import PageError


class Tally(Struct):
    """What a run has come to so far; `unread` are the languages, each with its pages, in which no facts are read."""

    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    skipped: list[PageError] = []
    unread: Counter[str] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        """How many pages were not skipped."""
        return self.new + self.replaced + self.unchanged

    def said(self) -> str:
        """The numbers in a line."""
        return f"{self.new} stored, {self.replaced} replaced, {self.unchanged} unchanged, {len(self.skipped)} skipped"
