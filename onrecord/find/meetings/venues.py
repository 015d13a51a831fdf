"""When, where and how a meeting is held: its place, date, body, format, and whether it has been or is to be."""

from collections.abc import Iterator

from onrecord.find.context import Context
from onrecord.find.grammar.agents import can_act, subject_of
from onrecord.find.grammar.cues import is_speech
from onrecord.find.grammar.mentions import mention_of, of_name, phrase
from onrecord.find.grammar.times import Now, Time, times, today_of
from onrecord.find.meetings.occasions import Occasion, phrase_start
from onrecord.find.meetings.stretches import NOUN, Segment, finite, segments
from onrecord.language.doc import Doc
from onrecord.language.nominative import nominative
from onrecord.values import MeetingStatus, Mention
from onrecord.words import frames, listed

# Links of an event within whose course something is told to happen.
INSIDE = listed("gathering", "inside")
AFTER = listed("gathering", "after")  # what is told once it is over
BEFORE = listed("gathering", "before")
_MAY = ("мочь", "смочь")
_AT = ("в", "во", "на")
_ON_DAY = ("summit", "session", "conference", "meeting", "other")  # what is held within days
_TOWNS = listed("gathering", "town")
_REACH = 14  # tokens between an event and what tells its place or date


def clause(doc: Doc, *tokens: int) -> tuple[int, int]:
    """The tokens around some that no other predicate and no other clause cuts off."""
    opens, closes = doc.sents[doc.sent[tokens[0]]]
    first, last = min(tokens), max(tokens) + 1
    while first > opens and (not _cuts(doc, first - 1) or _helps(doc, first - 1, tokens)):
        first -= 1
    if first > opens and finite(doc, first - 1):  # "X посетил Лурию, в мае провёл встречу": past the joint
        first = next((k + 1 for k in range(min(tokens) - 1, first - 1, -1) if doc.form[k] in (",", "и")), first)
    while last < closes and not _cuts(doc, last):
        last += 1
    return first, last


def _helps(doc: Doc, k: int, tokens: tuple[int, ...]) -> bool:
    """Whether token `k` is the auxiliary of one of `tokens`: the "были" of "в Лурии были запланированы встречи"."""
    return doc.head[k] in tokens and doc.is_rel(k, "aux", "cop")


def _cuts(doc: Doc, k: int) -> bool:
    if finite(doc, k) or doc.pos[k] == "SCONJ" or doc.lemma[k] in ("который", "где") or doc.form[k] in ";:":
        return True
    if doc.form[k] == ",":
        return doc.form[k + 1 : k + 2] in (["а"], ["но"]) and doc.form[k + 2 : k + 3] != ["также"]
    opens = doc.form[k + 1 : k + 2]
    return doc.form[k] == "." and doc.form[max(0, k - 1)] in ("г", "гг") and opens != [] and opens[0][0].isupper()


def _anchors(doc: Doc, occasion: Occasion) -> tuple[int, ...]:
    """The event's word with the predicate of its clause, or of the clause that describes it."""
    told = _described(doc, occasion.token)
    if told is not None or occasion.verb is None:
        return (occasion.token,) if told is None else (occasion.token, told)
    first, last = clause(doc, occasion.token)
    return (occasion.token, occasion.verb) if first - 1 <= occasion.verb <= last else (occasion.token,)


def _described(doc: Doc, i: int) -> int | None:
    """The "пройдёт" of "саммит, который пройдёт в мае"."""
    last = doc.sents[doc.sent[i]][1]
    which = next((k for k in range(i + 1, min(last, i + _REACH)) if doc.lemma[k] == "который" or finite(doc, k)), None)
    if which is None or doc.lemma[which] != "который" or doc.feat(which, "Case") != "Nom":
        return None
    told = listed("gathering", "happen") | (listed("prospects", "ahead") - {*_MAY})
    return next((k for k in range(which, min(last, which + 8)) if doc.lemma[k] in told and finite(doc, k)), None)


