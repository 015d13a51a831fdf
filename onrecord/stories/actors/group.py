"""Group: a person while a block is decided, and how closely a sighting is tied to each of several."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from onrecord.store.names import slug
from onrecord.stories.actors.posts import Post, over_time, two_lives, two_states
from onrecord.stories.actors.sighting import Sighting

SAME_POST, SAME_SIDE, SAME_COUNTRY = 100, 10, 10  # what ties a sighting to a person, counted in shared companions


class Evidence(Struct, frozen=True):
    """What else is known of a sighting: the posts that its article gives it, and the blocks of those beside it.

    `state` answers the block of a state by the side of its posts.
    """

    posts: Callable[[Sighting], tuple[Post, ...]]
    company: Callable[[Sighting], frozenset[str]]
    state: Callable[[str], str | None]


class Group(Struct, eq=False):
    """A person while a block is decided: `id` where the tables know it, its sightings, its posts with their times."""

    id: str
    members: list[Sighting]
    posts: list[Post]

    def take(self, sightings: Iterable[Sighting], posts: Iterable[Post]) -> None:
        """Add sightings and their posts."""
        self.members += sightings
        self.posts = over_time([*self.posts, *posts])

    def tell(self) -> str:
        """What tells the person from its namesakes: its commonest post, else where it was seen first."""
        counts = Counter(post.key for post in self.posts if post.side) or Counter(post.key for post in self.posts)
        if not counts:
            return min(self.members).article
        role, side = min(counts, key=lambda key: (-counts[key], key))
        return slug(f"{side} {role}")


def contradict(some: Group, other: Group, evidence: Evidence) -> bool:
    """Whether two groups are two persons by their posts.

    The only article of a group that names the state of the other too may have taken one state for the other: it
    tells nothing.
    """
    pairs = [(p, q) for p in some.posts for q in other.posts]
    if any(two_lives(p, q) for p, q in pairs):
        return True
    states = [(p.side, q.side) for p, q in pairs if two_states(p, q)]
    slips = (_names(some, {q for _, q in states}, evidence), _names(other, {p for p, _ in states}, evidence))
    return bool(states) and not any(slips)


def _names(group: Group, sides: set[str], evidence: Evidence) -> bool:
    """Whether a group is one article, which names one of some states."""
    if len(group.members) != 1 or not sides:
        return False
    company = evidence.company(group.members[0])
    return any(evidence.state(side) in company for side in sides)


class Ties:
    """How closely a sighting is tied to each of some persons: by post, side and country, and by company of its own."""

    def __init__(self, persons: Sequence[Group], evidence: Evidence) -> None:
        self._evidence = evidence
        self._posts = [{p.key for p in person.posts if p.side} for person in persons]
        self._sides = [{p.side for p in person.posts if p.side} for person in persons]
        self._countries = [
            {m.sight.country for m in person.members if m.sight.country} | sides
            for person, sides in zip(persons, self._sides, strict=True)
        ]
        kept = [set().union(*map(evidence.company, person.members)) for person in persons]
        counts = Counter(block for company in kept for block in company)
        self._company = [{block for block in company if counts[block] == 1} for company in kept]

    def of(self, sighting: Sighting) -> list[int]:
        """The tie to each person, in their order; 0 where there is none."""
        posts, company = self._evidence.posts(sighting), self._evidence.company(sighting)
        keys, sides = {post.key for post in posts}, {post.side for post in posts}
        return [
            SAME_POST * bool(keys & self._posts[n])
            + SAME_SIDE * bool(sides & self._sides[n])
            + SAME_COUNTRY * (sighting.sight.country in countries)
            + len(company & self._company[n])
            for n, countries in enumerate(self._countries)
        ]
