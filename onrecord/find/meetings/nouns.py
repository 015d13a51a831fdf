"""Nouns: which nouns of a text name an event that is held, and which speak of something else."""

from collections.abc import Iterator

from onrecord.find.context import Context
from onrecord.find.grammar.agents import can_act
from onrecord.find.grammar.cases import plural
from onrecord.find.meetings.occasions import (
    Occasion,
    form_of,
    governor,
    kind_of,
    lead,
    nouns,
    participle_start,
    predicate,
)
from onrecord.find.meetings.stretches import NOUN
from onrecord.language.doc import Doc
from onrecord.language.gazetteer import gazetteer
from onrecord.words import listed

_PLURAL = listed("gathering", "single")  # in the plural one event
_MADE = listed("gathering", "made")  # contacts; who resumes or cuts "контакты" has relations
_MEMBERS = listed("gathering", "member")
_OUT = ("", "в", "во", "из", "от", "с", "со", "для", "к")  # what a parliament has to do with, not a gathering
_SITTINGS = listed("gathering", "sitting")  # of a forum that is a body
_BODIES = listed("gathering", "house")  # with a capital before them the name of a parliament
_MEDIA = listed("gathering", "spoken")  # with the press: an interview, no meeting


def occasions(doc: Doc, seen: Context) -> Iterator[Occasion]:
    """The nouns that name a meeting, in text order."""
    for i in doc.where({*nouns(), *listed("gathering", "anaphor")}):
        kind = kind_of(doc, i)
        if kind is None or not (doc.pos[i] in NOUN or _points_back(doc, i)):
            continue
        first, link, top = lead(doc, i)
        verb = governor(doc, i, first, top)
        occasion = Occasion(i, first, kind, link, top, verb)
        known = gazetteer(seen.knowledge).longest(doc, first)
        if known and known[0] > i and known[1].kind != "outlet":
            continue  # "Федеральное собрание"
        if doc.pos[i] == "PRON" or not _otherwise(doc, occasion):
            yield occasion


def _otherwise(doc: Doc, occasion: Occasion) -> bool:
    """Whether the noun speaks of something else than one event that is held."""
    return any(meant(doc, occasion) for meant in (_of_person, _named_body, _general, _aimed, _elsewhere))


def _points_back(doc: Doc, i: int) -> bool:
    """Whether a pronoun stands for an event that somebody takes part in: "в нём приняли участие X и Y"."""
    return (
        doc.pos[i] == "PRON"
        and doc.form[i].lower() in listed("pronouns", "in-it")
        and doc.form[max(0, i - 1)].lower() in ("в", "на")
    )


def _named_body(doc: Doc, occasion: Occasion) -> bool:
    """Whether the noun is part of the name of a body ("Форум стран-экспортёров") and no event is spoken of."""
    name = doc.name_at(occasion.token)
    happens = occasion.verb is not None and doc.lemma[occasion.verb] in listed("gathering", "happen", "hold")
    if doc.lemma[occasion.token] == "конгресс" and occasion.first == occasion.token and occasion.link in _OUT:
        return not happens or doc.name_at(occasion.token) is not None
    if doc.lemma[occasion.token] in _BODIES and occasion.first > doc.sents[doc.sent[occasion.token]][0]:
        return doc.form[occasion.first][0].isupper() and occasion.link != "на"
    if name is None or (name.last - name.first == 1 and doc.form[occasion.token][0].islower()):
        return False
    verb = doc.lemma[occasion.verb] if occasion.verb is not None else ""
    spoken = occasion.link == "на" or doc.lemma[occasion.top] in listed("gathering", "carrier", "edge", "attend")
    return (not spoken and verb not in listed("gathering", "happen", "hold")) or name.kind == "PER"


def _general(doc: Doc, occasion: Occasion) -> bool:
    """Whether events of a kind are spoken of, not one of them: a plural outside "провести встречи с ..."."""
    i = occasion.token
    above = doc.head[i]
    if occasion.kind == "conference" and above == occasion.first - 1 >= 0 and doc.lemma[above] in _SITTINGS:
        return True  # "заседание форума": the forum is the body that sits
    form = form_of(doc, i)
    if form == "rite":
        again = occasion.first > 0 and doc.lemma[occasion.first - 1] in nouns()  # "церемония прощания"
        return again or predicate(doc, occasion) not in listed("gathering", "happen", "attend")
    if form == "body":  # "на президиуме правительства", "на исполкоме": its sitting
        return occasion.link != "на" or doc.feat(i, "Case") != "Loc"
    if form == "contact":
        return not plural(doc, i) or predicate(doc, occasion) not in listed("gathering", "happen", "made")
    if doc.feat(i, "Number") != "Plur" or doc.lemma[i] in _PLURAL:
        return False
    if form == "rally":
        return not _wave(doc, occasion)
    if occasion.kind == "visit" and doc.children(i, "nummod"):
        return True  # "совершили пять поездок"
    verb = occasion.verb
    if verb is not None and occasion.link in listed("gathering", "during") and doc.feat(verb, "Tense") == "Past":
        return doc.form[i + 1 : i + 2] not in (["с"], ["со"])  # "на встречах с X говорили", "провёл серию встреч с X"
    if verb is None or occasion.link or not doc.is_rel(i, "obj", "nsubj"):
        return True
    return doc.lemma[verb] not in listed("gathering", "hold", "happen") or doc.feat(verb, "Tense") == "Pres"


