"""Persons: the sightings of one block (one surname's spellings) put together into persons.

In this order: full names in classes of spellings; a class parted into namesakes where offices contradict; surnames
alone and initials given to the one person whom they fit. Nothing here depends on the order of the sightings.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from onrecord.store.names import PersonName, person_name, slug
from onrecord.stories.actors.group import Evidence, Group, Ties
from onrecord.stories.actors.namesakes import parted
from onrecord.stories.actors.posts import Post, apart
from onrecord.stories.actors.sighting import Sighting
from onrecord.stories.actors.spelling import classes, shortens

FOREMOST = 3  # times as often as any other: whom a surname alone then means
Named = tuple[list[PersonName], list[Group]]  # the spellings of a name, and the persons who bear it


class Known(Struct, frozen=True, order=True):
    """A person of the knowledge tables: its id, its names taken apart, its terms as posts."""

    id: str
    names: tuple[PersonName, ...]
    posts: tuple[Post, ...]


def decide(sightings: Iterable[Sighting], known: Sequence[Known], evidence: Evidence) -> dict[Sighting, str]:
    """The id of the person of each sighting of a block."""
    ordered = sorted(sightings)
    full = [s for s in ordered if s.person.full]
    bearers: dict[PersonName, list[Known]] = {}
    for one in sorted(known):
        for name in one.names:
            bearers.setdefault(name, []).append(one)
    called: dict[PersonName, list[Sighting]] = {}
    for s in full:
        called.setdefault(s.person, []).append(s)
    named: list[Named] = []
    for names in classes([*called, *bearers]):
        seeds = sorted({one for name in names for one in bearers.get(name, ())})
        groups = [Group(one.id, [], list(one.posts)) for one in seeds]
        members = sorted(s for name in names for s in called.get(name, ()))
        named.append((names, parted(members, groups, evidence)))
    named += _short([s for s in ordered if not s.person.full], named, evidence)
    return {s: id for _, groups in named for id, group in _ids(groups) for s in group.members}


def _short(sightings: list[Sighting], named: list[Named], evidence: Evidence) -> list[Named]:
    """Give each surname alone, or with an initial, to whom it stands for; answers those who stay by themselves."""
    given: list[tuple[Group, Sighting]] = []
    alone: dict[PersonName, Group] = {}
    for name in sorted({s.person for s in sightings}):
        mine = [s for s in sightings if s.person == name]
        fits = [g for names, groups in named for g in groups if any(shortens(name, full) for full in names)]
        fits = [g for g in fits if g.members]
        ties = Ties(fits, evidence)
        for s in mine:
            group = _meant(s, fits, ties, evidence) or alone.setdefault(name, Group("", [], []))
            given.append((group, s))
    for group, s in given:  # only now, so that none is judged by what another was given
        group.take([s], evidence.posts(s))
    return [([name], [group]) for name, group in alone.items()]


def _meant(s: Sighting, fits: list[Group], ties: Ties, evidence: Evidence) -> Group | None:
    """The person whom a short name means: the one that it is tied to most, else the one by far the foremost."""
    able = {n for n, group in enumerate(fits) if not apart(evidence.posts(s), group.posts)}
    ranked = sorted(((tie, n) for n, tie in enumerate(ties.of(s)) if n in able), key=lambda found: -found[0])
    if len(ranked) < 2:
        return fits[ranked[0][1]] if ranked else None
    if ranked[0][0] > ranked[1][0]:
        return fits[ranked[0][1]]
    often = sorted((fits[n] for n in able), key=lambda group: -len(group.members))
    return often[0] if len(often[0].members) >= FOREMOST * len(often[1].members) else None


def _ids(groups: list[Group]) -> Iterator[tuple[str, Group]]:
    """Each person's id: the tables' own, else the name, with what tells namesakes apart where there are several."""
    seen = [group for group in groups if group.members]
    taken: Counter[str] = Counter()
    for group in seen:
        name = group.id or "person:" + _name_slug(group.members) + ("~" + group.tell() if len(seen) > 1 else "")
        taken[name] += 1
        yield (name if taken[name] == 1 else f"{name}-{taken[name]}"), group


def _name_slug(members: list[Sighting]) -> str:
    """The commonest spelling of the name, surname first."""
    counts = Counter(s.sight.name for s in members if s.person.full) or Counter(s.sight.name for s in members)
    name = person_name(min(counts, key=lambda n: (-counts[n], n)))
    return slug(f"{name.surname} {name.given}")
