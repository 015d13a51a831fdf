"""The whole path from a page to its record: a pure function of the page and the knowledge tables."""

from collections.abc import Iterable, Iterator

from onrecord.article import article_of
from onrecord.errors import PageError
from onrecord.find import find
from onrecord.knowledge import Knowledge, load
from onrecord.language import analyse
from onrecord.record.build import build
from onrecord.resolve import resolve
from onrecord.values import Page, Record


def record_page(page: Page, knowledge: Knowledge | None = None) -> Record:
    """The record of one page; PageError where there is nothing to read."""
    known = knowledge or load()
    article = article_of(page, known)
    doc = analyse(article, known)
    facts = find(doc, article, known)
    actors, resolved = resolve(doc, article, facts, known)
    return build(article, actors, resolved)


def records(pages: Iterable[Page | PageError], knowledge: Knowledge | None = None) -> Iterator[Record | PageError]:
    """A record for each page, in order; what could not be read stays in its place as the error that says why."""
    for page in pages:
        try:
            yield page if isinstance(page, PageError) else record_page(page, knowledge)
        except PageError as error:
            yield error
