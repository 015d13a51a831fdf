"""Spelled out: parties that the words after a role name: "страны (X, Y)", "делегация во главе с X"."""

from onrecord.find.grammar.mentions import of_name
from onrecord.find.meetings.stretches import Segment, finite, names_in
from onrecord.language.doc import Doc, Name
from onrecord.values import Mention
from onrecord.words import listed

_OPENS = {"(", ":", "-", "–", "—"}
_LED = tuple(tuple(words.split()) for words in listed("gathering", "led"))
_SENT = listed("gathering", "sent")  # stand for the country that sends them
_QUOTES = {"«", '"', "“", "„"}
_APPOSED, _PHRASE = 8, 5  # tokens of an apposition with a dash, or of a phrase, before the bracket with its members
_REACH = 12  # tokens between "во главе с" and the leader's name: his post stands there


def spelled_out(doc: Doc, party: Mention) -> list[Mention]:
    """Those whom a party in fact is, where the text lists them, names its leader or the country that it sits for."""
    last = doc.token_at(party.end - 1)
    if last is None or party.how == "pronoun":
        return [party]
    first = doc.name_at(party.head)
    if first is not None and first.kind == "ORG" and doc.form[last + 1 : last + 2] == ["("]:
        states = [name for name in _listed(doc, last + 1) if name.kind == "LOC"]  # "группа посредников (X, Y, Z)"
        return [of_name(doc, name) for name in states] or [party]
    if first is not None:  # "руководство порта – X, Y, Z" read as its first name
        below = first.first - 1
        apposed = first.kind == "PER" and below >= 0 and doc.form[below] in _OPENS and doc.feat(first.first, "Case")
        return [of_name(doc, name) for name in _listed(doc, below)] or [party] if apposed else [party]
    led = _leader(doc, last + 1) if doc.lemma[party.head] in _SENT else None
    if led is not None:
        return [of_name(doc, led)]
    named = _listed(doc, last + 1) or _listed(doc, _bracket(doc, last + 1))
    if not named and doc.lemma[party.head] in _SENT:
        named = list(names_in(doc, Segment("", party.head + 1, last + 1), "LOC"))
    return [of_name(doc, name) for name in named] or [party]


def _leader(doc: Doc, opens: int) -> Name | None:
    for words in _LED:
        if tuple(form.lower() for form in doc.form[opens : opens + len(words)]) == words:
            reach = min(opens + _REACH, doc.sents[doc.sent[opens]][1])
            return next(names_in(doc, Segment("", opens + len(words), reach), "PER"), None)
    return None


def _listed(doc: Doc, opens: int) -> list[Name]:
    """The names of a list that a bracket, a dash or a colon opens: persons, or else countries and bodies."""
    if opens + 1 >= len(doc) or doc.form[opens] not in _OPENS or doc.sent[opens] != doc.sent[opens - 1]:
        return []
    bracket = doc.form[opens] == "("
    end = opens + 1
    while end < doc.sents[doc.sent[opens]][1] and doc.form[end] not in (")", ";") and not finite(doc, end):
        end += 1
    dashed = not bracket and doc.form[end - 1] == doc.form[opens]  # "сети - X, Y и Z - созвали"
    closed = doc.form[end : end + 1] == [")"] if bracket else dashed or not (end < len(doc) and finite(doc, end))
    stretch = Segment("", opens + 1, end)
    names = list(names_in(doc, stretch, "PER")) or list(names_in(doc, stretch, "LOC", "ORG"))
    starts = doc.name_at(opens + 1) or (doc.form[opens + 1] in _QUOTES and doc.name_at(opens + 2))
    return names if closed and len(names) > 1 and starts else []


def _bracket(doc: Doc, first: int) -> int:
    """Where a bracket opens after the apposition that token `first` begins: "министры стран - членов союза (X, Y)"."""
    reach = _APPOSED if doc.form[first : first + 1] in (["-"], ["–"], ["—"]) else _PHRASE
    last = min(first + reach, doc.sents[doc.sent[first - 1]][1])
    return next((k for k in range(first, last) if doc.form[k] == "(" or finite(doc, k)), first)
