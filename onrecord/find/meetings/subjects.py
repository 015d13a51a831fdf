"""Subjects: everybody who is the subject of a predicate, as those who take part in what it tells."""

from onrecord.find.context import Context
from onrecord.find.grammar.agents import agent, can_act, joined, quote_at
from onrecord.find.grammar.cases import plural
from onrecord.find.grammar.cues import subject
from onrecord.find.grammar.mentions import mention_of
from onrecord.find.meetings.attendance import parties_in, slipped
from onrecord.find.meetings.stretches import NOUN, Segment, finite, has_case, modified
from onrecord.language.doc import Doc, Name
from onrecord.values import Mention
from onrecord.words import listed


def subject_parties(doc: Doc, seen: Context, verb: int) -> list[Mention]:
    """Everybody who is the subject of a verb; of an infinitive, the subject of what it completes."""
    infinitive = doc.feat(verb, "VerbForm") == "Inf"
    if infinitive and doc.head[verb] >= 0 and doc.lemma[doc.head[verb]] in listed("gathering", "asking"):
        return []  # "приглашение прийти на встречу"
    if infinitive and (told := _told_to_act(doc, verb) or _wisher(doc, verb)):
        return [told]
    if infinitive and (before := _before_purpose(doc, verb)) is not None:
        return _subjects(doc, seen, before)
    found = _subjects(doc, seen, verb) or _agents(doc, seen, verb)
    if not found and infinitive:
        above = next((up for up in doc.ancestors(verb) if finite(doc, up)), None)
        found = _subjects(doc, seen, above) if above is not None else []
    return found


def _told_to_act(doc: Doc, verb: int) -> Mention | None:
    """Who is let, ordered or asked to do what an infinitive says: the Y of "X разрешил Y принять участие"."""
    above = doc.head[verb]
    if above < 0 or doc.lemma[above] not in listed("control"):
        return None
    for k in doc.children(above, "iobj", "obj", "obl"):
        person = (doc.feat(k, "Animacy") == "Anim" or doc.name_at(k)) and doc.feat(k, "Case") in ("Dat", "Acc", "")
        person = person and can_act(doc, k)
        if person and not doc.children(k, "case"):
            return mention_of(doc, k)
    return None


def _wisher(doc: Doc, verb: int) -> Mention | None:
    """Whose wish, plan or chance an infinitive tells: the X of "о желании X провести переговоры"."""
    above = doc.head[verb]
    if above < 0 or doc.pos[above] != "NOUN" or above > verb:
        return None
    whose = (k for k in doc.children(above, "nmod") if above < k < verb and doc.feat(k, "Case") in ("Gen", ""))
    return next((mention_of(doc, k) for k in whose if can_act(doc, k) and not doc.children(k, "case")), None)


def _before_purpose(doc: Doc, verb: int) -> int | None:
    """The predicate right before "чтобы" whose purpose an infinitive tells, wherever the parser hung the clause."""
    opens = next((k for k in doc.children(verb, "mark") if doc.lemma[k] == "чтобы"), None)
    if opens is None:
        return None
    before = (k for k in range(opens - 1, doc.sents[doc.sent[verb]][0] - 1, -1) if finite(doc, k))
    return next((k for k in before if not any(doc.lemma[c] == "который" for c in doc.children(k))), None)


def _subjects(doc: Doc, seen: Context, verb: int) -> list[Mention]:
    if (noun := modified(doc, verb)) is not None:
        described = mention_of(doc, noun)
        return [described] if described and _may_attend(doc, described) else []
    if doc.is_rel(verb, "acl") and any(
        doc.lemma[k] in listed("clauses", "where") for k in doc.children(verb, "advmod")
    ):
        own = any(doc.feat(k, "Case") == "Nom" for k in doc.children(verb, "nsubj"))
        above = None if own else next((up for up in doc.ancestors(verb) if finite(doc, up)), None)
        if above is not None:
            return _subjects(doc, seen, above)  # "X посетит порт, где встретится с Y"
    head = _person_before(doc, verb)
    if head is None:
        hung = [k for k in doc.children(verb, "nsubj") if slipped(doc, k, "Nom")]
        head = next((k for k in hung if can_act(doc, k)), next(iter(hung), None))
    head = _own_clause(doc, subject(doc, verb) if head is None else head, verb)
    if head is not None and doc.lemma[head] == "который" and doc.feat(verb, "Number") == "Plur":
        return _described(doc, verb)
    several = doc.feat(verb, "Number") == "Plur" or (head is not None and bool(doc.children(head, "conj")))
    if head is not None and several and doc.pos[head] in NOUN and doc.lemma[head] != "который":
        listed_names = parties_in(doc, seen, _extent(doc, head, verb), "Nom")
        if len(listed_names) == 1 and head < verb:
            listed_names += _together(doc, seen, listed_names[0], verb)
        if listed_names:
            return listed_names
    found = agent(doc, seen, verb) if head is None or doc.name_at(head) is None else mention_of(doc, head)
    own = head is not None and doc.is_rel(head, "nsubj") and doc.head[head] == verb
    belied = own and found is not None and not _may_attend(doc, found)  # "причина, - он вёл переговоры"
    if head is not None and (belied or (found is None and quote_at(seen, doc.start[verb]) is None)):
        found = mention_of(doc, head)
    if found is None or not _may_attend(doc, found):
        return []
    short = doc.feat(verb, "Number") == "Plur" and doc.feat(found.head, "Number") == "Sing" and found.head < verb
    beside = _together(doc, seen, found, verb) if short or _joins(doc, found) else []
    return [] if short and found.how == "name" and not beside else [found, *beside]


