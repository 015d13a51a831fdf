"""Who took the news from whom: for each article of a story the one that it comes from, up to the root."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from onrecord.stories.events import Pair
from onrecord.stories.items import Credit, Item


class Link(Struct, frozen=True):
    """Where an article has its news from: an article (its number), a source that is not stored, or neither."""

    parent: int | None = None
    credited: Credit | None = None


class Told(Struct, frozen=True):
    """A story's articles with their links, by number, and the root of each: an article's key or a source."""

    links: dict[int, Link]
    roots: dict[int, str]

    @property
    def independent(self) -> int:
        """The number of independent sources: what comes from one root counts once."""
        return len(set(self.roots.values()))


Likeness = Mapping[Pair, float]
Reuse = Callable[[int, int], bool]  # whether the later of two articles is made of the earlier one's text


def told(group: Sequence[int], items: Sequence[Item], likeness: Likeness, reuses: Reuse) -> Told:
    """The links and roots of a story's articles.

    An article comes from the article that it credits, by outlet; the earlier and the more alike is preferred. Without
    one it comes from the source that it names; and where it names none, from the article whose text it repeats.
    """
    links: dict[int, Link] = {}
    of_outlet: dict[str, list[int]] = {}
    for number in group:
        of_outlet.setdefault(items[number].outlet, []).append(number)
    for number in group:
        credited = _credited(number, of_outlet, (items, likeness, links))
        links[number] = credited or _repeated(number, group, (items, reuses))
    beyond = _beyond(group, items)
    return Told(links, {number: _root(number, links, (items, beyond)) for number in group})


def _credited(number: int, of_outlet: Mapping[str, Sequence[int]], known: "_Known") -> Link | None:
    items, likeness, links = known
    item = items[number]
    for credit in item.credits:
        found = [
            (item.may_follow(items[other]), likeness.get((min(number, other), max(number, other)), 0.0), -other)
            for other in of_outlet.get(credit.source, ())
            if number not in _chain(other, links)
        ]
        if found:
            return Link(parent=-max(found)[2])
    return Link(credited=item.credits[0]) if item.credits else None


def _repeated(number: int, group: Sequence[int], known: tuple[Sequence[Item], Reuse]) -> Link:
    items, reuses = known
    earlier = (other for other in group if other < number and items[number].may_follow(items[other]))
    return Link(parent=next((other for other in earlier if reuses(other, number)), None))


def _chain(number: int, links: Mapping[int, Link]) -> Iterator[int]:
    """An article and all those that it comes from, the nearest first."""
    at: int | None = number
    while at is not None:
        yield at
        at = links[at].parent if at in links else None


def _beyond(group: Sequence[int], items: Sequence[Item]) -> dict[str, str]:
    """Source -> the source that it has its news from, as the story's articles say: "X, citing Y"."""
    found: dict[str, str] = {}
    for number in group:
        credits = items[number].credits
        for credit, after in pairwise(credits):
            if after.passing and credit.source not in _sources(after.source, found):
                found.setdefault(credit.source, after.source)
    return found


def _sources(source: str | None, beyond: Mapping[str, str]) -> Iterator[str]:
    while source is not None:
        yield source
        source = beyond.get(source)


def _root(number: int, links: Mapping[int, Link], known: tuple[Sequence[Item], Mapping[str, str]]) -> str:
    items, beyond = known
    *_, last = _chain(number, links)
    credited = links[last].credited
    if credited is None:
        return items[last].key
    *_, source = _sources(credited.source, beyond)
    return source


_Known = tuple[Sequence[Item], Likeness, Mapping[int, Link]]
