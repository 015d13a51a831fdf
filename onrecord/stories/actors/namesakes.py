"""Namesakes: the sightings of one full name parted into persons where their offices contradict."""

from collections.abc import Sequence

from onrecord.stories.actors.group import Evidence, Group, Ties, contradict
from onrecord.stories.actors.posts import Post, over_time
from onrecord.stories.actors.sighting import Sighting


def parted(sightings: Sequence[Sighting], seeds: Sequence[Group], evidence: Evidence) -> list[Group]:
    """The persons who bear one name, `seeds` (those whom the tables know) first; one where nothing contradicts."""
    posted = _by_post([s for s in sightings if _telling(evidence.posts(s))], evidence)
    contrary = [g for g in posted if any(contradict(g, o, evidence) for o in (*seeds, *posted) if o is not g)]
    persons = list(seeds)
    for group in sorted(posted, key=lambda g: (g not in contrary, -len(g.members), g.members)):
        able = [person for person in persons if not contradict(group, person, evidence)]
        if able:
            _nearest(able, group, evidence).take(group.members, group.posts)
        else:
            persons.append(group)
    rest = [s for s in sightings if not _telling(evidence.posts(s))]
    if not persons and rest:
        persons.append(Group("", [], []))
    if len(persons) == 1:
        persons[0].take(rest, [post for s in rest for post in evidence.posts(s)])
    else:
        _spread(rest, persons, evidence)
    return persons


def _telling(posts: Sequence[Post]) -> bool:
    """Whether posts can tell namesakes apart: of a known side, or a way of life."""
    return any(post.side or post.calling not in ("", "state") for post in posts)


def _by_post(sightings: Sequence[Sighting], evidence: Evidence) -> list[Group]:
    """Sightings that share a post, or are tied by one that has both their posts, put together."""
    home: dict[tuple[str, str], Group] = {}
    for s in sightings:
        posts = [p for p in evidence.posts(s) if p.side or p.calling not in ("", "state")]
        shared = list({id(home[p.key]): home[p.key] for p in posts if p.key in home}.values())
        group = max(shared, key=lambda g: len(g.members), default=Group("", [], []))
        for other in shared:
            if other is not group:
                group.members += other.members
                group.posts += other.posts
                home |= {key: group for key, held in home.items() if held is other}
        group.members.append(s)
        group.posts += evidence.posts(s)
        home |= {post.key: group for post in posts}
    groups = list({id(group): group for group in home.values()}.values())
    for group in groups:
        group.members.sort()
        group.posts = over_time(group.posts)
    return sorted(groups, key=lambda g: g.members)


def _nearest(persons: list[Group], group: Group, evidence: Evidence) -> Group:
    """The person to whom a group's sightings are tied most; the first of equals."""
    if len(persons) == 1:
        return persons[0]
    ties = Ties(persons, evidence)
    total = [sum(column) for column in zip(*(ties.of(s) for s in group.members), strict=True)]
    return persons[total.index(max(total))]


def _spread(sightings: list[Sighting], persons: list[Group], evidence: Evidence) -> None:
    """Give sightings that no post tells to the namesake whose company they keep, else to the one seen most."""
    ties, seen = Ties(persons, evidence), [len(person.members) for person in persons]
    for s in sightings:
        ranks = list(zip(ties.of(s), seen, strict=True))
        persons[ranks.index(max(ranks))].members.append(s)
