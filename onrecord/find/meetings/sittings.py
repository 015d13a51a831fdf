"""Sittings: meetings that a noun names, and who is told to take part in them.

RULES are tried in order, the first that answers wins; `beside` are the parties that the noun's own phrase names.
"""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from onrecord.find.context import Context
from onrecord.find.grammar.agents import can_act
from onrecord.find.grammar.mentions import STRETCH, mention_of, of_name
from onrecord.find.grammar.outlets import is_outlet
from onrecord.find.meetings import venues
from onrecord.find.meetings.attendance import parties_in, talked_to, visits
from onrecord.find.meetings.deeds import done_at
from onrecord.find.meetings.gathering import Attendance, Gathering, gathering
from onrecord.find.meetings.mooted import of_thing, service
from onrecord.find.meetings.named import CHAIRED, Parties, beside_verb, named_after, told_to, with_only
from onrecord.find.meetings.occasions import TALKS, WHOSE, Occasion, discussed, names_guests, occasions, predicate, rally, rite
from onrecord.find.meetings.pairs import paired
from onrecord.find.meetings.stretches import Segment, finite, has_case, names_in
from onrecord.find.meetings.subjects import subject_parties
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed

_CONFIRM = {"принять", "принимать", "подтвердить", "подтверждать"}  # with "участие"
_AGREE = {"договоренность", "договориться", "договариваться", "условиться", "согласиться"}
_TO = ("", "для", "на", "с", "со", "в", "к", "участие")  # links of an event to a verb of holding or going
_BEFORE = {"у": "Gen", "между": "Ins"}  # prepositions of parties before the event, and their case
_AWAITS = {"предстоять", "ждать", "ожидать"}  # with an event as the subject: whom it awaits
_GATHER = {"собрать", "собирать", "созвать"}  # people for an event
_READY = {"готовый", "готовность"}  # with "к"
_ARE = {"стать", "быть", "являться", "оказаться", "-", "–", "—"}  # between the guests and their names
_VOICES = {"пресс-секретарь", "представитель", "представительница", "собеседник", "источник", "помощник"}
Rule = Callable[[Doc, Context, Occasion, Parties], Attendance | None]


def sittings(doc: Doc, seen: Context) -> Iterator[Gathering]:
    """Every noun that names a meeting, with what its sentence tells."""
    for occasion in occasions(doc, seen):
        i = occasion.token
        things = occasion.kind == "visit" or doc.lemma[i] == "сход"  # "сход ледника"
        if service(doc, i) or (things and of_thing(doc, i)):
            continue
        beside = [] if rite(doc, i) else [*_whose(doc, occasion), *named_after(doc, seen, occasion, i)]
        rules = RULES if not discussed(doc, occasion) else (event_noun,)
        attendance = next(found for rule in rules if (found := rule(doc, seen, occasion, beside)))
        sides = paired(doc, seen, occasion)
        if sides and all(any(p.span.covers(side.span) for side in sides) for p in attendance.parties):
            attendance = replace(attendance, parties=tuple(sides))
        for each in _each(doc, occasion, _with_hosts(doc, seen, occasion, attendance), beside):
            yield _as_body(doc, gathering(doc, seen, occasion, each))


def _whose(doc: Doc, occasion: Occasion) -> Parties:
    """Whom a possessive before the event stands for: the X of "его переговоры с Y"."""
    if occasion.kind not in (*TALKS, "visit", "other"):
        return []
    own = (k for k in range(occasion.first, occasion.token) if doc.form[k].lower() in WHOSE)
    return [Mention(doc.start[k], doc.end[k], k, "pronoun") for k in own]


def _each(doc: Doc, occasion: Occasion, attendance: Attendance, beside: Parties) -> Iterator[Attendance]:
    """One attendance for each partner of meetings told in the plural: "встречи с X и Y" are two."""
    several = occasion.kind == "meeting" and doc.feat(occasion.token, "Number") == "Plur" and len(beside) > 1
    if not several or not all(p in attendance.parties for p in beside):
        yield attendance
        return
    for partner in beside:
        yield replace(attendance, parties=tuple(p for p in attendance.parties if p == partner or p not in beside))


