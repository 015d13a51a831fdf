"""Pairs of articles and how alike they are -> events: groups whose articles are alike on the whole."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

SAME = 0.5  # likeness from which two articles tell of one event
ON_THE_WHOLE = 0.3  # mean likeness of the articles of two groups that become one
NEAR = 0.12  # nearness from which two stories may be one
NEARER = 2.0  # times as near as the next story, it must then be

Pair = tuple[int, int]
Values = Mapping[Pair, float]
Mean = Callable[[list[int], list[int]], float]  # over the pairs between two groups


def events(count: int, likeness: Values, linked: Iterable[Pair], mean: Mean) -> "Groups":
    """The groups of articles 0 to count - 1 that tell of one event each.

    `linked` pairs (a reprint, an article and the one it credits) stay together. Then the most alike come first, and
    two groups join while the `mean` likeness over all their pairs is high enough: a chain of neighbours makes no event.
    """
    groups = Groups(count)
    for a, b in sorted(linked):
        groups.join(a, b)
    alike = [pair for pair, value in likeness.items() if value >= SAME]
    refused: set[tuple[int, int, int, int]] = set()  # a group only grows: its first article and its size name it
    for a, b in sorted(alike, key=lambda pair: (-likeness[pair], pair)):
        one, other = sorted((groups.of(a), groups.of(b)))
        both = (one[0], len(one), other[0], len(other))
        if one is other or both in refused:
            continue
        if mean(one, other) >= ON_THE_WHOLE:
            groups.join(a, b)
        else:
            refused.add(both)
    return groups


def gather(groups: "Groups", nearness: Values) -> None:
    """Join stories that are near to each other and far nearer than to any other.

    How near is near depends on what else happened in these days; how much nearer than the rest does not. Two stories of
    several articles must each be the other's nearest by far. An article left alone goes where it is near by far; where
    that is several stories, these must be near to each other, so that it bridges no strangers.
    """
    alone = {group[0] for group in groups.all() if len(group) == 1}
    near = _near(groups, nearness)
    clear = {story: _clearly(others) for story, others in near.items()}
    for story, others in sorted(clear.items()):
        first, *more = others or [story]
        lone = story in alone and all(near[other].get(first, 0.0) >= NEAR for other in more)
        for other in others:
            if lone or (others == [other] and clear[other] == [story]):
                groups.join(story, other)


def _near(groups: "Groups", nearness: Values) -> dict[int, dict[int, float]]:
    """Story -> others: how near the articles of the smaller one are, on the mean, to the nearest of the other."""
    best: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
    for (a, b), value in nearness.items():
        for article, other in ((a, b), (b, a)):
            stories = groups.of(article)[0], groups.of(other)[0]
            if stories[0] != stories[1]:
                best[stories][article] = max(value, best[stories].get(article, 0.0))
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for (story, other), found in best.items():
        size = len(groups.of(story))
        if (size, story) <= (len(groups.of(other)), other):
            near[story][other] = near[other][story] = sum(sorted(found.values())) / size
    return near


def _clearly(others: Mapping[int, float]) -> list[int]:
    """The nearest of some stories, where the next is far from as near as any of them."""
    ordered = sorted(others, key=lambda story: (-others[story], story))
    for place, story in enumerate(ordered):
        after = others[ordered[place + 1]] if place + 1 < len(ordered) else 0.0
        if others[story] < NEAR:
            break
        if others[story] >= NEARER * after:
            return ordered[: place + 1]
    return []


class Groups:
    """Disjoint groups of articles."""

    def __init__(self, count: int) -> None:
        self._groups = [[number] for number in range(count)]

    def of(self, article: int) -> list[int]:
        """The group of an article, in order."""
        return self._groups[article]

    def join(self, a: int, b: int) -> None:
        """Make one group of two articles' groups."""
        few, many = sorted((self._groups[a], self._groups[b]), key=len)
        if few is not many:
            many += few
            many.sort()
            for article in few:
                self._groups[article] = many

    def all(self) -> list[list[int]]:
        """The groups, those with the earliest articles first."""
        return [group for article, group in enumerate(self._groups) if group[0] == article]
