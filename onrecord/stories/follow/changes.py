"""Positions that changed: for and against one thing, by one actor."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from onrecord.store.lemmas import words
from onrecord.store.said import base
from onrecord.stories.follow.facts import Found, Row, where

AGAINST = {"supports": "opposes", "opposes": "supports"}
SHORT = 3  # letters of a word that does not tell what a text is about
ALIKE = 0.5  # of the telling words of two targets, that they are one


def changes(found: Sequence[Found]) -> Iterator[Row]:
    """Each change as two rows, before and after: the stance when it was first taken, what it is to, and the words."""
    mine = [one for one in found if one.layer == "positions" and one.says("holder") and one.row["stance"] in AGAINST]
    for same in _by_target(mine):
        first = [next(run) for _, run in groupby(same, lambda one: one.row["stance"])]
        for before, after in pairwise(first):
            yield from (_row(one, after.row["target_text"]) for one in (before, after))


def _row(one: Found, target: str) -> Row:
    about = {"part": "change", "date": one.day or None, "what": target, "status": one.row["stance"]}
    return where([one]) | about | {"words": one.row["evidence"]}


def _by_target(found: Sequence[Found]) -> list[list[Found]]:
    """Positions in order of time, those to one thing together: the same actor, or much the same words."""
    groups: list[list[Found]] = []
    about: list[tuple[str | None, set[str]]] = []  # each group's target, and the telling words of its first text
    having: dict[str, list[int]] = {}  # a target or a word -> the groups that may be meant, in order
    for one in found:
        mine = one.row["target"], _telling(one.row["target_text"])
        keys = [f"={mine[0]}"] * bool(mine[0]) + sorted(mine[1])
        near = sorted({number for key in keys for number in having.get(key, ())})
        group = next((number for number in near if _one_thing(about[number], mine)), len(groups))
        if group == len(groups):
            groups.append([])
            about.append(mine)
            for key in keys:
                having.setdefault(key, []).append(group)
        groups[group].append(one)
    return groups


def _one_thing(one: tuple[str | None, set[str]], other: tuple[str | None, set[str]]) -> bool:
    if one[0] and one[0] == other[0]:
        return True
    both = one[1] & other[1]
    return bool(both) and len(both) >= ALIKE * len(one[1] | other[1])


def _telling(text: str) -> set[str]:
    return {base(word.of(text)) for word in words(text) if word.end - word.start > SHORT}
