"""Pledges: actions after a cue that promises, plans, offers or demands them, "намерен посетить", "план по закупке"."""

from collections.abc import Iterator

from onrecord.find.commitments.parties import owner_of, party_of
from onrecord.find.commitments.scene import Found, Pledge, Scene
from onrecord.find.grammar.actions import (
    Action,
    clause_after,
    future_verbs,
    infinitive,
    of_clause,
    of_infinitive,
    of_noun,
)
from onrecord.find.grammar.agents import actor_of, can_act, may_be_subject, preposition, quote_at
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.find.grammar.sides import doer
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import frames, listed

VERBS = ("promise", "plan", "offer", "demand")
NOUNS = ("nouns-promise", "nouns-plan", "nouns-offer", "nouns-demand")
_NEAR = 6  # tokens: a cue noun's preposition stands closer than this


def to_do(scene: Scene) -> Found:
    """X promises, plans, offers, demands to do: an infinitive after its cue."""
    doc = scene.doc
    for cue in _cues(doc):
        verb = infinitive(doc, cue)
        if verb is None or (doc.lemma[cue] in listed("pledging", "decide") and _ruled(doc, cue)):
            continue
        who = _doer(scene, cue)
        if who is not None and not _may_pledge(doc, cue, who):
            continue
        action = of_infinitive(doc, scene.marks, cue, verb)
        if _pointed(doc, cue, action):
            continue
        action = _without_subject(doc, action, who) if who is not None else _with_object(doc, action, cue)
        if _negated(doc, cue):
            action = Action(min(action.first, cue - 1), max(action.last, cue + 1), action.head)
        yield Pledge(who, _kind(doc, cue), action)


def _pointed(doc: Doc, cue: int, action: Action) -> bool:
    """Whether a bare verb does what another clause says: "вот что совет намерен сделать", "намерена это сделать"."""
    objects = (k for i in (cue, action.head) for k in doc.children(i, "obj", "iobj", "nsubj"))
    bare = action.last - action.first == 1
    return bare and (
        doc.lemma[action.head] in listed("pledging", "do")
        or any(doc.lemma[k] in listed("clauses", "pointer") for k in objects)
    )


def _without_subject(doc: Doc, action: Action, who: Mention) -> Action:
    """The action without a doer named at its end: "в порт намерены войти | три судна"."""
    inside = action.head < who.head < action.last and doc.feat(who.head, "Case") == "Nom"
    return Action(action.first, max(phrase(doc, who.head)[0], action.head + 1), action.head) if inside else action


def _may_pledge(doc: Doc, cue: int, who: Mention) -> bool:
    """Whether `who` can do what a cue says: "выборы обещают стать" and "закон предлагает" are no commitments."""
    if who.how != "role" or can_act(doc, who.head):
        return True
    paper = doc.lemma[who.head] in listed("carriers") or doc.lemma[who.head] in listed("commitments", *NOUNS)
    return doc.lemma[cue] in listed("commitments", *VERBS) - listed("pledging", "of-things") and not paper


def _ruled(doc: Doc, cue: int) -> bool:
    """Whether a decision is a court's ruling, or only mentioned: "почему он решил уйти"."""
    by_court = any(doc.lemma[k] in listed("pledging", "court") for k in doc.children(cue, "nsubj"))
    asked = any(doc.lemma[k] in listed("clauses", "why") for k in range(doc.sents[doc.sent[cue]][0], cue))
    return by_court or asked or doc.is_rel(cue, "acl", "advcl", "ccomp")


def _cues(doc: Doc, *kinds: str) -> Iterator[int]:
    """Verbs and short adjectives of a kind (or of any), those that are negated or describe a noun left out."""
    for i in doc.where(listed("commitments", *(kinds or VERBS))):
        finite = doc.feat(i, "VerbForm") in ("Fin", "Conv") or doc.feat(i, "Variant") == "Short"
        verb = doc.pos[i] in ("VERB", "AUX") and (finite or _demanding(doc, i))
        adjective = doc.pos[i] == "ADJ" and doc.feat(i, "Variant") == "Short"
        told = _impersonal(doc, i) and frames("commitments")[doc.lemma[i]]["kind"] != "plan"  # "было поручено"
        barred = told or (_negated(doc, i) and not _refuses(doc, i)) or _idle_wish(doc, i) or _supposed(doc, i)
        if (verb or adjective) and not barred and not _asked(doc, i):
            yield i


def _asked(doc: Doc, i: int) -> bool:
    """Whether a cue is only asked about or imagined: "собирается ли совет", "они бы потребовали"."""
    beside = {doc.form[k].lower() for k in (i - 1, i + 1) if 0 <= k < len(doc) and doc.sent[k] == doc.sent[i]}
    return not beside.isdisjoint(("ли", "бы", "б"))


