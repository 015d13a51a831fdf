"""Commitments: who promises, plans, offers or demands what, and by when."""

from collections.abc import Callable, Iterator
from typing import Literal, cast

from msgspec import Struct

from onrecord.find.actions import Action, clause_after, future_verbs, infinitive, of_clause, of_infinitive, of_noun
from onrecord.find.agents import agent, can_act, joined, preposition, quote_at
from onrecord.find.context import Context
from onrecord.find.marks import Marked, marked
from onrecord.find.mentions import mention_of, phrase
from onrecord.find.times import Now, times, today_of
from onrecord.language.doc import Doc
from onrecord.values import Commitment, Mention
from onrecord.words import frames, listed

NEEDS = ("quotes", "relays")
Kind = Literal["promise", "plan", "offer", "demand"]
_VERBS = ("promise", "plan", "offer", "demand")
_MAYBE = {"возможно", "вероятно", "видимо", "наверное", "может"}
_ALIKE = 0.5  # of the words of the shorter of two actions: from here on the later one is a repetition


class Scene(Struct):
    """One article as the rules look at it."""

    doc: Doc
    seen: Context
    marks: list[Marked]


class Pledge(Struct, frozen=True):
    """What a rule found: who, what sort, which action."""

    who: Mention | None
    kind: str
    action: Action


Found = Iterator[Pledge]
Rule = Callable[[Scene], Found]


def find(doc: Doc, seen: Context) -> list[Commitment[Mention]]:
    """The article's commitments in text order; one an action and party, a headline's only if the text does not repeat it."""
    scene = Scene(doc, seen, [mark for mark in marked(doc) if mark.depth == 0])
    kept: list[tuple[Pledge, str]] = []
    for rule in RULES:
        for pledge in rule(scene):
            if not any(_overlap(pledge, other) for other, _ in kept):
                kept.append((pledge, rule.__name__))
    kept = [(p, rule) for p, rule in kept if not any(_repeats(doc, p, other) for other, _ in kept)]
    now = Now(today_of(seen.article))
    found = [
        Commitment(
            who=pledge.who,
            what=doc.span(pledge.action.first, pledge.action.last),
            kind=cast(Kind, pledge.kind),
            due=next((t.edtf for t in times(doc, pledge.action.first, pledge.action.last, now) if t.edtf), None),
            evidence=(doc.sentence(pledge.action.head),),
            rule=rule,
        )
        for pledge, rule in kept
    ]
    return sorted(found, key=lambda commitment: commitment.what)


def _overlap(a: Pledge, b: Pledge) -> bool:
    same = a.action.first < b.action.last and b.action.first < a.action.last
    return same and (a.action != b.action or a.who == b.who)


def _repeats(doc: Doc, pledge: Pledge, other: Pledge) -> bool:
    """Whether a headline says what the text says, or the text the same verb of the same things once more."""
    if pledge is other or pledge.action == other.action or _in_headline(doc, other):
        return False
    again = doc.lemma[pledge.action.head] == doc.lemma[other.action.head] and pledge.action.first > other.action.first
    if not again and not _in_headline(doc, pledge):
        return False
    a, b = (_content(doc, p.action) for p in (pledge, other))
    return len(a & b) >= _ALIKE * min(len(a), len(b))


def _in_headline(doc: Doc, pledge: Pledge) -> bool:
    return doc.headline[0] <= pledge.action.first < doc.headline[1]


def _content(doc: Doc, action: Action) -> set[str]:
    return {
        doc.lemma[k] for k in range(action.first, action.last) if doc.pos[k] in ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
    }


def _cues(doc: Doc, *kinds: str) -> Iterator[int]:
    """Verbs and short adjectives of a kind, those that are negated or describe a noun left out."""
    for i in doc.where(listed("commitments", *kinds)):
        verb = doc.pos[i] in ("VERB", "AUX") and (
            doc.feat(i, "VerbForm") in ("Fin", "Conv") or doc.feat(i, "Variant") == "Short"
        )
        if not verb and not (doc.pos[i] == "ADJ" and not doc.is_rel(i, "amod")):
            continue
        negated = any(doc.form[k].lower() in ("не", "ни") for k in (*doc.children(i, "advmod"), i - 1) if 0 <= k < i)
        ordered = doc.feat(i, "Voice") == "Pass" and frames("commitments")[doc.lemma[i]]["kind"] == "demand"
        if not negated and not ordered:
            yield i


