"""Mooted: events that are only spoken of (forbidden, ruled out, conditional), and words for other things."""

from collections.abc import Iterator

from onrecord.find.grammar.agents import can_act
from onrecord.find.meetings import venues
from onrecord.find.meetings.occasions import TALKS, Occasion
from onrecord.find.meetings.stretches import NOUN, finite
from onrecord.language.doc import Doc
from onrecord.words import listed


def mooted(doc: Doc, occasion: Occasion) -> bool:
    """Whether nobody says that the event is, was or is to be: "запретил встречаться", "возможность переговоров"."""
    above = list(_above(doc, occasion))
    lemmas = {doc.lemma[k] for k in above}
    if occasion.token == occasion.verb:
        lemmas.discard("возможность")  # "получил возможность встретиться" with somebody, and met him
    own = {doc.lemma[k] for k in range(occasion.first, occasion.token)}
    if own & listed("gathering", "any") or lemmas & listed("gathering", "overheard"):
        return True
    if _wished(doc, occasion):
        return True
    if occasion.kind not in TALKS:
        return False
    if occasion.verb is not None and _habit(doc, occasion.verb):
        return True
    return bool(lemmas & listed("gathering", "barred")) or _conditional(doc, occasion) or _not_held(doc, occasion)


def _above(doc: Doc, occasion: Occasion) -> Iterator[int]:
    """The words that lead to an event: its adjectives, the nouns that carry it, its predicate and what governs that."""
    yield from range(occasion.first, occasion.token)
    for k in doc.ancestors(occasion.token):
        yield k
        if finite(doc, k) and k != occasion.token:
            break
    if occasion.verb is not None and occasion.verb != occasion.token:
        yield occasion.verb


def _wished(doc: Doc, occasion: Occasion) -> bool:
    """Whether "чтобы" with a verb in the past only wishes the event: "предлагает, чтобы они проводили марши"."""
    verb = occasion.verb
    if verb is None or doc.feat(verb, "Tense") != "Past" or occasion.link or occasion.kind != "other":
        return False
    return any(doc.lemma[k] == "чтобы" for k in doc.children(verb, "mark"))


def _habit(doc: Doc, verb: int) -> bool:
    """Whether somebody does so again and again: "часто встречается с рыбаками"."""
    often = any(doc.lemma[k] in listed("gathering", "habit") for k in doc.children(verb, "advmod"))
    return often and doc.feat(verb, "Tense") == "Pres"


def _conditional(doc: Doc, occasion: Occasion) -> bool:
    """Whether an "если" or a "бы" stands with the event's predicate."""
    verb = occasion.verb
    if verb is None:
        return False
    return any(doc.lemma[k] in ("если", "бы") for k in doc.children(verb, "mark", "aux", "advmod", "discourse"))


def _not_held(doc: Doc, occasion: Occasion) -> bool:
    """Whether there are no talks: "X не ведёт переговоры с Y", "не встречался с Y", "не будет обсуждать с Y"."""
    verb = occasion.verb
    if verb is None or occasion.link or not venues.negated(doc, verb):
        return False
    if doc.lemma[verb] in listed("gathering", "discuss") or (verb == occasion.token and occasion.kind == "talks"):
        return True
    ahead = any(doc.feat(k, "Tense") == "Fut" for k in (verb, *doc.children(verb, "aux", "cop")))
    own = verb == occasion.token or doc.lemma[verb] in listed("gathering", "hold")
    return own and not ahead and doc.feat(verb, "VerbForm") != "Inf"


def service(doc: Doc, i: int) -> bool:
    """Whether consultations are advice given, or what an ambassador is recalled for: no meeting of sides."""
    if doc.lemma[i] not in ("консультация", "консультации"):
        return False
    last = doc.sents[doc.sent[i]][1]
    near = {doc.lemma[k] for k in (*range(max(0, i - 2), i), *range(i + 1, min(last, i + 2)))}
    recalled = any(doc.lemma[k] in listed("gathering", "recall") for k in doc.ancestors(i))
    return recalled or not listed("gathering", "service").isdisjoint(near)


def of_thing(doc: Doc, i: int) -> bool:
    """Whether a visit or an arrival is that of a ship, a train or the like: "прибытие авианосца в порт"."""
    after = i + 1
    while after < len(doc) and doc.pos[after] in ("ADJ", "DET") and doc.feat(after, "Case") == "Gen":
        after += 1
    if after >= len(doc) or doc.pos[after] not in NOUN or doc.feat(after, "Case") != "Gen":
        return False
    return doc.feat(after, "Animacy") == "Inan" and doc.name_at(after) is None and not can_act(doc, after)