def _supposed(doc: Doc, i: int) -> bool:
    """Whether a cue is only supposed: "если оппозиция призовёт", "если бы они собирались"."""
    first = max(doc.sents[doc.sent[i]][0], i - _NEAR)
    before = next((k for k in range(i - 1, first - 1, -1) if doc.form[k].lower() in (",", "если")), None)
    return before is not None and doc.form[before].lower() == "если"


def _demanding(doc: Doc, i: int) -> bool:
    """Whether a participle says what somebody demands: "прокуратура, добивающаяся выдачи"."""
    active = doc.feat(i, "VerbForm") == "Part" and doc.feat(i, "Voice") in ("Act", "Mid")
    return active and frames("commitments")[doc.lemma[i]]["kind"] == "demand" and doc.lemma[i] != "пожелать"


def _refuses(doc: Doc, i: int) -> bool:
    """Whether somebody says what he is not going to do: "не намерен отступать"."""
    past = doc.feat(i, "Tense") == "Past" or any(doc.feat(k, "Tense") == "Past" for k in doc.children(i, "cop", "aux"))
    return doc.lemma[i] in listed("commitments", "plan") and doc.lemma[i] in listed("pledging", "intend") and not past


def _idle_wish(doc: Doc, i: int) -> bool:
    """Whether a verb of wishing tells no plan: "хотел", "я хочу сказать", "те, кто хочет", "хочет понять"."""
    if doc.lemma[i] not in listed("pledging", "wish"):
        return False
    verb = infinitive(doc, i)
    idle = verb is not None and doc.lemma[verb] in listed("commitments", "event")
    described = doc.is_rel(i, "acl", "advcl") or doc.feat(i, "Tense") != "Pres"
    return idle or described or (doc.feat(i, "Person") == "1" and doc.feat(i, "Number") == "Sing")


def _negated(doc: Doc, i: int) -> bool:
    return any(doc.form[k].lower() in ("не", "ни") for k in (*doc.children(i, "advmod"), i - 1) if 0 <= k < i)


def _impersonal(doc: Doc, cue: int) -> bool:
    """Whether a cue's subject is what is planned: "порт планируется закрыть", "решено построить мост"."""
    return doc.lemma[cue] in listed("pledging", "impersonal") or (
        doc.pos[cue] == "VERB" and doc.feat(cue, "Variant") == "Short" and doc.feat(cue, "Gender") == "Neut"
    )


def _doer(scene: Scene, cue: int) -> Mention | None:
    """Whoever acts in a cue; in an impersonal one the body where it happens: "на заводе планируется"."""
    doc = scene.doc
    if not _impersonal(doc, cue):
        return doer(doc, scene.seen, cue)
    places = [k for k in doc.children(cue, "obl", "nmod") if _of_whom(doc, k) and can_act(doc, k)]
    if places:
        return mention_of(doc, places[0])
    quote = quote_at(scene.seen, doc.start[cue])
    speaker = quote.speaker if quote is not None and quote.kind == "indirect" else None
    return (speaker and (owner_of(doc, speaker.head) if speaker.how == "role" else None)) or speaker


def _of_whom(doc: Doc, i: int) -> bool:
    """Whether a noun tells where or with whom a thing is planned: "на заводе", "у министра", "советом"."""
    return doc.feat(i, "Case") in ("Loc", "Ins") or (doc.feat(i, "Case") == "Gen" and preposition(doc, i) == "у")


def _with_object(doc: Doc, action: Action, cue: int) -> Action:
    """A bare verb with the object that stands before a cue of nobody: "мост планируют закрыть"."""
    if action.last - action.first > 1:
        return action
    below = [k for i in (action.head, cue) for k in doc.children(i, "obj", "iobj", "nsubj")]
    subjects = () if _impersonal(doc, cue) else [k for k in below if may_be_subject(doc, k)]
    before = [k for k in below if k < cue and k not in subjects and doc.sent[k] == doc.sent[cue]]
    before = [k for k in before if doc.lemma[k] not in listed("clauses", "pointer")]
    return Action(phrase(doc, min(before))[0], action.last, action.head) if before else action


def _kind(doc: Doc, cue: int) -> str:
    """The cue's kind; what is proposed to somebody else is a demand, a joint act that one is ready for an offer."""
    kind = frames("commitments")[doc.lemma[cue]]["kind"]
    if kind == "offer" and any(doc.feat(k, "Case") == "Dat" for k in doc.children(cue, "iobj", "obl")):
        return "demand"
    joint = any(doc.lemma[k] in listed("pledging", "joint") for k in range(cue, min(cue + 12, len(doc))))
    return "offer" if kind == "plan" and doc.lemma[cue] == "готовый" and joint else kind


