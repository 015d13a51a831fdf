"""What is known of an actor for people: a heading a part, below it its rows."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.show.clean import line
from onrecord.show.labels import known, label, status_of, topic
from onrecord.show.when import moment

DOT = " · "
_UNSAID = {"direct", "current"}  # what quotation marks say; what is true only of the days on which articles say so
_MET = {"meeting", "absence"}
_HEADINGS = {
    "office": "offices",
    "quote": "quotes",
    "change": "changes",
    "meeting": "meetings",
    "absence": "absences",
    "commitment": "commitments",
}


def profile(rows: Iterable[dict[str, Any]]) -> Iterator[list[RenderableType]]:
    """The parts of a profile, each as soon as it is whole."""
    for part, found in groupby(rows, lambda row: row["part"]):
        heading = Text(label(_HEADINGS[part], "ru").upper(), "bold")
        topics = part == "quote"
        yield [heading, *(shown for row in _topics(found, topics) for shown in row), Text()]


def _topics(rows: Iterable[dict[str, Any]], topics: bool) -> Iterator[list[RenderableType]]:
    """The rows, quotes under their topics."""
    for about, some in groupby(rows, lambda row: (row["code"], row["what"]) if topics else None):
        if about:
            yield [_in(Text(line(topic(*about, "ru")) if about[0] else label("no_topic", "ru"), "italic"))]
        yield from (list(_row(row)) for row in some)


def _row(row: dict[str, Any]) -> Iterator[RenderableType]:
    quote = row["part"] == "quote"
    met = row["part"] in _MET
    kind = label(row["code"], "ru") if met else ""
    what = "" if quote else label(row["what"], "ru") if known(row["what"]) else line(row["what"] or "")
    said = known(row["status"]) and row["status"] not in _UNSAID
    status = status_of(row["code"] or "", row["status"], "ru") if said else ""
    parties = ", ".join(map(line, row["parties"] or ()))
    dates = [moment(date, "ru") for date in dict.fromkeys((row["date"], row["until"])) if date]
    if met and not dates:
        dates = [label("undated", "ru")]
    term = f"{label('tables', 'ru')}: {moment(row['term'], 'ru')}" if row["term"] else ""
    head = DOT.join(filter(None, (" – ".join(dates), kind, what, status, line(row["place"] or ""), parties, term)))
    yield _in(Text(head), 2)
    yield _in(
        Text(f"«{line(row['words']).strip('«»')}»" if row["status"] == "direct" else line(row["words"]), "dim"), 3
    )
    where = (line(row["outlet"] or ""), row["article"], f"{label('articles', 'ru')}: {row['articles']}")
    yield _in(Text(DOT.join(filter(None, where)), "dim"), 3)


def _in(what: RenderableType, depth: int = 1) -> RenderableType:
    return Padding(what, (0, 0, 0, 2 * depth))
