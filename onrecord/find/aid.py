"""Aid: who gives, promises, asks for or refuses help, money, goods or people, to whom and through whom."""

from collections.abc import Callable, Iterator
from typing import Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from onrecord.find.actions import of_clause
from onrecord.find.agents import agent, can_act
from onrecord.find.context import Context
from onrecord.find.gifts import (
    Frame,
    clause,
    from_whom,
    goods,
    handed_over,
    money,
    names_of,
    passive,
    purpose,
    receivers,
    through,
)
from onrecord.find.marks import Marked, marked
from onrecord.find.mentions import mention_of, phrase
from onrecord.find.times import Now, times, today_of
from onrecord.language.doc import Doc
from onrecord.values import Aid, Mention
from onrecord.words import frames, listed

NEEDS = ("quotes",)
Status = Literal["given", "promised", "asked", "refused"]
BACK = 6  # sentences: how far a passive ("были выделены") may look back for the giver named last
_GIVING = ("give", "spend", "send")


class Scene(Struct):
    """One article as the rules look at it, with the gifts found so far."""

    doc: Doc
    seen: Context
    marks: list[Marked]
    found: list["Gift"]


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
    implied: bool = False  # nobody gives in this clause: whoever gave before does
    rule: str = ""


Rule = Callable[[Scene, int], Gift | None]


def find(doc: Doc, seen: Context) -> list[Aid[Mention]]:
    """The article's aid in text order, one entry a giver; a headline's only where the text does not say it again."""
    scene = Scene(doc, seen, [mark for mark in marked(doc) if mark.depth == 0], [])
    for rule in RULES:
        for i in doc.where(listed("aid")):
            if any(gift.first <= i < gift.last for gift in scene.found) or handed_over(doc, i):
                continue
            gift = rule(scene, i)
            if (
                gift is not None
                and (gift.donors or gift.recipient or gift.implied)
                and not any(_overlap(gift, g) for g in scene.found)
            ):
                scene.found.append(replace(gift, rule=rule.__name__))
                scene.found.sort(key=lambda found: found.first)
    told = [_completed(scene, gift) for gift in scene.found if _headline_of(scene, gift) is not gift]
    return [aid for gift in _inherited(doc, told) for aid in _entries(scene, gift)]


def _inherited(doc: Doc, gifts: list[Gift]) -> Iterator[Gift]:
    """Gifts in text order, each passive without a giver with the one that the text named last."""
    before: Gift | None = None
    for gift in gifts:
        near = before is not None and doc.sent[gift.first] - doc.sent[before.first] <= BACK
        if gift.implied and before is not None and near:
            gift = replace(gift, donors=before.donors[:1])
        if gift.donors or not gift.implied:
            yield gift
        if gift.donors and gift.status != "asked" and not (before and near and _person(doc, gift.donors[0])):
            before = gift


def _overlap(a: Gift, b: Gift) -> bool:
    return a.first < b.last and b.first < a.last


def _headline_of(scene: Scene, gift: Gift) -> Gift | None:
    """The headline's gift that a gift tells again (the same sum, or no sum and the same receiver's words)."""
    start, end = scene.doc.headline
    above = [g for g in scene.found if start <= g.first < end]
    below = [g for g in scene.found if g.first >= end]
    told_again = [g for g in above if any(g.amount == b.amount for b in below)]
    return next((g for g in told_again if g is gift or g.amount == gift.amount), None)


def _completed(scene: Scene, gift: Gift) -> Gift:
    """The gift with the parties that only the headline names."""
    headline = _headline_of(scene, gift)
    if headline is None or gift.amount is None:
        return gift
    by_person = any(_person(scene.doc, donor) for donor in gift.donors)  # a minister promises, his state gives
    donors = headline.donors if by_person and headline.donors else gift.donors or headline.donors
    return replace(gift, donors=donors, recipient=gift.recipient or headline.recipient)


def _person(doc: Doc, mention: Mention) -> bool:
    name = doc.name_at(mention.head)
    return name is not None and name.kind == "PER"