def _wave(doc: Doc, occasion: Occasion) -> bool:
    """Whether rallies in the plural are told as one event: "прошли митинги", "протесты, организованные союзом"."""
    verb, i = occasion.verb, occasion.token
    made = listed("gathering", "happen", "hold")
    if any(doc.lemma[k] in made and doc.feat(k, "VerbForm") == "Part" for k in doc.children(i, "acl", "amod")):
        return True
    if verb is None or doc.feat(verb, "VerbForm") == "Inf":
        return False
    at = occasion.link == "на" and doc.feat(i, "Case") == "Acc"  # "вышли на митинги"
    own = (at or occasion.link in ("", "участие")) and doc.lemma[verb] in made | listed("gathering", "attend")
    going_on = doc.feat(verb, "Tense") != "Pres" or doc.lemma[verb] in listed("gathering", "happen")
    aimed = doc.feat(verb, "Tense") == "Past" and occasion.link == "" and doc.lemma[i + 1 : i + 2] == ["протест"]
    return (own and going_on) or aimed


def _of_person(doc: Doc, occasion: Occasion) -> bool:
    """Whether the word only says of what somebody is a member: "депутат собрания", "участник встречи"."""
    above = doc.head[occasion.token]
    if (
        above >= 0
        and doc.lemma[above] in _MEMBERS
        and occasion.kind in ("summit", "conference")
        and doc.is_rel(above, "nsubj")
    ):
        return False  # "участники конференции одобрили": there they did
    if names_guests(doc, occasion):
        return False
    return occasion.link == "" and 0 <= above < occasion.first and can_act(doc, above) and doc.pos[above] == "NOUN"


def names_guests(doc: Doc, occasion: Occasion) -> bool:
    """Whether the words before an event say that its guests are named: "участниками встречи", "среди гостей форума"."""
    guest = occasion.first - 1
    opens = doc.sents[doc.sent[occasion.token]][0]
    if guest < opens or doc.lemma[guest] not in listed("gathering", "guest", "member"):
        return False
    among = doc.lemma[max(0, guest - 1)] in listed("gathering", "among")
    return plural(doc, guest) and (among or doc.feat(guest, "Case") == "Ins")


def _aimed(doc: Doc, occasion: Occasion) -> bool:
    """Whether the event is only aimed at and nobody goes there: "заявки на пресс-конференцию"."""
    if occasion.link != "на" or doc.feat(occasion.token, "Case") != "Acc" or occasion.verb is None:
        return False
    if participle_start(doc, occasion.token, occasion.first) < occasion.first:
        return False  # "ответ на прошедшую в Лурии конференцию"
    ahead = any(doc.lemma[k] in listed("prospects", "ahead") for k in range(occasion.first, occasion.token))
    return not ahead and doc.lemma[occasion.verb] not in listed(
        "gathering", "attend", "absent", "hold", "send", "invite"
    )


def _elsewhere(doc: Doc, occasion: Occasion) -> bool:
    """Whether the word speaks of a match, of an interview or of a trial."""
    i = occasion.token
    first, last = doc.sents[doc.sent[i]]
    near = set(doc.lemma[i + 1 : min(last, i + 4)])
    if doc.lemma[i] in _MEDIA and "с" in near and near & listed("gathering", "press"):
        return True
    if doc.lemma[i] in listed("gathering", "hearing") and _on_trial(doc, i):
        return True
    if doc.lemma[i] == "слушание" and near & listed("gathering", "case"):
        return True
    if doc.lemma[i] == "собрание" and near & listed("gathering", "collection"):
        return True
    if doc.lemma[i] == "сессия" and not listed("gathering", "market").isdisjoint(doc.lemma[first:last]):
        return True
    return doc.lemma[i] in listed("gathering", "game") and on_pitch(doc, i)


def on_pitch(doc: Doc, i: int) -> bool:
    """Whether the sentence of token `i` tells of a match, or both those around it do."""
    s, match = doc.sent[i], listed("gathering", "match")

    def tells(n: int) -> bool:
        return not match.isdisjoint(doc.lemma[slice(*doc.sents[n])])

    return tells(s) or (0 < s < len(doc.sents) - 1 and tells(s - 1) and tells(s + 1))


def _on_trial(doc: Doc, i: int) -> bool:
    """Whether the sentences around a sitting speak of a trial."""
    s = doc.sent[i]
    first, last = doc.sents[max(0, s - 1)][0], doc.sents[min(s + 1, len(doc.sents) - 1)][1]
    return not listed("gathering", "trial").isdisjoint(doc.lemma[first:last])
