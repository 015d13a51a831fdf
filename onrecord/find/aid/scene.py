"""Scene: what the rules of aid look at and answer, and what they ask about a word of help or a verb of giving."""

from collections.abc import Iterable
from itertools import takewhile

from msgspec import Struct

from onrecord.find.aid.gifts import (
    Frame,
    clause,
    money,
)
from onrecord.find.context import Context
from onrecord.find.grammar.agents import can_act, joined, preposition, quote_at
from onrecord.find.grammar.marks import Marked
from onrecord.find.grammar.mentions import mention_of
from onrecord.find.grammar.sides import side
from onrecord.language.doc import Doc
from onrecord.language.gazetteer import gazetteer
from onrecord.values import Mention
from onrecord.words import frames, listed

GIVING = ("give", "spend", "donate", "send", "pledge", "finance")
_IDLE = ("с", "со", "при", "к", "без", "за", "благодаря")


class Gift(Struct, frozen=True):
    """What a rule found; `first` up to `last` are the tokens that say it."""

    frame: Frame
    first: int
    last: int
    status: str
    donors: tuple[Mention, ...] = ()
    recipient: Mention | None = None
    via: Mention | None = None
    amount: float | None = None
    currency: str | None = None
    goods: tuple[str, ...] = ()
    rule: str = ""


class Scene(Struct):
    """One article as the rules look at it, with the gifts found so far in text order."""

    doc: Doc
    seen: Context
    marks: list[Marked]
    found: list[Gift]


def helps(doc: Doc, noun: int) -> bool:
    """Whether a noun means help that is given: not "с помощью", not "скорая помощь", not a part of a name."""
    lemma = doc.lemma[noun]
    if doc.pos[noun] != "NOUN" or lemma not in listed("aid", "help", "grant", "loan", "support") or doc.name_at(noun):
        return False
    if lemma in listed("aid", "support") and lemma != "поддержка":
        return helpful(doc, noun)
    adjectives = {doc.lemma[k] for k in (*doc.children(noun, "amod"), noun - 1)}
    before = {doc.form[noun - 1].lower(), preposition(doc, noun)}
    return not adjectives & listed("aid", "idle") and (before.isdisjoint(_IDLE) or _sought(doc, noun))


def _sought(doc: Doc, noun: int) -> bool:
    """ "Обратился за помощью", but not to a doctor."""
    over = doc.head[noun]
    return over >= 0 and kind_of(doc, over) == "ask" and preposition(doc, noun) == "за" and not medical(doc, noun)


def medical(doc: Doc, noun: int) -> bool:
    """Whether help is what doctors give: "медицинская помощь", "медпомощь"."""
    words = (noun, *doc.children(noun, "amod"))
    return any(doc.lemma[k] in listed("aid", "medical") or doc.lemma[k] == "медпомощь" for k in words)


def helpful(doc: Doc, noun: int) -> bool:
    """ "Финансовая поддержка", "гуманитарный груз"."""
    words = (*doc.children(noun, "amod"), noun - 1)
    return any(doc.lemma[k] in listed("aid", "helpful", "medical") for k in words)


def first_aid(doc: Doc, noun: int, gift: Gift) -> bool:
    """Whether help is what the hurt get on the spot or in a hospital, by nobody named or by doctors."""
    if doc.lemma[noun] not in listed("aid", "help") or gift.amount or gift.status not in ("given", "promised"):
        return False
    doctors = all(doc.lemma[donor.head] in listed("aid", "people", "crew", "needy") for donor in gift.donors)
    name = doc.name_at(gift.recipient.head) if gift.recipient is not None else None
    named = name is not None and name.kind != "PER"
    hurt = not gift.donors and gift.recipient is not None and doc.lemma[gift.recipient.head] in listed("aid", "needy")
    return doctors and not named and (medical(doc, noun) or not (helpful(doc, noun) or hurt))


def kind_of(doc: Doc, i: int) -> str:
    """The kind of a verb or noun in words/aid.tsv, "" where it is none."""
    row = frames("aid").get(doc.lemma[i])
    return row["kind"] if row else ""


def gift_of(doc: Doc, frame: Frame, status: str, first: int, last: int) -> Gift:
    """A gift with the sum of money that its clause names."""
    found = money(doc, frame)
    if found is None:
        return Gift(frame, first, last, status)
    sum_, start, end = found
    return Gift(frame, min(first, start), max(last, end), status, amount=sum_.value, currency=sum_.currency)


def parties(gift: Gift) -> tuple[Mention, ...]:
    """Whoever gives and whoever gets."""
    return (*gift.donors, *some(gift.recipient))


def one_person(doc: Doc, who: Mention) -> bool:
    """Whether somebody is one person: what one does for another is their own affair."""
    name = doc.name_at(who.head)
    if name is not None:
        return name.kind == "PER"
    return who.how == "role" and doc.feat(who.head, "Number") == "Sing" and doc.feat(who.head, "Animacy") == "Anim"


def some(mention: Mention | None) -> tuple[Mention, ...]:
    return (mention,) if mention is not None else ()


def all_of(doc: Doc, donor: Mention | None) -> tuple[Mention, ...]:
    """A giver with the givers that stand in one row with it: each gives."""
    if donor is None or donor.how == "pronoun":
        return some(donor)
    others = (
        mention_of(doc, k) for k in (*joined(doc, donor.head)[1:], *_together(doc, donor.head)) if can_act(doc, k)
    )
    return (donor, *(m for m in others if m is not None))


