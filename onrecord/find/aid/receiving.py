"""Receiving: gifts told from the side of those who get them."""

from msgspec.structs import replace

from onrecord.find.aid.gifts import Frame, from_whom, goods, lender, money, names_of, nation
from onrecord.find.aid.scene import (
    Gift,
    Scene,
    first_who_acts,
    gift_of,
    helpful,
    is_pay,
    medical,
    of_dues,
    of_trade,
    some,
    verb_of,
)
from onrecord.find.grammar.agents import agent, preposition
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import frames, listed


def money_received(scene: Scene, verb: int) -> Gift | None:
    """A verb of getting with a sum: "взял 2 млн у X"; without a giver only where the text before names one."""
    doc = scene.doc
    frame = verb_of(doc, verb, "get")
    if frame is None:
        return None
    if any(doc.lemma[k] in listed("commitments", "decision", "agreement") for k in doc.children(verb, "obj")):
        return None  # "принял постановление о пяти млн"
    sum_ = money(doc, frame)
    lent = any(doc.lemma[k] in listed("aid", "loan") for k in range(frame.first, frame.last))
    if of_dues(doc, verb) or lent:  # a loan by somebody is help, which `help_given` reads
        return None
    if sum_ is None:
        return _means_received(scene, frame) or _goods_received(scene, frame)
    return received(scene, frame) if _gets(doc, verb, *sum_[1:]) and not is_pay(doc, frame, sum_[2]) else None


def _means_received(scene: Scene, frame: Frame) -> Gift | None:
    """ "Порт получает деньги от Тарузии", "деньги Тарузии": money without a sum, from somebody named."""
    doc = scene.doc
    means = next((k for k in doc.children(frame.verb, "obj") if doc.lemma[k] in listed("aid", "means")), None)
    if means is None or not doc.form[means].islower():
        return None
    gift = received(scene, replace(frame, noun=means))
    return gift if gift is not None and any(_body(doc, donor) for donor in gift.donors) else None


def _goods_received(scene: Scene, frame: Frame) -> Gift | None:
    """ "Больница получила от Тарузии палатки": goods from somebody named, not bought."""
    doc = scene.doc
    things = goods(doc, frame) if not of_trade(doc, frame.verb) else []
    gift = received(scene, frame) if things else None
    if gift is None or not any(_body(doc, donor) for donor in gift.donors):
        return None
    last = max(gift.last, *(k + 1 for k in things))
    return replace(gift, first=min(gift.first, *things), last=last, goods=names_of(doc, things))


def _body(doc: Doc, donor: Mention) -> bool:
    """Whether somebody named is no person: what one person has from another is their own affair."""
    name = doc.name_at(donor.head)
    return donor.how == "name" and name is not None and name.kind != "PER"


def _gets(doc: Doc, verb: int, first: int, last: int) -> bool:
    """Whether a sum is what a verb of getting gets: not "получил согласие на поставку на 5 млн"."""
    things = [k for k in doc.children(verb, "obj") if doc.pos[k] == "NOUN" and not first <= k < last]
    things = [k for k in things if k > verb or doc.feat(k, "Case") != "Nom"]  # "проект получил 5 млн"
    parted = any(doc.form[k] == "," for k in range(verb, first))
    return not parted and all(doc.lemma[k] in frames("money") or doc.lemma[k] in listed("aid") for k in things)


def received(scene: Scene, frame: Frame) -> Gift | None:
    """A gift told from the receiver's side: "получил помощь от X", "взял деньги у X", "получила транш помощи"."""
    doc = scene.doc
    givers = from_whom(doc, frame, "от", "у") or _treasury(doc, frame)
    donors = tuple(m for k in givers if (m := mention_of(doc, k)))
    if not givers and frame.noun is not None:  # "получила кредит Банка островов", "тарузский кредит"
        donors = some(lender(doc, frame) or _nation_below(scene, frame.noun))
    gift = gift_of(doc, frame, _got(doc, frame.verb), frame.verb, frame.verb + 1)
    recipient = agent(doc, scene.seen, frame.verb)
    if not donors and frame.noun is not None and not _tells_enough(doc, frame, recipient, gift):
        return None
    places = [*phrase(doc, givers[-1])] if givers else [frame.verb]
    if frame.noun is not None and doc.form[min(frame.noun, frame.verb) : max(frame.noun, frame.verb)].count(",") == 0:
        places += phrase(doc, frame.noun)
    first = min(gift.first, *(k for k in places if k < frame.verb), frame.verb)
    return replace(gift, first=first, last=max(gift.last, *places), donors=donors, recipient=recipient)


def _treasury(doc: Doc, frame: Frame) -> list[int]:
    """Whose money is got: "из бюджета Велонии"."""
    for k in range(frame.first, frame.last):
        if doc.lemma[k] in listed("aid", "treasury", "fund") and preposition(doc, k) == "из":
            return [n for n in doc.children(k, "nmod") if doc.name_at(n) and doc.feat(n, "Case") == "Gen"][:1]
    return []


def _got(doc: Doc, verb: int) -> str:
    """Whether what a verb of getting tells has come, is to come or has not come."""
    if any(doc.form[k].lower() == "не" for k in (*doc.children(verb, "advmod"), verb - 1)):
        return "refused"
    return "given" if doc.feat(verb, "Tense") in ("Past", "Pres") else "promised"


def _tells_enough(doc: Doc, frame: Frame, recipient: Mention | None, gift: Gift) -> bool:
    """Whether help of nobody named is news all the same: to somebody named, or with a sum."""
    noun = frame.noun
    if noun is None or recipient is None or recipient.how == "pronoun":
        return False
    name = doc.name_at(recipient.head)
    if doc.lemma[noun] in listed("aid", "loan"):  # firms and people borrow every day
        return name is not None and name.kind == "LOC"
    granted = doc.lemma[noun] in listed("aid", "grant") and doc.feat(frame.verb, "VerbForm") == "Fin"
    public = helpful(doc, noun) or granted
    several = public and not medical(doc, noun) and doc.feat(recipient.head, "Number") == "Plur"
    return gift.amount is not None or name is not None or several


def _nation_below(scene: Scene, noun: int) -> Mention | None:
    """The country whose adjective stands by a noun of help or by one under it: "транш тарузского кредита".

    Or whoever it was promised by: "обещанный Тарузией кредит".
    """
    doc = scene.doc
    nouns = [noun, *(k for k in doc.children(noun, "nmod") if doc.lemma[k] in listed("aid", "help", "grant", "loan"))]
    described = [a for k in nouns for a in doc.children(k, "amod", "acl")]
    by = (k for a in described for k in doc.children(a, "obl", "iobj") if doc.feat(k, "Case") == "Ins")
    return nation(doc, scene.seen.knowledge, described) or first_who_acts(doc, by)
