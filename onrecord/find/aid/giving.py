"""Giving: the ways in which a sentence says that help is given, promised, asked for, refused or passed on."""

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
from onrecord.find.aid.receiving import received
from onrecord.find.aid.scene import (
    GIVING,
    Gift,
    Scene,
    all_of,
    country,
    does_else,
    finite_over,
    first_aid,
    first_who_acts,
    gift_of,
    helpful,
    helps,
    is_pay,
    kind_of,
    medical,
    of_dues,
    of_trade,
    party_at,
    some,
    status_of,
    verb_of,
)
from onrecord.find.grammar.actions import of_clause
from onrecord.find.grammar.agents import agent, can_act, preposition
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.find.grammar.sides import doer
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import frames, listed

_WHOLES = ("план", "программа", "мера", "размер", "объем", "сумма", "бюджет", "часть", "доля", "форма", "вид")


def help_given(scene: Scene, noun: int) -> Gift | None:
    """A noun of help with the verb that gives, gets, asks for or refuses it: "оказал помощь", "получил кредит от X"."""
    doc = scene.doc
    verb = _verb_over(doc, noun) if helps(doc, noun) else None
    if verb is None or (passive(doc, verb) and doc.feat(noun, "Case") not in ("Nom", "")):
        return None
    kind = kind_of(doc, verb)
    if doc.feat(verb, "VerbForm") == "Fin" and _told_below(doc, noun, verb):
        return None  # "утвердил размер помощи, которую окажет Тарузия": `which_given` reads it
    if kind == "measure" or _ruled_out(doc, verb) or _paid_back(doc, verb, noun):
        return None
    first, last = clause(doc, verb)
    frame = Frame(verb, noun, min(first, noun), max(last, noun + 1))
    if any(doc.lemma[k] in listed("aid", "crime") for k in range(frame.first, frame.last)):
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
    return gift if gift is not None and not first_aid(doc, noun, gift) and not _service(doc, noun, gift) else None


def _service(doc: Doc, noun: int, gift: Gift) -> bool:
    """Whether "содействие" is what citizens owe to officials, not what a place or a body gives."""
    named = any(name is not None and name.kind != "PER" for donor in gift.donors if (name := doc.name_at(donor.head)))
    somebody = named and gift.recipient is not None  # not "оказать содействие введению пошлин"
    return doc.lemma[noun] == "содействие" and not somebody and not helpful(doc, noun)


def _ruled_out(doc: Doc, verb: int) -> bool:
    """Whether giving or getting is only forbidden, or a fault told in passing: "запрещено получать", "не оказав"."""
    forbidden = any(doc.lemma[k] in ("запретить", "запрещать", "нельзя") for k in (doc.head[verb], *doc.children(verb)))
    return forbidden or (doc.feat(verb, "VerbForm") == "Conv" and doc.form[verb - 1].lower() == "не")


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
    aside = below and over >= 0 and doc.pos[over] == "NOUN" and doc.lemma[over] not in _WHOLES
    if aside and doc.lemma[over] not in frames("aid") and doc.lemma[over] not in frames("money"):
        return None  # "снять ограничения на помощь", "группа поддержки"
    above = (up for up in doc.ancestors(noun) if doc.sent[up] == doc.sent[noun])
    return next((up for up in above if doc.pos[up] == "VERB" or doc.lemma[up] in listed("aid", "handing")), None)


def _asking(doc: Doc, noun: int) -> int | None:
    """The noun of asking above a noun of help: "запрос о помощи", "просьба о кредите"."""
    return next((k for k in doc.ancestors(noun) if doc.lemma[k] in listed("aid", "asking")), None)


def given(scene: Scene, frame: Frame) -> Gift:
    """A gift told from the giver's side."""
    doc = scene.doc
    frame = _with_aside(doc, frame)
    things = goods(doc, frame)
    donor, status = _giver(scene, frame)
    donors = all_of(doc, donor)
    action = of_clause(doc, scene.marks, frame.verb, frame.verb, frame.verb)
    places = [frame.verb, *things, *([frame.noun] if frame.noun is not None else [])]
    gift = gift_of(doc, frame, status, min(places), max(action.last, *(k + 1 for k in places)))
    candidates = [party_at(scene, k) or _as_role(doc, k) for k in receivers(doc, frame)]
    recipient = next((m for m in candidates if not any(m.span.overlaps(d.span) for d in donors)), None)
    if recipient is None and doc.lemma[frame.verb] == "собрать":  # a fund that raises money gets it
        recipient, donors = donor, ()
    return replace(
        gift,
        donors=donors,
        recipient=recipient or helped_place(scene, frame) or _nation_helped(scene, frame),
        via=through(doc, frame.verb, doc.sents[doc.sent[frame.verb]][1]),
        goods=names_of(doc, things),
    )