def _entries(scene: Scene, gift: Gift) -> Iterator[Aid[Mention]]:
    doc = scene.doc
    first, last = doc.sents[doc.sent[gift.first]]
    now = Now(today_of(scene.seen.article))
    for donor in gift.donors or (None,):
        yield Aid(
            what=doc.span(gift.first, gift.last),
            donor=donor,
            recipient=gift.recipient,
            via=gift.via,
            amount=gift.amount,
            currency=gift.currency,
            goods=gift.goods,
            status=cast(Status, gift.status),
            purpose=purpose(doc, gift.frame, gift.frame.verb + 1),
            date=next((t.edtf for t in times(doc, gift.frame.first, gift.frame.last, now) if t.edtf), None),
            evidence=(doc.span(first, last),),
            rule=gift.rule,
        )


def help_given(scene: Scene, noun: int) -> Gift | None:
    """A noun of help with the verb that gives, gets, asks for or refuses it: "оказал помощь", "получил кредит от X"."""
    doc = scene.doc
    if not _helps(doc, noun):
        return None
    verb = _verb_over(doc, noun)
    if verb is None:
        return None
    kind = _kind(doc, verb)
    if passive(doc, verb) and doc.feat(noun, "Case") not in ("Nom", ""):
        return None
    bounds = clause(doc, verb)
    frame = Frame(verb, noun, min(bounds[0], noun), max(bounds[1], noun + 1))
    sum_ = money(doc, frame)
    if doc.lemma[noun] in listed("aid", "support") and not sum_ and not _helpful(doc, noun):
        return None
    if kind == "get":
        return _received(scene, frame)
    if kind in ("ask", "refuse") or _asked_for(doc, noun):
        return _asked(scene, frame, kind or "ask")
    if kind in _GIVING or (sum_ is not None and doc.lemma[verb] not in listed("aid", "rescue")):
        return _given(scene, frame)
    return None


def _helps(doc: Doc, noun: int) -> bool:
    """Whether a noun means help that is given: not "с помощью", not "скорая помощь", not moral support."""
    lemma = doc.lemma[noun]
    if doc.pos[noun] != "NOUN" or lemma not in listed("aid", "help", "grant", "support"):
        return False
    if lemma in listed("aid", "support") and lemma != "поддержка":
        return _helpful(doc, noun)
    adjectives = {doc.lemma[k] for k in (*doc.children(noun, "amod"), noun - 1)}
    return not adjectives & listed("aid", "idle") and doc.form[noun - 1].lower() not in ("с", "при", "к", "без", "за")


def _helpful(doc: Doc, noun: int) -> bool:
    """ "Финансовая поддержка", "гуманитарный груз"."""
    return any(doc.lemma[k] in listed("aid", "helpful") for k in (*doc.children(noun, "amod"), noun - 1))


def _verb_over(doc: Doc, noun: int) -> int | None:
    """The verb that a noun of help depends on: by the tree, else the nearest one of giving before it in its clause."""
    above = [up for up in doc.ancestors(noun) if doc.sent[up] == doc.sent[noun]]
    asking = next((up for up in above if doc.lemma[up] in listed("aid", "asking")), None)
    if asking is not None:  # "обратился к X с запросом о помощи": the verb right before, parsers hang the noun anywhere
        first = doc.sents[doc.sent[noun]][0]
        return next((k for k in range(asking - 1, first - 1, -1) if doc.feat(k, "VerbForm") == "Fin"), None)
    return next((up for up in above if doc.pos[up] == "VERB" or doc.lemma[up] in listed("aid", "handing")), None)


def _kind(doc: Doc, i: int) -> str:
    row = frames("aid").get(doc.lemma[i])
    return row["kind"] if row else ""


def _asked_for(doc: Doc, noun: int) -> bool:
    """ "Запрос о помощи", "просьба о кредите"."""
    return any(doc.lemma[k] in listed("aid", "asking") for k in doc.ancestors(noun) if doc.sent[k] == doc.sent[noun])


def _party(doc: Doc, heads: Iterator[int]) -> Mention | None:
    head = next(heads, None)
    return mention_of(doc, head) if head is not None else None