def _with_hosts(doc: Doc, seen: Context, occasion: Occasion, attendance: Attendance) -> Attendance:
    """The attendance with whoever a relative clause says to hold the event or be there: "встреча, которую вёл X"."""
    hosts = [h for h in _made_by(doc, occasion.token) if h not in attendance.parties]
    if hosts:
        return replace(attendance, parties=(*hosts, *attendance.parties))
    last = doc.sents[doc.sent[occasion.token]][1]
    which = next((k for k in range(occasion.token + 1, last) if doc.lemma[k] == "который" or finite(doc, k)), None)
    if which is None or doc.lemma[which] != "который" or doc.feat(which, "Case") == "Nom":
        return attendance
    verb = doc.head[which]
    if verb < which or not finite(doc, verb) or not _there(doc, verb):
        return attendance
    hosts = [h for h in subject_parties(doc, seen, verb) if h not in attendance.parties]
    return replace(attendance, parties=(*attendance.parties, *hosts))


def _made_by(doc: Doc, i: int) -> Parties:
    """By whom a participle says an event to be held: the X of "данная X пресс-конференция"."""
    if rally(doc, i):
        return []  # whoever calls people to the streets
    told = [k for k in doc.children(i, "acl", "amod") if doc.feat(k, "VerbForm") == "Part"]
    told = [k for k in told if doc.lemma[k] in listed("gathering", "hold")]
    by = (k for t in told for k in doc.children(t, "obl", "nmod") if doc.feat(k, "Case") == "Ins" and can_act(doc, k))
    return [m for k in by if not doc.children(k, "case") and (m := mention_of(doc, k))]


def _there(doc: Doc, verb: int) -> bool:
    """Whether a predicate says that its subject holds an event or takes part in it."""
    joins = doc.lemma[verb] in _CONFIRM and any(doc.lemma[k] == "участие" for k in doc.children(verb, "obj"))
    return joins or doc.lemma[verb] in listed("gathering", "hold", "attend")


def _as_body(doc: Doc, told: Gathering) -> Gathering:
    """A session with the single organisation that did something at it as its body: "Совет на заседании утвердил"."""
    name = doc.name_at(told.parties[0].head) if len(told.parties) == 1 else None
    if told.occasion.kind != "session" or told.body or len(told.parties) != 1:
        return told
    party = told.parties[0]
    sits = name.kind == "ORG" if name else party.how == "role" and doc.lemma[party.head] in listed("agents")
    if not sits or told.rule not in ("told_at", "held_by"):
        return told
    return replace(told, body=party, parties=())


def _acts(doc: Doc, occasion: Occasion) -> bool:
    """Whether the predicate says that somebody holds the event or goes there, or calls off a visit of his own."""
    confirmed = occasion.link == "участие" and predicate(doc, occasion) in _CONFIRM
    return confirmed or _own_visit(doc, occasion) or (occasion.verb is not None and _there(doc, occasion.verb))


def _own_visit(doc: Doc, occasion: Occasion) -> bool:
    """Whether a visit is the object of planning it or calling it off: "X отложил визит в Лурию"."""
    objects = occasion.kind == "visit" and occasion.link == "" and occasion.top == occasion.token
    return objects and predicate(doc, occasion) in (*listed("prospects", "cancel"), "планировать", "запланировать")


