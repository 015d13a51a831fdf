"""An HTML page: its text as trafilatura finds it, with headline and lead before and captions after."""

import re
from collections.abc import Iterator

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura.settings import Document

from onrecord.article.found import Found
from onrecord.article.furniture import is_furniture
from onrecord.article.jsonld import article_data, words
from onrecord.article.layout import is_prose, marks_of
from onrecord.article.meta import CREDIT, Meta, read_meta
from onrecord.article.outlets import simple
from onrecord.article.tree import outside, shown
from onrecord.errors import PageError
from onrecord.read.content import VALID
from onrecord.values import Part, PartKind

MOST_ELEMENTS = 50_000  # twelve times the largest of 230 real pages; the time to find the body grows with the square
MOST_TEXT = 4_000_000
MOST_LEVELS = 600  # the deepest of 230 real pages has 51
LEAST = 20  # characters; less is a word of a menu
MISSED = 2  # times the prose that trafilatura finds: then it missed the story
_BLOCKS = frozenset(  # trafilatura's names, then HTML's
    ("p", "head", "list", "item", "quote", "table", "row", "lb", "body", "main", "code", "div")
) | frozenset(
    ("section", "article", "header", "ul", "ol", "li", "blockquote", "tr", "br", "figure", "h1", "h2", "h3", "h4", "h5")
)
_BESIDE = frozenset(("nav", "aside", "footer", "form", "button", "select"))
_CELLS = frozenset(("cell", "td", "th"))
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|standfirst|subtitle|sub-title|sub-?headline|announce|anons|annotation|intro|dek|sapo|summary"
    r"|excerpt)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WIDE = frozenset(("body", "main", "article", "section"))


def read_html(text: str, source: str) -> Found:
    """The article of an HTML page; PageError where there is none, or where the page is too large to search."""
    try:
        tree = _tree(text, source)
        data = article_data(tree)
        etree.strip_elements(tree, "script", "style", "noscript", "template", "svg", with_tail=False)
        _check(tree, source)
        meta = read_meta(tree, data)
        blocks = _story(_blocks(tree, words(data.get("articleBody")) or ""), meta.title)
        leads, captions = list(_leads(tree, blocks)), list(_captions(tree))
    except RecursionError as error:
        raise PageError(source, f"is nested too deep to read; {VALID}") from error
    return _found(meta, leads, blocks, captions)


def _tree(text: str, source: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise PageError(source, f"holds no HTML that can be read; {VALID}") from error


def _check(tree: HtmlElement, source: str) -> None:
    """Refuse a page on which the search for the article would take minutes."""
    for size, most, what in (
        (sum(1 for _ in tree.iter()), MOST_ELEMENTS, "HTML elements"),
        (_depth(tree), MOST_LEVELS, "levels of HTML inside each other"),
        (sum(map(len, tree.itertext())), MOST_TEXT, "characters of text"),
    ):
        if size > most:
            raise PageError(source, f"has {size} {what}; at most {most} can be searched for an article; {VALID}")


def _depth(tree: HtmlElement) -> int:
    """How deep the page nests; every element asks for what is around it, so depth costs as its square."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _blocks(tree: HtmlElement, body: str) -> list[str]:
    """The story's paragraphs: trafilatura's, unless an element of the page holds far more prose."""
    holders = [tree.xpath(path) for path in ("//*[@itemprop='articleBody']", "//article")]
    holders += [[element] for element in _richest(tree)]
    others = [[text for text in _texts(found[0]) if is_prose(text)] for found in holders if len(found) == 1]
    found = trafilatura.bare_extraction(tree, with_metadata=False, include_comments=False, fast=True)
    blocks = list(_texts(found.body)) if isinstance(found, Document) else []
    best = max([*others, [body] if is_prose(body) else []], key=_size)
    if _size(best) > MISSED * _size([text for text in blocks if is_prose(text)]):
        return best
    return blocks or list(_texts(tree.find("body")))


def _richest(tree: HtmlElement) -> list[HtmlElement]:
    """The element whose own paragraphs hold the most text, in a list; none where the page has no paragraph."""
    sizes: dict[HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None:
            sizes[parent] = sizes.get(parent, 0) + len(shown(paragraph))
    return [max(sizes, key=lambda element: sizes[element])] if sizes else []


def _size(blocks: list[str]) -> int:
    return sum(map(len, blocks))


def _texts(root: HtmlElement | None) -> Iterator[str]:
    """The texts of a tree's blocks, in order, each as one line."""
    pieces: list[str] = []
    if root is None:
        return
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element.tag in _BLOCKS:
            pieces.append("\0")
        elif element.tag in _CELLS:
            pieces.append(" ")
        if event == "start" and element.tag in _BESIDE:
            walk.skip_subtree()
        elif event == "start":
            pieces.append(element.text or "")
        elif element is not root:
            pieces.append(element.tail or "")
    for block in "".join(pieces).split("\0"):
        if text := " ".join(block.split()):
            yield text


def _story(blocks: list[str], title: str | None) -> list[str]:
    """The blocks without furniture and without the headline's repetition."""
    marks = marks_of(blocks, [False] * len(blocks))
    own = simple(title or "")
    return [block for i, block in enumerate(blocks) if i not in marks and simple(block) not in ("", own)]


def _leads(tree: HtmlElement, blocks: list[str]) -> Iterator[str]:
    """What stands between the heading and the story's first block as its lead."""
    first = blocks[0][:40] if blocks else ""
    for element in tree.xpath("//h1/following::*"):
        name = element.get("class") or ""
        if _LEAD.search(name) or element.get("itemprop") in ("description", "alternativeHeadline"):
            text = shown(element)
            if element.tag not in _WIDE and 25 <= len(text) <= 700 and not _apart(element):
                yield text
        if not (len(element) and element.tag != "p") and first and shown(element).startswith(first):
            return


def _captions(tree: HtmlElement) -> Iterator[str]:
    for element in tree.xpath("//article//figcaption | //*[@itemprop='articleBody']//figcaption | //main//figcaption"):
        text = CREDIT.sub("", shown(element)).strip()
        if 25 <= len(text) <= 400 and not _apart(element) and not is_furniture(text):
            yield text


def _apart(element: HtmlElement) -> bool:
    """Whether an element belongs to a list or to what stands beside the article."""
    return outside(element) or any(above.tag == "li" for above in element.iterancestors())


def _found(meta: Meta, leads: list[str], blocks: list[str], captions: list[str]) -> Found:
    body = simple(" ".join(blocks))
    lead = [text for text in dict.fromkeys(leads) if simple(text)[:80] not in body and text != meta.title][:2]
    caption = [text for text in dict.fromkeys(captions) if simple(text) not in body]
    pieces: list[tuple[PartKind, str]] = [("headline", meta.title)] if meta.title else []
    pieces += [("lead", text) for text in lead]
    pieces += [("lead" if i == 0 and text in leads else "body", text) for i, text in enumerate(blocks)]
    pieces += [("caption", text) for text in caption]
    parts: list[Part] = []
    at = 0
    for kind, text in pieces:
        parts.append(Part(kind, at, at + len(text)))
        at += len(text) + 2
    return Found(
        text="\n\n".join(text for _, text in pieces),
        parts=tuple(parts) if _size(blocks) >= LEAST else (),
        title=meta.title,
        published=meta.published,
        modified=meta.modified,
        bylines=meta.bylines,
        credit=meta.credit,
        views=meta.views,
        tags=meta.tags,
        url=meta.url,
        site=meta.site,
        language=meta.language,
    )
