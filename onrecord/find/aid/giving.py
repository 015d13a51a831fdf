"""Giving: verbs of giving with money, goods or people, and what was received passed on."""

from msgspec.structs import replace

from onrecord.find.aid.gifts import Frame, goods, money, passive, receivers
from onrecord.find.aid.given import given, helped_place, in_need
from onrecord.find.aid.scene import GIVING, Gift, Scene, does_else, is_pay, kind_of, of_dues, of_trade, some, verb_of
from onrecord.find.grammar.agents import agent, can_act, preposition
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.language.doc import Doc
from onrecord.words import listed

_LEAST = 100  # units of money: below it, somebody was handed change


def money_given(scene: Scene, verb: int) -> Gift | None:
    """A verb of giving with a sum of money: "выделил 5 млн", "передал X 5 млн"."""
    doc = scene.doc
    frame = verb_of(doc, verb, *GIVING)
    sum_ = money(doc, frame) if frame is not None else None
    if frame is None or sum_ is None or any(doc.form[k] == "бы" for k in doc.children(verb)):
        return None
    if sum_[0].value < _LEAST:
        return None
    paid = kind_of(doc, verb) != "donate" and is_pay(doc, frame, sum_[2])
    if paid or of_dues(doc, verb):
        return None
    helping = any(doc.lemma[k] in listed("aid", "help") for k in range(*doc.sents[doc.sent[verb]]))
    helping = helping or _raising(doc, verb)
    promised = (kind_of(doc, verb) == "spend" or doc.lemma[verb] in ("внести", "вносить")) and (
        helping or _told_before(scene, frame)
    )
    if doc.feat(verb, "VerbForm") == "Part" and passive(doc, verb) and doc.feat(verb, "Variant") != "Short":
        named = any(doc.feat(k, "Case") == "Ins" and can_act(doc, k) for k in doc.children(verb, "obl"))
        if not named and not helping:
            return None  # "сумма, выделенная армии": a budget's own
    if does_else(doc, verb):  # "предложил купить порт за 5 млн"
        return None
    if doc.lemma[verb] in ("вложить", "вкладывать") and not any(in_need(doc, k) for k in receivers(doc, frame)):
        return None  # an investment
    known = promised or next(receivers(doc, frame), None) is not None or helped_place(scene, frame) is not None
    return given(scene, frame) if known or kind_of(doc, verb) == "donate" else None


def _raising(doc: Doc, verb: int) -> bool:
    """Whether a sentence or the one before it tells of a collection: "идёт сбор пожертвований"."""
    here = doc.sent[verb]
    words = range(doc.sents[max(0, here - 1)][0], doc.sents[here][1])
    gifts = listed("aid", "raising", "donate") | {"пожертвование"}
    return any(doc.lemma[k] in gifts for k in words if k != verb)


def _told_before(scene: Scene, frame: Frame) -> bool:
    """Whether a gift of the same sum was told before, with whom it is for."""
    sum_ = money(scene.doc, frame)
    return sum_ is not None and any(gift.amount == sum_[0].value for gift in scene.found)


def means_given(scene: Scene, verb: int) -> Gift | None:
    """A verb of giving with money of no sum: "передал фонду деньги", "средства направят беженцам"."""
    doc = scene.doc
    frame = verb_of(doc, verb, *GIVING, "come")
    if frame is None or of_dues(doc, verb):
        return None
    things = doc.children(verb, "nsubj" if passive(doc, verb) or kind_of(doc, verb) == "come" else "obj")
    means = next(
        (k for k in things if _is_means(doc, k) or any(_is_means(doc, c) for c in doc.children(k, "nmod"))), None
    )
    if means is None or not any(in_need(doc, k) for k in receivers(doc, frame)):
        return None
    gift = given(scene, frame)
    return replace(gift, first=min(gift.first, means), last=max(gift.last, means + 1))


def _free(doc: Doc, verb: int) -> bool:
    """Whether whatever is given is given for nothing: "передал безвозмездно", "в дар"."""
    gift = (
        doc.lemma[k] in listed("relief", "gift") and preposition(doc, k) == "в"
        for k in doc.children(verb, "obl", "obj")
    )
    return any(doc.lemma[k] in listed("relief", "gratis") for k in doc.children(verb, "advmod")) or any(gift)


def donated(scene: Scene, verb: int) -> Gift | None:
    """ "Тарузия жертвует на больницы": a verb that says by itself that what is given is given for nothing."""
    doc = scene.doc
    frame = verb_of(doc, verb, "donate")
    near = {*doc.children(verb, "obl", "obj", "iobj"), verb + 1, verb + 2} & set(range(len(doc)))
    given_up = any(doc.feat(k, "Case") == "Ins" and not preposition(doc, k) for k in near)
    if frame is None or (given_up and not passive(doc, verb)):
        return None  # "пожертвовал жизнью"
    gift = given(scene, frame)
    return gift if gift.donors and (gift.recipient is not None or doc.children(verb, "obj", "obl")) else None


def _is_means(doc: Doc, k: int) -> bool:
    return doc.lemma[k] in listed("aid", "means", "proceeds") or doc.lemma[k] == "средство"


def goods_given(scene: Scene, verb: int) -> Gift | None:
    """A verb of giving or sending with goods or people that help: "отправил в X палатки", "передал X лекарства"."""
    doc = scene.doc
    frame = verb_of(doc, verb, *GIVING)
    if frame is None or not (goods(doc, frame) or _free(doc, verb)) or next(receivers(doc, frame), None) is None:
        return None
    if of_trade(doc, verb) or does_else(doc, verb):
        return None
    return given(scene, frame)


def handed_on(scene: Scene, verb: int) -> Gift | None:
    """ "..., и передал их X": what was just received goes on."""
    doc = scene.doc
    before = next((gift for gift in reversed(scene.found) if gift.first < verb), None)
    to = next((k for k in doc.children(verb, "iobj") if doc.feat(k, "Case") in ("Dat", "")), None)
    if before is None or to is None or doc.sent[verb] != doc.sent[before.first] or verb_of(doc, verb, *GIVING) is None:
        return None
    if not any(doc.lemma[k] in listed("pronouns", "third") for k in doc.children(verb, "obj")):
        return None
    donors = some(agent(doc, scene.seen, verb))
    last = phrase(doc, to)[1]
    return replace(before, first=verb, last=last, donors=donors, recipient=mention_of(doc, to), via=None)
