"""Who took the news from whom: for each article of a story the one that it comes from, up to the root."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from onrecord.stories.items import Credit, Item
from onrecord.stories.reprints import PART

WORD_FOR_WORD = 0.8  # of an article's words, that another has: they tell more than a credit which that other lacks


class Link(Struct, frozen=True):
    """Where an article has its news from: an article (its number), a source that is not stored, or neither.

    `credited` is the source that it names where that is not its parent; `copied` the article whose text it has.
    """

    parent: int | None = None
    credited: Credit | None = None
    copied: int | None = None


class Told(Struct, frozen=True):
    """A story's articles in order with their links, by number, and the root of each: an article's key or a source."""

    order: tuple[int, ...]
    links: dict[int, Link]
    roots: dict[int, str]

    @property
    def independent(self) -> int:
        """The number of independent sources: what comes from one root counts once."""
        return len(set(self.roots.values()))


class Comparison(Struct, frozen=True):
    """What comparing articles gives: how near two are, and the part of the later's words that are the earlier's.

    `used` is 0 where the later of two is not made of the earlier's text.
    """

    near: Callable[[int, int], float]
    used: Callable[[int, int], float]


Links = Mapping[int, Link]


def told(group: Sequence[int], items: Sequence[Item], compared: Comparison) -> Told:
    """The links and roots of a story's articles, given in order of time.

    An article comes from the article that it credits, by outlet: of those not known to be later the one most alike.
    Without one it comes from the source that it names; and where it names none, from the article whose text it
    repeats. An article that repeats word for word what has its news from elsewhere comes from there, whatever it
    credits.
    """
    links: dict[int, Link] = {}
    of_outlet: dict[str, list[int]] = {}
    for number in group:
        of_outlet.setdefault(items[number].outlet, []).append(number)
    for number in group:
        credited = _credited(number, of_outlet, (items, compared, links))
        links[number] = _linked(number, group, credited, (items, compared, links))
    beyond = _beyond(group, items)
    found = {number: _root(number, links, (items, beyond)) for number in group}
    roots = {number: _of_pages(root, of_outlet, found) for number, root in found.items()}
    return Told(tuple(_in_order(group, items, links)), links, roots)


def _credited(number: int, of_outlet: Mapping[str, Sequence[int]], known: "_Known") -> Link | None:
    items, compared, links = known
    item = items[number]
    for credit in item.credits:
        found = [
            (compared.near(number, other), -other)
            for other in of_outlet.get(credit.source, ())
            if item.may_follow(items[other]) and number not in _chain(other, links)
        ]
        if found:
            return Link(-max(found)[1], credit)
    return Link(None, item.credits[0]) if item.credits else None


def _linked(number: int, group: Sequence[int], credited: Link | None, known: "_Known") -> Link:
    """The link of an article by what it credits and by whose text it has; either may tell nothing."""
    items, compared, links = known
    if credited is None:
        copied = _repeated(number, group, known)
        return Link(parent=copied, copied=copied)
    parent, credit = credited.parent, credited.credited if credited.parent is None else None
    if parent is not None and compared.used(parent, number):
        return Link(parent, copied=parent)
    copied = _repeated(number, group, known, PART)
    if copied is not None and credited.credited and items[copied].outlet == credited.credited.source:
        return Link(copied, copied=copied)
    if copied is None or _leads_to(copied, credited, (items, links)):
        return Link(parent, credit, copied)
    copy = compared.used(copied, number) >= WORD_FOR_WORD
    return Link(copied, credited.credited, copied) if copy else Link(parent, credit, copied)


def _repeated(number: int, group: Sequence[int], known: "_Known", least: float = 0.0) -> int | None:
    """The earliest article whose text one has, as much of it as `least` at least."""
    items, compared, links = known
    earlier = (other for other in group if other < number and items[number].may_follow(items[other]))
    free = (other for other in earlier if number not in _chain(other, links))
    return next((other for other in free if (used := compared.used(other, number)) and used >= least), None)


def _leads_to(number: int, credited: Link, known: tuple[Sequence[Item], Links]) -> bool:
    """Whether an article has its news from what another credits, by its own chain."""
    items, links = known
    chain = list(_chain(number, links))
    sources = {credit.source for one in chain for credit in items[one].credits} | {items[one].outlet for one in chain}
    return credited.parent in chain or bool(credited.credited and credited.credited.source in sources)


def _chain(number: int, links: Links) -> Iterator[int]:
    """An article and all those that it comes from, the nearest first."""
    at: int | None = number
    while at is not None:
        yield at
        at = links[at].parent if at in links else None


def _in_order(group: Sequence[int], items: Sequence[Item], links: Links) -> list[int]:
    """The articles by time; one whose day alone is known stands before those of that day that have the news from it."""
    at = {number: items[number].ends for number in group}
    for number in group:
        for source in _chain(number, links):
            if items[number].may_follow(items[source]) and items[source].begins != items[source].ends:
                at[source] = min(at[source], items[number].ends or at[source])
    place = {number: (not at[number], at[number], len(list(_chain(number, links)))) for number in group}
    return sorted(group, key=lambda number: (place[number], number))


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


def _root(number: int, links: Links, known: tuple[Sequence[Item], Mapping[str, str]]) -> str:
    items, beyond = known
    *_, last = _chain(number, links)
    credited = links[last].credited
    if credited is None:
        return items[last].key
    *_, source = _sources(credited.source, beyond)
    return source


def _of_pages(root: str, of_outlet: Mapping[str, Sequence[int]], roots: Mapping[int, str]) -> str:
    """A root, where it is an outlet that has pages in the story, as the root of the first of them.

    A page that was published anew is later than those that have the news from it, and still one source with them.
    """
    passed: set[str] = set()
    while root in of_outlet and root not in passed:
        passed.add(root)
        root = roots[of_outlet[root][0]]
    return root


_Known = tuple[Sequence[Item], Comparison, Links]
