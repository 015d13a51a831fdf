"""Occasions: the nouns and verbs of a text that name a meeting, and the predicate that each of them hangs on."""

from collections.abc import Iterator
from functools import cache
from typing import cast

from msgspec import Struct

from onrecord.find.grammar.cases import plural
from onrecord.find.meetings.stretches import finite
from onrecord.language.doc import Doc
from onrecord.language.morph import phrase_key
from onrecord.span import Span
from onrecord.values import MeetingKind
from onrecord.words import frames, listed

TALKS = ("talks", "meeting", "call")  # kinds of two sides
_QUOTES = {"«", '"', "“", "„"}


class Occasion(Struct, frozen=True):
    """A word that names a meeting.

    `link` says how it hangs on `verb`: "" as subject or object, else its preposition or the lemma of the noun that
    carries it ("в ходе встречи": "ход"). `top` is the carrying noun, or the word itself.
    """

    token: int
    first: int  # where its own phrase begins
    kind: MeetingKind
    link: str
    top: int
    verb: int | None

    def what(self, doc: Doc) -> Span:
        return doc.span(self.first, self.token + 1)


def predicate(doc: Doc, occasion: Occasion) -> str:
    """The lemma of the verb that an event hangs on, "" where there is none."""
    return doc.lemma[occasion.verb] if occasion.verb is not None else ""


def discussed(doc: Doc, occasion: Occasion) -> bool:
    """Whether the event is but the topic of another talk: "обсудил с Y итоги переговоров"."""
    carried = occasion.top != occasion.token and doc.is_rel(occasion.top, "obj")
    return carried and predicate(doc, occasion) in ("обсудить", "обсуждать")


@cache
def nouns() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Last word of a noun's row -> its words and kind; a row of several words comes first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for lemma, row in sorted(frames("meetings").items(), key=lambda item: -len(item[0].split())):
        if row["form"] != "verb":
            words = tuple(phrase_key(lemma.split()).split())
            found.setdefault(words[-1], []).append((words, row["kind"]))
    return found


def kind_of(doc: Doc, i: int) -> MeetingKind | None:
    """The kind of meeting that noun `i` names, with the words before it; None where it names none."""
    if doc.lemma[i] in listed("gathering", "anaphor"):
        return "other"
    words, kind = next((row for row in nouns()[doc.lemma[i]] if _stands(doc, i, row[0])), ((), ""))
    if not words or (doc.lemma[i] in listed("gathering", "show") and not _rally(doc, i)):
        return None
    phone = by_phone(doc, i)
    if kind == "call" and not phone and doc.lemma[i] == "разговор":
        kind = "talks"
    return cast(MeetingKind, "call" if phone and kind in ("talks", "meeting", "call") else kind)


def _rally(doc: Doc, i: int) -> bool:
    """Whether "акция" or "демонстрация" is one of people: "акция протеста", not shares nor a show of force."""
    after = doc.lemma[i + 1] if i + 1 < len(doc) else ""
    if doc.lemma[i] == "протест":  # "протесты" are rallies, "выразил протест" is not
        return plural(doc, i) and doc.lemma[max(0, i - 1)] != "акция"
    if doc.form[phrase_start(doc, i)].lower() in listed("pronouns", "whose"):
        return False  # "их показательная демонстрация"
    if doc.lemma[i] == "демонстрация" and (i + 1 >= len(doc) or doc.feat(i + 1, "Case") != "Gen"):
        return True
    return after in listed("gathering", "rally") or doc.lemma[max(0, i - 1)] in listed("gathering", "street")


def _stands(doc: Doc, i: int, words: tuple[str, ...]) -> bool:
    first = i - len(words) + 1
    return first >= 0 and (len(words) == 1 or tuple(doc.lemma[first : i + 1]) == words)


def by_phone(doc: Doc, i: int) -> bool:
    """Whether a word of talking has "телефонный" before it or "по телефону" after it."""
    last = doc.sents[doc.sent[i]][1]
    before = doc.pos[i] == "VERB" and any(doc.lemma[k] == "телефон" for k in doc.children(i, "obl"))
    return before or doc.lemma[max(0, i - 1)] == "телефонный" or "телефон" in doc.lemma[i + 1 : min(last, i + 4)]


def phrase_start(doc: Doc, i: int) -> int:
    """Where the adjectives before noun `i` begin."""
    first = i
    while first > doc.sents[doc.sent[i]][0] and _modifies(doc, first - 1, i):
        first -= 1
    return first


def _modifies(doc: Doc, k: int, i: int) -> bool:
    if doc.feat(k, "Variant") == "Short":
        return False
    if doc.pos[k] in ("ADJ", "DET", "NUM") or doc.feat(k, "VerbForm") == "Part":
        return doc.feat(k, "Case") in ("", doc.feat(i, "Case"))
    return doc.form[k] == "-" or doc.form[k].lower() in listed("pronouns", "whose")