def shown_at(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """Somebody whom a phrase without a verb shows at an event: "Иван Лесной на встрече с избирателями"."""
    head = doc.head[occasion.top]
    if occasion.link != "на" or not 0 <= head < occasion.first or not can_act(doc, head):
        return None
    mention = mention_of(doc, head) if doc.feat(head, "Animacy") == "Anim" else None
    return Attendance("shown_at", (mention, *beside)) if mention else None


def stays_away(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "X пропустил саммит", "X не приехал на саммит", "X отказался от участия в саммите"."""
    verb = occasion.verb
    if verb is None:
        return None
    denied = _acts(doc, occasion) and venues.negated(doc, verb)
    if not denied and predicate(doc, occasion) not in listed("gathering", "absent"):
        return None
    return Attendance("stays_away", tuple(beside), tuple(subject_parties(doc, seen, verb)))


def takes_place(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "Прошли переговоры X с Y", "встреча состоится между X и Y"."""
    if occasion.verb is None or occasion.link or predicate(doc, occasion) not in listed("gathering", "happen"):
        return None
    if doc.is_rel(occasion.top, "obj") and any(visits(doc, s) for s in subject_parties(doc, seen, occasion.verb)):
        return _with_subject(doc, seen, occasion, beside, "held_by")  # "визит в Лурию запланировал и X"
    beside = beside or named_after(doc, seen, occasion, occasion.verb)
    before = [p for p in _fronted(doc, seen, occasion) if p not in beside]
    return Attendance("takes_place", (*before, *beside))


def _fronted(doc: Doc, seen: Context, occasion: Occasion) -> Parties:
    """Those for whom an event takes place, named before it: "у X", "между X и Y", the dative of "X предстоит"."""
    verb = occasion.token if occasion.verb is None else occasion.verb
    opens, _ = venues.clause(doc, occasion.token, verb)
    found: Parties = []
    for k in range(opens, min(occasion.first, verb)):
        chaired = doc.form[k].lower() == "под" and doc.lemma[k + 1] in CHAIRED
        with_whom = bool(found) and doc.form[k].lower() in ("с", "со")  # "у X с Y предстоит встреча"
        case = "Gen" if chaired else "Ins" if with_whom else _BEFORE.get(doc.form[k].lower(), "")
        if case:
            end = next((n for n in range(k + 1, verb) if doc.pos[n] == "ADP" and n > k + 1), min(occasion.first, verb))
            found += parties_in(doc, seen, Segment(doc.form[k].lower(), k + 1 + chaired, end), case)
    awaiting = doc.children(verb, "iobj", "obl", "obj") if predicate(doc, occasion) in _AWAITS else []
    for k in awaiting:
        if not doc.children(k, "case") and can_act(doc, k) and k != occasion.token:
            found += [m for m in (mention_of(doc, k),) if m]
    return found


def held_by(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "X провёл встречу с Y"."""
    return _acted(doc, seen, occasion, beside) if _held(doc, occasion) else None


def _held(doc: Doc, occasion: Occasion) -> bool:
    return predicate(doc, occasion) in {*listed("gathering", "hold"), "обменяться"}  # "обменялись визитами"


def attended_by(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "X принял участие в заседании", "X прибыл на саммит"."""
    return _acted(doc, seen, occasion, beside) if _acts(doc, occasion) else None


def _acted(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    if occasion.kind == "visit" and beside and (occasion.link in venues.INSIDE or _own_visit(doc, occasion)):
        return None
    if _of_other(doc, occasion) or doc.is_rel(occasion.top, "nsubj"):
        return None
    links = {*_TO, *venues.INSIDE, *listed("gathering", "carrier")}
    rule = "held_by" if _held(doc, occasion) else "attended_by"
    return _with_subject(doc, seen, occasion, beside, rule) if occasion.link in links else None


def _of_other(doc: Doc, occasion: Occasion) -> bool:
    """Whether another noun stands between the event and its predicate: "продолжает расследование переговоров"."""
    top = doc.head[occasion.top] if doc.is_rel(occasion.top, "conj") else occasion.top
    over = doc.head[top]
    if occasion.link or over < 0 or over == occasion.verb:
        return False
    leads = doc.lemma[over] in listed("gathering", "carrier", "edge", "attend")
    return doc.pos[over] == "NOUN" and not leads and not doc.is_rel(top, "appos", "parataxis")


def among(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "Участниками встречи стали X и Y", "среди гостей форума — X, Y и Z"."""
    closes = doc.sents[doc.sent[occasion.token]][1]
    link = next((k for k in range(occasion.token + 1, closes) if doc.lemma[k] in _ARE or finite(doc, k)), None)
    if link is None or doc.lemma[link] not in _ARE or not names_guests(doc, occasion):
        return None
    return Attendance("among", tuple(parties_in(doc, seen, Segment("", link + 1, closes), "Nom")))


def agreed_on(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "X и Y договорились о встрече", "достигли договорённости о начале переговоров"."""
    words = (occasion.verb, *doc.ancestors(occasion.top))
    agreed = any(k is not None and doc.lemma[k] in _AGREE for k in words)
    return _with_subject(doc, seen, occasion, beside, "agreed_on") if agreed else None


def told_at(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "X заявил на заседании", "X обсудил торговлю в ходе встречи с Y"."""
    verb = occasion.verb
    if verb is None or occasion.link not in venues.INSIDE:
        return None
    if not finite(doc, verb) and predicate(doc, occasion) not in listed("gathering", "discuss"):
        return None
    if occasion.kind == "visit" and any(p.start > doc.start[occasion.token] for p in beside):
        return None  # "посол выступил во время визита X": the visitor is X
    return _with_subject(doc, seen, occasion, beside, "told_at")


def _with_subject(doc: Doc, seen: Context, occasion: Occasion, beside: Parties, rule: str) -> Attendance | None:
    """The event's parties with the subject of its predicate, and whom that says to be talked to."""
    verb = occasion.verb
    if verb is None:
        return None
    sides = occasion.kind in TALKS and len(beside) > 1 and not with_only(doc, occasion, beside)
    found = (
        [] if sides else [s for s in subject_parties(doc, seen, verb) if s not in beside]
    )  # "провести встречу X с Y"
    found = [s for s in found if not is_outlet(doc, s, seen.knowledge)]
    if not beside and predicate(doc, occasion) in listed("gathering", "discuss", "outcome", "hold"):
        talks = occasion.kind == "visit" and predicate(doc, occasion) in listed("gathering", "hold")
        others = [] if talks else beside_verb(doc, seen, verb)  # talks held in the course of a visit are their own
        found += [p for p in others if p not in found and talked_to(doc, p, verb)]
    if not beside and rule == "told_at" and occasion.kind != "visit":
        found += [p for p in told_to(doc, occasion) if p not in found]
    return Attendance(rule, (*found, *beside))


def sent_to(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "X отправил Y на встречу с Z", "X пригласил Y на саммит": who is sent or asked there takes part."""
    verb = occasion.verb
    calls = {*listed("gathering", "invite"), *_GATHER}
    if (
        verb is None
        or occasion.link not in ("на", "для")
        or predicate(doc, occasion) not in {*listed("gathering", "send"), *calls}
    ):
        return None
    if doc.feat(verb, "Variant") == "Short":  # "на переговоры с X допущены Y", "на саммит не приглашён Z"
        asked = tuple(subject_parties(doc, seen, verb))
        left_out = asked if venues.negated(doc, verb) else ()
        return Attendance("sent_to", (*(() if left_out else asked), *beside), left_out) if asked else None
    named = [n for n in names_in(doc, Segment("", verb + 1, occasion.first), "PER") if has_case(doc, n, "Acc")]
    guests = [of_name(doc, n) for n in named] or [m for k in doc.children(verb, "obj") if (m := _guest(doc, k))]
    if not guests:
        return None
    hosted = predicate(doc, occasion) in calls and occasion.kind in TALKS and not beside
    hosts = [h for h in subject_parties(doc, seen, verb) if h not in guests] if hosted else []
    return Attendance("sent_to", (*hosts, *guests, *(p for p in beside if p not in guests)))


def _guest(doc: Doc, k: int) -> Mention | None:
    return mention_of(doc, k) if can_act(doc, k) and doc.pos[k] != "PRON" else None


def told_of(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "X рассказал о встрече с Y", "X попросил о встрече с Y": who tells of talks with one other, or asks for them."""
    verb = occasion.verb
    about = occasion.link in ("о", "об", "про") and predicate(doc, occasion) in listed("gathering", "tell")
    if (ready := _ready(doc, seen, occasion)) and beside:
        return Attendance("told_of", (*ready, *(p for p in beside if p not in ready)))
    if verb is None or not about or occasion.kind not in (*TALKS, "visit") or len(beside) > 1:
        return None
    if beside and not with_only(doc, occasion, beside):
        return None  # "рассказал о визите X"
    found = [s for s in subject_parties(doc, seen, verb) if s not in beside and visits(doc, s)]
    return Attendance("told_of", (*found, *beside)) if found and not any(_speaks_for(doc, s) for s in found) else None


def _ready(doc: Doc, seen: Context, occasion: Occasion) -> Parties:
    """Who is ready for talks: the X of "X готов к встрече с Y", "X заявил о готовности к переговорам с Y"."""
    above = doc.head[occasion.token]
    if occasion.link != "к" or occasion.kind not in TALKS or above < 0 or doc.lemma[above] not in _READY:
        return []
    whose = [
        m for k in doc.children(above, "nmod") if can_act(doc, k) and k < occasion.token and (m := mention_of(doc, k))
    ]
    verb = above if doc.pos[above] == "ADJ" else occasion.verb
    return whose or (subject_parties(doc, seen, verb) if verb is not None else [])


def own(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "Подводя итоги своего визита, X заявил", "во время его визита": whose event the possessive says it is."""
    for k in range(occasion.first, occasion.token):
        if doc.lemma[k] == "свой":
            verbs = (up for up in doc.ancestors(occasion.token) if doc.pos[up] == "VERB")
            verb = occasion.verb if occasion.verb is not None else next(verbs, None)
            who = subject_parties(doc, seen, verb) if verb is not None else []
            return Attendance("own", (*who, *(p for p in beside if p not in who))) if who else None
        if doc.form[k].lower() in WHOSE:
            return Attendance("own", tuple(beside))
    return None


def told_after(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "X заявил после встречи с Y", "перед началом встречи": who speaks of talks with one other was or will be there.

    Whoever speaks for somebody is not.
    """
    verb = occasion.verb
    if verb is None or occasion.kind not in TALKS or occasion.link not in {*venues.AFTER, *venues.BEFORE, "при"}:
        return None
    if len(beside) > 1 and not with_only(doc, occasion, beside):
        return None
    signed = doc.feat(verb, "Variant") == "Short"  # "по итогам переговоров X и Y подписан договор" in the instrumental
    found = [s for s in subject_parties(doc, seen, verb) if s not in beside]
    agreed = len(found) > 1 and predicate(doc, occasion) in listed("gathering", "outcome")
    found = [s for s in found if signed or agreed or visits(doc, s)]
    if not found or not finite(doc, verb) or any(_speaks_for(doc, s) for s in found):
        return None
    return Attendance("told_after", (*found, *beside))


def _speaks_for(doc: Doc, party: Mention) -> bool:
    """Whether somebody's post is to speak for others: "пресс-секретарь", "представитель"."""
    near = range(max(0, party.head - STRETCH), party.head + 1)
    return any(doc.lemma[k] in _VOICES and doc.sent[k] == doc.sent[party.head] for k in near)


def named_beside(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "Встреча X и Y", "переговоры с X", "визит X"."""
    return Attendance("named_beside", tuple(beside)) if beside else None


def event_noun(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """A meeting of which no party is told."""
    return Attendance("event_noun")


RULES: tuple[Rule, ...] = (
    shown_at,
    done_at,
    stays_away,
    takes_place,
    sent_to,
    held_by,
    attended_by,
    among,
    agreed_on,
    own,
    told_at,
    told_after,
    told_of,
    named_beside,
    event_noun,
)
