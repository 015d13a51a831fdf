"""Meetings: who met whom, where and when, one entry an event however often the text speaks of it."""

from collections.abc import Iterator

from onrecord.find.context import Context
from onrecord.find.meetings.encounters import RULES as ENCOUNTERS
from onrecord.find.meetings.events import Event, events
from onrecord.find.meetings.gathering import Gathering
from onrecord.find.meetings.mooted import mooted
from onrecord.find.meetings.occasions import TALKS, discussed, predicate
from onrecord.find.meetings.sittings import sittings
from onrecord.find.meetings.stretches import finite
from onrecord.language.doc import Doc
from onrecord.span import Span
from onrecord.values import Absence, Meeting, Mention
from onrecord.words import frames, listed

NEEDS = ("quotes",)
_THEY = listed("gathering", "they")  # whoever met, in the sentence after


def find(doc: Doc, seen: Context) -> list[Meeting[Mention]]:
    """The article's meetings in text order."""
    found = events(doc, _gatherings(doc, seen))
    return [_meeting(doc, event, f"m{number}") for number, event in enumerate(found, 1)]


def _gatherings(doc: Doc, seen: Context) -> list[Gathering]:
    """Every mention of a meeting, in text order; a verb whose clause has a noun for the event leaves it to the noun."""
    nouns = [g for g in sittings(doc, seen) if not mooted(doc, g.occasion)]
    taken = {g.occasion.verb for g in nouns if not _apart(doc, g)}
    told = (g for rule in ENCOUNTERS for g in rule(doc, seen) if g.occasion.token not in taken)
    verbs = [g for g in told if not mooted(doc, g.occasion)]
    return sorted([*nouns, *verbs], key=lambda g: g.occasion.token)


def _apart(doc: Doc, told: Gathering) -> bool:
    """Whether a verb of meeting tells another event than the noun in its clause: "встретились в ходе визита"."""
    kind = frames("meetings").get(predicate(doc, told.occasion), {}).get("kind")
    if discussed(doc, told.occasion):
        return True
    if kind == "visit":  # "посетит Лурию, встреча в которой обещает новый мост"
        return told.occasion.kind in TALKS and told.occasion.link not in ("", "на", "для", "с", "участие")
    return kind in ("meeting", "talks") and told.occasion.kind not in TALKS


def _meeting(doc: Doc, event: Event, id: str) -> Meeting[Mention]:
    told = event.told
    sentences = sorted({doc.sent[token] for token in event.tokens})
    about = sorted(set(_about(doc, event)))
    return Meeting(
        id=id,
        what=told.occasion.what(doc),
        kind=told.occasion.kind,
        status=told.status,
        body=told.body,
        format=told.format,
        place=told.place,
        date=told.date,
        date_text=told.time.span(doc) if told.time else None,
        participants=told.parties,
        absent=tuple(Absence(mention, "stated") for mention in told.absent),
        agenda=tuple(_dealt(doc, about, "discuss")),
        outcomes=tuple(_dealt(doc, about, "outcome")),
        evidence=tuple(doc.span(*doc.sents[s]) for s in sentences),
        rule=told.rule,
    )


def _about(doc: Doc, event: Event) -> Iterator[int]:
    """The predicates that tell what was dealt with: the event's own, and those of "они", "стороны" right after it."""
    for token in event.tokens:
        first, last = doc.sents[doc.sent[token]]
        verb = next((k for k in (token, *doc.ancestors(token)) if finite(doc, k)), None)
        if verb is not None and doc.lemma[verb] in listed("gathering", "discuss", "outcome"):
            form = doc.feat(verb, "VerbForm")
            yield from (k for k in range(first, last) if finite(doc, k) and doc.feat(k, "VerbForm") == form)
        n = doc.sent[token] + 1
        while n < len(doc.sents) and _goes_on(doc, n):
            yield from (k for k in range(*doc.sents[n]) if finite(doc, k))
            n += 1


def _goes_on(doc: Doc, s: int) -> bool:
    first, last = doc.sents[s]
    return any(
        doc.lemma[k] in _THEY and doc.is_rel(k, "nsubj") and doc.feat(k, "Number") == "Plur"
        for k in range(first, min(last, first + 6))
    )


def _dealt(doc: Doc, verbs: list[int], kind: str) -> Iterator[Span]:
    """What was discussed, or what was agreed: the phrase after the verb (with it for an outcome)."""
    for verb in verbs:
        last = doc.sents[doc.sent[verb]][1]
        if doc.lemma[verb] in listed("gathering", kind) and doc.pos[min(verb + 1, last - 1)] != "ADP":
            opens = verb if kind == "outcome" else verb + 1
            end = next((k for k in range(verb + 1, last) if _closes(doc, k)), last)
            if end > verb + 1:
                yield doc.span(opens, end)


def _closes(doc: Doc, k: int) -> bool:
    """Whether what was dealt with ends before token `k`: at a clause, at "с Y", at "в ходе встречи"."""
    if finite(doc, k) or doc.form[k] in ",;:." or doc.pos[k] == "SCONJ":
        return True
    after = range(k + 1, min(k + 5, doc.sents[doc.sent[k]][1]))
    if doc.form[k].lower() in ("с", "со"):
        return any(doc.feat(n, "Animacy") == "Anim" for n in after)
    return doc.pos[k] == "ADP" and any(doc.lemma[n] in frames("meetings") for n in after)
