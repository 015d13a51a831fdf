"""Sighting: an actor of one article with where and when it was seen; what the decisions of this room are made on."""

from msgspec import Struct

from onrecord.store.names import PersonName, person_name
from onrecord.store.sights import Sight


class Sighting(Struct, frozen=True, order=True):
    """An actor of an article; `where`, the article's key and the actor's id in it, is the same whenever it was read."""

    where: tuple[str, str]
    article: str  # the article's id
    day: str  # of publication, "" where unknown
    sight: Sight

    @property
    def person(self) -> PersonName:
        """The person's name taken apart."""
        return person_name(self.sight.name)