def so_that(scene: Scene) -> Found:
    """X demands that Y do: a clause with "чтобы"."""
    doc = scene.doc
    inclined = (cue for cue in _cues(doc, "plan") if frames("commitments")[doc.lemma[cue]]["noun"] == "чтобы")
    for cue in [*_cues(doc, "demand"), *inclined, *doc.where(listed("commitments", "nouns-demand"))]:
        first = clause_after(doc, cue, "чтобы")
        action = infinitive(doc, cue)
        if first is None or (action is not None and action < first):
            continue
        verb = _verb_from(doc, first)
        if verb is not None and not _aim(doc, first):
            kind = frames("commitments")[doc.lemma[cue]]["kind"].removeprefix("nouns-")
            yield Pledge(party_of(scene, cue), kind, of_clause(doc, scene.marks, cue, first, verb))


def _verb_from(doc: Doc, first: int) -> int | None:
    """The verb of the clause that begins at token `first`."""
    verbs = (k for k in range(first, doc.sents[doc.sent[first]][1]) if doc.pos[k] == "VERB")
    return next((k for k in verbs if doc.feat(k, "VerbForm") in ("Fin", "Inf")), None)


def _aim(doc: Doc, first: int) -> bool:
    """Whether "чтобы" tells what for, not what is demanded: "попросили месяц, чтобы починить", not "за то, чтобы"."""
    verb = _verb_from(doc, first)
    pointed = first > 2 and doc.form[first - 3].lower() in ("то", "том", "того", "тому")
    return verb is not None and doc.feat(verb, "VerbForm") == "Inf" and not pointed


def that_will(scene: Scene) -> Found:
    """X promises that Y will do: Y acts, or X where Y is a thing."""
    doc = scene.doc
    for cue in [*_cues(doc, "promise"), *doc.where(listed("commitments", "nouns-promise"))]:
        first = clause_after(doc, cue, "что")
        verb = next(future_verbs(doc, first, doc.sents[doc.sent[cue]][1]), None) if first is not None else None
        if first is None or verb is None:
            continue
        actor = actor_of(doc, verb)
        who = mention_of(doc, actor) if actor is not None else party_of(scene, cue)
        begins = after_subject(doc, actor, first, verb)
        yield Pledge(who, "promise", of_clause(doc, scene.marks, cue, begins, verb))


def after_subject(doc: Doc, actor: int | None, first: int, verb: int) -> int:
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
    for cue in _cues(doc):
        if infinitive(doc, cue) is not None or clause_after(doc, cue, "что"):
            continue
        demanded = clause_after(doc, cue, "чтобы")
        if demanded is not None and not _aim(doc, demanded):
            continue
        noun = _governed(doc, cue, frames("commitments")[doc.lemma[cue]]["noun"])
        who = _doer(scene, cue) if noun is not None else None
        if noun is not None and who is not None and who.head == noun:  # "запланирован выход X на биржу"
            who = owner_of(doc, noun)
        if noun is not None and (who is None or _may_pledge(doc, cue, who)):
            action = of_noun(doc, scene.marks, cue, noun)
            for party in (who, *_partners(doc, cue)):
                yield Pledge(party, _kind(doc, cue), action)


def announced(scene: Scene) -> Found:
    """ "Порт объявил о введении сборов": what somebody announces that he undertakes."""
    doc = scene.doc
    for cue in doc.where(listed("pledging", "announce")):
        said = doc.feat(cue, "VerbForm") in ("Fin", "Conv") and not _negated(doc, cue) and not _supposed(doc, cue)
        noun = noun_after(doc, cue, "о|об") if said else None
        if noun is not None and doc.lemma[noun] in listed("commitments", "undertaking"):
            who = _doer(scene, cue)
            if who is not None and (who.how != "role" or can_act(doc, who.head)):
                yield Pledge(who, "plan", of_noun(doc, scene.marks, cue, noun))


def _partners(doc: Doc, cue: int) -> list[Mention]:
    """With whom something is agreed, whose promise it is too: "порт договорился с верфью о ремонте"."""
    if doc.lemma[cue] not in listed("pledging", "agree"):
        return []
    beside = (k for k in doc.children(cue, "obl") if preposition(doc, k) in ("с", "со") and can_act(doc, k))
    return [party for k in beside if (party := mention_of(doc, k)) is not None]


