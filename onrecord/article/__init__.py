"""A page to its article: one readable text with its parts, and who published it when."""

from hashlib import sha256

from onrecord.article.charset import decoded
from onrecord.article.found import Found
from onrecord.article.language import language_of
from onrecord.article.outlets import outlet_at, outlet_credited, outlet_named, zone_of
from onrecord.article.people import persons
from onrecord.article.plain import read_plain
from onrecord.article.times import in_url, said
from onrecord.errors import PageError
from onrecord.knowledge import Knowledge, load
from onrecord.read.content import VALID, unpacked
from onrecord.values import Article, Page

MOST_LINES = 50_000


def article_of(page: Page, knowledge: Knowledge | None = None) -> Article:
    """The article of a page; PageError where there is no text to read.

    Deterministic: the same bytes, URL and knowledge tables give the same article.
    """
    known = knowledge or load()
    text = decoded(unpacked(page.content, page.source), page.charset)
    if "\0" in text:
        raise PageError(page.source, f"is a binary file (it holds NUL characters); {VALID}")
    found = _plain(text, page) if page.media == "text" else _html(text, page)
    if not any(part.kind != "furniture" for part in found.parts):
        raise PageError(page.source, f"holds no article to read; {VALID}")
    return _article(page, found, known)


def _plain(text: str, page: Page) -> Found:
    lines = text.count("\n") + text.count("\r")
    if lines > MOST_LINES:
        raise PageError(page.source, f"has {lines} lines, where an article has at most {MOST_LINES}; {VALID}")
    return read_plain(text)


def _html(text: str, page: Page) -> Found:
    from onrecord.article.html import read_html  # lxml and trafilatura take a second to load

    return read_html(text, page.source)


def _article(page: Page, found: Found, known: Knowledge) -> Article:
    url = page.url or found.url
    outlet = (
        outlet_at(url, found.site, known)
        or outlet_named(found.imprint or "", known)
        or outlet_credited(found.text, known)
    )
    zone = zone_of(outlet, known)
    published = found.published or (in_url(url) if url else None)
    return Article(
        id=sha256(f"{url or ''}\n{found.text}".encode()).hexdigest()[:16],
        source=page.source,
        url=url,
        sha256=sha256(found.text.encode()).hexdigest(),
        text=found.text,
        language=language_of(
            "".join(found.text[p.start : p.end] for p in found.parts if p.kind != "furniture"), found.language
        ),
        title=found.title,
        published=said(published, zone),
        modified=said(found.modified, zone),
        authors=next((names for line in found.bylines if (names := persons(line, known))), ()),
        outlet=outlet,
        photo_credit=found.credit,
        views=found.views,
        tags=found.tags,
        parts=found.parts,
    )
