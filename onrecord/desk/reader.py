"""The reader: an article with every fact marked in its text."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.desk.marked import Marking, blocks, markings
from onrecord.desk.templating import page
from onrecord.store.lists import judgements, records_by_id
from onrecord.store.search import sought
from onrecord.values import LAYERS

LONGEST = 200  # characters of a search
router = APIRouter(include_in_schema=False)


@router.get("/articles/{id}")
def article(request: Request, id: str) -> Response:
    """An article: its text with the facts marked, and the facts beside it."""
    with request.app.state.desk.store.reading() as connection:
        found = records_by_id(connection, id)
        judged = judgements(connection, found[0].article.id)
    asked = request.query_params
    on = [layer for layer in LAYERS if layer in asked.getlist("layer")] if "layers" in asked else list(LAYERS)
    every = markings(found[0], judged)
    chosen = next((one for one in every if one.anchor == asked.get("fact")), None)
    shown = [one for one in every if one.layer in on or one is chosen]
    words = asked.get("q", "").strip()[:LONGEST]
    text = blocks(found[0].article, shown, chosen, sought(found[0].article.text, words) if words else ())
    return page(
        request,
        "article.html",
        article=found[0].article,
        authors=[actor.name for actor in found[0].actors if actor.id in found[0].article.authors],
        others=[record.article for record in found[1:]],
        headline=[block for block in text if block.kind == "headline"],
        blocks=[block for block in text if block.kind != "headline"],
        groups=_groups(shown, chosen),
        counts={layer: sum(one.layer == layer for one in every) for layer in LAYERS},
        on=on,
        words=words,
        chosen=chosen.anchor if chosen else "",
        missed=bool(asked.get("fact")) and not chosen,
    )


def _groups(shown: list[Marking], chosen: Marking | None) -> list[tuple[str, list[dict[str, Any]]]]:
    """The rows of the facts beside the text, layer by layer; first, where nobody must look for it, the chosen one."""
    groups = [(chosen.layer, [chosen.row])] if chosen else []
    groups += [(layer, [one.row for one in shown if one.layer == layer and one is not chosen]) for layer in LAYERS]
    return [(layer, rows) for layer, rows in groups if rows]
