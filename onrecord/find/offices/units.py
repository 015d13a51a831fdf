"""Units: when a department is what its head's post is of, and when it is a part of the title.

A department of nobody known is an organisation of its own ("начальник | отдела кадров"); so is one of a country or a
place ("глава | департамента культуры Лурии") and a committee of a house ("председатель | комитета парламента
Тарузии"). A department of a company, a ministry or a party is a part of the title ("начальник отдела | «Рассвета»").
"""

from onrecord.find.grammar.seated import Seat, kind_of
from onrecord.find.offices.meant import names_any
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed


def units_to_bodies(seat: Seat) -> None:
    """Make a department what the post is of, where it is not a part of the title."""
    doc, title = seat.doc, seat.title
    n = next((n for n, k in enumerate(title) if doc.lemma[k] in listed("seats", "unit")), None)
    if n is None or seat.country or len(seat.of) > 1 or any(doc.form[k] == "по" for k in title[:n]):
        return
    unit = title[n]
    if seat.of and doc.lemma[unit] in listed("seats", "sent"):
        return  # "глава делегации Тарузии"
    somebodys = doc.lemma[unit] not in listed("seats", "committee") and _someones(doc, title[n + 1 :])
    if somebodys and not (seat.of and is_place(doc, seat.of[0])):
        return
    while n and doc.pos[title[n - 1]] == "ADJ":
        n -= 1
    if seat.of and _known(doc, seat.of[0]) and not _stands_alone(doc, title[n:], unit, seat.of[0]):
        return
    start = min([doc.start[title[n]], *(of.start for of in seat.of)])
    end = max([doc.end[title[-1]], *(of.end for of in seat.of)])
    seat.of[:] = [Mention(start, end, unit, "role")]
    del title[n:]


def _stands_alone(doc: Doc, words: list[int], unit: int, owner: Mention) -> bool:
    """Whether a department is a body of its own though it is told whose it is."""
    if doc.lemma[unit] in listed("seats", "committee"):
        return not any(doc.lemma[k] == "центральный" for k in words)  # that of a party is its leadership
    return is_place(doc, owner)


def is_place(doc: Doc, owner: Mention) -> bool:
    """Whether a department's owner is a country or a place."""
    name = doc.name_at(owner.head)
    return doc.pos[owner.head] == "ADJ" or (name is not None and name.kind == "LOC" and owner.how == "name")


def _someones(doc: Doc, title: list[int]) -> bool:
    """Whether a department is somebody's, "службы президента", and no part of another: "отдела аппарата мэра"."""
    post = next((n for n, k in enumerate(title) if kind_of(doc.lemma[k]) not in ("", "rank")), None)
    return post is not None and not any(doc.lemma[k] in listed("seats", "unit", "body") for k in title[:post])


def _known(doc: Doc, of: Mention) -> bool:
    """Whether an organisation is told by a name, of its own or its country's: "парламента Тарузии"."""
    return doc.pos[of.head] == "ADJ" or names_any(doc, of)
