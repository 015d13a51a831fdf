"""Coming: help on its way, needed or told by a verb alone, paid for a cause, or given by letting a debt go."""

from msgspec.structs import replace

from onrecord.find.aid.gifts import Frame, clause, datives, from_whom, nation, passive, receivers
from onrecord.find.aid.given import given, in_need
from onrecord.find.aid.papers import receiver
from onrecord.find.aid.scene import (
    Gift,
    Scene,
    all_of,
    country,
    finite_over,
    first_who_acts,
    gift_of,
    helpful,
    kind_of,
    medical,
    negated,
    of_dues,
    of_trade,
    status_of,
)
from onrecord.find.commitments.parties import owner_of
from onrecord.find.grammar.actions import of_clause
from onrecord.find.grammar.agents import agent, can_act, preposition
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed


def sent_to_help(scene: Scene, noun: int) -> Gift | None:
    """ "На помощь рыбакам отправили катера", "Тарузия пришла на помощь Велонии"."""
    doc = scene.doc
    if doc.lemma[noun] not in listed("aid", "help") or preposition(doc, noun) not in ("на", "в"):
        return None
    verb = _verb_above(doc, noun)
    if verb is None or kind_of(doc, verb) not in ("send", "come") or negated(doc, verb):
        return None
    if doc.feat(verb, "VerbForm") == "Part" and doc.feat(verb, "Variant") != "Short":
        return None  # "акция, направленная на помощь"
    first, last = clause(doc, verb)
    frame = Frame(verb, noun, min(first, noun), max(last, noun + 1))
    gift = given(scene, frame)
    figure = passive(doc, verb) and not gift.goods  # "меры направлены на помощь"
    return gift if gift.recipient is not None and not figure else None


def convoyed(scene: Scene, noun: int) -> Gift | None:
    """ "Самолёт с грузом помощи вылетел в Заречье": what carries help is on its way to those who get it."""
    doc = scene.doc
    verb = _verb_above(doc, noun)
    if not _sent(doc, noun) or medical(doc, noun) or verb is None or negated(doc, verb):
        return None
    carrier = _carrier(doc, noun, verb)
    if carrier is None or kind_of(doc, verb) not in ("send", "come"):
        return None
    first, last = clause(doc, verb)
    frame = Frame(verb, noun, min(first, carrier), max(last, noun + 1))
    to = next(receivers(doc, frame), None)
    recipient = mention_of(doc, to) if to is not None else None
    ends = [phrase(doc, k)[1] for k in (carrier, noun, to) if k is not None]
    gift = gift_of(doc, frame, status_of(doc, verb, verb), phrase(doc, carrier)[0], max(verb + 1, *ends))
    donor = _carrying(scene, carrier, noun) or first_who_acts(doc, from_whom(doc, frame, "от"))
    return replace(gift, donors=(donor,) if donor else (), recipient=recipient) if recipient or donor else None


def _sent(doc: Doc, noun: int) -> bool:
    """Whether a noun may be what is on its way as help: "транш", "гуманитарный груз", "собранные деньги" to a fund."""
    if doc.lemma[noun] in listed("aid", "grant"):
        return True
    if doc.lemma[noun] in listed("aid", "help", "support") and helpful(doc, noun):
        return True
    funded = doc.lemma[noun] in listed("aid", "means") or doc.lemma[noun] == "средство"
    verb = _verb_above(doc, noun) if funded and doc.is_rel(noun, "nsubj") and not of_dues(doc, noun) else None
    frame = Frame(verb, noun, *clause(doc, verb)) if verb is not None else None
    return frame is not None and any(in_need(doc, k) for k in receivers(doc, frame))


