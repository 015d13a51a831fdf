"""Occasions: the nouns and verbs of a text that name a meeting, and the predicate that each of them hangs on."""

from collections.abc import Iterator
from functools import cache
from typing import cast

from msgspec import Struct

from onrecord.find.context import Context
from onrecord.find.grammar.agents import can_act
from onrecord.find.grammar.cases import plural
from onrecord.find.meetings.stretches import NOUN, finite
from onrecord.language.doc import Doc
from onrecord.language.gazetteer import gazetteer
from onrecord.language.morph import phrase_key
from onrecord.span import Span
from onrecord.values import MeetingKind
from onrecord.words import frames, listed

_PLURAL = {"переговоры", "консультация", "консультации", "рукопожатие"}  # in the plural one event
_DURING = ("на", "в", "ход", "время", "рамка", "при", "серия", "ряд")
_QUOTES = {"«", '"', "“", "„"}
_MADE = {"быть", "провести", "проводить"}  # contacts; who resumes or cuts "контакты" has relations
_SHOWS = {"акция", "демонстрация", "протест"}
_MEMBERS = {"участник", "делегат"}
_OUT = ("", "в", "во", "из", "от", "с", "со", "для", "к")  # what a parliament has to do with, not a gathering
_SITTINGS = {"заседание", "сессия", "устав", "секретариат"}  # of a forum that is a body
_BODIES = {"собрание", "конгресс"}  # with a capital before them the name of a parliament
_MEDIA = {"беседа", "разговор", "встреча", "интервью"}  # with the press: an interview, no meeting
TALKS = ("talks", "meeting", "call")  # kinds of two sides
WHOSE = {"его", "ее", "её", "их"}
_IN_IT = {"нем", "нём", "ней", "них"}


class Occasion(Struct, frozen=True):
    """A word that names a meeting.

    `link` says how it hangs on `verb`: "" as subject or object, else its preposition or the lemma of the noun that
    carries it ("в ходе встречи": "ход"). `top` is the carrying noun, or the word itself.
    """

    token: int
    first: int  # where its own phrase begins
    kind: MeetingKind
    link: str
    top: int
    verb: int | None

    def what(self, doc: Doc) -> Span:
        return doc.span(self.first, self.token + 1)


def predicate(doc: Doc, occasion: Occasion) -> str:
    """The lemma of the verb that an event hangs on, "" where there is none."""
    return doc.lemma[occasion.verb] if occasion.verb is not None else ""


def discussed(doc: Doc, occasion: Occasion) -> bool:
    """Whether the event is but the topic of another talk: "обсудил с Y итоги переговоров"."""
    carried = occasion.top != occasion.token and doc.is_rel(occasion.top, "obj")
    return carried and predicate(doc, occasion) in ("обсудить", "обсуждать")


@cache
def _nouns() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Last word of a noun's row -> its words and kind; a row of several words comes first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for lemma, row in sorted(frames("meetings").items(), key=lambda item: -len(item[0].split())):
        if row["form"] != "verb":
            words = tuple(phrase_key(lemma.split()).split())
            found.setdefault(words[-1], []).append((words, row["kind"]))
    return found


def occasions(doc: Doc, seen: Context) -> Iterator[Occasion]:
    """The nouns that name a meeting, in text order."""
    for i in doc.where({*_nouns(), *listed("gathering", "anaphor")}):
        kind = _kind(doc, i)
        if kind is None or not (doc.pos[i] in NOUN or _points_back(doc, i)):
            continue
        first, link, top = _lead(doc, i)
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
    return doc.pos[i] == "PRON" and doc.form[i].lower() in _IN_IT and doc.form[max(0, i - 1)].lower() in ("в", "на")


def _kind(doc: Doc, i: int) -> MeetingKind | None:
    if doc.lemma[i] in listed("gathering", "anaphor"):
        return "other"
    words, kind = next((row for row in _nouns()[doc.lemma[i]] if _stands(doc, i, row[0])), ((), ""))
    if not words or (doc.lemma[i] in _SHOWS and not _rally(doc, i)):
        return None
    phone = by_phone(doc, i)
    if kind == "call" and not phone and doc.lemma[i] == "разговор":
        kind = "talks"
    return cast(MeetingKind, "call" if phone and kind in ("talks", "meeting", "call") else kind)


def _rally(doc: Doc, i: int) -> bool:
    """Whether "акция" or "демонстрация" is one of people: "акция протеста", not shares nor a show of force."""
    after = doc.lemma[i + 1] if i + 1 < len(doc) else ""
    if doc.lemma[i] == "протест":  # "протесты" are rallies, "выразил протест" is not
        return plural(doc, i) and doc.lemma[max(0, i - 1)] != "акция"
    if doc.form[phrase_start(doc, i)].lower() in WHOSE:
        return False  # "их показательная демонстрация"
    if doc.lemma[i] == "демонстрация" and (i + 1 >= len(doc) or doc.feat(i + 1, "Case") != "Gen"):
        return True
    return after in listed("gathering", "rally") or doc.lemma[max(0, i - 1)] in listed("gathering", "street")


