"""Holding: rules by which a sentence tells that somebody holds an event, goes there, stays away, or is asked there."""

from onrecord.find.context import Context
from onrecord.find.grammar.agents import can_act
from onrecord.find.grammar.mentions import mention_of, of_name
from onrecord.find.meetings import venues
from onrecord.find.meetings.attendance import parties_in, visits
from onrecord.find.meetings.gathering import Attendance
from onrecord.find.meetings.named import CHAIRED, Parties, named_after
from onrecord.find.meetings.nouns import names_guests
from onrecord.find.meetings.occasions import TALKS, Occasion, predicate
from onrecord.find.meetings.presence import acted, acts, held, with_subject
from onrecord.find.meetings.stretches import Segment, finite, has_case, names_in
from onrecord.find.meetings.subjects import subject_parties
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed

_BEFORE = {"у": "Gen", "между": "Ins"}  # prepositions of parties before the event, and their case
_AWAITS = listed("gathering", "await")  # with an event as the subject: whom it awaits
_ARE = listed("gathering", "are") | {"-", "–", "—"}  # between the guests and their names


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
    denied = acts(doc, occasion) and venues.negated(doc, verb)
    if not denied and predicate(doc, occasion) not in listed("gathering", "absent"):
        return None
    return Attendance("stays_away", tuple(beside), tuple(subject_parties(doc, seen, verb)))


def takes_place(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "Прошли переговоры X с Y", "встреча состоится между X и Y"."""
    if occasion.verb is None or occasion.link or predicate(doc, occasion) not in listed("gathering", "happen"):
        return None
    if doc.is_rel(occasion.top, "obj") and any(visits(doc, s) for s in subject_parties(doc, seen, occasion.verb)):
        return with_subject(doc, seen, occasion, beside, "held_by")  # "визит в Лурию запланировал и X"
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
    return acted(doc, seen, occasion, beside) if held(doc, occasion) else None


def attended_by(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "X принял участие в заседании", "X прибыл на саммит"."""
    return acted(doc, seen, occasion, beside) if acts(doc, occasion) else None


def among(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "Участниками встречи стали X и Y", "среди гостей форума — X, Y и Z"."""
    closes = doc.sents[doc.sent[occasion.token]][1]
    link = next((k for k in range(occasion.token + 1, closes) if doc.lemma[k] in _ARE or finite(doc, k)), None)
    if link is None or doc.lemma[link] not in _ARE or not names_guests(doc, occasion):
        return None
    return Attendance("among", tuple(parties_in(doc, seen, Segment("", link + 1, closes), "Nom")))


def agreed_on(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "X и Y договорились о встрече", "у X и Y есть договорённость о встрече"."""
    words = (occasion.verb, *doc.ancestors(occasion.top))
    agreed = any(k is not None and doc.lemma[k] in listed("gathering", "agree") for k in words)
    return with_subject(doc, seen, occasion, beside, "agreed_on") if agreed else None


def sent_to(doc: Doc, seen: Context, occasion: Occasion, beside: Parties) -> Attendance | None:
    """ "X отправил Y на встречу с Z", "X пригласил Y на саммит": who is sent or asked there takes part."""
    verb = occasion.verb
    calls = listed("gathering", "invite", "convene")
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
