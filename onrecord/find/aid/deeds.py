"""Deeds: help done, not given: people saved or taken out, a rescue that somebody joins, forces called up for it."""

from collections.abc import Iterator

from msgspec.structs import replace

from onrecord.find.aid.gifts import Frame, clause, dative, datives, nation, passive
from onrecord.find.aid.scene import (
    Gift,
    Scene,
    country,
    finite_over,
    gift_of,
    kind_of,
    negated,
    of_dues,
    of_trade,
    one_person,
    some,
    status_of,
)
from onrecord.find.grammar.actions import of_clause
from onrecord.find.grammar.agents import agent, can_act, joined, preposition
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed


def rescued(scene: Scene, verb: int) -> Gift | None:
    """ "Флот Тарузии эвакуировал жителей": people saved by a state, a body or a crew, not by a service of the place."""
    doc = scene.doc
    if kind_of(doc, verb) != "rescue" or doc.pos[verb] != "VERB" or negated(doc, verb):
        return None
    aim = doc.is_rel(verb, "advcl") or (doc.head[verb] >= 0 and doc.pos[doc.head[verb]] == "NOUN")
    if (doc.feat(verb, "VerbForm") == "Inf" and aim) or doc.lemma[finite_over(doc, verb)] in listed(
        "relief", "attempt"
    ):
        return None  # "чтобы спасти рыбаков", "план спасти рыбаков"
    saved = next((k for k in doc.children(verb, "nsubj" if passive(doc, verb) else "obj") if _people(doc, k)), None)
    who = _saviour(scene, verb)
    if who is None or saved is None or any(doc.lemma[k] == "свой" for k in doc.children(saved)):
        return None
    if doc.lemma[verb + 1 : verb + 2] == ["свой"]:
        return None  # "спасли свои лодки"
    last = of_clause(doc, scene.marks, verb, verb, verb).last
    finite = finite_over(doc, verb)
    status = "given" if doc.lemma[finite] in listed("aid", "must") else status_of(doc, verb, finite)
    frame = Frame(verb, None, *clause(doc, verb))
    taken_out = doc.lemma[verb] in ("эвакуировать", "эвакуироваться")
    return Gift(frame, verb, last, status, (who,), mention_of(doc, saved), goods=("эвакуация",) if taken_out else ())


def _people(doc: Doc, k: int) -> bool:
    """Whether somebody may be saved: people, a crew, a place; not a reputation."""
    alive = doc.feat(k, "Animacy") == "Anim" or can_act(doc, k)
    return alive or doc.lemma[k] in listed("relief", "vessel")


def _saviour(scene: Scene, verb: int) -> Mention | None:
    """Who saves, where it is no passer-by and no service of the place: somebody of a named body, or a crew."""
    doc = scene.doc
    if passive(doc, verb):
        by = (k for k in doc.children(verb, "obl") if doc.feat(k, "Case") == "Ins" and not preposition(doc, k))
        head = next(by, None)
    elif doc.lemma[finite_over(doc, verb)] in listed("aid", "must"):  # "военным пришлось спасать экипаж"
        head = next((k for k in doc.children(finite_over(doc, verb), "iobj", "obl") if dative(doc, k)), None)
    else:
        who = agent(doc, scene.seen, finite_over(doc, verb))
        head = who.head if who is not None and who.how != "pronoun" else None
    return _of_somebody(scene, head) if head is not None else None


def _of_somebody(scene: Scene, head: int) -> Mention | None:
    """Who token `head` stands for where a name or a country's adjective tells whose they are."""
    doc = scene.doc
    who = mention_of(doc, head)
    forces = doc.lemma[head] in listed("relief", "forces", "vessel") and doc.feat(head, "Case") != "Ins"
    if doc.lemma[head] in listed("relief", "raider"):
        return None
    if who is None or (one_person(doc, who) and not forces) or (_routine(doc, head) and not _of_a_state(scene, head)):
        return None
    name = doc.name_at(head)
    named = name is not None and name.kind != "PER"
    owned = any(doc.name_at(k) is not None for k in doc.subtree(head)[:8] if k > head)
    foreign = nation(doc, scene.seen.knowledge, doc.subtree(head)[:8]) is not None
    return who if named or owned or foreign or forces else None


