"""Today: what came in last, who met, who is quoted, what falls due and who gives, as of the newest article's day."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from onrecord.desk.templating import page
from onrecord.store.dates import period
from onrecord.store.lists import Filters, Row, rows_of
from onrecord.stories.follow.due import falling_due

SHOWN = 6  # rows of each kind
LOOKED_AT = 1000  # rows of each kind that are counted
MEETINGS, QUOTES, PROMISES, AID, AHEAD = 30, 14, 90, 90, 60  # days back, and ahead for what falls due
router = APIRouter(include_in_schema=False)


@router.get("/")
def today(request: Request) -> Response:
    """The first page."""
    with request.app.state.desk.store.reading() as connection:
        newest = list(rows_of(connection, "articles", Filters(limit=8)))
        dated = (period(row["published"] or "") for row in newest)
        day = next((known[1] for known in dated if known), None)
        shown = _as_of(connection, day) if day else {}
    return page(request, "today.html", articles=newest, day=day, **_NOTHING | shown)


_NOTHING: dict[str, Any] = {"held": [], "coming": [], "quoted": [], "due": [], "aid": [], "windows": {}}


def _as_of(connection: Connection, day: str) -> dict[str, Any]:
    def recent(layer: str, back: int) -> Iterator[Row]:
        since = (date.fromisoformat(day) - timedelta(days=back)).isoformat()
        return rows_of(connection, layer, Filters(since=since, limit=LOOKED_AT))

    meetings = list(recent("meetings", MEETINGS))
    coming = [row for row in meetings if row["status"] == "planned" and not _before(row["date"], day)]
    last = (date.fromisoformat(day) + timedelta(days=AHEAD)).isoformat()
    return {
        "held": [row for row in meetings if row["status"] == "held"][:SHOWN],
        "coming": coming[:SHOWN],
        "quoted": Counter(row["speaker"] for row in recent("quotes", QUOTES) if row["speaker"]).most_common(8),
        "due": list(falling_due(recent("commitments", PROMISES), day, last))[:SHOWN],
        "aid": _by_donor(recent("aid", AID)),
        "windows": {"meetings": MEETINGS, "quotes": QUOTES, "due": AHEAD, "aid": AID},
    }


def _before(edtf: str | None, day: str) -> bool:
    """Whether a date is over on a day."""
    found = period(edtf or "")
    return found is not None and found[1] < day


def _by_donor(rows: Iterator[Row]) -> list[tuple[str, int, list[tuple[str, float]]]]:
    """Donor, number of times, and sums by currency of what was given or promised."""
    counts: Counter[str] = Counter()
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows:
        if row["donor"] and row["status"] in ("given", "promised"):
            counts[row["donor"]] += 1
            if row["amount"] is not None and row["currency"]:
                sums[row["donor"]][row["currency"]] += row["amount"]
    return [(donor, times, sorted(sums[donor].items())) for donor, times in counts.most_common(8)]