def _governed(doc: Doc, cue: int, wanted: str) -> int | None:
    """The noun that a cue governs as its row says: a bare case ("acc"), or a preposition ("к")."""
    forms = wanted.split("|") if wanted else []
    cases = {form.capitalize() for form in forms if form.isascii()}
    if cases and (doc.lemma[cue].endswith("ся") or doc.feat(cue, "Variant") == "Short"):
        cases.add("Nom")  # "планируется строительство"
    for k in doc.children(cue, "obj", "obl", "nmod", "nsubj:pass", "iobj", "nsubj"):
        acts = doc.rel[k] == "nsubj" and bool(doc.children(k, "nummod")) and can_act(doc, k)  # "попросили два рыбака"
        if doc.pos[k] == "NOUN" and k > cue and not doc.name_at(k) and not acts:
            before = preposition(doc, k).replace("об", "о")
            if before == "" and doc.feat(k, "Case") == "Acc" and doc.feat(k, "Animacy") == "Anim":
                continue  # "попросил лоцмана": somebody who is asked
            counted = "Acc" in cases and bool(doc.children(k, "nummod"))  # "обещал 2 млн рублей"
            if before in forms or (not before and (doc.feat(k, "Case") in cases or counted)):
                return k
    noun = noun_after(doc, cue, wanted) if set(forms) - cases else None  # "призвал стороны к миру"
    return noun if noun is not None and not doc.name_at(noun) and not can_act(doc, noun) else None


def by_noun(scene: Scene) -> Found:
    """ "Выразил готовность работать", "план X по покупке", "обратился с просьбой помочь"."""
    doc = scene.doc
    for cue in doc.where((*listed("commitments", *NOUNS), "решение")):
        decision = doc.lemma[cue] == "решение"
        if doc.pos[cue] != "NOUN" or (decision and doc.lemma[doc.head[cue]] not in listed("pledging", "take")):
            continue
        row = frames("commitments")[doc.lemma[cue]]
        kind = "plan" if decision else row["kind"].removeprefix("nouns-")
        verb = infinitive(doc, cue)
        if verb is not None and _adjoins(doc, cue, verb):
            party = party_of(scene, cue)
            if decision and party is None:
                continue
            yield Pledge(party, kind, of_infinitive(doc, scene.marks, cue, verb))
            continue
        done = preposition(doc, cue) == "по"  # "по инициативе X": what has come of it is told
        none = any(doc.lemma[k] in listed("pledging", "none") for k in doc.children(cue, "det", "amod", "advmod"))
        known = done or none or _known(doc, cue)
        noun = noun_after(doc, cue, row["noun"]) if row["noun"] and not known else None
        who = party_of(scene, cue) if noun is not None else None
        if noun is not None and who is not None:
            yield Pledge(who, kind, of_noun(doc, scene.marks, cue, noun))


def _adjoins(doc: Doc, cue: int, verb: int) -> bool:
    """Whether an infinitive says what a noun is of, with nothing but the noun's own phrase between the two."""
    between = range(cue + 1, verb)
    cut = any(
        (doc.pos[k] in ("VERB", "AUX") and doc.feat(k, "VerbForm") in ("Fin", "Conv", "Inf"))
        or doc.feat(k, "Variant") == "Short"
        or doc.form[k] in (",", ";", ":")
        or (doc.pos[k] == "NOUN" and doc.lemma[k] in listed("commitments", *NOUNS))  # the infinitive is of that one
        for k in between
    )
    return cue < verb and not cut and doc.form[verb - 1].lower() != "и" and doc.form[cue - 1].lower() != "нет"


def _known(doc: Doc, cue: int) -> bool:
    """Whether a plan or a demand is only spoken of as somebody's own: "её просьбы о помощи", "планы его отца"."""
    own = listed("pronouns", "third", "whose", "self", "ours")
    kin = (k for k in doc.children(cue, "nmod") if doc.feat(k, "Animacy") == "Anim" and doc.feat(k, "Case") == "Gen")
    return any(doc.lemma[k] in own for i in (cue, *kin) for k in doc.children(i, "det", "nmod"))


def noun_after(doc: Doc, cue: int, wanted: str) -> int | None:
    """The noun after a cue noun's own preposition, found by the words themselves: parsers hang it anywhere."""
    end = doc.sents[doc.sent[cue]][1]
    forms = {*wanted.split("|"), *(("об",) if "о" in wanted.split("|") else ())}
    for k in range(cue + 1, min(end - 1, cue + _NEAR)):
        if doc.form[k].lower() in forms:
            return next((n for n in range(k + 1, min(end, k + 5)) if doc.pos[n] == "NOUN"), None)
        if doc.pos[k] in ("VERB", "PUNCT", "ADP") or doc.lemma[k] in listed("carriers", "document", "page"):
            return None
    return None
