"""An actor's offices, meetings, absences and promises, each once however many articles have them."""

from collections.abc import Iterator, Sequence

from onrecord.store.dates import period
from onrecord.stories.follow.facts import Found, Row, together, where

DOT = " · "


def offices(found: Sequence[Found], on: str) -> Iterator[Row]:
    """Posts with the first and the last day on which articles give them, in the order of the first.

    `term` is what the tables know, as an EDTF interval; where it had ended by an ISO date, the status is "former".
    """
    mine = [one for one in found if one.layer == "offices" and one.says("person")]
    for same in together(mine, lambda one: (one.row["office"], one.row["of"], one.row["status"])):
        row = same[0].row
        dated = [one.day for one in same if one.day]
        term = next((one.term for one in same if one.term), None)
        ended = term is not None and bool(term.until) and term.until < on and not term.on(on)
        yield where(same) | {
            "part": "office",
            "date": min(dated, default=None),
            "until": max(dated, default=None),
            "what": ", ".join(filter(None, (row["office"], row["of"]))),
            "status": "former" if ended else row["status"],
            "term": f"{term.since or '..'}/{term.until or '..'}" if term else None,
            "words": row["evidence"],
        }


def meetings(found: Sequence[Found]) -> Iterator[Row]:
    """Whom the actor met, where and when, with the kind of meeting as the code."""
    mine = [one for one in found if one.layer == "meetings" and one.says("participants")]
    for same in together(mine, _event):
        others = [name for one in same for name in one.row["participants"] if name != one.name]
        yield _meeting("meeting", same) | {"parties": list(dict.fromkeys(others)), "status": same[0].row["status"]}


def absences(found: Sequence[Found]) -> Iterator[Row]:
    """Meetings that the actor stayed away from; the status says whether an article states it or a list shows it."""
    for basis in ("stated", "membership"):
        mine = [one for one in found if one.layer == "meetings" and f"{one.name} ({basis})" in one.row["absent"]]
        for same in together(mine, _event):
            present = [name for one in same for name in one.row["participants"]]
            yield _meeting("absence", same) | {"parties": list(dict.fromkeys(present)), "status": basis}


def _event(one: Found) -> tuple[object, ...]:
    return event(one.row, one.day)


def event(row: Row, day: str) -> tuple[object, ...]:
    """What makes meetings in several articles one; one without a date counts for the day of its article."""
    return row["kind"], row["date"] or day, (row["place"] or "").casefold(), row["body"]


def _meeting(part: str, same: list[Found]) -> Row:
    row = same[0].row
    what = DOT.join(filter(None, (row["body"], row["format"]))) or None
    about = {"part": part, "date": row["date"], "code": row["kind"], "what": what, "place": row["place"]}
    return where(same) | about | {"words": row["evidence"]}


def commitments(found: Sequence[Found], on: str) -> Iterator[Row]:
    """Promises and plans with the last day that they are due by, and whether it is ahead or past on an ISO date."""
    mine = [one for one in found if one.layer == "commitments" and one.says("who")]
    for same in together(mine, lambda one: (one.row["kind"], one.row["words"].casefold(), one.row["due"])):
        row = same[0].row
        due = period(row["due"] or "")
        status = None if due is None else "past" if due[1] < on else "ahead"
        about = {"part": "commitment", "date": same[0].day or None, "until": row["due"], "what": row["kind"]}
        yield where(same) | about | {"status": status, "words": row["words"]}
