"""Events: mentions of one and the same meeting, joined."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from onrecord.find.meetings.attendance import is_person
from onrecord.find.meetings.gathering import Gathering
from onrecord.find.meetings.occasions import TALKS, rally
from onrecord.find.meetings.stretches import finite
from onrecord.find.meetings.venues import negated
from onrecord.language.doc import Doc
from onrecord.language.morph import fold, normal_forms
from onrecord.values import Mention
from onrecord.words import listed

_MULTILATERAL = {"summit", "session", "conference", "other"}
_PRESENT = {"told_at", "told_after", "attended_by"}  # rules that tell of somebody who is there
_SITTINGS = listed("gathering", "council")  # meetings of many, told of a few at a time


class Event(Struct, frozen=True):
    """A meeting: what its mentions tell together, and the tokens that mention it."""

    told: Gathering
    tokens: tuple[int, ...]


def events(doc: Doc, found: Iterable[Gathering]) -> list[Event]:
    """The events that mentions in text order speak of; what tells nothing and points to no event is left out."""
    kept: list[Event] = []
    for gathering in _visits_joined(doc, list(found)):
        at = next((n for n in reversed(range(len(kept))) if _same(doc, kept[n], gathering)), None)
        if at is None and (at := _spoken_at(doc, kept, gathering)) is not None:
            gathering = replace(gathering, parties=tuple(p for p in gathering.parties if p.how == "name"))
        token = gathering.occasion.token
        if at is not None:
            kept[at] = Event(_joined(doc, kept[at].told, gathering), (*kept[at].tokens, token))
        elif not gathering.bare and doc.lemma[token] not in listed("gathering", "anaphor"):
            kept.append(Event(_of_same(doc, kept, _of_body(doc, kept, gathering)), (token,)))
    return sorted((e for e in kept if _told_enough(doc, e.told)), key=lambda e: e.told.occasion.token)


def _spoken_at(doc: Doc, kept: list[Event], new: Gathering) -> int | None:
    """The talks told last, where "на переговорах" alone points back to them: somebody of a delegation speaks there."""
    occasion = new.occasion
    bare = occasion.first == occasion.token and doc.pos[occasion.token] == "NOUN" and not (new.body or new.place)
    if not bare or new.rule not in _PRESENT or any(p.start > doc.start[occasion.token] for p in new.parties[1:]):
        return None
    last = next((n for n in reversed(range(len(kept))) if kept[n].told.occasion.kind in TALKS), None)
    if last is None or occasion.kind not in TALKS:
        return None
    old = kept[last].told
    word = doc.lemma[occasion.token] in {doc.lemma[t] for t in kept[last].tokens}
    same = word and old.status == new.status == "held" and _dates_agree(old.date, new.date)
    return last if same and len(old.parties) > 1 else None


def _of_body(doc: Doc, kept: list[Event], new: Gathering) -> Gathering:
    """A sitting told apart by its format only ("в расширенном составе") is one of the same body."""
    before = next((e.told for e in reversed(kept) if _kin(doc, e, new) and e.told.body), None)
    return replace(new, body=before.body) if before and new.format and not new.body else new


def _of_same(doc: Doc, kept: list[Event], new: Gathering) -> Gathering:
    """ "Эти переговоры продолжатся": another round of the talks told before, of the same parties."""
    this = any(doc.lemma[k] == "этот" for k in range(new.occasion.first, new.occasion.token))
    before = next((e.told for e in reversed(kept) if e.told.occasion.kind in TALKS), None)
    if not this or new.parties or before is None or new.occasion.kind not in TALKS:
        return new
    return replace(new, parties=before.parties)


def _visits_joined(doc: Doc, found: list[Gathering]) -> list[Gathering]:
    """Talks "во время визита" told as the visit: one event, with whoever the talks are with."""
    kept: list[Gathering] = []
    for new in found:
        old = kept[-1] if kept else None
        inside = new.occasion.kind == "visit" and new.occasion.link in ("время", "ход")
        if old and inside and old.occasion.kind in TALKS and old.occasion.verb == new.occasion.verb:
            more = tuple(p for p in old.parties if p not in new.parties)
            new = replace(new, parties=(*new.parties, *more), date=new.date or old.date, time=new.time or old.time)
            kept.pop()
        kept.append(new)
    return kept


def _told_enough(doc: Doc, told: Gathering) -> bool:
    """Whether a meeting of two sides has two, or one that its own words name, or else a body, a place or a day."""
    if told.occasion.kind not in TALKS or told.rule == "takes_place" or told.body or told.place or told.time:
        return True
    held = told.rule == "held_by" and told.occasion.verb is not None and finite(doc, told.occasion.verb)
    if held and told.parties and doc.lemma[told.occasion.token] in ("переговоры", "консультация"):
        return True  # "фирма ведёт переговоры о покупке"
    if any(p.how == "pronoun" and doc.form[p.head].lower() == "их" for p in told.parties):
        return True  # "их телефонный разговор"
    return len(told.parties) > 1 or any(p.start > doc.start[told.occasion.token] for p in told.parties)


def _same(doc: Doc, event: Event, new: Gathering) -> bool:
    """Whether a mention speaks of an event told before."""
    old = event.told
    if not _kin(doc, event, new) or (old.format and new.format and old.format != new.format):
        return False
    away = "stays_away" in (old.rule, new.rule)  # who stays away may do so before or after
    bare = (new.bare and not _own_time(doc, new)) or _told_again(doc, new)
    if old.status != new.status and not away and not bare and not _called_off(doc, old, new):
        return False
    if not (_agree(doc, old.place, new.place) and _agree(doc, old.body, new.body) and _dates_agree(old.date, new.date)):
        return False
    if new.occasion.kind == "visit" and new.occasion.verb == new.occasion.token and not (old.place and new.place):
        return False
    return _company(doc, old, new)


def _told_again(doc: Doc, new: Gathering) -> bool:
    """Whether a mention speaks of the same event whatever it says of its time: "сама встреча", who is asked there."""
    i = new.occasion.token
    own = any(doc.lemma[k] == "сам" for k in range(new.occasion.first, i))
    return own or new.rule == "sent_to" or (rally(doc, i) and not new.time)


def _called_off(doc: Doc, old: Gathering, new: Gathering) -> bool:
    """Whether what was planned is told to be cancelled: at the same place or of the same parties."""
    place = old.place and new.place and _agree(doc, old.place, new.place)
    shared = any(same_party(doc, p, q) for p in old.parties for q in new.parties)
    return {old.status, new.status} == {"planned", "cancelled"} and bool(place or shared)


def _kin(doc: Doc, event: Event, new: Gathering) -> bool:
    """Whether two words may name one event: the same word or sort of meeting, or "мероприятие"."""
    old_kind, kind = event.told.occasion.kind, new.occasion.kind
    if doc.pos[new.occasion.token] == "PRON":
        near = 0 <= doc.sent[new.occasion.token] - doc.sent[event.tokens[-1]] <= 1
        return near and old_kind != "visit" and new.rule == "attended_by"
    if doc.lemma[new.occasion.token] in listed("gathering", "anaphor"):
        return old_kind in _MULTILATERAL | {"meeting"}
    words = {doc.lemma[t] for t in event.tokens}
    if doc.lemma[new.occasion.token] in ("форум", "встреча") and old_kind in ("summit", "conference") and _plain(new):
        return True
    if kind in TALKS and old_kind == "visit":  # talks in the course of a visit told before, with nobody new
        old = event.told.parties
        own = new.rule in ("held_by", "met", "discussed_with", "takes_place")
        return not own and len(old) > 1 and all(any(same_party(doc, p, q) for q in old) for p in new.parties)
    if kind in TALKS:
        return old_kind in TALKS and (kind == old_kind or "call" not in (kind, old_kind) or _of_call(doc, event, new))
    if kind == "visit":
        return old_kind == "visit"
    return doc.lemma[new.occasion.token] in words or kind == old_kind == "session"


def _of_call(doc: Doc, event: Event, new: Gathering) -> bool:
    """Whether "говорил с X" speaks of a call told before: nobody is named there, or one of its parties is.

    "Разговор президентов" without a name is a call that is told before or after.
    """
    kinds = {event.told.occasion.kind, new.occasion.kind}
    told = kinds == {"call", "talks"} and new.occasion.token == new.occasion.verb
    shared = any(same_party(doc, p, q) for p in event.told.parties for q in new.parties)
    return not new.parties or (told and shared) or _unnamed(doc, event.told) or _unnamed(doc, new)


def _unnamed(doc: Doc, told: Gathering) -> bool:
    """Whether a mention is a conversation of people whom another has to name: "разговор президентов"."""
    roles = all(p.how == "role" and doc.feat(p.head, "Number") == "Plur" and not _fixed(doc, p) for p in told.parties)
    return roles and doc.lemma[told.occasion.token] == "разговор"


def _plain(new: Gathering) -> bool:
    """Whether "форум", "встреча" only point back to a summit: nothing describes them, nobody is named at them."""
    named = new.body or new.place or (new.parties and new.occasion.kind == "meeting")
    return new.occasion.first == new.occasion.token and not named


def _own_time(doc: Doc, new: Gathering) -> bool:
    """Whether a mention's predicate says that something goes on later: "переговоры продолжатся"."""
    verb = new.occasion.verb
    return verb is not None and doc.lemma[verb] in listed("gathering", "happen") and not negated(doc, verb)


