"""Posts: what the article says that people are, and whether that makes them somebody's."""

from msgspec import Struct

from onrecord.knowledge import Entity, Knowledge
from onrecord.language.morph import fold
from onrecord.resolve.cast import Draft
from onrecord.resolve.national import key_of
from onrecord.words import listed

TOP_ROLES = ("head_of_state", "head_of_government")


class Post(Struct, frozen=True):
    """A post that the article gives somebody: where it says so, its head word, its role and of what."""

    person: Draft
    at: int
    title: str
    head: str
    role: str
    of: Draft | None
    words: frozenset[str]  # lemmas of the nouns that give the post in the text
    holds: bool  # not a former or future holder


def of_country(of: Draft) -> bool:
    """Whether what a post is of is a country."""
    return of.entity is not None and of.entity.kind == "country"


def same_side(of: Draft, wanted: Entity, knowledge: Knowledge) -> bool:
    """Whether two affiliations are one body or belong to one country."""
    if of.entity is None:
        known = fold(of.name) in map(fold, wanted.names)
        return known or (wanted.kind == "country" and key_of(of.name, knowledge).endswith(f"@{wanted.country}"))
    return of.entity.id == wanted.id or (of.entity.country or "-") == wanted.country


def speaks_for(post: Post, wanted: Entity, affiliate: bool, knowledge: Knowledge) -> bool:
    """Whether a post makes its bearer somebody's: "представитель МИД" has one in the ministry, and is no president."""
    of = post.of.entity if post.of else None
    spokesman = post.head == "пресс-секретарь" or post.head in listed("roles", "affiliate")
    elsewhere = wanted.kind == "body" and of is not None and of.kind == "country" and not spokesman
    if affiliate and (post.role in TOP_ROLES or elsewhere):
        return False
    other = wanted.kind == "body" and of is not None and of.kind == "body" and of.id != wanted.id
    return post.of is not None and not other and same_side(post.of, wanted, knowledge)