def _carrier(doc: Doc, noun: int, verb: int) -> int | None:
    """What carries help: the subject that a noun of help stands under, or "колонна", "самолёт" right before it."""
    subject = next((k for k in (noun, *doc.ancestors(noun)) if doc.is_rel(k, "nsubj")), None)
    if preposition(doc, noun) in ("с", "со") and doc.head[noun] == verb:  # "с грузом помощи вылетела делегация"
        return next((k for k in doc.children(verb, "nsubj") if can_act(doc, k)), None)
    if subject is not None and doc.head[subject] == verb:
        return subject
    before = range(noun - 1, max(doc.sents[doc.sent[noun]][0], noun - 5) - 1, -1)
    return next((k for k in before if doc.lemma[k] in listed("aid", "container") and noun < verb), None)


def _carrying(scene: Scene, carrier: int, noun: int) -> Mention | None:
    """Whose convoy it is: "тарузская колонна", "самолёт МЧС Тарузии"."""
    doc = scene.doc
    by_adjective = nation(doc, scene.seen.knowledge, (a for k in (carrier, noun) for a in doc.children(k, "amod")))
    if preposition(doc, noun) in ("с", "со") and can_act(doc, carrier):
        return mention_of(doc, carrier)
    owners = (k for k in doc.children(carrier, "nmod") if doc.feat(k, "Case") in ("Gen", "") and doc.name_at(k))
    return by_adjective or first_who_acts(doc, (k for k in owners if not preposition(doc, k)))


def needed(scene: Scene, noun: int) -> Gift | None:
    """ "Велонии понадобится помощь Тарузии": asked of whoever is named."""
    doc = scene.doc
    over = doc.head[noun]
    if doc.lemma[noun] not in listed("aid", "help", "grant", "loan") or over < 0 or not doc.is_rel(noun, "nsubj"):
        return None
    if kind_of(doc, over) != "need" or negated(doc, over) or medical(doc, noun):
        return None
    to = next(datives(doc, Frame(over, noun, *clause(doc, over))), None)
    whose = next(
        (k for k in doc.children(noun, "nmod") if k > noun and doc.name_at(k) and not preposition(doc, k)), None
    )
    donor = mention_of(doc, whose) if whose is not None else owner_of(doc, noun)
    recipient = mention_of(doc, to) if to is not None else None
    if recipient is None or (donor is None and not helpful(doc, noun)):
        return None
    first, last = phrase(doc, noun)
    frame = Frame(over, noun, min(over, first), max(last, over + 1))
    return replace(gift_of(doc, frame, "asked", first, last), donors=(donor,) if donor else (), recipient=recipient)


def financed(scene: Scene, verb: int) -> Gift | None:
    """ "Тарузия финансирует школы Велонии": a cause that somebody named pays for."""
    doc = scene.doc
    if kind_of(doc, verb) != "finance" or doc.pos[verb] != "VERB" or negated(doc, verb):
        return None
    if passive(doc, verb):
        by = (k for k in doc.children(verb, "obl") if doc.feat(k, "Case") == "Ins" and not preposition(doc, k))
        donor = first_who_acts(doc, by)
        causes = doc.children(verb, "nsubj") or ([doc.head[verb]] if doc.is_rel(verb, "acl", "amod") else [])
    else:
        donor, causes = agent(doc, scene.seen, finite_over(doc, verb)), doc.children(verb, "obj")
    name = doc.name_at(donor.head) if donor is not None else None
    if donor is None or not causes or name is None or name.kind == "PER":
        return None
    cause = causes[0]
    ends = [phrase(doc, cause)[1] if cause > verb else verb + 1, donor.head + 1 if donor.head > verb else verb + 1]
    recipient = mention_of(doc, cause) if can_act(doc, cause) else None
    frame = Frame(verb, None, verb, max(verb + 1, *ends))
    status = status_of(doc, verb, finite_over(doc, verb))
    gift = gift_of(doc, frame, status, verb, frame.last)
    return replace(gift, donors=all_of(doc, donor), recipient=recipient or _country_below(scene, cause))


def _country_below(scene: Scene, noun: int) -> Mention | None:
    """The country in the genitive under a cause: "школы Велонии"."""
    doc = scene.doc
    return next((mention_of(doc, k) for k in doc.children(noun, "nmod") if country(doc, scene, k)), None)


