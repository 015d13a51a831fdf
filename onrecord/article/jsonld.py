"""JSON-LD: what a page says of its article to search engines."""

import json
import re
import string
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_TYPES = re.compile(r"\w*(?:Article|Posting|BlogPost)")
_OPENING = re.compile(r"^(?:<!--|/\*.*?\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)")
_CLOSING = re.compile(r"(?:-->|//\s*\]\]>|\]\]>)$")
_EDGE = string.whitespace + ";\u00a0\ufeff"
_DEPTH = 8  # of nested lists and @graph; pages nest two or three


def article_data(tree: HtmlElement) -> dict[str, Any]:
    """The page's Article object (schema.org), {} where there is none that can be read."""
    found = [
        data for script in tree.iter("script") if _is_ld(script) for data in _objects(_parsed(script.text or ""), 0)
    ]
    best = max((data for data in found if _is_article(data)), key=_worth, default={})
    named = {data["@id"]: data for data in found if isinstance(data.get("@id"), str) and data.get("name")}
    authors = [
        named.get(a.get("@id"), a) if isinstance(a, dict) and not a.get("name") else a
        for a in listed(best.get("author"))
    ]
    return best | {"author": authors} if authors else best


def _is_ld(script: HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _parsed(text: str) -> Any:
    """The value of a script's text; line breaks inside strings and trailing commas are forgiven."""
    text = _CLOSING.sub("", _OPENING.sub("", text.strip(_EDGE)))
    for written in (text, re.sub(r",(\s*[}\]])", r"\1", text)):
        try:
            return json.loads(written.rstrip(_EDGE), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects of a value: itself, a list's, a graph's, and the page's main entity."""
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth + 1)


def _is_article(data: dict[str, Any]) -> bool:
    return any(
        isinstance(kind, str) and _TYPES.fullmatch(kind.rpartition("/")[2]) for kind in listed(data.get("@type"))
    )


def _worth(data: dict[str, Any]) -> int:
    return sum(bool(data.get(key)) for key in ("headline", "datePublished", "author"))


def listed(value: Any) -> list[Any]:
    """A value that may be one or several, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def words(value: Any) -> str | None:
    """A value's text: a string, or the name of an object."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    if isinstance(value, list):
        value = next(iter(value), None)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def people(data: dict[str, Any]) -> list[str]:
    """The names of an article's authors that are not said to be organisations."""
    found = []
    for author in listed(data.get("author")) + listed(data.get("creator")):
        kinds = listed(author.get("@type")) if isinstance(author, dict) else ["Person"]
        for name in listed(author.get("name")) if isinstance(author, dict) else [author]:
            if isinstance(name, str) and "Organization" not in kinds and "NewsMediaOrganization" not in kinds:
                found.append(name)
    return found


def keywords(data: dict[str, Any]) -> list[str]:
    """An article's keywords, whether listed or in one string with commas."""
    found = [text for value in listed(data.get("keywords")) if (text := words(value))]
    return [part.strip() for text in found for part in text.split(",")] if len(found) == 1 else found
