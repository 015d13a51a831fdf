"""Agents: who does what a verb says, also where direct speech says "we" or a clause leaves its subject out."""

from onrecord.find.context import Context
from onrecord.find.grammar.cues import beside
from onrecord.find.grammar.mentions import mention_of
from onrecord.language.doc import Doc
from onrecord.language.morph import parses
from onrecord.span import Span
from onrecord.values import Mention, Quote
from onrecord.words import listed

_FIRST = {"я", "мы"}


def quote_at(seen: Context, offset: int) -> Quote[Mention] | None:
    """The innermost quote with a speaker whose content covers a place of the text."""
    covering = [
        (content.end - content.start, quote)
        for quote in seen.facts.quotes
        if quote.speaker
        for content in quote.content
        if content.start <= offset < content.end
    ]
    return min(covering, key=lambda found: found[0])[1] if covering else None


def agent(doc: Doc, seen: Context, verb: int) -> Mention | None:
    """Whoever acts in verb (or short adjective) `verb`.

    The speaker for "я", "мы" and for a subject that reported speech leaves out, else the subject of the clause.
    """
    quote = quote_at(seen, doc.start[verb])
    if quote is not None and doc.feat(verb, "Person") == "1":
        return quote.speaker
    who = subject_of(doc, verb)
    if quote is not None and (who is None or doc.lemma[who] in _FIRST or not _inside(quote, doc.span(who))):
        unnamed = who is None and _indefinite(doc, verb)
        return None if unnamed else quote.speaker
    return mention_of(doc, who) if who is not None and doc.lemma[who] not in (*_FIRST, "ты", "вы") else None


def subject_of(doc: Doc, verb: int) -> int | None:
    """The token that heads the subject of a verb or short adjective, one that agrees with it in number."""
    found = _own_subject(doc, verb)
    if found is not None:
        return found
    head = doc.head[verb]
    described = doc.is_rel(verb, "acl", "amod") and 0 <= head < verb and doc.pos[head] in ("NOUN", "PROPN", "PRON")
    if described and not _oblique(doc, verb):
        return head
    for up in doc.ancestors(verb):
        if doc.sent[up] != doc.sent[verb] or (doc.pos[up] not in ("VERB", "AUX", "ADJ") and not described):
            break
        above = _own_subject(doc, up)
        if above is not None and above != verb and _fits(doc, above, verb) and _alike(doc, up, verb):
            return above
    near = beside(doc, verb)
    return near if near is not None and _fits(doc, near, verb) else None


def _oblique(doc: Doc, verb: int) -> bool:
    """Whether a relative clause has its "который" in another place than the subject: "письмо, в котором требуют"."""
    return any(doc.lemma[k] == "который" for k in doc.children(verb, "obl", "obj", "iobj", "nmod"))


def _own_subject(doc: Doc, verb: int) -> int | None:
    for k in doc.children(verb, "nsubj"):
        if may_be_subject(doc, k) and _fits(doc, k, verb):
            return k
    if doc.feat(verb, "Number") != "Plur":
        return None
    for k in doc.children(verb, "obl", "nmod"):  # "в Тарузии планируют", "на заводе обещают", not "письмо, в котором"
        somebody = doc.lemma[k] != "который" and can_act(doc, k)
        if doc.feat(k, "Case") == "Loc" and somebody and preposition(doc, k) in ("в", "во", "на"):
            return k
    return None


def may_be_subject(doc: Doc, i: int) -> bool:
    """Whether a noun that the parser calls a subject may be one: taggers take many a nominative for an accusative."""
    case = doc.feat(i, "Case")
    if case in ("Nom", "") or doc.lemma[i] == "который":
        return True
    if case == "Gen" and doc.children(i, "nummod"):  # "двести рыбаков обещали"
        return True
    taken = case == "Acc" or doc.name_at(i) is not None
    return taken and any("nomn" in reading.tag.grammemes for reading in parses(doc.form[i]))


def actor_of(doc: Doc, verb: int) -> int | None:
    """The subject of a verb, where it names somebody other than the speaker who can act."""
    for k in doc.children(verb, "nsubj"):
        if may_be_subject(doc, k) and can_act(doc, k) and doc.rel[k] != "nsubj:pass" and doc.lemma[k] not in _FIRST:
            return k
    return None


def _alike(doc: Doc, up: int, verb: int) -> bool:
    """Whether two predicates may share a subject: no clash of number, nor of gender in the past tense."""
    return all(
        not doc.feat(up, key) or not doc.feat(verb, key) or doc.feat(up, key) == doc.feat(verb, key)
        for key in ("Number", "Gender")
    )


def _inside(quote: Quote[Mention], place: Span) -> bool:
    return any(content.covers(place) for content in quote.content)


def _fits(doc: Doc, who: int, verb: int) -> bool:
    """Whether a subject agrees with its verb in number; several subjects and "who" agree with any."""
    numbers = {doc.feat(verb, "Number"), doc.feat(who, "Number")} - {""}
    if len(numbers) < 2 or doc.lemma[who] in ("который", "кто"):
        return True
    if doc.feat(verb, "Number") == "Sing":  # "обещал" of several only where it stands before them: "обещал X и Y"
        return False
    several = doc.children(who, "conj") or doc.feat(who, "Case") == "Loc"
    return bool(several) or any(doc.lemma[k] == "с" for k in range(who, min(who + 5, len(doc))))


def _indefinite(doc: Doc, verb: int) -> bool:
    """Whether a verb without a subject says that some people or other act: "планируют построить мост"."""
    return doc.feat(verb, "Number") == "Plur" and doc.feat(verb, "Person") in ("3", "") and doc.pos[verb] == "VERB"


def can_act(doc: Doc, i: int) -> bool:
    """Whether noun or pronoun `i` names somebody who can act: people, states, organisations and their bodies."""
    name = doc.name_at(i)
    if name is not None or doc.pos[i] == "PROPN":
        return True
    if doc.pos[i] == "PRON":
        return doc.lemma[i] in ("он", "она", "они", "я", "мы", "который", "кто")
    if doc.pos[i] != "NOUN":
        return False
    known = listed("roles") | listed("agents")
    return doc.feat(i, "Animacy") == "Anim" or not known.isdisjoint((doc.lemma[i], *doc.lemma[i].split("-")))


def joined(doc: Doc, i: int) -> list[int]:
    """Noun `i` and those that stand in one row with it: "X, Y и Z"."""
    return [i, *[k for k in doc.children(i, "conj") if k > i and doc.pos[k] in ("NOUN", "PROPN", "PRON")]]


def preposition(doc: Doc, i: int) -> str:
    """The preposition before a noun's phrase, lower case, "" where there is none."""
    return next((doc.form[k].lower() for k in doc.children(i, "case") if k < i), "")
