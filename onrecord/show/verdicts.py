"""The answer to a check for people: the verdict, the words marked word by word, the first source and all others."""

import re
from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.show.clean import line
from onrecord.show.console import address
from onrecord.show.labels import label
from onrecord.show.when import published

DOT = " · "
LONG = 4000  # characters of what was asked that are shown: longer than all that can be checked
_COLOURS = {"verbatim": "bold green", "cut": "bold yellow", "not_found": "bold"}
_NOWHERE = {"not_found", "unchecked"}
_MARKS = re.compile(r"(\[-.*?-\])|(\{\+.*?\+\})")


def answer(row: dict[str, Any]) -> Iterator[RenderableType]:
    """One answer."""
    asked = f"«{_short(row['words']).strip('«»“”„')}»" + (f" — {_short(row['by'])}" if row["by"] else "")
    yield Text.assemble((label(row["verdict"], "ru"), _COLOURS.get(row["verdict"], "bold red")), DOT, asked)
    if row["problem"]:
        yield _in(Text(line(row["problem"])))
    if row["verdict"] not in _NOWHERE:
        yield _in(marked(row["difference"]))
        yield _in(Text(f"{label('first', 'ru')}: {_where(row)}"))
        yield _in(Text(line(row["context"]), "dim italic"), 2)
        yield address(row["url"] or row["source"], 4)
        for place in row["places"]:
            if (place["article"], place["source"]) != (row["article"], row["source"]):
                yield _in(Text.assemble(_where(place), DOT, label(place["wording"], "ru")))
                if place["wording"] == "altered":
                    yield _in(marked(place["difference"]), 2)
        counted = f"{label('articles', 'ru')}: {row['articles']}{DOT}{label('independent', 'ru')}: {row['independent']}"
        yield _in(Text(counted, "dim"))
    yield Text()


def marked(difference: str) -> Text:
    """A difference with what was left out and what was put in, each in its colour."""
    found = Text()
    for piece in filter(None, _MARKS.split(line(difference))):
        found.append(piece, {"[-": "red", "{+": "green"}.get(piece[:2], ""))
    return found


def _short(asked: str) -> str:
    """What was asked, in a line, as far as is of use."""
    shown = line(asked)
    return shown if len(shown) <= LONG else f"{shown[:LONG]}…"


def _where(row: dict[str, Any]) -> str:
    speaker = line(row["speaker"] or "") or label("unknown", "ru")
    retold = label("indirect", "ru") if row["kind"] == "indirect" else ""
    return DOT.join(filter(None, (speaker, line(row["outlet"] or ""), published(row["published"], "ru"), retold)))


def _in(what: RenderableType, depth: int = 1) -> RenderableType:
    return Padding(what, (0, 0, 0, 2 * depth))
