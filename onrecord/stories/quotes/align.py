"""Words asked for laid along words said, word by word."""

from collections.abc import Sequence
from itertools import islice
from typing import Literal

from msgspec import Struct

from onrecord.span import Span
from onrecord.store.lemmas import fold, words
from onrecord.store.said import base

# What a step along the two is worth, in tenths. Words that are said and not asked for cost little: quotes are cut.
SAME, FORM, OTHER, ADDED, LEFT_OUT = 20, 15, -5, -10, -2

LONGEST = 5000  # words of a text that are aligned: no quote is longer, but a hostile page may say so

Step = Literal["same", "form", "other", "added", "left_out"]


class Text(Struct, frozen=True):
    """A text with its words: where they stand, as they are compared, and in dictionary form."""

    text: str
    spans: tuple[Span, ...]
    folded: tuple[str, ...]
    bases: tuple[str, ...]


class Pair(Struct, frozen=True):
    """A step of the alignment: the word asked for, the word said (their numbers), or only one of the two."""

    step: Step
    asked: int | None
    said: int | None


def text_of(text: str) -> Text:
    """A text, its first LONGEST words ready to be aligned."""
    spans = tuple(islice(words(text), LONGEST))
    forms = [span.of(text) for span in spans]
    return Text(text, spans, tuple(map(fold, forms)), tuple(map(base, forms)))


def align(asked: Text, said: Text) -> list[Pair]:
    """The best way to lay all words asked for along a stretch of the words said; what is said around it is left aside.

    >>> [pair.step for pair in align(text_of("река кормит внуков"), text_of("Но река всегда кормила внуков."))]
    ['same', 'left_out', 'form', 'same']
    """
    steps = _steps(asked, said)
    found: list[Pair] = []
    i, j = len(asked.folded), max(range(len(said.folded) + 1), key=lambda j: steps[-1][j][0])
    while i > 0:
        step: Step = steps[i][j][1]
        if step == "added":
            i -= 1
            found.append(Pair(step, i, None))
        elif step == "left_out":
            j -= 1
            found.append(Pair(step, None, j))
        else:
            i, j = i - 1, j - 1
            found.append(Pair(step, i, j))
    return found[::-1]


def _steps(asked: Text, said: Text) -> list[list[tuple[int, Step]]]:
    """For each beginning of both, what the best way to its end is worth and its last step."""
    row: list[tuple[int, Step]] = [(0, "left_out")] * (len(said.folded) + 1)  # to begin anywhere costs nothing
    rows = [row]
    for i in range(len(asked.folded)):
        before, row = row, [(row[0][0] + ADDED, "added")]
        for j in range(len(said.folded)):
            both = _both(asked, said, i, j)
            worth, step = max((before[j][0] + both[0], 2), (before[j + 1][0] + ADDED, 1), (row[j][0] + LEFT_OUT, 0))
            row.append((worth, ("left_out", "added", both[1])[step]))
        rows.append(row)
    return rows


def _both(asked: Text, said: Text, i: int, j: int) -> tuple[int, Step]:
    if asked.folded[i] == said.folded[j]:
        return SAME, "same"
    return (FORM, "form") if asked.bases[i] == said.bases[j] else (OTHER, "other")


def likeness(pairs: Sequence[Pair], asked: Text) -> float:
    """How much of the words asked for is there, 0 to 1: 1 where each stands next to the next."""
    worth = {"same": SAME, "form": FORM, "other": OTHER, "added": ADDED, "left_out": LEFT_OUT}
    return max(0.0, sum(worth[pair.step] for pair in pairs) / (SAME * len(asked.folded)))