def _together(doc: Doc, who: int) -> list[int]:
    """Whoever acts with the subject: "Тарузия вместе с Элландией направит"."""
    near = range(who + 1, min(who + 8, doc.sents[doc.sent[who]][1] - 2))
    at = next(
        (k for k in near if doc.form[k].lower() in listed("clauses", "together") and doc.form[k + 1] in ("с", "со")),
        None,
    )
    found = [k for k in range(at + 2, at + 4) if doc.name_at(k)] if at is not None else []
    return joined(doc, found[0]) if found else []


def finite_over(doc: Doc, verb: int) -> int:
    """The verb or adjective whose subject gives: the one above an infinitive or a noun ("готов оказать")."""
    if doc.feat(verb, "VerbForm") != "Inf" and doc.pos[verb] == "VERB":
        return verb
    will = _will(doc, verb)
    if will is not None:
        return will
    over = (k for k in doc.ancestors(verb) if doc.feat(k, "VerbForm") in ("Fin", "Conv") or doc.pos[k] == "ADJ")
    return next(over, verb)


def _will(doc: Doc, verb: int) -> int | None:
    """The "будет" of an infinitive that the parser hangs elsewhere: "будет вместе с Тарузией направлять"."""
    before = range(verb - 1, max(doc.sents[doc.sent[verb]][0], verb - 6) - 1, -1)
    near = list(takewhile(lambda k: doc.pos[k] not in ("VERB", "PUNCT"), before))
    return next((k for k in near if doc.lemma[k] == "быть" and doc.feat(k, "Tense") == "Fut"), None)


def status_of(doc: Doc, verb: int, finite: int) -> str:
    if any(doc.form[k].lower() == "не" for i in {verb, finite} for k in doc.children(i, "advmod")):
        return "refused"
    to_come = doc.feat(verb, "Tense") == "Fut" or any(
        doc.form[k][:3].lower() == "буд" for k in doc.children(verb, "aux")
    )
    return "promised" if to_come or finite != verb or kind_of(doc, verb) == "pledge" else "given"


def party_at(scene: Scene, i: int) -> Mention | None:
    """Who token `i` stands for; "нам" in speech for the speaker, or for the state whose post he holds."""
    doc = scene.doc
    quote = quote_at(scene.seen, doc.start[i]) if doc.lemma[i] in ("я", "мы") else None
    speaker = quote.speaker if quote is not None else None
    if speaker is None or (speaker.how == "role" and not can_act(doc, speaker.head)):
        return mention_of(doc, i)
    return (side(doc, scene.seen, speaker) if doc.lemma[i] == "мы" else None) or speaker


def first_who_acts(doc: Doc, heads: Iterable[int]) -> Mention | None:
    return next((mention_of(doc, k) for k in heads if can_act(doc, k)), None)


def country(doc: Doc, scene: Scene, i: int) -> bool:
    """Whether token `i` names a country that the tables know."""
    found = gazetteer(scene.seen.knowledge).longest(doc, i)
    return found is not None and found[1].kind == "country"


def verb_of(doc: Doc, i: int, *kinds: str) -> Frame | None:
    """The clause of a verb of one of `kinds`."""
    return Frame(i, None, *clause(doc, i)) if doc.pos[i] == "VERB" and kind_of(doc, i) in kinds else None


def of_dues(doc: Doc, verb: int) -> bool:
    """Whether a sentence tells of pay, trade, courts or crimes, whose sums are no help."""
    words = {doc.lemma[k] for k in range(*doc.sents[doc.sent[verb]])}
    owed = not words.isdisjoint(listed("aid", "compensation")) and words.isdisjoint(listed("aid", "needy"))
    return owed or not words.isdisjoint(listed("aid", "dues", "crime"))


def is_pay(doc: Doc, frame: Frame, last: int) -> bool:
    """Whether a sum that ends before token `last` is paid for something: "5 тысяч крон за смену", not "за год"."""
    near = range(frame.verb + 1, max(frame.verb + 1, min(last + 6, frame.last)))
    return any(doc.form[k] == "за" and _paid_for(doc, doc.lemma[k + 1 : k + 5]) for k in near)


def _paid_for(doc: Doc, words: list[str]) -> bool:
    """Whether words after "за" name what is paid for: no time, no place abroad, not at somebody's cost."""
    return listed("aid", "time").isdisjoint(words) and listed("relief", "idiom").isdisjoint(words)


def of_trade(doc: Doc, verb: int) -> bool:
    """Whether a sentence tells of buying and selling, whose goods are no help."""
    trade = listed("aid", "trade") | listed("relief", "deal")
    return any(doc.lemma[k] in trade for k in range(*doc.sents[doc.sent[verb]]))


def does_else(doc: Doc, verb: int) -> bool:
    """Whether a verb of giving has an action below it: "предложил купить порт", "дал водителям проехать"."""
    below = (k for k in doc.children(verb, "xcomp") if doc.feat(k, "VerbForm") == "Inf")
    return any(kind_of(doc, k) not in GIVING for k in below)


def negated(doc: Doc, verb: int) -> bool:
    """Whether a verb is denied: "не просит", "не помог"."""
    return any(doc.form[k].lower() == "не" for k in (*doc.children(verb, "advmod"), max(verb - 1, 0)))
