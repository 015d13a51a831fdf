"""Named: the parties that the words after an event, or after its predicate, name."""

from collections.abc import Iterator

from onrecord.find.context import Context
from onrecord.find.grammar.agents import can_act
from onrecord.find.grammar.cases import may_be, plural
from onrecord.find.grammar.cues import is_speech
from onrecord.find.grammar.mentions import STRETCH, mention_of, of_name
from onrecord.find.meetings.attendance import is_person, parties_in, sent_by, visits
from onrecord.find.meetings.occasions import TALKS, Occasion, phrase_start, predicate
from onrecord.find.meetings.stretches import Segment, has_case, names_in, segments
from onrecord.find.meetings.venues import clause
from onrecord.language.doc import Doc, Name
from onrecord.values import Mention
from onrecord.words import frames, listed

CHAIRED = listed("gathering", "chaired")  # "под председательством X"
Parties = list[Mention]


def told_to(doc: Doc, occasion: Occasion) -> Iterator[Mention]:
    """Whom a verb of saying or informing has as its object: persons at talks, an audience elsewhere."""
    verb = None if predicate(doc, occasion) in listed("gathering", "discuss") else occasion.verb
    if verb is None:
        return
    for k in doc.children(verb, "obj", "iobj"):
        mention = mention_of(doc, k)
        if mention is None or not can_act(doc, k):
            continue
        heard = mention.how == "role" and doc.feat(k, "Animacy") == "Anim" and doc.feat(k, "Case") == "Dat"
        if occasion.kind == "meeting" or not plural(doc, k):  # the press is told of it afterwards
            heard = heard and doc.lemma[k] not in listed("gathering", "press")
        told = mention.how == "name" and (is_person(doc, mention) or is_speech(doc, verb))  # not "время уделят Лурии"
        if (heard and occasion.kind not in ("talks", "call")) or (told and occasion.kind in TALKS):
            yield mention


def with_after(doc: Doc, seen: Context, verb: int) -> Parties:
    """Parties after "с" that follow a verb."""
    found: Parties = []
    for s in segments(doc, verb):
        with_them = s.prep in ("с", "со")
        found += parties_in(doc, seen, s, "Ins") if with_them else _further(doc, s, "Ins" if found else "")
    return found


def beside_verb(doc: Doc, seen: Context, verb: int) -> Parties:
    """Parties after "с" that follow a verb, else those that stand before it in its clause: "с ним X обсудит мост"."""
    first, _ = clause(doc, verb)
    before = [_upto_prep(doc, k + 1, verb) for k in range(first, verb) if doc.form[k].lower() in ("с", "со")]
    return with_after(doc, seen, verb) or [p for s in before for p in parties_in(doc, seen, s, "Ins")]


def _upto_prep(doc: Doc, first: int, verb: int) -> Segment:
    end = next((k for k in range(first, verb) if doc.pos[k] == "ADP" or doc.form[k] == ","), verb)
    return Segment("с", first, end)


def with_only(doc: Doc, occasion: Occasion, beside: Parties) -> bool:
    """Whether all parties beside an event stand after "с": "встреча в Лурии с X и Y", not "встреча X с Y"."""
    opens = next((s.first for s in segments(doc, occasion.token) if s.prep in ("с", "со")), len(doc) - 1)
    return all(party.start >= doc.start[opens] for party in beside)


def named_after(doc: Doc, seen: Context, occasion: Occasion, after: int) -> Parties:
    """Parties that the words after an event, or after its predicate, name."""
    found: Parties = []
    naming = ""  # the case of the parties that the last stretch named
    for segment in segments(doc, after):
        if _of_earlier(doc, segment):
            break
        stretch, case = _naming(doc, occasion, segment, after == occasion.token)
        named = parties_in(doc, seen, stretch, case) if case else _further(doc, segment, naming if found else "")
        if not case and named:
            found = [p for p in found if not _in_post(doc, p, named[0])]
        naming = case or naming
        if occasion.kind == "visit" and case == "Gen":
            named = [p for p in named if visits(doc, p) or sent_by(doc, p)]
        found += [p for p in named if p not in found]
    return found


