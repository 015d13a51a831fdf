"""iCalendar: dated meetings and the days, or months, in which commitments fall due, for any calendar program."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import IO

from icalendar import Calendar, Event
from msgspec import Struct

from onrecord import __version__
from onrecord.exports import Asked
from onrecord.exports.found import Found
from onrecord.show.clean import line
from onrecord.show.labels import label, tongue
from onrecord.show.when import moment
from onrecord.store.dates import instant, period
from onrecord.store.lists import Row
from onrecord.stories.follow.parts import event

LAYERS = ("meetings", "commitments")
STATUS = {"held": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED", "denied": "CANCELLED"}
DATES = {"meetings": "date", "commitments": "due"}
END = b"END:VCALENDAR\r\n"
Key = tuple[object, ...]


class Told(Struct):
    """A fact as a calendar needs it. No record is held with it: a store has thousands of meetings."""

    layer: str
    row: Row
    link: str | None


class Export:
    """All-day events; a meeting that several articles tell of is one, with all of them under it.

    What has no date has no place; what has only a month, a season or days from one to another lasts as long in
    the calendar.
    """

    def __init__(self, out: IO[bytes], asked: Asked) -> None:
        self._out = out
        self._meetings: dict[Key, list[Told]] = {}
        calendar = Calendar()
        calendar.add("prodid", f"-//Onrecord//Onrecord {__version__}//")
        calendar.add("version", "2.0")
        out.write(calendar.to_ical().removesuffix(END))

    def write(self, found: Found) -> bool:
        if not period(found.row[DATES[found.layer]] or ""):
            return False
        told = Told(found.layer, found.row, found.link)
        if found.layer == "meetings":
            self._meetings.setdefault(event(found.row, ""), []).append(told)
        else:
            self._write_meetings()
            self._out.write(_event([told]).to_ical())
        return True

    def finish(self) -> None:
        self._write_meetings()
        self._out.write(END)

    def _write_meetings(self) -> None:
        """Write the meetings, which all come before the first commitment."""
        while self._meetings:
            self._out.write(_event(self._meetings.pop(next(iter(self._meetings)))).to_ical())


def _event(same: list[Told]) -> Event:
    first = same[-1]  # the newest come first
    begun, ended = map(date.fromisoformat, period(first.row[DATES[first.layer]]) or ())
    made = Event()
    made.add("uid", f"{first.row['fact'].replace('#/', '-').replace('/', '-')}@onrecord")
    made.add("dtstamp", _stamp(first))
    made.add("dtstart", begun)
    made.add("dtend", ended + timedelta(days=1))
    made.add("summary", _summary(first))
    made.add("description", "\n".join(part for one in same for part in _told(one)))
    for one in same:
        made.add("x-onrecord-proof", _proof(one))
    made.add("categories", [first.layer])
    if first.layer == "meetings":
        made.add("status", STATUS[first.row["status"]])
    if first.row.get("place"):
        made.add("location", line(first.row["place"]))
    if first.link:
        made.add("url", first.link)
    return made


def _summary(found: Told) -> str:
    row, language = found.row, tongue(found.row["language"])
    if found.layer == "meetings":
        parts = [label(row["kind"], language), row["body"] or ", ".join(row["participants"]) or row["words"]]
    else:
        parts = [row["who"] or label("unknown", language), label(row["kind"], language), row["words"]]
    return " · ".join(line(part) for part in parts)


def _told(found: Told) -> Iterator[str]:
    """What a calendar shows of an article: the words, and below them the date as precise as it is known, and where."""
    row = found.row
    when = moment(row[DATES[found.layer]], tongue(row["language"]))
    yield f"«{line(row['evidence'])}»"
    yield " · ".join(line(part) for part in (when, row["outlet"], row["url"] or row["source"]) if part)


def _proof(found: Told) -> str:
    """What only programs need: the fact, its rule and how often that is right, the digest of the text, the version."""
    row = found.row
    sure = "" if row["support"] is None else f" ({row['confidence']:.2f}, n={row['support']})"
    return "; ".join(
        line(part) for part in (row["fact"], row["rule"] + sure, f"sha256 {row['sha256']}", row["version"])
    )


def _stamp(found: Told) -> datetime:
    """When the article was published, so that the same store makes the same file; RFC 5545 wants a time."""
    published = instant(found.row["published"])
    try:
        return datetime.fromisoformat(published).replace(tzinfo=UTC)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)
