"""Named help: what a noun says alone, without a verb of giving: "помощь Тарузии порту", "оказание помощи рыбакам"."""

from collections.abc import Iterator

from msgspec.structs import replace

from onrecord.find.aid.gifts import Frame, beneficiary, dative, destination, may_get, nation
from onrecord.find.aid.scene import (
    Gift,
    Scene,
    finite_over,
    first_aid,
    first_who_acts,
    gift_of,
    helpful,
    helps,
    medical,
    of_dues,
)
from onrecord.find.commitments.parties import owner_of
from onrecord.find.commitments.pledges import NOUNS
from onrecord.find.grammar.agents import agent, can_act, preposition, quote_at
from onrecord.find.grammar.mentions import mention_of, name_head, phrase
from onrecord.find.grammar.sides import side
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import frames, listed

_REACH = 6  # tokens: how far after the noun its giver and its receiver stand


def help_named(scene: Scene, noun: int) -> Gift | None:
    """A noun of help with a giver, or with a receiver and a sum or a noun of handing it over."""
    doc = scene.doc
    if not helps(doc, noun):
        return None
    handing = next((k for k in doc.ancestors(noun) if doc.lemma[k] in listed("aid", "handing")), None)
    center = handing if handing is not None and doc.sent[handing] == doc.sent[noun] else noun
    if doc.lemma[noun] in listed("aid", "support") and of_dues(doc, noun):
        return None
    if center == noun and doc.lemma[noun] in listed("aid", "support"):
        return None
    recipient = _recipient(doc, center, noun)
    donor = _donor(scene, center, noun, recipient is not None)
    last = max(phrase(doc, noun)[1], *(phrase(doc, m.head)[1] for m in (donor, recipient) if m and m.head > noun), 0)
    first = min(phrase(doc, noun)[0], center)
    gift = gift_of(doc, Frame(center, noun, first, _sum_end(doc, last)), _status(doc, center), first, last)
    handed = (
        center != noun or gift.amount is not None or (_managed(doc, noun) and doc.lemma[noun] in listed("aid", "help"))
    )
    told = donor is not None and (recipient is not None or handed or helpful(doc, noun))
    named = recipient is not None and recipient.how == "name" and helpful(doc, noun)
    one = gift.amount is not None and doc.feat(noun, "Number") == "Sing"  # a bank's loans are its trade
    lent = one and not of_dues(doc, noun) and not _borrowed(doc, noun)
    if not told and not named and not lent and (recipient is None or not handed):
        return None
    gift = replace(gift, donors=(donor,) if donor else (), recipient=recipient)
    unnamed = recipient is None or recipient.how != "name"
    if donor is None and gift.amount is None and unnamed and _ruled(doc, center):
        return None
    return None if medical(doc, noun) and first_aid(doc, noun, gift) else gift


def _borrowed(doc: Doc, noun: int) -> bool:
    """Whether a loan is what somebody took or owes: "взял кредит в 2 млн", "долг по кредиту"."""
    over = doc.head[noun]
    return preposition(doc, noun) == "по" or (over >= 0 and doc.lemma[over] in listed("aid", "get", "refuse", "trade"))


def _ruled(doc: Doc, center: int) -> bool:
    """Whether help is only what a rule or a service provides for: "порядок предоставления субсидий рыбакам"."""
    return doc.head[center] >= 0 and doc.lemma[doc.head[center]] in listed("aid", "rule")


def _managed(doc: Doc, noun: int) -> bool:
    """ "Увеличить помощь Велонии": whoever does it helps, whoever stands after it is helped."""
    return doc.head[noun] >= 0 and doc.lemma[doc.head[noun]] in listed("aid", "manage")


def _sum_end(doc: Doc, last: int) -> int:
    """Up to where a sum behind a noun of help may stand: "кредита в 5 млн евро"."""
    end = min(last + _REACH, doc.sents[doc.sent[last - 1]][1])
    return next((k for k in range(last, end) if doc.pos[k] == "VERB" or doc.form[k] in (",", ";", ":")), end)


def _recipient(doc: Doc, center: int, noun: int) -> Mention | None:
    """Who is helped: a dative beside the noun or the noun of handing over it, or whoever stands after "для"."""
    for k in range(min(center, noun) + 1, min(noun + _REACH, doc.sents[doc.sent[noun]][1])):
        if k != noun and (doc.feat(k, "VerbForm") == "Fin" or doc.form[k] in (",", ";", ":")):
            return None
        name = doc.name_at(k)
        headed = name is None or name_head(doc, name) == k
        other = doc.pos[doc.head[k]] == "NOUN" and doc.head[k] not in (noun, center)  # "кредит на выплаты рыбакам"
        managed = _managed(doc, noun) and doc.head[k] == noun and doc.name_at(k) is not None
        if managed and headed and not preposition(doc, k) and doc.feat(k, "Case") in ("Gen", "Dat", ""):
            return mention_of(doc, k)
        if (
            headed
            and not (other and noun < doc.head[k] < k)
            and dative(doc, k)
            and doc.pos[k] != "ADJ"
            and may_get(doc, k)
            and not preposition(doc, k)
        ):
            return mention_of(doc, k)
    after = Frame(center, noun, noun, _sum_end(doc, noun + 1))
    to = destination(doc, after) if center != noun else None
    to = to if to is not None else beneficiary(doc, after)  # "кредит для порта"
    return mention_of(doc, to) if to is not None else None  # "доставка помощи в Заречье"