def supported(scene: Scene, noun: int) -> Gift | None:
    """ "Поддержку им оказывает авиация Тарузии": what forces do for others, not a politician's support."""
    doc = scene.doc
    verb = doc.head[noun]
    if doc.lemma[noun] != "поддержка" or verb < 0 or doc.lemma[verb] not in ("оказать", "оказывать"):
        return None
    givers = [k for k in doc.children(verb, "nsubj", "obl") if doc.lemma[k] in listed("relief", "forces", "vessel")]
    frame = Frame(verb, noun, *clause(doc, verb))
    to = next((mention_of(doc, k) for k in datives(doc, frame)), None)
    donors = tuple(m for k in givers for i in joined(doc, k) if (m := mention_of(doc, i)) is not None)
    if not donors or negated(doc, verb):
        return None
    first, last = min(verb, noun), max(verb, noun, *(phrase(doc, m.head)[1] - 1 for m in donors)) + 1
    gift = gift_of(doc, frame, status_of(doc, verb, finite_over(doc, verb)), first, last)
    return replace(gift, donors=donors, recipient=to)


def _routine(doc: Doc, head: int) -> bool:
    """Whether whoever acts has it for a duty, or is in need: "сотрудники МЧС", "пожарные"."""
    return any(doc.lemma[k] in listed("relief", "duty") | listed("aid", "needy") for k in (head, *doc.children(head)))


def _of_a_state(scene: Scene, head: int) -> bool:
    """Whether a service is told as a state's: "спасатели Тарузии", "тарузские врачи"."""
    doc = scene.doc
    owned = any(country(doc, scene, k) for k in doc.children(head, "nmod") if doc.name_at(k) is not None)
    return owned or nation(doc, scene.seen.knowledge, doc.children(head, "amod")) is not None


def joined_in(scene: Scene, noun: int) -> Gift | None:
    """ "В спасательной операции участвуют самолёты Тарузии": whoever joins a rescue, if it is told whose they are."""
    doc = scene.doc
    verb = _verb_above(doc, noun)
    if doc.lemma[noun] not in listed("relief", "operation") or not _of_relief(doc, noun) or verb is None:
        return None
    if preposition(doc, noun) not in ("в", "во", "к", "для") or doc.lemma[verb] not in listed("relief", "join"):
        return None
    joins = passive(doc, verb) or doc.children(verb, "nsubj")
    subjects = [k for k in doc.children(verb, "nsubj", "obj") if k not in (noun, doc.head[noun])] if joins else []
    givers = [m for k in subjects for i in joined(doc, k) if (m := _of_somebody(scene, i)) is not None]
    if not givers or negated(doc, verb):
        return None
    first, last = phrase(doc, givers[0].head)
    frame = Frame(verb, noun, min(verb, noun, first), max(verb, noun, last - 1) + 1)
    gift = gift_of(doc, frame, status_of(doc, verb, finite_over(doc, verb)), frame.first, frame.last)
    return replace(gift, donors=tuple(givers))


def _of_relief(doc: Doc, noun: int) -> bool:
    """Whether an operation or works are a rescue: "спасательная операция", "поиски выживших", "тушение пожаров"."""
    below = (*doc.children(noun, "amod", "nmod"), noun - 1)
    return doc.lemma[noun] in listed("aid", "relief") or any(doc.lemma[k] in listed("aid", "relief") for k in below)


def called_up(scene: Scene, noun: int) -> Gift | None:
    """ "Для помощи рыбакам мобилизована техника министерства": what is called up to help somebody."""
    doc = scene.doc
    verb = _verb_above(doc, noun)
    aim = doc.lemma[noun] in listed("aid", "help", "relief") | listed("relief", "operation")
    if not aim or preposition(doc, noun) not in ("для", "на"):
        return None
    if verb is None or doc.lemma[verb] not in listed("relief", "join") or negated(doc, verb):
        return None
    things = [k for k in doc.children(verb, "nsubj", "obj") if k != noun]
    if not things:
        return None
    frame = Frame(verb, noun, *clause(doc, verb))
    if any(doc.lemma[k] in listed("relief", "duty") | listed("aid", "crime") for k in doc.subtree(noun)):
        return None  # "для помощи следствию"
    to = next((mention_of(doc, k) for k in _helped(doc, noun, frame)), None)
    row = joined(doc, things[0])
    if any(_routine(doc, k) for k in row):
        return None
    givers = [m for i in row for m in _owners(doc, i)]
    if not givers and (who := agent(doc, scene.seen, verb)) is not None and not passive(doc, verb):
        givers = [who]
    if not givers and to is None:
        return None
    first = min(verb, noun, things[0])
    last = max(verb + 1, phrase(doc, noun)[1], phrase(doc, things[0])[1])
    gift = gift_of(doc, frame, status_of(doc, verb, finite_over(doc, verb)), first, last)
    return replace(gift, donors=tuple(givers), recipient=to)


def _owners(doc: Doc, thing: int) -> Iterator[Mention]:
    """Whose a thing or a force is: "катера министерства транспорта", "вертолёты Тарузии"."""
    if can_act(doc, thing) and (who := mention_of(doc, thing)) is not None:
        yield who
        return
    for k in doc.children(thing, "nmod"):
        if doc.feat(k, "Case") in ("Gen", "") and can_act(doc, k) and not preposition(doc, k):
            yield from some(mention_of(doc, k))


