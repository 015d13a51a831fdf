"""Papers: help that a decision orders, a letter asks for or a giver stops, and those who are called sponsors."""

from msgspec.structs import replace

from onrecord.find.aid.gifts import Frame, datives, money
from onrecord.find.aid.giving import Gift, Scene, all_of, gift_of
from onrecord.find.grammar.agents import agent, can_act, joined, may_be_subject
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed


def sponsored(scene: Scene, noun: int) -> Gift | None:
    """ "Спонсорами X выступают Y и Z", "Y является донором помощи X"."""
    doc = scene.doc
    verb = doc.head[noun]
    if doc.lemma[noun] not in listed("aid", "sponsor") or doc.feat(noun, "Case") != "Ins" or verb < 0:
        return None
    subjects = [k for k in doc.children(verb, "nsubj") if may_be_subject(doc, k) and can_act(doc, k)]
    if doc.lemma[verb] not in listed("aid", "being") or not subjects:
        return None
    who = mention_of(doc, subjects[0])
    row = joined(doc, subjects[0])
    end = phrase(doc, noun)[1]
    last = max(end, phrase(doc, row[-1])[1]) if row[0] > noun else end
    first = min(noun, phrase(doc, noun)[0])
    frame = Frame(verb, None, first, last)
    helped = _below(doc, noun)
    return Gift(frame, first, last, "given", all_of(doc, who), helped) if helped else None


def _below(doc: Doc, noun: int) -> Mention | None:
    """Whom a sponsor or a donor helps: the genitive after it, or after "помощи"."""
    for k in doc.children(noun, "nmod"):
        if doc.lemma[k] in listed("aid", "help", "support"):
            return _below(doc, k)
        if can_act(doc, k):
            return mention_of(doc, k)
    return None


def decided(scene: Scene, noun: int) -> Gift | None:
    """ "X подписал постановление о выделении Y 5 млн": a promise, by whoever takes the decision."""
    doc = scene.doc
    if not _handing(doc, noun) or not _helps_below(doc, noun):
        return None
    paper = next((k for k in doc.ancestors(noun) if doc.lemma[k] in listed("commitments", "decision")), None)
    verb = doc.head[paper] if paper is not None else -1
    if paper is None or verb < 0 or doc.pos[verb] != "VERB" or any(_finite(doc, k) for k in range(paper, noun)):
        return None
    who = agent(doc, scene.seen, verb)
    gift = gift_of(doc, _frame(doc, noun), "promised", noun, noun + 1)
    return _with_parties(doc, gift, who) if who is not None else None


def _with_parties(doc: Doc, gift: Gift, who: Mention) -> Gift:
    """A gift of `who` to whom its frame names in the dative, told up to that."""
    named = next(datives(doc, gift.frame), None)
    recipient = mention_of(doc, named) if named is not None else None
    last = max(gift.last, phrase(doc, named)[1] if named is not None else 0)
    return replace(gift, last=last, donors=all_of(doc, who), recipient=recipient)


def _frame(doc: Doc, noun: int) -> Frame:
    """The words from a noun of handing over up to the next clause."""
    last = doc.sents[doc.sent[noun]][1]
    ends = (k for k in range(noun + 1, last) if _finite(doc, k) or doc.form[k] in (",", ";", ":"))
    return Frame(noun, None, noun, next(ends, last))


def _finite(doc: Doc, k: int) -> bool:
    return doc.feat(k, "VerbForm") == "Fin"


def _handing(doc: Doc, noun: int) -> bool:
    owed = any(doc.lemma[k] in listed("aid", "dues") for k in doc.children(noun, "nmod"))
    return doc.pos[noun] == "NOUN" and doc.lemma[noun] in listed("aid", "handing") and not owed


def _helps_below(doc: Doc, noun: int) -> bool:
    """Whether a noun of handing over has help or money below it."""
    helps = any(doc.lemma[k] in listed("aid", "help", "grant") for k in doc.children(noun, "nmod"))
    return helps or money(doc, _frame(doc, noun)) is not None or _means(doc, noun)


def _means(doc: Doc, noun: int) -> bool:
    """ "Выделение финансовых средств"."""
    means = (k for k in doc.children(noun, "nmod") if doc.lemma[k] in listed("aid", "support"))
    return any(doc.lemma[a] in listed("aid", "helpful") for k in means for a in doc.children(k, "amod"))


def halted(scene: Scene, noun: int) -> Gift | None:
    """ "X заморозил выделение средств Y": help that is refused from then on."""
    doc = scene.doc
    verb = doc.head[noun]
    if not _handing(doc, noun) or verb < 0 or doc.lemma[verb] not in listed("aid", "refuse"):
        return None
    who = agent(doc, scene.seen, verb) if doc.is_rel(noun, "obj") and _helps_below(doc, noun) else None
    gift = gift_of(doc, _frame(doc, noun), "refused", min(verb, noun), noun + 1)
    return _with_parties(doc, gift, who) if who is not None else None


def in_writing(scene: Scene, noun: int) -> Gift | None:
    """ "Письмо с просьбой оказать X помощь направлено Y и Z": asked of everybody who gets it."""
    doc = scene.doc
    asking = next((k for k in doc.ancestors(noun) if doc.lemma[k] in listed("aid", "asking")), None)
    helps = doc.pos[noun] == "NOUN" and doc.lemma[noun] in listed("aid", "help", "grant")
    verb = next((k for k in doc.ancestors(asking) if doc.pos[k] == "VERB"), None) if asking is not None else None
    if not helps or asking is None or verb is None or doc.lemma[verb] not in listed("aid", "send"):
        return None
    after = Frame(verb, noun, verb + 1, doc.sents[doc.sent[noun]][1])
    asked = [k for k in datives(doc, after) if can_act(doc, k)]
    asked += [k for k in doc.children(verb, "nsubj", "iobj", "obl") if k > verb and k not in asked and doc.name_at(k)]
    donors = tuple(m for k in sorted(asked) if (m := mention_of(doc, k)))
    told = Frame(noun, noun, asking + 1, verb)
    needy = next(datives(doc, told), None)
    opens = next((k for k in range(asking + 1, noun) if doc.feat(k, "VerbForm") == "Inf"), phrase(doc, noun)[0])
    gift = gift_of(doc, told, "asked", opens, noun + 1)
    return replace(gift, donors=donors, recipient=mention_of(doc, needy) if needy is not None else None)