def _near(doc: Doc, occasion: Occasion) -> tuple[int, int]:
    """The stretch that may tell an event's place and date."""
    anchors = _anchors(doc, occasion)
    first, last = clause(doc, *anchors)
    return max(first, min(anchors) - _REACH), min(last, max(anchors) + _REACH)


def place(doc: Doc, occasion: Occasion) -> Mention | None:
    """Where it is held: the place named with "в" or "на" next to the event, else in its clause."""
    goes = occasion.verb is not None and frames("meetings").get(doc.lemma[occasion.verb], {}).get("kind") == "visit"
    case = ("Loc", "Acc") if goes or occasion.kind == "visit" else ("Loc",)
    own = [s for s in segments(doc, occasion.token) if s.prep in _AT]
    first, last = _near(doc, occasion)
    more = [Segment(low, k + 1, last) for k in range(first, last - 1) if (low := doc.form[k].lower()) in _AT]
    more.sort(key=lambda s: abs(s.first - occasion.token))
    placed = [m for s in (*own, *more) if (m := _placed(doc, s, case)) and _hangs(doc, m.head, occasion)]
    placed = [m for m in placed if not _source(doc, m.head, occasion.verb)]
    towns = (m for m in placed if (name := doc.name_at(m.head)) and name.kind == "LOC")
    return next(towns, placed[0] if placed else _there(doc, first, last))


def _there(doc: Doc, first: int, last: int) -> Mention | None:
    """The place that "там" or "здесь" points back to: the last one named before it with "в" or "на"."""
    there = next((k for k in range(first, last) if doc.form[k].lower() in ("там", "здесь")), None)
    if there is None:
        return None
    for k in range(there - 1, doc.sents[max(0, doc.sent[there] - 1)][0], -1):
        name = doc.name_at(k)
        if name and name.first == k and name.kind == "LOC" and doc.form[k - 1].lower() in _AT:
            return of_name(doc, name)
    return None


def _hangs(doc: Doc, i: int, occasion: Occasion) -> bool:
    """Whether a place belongs to the event and not to a thing in its clause: "переговоры о мире в Лурии"."""
    own = {occasion.token, occasion.top, occasion.verb}
    for up in doc.ancestors(i):
        if up in own or doc.pos[up] not in NOUN:
            return True
        if doc.name_at(up) is None and not can_act(doc, up) and doc.lemma[up] not in _TOWNS:
            return False
    return True


def _source(doc: Doc, i: int, verb: int | None) -> bool:
    """Whether a place stands for those who announce or say something: "в Речном дворце анонсировали совещание"."""
    if verb is None or doc.feat(verb, "Number") != "Plur" or subject_of(doc, verb) != i:
        return False
    return is_speech(doc, verb) or doc.lemma[verb] in listed("gathering", "announce")


def _placed(doc: Doc, segment: Segment, cases: tuple[str, ...]) -> Mention | None:
    """The place whose name heads a stretch, after adjectives or a noun like "город" at most."""
    for k in range(segment.first, min(segment.last, segment.first + 4)):
        name = doc.name_at(k)
        if name and name.kind != "PER":
            head = next((t for t in range(name.first, name.last) if doc.feat(t, "Case") in cases), None)
            known = name.kind == "LOC" or segment.prep in ("в", "во")
            return of_name(doc, name) if head is not None and known else None
        if doc.pos[k] not in ("ADJ", "DET") and doc.lemma[k] not in _TOWNS:
            return None
    return None


