"""Aid: who gives, promises, asks for or refuses help, money, goods or people, to whom and through whom."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Literal, cast

from msgspec.structs import replace

from onrecord.find.aid.asking import asked_to_give, denied, hoped_for, sought
from onrecord.find.aid.coming import assisted, convoyed, financed, forgiven, needed, sent_to_help
from onrecord.find.aid.deeds import rescued
from onrecord.find.aid.gifts import handed_over, purpose
from onrecord.find.aid.giving import (
    donated,
    goods_given,
    handed_on,
    means_given,
    money_given,
)
from onrecord.find.aid.helping import asked_for, help_given, which_given
from onrecord.find.aid.learned import help_model
from onrecord.find.aid.named import help_named
from onrecord.find.aid.once import once
from onrecord.find.aid.papers import decided, halted, in_writing, sponsored
from onrecord.find.aid.raising import raised
from onrecord.find.aid.receiving import money_received
from onrecord.find.aid.rows import rows
from onrecord.find.aid.scene import GIVING, Gift, Scene, parties
from onrecord.find.context import Context
from onrecord.find.grammar.marks import marked
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.find.grammar.outlets import is_outlet
from onrecord.find.grammar.sides import state
from onrecord.find.grammar.times import Now, times, today_of
from onrecord.language.doc import Doc
from onrecord.values import Aid, Mention
from onrecord.words import listed

NEEDS = ("quotes",)
Status = Literal["given", "promised", "asked", "refused"]
BESIDE = 20  # gifts before and after one that are looked at for whoever gets it
BACK = 6  # sentences: how far a passive ("были выделены") may look back for the giver named last

_HELP = ("help", "grant", "loan", "support", "means", "sponsor", "handing")
_CUES = (*_HELP, *GIVING, "get", "rescue", "forgive", "assist", "raising", "ask", "relief")  # what rules start from

RULES: tuple[Callable[[Scene, int], Gift | None], ...] = (
    sponsored,
    forgiven,
    in_writing,
    halted,
    decided,
    denied,
    sought,
    help_given,
    money_given,
    goods_given,
    donated,
    means_given,
    which_given,
    money_received,
    handed_on,
    rescued,
    asked_to_give,
    sent_to_help,
    convoyed,
    needed,
    hoped_for,
    help_named,
    financed,
    assisted,
    raised,
    asked_for,
)


def find(doc: Doc, seen: Context) -> list[Aid[Mention]]:
    """The article's aid in text order, one entry a giver; a headline's only where the text does not say it again."""
    scene = Scene(doc, seen, [mark for mark in marked(doc) if mark.depth == 0], [])
    words = listed("aid", *_CUES)
    cues = [i for i in doc.where(words) if not handed_over(doc, i) and not _relays(scene, i)]
    for rule in RULES:
        for i in cues:
            gift = None if any(gift.first <= i < gift.last for gift in scene.found) else rule(scene, i)
            if gift is not None and not any(_overlap(gift, other) for other in scene.found):
                scene.found.append(replace(gift, rule=rule.__name__))
                scene.found.sort(key=lambda found: found.first)
    scene.found += help_model(scene)
    for gift in tuple(scene.found):
        scene.found += rows(scene, gift)
    scene.found.sort(key=lambda found: found.first)
    told = [_completed(scene, gift) for gift in scene.found if _told_above(scene, gift) is not gift]
    return [aid for gift in once(scene, list(_inherited(doc, told))) for aid in _entries(scene, gift)]


def _relays(scene: Scene, verb: int) -> bool:
    """Whether a verb of giving only says which outlet passes the news on: "..., передаёт «Вестник»"."""
    doc = scene.doc
    if doc.lemma[verb] not in listed("relay", "verb"):
        return False
    by = [party for k in doc.children(verb, "nsubj") if (party := mention_of(doc, k)) is not None]
    return any(is_outlet(doc, party, scene.seen.knowledge) for party in by)


def _overlap(a: Gift, b: Gift) -> bool:
    return a.first < b.last and b.first < a.last


def _told_above(scene: Scene, gift: Gift) -> Gift | None:
    """The headline's gift that the text tells again: `gift` itself, or the one that `gift` repeats by its sum."""
    start, end = scene.doc.headline
    below = [g for g in scene.found if g.first >= end]
    above = [g for g in scene.found if start <= g.first < end and any(_same(scene.doc, g, other) for other in below)]
    return next((g for g in above if g is gift or (g.amount is not None and g.amount == gift.amount)), None)


def _same(doc: Doc, gift: Gift, other: Gift) -> bool:
    """Whether two gifts are one: by their sum, or without one by a party that both name."""
    if gift.amount is not None:
        return gift.amount == other.amount
    return not _heads(doc, gift).isdisjoint(_heads(doc, other))


def _heads(doc: Doc, gift: Gift) -> set[str]:
    """The dictionary forms that head a gift's parties, pronouns left out."""
    return {doc.lemma[party.head] for party in parties(gift) if party.how != "pronoun"}


