"""Outlooks: actions that are to come without a cue of promising: reported futures, decisions, agreements."""

from collections.abc import Iterator

from onrecord.find.commitments.parties import owner_of
from onrecord.find.commitments.pledges import after_subject, noun_after
from onrecord.find.commitments.scene import Found, Pledge, Scene
from onrecord.find.grammar.actions import (
    Action,
    auxiliary_after,
    clause_after,
    future_verbs,
    infinitive,
    of_clause,
    of_infinitive,
    of_noun,
)
from onrecord.find.grammar.agents import actor_of, can_act, joined, may_be_subject, preposition, quote_at
from onrecord.find.grammar.cues import is_speech
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.find.grammar.sides import doer, side
from onrecord.find.grammar.times import Now, times
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import frames, listed

_LONG = 40  # tokens: a clause that begins further before its verb is a text without stops


def will_do(scene: Scene) -> Found:
    """X will do, as reported: a future of somebody who can act, in speech or after "отмечается, что"."""
    doc = scene.doc
    for first, last in _reported(scene):
        for verb in future_verbs(doc, first, last):
            if doc.lemma[verb] in listed("commitments", "event") or _conditional(doc, verb, first):
                continue
            if doc.feat(verb, "Person") == "2" or doc.form[max(0, verb - 1)].lower() in listed("clauses", "appeal"):
                continue
            actor = None if _we_will(doc, verb) else actor_of(doc, verb)
            who = mention_of(doc, actor) if actor is not None else _speaker(scene, verb, first)
            if who is not None:
                named = actor is not None and actor < verb
                begins = after_subject(doc, actor, first, verb) if named else _predicate(doc, first, verb)
                kind = "promise" if _will_not(doc, verb) else "plan"
                yield Pledge(who, kind, of_clause(doc, scene.marks, verb, begins, verb))


def _auxiliary(doc: Doc, verb: int) -> int:
    """The form of "быть" that makes an infinitive a future, before or after it; else the verb itself."""
    below = (k for k in doc.children(verb, "aux") if doc.lemma[k] == "быть")
    return next(below, auxiliary_after(doc, verb) or verb)


def _i_will(doc: Doc, verb: int) -> bool:
    """Whether the verb is the speaker's own future: "не буду спорить", "спорить с этим не буду"."""
    return doc.form[_auxiliary(doc, verb)].lower() == "буду"


def _we_will(doc: Doc, verb: int) -> bool:
    """Whether the verb is in the first person, so that no noun can be its subject: "оперу, которую мы представим"."""
    auxiliary = _auxiliary(doc, verb)
    return _i_will(doc, verb) or (doc.pos[auxiliary] in ("VERB", "AUX") and doc.feat(auxiliary, "Person") == "1")


def _will_not(doc: Doc, verb: int) -> bool:
    """Whether somebody refuses to act: "уступать мы не будем"."""
    auxiliary = _auxiliary(doc, verb)
    return doc.form[auxiliary].lower() in ("буду", "будем") and doc.form[auxiliary - 1].lower() == "не"


def will_be_done(scene: Scene) -> Found:
    """ "Виновные будут наказаны", says X: a promise of X, or a plan of whoever is named as the doer."""
    doc = scene.doc
    for first, last in _reported(scene):
        for verb in future_verbs(doc, first, last):
            quote = quote_at(scene.seen, doc.start[verb])
            told = doc.lemma[verb] in listed("commitments", "event")
            if quote is None or doc.feat(verb, "Variant") != "Short" or told or _conditional(doc, verb, first):
                continue
            opens = min(k for k in doc.subtree(verb) if first <= k <= verb)
            doubted = any(
                doc.form[k].lower() in listed("clauses", "doubt") for k in range(max(first, min(opens, verb - 4)), verb)
            )
            if doc.is_rel(verb, "conj") or doubted or verb - opens > _LONG:
                continue
            by = [k for k in doc.children(verb, "obl") if doc.feat(k, "Case") == "Ins" and can_act(doc, k)]
            named = next((mention_of(doc, k) for k in by if not preposition(doc, k)), None)
            while opens < verb and doc.pos[opens] in ("PUNCT", "SCONJ", "CCONJ"):
                opens += 1
            who = named or (quote.speaker and side(doc, scene.seen, quote.speaker)) or quote.speaker
            yield Pledge(who, "promise", of_clause(doc, scene.marks, verb, opens, verb))