def lead(doc: Doc, i: int) -> tuple[int, str, int]:
    """Where the phrase of noun `i` begins, and the link and the carrying noun that lead to it."""
    first = phrase_start(doc, i)
    opens, link, top = doc.sents[doc.sent[i]][0], "", i
    k = participle_start(doc, i, first) - 1
    if k > opens and doc.form[k] in _QUOTES:  # в ходе очередной "прямой линии"
        k = next((n for n in range(k - 1, opens - 1, -1) if not _modifies(doc, n, i)), opens - 1)
    while k >= opens and doc.lemma[k] in listed("gathering", "carrier", "edge") and doc.pos[k] != "VERB":
        link, top = doc.lemma[k], k
        k = phrase_start(doc, k) - 1
    if k >= opens and doc.pos[k] == "ADP":
        link = link or doc.form[k].lower()
        if k > opens and doc.lemma[k - 1] in listed("gathering", "attend") and doc.pos[k - 1] == "NOUN":
            link, top = doc.lemma[k - 1], k - 1
    return first, link, top


def participle_start(doc: Doc, i: int, first: int) -> int:
    """Where a participle with words of its own opens the phrase of noun `i`: "начавшемся в Лурии заседании"."""
    for k in doc.children(i, "amod", "acl"):
        agrees = doc.feat(k, "VerbForm") == "Part" and doc.feat(k, "Case") == doc.feat(i, "Case")
        if agrees and k < first and "," not in doc.form[k:i]:
            return phrase_start(doc, k)
    return first


def governor(doc: Doc, i: int, first: int, top: int) -> int | None:
    """The verb that the event hangs on: up the tree, unless a verb stands nearer to its left in the same clause."""
    happens = [k for k in _around(doc, i) if doc.lemma[k] in listed("gathering", "happen")]
    if doc.is_rel(i, "nsubj") and happens:
        return min(happens, key=lambda k: abs(k - i))
    left = _left(doc, i, first)
    if left is None and top == i and happens and doc.pos[max(0, first - 1)] != "ADP":
        return happens[0]
    above = next((up for up in doc.ancestors(top) if _predicate(doc, up) or _describes(doc, up, i, first)), None)
    if left is not None and (above is None or above > i or left > above):
        return left
    if above is not None and above > i:
        acts = (k for k in range(i + 1, above + 1) if finite(doc, k) and not doc.is_rel(k, "aux"))
        return next(acts, above)
    return above


def _predicate(doc: Doc, k: int) -> bool:
    return finite(doc, k) or doc.feat(k, "VerbForm") in ("Inf", "Conv")


def _describes(doc: Doc, k: int, i: int, first: int) -> bool:
    """Whether token `k` is a participle with event `i` among its own words: "договор, заключённый на саммите"."""
    if k < doc.head[k] < first:  # "по закрытой связи совещание": it describes a noun of its own
        return False
    return doc.feat(k, "VerbForm") == "Part" and doc.is_rel(k, "acl", "amod") and k < first and doc.head[k] != i


def _left(doc: Doc, i: int, first: int) -> int | None:
    """The predicate before the phrase of noun `i`, which opens at `first`, in its own clause."""
    before = first - 2 if doc.form[max(first - 1, 0)] in _QUOTES else first - 1
    for k in range(before, doc.sents[doc.sent[first]][0] - 1, -1):
        if doc.form[k] in ',;:—–»"' or doc.pos[k] == "SCONJ":
            return None
        if _predicate(doc, k) or _describes(doc, k, i, first):
            return k
    return None


def _around(doc: Doc, i: int) -> Iterator[int]:
    """Verbs nearest to noun `i` on both sides, with no other verb between."""
    first, last = doc.sents[doc.sent[i]]
    for row in (range(i + 1, last), range(i - 1, first - 1, -1)):
        verb = next((k for k in row if finite(doc, k) or doc.form[k] in ";:" or doc.lemma[k] in ("однако", "но")), None)
        if verb is not None and finite(doc, verb):
            yield verb


def rite(doc: Doc, i: int) -> bool:
    """Whether an event is held for whoever its words name, not with them: "прощание с писателем"."""
    return form_of(doc, i) == "rite"


def rally(doc: Doc, i: int) -> bool:
    """Whether a word names people in the streets."""
    return form_of(doc, i) == "rally"


def form_of(doc: Doc, i: int) -> str:
    """What sort of word names an event: "noun", "rally", "rite" or "contact"."""
    return frames("meetings").get(doc.lemma[i], {}).get("form", "noun")
