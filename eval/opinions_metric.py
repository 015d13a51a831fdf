"""The score of RuOpinionNE-2024: weighted F1 over tuples of holder, target, expression and polarity.

The scheme is that of structured sentiment analysis (Barnes et al., 2021) as the organisers of RuOpinionNE apply it:

- Holder, target and expression are sets of tokens; tokens are what white space separates.
- A tuple is found when some tuple of the other side shares at least one token with it in each of the three, and the
  polarity. The author as holder is shared by the author only; no holder at all by no holder only.
- What is found counts with the mean of the three parts of its own tokens that are shared: for precision the parts of
  the found tuple, for recall those of the gold one. The best mean counts, of whatever polarity: so does theirs.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from eval.figures import Score

Polarity = Literal["POS", "NEG"]
Tokens = frozenset[int]
AUTHOR: Tokens = frozenset({-1})
NOBODY: Tokens = frozenset({-2})


class Tuple(NamedTuple):
    """A tuple by the numbers of its tokens; `holder` may be AUTHOR or NOBODY."""

    holder: Tokens
    target: Tokens
    expression: Tokens
    polarity: Polarity


def tokens(text: str) -> list[tuple[int, int]]:
    """Where the words of a sentence begin and end, by white space.

    >>> tokens("Лига  спорит.")
    [(0, 4), (6, 13)]
    """
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return found


def covered(spans: Iterable[tuple[int, int]], words: Sequence[tuple[int, int]]) -> Tokens:
    """The numbers of the words that any of the spans touches."""
    return frozenset(n for first, last in spans for n, (start, end) in enumerate(words) if start < last and first < end)


def gold_opinions(sentence: dict[str, Any]) -> list[Tuple]:
    """The opinions of a sentence as the data's JSON has it, none twice."""
    words = tokens(sentence["text"])
    found: list[Tuple] = []
    for item in sentence["opinions"]:
        places = item["Source"][1]
        holder = AUTHOR if places[0] == "NULL" else covered(map(_span, places), words) or NOBODY
        target = covered(map(_span, item["Target"][1]), words) or NOBODY
        expression = covered(map(_span, item["Polar_expression"][1]), words)
        opinion = Tuple(holder, target, expression, item["Polarity"])
        if opinion not in found:
            found.append(opinion)
    return found


def _span(place: str) -> tuple[int, int]:
    first, last = place.split(":")
    return int(first), int(last)


def credit(opinion: Tuple, others: Sequence[Tuple]) -> float:
    """How much of an opinion the other side has: 0 where it was not found, else up to 1."""
    near = [other for other in others if all(a & b for a, b in zip(opinion[:3], other[:3], strict=True))]
    if not any(other.polarity == opinion.polarity for other in near):
        return 0.0
    return max(sum(len(a & b) / len(a) for a, b in zip(opinion[:3], other[:3], strict=True)) / 3 for other in near)


def score(gold: Sequence[Tuple], found: Sequence[Tuple]) -> Score:
    """One sentence's counts; those of several add up to the data's precision, recall and F1."""
    right_gold = sum(credit(opinion, found) for opinion in gold)
    return Score(len(gold), len(found), right_gold, sum(credit(opinion, gold) for opinion in found))
