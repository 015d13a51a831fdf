"""Article -> Doc: one backend a language, one shape."""

from onrecord.knowledge import Knowledge
from onrecord.language.doc import Doc, Name
from onrecord.values import Article

__all__ = ["Doc", "Name", "analyse"]


def analyse(article: Article, knowledge: Knowledge) -> Doc:
    """The article's Doc. A language without a backend gets an empty Doc: no facts are claimed for it."""
    if article.language == "ru":
        from onrecord.language import russian

        return russian.analyse(article, knowledge)
    return Doc(article.text, article.language)