def date(doc: Doc, occasion: Occasion, seen: Context, status: MeetingStatus) -> tuple[str | None, Time | None]:
    """When it is held, as EDTF and where the text says so; today's date where it is told as going on."""
    today = today_of(seen.article)
    first, last = _near(doc, occasion)
    now = Now(today, None if status == "held" else True)
    anchors = _anchors(doc, occasion)
    verb = occasion.verb
    if status != "held" and verb is not None and doc.feat(verb, "Tense") == "Past" and not _about_event(doc, occasion):
        first = occasion.token  # "в пятницу договорились о встрече": the day of the agreement
    found = [t for t in times(doc, first, last, now) if _about_event(doc, occasion) or _beside(doc, t, anchors)]
    found = [t for t in found if not _of_another(doc, t, occasion)]
    found.sort(key=lambda t: min(abs(t.first - a) for a in anchors))
    if found:
        return found[0].edtf, found[0]
    if verb is not None and doc.lemma[verb] in listed("gathering", "happen") and doc.feat(verb, "Tense") == "Pres":
        going_on = occasion.kind in _ON_DAY and status == "held" and occasion.link == ""
        return (today.isoformat() if today and going_on else None), None
    return None, None


def set_for(doc: Doc, time: Time) -> bool:
    """Whether an event is set for a date: "созвал совещание на 29 апреля", not "провёл на прошлой неделе"."""
    words = range(time.first, time.last)
    opens = time.first if doc.form[time.first].lower() == "на" else time.first - 1
    return opens >= 0 and doc.form[opens].lower() == "на" and all(doc.feat(k, "Case") != "Loc" for k in words)


def _of_another(doc: Doc, time: Time, occasion: Occasion) -> bool:
    """Whether a date stands with a participle that describes another noun: "перед намеченным на вторник саммитом"."""
    for up in doc.ancestors(time.last - 1):
        if up in (occasion.token, occasion.top, occasion.verb):
            return False
        if doc.feat(up, "VerbForm") == "Part" and doc.feat(up, "Variant") != "Short" and doc.is_rel(up, "amod", "acl"):
            return doc.head[up] not in (occasion.token, occasion.top)
    return False


def _beside(doc: Doc, time: Time, anchors: tuple[int, ...]) -> bool:
    """Whether a date stands before a predicate that is not the event's own, or right after it or the event's phrase."""
    ends = (phrase(doc, anchors[0])[1], max(anchors) + 1)
    return time.first < max(anchors) or any(0 <= time.first - end <= 1 for end in ends)


def _about_event(doc: Doc, occasion: Occasion) -> bool:
    """Whether the predicate is the event's own: it is held, takes place, or somebody goes there."""
    verb = occasion.verb
    if verb is None:
        return False
    return verb == occasion.token or doc.lemma[verb] in listed("gathering", "happen", "hold", "attend")


def body(doc: Doc, occasion: Occasion) -> Mention | None:
    """The body that meets: the organisation whose genitive follows a session or a summit, or that is its subject."""
    if occasion.kind not in ("summit", "session", "meeting", "conference"):
        return None
    own = next((s for s in segments(doc, occasion.token) if not s.prep), None)
    head = next((k for k in range(own.first, own.last) if doc.pos[k] in (*NOUN, "X")), None) if own else None
    if head is None or not _meets(doc, occasion, head):
        return None
    return mention_of(doc, head)


def _meets(doc: Doc, occasion: Occasion, head: int) -> bool:
    name = doc.name_at(head)
    if name:
        return name.kind == "ORG"
    if doc.feat(head, "Case") != "Gen" or doc.feat(head, "Number") == "Plur" or doc.feat(head, "Animacy") == "Anim":
        return False
    collective = doc.lemma[head] in listed("roles", "body") or doc.lemma[head] in listed("agents")
    return collective or (occasion.kind == "session" and doc.feat(head, "Animacy") == "Inan")


def format_of(doc: Doc, occasion: Occasion) -> str | None:
    """ "Узкий состав" of "на заседании в узком составе"."""
    first, last = _near(doc, occasion)
    for k in range(max(first, occasion.token), last):
        opens = phrase_start(doc, k) if doc.lemma[k] in listed("gathering", "format") else k
        if opens < k and doc.form[opens - 1].lower() == "в":
            return nominative(doc, opens, k + 1, k).lower()
    return None