def _given(scene: Scene, frame: Frame) -> Gift:
    """A gift told from the giver's side; a passive without a giver takes the one that the text named just before."""
    doc = scene.doc
    sum_ = money(doc, frame)
    things = goods(doc, _with_aside(doc, frame))
    donor, status = _giver(scene, frame.verb)
    action = of_clause(doc, scene.marks, frame.verb, frame.verb, frame.verb)
    ends = [
        frame.verb + 1,
        action.last,
        *([frame.noun + 1] if frame.noun is not None else []),
        *([sum_[2]] if sum_ else []),
    ]
    wide = _with_aside(doc, frame)
    return Gift(
        frame=wide,
        first=min(
            [frame.verb, *([frame.noun] if frame.noun is not None else []), *([sum_[1]] if sum_ else []), *things]
        ),
        last=max([*ends, *[k + 1 for k in things]]),
        status=status,
        donors=(donor,) if donor else (),
        implied=donor is None,
        recipient=_party(doc, receivers(doc, wide)),
        via=through(doc, frame.verb, doc.sents[doc.sent[frame.verb]][1]),
        amount=sum_[0].value if sum_ else None,
        currency=sum_[0].currency if sum_ else None,
        goods=names_of(doc, things),
    )


def _with_aside(doc: Doc, frame: Frame) -> Frame:
    """The clause with one that a dash adds to explain it: "оказана помощь – направлены врачи"."""
    after = frame.last
    if after < len(doc) and after > 0 and doc.form[after - 1] in ("-", "–", "—") and _kind(doc, after) in _GIVING:
        return replace(frame, last=clause(doc, after)[1])
    return frame


def _giver(scene: Scene, verb: int) -> tuple[Mention | None, str]:
    """Who gives, and whether it is done, promised, asked of them or refused."""
    doc = scene.doc
    finite = verb
    status = "given" if doc.feat(verb, "Tense") != "Fut" else "promised"
    if any(doc.form[k].lower().startswith("буд") for k in doc.children(verb, "aux")):
        status = "promised"
    if doc.feat(verb, "VerbForm") == "Inf" or _kind(doc, verb) == "handing":
        status = "promised"
        finite = next(
            (k for k in doc.ancestors(verb) if doc.feat(k, "VerbForm") in ("Fin", "Conv") or doc.pos[k] == "ADJ"), verb
        )
        row = frames("commitments").get(doc.lemma[finite])
        if row and row["kind"] == "demand":
            asked = next((k for k in doc.children(finite, "obj", "iobj", "obl") if can_act(doc, k)), None)
            return (mention_of(doc, asked) if asked is not None else None), "asked"
    if any(doc.form[k].lower() == "не" for k in (*doc.children(finite, "advmod"), *doc.children(verb, "advmod"))):
        status = "refused"
    if passive(doc, verb):
        by = next(
            (k for k in doc.children(verb, "obl", "iobj") if doc.feat(k, "Case") == "Ins" and can_act(doc, k)), None
        )
        return (mention_of(doc, by) if by is not None else None), status
    who = agent(doc, scene.seen, finite)
    if who is not None and who.how == "role" and not can_act(doc, who.head):  # "план X предусматривает"
        owner = next(
            (k for k in doc.children(who.head, "nmod") if doc.feat(k, "Case") == "Gen" and can_act(doc, k)), None
        )
        who = mention_of(doc, owner) if owner is not None else None
    return who, status


def _received(scene: Scene, frame: Frame) -> Gift | None:
    """A gift told from the receiver's side: "получил помощь от X", "занял деньги у X"."""
    doc = scene.doc
    givers = from_whom(doc, frame, "от", "у")
    donors = tuple(m for k in givers if (m := mention_of(doc, k)))
    if not donors and frame.noun is not None:
        return None
    sum_ = money(doc, frame)
    last = max([frame.verb + 1, *([phrase(doc, givers[-1])[1]] if givers else []), *([sum_[2]] if sum_ else [])])
    return Gift(
        frame=frame,
        first=frame.verb,
        last=last,
        status="given" if doc.feat(frame.verb, "Tense") == "Past" else "promised",
        donors=donors,
        recipient=agent(doc, scene.seen, frame.verb),
        amount=sum_[0].value if sum_ else None,
        currency=sum_[0].currency if sum_ else None,
        implied=not donors,
    )