def _agents(doc: Doc, seen: Context, verb: int) -> list[Mention]:
    """By whom something is done: the X and Y of "X и Y был подписан договор", in the instrumental."""
    if doc.feat(verb, "Variant") != "Short":
        return []
    by = (k for k in doc.children(verb, "obl") if doc.feat(k, "Case") == "Ins" and not doc.children(k, "case"))
    stretches = (doc.subtree(k) for k in by if can_act(doc, k))
    return [p for s in stretches for p in parties_in(doc, seen, Segment("", min(s), max(s) + 1), "Ins")]


def _joins(doc: Doc, subject: Mention) -> bool:
    """Whether "вместе с" follows a subject."""
    last = doc.token_at(subject.end - 1)
    return last is not None and doc.form[last + 1 : last + 2] in (["вместе"], ["совместно"])


def _together(doc: Doc, seen: Context, subject: Mention, verb: int) -> list[Mention]:
    """The second of "X с Y встретились", "мы с Y провели"."""
    last = doc.token_at(subject.end - 1)
    opens = (subject.head if last is None else last) + 1
    if opens < verb and doc.form[opens].lower() in listed("clauses", "together"):
        opens += 1
    if opens >= verb or doc.form[opens].lower() not in ("с", "со"):
        return []
    return parties_in(doc, seen, Segment("с", opens + 1, verb), "Ins")


def _described(doc: Doc, verb: int) -> list[Mention]:
    """Those whom a relative clause in the plural describes: "X и Y, которые встретились"."""
    clause = next((up for up in (verb, *doc.ancestors(verb)) if doc.is_rel(up, "acl")), None)
    if clause is None:
        return []
    head = _many(doc, doc.head[clause])
    head = doc.head[head] if doc.is_rel(head, "conj") else head
    return [m for k in joined(doc, head) if (m := mention_of(doc, k)) and _may_attend(doc, m)]


def _many(doc: Doc, head: int) -> int:
    """The plural noun that a name in the singular completes: whoever "сторонники Партии рек, которые вышли" are."""
    name = doc.name_at(head)
    above = doc.head[name.first] if name and doc.feat(name.first, "Number") == "Sing" else -1
    return above if above >= 0 and plural(doc, above) else head


def _person_before(doc: Doc, verb: int) -> int | None:
    """A person named as the subject by the tree, also where the tagger took a word of the name for another case."""
    for up in (verb, *(doc.ancestors(verb) if doc.feat(verb, "VerbForm") == "Conv" else ())):
        for k in doc.children(up, "nsubj"):
            name = doc.name_at(k) if _own_clause(doc, k, up) == k else None
            if name and name.kind == "PER" and (has_case(doc, name, "Nom") or _right_before(doc, name, up)):
                return k
    near = doc.name_at(max(0, verb - 1))  # whatever the tree says of it
    opens = near is not None and near.kind == "PER" and has_case(doc, near, "Nom") and _right_before(doc, near, verb)
    return near.first if near and opens else None


def _own_clause(doc: Doc, head: int | None, verb: int) -> int | None:
    """The subject of a verb that stands past "что": in "X сказал, что на встрече возник спор" it is not X."""
    opens = max((k for k in doc.children(verb, "mark") if k < verb), default=-1)
    if head is None or head > opens or not doc.is_rel(head, "nsubj") or doc.head[head] != verb:
        return head
    return next((k for k in doc.children(verb, "nsubj") if k > opens), head)


def _right_before(doc: Doc, name: Name, verb: int) -> bool:
    """Whether a surname that the dictionary takes for a word in another case opens the clause of a verb."""
    opens = name.first == doc.sents[doc.sent[verb]][0] or doc.form[name.first - 1] in (
        *'«"“',
        "что",
        ",",
        "-",
        "–",
        "—",
    )
    return opens and name.last == verb and doc.feat(verb, "Number") != "Plur"


def _may_attend(doc: Doc, mention: Mention) -> bool:
    return mention.how != "role" or can_act(doc, mention.head)


def _extent(doc: Doc, head: int, verb: int) -> Segment:
    """The stretch of a subject of several: up to its verb, or from the verb on to the next clause."""
    if head < verb:
        first = min(doc.subtree(head))
        opens = doc.sents[doc.sent[head]][0]
        told = next((k for k in range(head - 1, opens - 1, -1) if finite(doc, k)), None)
        if told is not None:  # "как сообщил X, министр и посол обсудят"
            first = max(first, next((k + 1 for k in range(told, head) if doc.form[k] == ","), first))
        return Segment("", first, next(k for k in range(head + 1, verb + 1) if k == verb or finite(doc, k)))
    last = doc.sents[doc.sent[verb]][1]
    after = range(head + 1, last)
    end = next((k for k in after if finite(doc, k) or doc.lemma[k] == "который" or doc.form[k] == ";"), last)
    return Segment("", verb + 1, end)
