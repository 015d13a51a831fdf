"""Sights: an actor of one article as joining sees it, made once, when the page is stored."""

from msgspec import Struct

from onrecord.store.names import block
from onrecord.values import Actor, Record


class Held(Struct, frozen=True, order=True):
    """A post as one article gives it: its title, the name of what it is of, and whether it still holds."""

    title: str
    of: str
    country: str  # ISO 3166-1 alpha-2 of what it is of, "" where unknown
    status: str
    number: int  # its place among the record's offices


class Sight(Struct, frozen=True, kw_only=True):
    """An actor of one article with what tells it from its namesakes."""

    kind: str
    name: str
    names: tuple[str, ...] = ()  # no roles
    wikidata: str | None = None
    country: str | None = None
    home: str | None = None  # the outlet's country
    named: bool = True  # by a name of its own, not by a role alone
    posts: tuple[Held, ...] = ()

    @property
    def block(self) -> str | None:
        """The key under which all stand that may be one with it; None for what has no name of its own."""
        own = self.named or any(map(str.isupper, self.name))  # "секретариат" of two articles are two
        return block(self.kind, self.name) if own else None


def sight(record: Record, actor: Actor) -> Sight:
    """What joining sees of an actor of a record."""
    actors = {known.id: known for known in record.actors}
    posts = set()
    for number, office in enumerate(record.offices):
        if office.person == actor.id:
            of = actors[office.of] if office.of else None
            posts.add(Held(office.office, of.name if of else "", (of and of.country) or "", office.status, number))
    outlet = record.article.outlet
    return Sight(
        kind=actor.kind,
        name=actor.name,
        names=tuple(name for name in actor.names if name[:1].isupper()),
        wikidata=actor.wikidata,
        country=actor.country,
        home=outlet.country if outlet else None,
        named=any(seen.how == "name" for seen in actor.mentions),
        posts=tuple(sorted(posts)),
    )
