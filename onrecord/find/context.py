"""What a finder may look at besides the Doc: the article, the knowledge tables, and what was found before it."""

from msgspec import Struct

from onrecord.knowledge import Knowledge
from onrecord.values import Article, Facts, Mention


class Context(Struct, frozen=True):
    """The surroundings of one article's findings; `facts` holds the layers of the finders that ran before."""

    article: Article
    knowledge: Knowledge
    facts: Facts[Mention]