def assisted(scene: Scene, verb: int) -> Gift | None:
    """ "Тарузия помогает беженцам": help told by its verb."""
    doc = scene.doc
    if kind_of(doc, verb) != "assist" or doc.pos[verb] != "VERB" or negated(doc, verb):
        return None
    frame = Frame(verb, None, *clause(doc, verb))
    finite = finite_over(doc, verb)
    around = [*doc.children(verb, "iobj", "obl"), *(doc.children(finite, "iobj") if finite != verb else ())]
    to = next((k for k in around if k in set(datives(doc, frame))), None)
    who = agent(doc, scene.seen, finite)
    recipient = mention_of(doc, _antecedent(doc, to)) if to is not None else None
    named = who is not None and recipient is not None and recipient.how != "pronoun" and can_act(doc, who.head)
    doing = any(doc.feat(k, "VerbForm") == "Inf" for k in range(verb + 1, frame.last))  # "помог стране выстоять"
    pledged = doc.is_rel(verb, "xcomp") and recipient is not None and _group(doc, recipient.head)
    if kind_of(doc, finite) == "refuse":
        return None  # `asked_to_give` reads it
    if who is None or recipient is None or not named or doing or not (pledged or _needy(doc, recipient.head)):
        return None
    last = of_clause(doc, scene.marks, verb, verb, verb).last
    gift = gift_of(doc, frame, status_of(doc, verb, finite), verb, last)
    return replace(gift, donors=all_of(doc, who), recipient=recipient)


def _needy(doc: Doc, i: int) -> bool:
    """Whether somebody is helped for need, not in business: a place, or "беженцам", "пострадавшим"."""
    name = doc.name_at(i)
    if name is not None:
        return name.kind == "LOC"
    several = doc.feat(i, "Number") == "Plur"
    return doc.lemma[i] in (listed("aid", "needy") | listed("relief", "group")) - {"семья"} or (
        several and doc.lemma[i] in listed("aid", "receiver", "needy")
    )


def _antecedent(doc: Doc, i: int) -> int:
    """The noun that "которым" stands for, else the token itself."""
    if doc.lemma[i] != "который":
        return i
    clause_ = next((k for k in doc.ancestors(i) if doc.is_rel(k, "acl")), None)
    return doc.head[clause_] if clause_ is not None else i


def _group(doc: Doc, i: int) -> bool:
    """Whether a noun names several people, whom one promises or orders to help: "поручил помочь дольщикам"."""
    several = doc.pos[i] == "NOUN" and doc.feat(i, "Number") == "Plur" and doc.feat(i, "Animacy") == "Anim"
    return several and not of_trade(doc, i)


def forgiven(scene: Scene, verb: int) -> Gift | None:
    """ "Тарузия списала Велонии долг в 5 млн крон"."""
    doc = scene.doc
    if kind_of(doc, verb) != "forgive":
        return None
    frame = Frame(verb, None, *clause(doc, verb))
    debt = next((k for k in range(frame.first, frame.last) if doc.lemma[k] in listed("relief", "debt")), None)
    if debt is None:
        return None
    owner = owner_of(doc, debt) or nation(doc, scene.seen.knowledge, doc.children(debt, "amod"))
    recipient = receiver(doc, Frame(verb, None, verb, frame.last)) or owner
    finite = finite_over(doc, verb)
    who = None if passive(doc, verb) else agent(doc, scene.seen, finite)
    gift = gift_of(doc, frame, status_of(doc, verb, finite), min(verb, debt), max(verb + 1, phrase(doc, debt)[1]))
    return replace(gift, donors=all_of(doc, who), recipient=recipient) if recipient is not None else None


def _verb_above(doc: Doc, noun: int) -> int | None:
    """The verb of the clause that a noun stands in."""
    above = (up for up in doc.ancestors(noun) if doc.sent[up] == doc.sent[noun])
    return next((up for up in above if doc.pos[up] == "VERB"), None)
