"""Positions by rules: verbs of stance, nouns of concern, modal words in direct speech."""

from collections.abc import Iterator
from typing import Literal, cast

from msgspec import Struct

from onrecord.find.context import Context
from onrecord.find.grammar.agents import quote_at
from onrecord.find.grammar.cues import subject
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.language.doc import Doc
from onrecord.span import Span
from onrecord.values import Mention, Position, Quote
from onrecord.words import frames, listed

LONG = 30  # tokens: a longer target is cut at its last word inside the limit
Stance = Literal["supports", "opposes", "concerned", "calls_for"]
_ABOUT = {"по", "за", "в"}


class Stand(Struct, frozen=True):
    """A holder, what the stance is to, and the words that express it."""

    holder: Mention
    stance: str
    target: Span
    head: int
    expression: Span


Found = Iterator[Stand]


def by_rules(doc: Doc, seen: Context) -> list[Position[Mention]]:
    """The positions that the rules find, one a target and expression."""
    found: list[Position[Mention]] = []
    for rule in RULES:
        for stand in rule(doc, seen):
            if any(p.expression == stand.expression and p.target_text.overlaps(stand.target) for p in found):
                continue
            name = doc.name_at(stand.head)
            found.append(
                Position(
                    holder=stand.holder,
                    target=mention_of(doc, stand.head) if name else None,
                    target_text=stand.target,
                    stance=cast(Stance, stand.stance),
                    expression=stand.expression,
                    evidence=(doc.sentence(stand.head),),
                    rule=rule.__name__,
                )
            )
    return found


def _direct_at(seen: Context, offset: int) -> Quote[Mention] | None:
    """The direct quote around a place of the text."""
    quote = quote_at(seen, offset)
    return quote if quote and quote.kind == "direct" else None


def holder_of(doc: Doc, seen: Context, verb: int) -> Mention | None:
    """Whose stance a verb expresses: its subject; inside direct speech the speaker for "мы", "я" or nobody."""
    who = subject(doc, verb)
    quote = _direct_at(seen, doc.start[verb])
    if who is not None and (quote is None or (doc.sent[who] == doc.sent[verb] and doc.lemma[who] not in ("я", "мы"))):
        return mention_of(doc, who)
    return quote.speaker if quote else None


def _target(doc: Doc, head: int) -> Span:
    """The words under token `head`, clauses and what follows them left out."""
    below = doc.subtree(head)
    first = min(below)
    loose = ("ADP", "PUNCT", "SCONJ", "CCONJ") if doc.pos[head] != "VERB" else ("PUNCT",)
    while doc.pos[first] in loose and first < max(below):
        first += 1
    last = max(k for k in below if k < first + LONG)
    while doc.pos[last] == "PUNCT" and last > first:
        last -= 1
    return doc.span(first, last + 1)


def stance_verb(doc: Doc, seen: Context) -> Found:
    """X welcomes, condemns, calls for: the verb's object or its infinitive."""
    for verb in doc.where(listed("stance", "supports", "opposes", "calls_for", "concerned")):
        denied = any(doc.form[k].lower() == "не" for k in doc.children(verb))
        if doc.pos[verb] != "VERB" or doc.feat(verb, "Voice") == "Pass" or denied:
            continue
        stance = frames("stance")[doc.lemma[verb]]["kind"]
        rels = ("xcomp", "csubj", "ccomp") if stance == "calls_for" else ("obj", "iobj")
        head = next((k for k in doc.children(verb, *rels) if k > verb), None)
        if head is None:
            head = next(
                (k for k in doc.children(verb, "obj", "iobj", "obl") if k > verb and doc.pos[k] in ("NOUN", "PROPN")),
                None,
            )
        holder = holder_of(doc, seen, verb)
        if head is not None and holder is not None:
            yield Stand(holder, stance, _target(doc, head), head, doc.span(verb))


def concern(doc: Doc, seen: Context) -> Found:
    """X shares concern about targets: each thing named after the noun is one."""
    for noun in doc.where(listed("stance", "concern")):
        verb = next((k for k in doc.ancestors(noun) if doc.pos[k] == "VERB"), None)
        holder = holder_of(doc, seen, verb) if verb is not None else None
        if verb is None or holder is None or doc.feat(noun, "Case") not in ("Acc", "Ins", "Nom"):
            continue
        expression = doc.span(min(verb, noun), max(verb, noun) + 1)
        if doc.lemma[verb] in ("вызывать", "вызвать"):
            who = next(iter(doc.children(verb, "nsubj")), None)
            if who is not None and who != noun:
                quote = quote_at(seen, doc.start[verb])
                if quote and quote.speaker:
                    yield Stand(quote.speaker, "concerned", _target(doc, who), who, expression)
            continue
        for head in _things_after(doc, noun):
            first, last = phrase(doc, head)
            yield Stand(holder, "concerned", doc.span(first, last), head, expression)


def _things_after(doc: Doc, noun: int) -> Iterator[int]:
    """Heads of the things that a noun of concern is about: after its preposition, and every item of a list."""
    last = doc.sents[doc.sent[noun]][1]
    after = range(noun + 1, min(last, noun + 9))
    about = next((k for k in after if doc.form[k].lower() in listed("clauses", "topic")), None)
    if about is None:
        about = next((k for k in after if doc.form[k].lower() in _ABOUT or doc.feat(k, "Case") == "Ins"), None)
    if about is None:
        return
    for k in range(about, last):
        if doc.pos[k] == "VERB" and doc.feat(k, "VerbForm") == "Fin":
            return
        if doc.pos[k] in ("NOUN", "PROPN") and (k == about or _opens_item(doc, about, k)):
            yield k


def _opens_item(doc: Doc, about: int, k: int) -> bool:
    """Whether noun `k` is the head of the first or another item of a list, by what stands before it."""
    before = k - 1
    while before > about and doc.pos[before] in ("ADJ", "DET", "NUM"):
        before -= 1
    return before <= about or doc.form[before] in (",", "и") or doc.lemma[before] in listed("clauses", "item")


def modal_call(doc: Doc, seen: Context) -> Found:
    """Inside direct speech: "следует обеспечить ...", "необходимо остановиться"."""
    for modal in doc.where(listed("stance", "modal")):
        quote = _direct_at(seen, doc.start[modal])
        if (
            quote is None
            or quote.speaker is None
            or any(doc.form[k].lower() in ("не", "нет") for k in range(max(0, modal - 1), modal))
        ):
            continue
        last = doc.sents[doc.sent[modal]][1]
        action = next((k for k in range(modal + 1, min(last, modal + 12)) if doc.feat(k, "VerbForm") == "Inf"), None)
        if action is None and modal and doc.feat(modal - 1, "VerbForm") == "Inf":
            continue
        if action is not None:
            yield Stand(quote.speaker, "calls_for", _target(doc, action), action, doc.span(modal))


RULES = (stance_verb, concern, modal_call)