def helped_place(scene: Scene, frame: Frame) -> Mention | None:
    """The country in the genitive behind what a sum is for: "выделит 5 млн на укрепление границы Велонии"."""
    doc = scene.doc
    for name in doc.names:
        head = name.first
        inside = frame.verb < head < frame.last and name.kind == "LOC" and doc.feat(head, "Case") in ("Gen", "")
        if inside and doc.is_rel(head, "nmod") and doc.head[head] > frame.verb and country(doc, scene, head):
            return mention_of(doc, head)
    return None


def _nation_helped(scene: Scene, frame: Frame) -> Mention | None:
    """The country that only an adjective names: "вложит 5 млн в развитие тарузской экономики"."""
    doc = scene.doc
    after = range(frame.verb + 1, frame.last)
    return nation(doc, scene.seen.knowledge, (k for k in after if doc.lemma[doc.head[k]] not in listed("aid")))


def _as_role(doc: Doc, i: int) -> Mention:
    """A participle that stands for people: "пострадавшим"."""
    return Mention(doc.start[i], doc.end[i], i, "role")


def _with_aside(doc: Doc, frame: Frame) -> Frame:
    """The clause with one that a dash adds to explain it: "оказана помощь – направлены врачи"."""
    after = frame.last
    if 0 < after < len(doc) and doc.form[after - 1] in ("-", "–", "—") and kind_of(doc, after) in GIVING:
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
    status = "refused" if finite != verb and kind_of(doc, finite) == "refuse" else status_of(doc, verb, finite)
    if passive(doc, verb):
        by = first_who_acts(doc, (k for k in doc.children(verb, "obl", "iobj") if doc.feat(k, "Case") == "Ins"))
        sender = from_whom(doc, frame, "от")  # "перечислен грант от X"
        by = by or lender(doc, frame) or (mention_of(doc, sender[0]) if sender else None)
        if by is None and frame.noun is not None:  # "оказана тарузская помощь"
            by = nation(doc, scene.seen.knowledge, doc.children(frame.noun, "amod"))
        return by, status
    who = _named_before(doc, doer(doc, scene.seen, finite))
    if who is not None and who.how == "role" and not can_act(doc, who.head):  # "план X предусматривает"
        who = first_who_acts(doc, (k for k in doc.children(who.head, "nmod") if doc.feat(k, "Case") == "Gen"))
    return who, status


def _named_before(doc: Doc, who: Mention | None) -> Mention | None:
    """Who "он", "она" is where the sentence has a state or a body for its subject before: "Тарузия знает, что она"."""
    if who is None or who.how != "pronoun":
        return who
    before = range(who.head - 1, doc.sents[doc.sent[who.head]][0] - 1, -1)
    subjects = (k for k in before if doc.is_rel(k, "nsubj") and can_act(doc, k))
    near = next(subjects, None)
    name = doc.name_at(near) if near is not None else None
    fits = near is not None and all(doc.feat(near, key) == doc.feat(who.head, key) for key in ("Number", "Gender"))
    return mention_of(doc, near) if near is not None and name is not None and name.kind != "PER" and fits else who


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
    negated = any(doc.form[k].lower() == "не" for k in (*doc.children(frame.verb, "advmod"), frame.verb - 1))
    if frame.noun is None or (donor is None and not needy) or (kind == "ask" and negated):
        return None
    if kind == "refuse" and medical(doc, frame.noun):
        return None  # "отказался от медицинской помощи"
    first, last = phrase(doc, frame.noun)
    status = "refused" if kind == "refuse" else "asked"
    gift = gift_of(doc, frame, status, min(first, frame.verb), max(last, frame.verb + 1))
    return replace(gift, donors=all_of(doc, donor), recipient=recipient)


def _several(doc: Doc, who: Mention) -> bool:
    """Whether somebody is a place, an organisation or several people, not one person in trouble."""
    name = doc.name_at(who.head)
    return name.kind != "PER" if name is not None else who.how == "role" and doc.feat(who.head, "Number") == "Plur"


