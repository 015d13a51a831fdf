"""Whereabouts: what prepositions say of a post: where an envoy is sent, who sends him, what somebody comes out of."""

from onrecord.find.grammar.marks import CLOSING, OPENING, closed
from onrecord.find.grammar.mentions import comes_out_of, of_name
from onrecord.find.grammar.seated import Seat, kind_of, opens_person
from onrecord.words import listed


def where(seat: Seat, i: int) -> int | None:
    """Where an envoy is sent ("в Элландии", "при ООН"), or a place that the holder's name follows ("в регионе")."""
    doc = seat.doc
    if doc.form[i] not in ("в", "во", "при", "на") or i + 1 >= seat.end or doc.form[i + 1][0].isdigit():
        return None
    k = i + 1
    while k < seat.end and (doc.pos[k] == "ADJ" or doc.form[k] in OPENING) and doc.name_at(k) is None:
        k += 1
    name = doc.name_at(k) if k < seat.end else None
    if k >= seat.end or (name is None and doc.pos[k] != "NOUN") or (name and (name.kind == "PER" or name.first != k)):
        return None
    last = closed(doc, i, name.last, seat.end) if name else k + 1
    if seat.of and seat.doc.lemma[seat.of[0].head] in listed("postings", "mission") and name:
        seat.widen(last - 1)  # "советник посольства Тарузии в Элландии"
        return last
    envoy = next((j for j in range(i - 1, max(i - 6, -1), -1) if doc.lemma[j] in listed("postings", "envoy")), None)
    if envoy is not None and name and not seat.inside:
        seat.title += range(i, last)
    elif doc.form[i] != "при" and not _stands_before_holder(seat, i, last):
        return None
    elif name and name.kind == "ORG" and not seat.of and doc.form[i] != "при":
        seat.of.append(of_name(doc, name))
    return last


def _stands_before_holder(seat: Seat, i: int, last: int) -> bool:
    """Whether a place from token `i` on belongs to the post: its holder follows, or an apposition ends."""
    doc = seat.doc
    if last < seat.end and (opens_person(doc, last) or kind_of(doc.lemma[last])):
        return True
    return kind_of(doc.lemma[i - 1]) == "work" and last < seat.end and doc.form[last] in (",", ")", ";")


def sender(seat: Seat, i: int) -> int | None:
    """Who sends: "наблюдатель от ОБСЕ"; a member of parliament is of the parliament, not of "партии «Рассвет»"."""
    doc = seat.doc
    if doc.form[i] != "от":
        return None
    k = i + 1
    while k < seat.end and not opens_person(doc, k) and (
        doc.feat(k, "Case") == "Gen" or doc.form[k] in OPENING + CLOSING or doc.name_at(k)
    ):  # fmt: skip
        k += 1
    name = next((n for j in range(i + 1, k) if (n := doc.name_at(j)) and n.kind != "PER"), None)
    if name and not seat.of and doc.lemma[i - 1] not in listed("postings", "elected"):
        seat.of.append(of_name(doc, name))
    return k if k > i + 1 else None


def out_of(seat: Seat, i: int) -> int | None:
    """What somebody comes out of: "рабочий из цеха", "эксперт из «Рассвета»", "сенатор из Нижней Дубравы"."""
    kinds = (
        ("ORG", "LOC") if kind_of(seat.doc.lemma[i - 1]) == "post" or seat.doc.lemma[i - 1] == "коллега" else ("ORG",)
    )
    of = None if seat.of or seat.pending else comes_out_of(seat.doc, i, kinds)
    name = seat.doc.name_at(of.head) if of else None
    if of is None or name is None:
        return None
    seat.of.append(of)
    return closed(seat.doc, i, name.last, seat.end)
