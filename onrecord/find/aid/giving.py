"""Giving: the ways in which a sentence says that help is given, promised, received, asked for, refused or passed on."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from onrecord.find.aid.gifts import (
    Frame,
    clause,
    from_whom,
    goods,
    lender,
    money,
    names_of,
    nation,
    passive,
    receivers,
    through,
)
from onrecord.find.context import Context
from onrecord.find.grammar.actions import of_clause
from onrecord.find.grammar.agents import agent, can_act, joined
from onrecord.find.grammar.marks import Marked
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import frames, listed

_GIVING = ("give", "spend", "send", "pledge")


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


def help_given(scene: Scene, noun: int) -> Gift | None:
    """A noun of help with the verb that gives, gets, asks for or refuses it: "оказал помощь", "получил кредит от X"."""
    doc = scene.doc
    verb = _verb_over(doc, noun) if helps(doc, noun) else None
    if verb is None or (passive(doc, verb) and doc.feat(noun, "Case") not in ("Nom", "")):
        return None
    kind = _kind(doc, verb)
    if kind == "measure" or _ruled_out(doc, verb):
        return None
    first, last = clause(doc, verb)
    frame = Frame(verb, noun, min(first, noun), max(last, noun + 1))
    paid = money(doc, frame) is not None
    if doc.lemma[noun] in listed("aid", "support") and not paid and not _helpful(doc, noun):
        return None
    if kind == "get":
        return _received(scene, frame)
    if kind in ("ask", "refuse") or _asking(doc, noun) is not None:
        return _asked(scene, frame, kind)
    told = paid and kind != "rescue" and doc.lemma[noun] not in listed("aid", "grant")  # not "набрал кредитов на 5 млн"
    return _given(scene, frame) if kind in _GIVING or told else None


def _ruled_out(doc: Doc, verb: int) -> bool:
    """Whether giving or getting is only forbidden, or a fault told in passing: "запрещено получать", "не оказав"."""
    forbidden = any(doc.lemma[k] in ("запретить", "запрещать", "нельзя") for k in (doc.head[verb], *doc.children(verb)))
    return forbidden or (doc.feat(verb, "VerbForm") == "Conv" and doc.form[verb - 1].lower() == "не")


def helps(doc: Doc, noun: int) -> bool:
    """Whether a noun means help that is given: not "с помощью", not "скорая помощь", not a part of a name."""
    lemma = doc.lemma[noun]
    if doc.pos[noun] != "NOUN" or lemma not in listed("aid", "help", "grant", "support") or doc.name_at(noun):
        return False
    if lemma in listed("aid", "support") and lemma != "поддержка":
        return _helpful(doc, noun)
    adjectives = {doc.lemma[k] for k in (*doc.children(noun, "amod"), noun - 1)}
    return not adjectives & listed("aid", "idle") and doc.form[noun - 1].lower() not in ("с", "при", "к", "без", "за")


def _helpful(doc: Doc, noun: int) -> bool:
    """ "Финансовая поддержка", "гуманитарный груз"."""
    return any(doc.lemma[k] in listed("aid", "helpful") for k in (*doc.children(noun, "amod"), noun - 1))


def _verb_over(doc: Doc, noun: int) -> int | None:
    """The verb (or noun of handing over) that a noun of help depends on; for "запрос о помощи" the one before."""
    asking = _asking(doc, noun)
    if asking is not None:  # parsers hang the noun of asking anywhere
        first = doc.sents[doc.sent[noun]][0]
        return next((k for k in range(asking - 1, first - 1, -1) if doc.feat(k, "VerbForm") == "Fin"), None)
    above = (up for up in doc.ancestors(noun) if doc.sent[up] == doc.sent[noun])
    return next((up for up in above if doc.pos[up] == "VERB" or doc.lemma[up] in listed("aid", "handing")), None)


def _asking(doc: Doc, noun: int) -> int | None:
    """The noun of asking above a noun of help: "запрос о помощи", "просьба о кредите"."""
    return next((k for k in doc.ancestors(noun) if doc.lemma[k] in listed("aid", "asking")), None)


def _kind(doc: Doc, i: int) -> str:
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


def _given(scene: Scene, frame: Frame) -> Gift:
    """A gift told from the giver's side."""
    doc = scene.doc
    frame = _with_aside(doc, frame)
    things = goods(doc, frame)
    donor, status = _giver(scene, frame)
    donors = all_of(doc, donor)
    action = of_clause(doc, scene.marks, frame.verb, frame.verb, frame.verb)
    places = [frame.verb, *things, *([frame.noun] if frame.noun is not None else [])]
    gift = gift_of(doc, frame, status, min(places), max(action.last, *(k + 1 for k in places)))
    candidates = [mention_of(doc, k) or _as_role(doc, k) for k in receivers(doc, frame)]
    return replace(
        gift,
        donors=donors,
        recipient=next((m for m in candidates if not any(m.span.overlaps(d.span) for d in donors)), None)
        or _nation_helped(scene, frame),
        via=through(doc, frame.verb, doc.sents[doc.sent[frame.verb]][1]),
        goods=names_of(doc, things),
    )


