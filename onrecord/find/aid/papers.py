"""Papers: help that a decision orders, a letter asks for or a giver stops, and those who are called sponsors."""

from collections.abc import Iterator
from itertools import takewhile

from msgspec.structs import replace

from onrecord.find.aid.gifts import Frame, datives, money, passive
from onrecord.find.aid.scene import Gift, Scene, all_of, gift_of
from onrecord.find.grammar.agents import agent, can_act, joined, may_be_subject, preposition
from onrecord.find.grammar.mentions import mention_of, name_head, phrase
from onrecord.language.doc import Doc
from onrecord.language.morph import parses
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
    """ "X подписал постановление о выделении Y 5 млн": a promise, by whoever takes the decision.

    Without a receiver it is a budget's own spending.
    """
    doc = scene.doc
    if not _handing(doc, noun) or not _helps_below(doc, noun) or preposition(doc, noun) == "для":
        return None
    above = list(takewhile(lambda k: doc.pos[k] != "VERB", doc.ancestors(noun)))
    paper = next((k for k in above if doc.lemma[k] in listed("commitments", "decision")), None)
    verb = doc.head[paper] if paper is not None else -1
    if paper is None or verb < 0 or doc.pos[verb] != "VERB" or any(_finite(doc, k) for k in range(paper, noun)):
        return None
    who = agent(doc, scene.seen, verb)
    who = who if who is not None and (who.how != "role" or can_act(doc, who.head)) else None
    gift = _with_parties(doc, gift_of(doc, _frame(doc, noun), "promised", noun, noun + 1), who)
    return gift if gift.recipient is not None and (who is not None or gift.recipient.how == "name") else None


def _with_parties(doc: Doc, gift: Gift, who: Mention | None) -> Gift:
    """A gift of `who` to whom its frame names in the dative, told up to that."""
    recipient = receiver(doc, gift.frame)
    last = max(gift.last, phrase(doc, recipient.head)[1] if recipient is not None else 0)
    return replace(gift, last=last, donors=all_of(doc, who), recipient=recipient)


def _frame(doc: Doc, noun: int) -> Frame:
    """The words from a noun of handing over up to the next clause."""
    last = doc.sents[doc.sent[noun]][1]
    ends = (k for k in range(noun + 1, last) if _finite(doc, k) or doc.form[k] in (",", ";", ":"))
    return Frame(noun, None, noun, next(ends, last))


def _finite(doc: Doc, k: int) -> bool:
    return doc.feat(k, "VerbForm") == "Fin"


def _handing(doc: Doc, noun: int) -> bool:
    if doc.pos[noun] != "NOUN" or doc.lemma[noun] not in listed("aid", "handing"):
        return False
    frame = _frame(doc, noun)
    return not any(doc.lemma[k] in listed("aid", "dues") - {"долг"} for k in range(frame.first, frame.last))


def _helps_below(doc: Doc, noun: int) -> bool:
    """Whether a noun of handing over has help or money below it."""
    helps = any(doc.lemma[k] in listed("aid", "help", "grant", "loan") for k in doc.children(noun, "nmod"))
    sent = any(doc.lemma[k] in listed("aid", "goods", "people") for k in doc.children(noun, "nmod"))
    return helps or sent or money(doc, _frame(doc, noun)) is not None or _means(doc, noun)


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
    first, last = doc.sents[doc.sent[noun]]
    helps = doc.pos[noun] == "NOUN" and doc.lemma[noun] in listed("aid", "help", "grant", "loan")
    asking = next((k for k in range(noun - 1, first - 1, -1) if doc.lemma[k] in listed("aid", "asking")), None)
    verb = next((k for k in range(noun + 1, last) if doc.lemma[k] in listed("aid", "send") and passive(doc, k)), None)
    if not helps or asking is None or verb is None or any(_finite(doc, k) for k in range(asking, noun)):
        return None
    donors = tuple(m for k in _addressed(doc, range(verb + 1, last)) if (m := mention_of(doc, k)))
    told = Frame(noun, noun, asking + 1, verb)
    opens = next((k for k in range(asking + 1, noun) if doc.feat(k, "VerbForm") == "Inf"), phrase(doc, noun)[0])
    gift = gift_of(doc, told, "asked", opens, noun + 1)
    return replace(gift, donors=donors, recipient=receiver(doc, told)) if donors else None


def _addressed(doc: Doc, places: range) -> Iterator[int]:
    """Names among tokens `places`, up to the first preposition, that may stand in the dative."""
    for k in places:
        name = doc.name_at(k)
        if doc.pos[k] == "ADP" or _finite(doc, k):
            return
        if name is not None and name_head(doc, name) == k and _may_receive(doc, k):
            yield k


def _may_receive(doc: Doc, i: int) -> bool:
    """Whether a name may stand in the dative: taggers take many for a genitive, "Тарузии"."""
    case, readings = doc.feat(i, "Case"), parses(doc.form[i])
    return case in ("Dat", "") or any("datv" in reading.tag.grammemes for reading in readings)


def receiver(doc: Doc, frame: Frame) -> Mention | None:
    """Who is to receive: a dative, else the first name that may be one and has no preposition before it."""
    named = next(datives(doc, frame), None)
    if named is None:
        named = next(_addressed(doc, range(frame.first + 1, frame.last)), None)
    return mention_of(doc, named) if named is not None else None
