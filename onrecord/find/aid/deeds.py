"""Deeds: help that is done, not given: people saved or taken out."""

from onrecord.find.aid.gifts import Frame, clause, dative, nation, passive
from onrecord.find.aid.scene import (
    Gift,
    Scene,
    country,
    finite_over,
    kind_of,
    negated,
    one_person,
    status_of,
)
from onrecord.find.grammar.actions import of_clause
from onrecord.find.grammar.agents import agent, can_act, preposition
from onrecord.find.grammar.mentions import mention_of
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


def _routine(doc: Doc, head: int) -> bool:
    """Whether whoever acts has it for a duty, or is in need: "сотрудники МЧС", "пожарные"."""
    return any(doc.lemma[k] in listed("relief", "duty") | listed("aid", "needy") for k in (head, *doc.children(head)))


def _of_a_state(scene: Scene, head: int) -> bool:
    """Whether a service is told as a state's: "спасатели Тарузии", "тарузские врачи"."""
    doc = scene.doc
    owned = any(country(doc, scene, k) for k in doc.children(head, "nmod") if doc.name_at(k) is not None)
    return owned or nation(doc, scene.seen.knowledge, doc.children(head, "amod")) is not None