def money_given(scene: Scene, verb: int) -> Gift | None:
    """A verb of giving with a sum of money: "выделил 5 млн", "передал X 5 млн"."""
    doc = scene.doc
    frame = verb_of(doc, verb, *GIVING)
    if frame is None or money(doc, frame) is None or any(doc.form[k] == "бы" for k in doc.children(verb)):
        return None
    sum_ = money(doc, frame)
    paid = sum_ is not None and kind_of(doc, verb) != "donate" and is_pay(doc, sum_[2])
    if paid or of_dues(doc, verb):
        return None
    helping = any(doc.lemma[k] in listed("aid", "help") for k in range(*doc.sents[doc.sent[verb]]))
    promised = kind_of(doc, verb) == "spend" and (helping or _told_before(scene, frame))
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


def _told_before(scene: Scene, frame: Frame) -> bool:
    """Whether a gift of the same sum was told before, with whom it is for."""
    sum_ = money(scene.doc, frame)
    return sum_ is not None and any(gift.amount == sum_[0].value for gift in scene.found)


def means_given(scene: Scene, verb: int) -> Gift | None:
    """A verb of giving with money of no sum: "передал фонду деньги", "средства направят беженцам"."""
    doc = scene.doc
    frame = verb_of(doc, verb, *GIVING)
    if frame is None or of_dues(doc, verb):
        return None
    things = doc.children(verb, "nsubj" if passive(doc, verb) else "obj")
    means = next(
        (k for k in things if _is_means(doc, k) or any(_is_means(doc, c) for c in doc.children(k, "nmod"))), None
    )
    if means is None or not any(in_need(doc, k) for k in receivers(doc, frame)):
        return None
    gift = given(scene, frame)
    return replace(gift, first=min(gift.first, means), last=max(gift.last, means + 1))


def _free(doc: Doc, verb: int) -> bool:
    """Whether whatever is given is given for nothing: "передал безвозмездно", "в дар"."""
    gift = (doc.lemma[k] in ("дар", "подарок") and preposition(doc, k) == "в" for k in doc.children(verb, "obl", "obj"))
    return any(doc.lemma[k] in ("безвозмездно", "бесплатно") for k in doc.children(verb, "advmod")) or any(gift)


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
    return doc.lemma[k] in listed("aid", "means") or doc.lemma[k] == "средство"


def in_need(doc: Doc, i: int) -> bool:
    """Whether a receiver is a place, a body, a fund or people in need: anybody else may be paid."""
    name = doc.name_at(i)
    if name is not None:
        return name.kind != "PER"
    several = doc.lemma[i] in listed("aid", "receiver") and doc.feat(i, "Number") == "Plur"
    return several or doc.lemma[i] in listed("aid", "needy", "fund")


def which_given(scene: Scene, noun: int) -> Gift | None:
    """A noun of help and how it was given: "помощь, которую предоставила Тарузия", "данный Тарузией кредит"."""
    doc = scene.doc
    told = (k for k in doc.children(noun, "acl", "amod") if kind_of(doc, k) in GIVING and doc.pos[k] == "VERB")
    verb = next(told, None) if helps(doc, noun) or doc.lemma[noun] in listed("aid", "means") else None
    if verb is None:
        return None
    gift = given(scene, Frame(verb, noun, *clause(doc, verb)))
    parties = (*gift.donors, *some(gift.recipient))
    named = [m for m in parties if m.how == "name"] or (len(parties) > 1 and all(m.how == "role" for m in parties))
    first, last = phrase(doc, noun)
    whole = gift_of(doc, Frame(verb, noun, first, last), gift.status, min(first, gift.first), max(last, gift.last))
    whole = replace(whole, donors=gift.donors, recipient=gift.recipient, via=gift.via, frame=gift.frame)
    return whole if named else None


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
    if not any(doc.lemma[k] in ("он", "она", "они") for k in doc.children(verb, "obj")):
        return None
    donors = some(agent(doc, scene.seen, verb))
    last = phrase(doc, to)[1]
    return replace(before, first=verb, last=last, donors=donors, recipient=mention_of(doc, to), via=None)


def rescued(scene: Scene, verb: int) -> Gift | None:
    """ "X эвакуировал жителей": people brought to safety; one's own people are no aid."""
    doc = scene.doc
    frame = verb_of(doc, verb, "rescue")
    who = agent(doc, scene.seen, verb) if frame is not None else None
    saved = next((k for k in doc.children(verb, "obj") if doc.feat(k, "Animacy") == "Anim" or can_act(doc, k)), None)
    if (
        frame is None
        or who is None
        or saved is None
        or any(doc.lemma[k] == "свой" for k in (*doc.children(saved), verb + 1))
    ):
        return None
    last = of_clause(doc, scene.marks, verb, verb, verb).last
    return Gift(frame, verb, last, "given", (who,), mention_of(doc, saved), goods=("эвакуация",))