def to_do(scene: Scene) -> Found:
    """X promises, plans, offers, demands to do: an infinitive after its cue."""
    doc = scene.doc
    for cue in _cues(doc, *_VERBS):
        verb = infinitive(doc, cue)
        if verb is None or (doc.lemma[cue] in ("решить", "решать") and doc.is_rel(cue, "acl", "advcl", "ccomp")):
            continue
        who = agent(doc, scene.seen, cue)
        action = of_infinitive(doc, scene.marks, cue, verb)
        objects = [
            k for i in (verb, cue) for k in doc.children(i, "obj", "iobj") if k < cue and doc.sent[k] == doc.sent[cue]
        ]
        if who is None and objects:  # "Мост планируют закрыть"
            action = Action(phrase(doc, min(objects))[0], action.last, verb)
        yield Pledge(who, _kind(doc, cue), action)


def _kind(doc: Doc, cue: int) -> str:
    """The cue's kind; what is proposed to somebody else is a demand, a joint act that one is ready for an offer."""
    kind = frames("commitments")[doc.lemma[cue]]["kind"]
    if kind == "offer" and any(doc.feat(k, "Case") == "Dat" for k in doc.children(cue, "iobj", "obl")):
        return "demand"
    joint = (
        kind == "plan"
        and doc.lemma[cue] == "готовый"
        and any(doc.lemma[k] in ("совместно", "вместе", "совместный") for k in range(cue, min(cue + 12, len(doc))))
    )
    return "offer" if joint else kind


def so_that(scene: Scene) -> Found:
    """X demands that Y do: a clause with "чтобы"."""
    doc = scene.doc
    for cue in [*_cues(doc, "demand", "plan"), *doc.where(listed("commitments", "nouns-demand"))]:
        first = clause_after(doc, cue, "чтобы")
        if first is None or (infinitive(doc, cue) is not None and (infinitive(doc, cue) or 0) < first):
            continue
        end = doc.sents[doc.sent[cue]][1]
        verb = next(
            (k for k in range(first, end) if doc.pos[k] == "VERB" and doc.feat(k, "VerbForm") in ("Fin", "Inf")), None
        )
        if verb is not None:
            kind = frames("commitments")[doc.lemma[cue]]["kind"].removeprefix("nouns-")
            yield Pledge(_party(scene, cue), kind, of_clause(doc, scene.marks, cue, first, verb))


def that_will(scene: Scene) -> Found:
    """X promises that Y will do: Y acts, or X where Y is a thing."""
    doc = scene.doc
    for cue in [*_cues(doc, "promise"), *doc.where(listed("commitments", "nouns-promise"))]:
        first = clause_after(doc, cue, "что")
        if first is None:
            continue
        verb = next(future_verbs(doc, first, doc.sents[doc.sent[cue]][1]), None)
        if verb is not None:
            actor = _actor(doc, verb)
            who = mention_of(doc, actor) if actor is not None else _party(scene, cue)
            yield Pledge(
                who, "promise", of_clause(doc, scene.marks, cue, _after_subject(doc, actor, first, verb), verb)
            )


def _actor(doc: Doc, verb: int) -> int | None:
    """The subject of a future verb, where it is somebody who can act."""
    for k in doc.children(verb, "nsubj"):
        if doc.feat(k, "Case") in ("Nom", "") and can_act(doc, k) and not doc.is_rel(k, "nsubj:pass"):
            return k
    return None


def _after_subject(doc: Doc, actor: int | None, first: int, verb: int) -> int:
    """Where the action of a finite clause begins: after its subject, which is no part of it."""
    if actor is None or not first <= actor < verb:
        return first
    name = doc.name_at(actor)
    below = [k for k in doc.subtree(actor) if k < verb]
    start = max([actor, *below, *([name.last - 1] if name else [])]) + 1
    while start < verb and doc.form[start] in ('"', "»", ",", "”"):
        start += 1
    return min(start, verb)