def _asked(scene: Scene, frame: Frame, kind: str) -> Gift | None:
    """Help asked for or refused: "попросил X о помощи", "обратится к X с запросом о кредите", "отказал X в помощи"."""
    doc = scene.doc
    acts = agent(doc, scene.seen, frame.verb)
    if kind == "refuse":
        donor, recipient = acts, _party(doc, receivers(doc, frame))
    else:
        asked = from_whom(doc, frame, "у", "к") or [
            k for k in doc.children(frame.verb, "obj", "iobj") if can_act(doc, k) and k != frame.noun
        ]
        donor, recipient = (mention_of(doc, asked[0]) if asked else None), acts
    if donor is None:
        return None
    sum_ = money(doc, frame)
    first, last = phrase(doc, frame.noun if frame.noun is not None else frame.verb)
    return Gift(
        frame=frame,
        first=min(first, frame.verb),
        last=max(last, frame.verb + 1),
        status="refused" if kind == "refuse" else "asked",
        donors=(donor,),
        recipient=recipient,
        amount=sum_[0].value if sum_ else None,
        currency=sum_[0].currency if sum_ else None,
    )


def money_given(scene: Scene, verb: int) -> Gift | None:
    """A verb of giving with a sum of money: "выделил 5 млн", "передал X 5 млн"."""
    doc = scene.doc
    kind = _kind(doc, verb)
    if doc.pos[verb] != "VERB" or kind not in _GIVING:
        return None
    frame = Frame(verb, None, *clause(doc, verb))
    sum_ = money(doc, frame)
    if (
        sum_ is None
        or any(doc.form[k] == "бы" for k in doc.children(verb))
        or (kind != "spend" and next(receivers(doc, frame), None) is None)
    ):
        return None
    return _given(scene, frame)


def goods_given(scene: Scene, verb: int) -> Gift | None:
    """A verb of giving or sending with goods or people that help: "отправил в X палатки", "безвозмездно передал X"."""
    doc = scene.doc
    if doc.pos[verb] != "VERB" or _kind(doc, verb) not in _GIVING:
        return None
    frame = Frame(verb, None, *clause(doc, verb))
    free = any(doc.lemma[k] in listed("aid", "free") for k in range(frame.first, frame.last))
    if not goods(doc, frame) or next(receivers(doc, frame), None) is None:
        return None
    warlike = not free and _kind(doc, verb) != "send" and not goods(doc, frame)
    return None if warlike else _given(scene, frame)


def money_received(scene: Scene, verb: int) -> Gift | None:
    """A verb of getting with a sum: "занял 6 млн у X"; without a giver only where the sentence before names one."""
    doc = scene.doc
    if doc.pos[verb] != "VERB" or _kind(doc, verb) != "get":
        return None
    frame = Frame(verb, None, *clause(doc, verb))
    return _received(scene, frame) if money(doc, frame) else None


def handed_on(scene: Scene, verb: int) -> Gift | None:
    """ "..., а затем выдал их X": what was just received goes on."""
    doc = scene.doc
    if doc.pos[verb] != "VERB" or _kind(doc, verb) not in _GIVING or not scene.found:
        return None
    before = next((g for g in reversed(scene.found) if g.first < verb), None)
    them = any(doc.lemma[k] in ("он", "она", "они") for k in doc.children(verb, "obj"))
    to = next((k for k in doc.children(verb, "iobj") if doc.feat(k, "Case") in ("Dat", "")), None)
    if before is None or not them or to is None or doc.sent[verb] != doc.sent[before.first]:
        return None
    recipient, donor = mention_of(doc, to), agent(doc, scene.seen, verb)
    return replace(
        before, first=verb, last=phrase(doc, to)[1], donors=(donor,) if donor else (), recipient=recipient, via=None
    )


def rescued(scene: Scene, verb: int) -> Gift | None:
    """ "X эвакуировал жителей": people brought to safety."""
    doc = scene.doc
    if doc.pos[verb] != "VERB" or _kind(doc, verb) != "rescue":
        return None
    who = agent(doc, scene.seen, verb)
    saved = next((k for k in doc.children(verb, "obj") if doc.feat(k, "Animacy") == "Anim" or can_act(doc, k)), None)
    if who is None or saved is None or any(doc.lemma[k] == "свой" for k in doc.children(saved)):
        return None
    action = of_clause(doc, scene.marks, verb, verb, verb)
    frame = Frame(verb, None, *clause(doc, verb))
    return Gift(frame, verb, action.last, "given", (who,), mention_of(doc, saved), goods=("эвакуация",))


RULES: tuple[Rule, ...] = (help_given, money_given, goods_given, money_received, handed_on, rescued)