def _nation_helped(scene: Scene, frame: Frame) -> Mention | None:
    """The country that only an adjective names: "вложит 5 млн в развитие тарузской экономики"."""
    doc = scene.doc
    after = range(frame.verb + 1, frame.last)
    return nation(doc, scene.seen.knowledge, (k for k in after if doc.lemma[doc.head[k]] not in listed("aid")))


def _as_role(doc: Doc, i: int) -> Mention:
    """A participle that stands for people: "пострадавшим"."""
    return Mention(doc.start[i], doc.end[i], i, "role")


def _some(mention: Mention | None) -> tuple[Mention, ...]:
    return (mention,) if mention is not None else ()


def all_of(doc: Doc, donor: Mention | None) -> tuple[Mention, ...]:
    """A giver with the givers that stand in one row with it: each gives."""
    if donor is None or donor.how == "pronoun":
        return _some(donor)
    others = (mention_of(doc, k) for k in joined(doc, donor.head)[1:] if can_act(doc, k))
    return (donor, *(m for m in others if m is not None))


def _with_aside(doc: Doc, frame: Frame) -> Frame:
    """The clause with one that a dash adds to explain it: "оказана помощь – направлены врачи"."""
    after = frame.last
    if 0 < after < len(doc) and doc.form[after - 1] in ("-", "–", "—") and _kind(doc, after) in _GIVING:
        return replace(frame, last=clause(doc, after)[1])
    return frame


def _giver(scene: Scene, frame: Frame) -> tuple[Mention | None, str]:
    """Who gives, and whether it is done, promised, asked of them or refused."""
    doc, verb = scene.doc, frame.verb
    finite = finite_over(doc, verb)
    row = frames("commitments").get(doc.lemma[finite])
    if finite != verb and row and row["kind"] == "demand":
        asked = next((k for k in doc.children(finite, "obj", "iobj", "obl") if can_act(doc, k)), None)
        return (mention_of(doc, asked) if asked is not None else None), "asked"
    status = _status(doc, verb, finite)
    if passive(doc, verb):
        by = _first_who_acts(doc, (k for k in doc.children(verb, "obl", "iobj") if doc.feat(k, "Case") == "Ins"))
        by = by or lender(doc, frame)
        if by is None and frame.noun is not None:  # "оказана тарузская помощь"
            by = nation(doc, scene.seen.knowledge, doc.children(frame.noun, "amod"))
        return by, status
    who = agent(doc, scene.seen, finite)
    if who is not None and who.how == "role" and not can_act(doc, who.head):  # "план X предусматривает"
        who = _first_who_acts(doc, (k for k in doc.children(who.head, "nmod") if doc.feat(k, "Case") == "Gen"))
    return who, status


def finite_over(doc: Doc, verb: int) -> int:
    """The verb or adjective whose subject gives: the one above an infinitive or a noun ("готов оказать")."""
    if doc.feat(verb, "VerbForm") != "Inf" and doc.pos[verb] == "VERB":
        return verb
    over = (k for k in doc.ancestors(verb) if doc.feat(k, "VerbForm") in ("Fin", "Conv") or doc.pos[k] == "ADJ")
    return next(over, verb)


def _status(doc: Doc, verb: int, finite: int) -> str:
    if any(doc.form[k].lower() == "не" for i in {verb, finite} for k in doc.children(i, "advmod")):
        return "refused"
    to_come = doc.feat(verb, "Tense") == "Fut" or any(
        doc.form[k][:3].lower() == "буд" for k in doc.children(verb, "aux")
    )
    return "promised" if to_come or finite != verb or _kind(doc, verb) == "pledge" else "given"


def _first_who_acts(doc: Doc, heads: Iterable[int]) -> Mention | None:
    return next((mention_of(doc, k) for k in heads if can_act(doc, k)), None)


def _received(scene: Scene, frame: Frame) -> Gift | None:
    """A gift told from the receiver's side: "получил помощь от X", "взял деньги у X"."""
    doc = scene.doc
    givers = from_whom(doc, frame, "от", "у")
    bank = lender(doc, frame) if not givers else None  # "получила кредит Банка островов"
    if not givers and bank is None and frame.noun is not None:
        return None
    last = phrase(doc, givers[-1])[1] if givers else frame.verb + 1
    status = "given" if doc.feat(frame.verb, "Tense") == "Past" else "promised"
    gift = gift_of(doc, frame, status, frame.verb, max(last, frame.verb + 1))
    donors = tuple(m for k in givers if (m := mention_of(doc, k))) or _some(bank)
    return replace(gift, donors=donors, recipient=agent(doc, scene.seen, frame.verb))