def _helped(doc: Doc, noun: int, frame: Frame) -> Iterator[int]:
    yield from datives(doc, replace(frame, first=noun))
    yield from (k for k in doc.children(noun, "nmod") if k > noun and can_act(doc, k) and not preposition(doc, k))


def _verb_above(doc: Doc, noun: int) -> int | None:
    above = (up for up in doc.ancestors(noun) if doc.sent[up] == doc.sent[noun])
    return next((up for up in above if doc.pos[up] == "VERB"), None)


def covered(scene: Scene, noun: int) -> Gift | None:
    """ "Тарузия взяла на себя расходы на ремонт школы", "оплатила содержание приюта": what is paid for others."""
    doc = scene.doc
    verb = doc.head[noun]
    if (
        doc.lemma[noun] not in listed("relief", "cost")
        or verb < 0
        or not _covers(doc, verb, noun)
        or negated(doc, verb)
    ):
        return None
    idle = passive(doc, verb) or any(not can_act(doc, k) for k in doc.children(verb, "nsubj"))
    who = agent(doc, scene.seen, finite_over(doc, verb)) if not idle else None
    public = who is not None and who.how != "pronoun" and not one_person(doc, who) and can_act(doc, who.head)
    if who is None or not public or of_dues(doc, verb) or of_trade(doc, verb) or _said(doc, who, verb):
        return None
    first, last = phrase(doc, noun)
    frame = Frame(verb, noun, min(first, verb), max(last, verb + 1))
    to = next((mention_of(doc, k) for k in _patients(doc, noun, frame)), None)
    if to is None and not any(_in_need(doc, k) for k in (noun, *doc.subtree(noun)) if k not in doc.subtree(who.head)):
        return None  # "взяла на себя расходы на обед": nobody else's
    gift = gift_of(doc, frame, status_of(doc, verb, finite_over(doc, verb)), frame.first, frame.last)
    return replace(gift, donors=(who,), recipient=to)


def _in_need(doc: Doc, k: int) -> bool:
    """Whether a token names who is paid for: a place, people in need, what helps them ("школа", "лечение")."""
    name = doc.name_at(k)
    if name is not None:
        return name.kind != "PER"
    return doc.lemma[k] in listed("relief", "group", "recovery", "lodging") | listed("aid", "needy", "receiver")


def _said(doc: Doc, who: Mention, verb: int) -> bool:
    """Whether somebody only says that costs are paid, or asks for it: "считают, что пособие покроет расходы"."""
    return "что" in doc.form[who.head : verb] or (doc.head[verb] >= 0 and doc.pos[doc.head[verb]] == "NOUN")


def _covers(doc: Doc, verb: int, noun: int) -> bool:
    """Whether a verb pays somebody else's costs: "взять на себя", "оплатить", "покрыть"."""
    if doc.lemma[verb] in ("взять", "брать"):
        return any(doc.lemma[k] == "себя" for k in doc.children(verb)) and doc.is_rel(noun, "obj")
    return doc.lemma[verb] in listed("relief", "pay") and doc.is_rel(noun, "obj") and noun > verb


def _patients(doc: Doc, noun: int, frame: Frame) -> Iterator[int]:
    yield from datives(doc, frame)
    yield from (k for k in doc.children(noun, "nmod") if doc.feat(k, "Case") == "Gen" and _people(doc, k))


def hosted(scene: Scene, noun: int) -> Gift | None:
    """ "Велония пригласила на отдых детей Заречья", "палата приняла раненых на лечение": people taken in to recover."""
    doc = scene.doc
    verb = doc.head[noun]
    if doc.lemma[noun] not in listed("relief", "recovery") or preposition(doc, noun) != "на" or verb < 0:
        return None
    if (
        doc.lemma[verb] not in listed("relief", "host") | {"принять", "принимать"}
        or passive(doc, verb)
        or negated(doc, verb)
    ):
        return None
    who = agent(doc, scene.seen, finite_over(doc, verb))
    around = [*doc.children(verb, "obj"), *doc.children(noun, "nmod")]  # parsers hang the guests on either
    guests = next((k for k in around if _people(doc, k) and not preposition(doc, k)), None)
    if who is None or guests is None or one_person(doc, who) or not can_act(doc, who.head) or _routine(doc, who.head):
        return None
    first, last = min(verb, noun), max(verb, noun, phrase(doc, guests)[1] - 1) + 1
    frame = Frame(verb, None, first, last)
    gift = gift_of(doc, frame, status_of(doc, verb, finite_over(doc, verb)), first, last)
    return replace(gift, donors=(who,), recipient=mention_of(doc, guests))
