"""Commitments: who promises, plans, offers or demands what, and by when."""

from collections.abc import Callable
from typing import Literal, cast

from onrecord.find.commitments.outlooks import (
    agreed,
    by_decision,
    must,
    owed,
    provided,
    scheduled,
    vowed,
    will_be_done,
    will_do,
)
from onrecord.find.commitments.pledges import (
    announced,
    by_noun,
    so_that,
    that_will,
    thing,
    to_do,
)
from onrecord.find.commitments.scene import Found, Pledge, Scene
from onrecord.find.context import Context
from onrecord.find.grammar.actions import Action
from onrecord.find.grammar.agents import each_named, quote_at
from onrecord.find.grammar.marks import marked
from onrecord.find.grammar.sides import state
from onrecord.find.grammar.times import Now, Time, times, today_of
from onrecord.language.doc import Doc
from onrecord.values import Commitment, Mention

NEEDS = ("quotes",)
Kind = Literal["promise", "plan", "offer", "demand"]
_ALIKE = 0.5  # of the words of the shorter of two actions: from here on the later one is a repetition
_SHARED = 0.25  # the same for a headline and the text where both name the party alike
_HEADING = 20  # tokens: a paragraph without a stop that is shorter than this is a heading
_STOPS = {".", "!", "?", "…", "...", ";", ":", "»", '"', ",", "”", ")"}
_WORDS = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}

RULES: tuple[Callable[[Scene], Found], ...] = (
    to_do,
    so_that,
    that_will,
    thing,
    provided,
    by_noun,
    announced,
    agreed,
    owed,
    by_decision,
    must,
    vowed,
    will_do,
    will_be_done,
    scheduled,
)


def find(doc: Doc, seen: Context) -> list[Commitment[Mention]]:
    """The article's commitments in text order; one an action and party, what the text says again left out."""
    scene = Scene(doc, seen, [mark for mark in marked(doc) if mark.depth == 0])
    kept: list[tuple[Pledge, str]] = []
    for rule in RULES:
        for pledge in rule(scene):
            if not any(_overlap(pledge, other, name == rule.__name__) for other, name in kept):
                kept.append((pledge, rule.__name__))
    now = Now(today_of(seen.article), ahead=True)
    found = {
        (pledge.action, who): _commitment(scene, pledge, who, rule, now)
        for pledge, rule in kept
        if not any(_repeats(doc, pledge, other) for other, _ in kept)
        for who in _parties(scene, pledge)
    }
    return sorted(found.values(), key=lambda commitment: commitment.what)


def _parties(scene: Scene, pledge: Pledge) -> list[Mention] | tuple[None]:
    """Whose commitment it is: each of those named in one row, but for a country whose official says "we"."""
    doc, who = scene.doc, pledge.who
    if who is None:
        return (None,)
    quote = quote_at(scene.seen, doc.start[pledge.action.first])
    outside = quote is not None and who != quote.speaker and not any(s.covers(who.span) for s in quote.content)
    return [who] if outside else each_named(doc, who)


def _commitment(scene: Scene, pledge: Pledge, who: Mention | None, rule: str, now: Now) -> Commitment[Mention]:
    doc, action = scene.doc, pledge.action
    return Commitment(
        who=state(doc, scene.seen, who) if who is not None else None,
        what=doc.span(action.first, action.last),
        kind=cast(Kind, pledge.kind),
        due=next(
            (time.edtf for time in times(doc, action.first, action.last, now) if _due(doc, action, time, now)), None
        ),
        evidence=(doc.sentence(action.head),),
        rule=rule,
    )


def _due(doc: Doc, action: Action, time: Time, now: Now) -> bool:
    """Whether a date is the action's own, not a past one of a participle: "открыть построенный в 2031 году мост".

    One to come bounds the action too: "назвать цели предстоящего с 1 июля председательства".
    """
    first = action.first
    if time.edtf and now.today and time.edtf > now.today.isoformat():
        return True
    for k in range(time.first - 1, first - 1, -1):
        if doc.form[k] == "," or doc.feat(k, "VerbForm") == "Inf":
            break
        if doc.feat(k, "VerbForm") == "Part" and doc.feat(k, "Variant") != "Short":
            return bool(time.edtf) and not (doc.form[k - 1] == "," or _before_its_noun(doc, k, time.last, action.last))
    return bool(time.edtf)


def _before_its_noun(doc: Doc, participle: int, after: int, last: int) -> bool:
    """Whether a participle's noun follows what stands under it: "построенный в 2031 году | мост"."""
    noun = next((k for k in range(after, last) if doc.pos[k] not in ("ADJ", "DET", "NUM", "ADV")), None)
    if noun is None or doc.pos[noun] not in ("NOUN", "PROPN"):
        return False
    cases = {doc.feat(participle, "Case"), doc.feat(noun, "Case")}
    return len(cases) == 1 or cases == {"Nom", "Acc"} or doc.head[participle] == noun


def _overlap(a: Pledge, b: Pledge, one_rule: bool) -> bool:
    """Whether two share words; one rule may give the same action to several parties."""
    same = a.action.first < b.action.last and b.action.first < a.action.last
    return same and not (one_rule and a.action == b.action and a.who != b.who)


def _repeats(doc: Doc, pledge: Pledge, other: Pledge) -> bool:
    """Whether a heading says what the text says, or the text the same verb of the same things once more."""
    if pledge is other or pledge.action == other.action or _in_headline(doc, other):
        return False
    again = doc.lemma[pledge.action.head] == doc.lemma[other.action.head] and pledge.action.first > other.action.first
    again = again and pledge.kind == other.kind and not _two_parties(doc, pledge, other)
    if not again and not _in_headline(doc, pledge):
        return False
    a, b = (_content(doc, p.action) - ({doc.lemma[p.action.head]} if again else set()) for p in (pledge, other))
    return len(a & b) >= (_ALIKE if again or not _one_party(doc, pledge, other) else _SHARED) * min(len(a), len(b))


def _one_party(doc: Doc, a: Pledge, b: Pledge) -> bool:
    """Whether two commitments are of one party, as its own words tell."""
    if a.who is None or b.who is None:
        return False
    return doc.lemma[a.who.head] == doc.lemma[b.who.head]


def _two_parties(doc: Doc, a: Pledge, b: Pledge) -> bool:
    """Whether two commitments are surely of two parties: different words, neither of which is a pronoun."""
    if a.who is None or b.who is None or "pronoun" in (a.who.how, b.who.how) or a.who.how != b.who.how:
        return False
    return doc.lemma[a.who.head] != doc.lemma[b.who.head]


def _in_headline(doc: Doc, pledge: Pledge) -> bool:
    first, last = doc.paragraphs[doc.paragraph_of(pledge.action.first)]
    heading = last - first < _HEADING and doc.form[last - 1] not in _STOPS
    return heading or doc.headline[0] <= pledge.action.first < doc.headline[1]


def _content(doc: Doc, action: Action) -> set[str]:
    return {doc.lemma[k] for k in range(action.first, action.last) if doc.pos[k] in _WORDS}