def vowed(scene: Scene) -> Found:
    """ "Цены не вырастут, пообещал X": what a promise says of things is promised by whoever speaks."""
    doc = scene.doc
    for quote in scene.seen.facts.quotes:
        cue = doc.token_at(quote.cue.start) if quote.cue else None
        if cue is None or doc.lemma[cue] not in listed("commitments", "promise") or quote.speaker is None:
            continue
        first, last = (doc.token_at(offset) for offset in (quote.content[0].start, quote.content[0].end - 1))
        verb = next(future_verbs(doc, first, last + 1), None) if first is not None and last is not None else None
        if verb is not None and first is not None and doc.feat(verb, "Person") != "2":
            actor = actor_of(doc, verb)
            who = mention_of(doc, actor) if actor is not None else quote.speaker
            begins = after_subject(doc, actor, first, verb)
            yield Pledge(who, "promise", of_clause(doc, scene.marks, verb, begins, verb))


def scheduled(scene: Scene) -> Found:
    """ "Выход X на биржу запланирован на май": what is planned, by whoever it is of."""
    doc = scene.doc
    for cue in doc.where(listed("pledging", "schedule")):
        short = doc.feat(cue, "Variant") == "Short"
        subjects = [k for k in doc.children(cue, "nsubj") if k < cue and doc.pos[k] == "NOUN" and not can_act(doc, k)]
        if short and subjects and doc.sent[subjects[0]] == doc.sent[cue]:
            first, last = phrase(doc, subjects[0])
            yield Pledge(owner_of(doc, subjects[0]), "plan", Action(first, last, subjects[0]))


def must(scene: Scene) -> Found:
    """ "Тарузия должна открыть порт", says X of somebody else: a demand of X."""
    doc = scene.doc
    for cue in doc.where(listed("commitments", "duty")):
        quote, verb = quote_at(scene.seen, doc.start[cue]), infinitive(doc, cue)
        if quote is None or verb is None or verb < cue or doc.lemma[verb] in listed("commitments", "event"):
            continue
        past = any(doc.feat(k, "Tense") == "Past" for k in doc.children(cue, "cop", "aux"))
        actor = next((k for k in doc.children(cue, "nsubj") if may_be_subject(doc, k) and can_act(doc, k)), None)
        barred = _no_demand(doc, cue, quote.speaker)
        asked = (
            actor is not None
            and not barred
            and doc.lemma[actor] not in listed("pronouns", "first", "relative", "third")
        )
        if asked and not past and not doc.is_rel(cue, "acl", "advcl") and not _conditional(doc, cue, max(0, cue - 12)):
            voice = next((up for up in doc.ancestors(cue) if doc.feat(up, "Person") == "1"), None)
            who = doer(doc, scene.seen, voice) if voice is not None else quote.speaker  # "мы считаем, что X должна"
            yield Pledge(who, "demand", of_infinitive(doc, scene.marks, cue, verb))


def _no_demand(doc: Doc, cue: int, speaker: Mention | None) -> bool:
    """Whether a duty is none that its speaker lays on others: a source's news, "не обязан", "должен будет"."""
    source = speaker is not None and speaker.how == "role" and doc.lemma[speaker.head] in listed("roles", "source")
    free = doc.lemma[cue] in ("обязан", "обязанный") and doc.form[max(cue - 1, 0)].lower() == "не"
    return source or free or any(doc.form[k].lower().startswith("буд") for k in doc.children(cue, "cop", "aux"))