def _of_earlier(doc: Doc, segment: Segment) -> bool:
    """Whether a stretch turns to an event before this one: "на брифинге по итогам встречи с Y"."""
    words = doc.lemma[segment.first : segment.last]
    edge = segment.prep in ("после", "перед", "накануне", "до") or not listed("gathering", "edge").isdisjoint(words)
    return edge and any(frames("meetings").get(word, {}).get("form", "verb") != "verb" for word in words)


def _further(doc: Doc, segment: Segment, case: str) -> Parties:
    """Persons of a list that a preposition inside somebody's post broke: "с X и послом на островах Y"."""
    names = [n for n in names_in(doc, segment, "PER") if case and has_case(doc, n, case)]
    return [of_name(doc, name) for name in names if _post_before(doc, name, segment, case)]


def _in_post(doc: Doc, party: Mention, holder: Mention) -> bool:
    """Whether a party is only named in the post of another: the X of "советника X по безопасности Y"."""
    between = range(doc.token_at(party.end - 1) or party.head, holder.head)
    return doc.feat(party.head, "Case") == "Gen" and not any(doc.form[k] in (",", "и") for k in between)


def _post_before(doc: Doc, name: Name, segment: Segment, case: str) -> bool:
    """Whether somebody's post in a case opens before the preposition and reaches to the name after it.

    Past another's name only "по" leads on: "советник X по безопасности Y".
    """
    opens = segment.first
    for k in range(name.first - 1, max(opens - STRETCH, doc.sents[doc.sent[opens]][0]), -1):
        other = doc.name_at(k)
        if k < opens and (doc.form[k] in (",", "и") or (other and other.kind == "PER" and segment.prep != "по")):
            return False
        if k < opens and doc.pos[k] == "NOUN" and doc.feat(k, "Animacy") == "Anim":
            return doc.feat(k, "Case") == case and (doc.name_at(name.first - 1) is None)
    return False


def _naming(doc: Doc, occasion: Occasion, segment: Segment, own: bool) -> tuple[Segment, str]:
    """The part of a stretch that may name parties, and their case; "" where it names none."""
    if doc.lemma[segment.first] in listed("gathering", "level-of") and segment.prep in ("с", "при", "на"):
        return Segment("", segment.first + 1, segment.last), "Gen"
    if doc.lemma[segment.first] in CHAIRED and segment.prep == "под":
        return Segment("", segment.first + 1, segment.last), "Gen"
    if segment.prep == "со" and doc.form[segment.first] == "стороны":
        return Segment("", segment.first + 1, segment.last), "Gen"  # "митинги со стороны рыбаков"
    if segment.prep in ("с", "со", "между"):
        return segment, "Ins"
    name = doc.name_at(segment.first)
    if own and name and occasion.kind in ("visit", *TALKS) and segment.prep in ("в", "во", "на"):
        ends = (k for k in range(name.last, segment.last) if doc.form[k] == "," or doc.feat(k, "Case") == "Ins")
        comma = next(ends, segment.last)
        return _upto_subject(doc, Segment("", name.last, comma)), "Gen"  # "прибытие в Лурию делегации Тарузии"
    if not own and segment.prep == "у" and predicate(doc, occasion) in listed("gathering", "happen"):
        return segment, "Gen"  # "разговор состоялся у X с Y"
    if doc.lemma[segment.first] == "память":
        return segment, ""  # "пикет памяти X"
    genitive = own and segment.prep == "" and occasion.kind not in ("session", "conference")
    return _upto_subject(doc, segment), "Gen" if genitive else ""


def _upto_subject(doc: Doc, segment: Segment) -> Segment:
    """A stretch without the subject that stands in it: "за день до встречи президент Тарузии попросил"."""
    inside = range(segment.first, segment.last)
    subjects = (k for k in inside if doc.is_rel(k, "nsubj") and doc.feat(k, "Case") == "Nom")
    head = next((k for k in subjects if _named(doc, k) or (doc.pos[k] == "NOUN" and not may_be(doc, k, "Gen"))), None)
    if head is None:
        return segment
    name = doc.name_at(head)
    return Segment(segment.prep, segment.first, max(segment.first, name.first if name else phrase_start(doc, head)))


def _named(doc: Doc, k: int) -> bool:
    """Whether token `k` is of a person's name, no word of which the tagger takes for a genitive."""
    name = doc.name_at(k)
    if name is None or name.kind != "PER":
        return False
    return all(doc.feat(n, "Case") != "Gen" for n in range(name.first, name.last))
