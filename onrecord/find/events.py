"""Events: mentions of one and the same meeting, joined."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from onrecord.find.gatherings import Gathering
from onrecord.find.venues import negated
from onrecord.language.doc import Doc
from onrecord.language.morph import fold, normal_forms
from onrecord.values import Mention
from onrecord.words import listed

_MULTILATERAL = {"summit", "session", "conference", "other"}
_TALKS = {"meeting", "talks", "call"}


class Event(Struct, frozen=True):
    """A meeting: what its mentions tell together, and the tokens that mention it."""

    told: Gathering
    tokens: tuple[int, ...]


def events(doc: Doc, found: Iterable[Gathering]) -> list[Event]:
    """The events that mentions in text order speak of; what tells nothing and points to no event is left out."""
    kept: list[Event] = []
    for gathering in found:
        at = next((n for n in reversed(range(len(kept))) if _same(doc, kept[n], gathering)), None)
        token = gathering.occasion.token
        if at is not None:
            kept[at] = Event(_joined(doc, kept[at].told, gathering), (*kept[at].tokens, token))
        elif not gathering.bare and doc.lemma[token] not in listed("gathering", "anaphor"):
            kept.append(Event(gathering, (token,)))
    return sorted(kept, key=lambda e: e.told.occasion.token)


def _same(doc: Doc, event: Event, new: Gathering) -> bool:
    """Whether a mention speaks of an event told before."""
    old = event.told
    if not _kin(doc, event, new) or (old.format and new.format and old.format != new.format):
        return False
    if old.status != new.status and not (new.bare and not _own_time(doc, new)):
        return False
    if not (_agree(doc, old.place, new.place) and _agree(doc, old.body, new.body) and _dates_agree(old.date, new.date)):
        return False
    if new.occasion.kind == "visit" and new.occasion.verb == new.occasion.token and not (old.place and new.place):
        return False
    return _company(doc, old, new)


def _kin(doc: Doc, event: Event, new: Gathering) -> bool:
    """Whether two words may name one event: the same word or sort of meeting, or "мероприятие"."""
    old_kind, kind = event.told.occasion.kind, new.occasion.kind
    if doc.lemma[new.occasion.token] in listed("gathering", "anaphor"):
        return old_kind in _MULTILATERAL | {"meeting"}
    words = {doc.lemma[t] for t in event.tokens}
    if kind in _TALKS:
        return old_kind in _TALKS and (kind == old_kind or "call" not in (kind, old_kind) or not new.parties)
    if kind == "visit":
        return old_kind == "visit"
    return doc.lemma[new.occasion.token] in words or kind == old_kind == "session"


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
    """Whether the parties of two mentions may be those of one event."""
    if not new.parties or not old.parties:
        return True
    named_old, named_new = ([p for p in g.parties if p.how == "name"] for g in (old, new))
    shared = [p for p in named_new if any(same_party(doc, p, q) for q in named_old)]
    if old.occasion.kind in _MULTILATERAL:
        return True
    only_new, only_old = len(named_new) - len(shared), len(named_old) - len(shared)
    roles = len(old.parties) - len(named_old), len(new.parties) - len(named_new)
    return bool(shared or roles[0] and roles[1]) and only_new <= roles[0] + (len(old.parties) < 2) and only_old <= roles[1] + (len(new.parties) < 2)


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
    more = [p for p in new.parties if p.how == "pronoun" or not any(_alike(doc, p, q) for q in old.parties)]
    absent = (*old.absent, *(a for a in new.absent if not any(_alike(doc, a, b) for b in old.absent)))
    better = new if in_headline and not first <= new.occasion.token < last and not new.bare else old
    return replace(
        old,
        occasion=better.occasion,
        rule=better.rule,
        parties=(*old.parties, *more),
        absent=absent,
        body=old.body or new.body,
        format=old.format or new.format,
        place=old.place or new.place,
        date=old.date or new.date,
        time=old.time or new.time,
    )


def _alike(doc: Doc, a: Mention, b: Mention) -> bool:
    return a == b or (a.how == b.how == "name" and same_party(doc, a, b))
