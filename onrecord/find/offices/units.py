"""Units: a department that belongs to nobody known is what its head's post is of, not a part of the title."""

from onrecord.find.grammar.seat import Seat, kind_of
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed


def units_to_bodies(seat: Seat) -> None:
    """Make a department that belongs to nobody known what the post is of: "начальник | отдела кадров"."""
    doc, title = seat.doc, seat.title
    if seat.country or (seat.of and _known(doc, seat.of[0])):
        return
    n = next((n for n, k in enumerate(title) if doc.lemma[k] in listed("seats", "unit")), None)
    if n is None or _someones(doc, title[n + 1 :]) or any(doc.form[k] == "по" for k in title[:n]):
        return
    unit = title[n]
    while n and doc.pos[title[n - 1]] == "ADJ":
        n -= 1
    end = max([doc.end[title[-1]], *(of.end for of in seat.of)])
    seat.of[:] = [Mention(doc.start[title[n]], end, unit, "role")]
    del title[n:]


def _someones(doc: Doc, title: list[int]) -> bool:
    """Whether a department is somebody's, "службы президента", and no part of another: "отдела аппарата мэра"."""
    post = next((n for n, k in enumerate(title) if kind_of(doc.lemma[k])), None)
    return post is not None and not any(doc.lemma[k] in listed("seats", "unit", "body") for k in title[:post])


def _known(doc: Doc, of: Mention) -> bool:
    """Whether an organisation is told by a name, of its own or its country's: "парламента Тарузии"."""
    first, last = doc.token_at(of.start) or 0, doc.token_at(of.end - 1) or 0
    return of.how == "name" or doc.pos[of.head] == "ADJ" or any(doc.name_at(k) for k in range(first, last + 1))
