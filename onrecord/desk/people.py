"""People: what the whole store says of one actor."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from msgspec import Struct
from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from onrecord.desk.filters import query
from onrecord.desk.templating import page
from onrecord.errors import OnrecordError
from onrecord.exports.found import any_of
from onrecord.knowledge import Knowledge
from onrecord.store.lists import Filters, Row, rows_of
from onrecord.stories.actors.naming import Nobody, identity_named
from onrecord.stories.corrections.apply import became
from onrecord.stories.follow import follow

PARTS = ("office", "quote", "change", "meeting", "absence", "commitment")
SHOWN, AT_ONCE = 40, 5  # rows of a part (the lists have all); quotes that a narrow window shows without being asked
NEWEST = 400  # articles of an actor that are looked at: the busiest have tens of thousands of facts
CHOICES = 30
WIDTH = 100.0  # of the time line
router = APIRouter(include_in_schema=False)


class Term(Struct, frozen=True):
    """A post on the time line: its row, where its bar begins, and how long it is, of WIDTH."""

    row: Row
    start: float
    length: float


@router.get("/actor")
def named(request: Request, name: str = "") -> Response:
    """Whoever bears a name: his page, or the choice among several."""
    if not name.strip():
        return RedirectResponse("/actors", 303)
    with request.app.state.desk.store.reading() as connection:
        try:
            tongue = request.query_params.get("ui")
            here = f"/actors/{quote(identity_named(connection, name), safe=':~')}"
            return RedirectResponse(here + query({}, ui=tongue), 303)
        except OnrecordError:
            found = list(rows_of(connection, "actors", Filters(who=name, limit=CHOICES)))
    if not found:
        raise Nobody(f"nobody in the store is called {name!r}")
    return page(request, "choice.html", name=name, rows=found)


@router.get("/actors/{identity:path}")
def actor(request: Request, identity: str, topic: str = "") -> Response:
    """An actor's page; the address of one who was merged into another leads to the other's."""
    with request.app.state.desk.store.reading() as connection:
        into = became(connection, identity)
        if into:
            tongue = request.query_params.get("ui")
            return RedirectResponse(f"/actors/{quote(into, safe=':~')}" + query({}, topic=topic, ui=tongue), 303)
        known, rows = followed(connection, request.app.state.desk.knowledge, identity)
        facts = bool(rows) or any_of(connection, Filters(who=known["identity"]))
        named_in = [] if facts else list(rows_of(connection, "articles", Filters(who=known["identity"], limit=SHOWN)))
    parts = {part: [row for row in rows if row["part"] == part] for part in PARTS}
    topics = {row["code"]: row["what"] for row in parts["quote"] if row["code"]}
    if topic:
        parts["quote"] = [row for row in parts["quote"] if row["code"] == topic]
    return page(
        request,
        "actor.html",
        known=known,
        terms=timeline(parts["office"]),
        changes=list(zip(parts["change"][::2], parts["change"][1::2], strict=True)),
        facts=facts,
        named_in=named_in,
        topics=topics,
        topic=topic,
        shown=SHOWN,
        at_once=AT_ONCE,
        newest=NEWEST if known.get("articles", 0) > NEWEST else None,
        quotes=parts["quote"],
        meetings=parts["meeting"],
        absences=parts["absence"],
        commitments=parts["commitment"],
    )


def followed(connection: Connection, knowledge: Knowledge, identity: str) -> tuple[Row, list[dict[str, Any]]]:
    """An identity's row and what is known of it, by its NEWEST articles; Nobody where there is none."""
    id = identity_named(connection, became(connection, identity) or identity)
    rows = list(follow(connection, knowledge, id, date.today().isoformat(), NEWEST))
    of = (row for row in rows_of(connection, "actors", Filters(who=id)) if row["identity"] == id)
    return next(of, {"identity": id, "name": id, "names": [], "kind": None, "wikidata": None, "country": None}), rows


def timeline(offices: Sequence[Row]) -> list[Term]:
    """Posts laid along the time in which articles give them.

    >>> found = timeline([{"date": "2031-01-01", "until": "2031-01-11"}, {"date": "2031-01-06", "until": "2031-01-11"}])
    >>> [(term.start, term.length) for term in found]
    [(0.0, 100.0), (50.0, 50.0)]
    """
    spans = [(_day(row["date"]), _day(row["until"])) for row in offices]
    known = [day for span in spans for day in span if day]
    first, last = min(known, default=0), max(known, default=0)
    scale = WIDTH / max(1, last - first)
    return [
        Term(row, round((start - first) * scale, 2), round(max(1.0, (end - start) * scale), 2)) if start and end else
        Term(row, 0.0, 0.0)
        for row, (start, end) in zip(offices, spans, strict=True)
    ]  # fmt: skip


def _day(iso: str | None) -> int:
    try:
        return date.fromisoformat(iso or "").toordinal()
    except ValueError:
        return 0