def _agree(doc: Doc, old: Mention | None, new: Mention | None) -> bool:
    """Whether two places or bodies may be one: either is untold, or they share a word."""
    if old is None or new is None:
        return True
    return bool(_words(doc, old) & _words(doc, new))


def _words(doc: Doc, mention: Mention) -> set[str]:
    first, last = doc.token_at(mention.start), doc.token_at(mention.end - 1)
    if first is None or last is None:
        return set()
    return {doc.lemma[k] for k in range(first, last + 1) if doc.form[k][0].isalpha()} | {fold(doc.form[last])}


def _dates_agree(old: str | None, new: str | None) -> bool:
    return not old or not new or old.startswith(new) or new.startswith(old) or "/" in old + new


def _company(doc: Doc, old: Gathering, new: Gathering) -> bool:
    """Whether the parties of two mentions may be those of one event.

    A role in the singular or a pronoun may be any party of the other mention that has no counterpart.
    """
    words = {doc.lemma[g.occasion.token] for g in (old, new)}
    many = old.occasion.kind in _MULTILATERAL or (len(words) == 1 and words <= _SITTINGS)
    if many or not new.parties or not old.parties:
        return True
    fixed_old, fixed_new = ([p for p in g.parties if _fixed(doc, p)] for g in (old, new))
    only_new = [p for p in fixed_new if not any(same_party(doc, p, q) for q in fixed_old)]
    only_old = [q for q in fixed_old if not any(same_party(doc, p, q) for p in fixed_new)]
    shared = len(only_new) < len(fixed_new)
    theirs = any(doc.form[p.head].lower() == "их" for p in old.parties)  # of those named before, not of others after
    if (fixed_old and fixed_new and not shared) or (theirs and len(fixed_new) > 1):
        return False
    more = shared and not only_old and len(old.parties) > 1  # the same company told in full
    return more or (len(only_new) <= _open(old, fixed_old) and len(only_old) <= _open(new, fixed_new))


