"""The metadata of an HTML page: JSON-LD first, then OpenGraph and microdata, then what its reader sees."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml.html import HtmlElement
from msgspec import Struct

from onrecord.article.furniture import furniture, views_of
from onrecord.article.jsonld import keywords, people, words
from onrecord.article.outlets import domain_of, simple
from onrecord.article.times import Moment, machine
from onrecord.article.tree import Tree, outside, shown

_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "article:published",
    "article:published:time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "mediator_published_time",
    "publish-date",
    "publishdate",
    "publication_date",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "article:modified",
    "lastmod",
    "dcterms.modified",
)
_AUTHORS = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "mediator_author",
    "cxenseparse:author",
    "twitter:misc:written by",
)
_LONGEST = 500  # characters of a title; no headline comes near it
_SEPARATOR = re.compile(r"\s+[|–—-]\s+|\s+::\s+|\s*[|•·»]\s*")
CREDIT = re.compile(
    r"(?:фото|сурет|photo(?:graph)?|foto|image|credit|bild)\s*(?:credit|by)?\s*[:©/]\s*([^|\n]{2,70}?)(?:\s*[.|]\s*|$)",
    re.IGNORECASE,
)


class Meta(Struct, frozen=True, kw_only=True):
    """What a page says of its article."""

    title: str | None
    published: Moment | None
    modified: Moment | None
    bylines: tuple[tuple[str, ...], ...]
    credit: str | None
    views: int | None
    tags: tuple[str, ...]
    url: str | None
    site: str | None
    language: str | None


def read_meta(tree: HtmlElement, data: dict[str, Any]) -> Meta:
    """The metadata of a page's tree, scripts left out of it; `data` is its JSON-LD."""
    page = Tree(tree, data)
    site = page.named("og:site_name") or words(page.data.get("publisher")) or page.named("application-name")
    url = page.address()
    return Meta(
        title=_title(page, site, url),
        published=_published(page),
        modified=machine(words(page.data.get("dateModified")) or "") or next(page.moments(_MODIFIED), None),
        bylines=_bylines(page),
        credit=_credit(page),
        views=_views(page),
        tags=_tags(page),
        url=url,
        site=site,
        language=tree.get("lang") or page.named("og:locale"),
    )


def _title(page: Tree, site: str | None, url: str | None) -> str | None:
    """The headline: the page's heading where metadata agrees with it, else metadata's without the site's name."""
    window = next((shown(element) for element in page.tree.iter("title")), "")
    given = [words(page.data.get("headline")), page.named("og:title"), page.named("twitter:title")]
    titles = [without_site(title[:_LONGEST], site, url) for title in (*given, window) if title]
    seen = (shown(element) for element in (*page.headings, *page.property("headline")))
    headings = [heading for heading in seen if len(heading) <= _LONGEST]
    for heading in headings:
        if any(
            simple(title).startswith(simple(heading)) or simple(heading).startswith(simple(title)) for title in titles
        ):
            return heading if len(simple(heading)) > 3 else None
    return next(iter([*titles, *headings]), None)


def without_site(title: str, site: str | None, url: str | None) -> str:
    """A title without the site's name at its end.

    >>> without_site("Совет собрался в Тарусе - Вестник", "Вестник", None)
    'Совет собрался в Тарусе'
    """
    own = {simple(name) for name in (site, domain_of(url), (domain_of(url) or "").rpartition(".")[0]) if name}
    title = title.strip()
    for cut in _SEPARATOR.finditer(title):
        if cut.start() > 0 and simple(title[cut.end() :]) in own:
            return title[: cut.start()]
    return title


def _published(page: Tree) -> Moment | None:
    """When the article came out; a clock that readers see corrects one that metadata puts in the wrong zone."""
    given = [
        moment
        for value in (page.data.get("datePublished"), page.data.get("dateCreated"))
        if (moment := machine(words(value) or ""))
    ]
    given += list(page.moments(_PUBLISHED))
    seen = list(_seen_times(page))
    best = next((moment for moment in given if isinstance(moment, datetime)), next(iter(given), None))
    if best is None:
        return next((moment for moment in seen if isinstance(moment, datetime)), next(iter(seen), None))
    clocks = [moment for moment in seen if isinstance(moment, datetime)]
    return next((fixed for clock in clocks if (fixed := _corrected(best, clock))), best)


