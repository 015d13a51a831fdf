"""Given: one gift as its giver's clause tells it: who gives, who receives, through whom, whether it is done."""

from msgspec.structs import replace

from onrecord.find.aid.gifts import (
    Frame,
    clause,
    from_whom,
    goods,
    lender,
    names_of,
    nation,
    passive,
    receivers,
    through,
)
from onrecord.find.aid.scene import (
    GIVING,
    Gift,
    Scene,
    all_of,
    country,
    finite_over,
    first_who_acts,
    gift_of,
    kind_of,
    party_at,
    status_of,
)
from onrecord.find.grammar.actions import of_clause
from onrecord.find.grammar.agents import can_act
from onrecord.find.grammar.mentions import mention_of
from onrecord.find.grammar.sides import doer
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import frames, listed


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
    candidates = [party_at(scene, k) or as_role(doc, k) for k in receivers(doc, frame)]
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


def as_role(doc: Doc, i: int) -> Mention:
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


def in_need(doc: Doc, i: int) -> bool:
    """Whether a receiver is a place, a body, a fund or people in need: anybody else may be paid."""
    name = doc.name_at(i)
    if name is not None:
        return name.kind != "PER"
    several = doc.lemma[i] in listed("aid", "receiver") and doc.feat(i, "Number") == "Plur"
    return several or doc.lemma[i] in listed("aid", "needy", "fund")
