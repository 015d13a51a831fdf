"""A dossier: what is known of somebody, of a meeting or of a story, as one page of HTML to read, to keep and to print.

The page needs nothing but itself: its style is in it, it runs no script, and it says so to the browser.
"""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import IO, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from onrecord import __version__
from onrecord.errors import NothingFound
from onrecord.exports import Asked
from onrecord.exports.found import Found
from onrecord.show.blocks import DOT, below, heading
from onrecord.show.clean import line
from onrecord.show.labels import label, tongue
from onrecord.show.when import moment
from onrecord.store.dates import instant
from onrecord.store.lists import Row

LAYERS = ("meetings", "quotes", "positions", "commitments", "aid", "offices", "references", "relays", "topics")
LONGEST = 4000  # characters of a text that are printed; the other formats have all


class Entry(Struct):
    """A statement, with every fact that says it in the same words."""

    first: str
    more: str
    words: str
    facts: list[Row] = []


class Source(Struct):
    """An article: a fact's row, its title, its address on the web. No record is held: there may be thousands."""

    row: Row
    title: str | None
    link: str | None


class Export:
    """Statements by layer, each once with all who have it; below them the articles, with links and digests."""

    def __init__(self, out: IO[bytes], asked: Asked) -> None:
        self._out = out
        self._about = asked.about
        self._language: str | None = None
        self._layers: dict[str, dict[tuple[str, ...], Entry]] = {}
        self._sources: dict[tuple[str, str], int] = {}
        self._articles: list[Source] = []

    def write(self, found: Found) -> bool:
        self._language = self._language or tongue(found.row["language"])
        first, more = map(_short, heading(found.row, found.layer, self._language))
        if found.layer == "quotes" and found.row["kind"] == "indirect":
            more += DOT + label("indirect", self._language)  # these are the outlet's words for what was said
        words = _short(below(found.row, found.layer))
        entries = self._layers.setdefault(found.layer, {})
        key = (first.casefold(), more.casefold(), words.casefold())
        entries.setdefault(key, Entry(first, more, words)).facts.append(found.row)
        if _place(found.row) not in self._sources:
            self._articles.append(Source(found.row, found.record.article.title, found.link))
            self._sources[_place(found.row)] = len(self._articles)
        return True

    def finish(self) -> None:
        if not self._layers:
            raise NothingFound(f"no dossier of {self._about!r}: no facts were found")
        style = files("onrecord.exports").joinpath("templates/dossier.css").read_text(encoding="utf-8")
        environment = Environment(
            loader=PackageLoader("onrecord.exports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True,
        )  # fmt: skip
        language = self._language or "ru"
        made = environment.get_template("dossier.html").stream(
            about=_short(self._about),
            articles=self._articles,
            digest=b64encode(sha256(style.encode()).digest()).decode(),
            label=lambda key: label(key, language),
            language=language,
            layers={layer: list(entries.values()) for layer, entries in self._layers.items()},
            moment=lambda published: _short(moment(published, language)) if published else "",
            number=lambda row: self._sources[_place(row)],
            period=self._period(language),
            short=_short,
            style=style,
            version=__version__,
        )
        for piece in made:
            self._out.write(piece.encode())

    def _period(self, language: str) -> str:
        """From the first to the last article."""
        dated = [one.row["published"] for one in self._articles if one.row["published"]]
        dates = [moment(date[:10], language) for date in sorted(dated, key=instant)]
        return " – ".join(dict.fromkeys([dates[0], dates[-1]])) if dates else ""


def _place(row: Row) -> tuple[str, str]:
    return row["article"], row["source"]


def _short(text: Any) -> str:
    """As much of a text as is printed, without what a browser obeys in place of showing."""
    found = line(str(text)[: LONGEST + 1])
    return found if len(found) <= LONGEST else found[:LONGEST].rstrip() + " …"