def thing(scene: Scene) -> Found:
    """X plans, offers, demands a thing: a noun in the case or after the preposition that the cue governs."""
    doc = scene.doc
    for cue in _cues(doc, *_VERBS):
        if infinitive(doc, cue) is not None or clause_after(doc, cue, "что") or clause_after(doc, cue, "чтобы"):
            continue
        noun = _governed(doc, cue, frames("commitments")[doc.lemma[cue]]["noun"])
        who = agent(doc, scene.seen, cue) if noun is not None else None
        if noun is not None and (who is None or who.how != "role" or can_act(doc, who.head)):
            yield Pledge(who, _kind(doc, cue), of_noun(doc, scene.marks, cue, noun))


def _governed(doc: Doc, cue: int, wanted: str) -> int | None:
    """The noun that a cue governs as its row says: a bare case ("acc"), or a preposition ("к")."""
    forms = wanted.split("|") if wanted else []
    cases = {form.capitalize() for form in forms if form.isascii()}
    for k in doc.children(cue, "obj", "obl", "nmod", "nsubj:pass", "iobj", "nsubj"):
        if doc.pos[k] != "NOUN" or k < cue or doc.name_at(k):
            continue
        before = preposition(doc, k)
        passive = doc.lemma[cue].endswith("ся") and doc.feat(k, "Case") == "Nom"
        if (
            before in forms
            or (before == "об" and "о" in forms)
            or (not before and (doc.feat(k, "Case") in cases or passive))
        ):
            return k
    return None


def by_noun(scene: Scene) -> Found:
    """ "Выразил готовность работать", "план X по покупке", "обратился с просьбой помочь"."""
    doc = scene.doc
    for cue in doc.where(listed("commitments", "nouns-promise", "nouns-plan", "nouns-offer", "nouns-demand")):
        if doc.pos[cue] != "NOUN":
            continue
        row = frames("commitments")[doc.lemma[cue]]
        kind = row["kind"].removeprefix("nouns-")
        verb = infinitive(doc, cue)
        if verb is not None and verb > cue:
            yield Pledge(_party(scene, cue), kind, of_infinitive(doc, scene.marks, cue, verb))
            continue
        noun = _after_preposition(doc, cue, row["noun"])
        who = _party(scene, cue) if noun is not None else None
        if noun is not None and who is not None:
            yield Pledge(who, kind, of_noun(doc, scene.marks, cue, noun))


def _after_preposition(doc: Doc, cue: int, wanted: str) -> int | None:
    """The noun after a cue noun's own preposition, found by the words themselves: parsers hang it anywhere."""
    end = doc.sents[doc.sent[cue]][1]
    forms = {*wanted.split("|"), *(("об",) if "о" in wanted.split("|") else ())}
    for k in range(cue + 1, min(end - 1, cue + 6)):
        if doc.form[k].lower() in forms:
            return next((n for n in range(k + 1, min(end, k + 5)) if doc.pos[n] == "NOUN"), None)
        if doc.pos[k] in ("VERB", "PUNCT", "ADP"):
            return None
    return None


def _party(scene: Scene, cue: int) -> Mention | None:
    """Whose plan or demand it is: the genitive or "от X" after a noun, else whoever acts in the verb above it."""
    doc = scene.doc
    if doc.pos[cue] != "NOUN":
        return agent(doc, scene.seen, cue)
    owner = _owner(doc, cue)
    if owner is not None:
        return owner
    own = next((k for k in doc.children(cue, "det") if doc.lemma[k] in ("он", "она", "они", "его", "ее", "их")), None)
    if own is not None:
        return Mention(doc.start[own], doc.end[own], own, "pronoun")
    verbs = [k for k in doc.ancestors(cue) if doc.pos[k] == "VERB" and doc.sent[k] == doc.sent[cue]]
    if any(doc.lemma[k] == "наш" for k in doc.children(cue, "det")) or not verbs:
        quote = quote_at(scene.seen, doc.start[cue])
        return quote.speaker if quote else None
    for verb in verbs:  # "в котором содержится требование": whoever acts in the clause around
        who = agent(doc, scene.seen, verb)
        if who is not None and (who.how != "role" or can_act(doc, who.head)):
            return who
    return None


