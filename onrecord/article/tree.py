"""A parsed HTML page, asked for its metadata."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from onrecord.article.outlets import domain_of
from onrecord.article.times import Moment, machine

_OUTSIDE = frozenset(("aside", "nav", "footer", "form", "a"))


class Tree:
    """A page's tree with its meta elements by name, its Article data and its first heading."""

    def __init__(self, tree: HtmlElement, data: dict[str, Any]) -> None:
        self.tree = tree
        self.data = data
        self.metas: dict[str, list[str]] = {}
        for element in tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop") or ""
            if value := " ".join((element.get("content") or "").split()):
                self.metas.setdefault(name.lower(), []).append(value)
        self.headings = [element for element in tree.iter("h1") if shown(element)]

    def named(self, *names: str) -> str | None:
        """The first value of the meta elements of these names."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)

    def moments(self, names: tuple[str, ...]) -> Iterator[Moment]:
        """The times of the meta elements of these names."""
        for name in names:
            for value in self.metas.get(name, ()):
                if moment := machine(value):
                    yield moment

    def property(self, *names: str) -> Iterator[HtmlElement]:
        """Elements of a microdata property that belong to no picture, comment or publisher."""
        for element in self.tree.iterfind(".//*[@itemprop]"):
            if set(element.get("itemprop", "").split()) & set(names) and _of_article(element):
                yield element

    def address(self) -> str | None:
        """The page's own address: canonical, else OpenGraph's."""
        links = (e.get("href") or "" for e in self.tree.iter("link") if (e.get("rel") or "").lower() == "canonical")
        graph = self.named("og:url") or ""
        found = [address for address in (*links, graph) if address]
        joined = [urljoin(graph, address) if domain_of(graph) else address for address in found]
        return next((address for address in joined if domain_of(address)), None)

    def near_heading(self, levels: int) -> HtmlElement:
        """The part of the page around its heading: so many levels up, the whole page where there is no heading."""
        if not self.headings:
            return self.tree
        around = self.headings[0]
        for _ in range(levels):
            above = around.getparent()
            around = around if above is None or above.tag == "body" else above
        return around


def shown(element: HtmlElement) -> str:
    """The text of an element as one line."""
    return " ".join("".join(element.itertext()).split())


def _of_article(element: HtmlElement) -> bool:
    """Whether an element's nearest microdata scope above it is not a picture, a comment or an organisation."""
    above = element.getparent()
    while above is not None:
        if above.get("itemscope") is not None:
            return not re.search(r"Image|Organi[sz]ation|Comment|Video|Person$", above.get("itemtype") or "")
        above = above.getparent()
    return True


def outside(element: HtmlElement) -> bool:
    return any(above.tag in _OUTSIDE for above in (element, *element.iterancestors()))
