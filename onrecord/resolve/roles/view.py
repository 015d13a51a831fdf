"""What role mentions are resolved against: the article, its cast, the posts it gives, who has spoken so far."""

from collections.abc import Callable
from functools import cached_property

from onrecord.knowledge import Entity, Knowledge
from onrecord.language.doc import Doc
from onrecord.resolve.cast import Cast, Draft
from onrecord.resolve.roles.descriptions import Description, descriptions
from onrecord.resolve.roles.posts import Post
from onrecord.values import ActorKind, Article, Mention

NEAR = 1500  # characters: how far back the last speaker is still the one whom "политик" means
_KINDS: dict[str, ActorKind] = {"person": "person", "body": "organisation", "outlet": "organisation"}
DraftOf = Callable[[Mention], Draft | None]


class View:
    """One article as its role mentions are resolved in text order; `posts` and `speakers` grow on the way."""

    def __init__(self, doc: Doc, article: Article, cast: Cast, knowledge: Knowledge, draft: DraftOf) -> None:
        self.doc, self.article, self.cast, self.knowledge, self.draft_of = doc, article, cast, knowledge, draft
        self.posts: list[Post] = []
        self.speakers: list[tuple[int, Draft]] = []  # (offset, actor) of the quotes resolved so far
        self.credited: set[Draft] = set()  # whom the article credits for its news
        self.home = article.outlet.country if article.outlet else None

    @cached_property
    def descriptions(self) -> dict[Draft, Description]:
        """What the text says beside the names of its persons, by the draft's `id`."""
        return descriptions(self.doc, self.cast.kinds("person"), self.knowledge)

    def known(self, entity: Entity) -> Draft:
        """The actor of a knowledge entity, entered if it is not in the cast."""
        draft = self.cast.entity(entity.id)
        if draft is None:
            draft = self.cast.add(Draft(_KINDS.get(entity.kind, "place"), entity.name))
            draft.entity = entity
        return draft


def named(draft: Draft) -> bool:
    """Whether the text names an actor, not only describes it."""
    return any(mention.how == "name" for mention in draft.mentions.values())