def _asked(scene: Scene, frame: Frame, kind: str) -> Gift | None:
    """Help asked for or refused: "попросил X о помощи", "обратится к X с запросом о кредите", "отказал X в помощи"."""
    doc = scene.doc
    acts = agent(doc, scene.seen, frame.verb)
    if kind == "refuse":
        donor, recipient = acts, next((mention_of(doc, k) for k in receivers(doc, frame)), None)
    else:
        others = (k for k in doc.children(frame.verb, "obj", "iobj") if k != frame.noun)
        donor, recipient = _first_who_acts(doc, [*from_whom(doc, frame, "у", "к"), *others]), acts
    if donor is None or frame.noun is None:
        return None
    first, last = phrase(doc, frame.noun)
    status = "refused" if kind == "refuse" else "asked"
    gift = gift_of(doc, frame, status, min(first, frame.verb), max(last, frame.verb + 1))
    return replace(gift, donors=(donor,), recipient=recipient)


def _verb_of(doc: Doc, i: int, *kinds: str) -> Frame | None:
    """The clause of a verb of one of `kinds`."""
    return Frame(i, None, *clause(doc, i)) if doc.pos[i] == "VERB" and _kind(doc, i) in kinds else None


def money_given(scene: Scene, verb: int) -> Gift | None:
    """A verb of giving with a sum of money: "выделил 5 млн", "передал X 5 млн"."""
    doc = scene.doc
    frame = _verb_of(doc, verb, *_GIVING)
    if frame is None or money(doc, frame) is None or any(doc.form[k] == "бы" for k in doc.children(verb)):
        return None
    if _of_dues(doc, verb):
        return None
    helping = any(doc.lemma[k] in listed("aid", "help") for k in range(*doc.sents[doc.sent[verb]]))
    promised = _kind(doc, verb) == "spend" and (helping or finite_over(doc, verb) != verb)
    known = promised or next(receivers(doc, frame), None) is not None
    return _given(scene, frame) if known else None


def _of_dues(doc: Doc, verb: int) -> bool:
    """Whether a sentence tells of pay, trade, courts or crimes, whose sums are no help."""
    return any(doc.lemma[k] in listed("aid", "dues") for k in range(*doc.sents[doc.sent[verb]]))


def goods_given(scene: Scene, verb: int) -> Gift | None:
    """A verb of giving or sending with goods or people that help: "отправил в X палатки", "передал X лекарства"."""
    doc = scene.doc
    frame = _verb_of(doc, verb, *_GIVING)
    if frame is None or not goods(doc, frame) or next(receivers(doc, frame), None) is None:
        return None
    return _given(scene, frame)


def money_received(scene: Scene, verb: int) -> Gift | None:
    """A verb of getting with a sum: "взял 2 млн у X"; without a giver only where the text before names one."""
    doc = scene.doc
    frame = _verb_of(doc, verb, "get")
    if any(doc.lemma[k] in listed("commitments", "decision", "agreement") for k in doc.children(verb, "obj")):
        return None  # "принял постановление о пяти млн"
    sum_ = money(doc, frame) if frame is not None else None
    if _of_dues(doc, verb):
        return None
    return _received(scene, frame) if frame is not None and sum_ and _gets(doc, verb, *sum_[1:]) else None


def _gets(doc: Doc, verb: int, first: int, last: int) -> bool:
    """Whether a sum is what a verb of getting gets: not "получил согласие на поставку на 5 млн"."""
    things = [k for k in doc.children(verb, "obj") if doc.pos[k] == "NOUN" and not first <= k < last]
    parted = any(doc.form[k] == "," for k in range(verb, first))
    return not parted and all(doc.lemma[k] in frames("money") or doc.lemma[k] in listed("aid") for k in things)


def handed_on(scene: Scene, verb: int) -> Gift | None:
    """ "..., и передал их X": what was just received goes on."""
    doc = scene.doc
    before = next((gift for gift in reversed(scene.found) if gift.first < verb), None)
    to = next((k for k in doc.children(verb, "iobj") if doc.feat(k, "Case") in ("Dat", "")), None)
    if (
        before is None
        or to is None
        or doc.sent[verb] != doc.sent[before.first]
        or _verb_of(doc, verb, *_GIVING) is None
    ):
        return None
    if not any(doc.lemma[k] in ("он", "она", "они") for k in doc.children(verb, "obj")):
        return None
    donors = _some(agent(doc, scene.seen, verb))
    last = phrase(doc, to)[1]
    return replace(before, first=verb, last=last, donors=donors, recipient=mention_of(doc, to), via=None)


def rescued(scene: Scene, verb: int) -> Gift | None:
    """ "X эвакуировал жителей": people brought to safety; one's own people are no aid."""
    doc = scene.doc
    frame = _verb_of(doc, verb, "rescue")
    who = agent(doc, scene.seen, verb) if frame is not None else None
    saved = next((k for k in doc.children(verb, "obj") if doc.feat(k, "Animacy") == "Anim" or can_act(doc, k)), None)
    if frame is None or who is None or saved is None or any(doc.lemma[k] == "свой" for k in doc.children(saved)):
        return None
    last = of_clause(doc, scene.marks, verb, verb, verb).last
    return Gift(frame, verb, last, "given", (who,), mention_of(doc, saved), goods=("эвакуация",))