def _stands(doc: Doc, i: int, words: tuple[str, ...]) -> bool:
    first = i - len(words) + 1
    return first >= 0 and (len(words) == 1 or tuple(doc.lemma[first : i + 1]) == words)


def by_phone(doc: Doc, i: int) -> bool:
    """Whether a word of talking has "телефонный" before it or "по телефону" after it."""
    last = doc.sents[doc.sent[i]][1]
    before = doc.pos[i] == "VERB" and any(doc.lemma[k] == "телефон" for k in doc.children(i, "obl"))
    return before or doc.lemma[max(0, i - 1)] == "телефонный" or "телефон" in doc.lemma[i + 1 : min(last, i + 4)]


def phrase_start(doc: Doc, i: int) -> int:
    """Where the adjectives before noun `i` begin."""
    first = i
    while first > doc.sents[doc.sent[i]][0] and _modifies(doc, first - 1, i):
        first -= 1
    return first


def _modifies(doc: Doc, k: int, i: int) -> bool:
    if doc.feat(k, "Variant") == "Short":
        return False
    if doc.pos[k] in ("ADJ", "DET", "NUM") or doc.feat(k, "VerbForm") == "Part":
        return doc.feat(k, "Case") in ("", doc.feat(i, "Case"))
    return doc.form[k] == "-" or doc.form[k].lower() in WHOSE


def _lead(doc: Doc, i: int) -> tuple[int, str, int]:
    """Where the phrase of noun `i` begins, and the link and the carrying noun that lead to it."""
    first = phrase_start(doc, i)
    opens, link, top = doc.sents[doc.sent[i]][0], "", i
    k = _participle_start(doc, i, first) - 1
    if k > opens and doc.form[k] in _QUOTES:  # в ходе очередной "прямой линии"
        k = next((n for n in range(k - 1, opens - 1, -1) if not _modifies(doc, n, i)), opens - 1)
    while k >= opens and doc.lemma[k] in listed("gathering", "carrier", "edge") and doc.pos[k] != "VERB":
        link, top = doc.lemma[k], k
        k = phrase_start(doc, k) - 1
    if k >= opens and doc.pos[k] == "ADP":
        link = link or doc.form[k].lower()
        if k > opens and doc.lemma[k - 1] in listed("gathering", "attend") and doc.pos[k - 1] == "NOUN":
            link, top = doc.lemma[k - 1], k - 1
    return first, link, top


def _participle_start(doc: Doc, i: int, first: int) -> int:
    """Where a participle with words of its own opens the phrase of noun `i`: "начавшемся в Лурии заседании"."""
    for k in doc.children(i, "amod", "acl"):
        agrees = doc.feat(k, "VerbForm") == "Part" and doc.feat(k, "Case") == doc.feat(i, "Case")
        if agrees and k < first and "," not in doc.form[k:i]:
            return phrase_start(doc, k)
    return first


def governor(doc: Doc, i: int, first: int, top: int) -> int | None:
    """The verb that the event hangs on: up the tree, unless a verb stands nearer to its left in the same clause."""
    happens = [k for k in _around(doc, i) if doc.lemma[k] in listed("gathering", "happen")]
    if doc.is_rel(i, "nsubj") and happens:
        return min(happens, key=lambda k: abs(k - i))
    left = _left(doc, i, first)
    if left is None and top == i and happens and doc.pos[max(0, first - 1)] != "ADP":
        return happens[0]
    above = next((up for up in doc.ancestors(top) if _predicate(doc, up) or _describes(doc, up, i, first)), None)
    if left is not None and (above is None or above > i or left > above):
        return left
    if above is not None and above > i:
        acts = (k for k in range(i + 1, above + 1) if finite(doc, k) and not doc.is_rel(k, "aux"))
        return next(acts, above)
    return above


def _predicate(doc: Doc, k: int) -> bool:
    return finite(doc, k) or doc.feat(k, "VerbForm") in ("Inf", "Conv")


def _describes(doc: Doc, k: int, i: int, first: int) -> bool:
    """Whether token `k` is a participle with event `i` among its own words: "договор, заключённый на саммите"."""
    if k < doc.head[k] < first:  # "по закрытой связи совещание": it describes a noun of its own
        return False
    return doc.feat(k, "VerbForm") == "Part" and doc.is_rel(k, "acl", "amod") and k < first and doc.head[k] != i