def _fixed(doc: Doc, party: Mention) -> bool:
    """Whether a mention tells who it is by its words alone."""
    if party.how == "pronoun" or (party.how == "role" and _open_ended(doc, party)):
        return False
    return party.how == "name" or doc.feat(party.head, "Number") == "Plur" or doc.feat(party.head, "Animacy") != "Anim"


def _open_ended(doc: Doc, party: Mention) -> bool:
    """Whether a role says what they are but not whose: "министры", "два лидера", "тарузско-элландские"."""
    first, last = doc.token_at(party.start), doc.token_at(party.end - 1)
    if first is None or last is None or doc.pos[party.head] == "ADJ":
        return True
    bare = first == last and doc.lemma[party.head] in listed("posts", "post")
    counted = doc.pos[first] == "NUM" and first + 1 == party.head
    return bare or counted or any(doc.pos[k] == "NUM" for k in range(party.head, last + 1))


def _open(gathering: Gathering, fixed: list[Mention]) -> int:
    """How many parties of the event a mention leaves open; two meet, one visits."""
    return len(gathering.parties) - len(fixed) + max(0, 2 - len(gathering.parties))


def same_party(doc: Doc, a: Mention, b: Mention) -> bool:
    """Whether two named mentions may be one party: their last words have a lemma in common."""
    return not _last_forms(doc, a).isdisjoint(_last_forms(doc, b))


def _last_forms(doc: Doc, mention: Mention) -> frozenset[str]:
    last = doc.token_at(mention.end - 1)
    return normal_forms(doc.form[last]) if last is not None else frozenset()


def _joined(doc: Doc, old: Gathering, new: Gathering) -> Gathering:
    """An event with what one more mention tells; the body of the article names it rather than the headline."""
    first, last = doc.headline
    in_headline = first <= old.occasion.token < last
    parties = (*old.parties, *(p for p in new.parties if not any(_alike(doc, p, q) for q in old.parties)))
    if new.parties and old.occasion.kind in TALKS and sum(_fixed(doc, p) for p in parties) >= 2:
        parties = tuple(p for p in parties if _fixed(doc, p))  # roles and pronouns stand for those two
    absent = (*old.absent, *(a for a in new.absent if not any(_alike(doc, a, b) for b in old.absent)))
    better = new if in_headline and not first <= new.occasion.token < last and not new.bare else old
    calls = [told for told in (old, new) if told.occasion.kind == "call"]
    better = calls[0] if len(calls) == 1 else better  # "разговор" tells less than "телефонный разговор"
    return replace(
        old,
        occasion=better.occasion,
        rule=better.rule,
        status=new.status if old.rule == "stays_away" or new.status == "cancelled" else old.status,
        parties=parties,
        absent=absent,
        body=old.body or new.body,
        format=old.format or new.format,
        place=old.place or new.place,
        date=old.date or new.date,
        time=old.time or new.time,
    )


def _alike(doc: Doc, a: Mention, b: Mention) -> bool:
    return a == b or (a.how == b.how == "name" and same_party(doc, a, b) and not _namesakes(doc, a, b))


def _namesakes(doc: Doc, a: Mention, b: Mention) -> bool:
    """Whether two full names share the last word only: "Анна Берг" and "Пётр Берг"."""
    first, other = (doc.token_at(m.start) for m in (a, b))
    if first is None or other is None or not (is_person(doc, a) and is_person(doc, b)):
        return False
    full = all(m.end > doc.end[k] for m, k in ((a, first), (b, other)))
    known = full and "." not in (doc.form[first + 1], doc.form[other + 1])
    return known and normal_forms(doc.form[first]).isdisjoint(normal_forms(doc.form[other]))
