"""Helping: a noun of help with the verb that gives, gets, asks for or refuses it."""

from msgspec.structs import replace

from onrecord.find.aid.gifts import Frame, clause, from_whom, goods, money, names_of, passive, receivers
from onrecord.find.aid.given import given
from onrecord.find.aid.receiving import received
from onrecord.find.aid.scene import (
    GIVING,
    Gift,
    Scene,
    all_of,
    finite_over,
    first_aid,
    first_who_acts,
    gift_of,
    helpful,
    helps,
    kind_of,
    medical,
    negated,
    of_dues,
    of_trade,
    one_person,
    parties,
    verb_of,
)
from onrecord.find.grammar.agents import agent, can_act, preposition
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import frames, listed


def help_given(scene: Scene, noun: int) -> Gift | None:
    """A noun of help with the verb that gives, gets, asks for or refuses it: "оказал помощь", "получил кредит от X"."""
    doc = scene.doc
    verb = _verb_over(doc, noun) if helps(doc, noun) else None
    if verb is None or (passive(doc, verb) and doc.feat(noun, "Case") not in ("Nom", "")):
        return None
    kind = kind_of(doc, verb)
    if doc.feat(verb, "VerbForm") == "Fin" and _told_below(doc, noun, verb):
        return None  # "утвердил размер помощи, которую окажет Тарузия": `which_given` reads it
    if kind in ("measure", "trade") or _ruled_out(doc, verb) or _paid_back(doc, verb, noun):
        return None
    first, last = clause(doc, verb)
    frame = Frame(verb, noun, min(first, noun), max(last, noun + 1))
    told_of = (
        doc.sents[doc.sent[verb]] if doc.lemma[noun] in listed("aid", "loan", "support") else (frame.first, frame.last)
    )
    if any(doc.lemma[k] in listed("aid", "crime") for k in range(*told_of)):
        return None  # "получил взятку за содействие"
    paid = money(doc, frame) is not None
    if doc.lemma[noun] in listed("aid", "support") and not paid and not helpful(doc, noun):
        return None
    if kind == "get":
        return received(scene, frame)
    if kind in ("ask", "refuse") or _asking(doc, noun) is not None:
        return _asked(scene, frame, kind)
    told = (
        paid and kind != "rescue" and doc.lemma[noun] not in listed("aid", "grant", "loan")
    )  # not "набрал кредитов на 5 млн"
    donated = kind == "make" and doc.lemma[noun] in listed("aid", "grant")  # "сделал пожертвование"
    gift = given(scene, frame) if kind in GIVING or told or donated else None
    barred = gift is None or first_aid(doc, noun, gift) or _service(doc, noun, gift)
    return None if barred or gift is None or _open_to_all(doc, verb, gift) else gift


def _open_to_all(doc: Doc, verb: int, gift: Gift) -> bool:
    """Whether many without a name only may give: "пользователи могут сделать пожертвование"."""
    may = doc.lemma[finite_over(doc, verb)] in ("мочь", "смочь")
    return may and gift.amount is None and all(who.how != "name" and _several(doc, who) for who in gift.donors)


def _service(doc: Doc, noun: int, gift: Gift) -> bool:
    """Whether "содействие" is what citizens owe to officials, not what a place or a body gives."""
    named = any(name is not None and name.kind != "PER" for donor in gift.donors if (name := doc.name_at(donor.head)))
    somebody = named and gift.recipient is not None  # not "оказать содействие введению пошлин"
    return doc.lemma[noun] == "содействие" and not somebody and not helpful(doc, noun)


def _ruled_out(doc: Doc, verb: int) -> bool:
    """Whether giving or getting is only forbidden, or a fault told in passing: "запрещено получать", "не оказав"."""
    forbidden = any(doc.lemma[k] in listed("relief", "forbid") for k in (doc.head[verb], *doc.children(verb)))
    return forbidden or (doc.feat(verb, "VerbForm") == "Conv" and negated(doc, verb))


def _told_below(doc: Doc, noun: int, verb: int) -> bool:
    below = (k for k in doc.children(noun, "acl") if k != verb and doc.feat(k, "VerbForm") == "Fin")
    return any(kind_of(doc, k) in GIVING for k in below)


def _paid_back(doc: Doc, verb: int, noun: int) -> bool:
    return doc.lemma[verb] in ("отдать", "отдавать") and doc.lemma[noun] in listed("aid", "loan")