def _reported(scene: Scene) -> Iterator[tuple[int, int]]:
    """Token ranges of reported speech; what is merely thought or expected is left out."""
    doc = scene.doc
    for quote in scene.seen.facts.quotes:
        cue = doc.token_at(quote.cue.start) if quote.cue else None
        guess = listed("speech", "think") | listed("commitments", "guess")
        if cue is not None and not guess.isdisjoint(doc.lemma[cue : cue + 2]):
            continue
        for content in quote.content:
            first, last = doc.token_at(content.start), doc.token_at(content.end - 1)
            if first is not None and last is not None:
                yield first, last + 1
    for cue in doc.where(listed("speech", "say")):
        that = clause_after(doc, cue, "что") if doc.feat(cue, "VerbForm") == "Fin" else None
        if that is not None and quote_at(scene.seen, doc.start[that]) is None:
            yield that, doc.sents[doc.sent[cue]][1]
    for cue in doc.where(
        listed("speech", "impersonal") | listed("commitments", "impersonal") | listed("pledging", "foreseen")
    ):
        that = clause_after(doc, cue, "что")
        if that is None and doc.form[cue - 1].lower() == "как":  # "как ожидается, порт откроют"
            that = cue + 1
        if that is not None:
            yield that, doc.sents[doc.sent[cue]][1]


def _speaker(scene: Scene, verb: int, first: int) -> Mention | None:
    """The speaker, for "будем делать" and for a third person that reported speech leaves without a subject."""
    doc = scene.doc
    auxiliary = next(
        (k for k in doc.children(verb, "aux") if doc.lemma[k] == "быть"), auxiliary_after(doc, verb) or verb
    )
    quote = quote_at(scene.seen, doc.start[verb])
    others = [k for k in doc.children(verb, "nsubj") if doc.lemma[k] not in ("я", "мы", "что")]
    passive = doc.feat(verb, "Variant") == "Short"
    if quote is None or passive or any(doc.feat(k, "Case") == "Nom" for k in others):
        return None
    if _i_will(doc, verb):
        return quote.speaker
    if doc.feat(auxiliary, "Person") == "1":
        return doer(doc, scene.seen, verb) or quote.speaker
    finite = [k for k in range(first, verb) if doc.pos[k] == "VERB" and doc.feat(k, "VerbForm") == "Fin"]
    opens = not finite or (doc.is_rel(verb, "conj") and doc.head[verb] == finite[0])
    number = doc.feat(quote.speaker.head, "Number") if quote.speaker and quote.speaker.how == "role" else "Sing"
    return quote.speaker if quote.kind == "indirect" and opens and doc.feat(auxiliary, "Number") == number else None


def _conditional(doc: Doc, verb: int, first: int) -> bool:
    """Whether a future stands in a clause of condition, time or description, or is called possible."""
    if any(doc.lemma[up] in listed("commitments", "guess") for up in doc.ancestors(verb) if first <= up < verb):
        return True  # "надеемся, что порт откроют"
    over = doc.head[verb]  # "заявил о том, что откроет"
    told = doc.is_rel(verb, "acl") and doc.lemma[over] in ("тот", "то") and is_speech(doc, doc.head[over])
    if (doc.is_rel(verb, "advcl", "acl") and not told) or any(
        doc.lemma[k] in listed("clauses", "maybe") for k in doc.children(verb)
    ):
        return True
    for k in range(verb - 1, max(first, verb - 12) - 1, -1):
        if doc.form[k].lower() in listed("clauses", "unsure"):
            return True
        if doc.form[k] == ",":
            return False
    return False


def _predicate(doc: Doc, first: int, verb: int) -> int:
    """Where a predicate begins: with what precedes its verb in its own clause."""
    begins = min([verb, *[k for k in doc.subtree(verb) if first <= k < verb]])
    for k in range(verb - 1, begins, -1):
        if doc.form[k] in (",", ":", "-", "–", "—"):
            return k + 1
    while begins < verb and (doc.pos[begins] in ("PUNCT", "SCONJ", "CCONJ") or doc.lemma[begins] in ("я", "мы")):
        begins += 1
    return begins


def by_decision(scene: Scene) -> Found:
    """ "По решению X, порт закроют": the future that a decision brings."""
    doc = scene.doc
    for noun in doc.where(listed("commitments", "decision", "nouns-demand")):
        first, last = doc.sents[doc.sent[noun]]
        owner = owner_of(doc, noun)
        verb = next(future_verbs(doc, noun + 1, last), None)
        opens = first < noun <= first + 2 and doc.form[noun - 1].lower() in ("по", "согласно")
        if opens and owner is not None and verb is not None:
            after = doc.token_at(owner.end) or verb
            begins = next((k + 1 for k in range(noun, verb) if doc.form[k] == ","), after)
            yield Pledge(owner, "plan", of_clause(doc, scene.marks, noun, min(begins, verb), verb))


