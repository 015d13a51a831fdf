"""Gatherings: each mention of a meeting in a text with what its own sentence tells of it."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from onrecord.find import venues
from onrecord.find.agents import can_act
from onrecord.find.attendance import Segment, finite, names_in, parties_in, segments, subject_parties
from onrecord.find.context import Context
from onrecord.find.cues import is_speech
from onrecord.find.mentions import mention_of, of_name
from onrecord.find.outlets import is_outlet
from onrecord.find.occasions import Occasion, by_phone, occasions
from onrecord.find.times import Time
from onrecord.language.doc import Doc
from onrecord.values import MeetingStatus, Mention
from onrecord.words import frames, listed

_CONFIRM = {"принять", "принимать", "подтвердить", "подтверждать"}
_AGREE = {"договоренность", "договориться", "договариваться", "условиться", "согласиться"}
_CARRIERS = tuple(listed("gathering", "carrier"))
_PURPOSE = ("для", "на", "с", "со", "в")


class Gathering(Struct, frozen=True):
    """One mention of a meeting, as its sentence tells it."""

    occasion: Occasion
    status: MeetingStatus
    rule: str
    parties: tuple[Mention, ...] = ()
    absent: tuple[Mention, ...] = ()
    body: Mention | None = None
    format: str | None = None
    place: Mention | None = None
    date: str | None = None
    time: Time | None = None

    @property
    def bare(self) -> bool:
        """Whether it tells nothing but that there is a meeting."""
        return not (self.parties or self.absent or self.body or self.place or self.time or self.format)


Found = Iterator[Gathering]


def gatherings(doc: Doc, seen: Context) -> list[Gathering]:
    """Every mention of a meeting, in text order; a verb whose clause has a noun for the event leaves it to the noun."""
    nouns = list(_told_by_nouns(doc, seen))
    taken = {g.occasion.verb for g in nouns if g.occasion.verb is not None and not _apart(doc, g.occasion)}
    verbs = [g for rule in VERB_RULES for g in rule(doc, seen) if g.occasion.token not in taken]
    return sorted([*nouns, *verbs], key=lambda g: g.occasion.token)


def _apart(doc: Doc, occasion: Occasion) -> bool:
    """Whether a verb of meeting tells another event than the noun in its clause: "встретились на саммите"."""
    multilateral = occasion.kind in ("summit", "session", "conference", "other")
    verb = frames("meetings").get(doc.lemma[occasion.verb]) if occasion.verb is not None else None
    return bool(verb) and multilateral and verb["kind"] in ("meeting", "talks") if verb else False


def _told_by_nouns(doc: Doc, seen: Context) -> Found:
    for occasion in occasions(doc, seen):
        rule, parties, absent = _attendance(doc, seen, occasion)
        own_body = venues.body(doc, occasion)
        if occasion.kind == "session" and own_body is None and rule == "told_at":
            own_body, parties = _body_of_subject(doc, parties)
        parties = tuple(p for p in parties if own_body is None or not (own_body.start <= p.start < own_body.end))
        yield _told(doc, seen, occasion, rule, parties, absent=tuple(absent), body=own_body)


def _told(doc: Doc, seen: Context, occasion: Occasion, rule: str, parties: tuple[Mention, ...], **more: object) -> Gathering:
    state = venues.status(doc, occasion)
    when, time = venues.date(doc, occasion, seen, state)
    return Gathering(
        occasion,
        state,
        rule,
        parties,
        format=venues.format_of(doc, occasion),
        place=venues.place(doc, occasion),
        date=when,
        time=time,
        **more,  # type: ignore[arg-type]
    )


def _body_of_subject(doc: Doc, parties: list[Mention]) -> tuple[Mention | None, list[Mention]]:
    """A single organisation that is the subject of a session is the body that meets."""
    if len(parties) == 1:
        name = doc.name_at(parties[0].head)
        if name and name.kind == "ORG":
            return parties[0], []
    return None, parties


def _attendance(doc: Doc, seen: Context, occasion: Occasion) -> tuple[str, list[Mention], list[Mention]]:
    """The rule that reads who takes part, who does, and who is said to stay away."""
    parties = _beside(doc, seen, occasion)
    verb = occasion.verb
    rule = "named_beside" if parties else "event_noun"
    shown = _shown_at(doc, occasion)
    if shown or verb is None:
        return ("shown_at", [*shown, *parties], []) if shown else (rule, parties, [])
    lemma, link = doc.lemma[verb], occasion.link
    acts = lemma in listed("gathering", "hold", "attend") or (link == "участие" and lemma in _CONFIRM)
    if lemma in listed("gathering", "absent") or acts and venues.negated(doc, verb):
        return "stays_away", parties, subject_parties(doc, seen, verb)
    if lemma in listed("gathering", "happen") and link == "":
        return "takes_place", parties or _beside(doc, seen, occasion, verb), []
    agreed = lemma in _AGREE or any(doc.lemma[k] in _AGREE for k in doc.ancestors(occasion.top) if k != verb)
    inside = link in venues.INSIDE and (acts or finite(doc, verb) or lemma in listed("gathering", "discuss"))
    if not inside and not agreed and not (acts and link in (*_PURPOSE, "", "участие", *_CARRIERS)):
        return rule, parties, []
    subjects = [s for s in subject_parties(doc, seen, verb) if not is_outlet(doc, s, seen.knowledge)]
    if lemma in listed("gathering", "discuss", "outcome") and not parties:
        subjects += [p for p in _with_after(doc, seen, verb) if p not in subjects and _talked_to(doc, p, verb)]
    if inside and not parties and occasion.kind in ("talks", "call", "meeting"):
        subjects += [p for p in _told_to(doc, verb) if p not in subjects]
    rule = "held_by" if lemma in listed("gathering", "hold") else "attended_by" if acts else "told_at"
    return rule, [*(s for s in subjects if s not in parties), *parties], []


def _shown_at(doc: Doc, occasion: Occasion) -> list[Mention]:
    """Whom a caption without a verb shows at an event: "Иван Лесной на встрече с избирателями"."""
    head = doc.head[occasion.top]
    if occasion.link != "на" or not 0 <= head < occasion.first or not can_act(doc, head):
        return []
    mention = mention_of(doc, head)
    return [mention] if mention and doc.feat(head, "Animacy") == "Anim" else []


def _told_to(doc: Doc, verb: int) -> list[Mention]:
    """Persons whom a verb of saying or informing has as its object."""
    heads = [k for k in doc.children(verb, "obj", "iobj") if doc.feat(k, "Animacy") == "Anim" or doc.name_at(k)]
    return [m for k in heads if (m := mention_of(doc, k)) and m.how == "name"]


def _beside(doc: Doc, seen: Context, occasion: Occasion, after: int | None = None) -> list[Mention]:
    """Parties that the words after an event (or its predicate) name: "встреча X и Y", "переговоры с X", "визит X"."""
    found: list[Mention] = []
    for segment in segments(doc, occasion.token if after is None else after):
        case = {"": "Gen", "с": "Ins", "со": "Ins", "между": "Ins"}.get(segment.prep)
        if doc.lemma[segment.first] in ("участие", "уровень") and segment.prep in ("с", "при", "на"):
            segment, case = Segment("", segment.first + 1, segment.last), "Gen"
        elif after is not None and segment.prep not in ("с", "со", "между"):
            continue
        elif occasion.kind == "visit" and segment.prep in ("в", "во", "на") and (name := doc.name_at(segment.first)):
            segment, case = Segment("", name.last, segment.last), "Gen"  # "прибытие в Лурию делегации"
        if case and not (segment.prep == "" and occasion.kind in ("session", "conference")):
            named = parties_in(doc, seen, segment, case)
            if occasion.kind == "visit" and case == "Gen":
                named = [p for p in named if _visits(doc, p)]
            found += [p for p in named if p not in found]
    return found


def _with_after(doc: Doc, seen: Context, verb: int) -> list[Mention]:
    """Parties after "с" that follow a verb."""
    return [p for s in segments(doc, verb) if s.prep in ("с", "со") for p in parties_in(doc, seen, s, "Ins")]


def _with(doc: Doc, seen: Context, verb: int) -> list[Mention]:
    """Parties with "с" on either side of a verb."""
    first, _ = venues.clause(doc, verb)
    before = [Segment("с", k + 1, verb) for k in range(first, verb) if doc.form[k].lower() in ("с", "со")]
    return _with_after(doc, seen, verb) or [p for s in before for p in parties_in(doc, seen, _upto_prep(doc, s), "Ins")]


def _upto_prep(doc: Doc, segment: Segment) -> Segment:
    end = next((k for k in range(segment.first, segment.last) if doc.pos[k] == "ADP" or doc.form[k] == ","), segment.last)
    return Segment(segment.prep, segment.first, end)


def _verbs(doc: Doc, *kinds: str) -> Iterator[Occasion]:
    """Occasions of the verbs of `kinds`, also as infinitives, converbs and participles."""
    lemmas = {lemma for lemma, row in frames("meetings").items() if row["form"] == "verb" and row["kind"] in kinds}
    for i in doc.where(lemmas):
        if doc.pos[i] == "VERB":
            kind = frames("meetings")[doc.lemma[i]]["kind"]
            yield Occasion(i, i, "call" if by_phone(doc, i) else kind, "", i, i)  # type: ignore[arg-type]


def met(doc: Doc, seen: Context) -> Found:
    """ "X встретился с Y", "X и Y встретились", "X созвонился с Y"."""
    for occasion in _verbs(doc, "meeting", "talks", "call"):
        lemma = doc.lemma[occasion.token]
        if lemma in ("обсудить", "обсуждать") or lemma in ("разговаривать", "позвонить", "поговорить") and occasion.kind != "call":
            continue
        others = _with(doc, seen, occasion.token)
        subjects = subject_parties(doc, seen, occasion.token)
        subjects = [s for s in subjects if s not in others]
        each = [(o,) for o in others] if _one_by_one(doc, occasion) else [tuple(others)]
        for other in each:
            if len(subjects) + len(other) > 1 or other:
                yield _told(doc, seen, occasion, "met", (*subjects, *other))


def _one_by_one(doc: Doc, occasion: Occasion) -> bool:
    """Whether several calls are told in one: "разговаривал по телефону и с X, и с Y"."""
    return occasion.kind == "call" and sum(s.prep in ("с", "со") for s in segments(doc, occasion.token)) > 1


def discussed_with(doc: Doc, seen: Context) -> Found:
    """ "X обсудил торговлю с Y"."""
    for i in doc.where({"обсудить", "обсуждать"}):
        others = [o for o in _with_after(doc, seen, i) if _talked_to(doc, o, i)] if doc.pos[i] == "VERB" else []
        if others and all(o.how != "pronoun" for o in others):
            parties = (*subject_parties(doc, seen, i), *others)
            yield _told(doc, seen, Occasion(i, i, "talks", "", i, i), "discussed_with", parties)


def _talked_to(doc: Doc, party: Mention, verb: int) -> bool:
    """Whether a party with "с" is talked to: a person, or a state or body on the verb and not on what is discussed."""
    if doc.feat(party.head, "Animacy") == "Anim" or _person(doc, party):
        return True
    return next((up for up in doc.ancestors(party.head) if doc.pos[up] != "PROPN"), None) == verb


def received(doc: Doc, seen: Context) -> Found:
    """ "X принял в столице Y": a person receives a person."""
    for i in doc.where({"принять", "принимать"}):
        named = [n for s in segments(doc, i) for n in names_in(doc, s, "PER") if doc.feat(n.first, "Case") == "Acc"]
        guests = [of_name(doc, name) for name in named]
        hosts = [m for m in subject_parties(doc, seen, i) if _visits(doc, m)] if guests else []
        if hosts and doc.pos[i] == "VERB":
            yield _told(doc, seen, Occasion(i, i, "meeting", "", i, i), "received", (*hosts, *guests))


def _person(doc: Doc, mention: Mention) -> bool:
    name = doc.name_at(mention.head)
    return mention.how == "name" and (name is None or name.kind == "PER")


def visited(doc: Doc, seen: Context) -> Found:
    """ "X посетил Лурию", "X прибыл в Лурию": a named visitor and a named place."""
    for occasion in _verbs(doc, "visit"):
        i = occasion.token
        visitors = [p for p in subject_parties(doc, seen, i) if _visits(doc, p)]
        at = _object_place(doc, i) if doc.lemma[i] in ("посетить", "посещать") else venues.place(doc, occasion)
        if visitors and at:
            told = _told(doc, seen, occasion, "visited", tuple(visitors))
            yield Gathering(**{f: getattr(told, f) for f in told.__struct_fields__} | {"place": at})


def _visits(doc: Doc, party: Mention) -> bool:
    name = doc.name_at(party.head)
    if name is not None:
        return name.kind == "PER"
    return party.how == "pronoun" or doc.lemma[party.head] in listed("posts", "post") or doc.lemma[party.head] == "делегация"


def _object_place(doc: Doc, verb: int) -> Mention | None:
    """The named place or institution right after "посетил"."""
    own = next((s for s in segments(doc, verb) if not s.prep), None)
    for k in range(own.first, own.last) if own else ():
        name = doc.name_at(k)
        if name:
            return mention_of(doc, k) if name.kind != "PER" else None
        if doc.form[k] == "," or finite(doc, k) or is_speech(doc, k):
            return None
    return None


VERB_RULES: tuple[Callable[[Doc, Context], Found], ...] = (met, discussed_with, received, visited)