def _owner(doc: Doc, noun: int) -> Mention | None:
    """Whose a plan is: the genitive after the noun, or "от X"."""
    for k in doc.children(noun, "nmod"):
        if k > noun and doc.feat(k, "Case") in ("Gen", "") and can_act(doc, k) and preposition(doc, k) in ("", "от"):
            return mention_of(doc, k)
    return None


def provided(scene: Scene) -> Found:
    """ "План X предусматривает строительство": what a plan or an agreement provides for."""
    doc = scene.doc
    for verb in doc.where(listed("commitments", "providing")):
        plan = next(
            (k for k in doc.children(verb, "nsubj") if doc.lemma[k] in listed("commitments", "nouns-plan")), None
        )
        thing = next((k for k in doc.children(verb, "obj") if k > verb and doc.pos[k] == "NOUN"), None)
        if plan is not None and thing is not None:
            yield Pledge(_owner(doc, plan), "plan", of_noun(doc, scene.marks, verb, thing))


def owed(scene: Scene) -> Found:
    """X was to do: what had been agreed before, "порт должен был принять суда в мае"."""
    doc = scene.doc
    for cue in doc.where(("должный", "должен")):
        verb = infinitive(doc, cue)
        if verb is None or doc.lemma[verb] in listed("commitments", "event") or doc.pos[cue] != "ADJ":
            continue
        if any(doc.form[k].lower() in ("был", "была", "были", "было") for k in doc.children(cue, "cop", "aux")):
            subjects = doc.children(cue, "nsubj")
            actor = next((k for k in subjects if doc.feat(k, "Case") == "Nom" and can_act(doc, k)), None)
            if actor is not None or (
                doc.feat(cue, "Number") == "Plur" and not any(doc.feat(k, "Number") == "Plur" for k in subjects)
            ):
                who = mention_of(doc, actor) if actor is not None else None
                yield Pledge(who, "promise", of_infinitive(doc, scene.marks, cue, verb))


def by_decision(scene: Scene) -> Found:
    """ "По решению X, порт закроют": the future that a decision brings."""
    doc = scene.doc
    for noun in doc.where(listed("commitments", "decision")):
        first, last = doc.sents[doc.sent[noun]]
        owner = _owner(doc, noun)
        verb = next(future_verbs(doc, noun + 1, last), None)
        if owner is None or verb is None or noun - first > 2 or doc.form[noun - 1].lower() not in ("по", "согласно"):
            continue
        begins = next((k + 1 for k in range(noun, verb) if doc.form[k] == ","), (doc.token_at(owner.end) or verb))
        yield Pledge(owner, "plan", of_clause(doc, scene.marks, noun, min(begins, verb), verb))


def agreed(scene: Scene) -> Found:
    """ "X и Y достигли договорённости о ...": a promise of each party."""
    doc = scene.doc
    for cue in doc.where(listed("commitments", "agreement")):
        noun = _after_preposition(doc, cue, frames("commitments")["соглашение"]["noun"])
        verb = next((k for k in doc.ancestors(cue) if doc.pos[k] == "VERB"), None)
        if noun is None or verb is None or doc.lemma[verb] not in listed("commitments", "agreeing"):
            continue
        action = of_noun(doc, scene.marks, cue, noun)
        for k in _signers(doc, cue, verb):
            yield Pledge(mention_of(doc, k), "promise", action)


