"""Whose a plan, a promise or a demand is that a noun names: its owner's, the speaker's, or of who acts around it."""

from onrecord.find.commitments.scene import Scene
from onrecord.find.grammar.agents import can_act, preposition, quote_at
from onrecord.find.grammar.mentions import mention_of
from onrecord.find.grammar.sides import doer, side
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed


def party_of(scene: Scene, cue: int) -> Mention | None:
    """Whose plan or demand it is: its owner, the speaker for "наш", else whoever acts in the clauses around it."""
    doc = scene.doc
    if doc.pos[cue] != "NOUN":
        return doer(doc, scene.seen, cue)
    owner = owner_of(doc, cue) or _in_name_of(doc, cue) or _of_paper(doc, cue)
    if owner is not None:
        return owner
    verbs = [k for k in doc.ancestors(cue) if doc.pos[k] == "VERB" and doc.sent[k] == doc.sent[cue]]
    if preposition(doc, cue) in ("с", "со"):  # "обратится к X с просьбой": parsers hang the noun anywhere
        before = (k for k in range(cue - 1, doc.sents[doc.sent[cue]][0] - 1, -1) if doc.pos[k] == "VERB")
        verbs = [*before][:1] + verbs
    if any(doc.lemma[k] == "наш" for k in doc.children(cue, "det")) or not verbs:
        quote = quote_at(scene.seen, doc.start[cue])
        return side(doc, scene.seen, quote.speaker) or quote.speaker if quote and quote.speaker else None
    if verbs and doc.lemma[verbs[0]] in listed("commitments", "reacting"):
        return None  # "прокомментировал призывы": somebody else's
    for verb in verbs:  # "в письме стоит требование": whoever acts in the clause around
        who = doer(doc, scene.seen, verb)
        if who is not None and (who.how != "role" or can_act(doc, who.head)):
            return who
    return _on_side(doc, cue)


def _on_side(doc: Doc, cue: int) -> Mention | None:
    """The side that something comes from: "с тарузской стороны подтверждена готовность"."""
    for k in range(*doc.sents[doc.sent[cue]]):
        if doc.lemma[k] == "сторона" and preposition(doc, k) in ("с", "со") and doc.children(k, "amod"):
            return mention_of(doc, k)
    return None


def _of_paper(doc: Doc, cue: int) -> Mention | None:
    """Whose the paper is that a demand stands in: "иск рыбаков с требованием", "заявление порта о готовности"."""
    paper = doc.head[cue]
    about = preposition(doc, cue) in ("с", "со", "о", "об")
    inside = paper >= 0 and about and doc.lemma[paper] in listed("carriers", "document")
    return owner_of(doc, paper) if inside else None


def _in_name_of(doc: Doc, noun: int) -> Mention | None:
    """Whoever stands after "от имени" behind a demand: "письмо с просьбой ... от имени X"."""
    for k in range(noun + 1, doc.sents[doc.sent[noun]][1]):
        if doc.form[k].lower() == "имени" and doc.form[k - 1].lower() == "от":
            return next((mention_of(doc, n) for n in doc.children(k, "nmod") if can_act(doc, n)), None)
    return None


def owner_of(doc: Doc, noun: int) -> Mention | None:
    """Whose a plan is: the genitive after the noun, "от X", or "его", "её"."""
    for k in doc.children(noun, "nmod"):
        if k > noun and doc.feat(k, "Case") in ("Gen", "") and can_act(doc, k) and preposition(doc, k) in ("", "от"):
            return mention_of(doc, k)
    own = next((k for k in doc.children(noun, "det") if doc.lemma[k] in listed("pronouns", "third", "whose")), None)
    return Mention(doc.start[own], doc.end[own], own, "pronoun") if own is not None else None
