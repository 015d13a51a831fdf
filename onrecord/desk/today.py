"""Today: what came in last, who met, who is quoted, what falls due and who gives, as of the newest article's day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from msgspec import Struct, to_builtins
from sqlalchemy import Connection
from starlette.responses import Response

from onrecord.desk.templating import page
from onrecord.store.dates import period
from onrecord.store.due import soonest
from onrecord.store.lists import Filters, Line, Row, cells, rows_of, whole
from onrecord.stories.follow.parts import event

SHOWN = 6  # rows of each kind
LOOKED_AT = 1000  # rows of each kind that are counted
MEETINGS, QUOTES, PROMISES, AID, AHEAD = 30, 14, 90, 90, 60  # days back, and ahead for what falls due
T = TypeVar("T")
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


_NOTHING: dict[str, Any] = {"held": [], "coming": [], "quoted": [], "due": [], "aid": [], "windows": {}, "since": {}}


def _as_of(connection: Connection, day: str) -> dict[str, Any]:
    def since(back: int) -> str:
        return (date.fromisoformat(day) - timedelta(days=back)).isoformat()

    def recent(layer: str, back: int, kind: type[T]) -> Iterator[tuple[T, Line]]:
        return cells(connection, layer, Filters(since=since(back), limit=LOOKED_AT), kind)

    meetings = list(recent("meetings", MEETINGS, _Met))
    coming = [(met, line) for met, line in meetings if met.status == "planned" and not _before(met.date, day)]
    held = [(met, line) for met, line in meetings if met.status == "held"]
    last = (date.fromisoformat(day) + timedelta(days=AHEAD)).isoformat()
    speakers = (said.speaker for said, _ in recent("quotes", QUOTES, _Said))
    return {
        "held": [whole("meetings", line) for _, line in _once(held)[:SHOWN]],
        "coming": [whole("meetings", line) for _, line in sorted(_once(coming), key=_begins)[:SHOWN]],
        "quoted": Counter(filter(None, speakers)).most_common(8),
        "due": list(islice(_told_once(soonest(connection, Filters(since=since(PROMISES)), day, last)), SHOWN)),
        "aid": by_donor(aid for aid, _ in recent("aid", AID, Given)),
        "windows": {"meetings": MEETINGS, "quotes": QUOTES, "due": AHEAD, "aid": AID},
        "since": {"quotes": since(QUOTES), "aid": since(AID)},
    }


class _Met(Struct):
    kind: str
    status: str
    published: str | None = None
    date: str | None = None
    place: str | None = None
    body: str | None = None
    participants: tuple[str, ...] = ()


class _Said(Struct):
    speaker: str | None = None


class Given(Struct):
    status: str
    donor: str | None = None
    recipient: str | None = None
    amount: float | None = None
    currency: str | None = None


def _once(meetings: Sequence[tuple[_Met, Line]]) -> list[tuple[_Met, Line]]:
    """Meetings, each once as the article has it that names most; one of nobody, nowhere tells a reader nothing."""
    same: dict[tuple[object, ...], list[tuple[_Met, Line]]] = defaultdict(list)
    for met, line in meetings:
        if met.body or met.participants or (met.date and met.place):
            same[event(to_builtins(met), (met.published or "")[:10])].append((met, line))
    return [max(told, key=lambda one: (len(one[0].participants), one[0].date is not None)) for told in same.values()]


def _told_once(promises: Iterable[Row]) -> Iterator[Row]:
    """Promises, each once: of two by one, in the same words and for one day, the first."""
    told: set[tuple[object, ...]] = set()
    for row in promises:
        key = (row["who"], row["words"].casefold(), row["due"])
        if key not in told:
            told.add(key)
            yield row


def _begins(one: tuple[_Met, Line]) -> tuple[bool, str]:
    """What orders meetings to come: the next first, those without a day last."""
    found = period(one[0].date or "")
    return found is None, found[0] if found else ""


def _before(edtf: str | None, day: str) -> bool:
    """Whether a date is over on a day."""
    found = period(edtf or "")
    return found is not None and found[1] < day


def by_donor(every: Iterator[Given]) -> list[tuple[str, int, list[tuple[str, float]]]]:
    """Donor, number of reports, and sums by currency of what was given or promised."""
    told: dict[str, list[Given]] = defaultdict(list)
    for aid in every:
        if aid.donor and aid.status in ("given", "promised"):
            told[aid.donor].append(aid)
    foremost = sorted(told.items(), key=lambda item: -len(item[1]))[:8]
    return [(donor, len(some), _sums(some)) for donor, some in foremost]


def _sums(told: Sequence[Given]) -> list[tuple[str, float]]:
    """A donor's sums by currency; an equal sum for one recipient, or for nobody named, is the same gift told again."""
    gifts = {(aid.currency, aid.amount, aid.recipient) for aid in told if aid.currency and aid.amount is not None}
    named = {(currency, amount) for currency, amount, recipient in gifts if recipient}
    sums: dict[str, float] = defaultdict(float)
    for currency, amount, recipient in gifts:
        if recipient or (currency, amount) not in named:
            sums[currency] += amount
    return sorted(sums.items())
