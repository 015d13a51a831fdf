"""Stretches: the words after an event or its predicate, cut at prepositions, and the names that stand in them."""

from collections.abc import Iterator

from msgspec import Struct

from onrecord.find.grammar.cases import fits
from onrecord.language.doc import Doc, Name
from onrecord.words import listed

NOUN = ("NOUN", "PROPN")
_REACH = 8  # tokens between a participle and the noun that it describes


class Segment(Struct, frozen=True):
    """A stretch of words after an event, opened by a preposition ("" for none): tokens `first` up to `last`."""

    prep: str
    first: int
    last: int


def finite(doc: Doc, i: int) -> bool:
    """Whether token `i` is a predicate: a finite verb or a short participle."""
    return doc.pos[i] in ("VERB", "AUX") and (
        doc.feat(i, "VerbForm") == "Fin" or (doc.feat(i, "VerbForm"), doc.feat(i, "Variant")) == ("Part", "Short")
    )


def segments(doc: Doc, i: int) -> list[Segment]:
    """The words after token `i`, cut at prepositions, up to the next predicate or clause."""
    last = doc.sents[doc.sent[i]][1]
    found: list[Segment] = []
    prep, first = "", i + 1
    for k in range(i + 1, last + 1):
        ends = k == last or _stops(doc, k)
        if doc.pos[min(k, last - 1)] == "ADP" and k < last and _described_later(doc, first, k):
            continue
        if _channel(doc, prep, first, k):
            found.append(Segment(prep, first, k))
            prep, first = "", k
        if ends or doc.pos[k] == "ADP":
            found.append(Segment(prep, first, k))
            prep, first = (doc.form[k].lower() if k < last else ""), k + 1
        if ends:
            break
    return [segment for segment in found if segment.last > segment.first]


def _described_later(doc: Doc, first: int, k: int) -> bool:
    """Whether token `k` is among the words of a participle whose noun is to come: "с прибывшим в Лурию X"."""
    noun = modified(doc, first)
    return noun is not None and noun > k


def modified(doc: Doc, i: int) -> int | None:
    """The noun after participle `i` that it describes, with words of its own between: "прибывшим в Лурию X"."""
    if doc.feat(i, "VerbForm") != "Part" or doc.feat(i, "Variant") == "Short":
        return None
    if _alike(doc, i, i + 1):
        return i + 1  # "с X, уходящим министром Y", whatever the tree says
    if doc.is_rel(i, "amod", "acl"):
        return doc.head[i] if doc.head[i] > i else None
    if doc.pos[max(0, i - 1)] != "ADP":
        return None
    last = min(i + _REACH, doc.sents[doc.sent[i]][1])
    end = next((k for k in range(i, last) if doc.form[k] == "," or finite(doc, k)), last)
    return next(
        (k for k in range(i + 1, end) if doc.pos[k] in NOUN and doc.feat(k, "Case") == doc.feat(i, "Case")), None
    )


def _alike(doc: Doc, i: int, noun: int) -> bool:
    """Whether a participle agrees with the noun after it in number, case and gender."""
    if noun >= len(doc) or doc.pos[noun] not in NOUN:
        return False
    return all(doc.feat(i, key) in ("", doc.feat(noun, key)) for key in ("Number", "Case", "Gender"))


def _channel(doc: Doc, prep: str, first: int, k: int) -> bool:
    """Whether a channel of talks ("по телефону", "по видеосвязи") ends before token `k`."""
    return prep == "по" and k > first and doc.lemma[k - 1] in listed("gathering", "line")


def _stops(doc: Doc, k: int) -> bool:
    if finite(doc, k) or doc.pos[k] == "SCONJ" or doc.lemma[k] in ("который", "где", "что") or doc.form[k] in ";:.":
        return doc.form[k] != "." or doc.name_at(k) is None  # "встреча А. Лесного и Б. Дола"
    opens = doc.feat(k, "VerbForm") in ("Part", "Conv") and doc.form[k - 1] == ","
    return opens and modified(doc, k) is None  # "с X, уходящим министром Y" goes on


def names_in(doc: Doc, segment: Segment, *kinds: str) -> Iterator[Name]:
    """The names of `kinds` in a stretch."""
    k = segment.first
    while k < segment.last:
        name = doc.name_at(k)
        if name and name.kind in kinds:
            yield name
        k = max(k + 1, name.last if name else 0)


def has_case(doc: Doc, name: Name, case: str) -> bool:
    """Whether a name stands in a case: a person's by what its words may be, another's by the tagger."""
    if name.kind == "PER":
        return fits(doc, frozenset({case}), name)
    cases = {doc.feat(k, "Case") for k in range(name.first, name.last)} - {""}
    return not cases or case in cases