def owed(scene: Scene) -> Found:
    """X is or was to do by a date: what had been agreed before, "порт должен принять суда до мая"."""
    doc = scene.doc
    for cue in doc.where(listed("commitments", "duty")):
        verb = infinitive(doc, cue)
        if verb is None or doc.lemma[verb] in listed("commitments", "event") or doc.pos[cue] != "ADJ":
            continue
        past = any(doc.form[k].lower() in ("был", "была", "были") for k in doc.children(cue, "cop", "aux"))
        if not past and (quote_at(scene.seen, doc.start[cue]) is not None or doc.is_rel(cue, "acl", "advcl")):
            continue
        subjects = doc.children(cue, "nsubj")
        actor = next((k for k in subjects if may_be_subject(doc, k) and can_act(doc, k)), None)
        unsaid = doc.feat(cue, "Number") == "Plur" and all(doc.feat(k, "Number") == "Sing" for k in subjects)
        action = of_infinitive(doc, scene.marks, cue, verb)
        dated = next(times(doc, min(cue, action.first), action.last, Now(None, ahead=False)), None) is not None
        if dated and (actor is not None or (past and unsaid)):
            for who in [mention_of(doc, k) for k in joined(doc, actor)] if actor is not None else [None]:
                yield Pledge(who, "promise", action)


def provided(scene: Scene) -> Found:
    """ "План X предусматривает строительство": what a plan provides for."""
    doc = scene.doc
    for verb in doc.where(listed("commitments", "providing")):
        schemes = listed("commitments", "nouns-plan", "scheme")
        plans = [k for k in doc.children(verb, "nsubj") if doc.lemma[k] in schemes]
        things = [k for k in doc.children(verb, "obj") if k > verb and doc.pos[k] == "NOUN"]
        if plans and things:
            yield Pledge(owner_of(doc, plans[0]), "plan", of_noun(doc, scene.marks, verb, things[0]))


def agreed(scene: Scene) -> Found:
    """ "X и Y достигли договорённости о ...", "подписали протокол, предусматривающий ...": a promise of each party."""
    doc = scene.doc
    for cue in doc.where(listed("commitments", "agreement")):
        noun = noun_after(doc, cue, frames("commitments")[doc.lemma[cue]]["noun"]) or _provided_by(doc, cue)
        verb = next((k for k in doc.ancestors(cue) if doc.pos[k] == "VERB"), None)
        if noun is None or verb is None or doc.lemma[verb] not in listed("commitments", "agreeing"):
            continue
        action = of_noun(doc, scene.marks, cue, noun)
        for k in _signers(doc, cue, verb):
            yield Pledge(mention_of(doc, k), "promise", action)


def _provided_by(doc: Doc, agreement: int) -> int | None:
    """What an agreement provides for: "подписали протокол, предусматривающий поставки леса"."""
    providing = listed("commitments", "providing")
    verbs = [k for k in doc.children(agreement, "acl", "amod") if doc.lemma[k] in providing]
    things = (k for verb in verbs for k in doc.children(verb, "obj") if k > verb and doc.pos[k] == "NOUN")
    return next(things, None)


def _signers(doc: Doc, cue: int, verb: int) -> list[int]:
    """The parties of an agreement: the verb's subjects and whoever stands after "между" or "с"."""
    subjects = [k for k in doc.children(verb, "nsubj") if may_be_subject(doc, k) and k != cue]
    partners = [
        k
        for k in (*doc.children(cue, "nmod"), *doc.children(verb, "obl"))
        if doc.feat(k, "Case") == "Ins" and any(doc.lemma[c] in ("между", "с") for c in doc.children(k, "case"))
    ]
    found = [party for k in (*subjects, *partners) for party in joined(doc, k)]
    return [k for k in found if can_act(doc, k) and doc.lemma[k] != "сторона"]