def _donor(scene: Scene, center: int, noun: int, helped: bool) -> Mention | None:
    """Who helps: a country's adjective, a name in the genitive, "из X", "от X", or whose offer or plan it is."""
    doc = scene.doc
    by_adjective = nation(doc, scene.seen.knowledge, doc.children(noun, "amod"))
    if by_adjective is not None:
        return by_adjective
    sources: tuple[str, ...] = ("от",) if helped else ("от", "из")  # "помощь беженцам из Тарузии"
    if any(doc.lemma[k] in listed("aid", "asking") for k in doc.ancestors(center)):
        sources = ()  # "запрос о помощи от Тарузии"
    for k in range(noun + 1, min(noun + _REACH, doc.sents[doc.sent[noun]][1])):
        if doc.pos[k] == "VERB" or doc.form[k] in (",", ";", ":"):
            break
        before = preposition(doc, k)
        owns = not before and doc.feat(k, "Case") == "Gen" and doc.head[k] == noun and not _managed(doc, noun)
        beside = doc.form[k - 2 : k] == ["со", "стороны"] and can_act(doc, k)
        if beside or (doc.name_at(k) is not None and (before in sources or owns)):
            return mention_of(doc, k)
    by = (k for k in doc.children(center, "nmod", "obl") if doc.feat(k, "Case") == "Ins" and not preposition(doc, k))
    handing = first_who_acts(doc, by) if center != noun else None  # "оказание помощи Тарузией"
    if handing is not None:
        return handing
    offers = listed("commitments", *NOUNS) - listed("aid", "asking")
    offer = next((k for k in doc.ancestors(center) if doc.lemma[k] in offers), None)
    if offer is not None and doc.sent[offer] == doc.sent[noun]:
        return owner_of(doc, offer)
    return _doer(scene, center, noun)


def _doer(scene: Scene, center: int, noun: int) -> Mention | None:
    """Whoever acts in the verb above, "может координировать помощь", or the fund that is for helping."""
    doc, above = scene.doc, scene.doc.head[center]
    while above >= 0 and center != noun and doc.lemma[above] in listed("aid", "matter"):  # "вопрос о выделении"
        above = doc.head[above]
    if above < 0 or doc.is_rel(center, "nsubj"):
        return None
    if preposition(doc, center) == "для" and doc.lemma[above] in listed("agents"):
        return mention_of(doc, above)
    if doc.pos[above] != "VERB" or (center == noun and doc.lemma[above] not in listed("aid", "manage")):
        return None
    if doc.feat(above, "VerbForm") == "Part" and doc.is_rel(above, "acl", "amod") and can_act(doc, doc.head[above]):
        return mention_of(doc, doc.head[above])  # "фонд, занимающийся оказанием помощи"
    over = finite_over(doc, above)
    who, quote = agent(doc, scene.seen, over), quote_at(scene.seen, doc.start[over])
    if doc.sent[over] != doc.sent[center]:
        return None
    if who is not None and who.how == "role" and not can_act(doc, who.head):  # "программы Тарузии предусматривают"
        return first_who_acts(doc, (k for k in doc.children(who.head, "nmod") if doc.feat(k, "Case") == "Gen"))
    by_speaker = who is not None and quote is not None and who == quote.speaker
    return side(doc, scene.seen, who) if who is not None and by_speaker else who


def _governors(doc: Doc, center: int) -> Iterator[int]:
    """A noun and the words above it, up to one that it is only the aim or the cause of: "приостановлен для помощи"."""
    yield center
    for up in doc.ancestors(center):
        if preposition(doc, center) in ("для", "из-за", "после", "вследствие"):
            return
        yield up
        center = up


def _status(doc: Doc, center: int) -> str:
    """Whether help goes on, is planned, asked for or refused, by the words above it."""
    for up in _governors(doc, center):
        row = frames("aid").get(doc.lemma[up])
        if row and row["kind"] in ("asking", "ask", "bargain"):
            return "asked"
        if (row and row["kind"] == "refuse") or doc.lemma[up] in listed("aid", "refusal"):
            return "refused"
        ahead = listed("commitments", "plan", "promise", "offer", *NOUNS) | {"мочь", "смочь"}
        if doc.lemma[up] in ahead or doc.lemma[up] in listed("aid", "matter") or doc.feat(up, "Tense") == "Fut":
            return "promised"
    return "given"