def _completed(scene: Scene, gift: Gift) -> Gift:
    """The gift with the parties that only the headline names; where a minister promises, his state gives."""
    above = _told_above(scene, gift)
    if above is None or gift.amount is None:
        return gift
    by_person = any(_person(scene.doc, donor) for donor in gift.donors)
    donors = above.donors if by_person and above.donors else gift.donors or above.donors
    return replace(gift, donors=donors, recipient=gift.recipient or above.recipient)


def _inherited(doc: Doc, gifts: list[Gift]) -> Iterator[Gift]:
    """Gifts in text order; one without a giver has the giver whom the text named last, a state rather than a person."""
    before: Gift | None = None
    for gift in gifts:
        near = before is not None and doc.sent[gift.first] - doc.sent[before.first] <= BACK
        alone = gift.donors or gift.rule == "raised"
        if not alone and before is not None and near and not _person(doc, before.donors[0]):
            gift = replace(gift, donors=before.donors[:1])
        if _somebody(gift) and (gift.donors or gift.rule != "money_received" or _public(doc, gift)):
            to = gift.recipient or _helped_beside(doc, gift, gifts)
            yield replace(gift, recipient=to)
        if gift.donors and gift.status != "asked" and not (near and _person(doc, gift.donors[0])):
            before = gift


def _public(doc: Doc, gift: Gift) -> bool:
    """Whether money of nobody named is no pay: it is for a purpose of a state or a body, or out of a budget."""
    name = doc.name_at(gift.recipient.head) if gift.recipient is not None else None
    for_aim = purpose(doc, gift.frame, gift.frame.verb + 1) is not None
    budget = any(doc.lemma[k] in listed("aid", "treasury") for k in range(gift.frame.first, gift.frame.last))
    return name is not None and name.kind != "PER" and (budget or (for_aim and name.kind == "LOC"))


def _helped_beside(doc: Doc, gift: Gift, gifts: list[Gift]) -> Mention | None:
    """Who gets a gift that does not say it: whoever gets the nearest one before it, else after it."""
    givers = {doc.lemma[donor.head] for donor in gift.donors}
    told = bisect_left(gifts, gift.first, key=lambda g: g.first)
    for other in (*gifts[max(0, told - BESIDE) : told][::-1], *gifts[told : told + BESIDE]):
        who = other.recipient
        near = abs(doc.sent[gift.first] - doc.sent[other.first]) <= BACK
        near = near and (gift.amount is None or not givers.isdisjoint(doc.lemma[d.head] for d in other.donors))
        if who is not None and near and who.how != "pronoun" and doc.lemma[who.head] not in givers:
            return who
    return None


def _somebody(gift: Gift) -> bool:
    """Whether a gift names a party in words that tell more than "она" and "им"."""
    told = parties(gift)
    if gift.amount is not None and gift.frame.noun is not None:
        return True  # "кредит в 5 млн крон"
    return any(party.how != "pronoun" for party in told) or bool(told and (gift.amount or gift.rule == "donated"))


def _person(doc: Doc, mention: Mention) -> bool:
    name = doc.name_at(mention.head)
    return name is not None and name.kind == "PER"


def _apart(doc: Doc, gift: Gift, party: Mention) -> Mention:
    """A party without the words of its gift that the parser hangs on it: "попросила ведомство | о помощи"."""
    noun, head, verb = gift.frame.noun, party.head, gift.frame.verb
    if party.how == "role" and verb < head and party.start <= doc.start[verb]:
        opens = next((k for k in range(head - 1, verb, -1) if doc.pos[k] in ("ADP", "PUNCT")), verb)
        party = Mention(doc.start[opens + 1], party.end, head, "role")
    if party.how != "role" or noun is None or not head < noun or doc.start[noun] >= party.end:
        return party
    opens = next((k for k in range(head + 1, noun) if doc.pos[k] == "ADP"), phrase(doc, noun)[0])
    return Mention(party.start, doc.end[max(head, opens - 1)], head, "role")


def _side(scene: Scene, gift: Gift, party: Mention | None) -> Mention | None:
    return state(scene.doc, scene.seen, _apart(scene.doc, gift, party)) if party is not None else None


def _entries(scene: Scene, gift: Gift) -> Iterator[Aid[Mention]]:
    doc = scene.doc
    now = Now(today_of(scene.seen.article), ahead=gift.status in ("promised", "asked"))
    for donor in gift.donors or (None,):
        yield Aid(
            what=doc.span(gift.first, gift.last),
            donor=_side(scene, gift, donor),
            recipient=_side(scene, gift, gift.recipient),
            via=gift.via,
            amount=gift.amount,
            currency=gift.currency,
            goods=gift.goods,
            status=cast(Status, gift.status),
            purpose=purpose(doc, gift.frame, gift.frame.verb + 1),
            date=next((t.edtf for t in times(doc, gift.frame.first, gift.frame.last, now) if t.edtf), None),
            evidence=(doc.sentence(gift.first),),
            rule=gift.rule,
        )