def _corrected(given: Moment, clock: datetime) -> Moment | None:
    """The time that a visible clock makes of a given one, None where it tells nothing new.

    A day without clock gets the clock. A time that was written as UTC but marked with the local zone stands
    exactly that zone's offset before the clock that readers see, and is then the clock's.
    """
    if not isinstance(given, datetime):
        return clock if clock.date() == given else None
    offset = given.utcoffset()
    if not offset or clock.tzinfo is not None:
        return None
    local = given.replace(tzinfo=None)
    if (local + offset).replace(second=0, microsecond=0) == clock.replace(second=0):
        return (local + offset).replace(tzinfo=given.tzinfo)
    return None


def _seen_times(page: Tree) -> Iterator[Moment]:
    """The times that the page shows its readers: microdata, time elements, then date lines around the heading."""
    for element in (*page.property("datePublished"), *page.near_heading(4).iter("time")):
        for value in (element.get("content"), element.get("datetime"), shown(element)):
            if value and (moment := machine(value)):
                yield moment
    for line in page.near_heading(4).itertext():
        mark = furniture([" ".join(line.split())], "head") if 8 <= len(line.strip()) <= 80 else None
        if mark and mark.kind == "date" and (moment := machine(mark.said["date"])):
            yield moment


def _bylines(page: Tree) -> tuple[tuple[str, ...], ...]:
    """What may name the authors, the most trustworthy first."""
    metas = [value for name in _AUTHORS for value in page.metas.get(name, ()) if "://" not in value]
    marked = [shown(element) or element.get("content") or "" for element in page.property("author", "creator")]
    marked += [
        shown(element) for element in page.tree.iterfind(".//*[@rel='author']") if not outside(element.getparent())
    ]
    return tuple(people(page.data)), tuple(metas), tuple(marked), tuple(_seen_bylines(page))


def _seen_bylines(page: Tree) -> Iterator[str]:
    for element in page.tree.iterfind(".//*[@class]"):
        if re.search(r"author|byline", element.get("class", ""), re.IGNORECASE) and not outside(element):
            text = shown(element)
            if 4 <= len(text) <= 120 and not CREDIT.match(text):
                yield text


def _credit(page: Tree) -> str | None:
    """The photo's credit, from its caption."""
    for element in page.tree.iter("figcaption", "div", "span", "p", "small", "em"):
        is_caption = element.tag == "figcaption" or re.search(
            r"photo|caption|picture|img|foto|credit|copyright", element.get("class", ""), re.IGNORECASE
        )
        if is_caption and not outside(element) and (match := CREDIT.search(shown(element)[-160:])):
            return match[1].strip(" \"'()")
    return None


def _views(page: Tree) -> int | None:
    """The counter of readers that stands by the heading."""
    for element in page.near_heading(4).iterfind(".//*[@class]"):
        if re.search(r"(?:^|[\s_-])views?(?:$|[\s_-])", element.get("class", "")) and (text := shown(element)):
            mark = furniture([text], "head")
            if mark and mark.kind == "views":
                return views_of(mark.said["views"])
    return None


def _tags(page: Tree) -> tuple[str, ...]:
    """The page's tags as its readers see them, else as its metadata lists them."""
    seen = [shown(element) for element in page.tree.iterfind(".//a[@rel='tag']")]
    seen += [shown(element) for element in page.property("keywords") if element.tag == "a"]
    listed = [
        part.strip()
        for name in ("keywords", "news_keywords")
        for value in page.metas.get(name, ())[:1]
        for part in value.split(",")
    ]
    choice = next(
        (found for found in (seen, page.metas.get("article:tag", []), keywords(page.data), listed) if any(found)), []
    )
    return tuple(dict.fromkeys(tag.lstrip("#") for tag in choice if tag and len(tag) <= 80))[:30]
