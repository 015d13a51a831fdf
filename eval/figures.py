"""Precision, recall and F1, and the rows of a table that shows them."""

from msgspec import Struct


class Score(Struct, frozen=True):
    """Counts of one layer: items of gold, items found, and how much of each was right (fractions where quality counts).

    >>> (Score(4, 2, 1, 1) + Score(0, 0, 0, 0)).row("quotes")
    'quotes                     4      2  0.500  0.250  0.333'
    """

    gold: int = 0
    found: int = 0
    right_gold: float = 0.0
    right_found: float = 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.gold + other.gold,
            self.found + other.found,
            self.right_gold + other.right_gold,
            self.right_found + other.right_found,
        )

    @property
    def precision(self) -> float:
        """The part of what was found that is right; 0 where nothing was found."""
        return self.right_found / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The part of the gold that was found; 0 where there is no gold."""
        return self.right_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def row(self, name: str) -> str:
        """One line under `heading`."""
        return f"{name:22}{self.gold:6}{self.found:7}{self.precision:7.3f}{self.recall:7.3f}{self.f1:7.3f}"


def heading(name: str, *beside: str) -> str:
    """The table's first line; `beside` names what stands to the right of our figures."""
    return f"{name:22}{'gold':>6}{'found':>7}{'P':>7}{'R':>7}{'F1':>7}" + "".join(f"{b:>11}" for b in beside)


def cell(value: float | None) -> str:
    """A figure that stands beside ours, blank where there is none."""
    return f"{value:11.3f}" if value is not None else " " * 11
