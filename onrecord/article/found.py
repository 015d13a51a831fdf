"""What a page was found to say, before outlet and zone make an Article of it."""

from msgspec import Struct

from onrecord.article.times import Moment
from onrecord.values import Part


class Found(Struct, frozen=True, kw_only=True):
    """The text with its parts, and the page's own words for the rest."""

    text: str
    parts: tuple[Part, ...]
    title: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    bylines: tuple[tuple[str, ...], ...] = ()  # the most trustworthy first
    credit: str | None = None
    views: int | None = None
    tags: tuple[str, ...] = ()
    url: str | None = None
    site: str | None = None  # the name that the site gives itself
    imprint: str | None = None  # what a plain text names before its date; may be a place as well as an outlet
    language: str | None = None  # as the page declares it