def _signers(doc: Doc, cue: int, verb: int) -> list[int]:
    """The parties of an agreement: the verb's subjects and whoever stands after "между" or "с"."""
    found = [
        p for k in doc.children(verb, "nsubj") if doc.feat(k, "Case") == "Nom" and k != cue for p in joined(doc, k)
    ]
    for k in [*doc.children(cue, "nmod"), *doc.children(verb, "obl")]:
        if doc.feat(k, "Case") == "Ins" and any(doc.lemma[c] in ("между", "с") for c in doc.children(k, "case")):
            found += joined(doc, k)
    return [k for k in found if can_act(doc, k) and doc.lemma[k] != "сторона"]


def will_do(scene: Scene) -> Found:
    """X will do, as reported: a future of somebody who can act, in speech or after "отмечается, что"."""
    doc = scene.doc
    for first, last, thought in _reported(scene):
        if thought:
            continue
        for verb in future_verbs(doc, first, last):
            if doc.lemma[verb] in listed("commitments", "event") or _conditional(doc, verb, first):
                continue
            actor = _actor(doc, verb)
            who = mention_of(doc, actor) if actor is not None else _first_person(scene, verb, first)
            if who is not None:
                begins = (
                    _after_subject(doc, actor, first, verb)
                    if actor is not None and actor < verb
                    else _predicate(doc, first, verb)
                )
                yield Pledge(who, "plan", of_clause(doc, scene.marks, verb, begins, verb))


def _reported(scene: Scene) -> Iterator[tuple[int, int, bool]]:
    """Token ranges of reported speech, and whether it is a thought or a guess."""
    doc = scene.doc
    for quote in scene.seen.facts.quotes:
        cue = doc.token_at(quote.cue.start) if quote.cue else None
        for content in quote.content:
            first, last = doc.token_at(content.start), doc.token_at(content.end - 1)
            if first is not None and last is not None:
                yield first, last + 1, cue is not None and doc.lemma[cue] in listed("speech", "think")
    for cue in doc.where(listed("speech", "impersonal") | listed("commitments", "impersonal")):
        that = clause_after(doc, cue, "что")
        if that is not None:
            yield that, doc.sents[doc.sent[cue]][1], False


def _first_person(scene: Scene, verb: int, first: int) -> Mention | None:
    """The speaker of "будем делать", and of a third person that reported speech leaves without a subject."""
    doc = scene.doc
    auxiliary = next((k for k in doc.children(verb, "aux") if doc.lemma[k] == "быть"), verb)
    quote = quote_at(scene.seen, doc.start[verb])
    if quote is None or any(
        doc.feat(k, "Case") == "Nom" and doc.lemma[k] not in ("я", "мы") for k in doc.children(verb, "nsubj")
    ):
        return None
    if doc.feat(auxiliary, "Person") == "1":
        return quote.speaker
    opens = verb - first <= 3 or (doc.is_rel(verb, "conj") and doc.head[verb] - first <= 3)
    return quote.speaker if quote.kind == "indirect" and opens and doc.feat(auxiliary, "Number") == "Sing" else None


def _conditional(doc: Doc, verb: int, first: int) -> bool:
    """Whether a future stands in a clause of condition, time or description."""
    if doc.is_rel(verb, "advcl", "acl") or any(doc.lemma[k] in _MAYBE for k in doc.children(verb)):
        return True
    for k in range(verb - 1, max(first, verb - 12) - 1, -1):
        if doc.form[k].lower() in ("если", "когда", "пока", "кто", "которые", "который", "которая", "чтобы"):
            return True
        if doc.form[k] == ",":
            return False
    return False


def _predicate(doc: Doc, first: int, verb: int) -> int:
    """Where a predicate begins: with what precedes its verb in its own clause."""
    below = [verb, *[k for k in doc.subtree(verb) if first <= k < verb]]
    begins = min(below)
    for k in range(verb - 1, begins, -1):
        if doc.form[k] in (",", ":", "-", "–", "—"):
            return k + 1
    while (begins < verb and doc.pos[begins] in ("PUNCT", "SCONJ", "CCONJ")) or doc.lemma[begins] in ("я", "мы"):
        begins += 1
    return begins


RULES: tuple[Rule, ...] = (to_do, so_that, that_will, thing, provided, by_noun, agreed, owed, by_decision, will_do)
