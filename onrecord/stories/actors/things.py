"""Things: which organisation or place an actor is; its name decides, and for a national body its country."""

from onrecord.knowledge import Knowledge
from onrecord.language.morph import fold
from onrecord.store.names import slug
from onrecord.stories.actors.posts import named
from onrecord.stories.actors.sighting import Sighting
from onrecord.words import listed


def thing(sighting: Sighting, knowledge: Knowledge) -> str:
    """The id of an organisation or a place: that of the tables, else its kind and name.

    "Правительство" and "МВД" say of which country they are by the country that their article gives them, else by
    the outlet's own.
    """
    sight = sighting.sight
    entity = named(knowledge).get(fold(sight.name))
    if entity and (entity.kind in ("country", "capital", "city")) == (sight.kind == "place"):
        return entity.id
    name = f"{sight.kind}:{slug(sight.name) or fold(sight.name)}"
    of = sight.country or sight.home
    return f"{name}~{of.lower()}" if sight.kind == "organisation" and of and _national(sight.name) else name


def _national(name: str) -> bool:
    """Whether every country has a body of this name: a common noun, or an abbreviation such as "МВД"."""
    words = name.split()
    common = fold(words[0]) in listed("national") | listed("seats", "body") | listed("roles", "body")
    return len(words) == 1 and (common or name.isupper())