def _verb_over(doc: Doc, noun: int) -> int | None:
    """The verb (or noun of handing over) that a noun of help depends on; for "запрос о помощи" the one before."""
    asking = _asking(doc, noun)
    if asking is not None:  # parsers hang the noun of asking anywhere
        first = doc.sents[doc.sent[noun]][0]
        return next((k for k in range(asking - 1, first - 1, -1) if doc.feat(k, "VerbForm") == "Fin"), None)
    over = doc.head[noun]
    below = preposition(doc, noun) in ("на", "о", "об", "к") or doc.lemma[noun] in listed("aid", "support")
    aside = below and over >= 0 and doc.pos[over] == "NOUN"
    if aside and doc.lemma[over] not in frames("aid") and doc.lemma[over] not in frames("money"):
        return None  # "снять ограничения на помощь", "группа поддержки"
    above = (up for up in doc.ancestors(noun) if doc.sent[up] == doc.sent[noun])
    return next((up for up in above if doc.pos[up] == "VERB" or doc.lemma[up] in listed("aid", "handing")), None)


def _asking(doc: Doc, noun: int) -> int | None:
    """The noun of asking above a noun of help: "запрос о помощи", "просьба о кредите"."""
    return next((k for k in doc.ancestors(noun) if doc.lemma[k] in listed("aid", "asking")), None)


def _asked(scene: Scene, frame: Frame, kind: str) -> Gift | None:
    """Help asked for or refused: "попросил X о помощи", "обратится к X с запросом о кредите", "отказал X в помощи"."""
    doc = scene.doc
    acts = agent(doc, scene.seen, frame.verb)
    if kind == "refuse":
        donor, recipient = acts, next((mention_of(doc, k) for k in receivers(doc, frame)), None)
    else:
        others = (k for k in doc.children(frame.verb, "obj", "iobj") if k != frame.noun)
        donor, recipient = first_who_acts(doc, [*from_whom(doc, frame, "у", "к"), *others]), acts
    if donor is not None and donor.how == "role" and not can_act(doc, donor.head):
        donor = None  # "меры, к которым"
    sought = preposition(doc, frame.noun or frame.verb) in ("о", "об", "за")  # "моряки просят о помощи"
    needy = kind == "ask" and sought and recipient is not None and _several(doc, recipient)
    if frame.noun is None or (donor is None and not needy) or (kind == "ask" and negated(doc, frame.verb)):
        return None
    if kind == "refuse" and medical(doc, frame.noun):
        return None  # "отказался от медицинской помощи"
    first, last = phrase(doc, frame.noun)
    status = "refused" if kind == "refuse" else "asked"
    gift = gift_of(doc, frame, status, min(first, frame.verb), max(last, frame.verb + 1))
    return replace(gift, donors=all_of(doc, donor), recipient=recipient)


def asked_for(scene: Scene, verb: int) -> Gift | None:
    """A verb of asking with a sum or goods: "попросил у Тарузии 5 млн крон", "запросил вертолёты"."""
    doc = scene.doc
    frame = verb_of(doc, verb, "ask")
    if frame is None or doc.lemma[verb] in ("требовать", "потребовать") or of_dues(doc, verb) or of_trade(doc, verb):
        return None
    things = goods(doc, frame)
    donor, recipient = first_who_acts(doc, from_whom(doc, frame, "у", "к")), agent(doc, scene.seen, verb)
    if (
        recipient is None
        or not (things or money(doc, frame))
        or (donor is None and (not things or one_person(doc, recipient)))
    ):
        return None
    gift = gift_of(doc, frame, "asked", min(verb, *things, verb), max(verb + 1, *(k + 1 for k in things), verb + 1))
    return replace(gift, donors=all_of(doc, donor), recipient=recipient, goods=names_of(doc, things))


def _several(doc: Doc, who: Mention) -> bool:
    """Whether somebody is a place, an organisation or several people, not one person in trouble."""
    name = doc.name_at(who.head)
    return name.kind != "PER" if name is not None else who.how == "role" and doc.feat(who.head, "Number") == "Plur"


def which_given(scene: Scene, noun: int) -> Gift | None:
    """A noun of help and how it was given: "помощь, которую предоставила Тарузия", "данный Тарузией кредит"."""
    doc = scene.doc
    told = (k for k in doc.children(noun, "acl", "amod") if kind_of(doc, k) in GIVING and doc.pos[k] == "VERB")
    verb = next(told, None) if helps(doc, noun) or doc.lemma[noun] in listed("aid", "means") else None
    if verb is None:
        return None
    gift = given(scene, Frame(verb, noun, *clause(doc, verb)))
    those = parties(gift)
    named = [m for m in those if m.how == "name"] or (len(those) > 1 and all(m.how == "role" for m in those))
    first, last = phrase(doc, noun)
    whole = gift_of(doc, Frame(verb, noun, first, last), gift.status, min(first, gift.first), max(last, gift.last))
    whole = replace(whole, donors=gift.donors, recipient=gift.recipient, via=gift.via, frame=gift.frame)
    return whole if named else None