def status(doc: Doc, occasion: Occasion) -> MeetingStatus:
    """Whether it has been held (or is going on), is to be, is called off or denied."""
    told = (k for k in doc.children(occasion.token, "acl", "amod") if k < occasion.first)  # "намеченный на май визит"
    words = [*range(occasion.first, occasion.token), *_carrying(doc, occasion), *told]
    lemmas = {doc.lemma[k] for k in words if k != occasion.token}
    verb = occasion.verb
    if occasion.link == "для" and verb is not None:
        return "planned"
    matrix = list(_above(doc, verb)) if verb is not None else []
    if occasion.link in ("о", "об", "по", "из", "от"):  # of "сообщит о визите" the tense tells nothing
        matrix = [k for k in matrix if doc.lemma[k] in listed("prospects") and doc.lemma[k] not in _MAY]
    said = lemmas | {doc.lemma[k] for k in matrix}
    if said & listed("prospects", "cancel"):
        return "cancelled"
    if said & listed("prospects", "deny"):
        return "denied"
    if lemmas & listed("prospects", "behind"):
        return "held"
    if verb is not None and negated(doc, verb) and occasion.link == "" and _about_event(doc, occasion):
        return "cancelled" if doc.lemma[verb] in listed("gathering", "happen") else "denied"
    asked = verb is not None and doc.lemma[verb] in listed("gathering", "invite", "send")
    if occasion.link in INSIDE | AFTER and verb is not None and doc.feat(verb, "Tense") == "Past" and not asked:
        matrix = [k for k in matrix if k != verb]  # "на встрече попросил помочь"
    ahead = lemmas & listed("prospects", "ahead") or any(_is_ahead(doc, k) for k in matrix)
    return "planned" if ahead or _unreal(doc, occasion) else "held"


def _carrying(doc: Doc, occasion: Occasion) -> Iterator[int]:
    """The nouns between an event and its predicate: "договорённость о начале переговоров"."""
    for k in doc.ancestors(occasion.token):
        if k == occasion.verb or finite(doc, k):
            break
        if doc.pos[k] in ("NOUN", "ADJ"):
            yield k
    if occasion.top != occasion.token:
        yield occasion.top


def _above(doc: Doc, verb: int) -> Iterator[int]:
    """A predicate, its auxiliaries, and the predicates that it completes ("планирует провести")."""
    yield verb
    yield from (k for k in doc.children(verb, "aux") if doc.lemma[k] == "быть")
    k = verb
    while doc.feat(k, "VerbForm") == "Inf" and doc.head[k] >= 0:
        k = doc.head[k]
        yield k
        yield from (c for c in doc.children(k, "aux", "cop") if doc.lemma[c] == "быть")


def _is_ahead(doc: Doc, k: int) -> bool:
    if doc.lemma[k] in listed("prospects", "ahead"):
        return doc.lemma[k] not in _MAY or doc.feat(k, "Tense") != "Past"
    return doc.feat(k, "Tense") == "Fut" or (doc.pos[k] == "VERB" and _bare_infinitive(doc, k))


def _bare_infinitive(doc: Doc, k: int) -> bool:
    """Whether an infinitive completes no predicate that would tell its time: "чтобы встретиться"."""
    if doc.feat(k, "VerbForm") != "Inf":
        return False
    return any(doc.lemma[c] == "чтобы" for c in doc.children(k, "mark")) or doc.head[k] < 0


def _unreal(doc: Doc, occasion: Occasion) -> bool:
    """Whether the clause that describes the event puts it ahead: "саммит, который должен пройти в мае"."""
    told = _described(doc, occasion.token)
    return told is not None and any(_is_ahead(doc, k) for k in _above(doc, told))


def negated(doc: Doc, verb: int) -> bool:
    """Whether "не" stands before a predicate, its auxiliary, or what it completes: "не намерен участвовать"."""
    above = doc.head[verb]
    modal = doc.feat(verb, "VerbForm") == "Inf" and above >= 0 and doc.is_rel(verb, "xcomp", "csubj")
    near = [verb, *doc.children(verb, "aux", "cop"), *((above,) if modal else ())]
    return any(k > 0 and doc.form[k - 1].lower() == "не" and doc.sent[k - 1] == doc.sent[k] for k in near)