def _left(doc: Doc, i: int, first: int) -> int | None:
    """The predicate before the phrase of noun `i`, which opens at `first`, in its own clause."""
    before = first - 2 if doc.form[max(first - 1, 0)] in _QUOTES else first - 1
    for k in range(before, doc.sents[doc.sent[first]][0] - 1, -1):
        if doc.form[k] in ',;:—–»"' or doc.pos[k] == "SCONJ":
            return None
        if _predicate(doc, k) or _describes(doc, k, i, first):
            return k
    return None


def _around(doc: Doc, i: int) -> Iterator[int]:
    """Verbs nearest to noun `i` on both sides, with no other verb between."""
    first, last = doc.sents[doc.sent[i]]
    for row in (range(i + 1, last), range(i - 1, first - 1, -1)):
        verb = next((k for k in row if finite(doc, k) or doc.form[k] in ";:" or doc.lemma[k] in ("однако", "но")), None)
        if verb is not None and finite(doc, verb):
            yield verb


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
    form = _form(doc, i)
    if form == "rite":
        again = occasion.first > 0 and doc.lemma[occasion.first - 1] in _nouns()  # "церемония прощания"
        return again or predicate(doc, occasion) not in listed("gathering", "happen", "attend")
    if form == "body":  # "на президиуме правительства", "на исполкоме": its sitting
        return occasion.link != "на" or doc.feat(i, "Case") != "Loc"
    if form == "contact":
        return not plural(doc, i) or predicate(doc, occasion) not in {*listed("gathering", "happen"), *_MADE}
    if doc.feat(i, "Number") != "Plur" or doc.lemma[i] in _PLURAL:
        return False
    if form == "rally":
        return not _wave(doc, occasion)
    if occasion.kind == "visit" and doc.children(i, "nummod"):
        return True  # "совершили пять поездок"
    verb = occasion.verb
    if verb is not None and occasion.link in _DURING and doc.feat(verb, "Tense") == "Past":
        return doc.form[i + 1 : i + 2] not in (["с"], ["со"])  # "на встречах с X говорили", "провёл серию встреч с X"
    if verb is None or occasion.link or not doc.is_rel(i, "obj", "nsubj"):
        return True
    return doc.lemma[verb] not in listed("gathering", "hold", "happen") or doc.feat(verb, "Tense") == "Pres"


def rite(doc: Doc, i: int) -> bool:
    """Whether an event is held for whoever its words name, not with them: "прощание с писателем"."""
    return _form(doc, i) == "rite"


def rally(doc: Doc, i: int) -> bool:
    """Whether a word names people in the streets."""
    return _form(doc, i) == "rally"


def _form(doc: Doc, i: int) -> str:
    """What sort of word names an event: "noun", "rally", "rite" or "contact"."""
    return frames("meetings").get(doc.lemma[i], {}).get("form", "noun")


def _wave(doc: Doc, occasion: Occasion) -> bool:
    """Whether rallies in the plural are told as one event: "прошли митинги", "протесты, организованные союзом"."""
    verb, i = occasion.verb, occasion.token
    made = listed("gathering", "happen", "hold")
    if any(doc.lemma[k] in made and doc.feat(k, "VerbForm") == "Part" for k in doc.children(i, "acl", "amod")):
        return True
    if verb is None or doc.feat(verb, "VerbForm") == "Inf":
        return False
    own = occasion.link in ("", "на", "участие") and doc.lemma[verb] in made | listed("gathering", "attend")
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
    if guest < opens or doc.lemma[guest] not in {*listed("gathering", "guest"), *_MEMBERS}:
        return False
    among = doc.lemma[max(0, guest - 1)] in ("среди", "число")
    return plural(doc, guest) and (among or doc.feat(guest, "Case") == "Ins")


def _aimed(doc: Doc, occasion: Occasion) -> bool:
    """Whether the event is only aimed at and nobody goes there: "заявки на пресс-конференцию"."""
    if occasion.link != "на" or doc.feat(occasion.token, "Case") != "Acc" or occasion.verb is None:
        return False
    if _participle_start(doc, occasion.token, occasion.first) < occasion.first:
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
    if doc.lemma[i] in ("заседание", "слушание") and _on_trial(doc, i):
        return True
    if doc.lemma[i] == "слушание" and near & listed("gathering", "case"):
        return True
    if doc.lemma[i] == "собрание" and near & listed("gathering", "collection"):
        return True
    if doc.lemma[i] == "сессия" and not listed("gathering", "market").isdisjoint(doc.lemma[first:last]):
        return True
    return doc.lemma[i] in ("встреча", "конференция") and on_pitch(doc, i)


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
