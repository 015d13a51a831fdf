"""Blocks: all sightings that may be one stand under one key, so a block is decided without the rest of the store."""

from collections.abc import Callable, Sequence
from functools import cache

from onrecord.knowledge import Knowledge
from onrecord.store.names import block, person_name
from onrecord.stories.actors.group import Evidence
from onrecord.stories.actors.persons import Known, decide
from onrecord.stories.actors.posts import Post, post_of, post_of_term
from onrecord.stories.actors.sighting import Sighting
from onrecord.stories.actors.things import thing

Company = Callable[[Sighting], frozenset[str]]


def identify(key: str, sightings: Sequence[Sighting], knowledge: Knowledge, company: Company) -> dict[Sighting, str]:
    """The id of the actor that each sighting of a block is of."""
    if not key.startswith("person "):
        return {s: thing(s, knowledge) for s in sightings}
    posts = {s: posts_of(s, knowledge) for s in sightings}
    evidence = Evidence(posts.__getitem__, company, lambda side: _state(side, knowledge))
    return decide(sightings, _known(knowledge).get(key, ()), evidence)


def posts_of(sighting: Sighting, knowledge: Knowledge) -> tuple[Post, ...]:
    """The posts that an article gives an actor."""
    return tuple(sorted({post_of(held, sighting.day, knowledge) for held in sighting.sight.posts}))


@cache
def _state(side: str, knowledge: Knowledge) -> str | None:
    """The block of the country that a side is."""
    country = knowledge.countries.get(side)
    return block("place", country["ru"]) if country else None


@cache
def _known(knowledge: Knowledge) -> dict[str, tuple[Known, ...]]:
    """Block -> the persons of the tables who stand in it under one of their names."""
    found: dict[str, dict[str, Known]] = {}
    for entity in knowledge.entities.values():
        if entity.kind == "person":
            names = tuple(sorted({name for text in entity.names if (name := person_name(text)).full}))
            posts = tuple(sorted(post_of_term(term, knowledge) for term in knowledge.terms_of.get(entity.id, ())))
            for text in entity.names:
                found.setdefault(block("person", text) or "", {})[entity.id] = Known(entity.id, names, posts)
    return {key: tuple(known[id] for id in sorted(known)) for key, known in found.items()}
