"""Cues of speech: from a verb or a noun of saying to whoever says it."""

from msgspec import Struct

from onrecord.find.grammar.mentions import mention_of
from onrecord.find.grammar.papers import owner
from onrecord.language.doc import Doc
from onrecord.span import Span
from onrecord.values import Mention
from onrecord.words import frames, listed

_FINITE = {"VERB", "AUX", "ADJ"}


class Cue(Struct, frozen=True):
    """A cue, whom it makes the speaker, and the words that name the speaker there."""

    token: int
    span: Span
    party: Mention | None
    mention: Span | None


def spoken_by(doc: Doc, i: int, who: int | None) -> Cue:
    """The cue at token `i` with the mention that token `who` heads as its speaker."""
    party = mention_of(doc, who) if who is not None else None
    return Cue(i, doc.span(i), party, party.span if party else None)


def is_speech(doc: Doc, i: int) -> bool:
    """Whether token `i` is a verb (or short adjective) of saying or thinking."""
    row = frames("speech").get(doc.lemma[i])
    return row is not None and doc.pos[i] in _FINITE and (doc.pos[i] != "ADJ" or doc.feat(i, "Variant") == "Short")


def cue_at(doc: Doc, i: int) -> Cue:
    """The cue at verb `i` with its speaker, where the sentence names one."""
    if doc.lemma[i] in listed("speech", "impersonal") or doc.feat(i, "Voice") == "Pass":
        return _by_document(doc, i)
    return spoken_by(doc, i, subject(doc, i))


def _by_document(doc: Doc, i: int) -> Cue:
    """ "В сообщении МВД говорится": the speaker is whoever issued the document."""
    below = [g for near in doc.children(i, "advmod", "conj") for g in doc.children(near, "obl")]
    for k in [*doc.children(i, "obl", "nmod"), *below]:
        document = k if doc.lemma[k] in listed("carriers", "document", "page") else _document_meant(doc, k)
        if document is not None and not any(
            doc.lemma[c] in listed("papers", "outside") for c in doc.children(k, "case")
        ):
            whose = owner(doc, document)
            near = whose is not None and doc.end[k] < whose.end < doc.sentence(k).end
            return Cue(i, doc.span(i), whose, Span(doc.start[k], whose.end if whose and near else doc.end[k]))
        placed = doc.pos[k] in ("NOUN", "PROPN") and any(doc.lemma[c] in ("в", "на") for c in doc.children(k, "case"))
        if placed and _speaks(doc, k):
            return spoken_by(doc, i, k)
    if doc.feat(i, "Voice") != "Pass" and not doc.lemma[i].endswith("ся"):  # "статистика гласит"
        return spoken_by(doc, i, _own_subject(doc, i))
    return Cue(i, doc.span(i), None, None)


def _document_meant(doc: Doc, k: int) -> int | None:
    """The document that "в нём" means: the last one of its gender in this sentence and the one before."""
    if doc.form[k].lower() not in ("нем", "нём", "ней") or doc.feat(k, "Case") != "Loc":
        return None
    first = doc.sents[max(0, doc.sent[k] - 1)][0]
    documents = listed("carriers", "document", "page")
    for d in range(k - 1, first - 1, -1):
        if doc.lemma[d] in documents and (doc.feat(d, "Gender") == "Fem") == (doc.form[k].lower() == "ней"):
            return d
    return None


def subject(doc: Doc, i: int) -> int | None:
    """The token that heads the subject of verb `i`, looked for along the tree and then next to the verb."""
    found = _own_subject(doc, i)
    if found is not None:
        return found
    described = doc.is_rel(i, "acl", "amod") and doc.head[i] >= 0 and doc.pos[doc.head[i]] in ("NOUN", "PROPN", "PRON")
    if described and not _told_of(doc, i):
        return doc.head[i]
    for up in [*_main_verb(doc, i), *doc.ancestors(i)]:
        below = _own_subject(doc, up)
        if below is not None and below != i and _in_number(doc, below, i):
            return below
        if doc.pos[up] not in ("VERB", "AUX", "ADJ") or doc.sent[up] != doc.sent[i]:
            break
    return beside(doc, i) or _somewhere(doc, i)


def _main_verb(doc: Doc, i: int) -> list[int]:
    """The finite verb that a gerund follows; of verbs in a row the parser may take the first one."""
    if doc.feat(i, "VerbForm") != "Conv" or doc.head[i] < 0:
        return []
    found: list[int] = []
    above: int | None = doc.head[i]
    while above is not None:
        above = next((k for k in reversed(doc.children(above, "conj")) if above < k < i and doc.pos[k] == "VERB"), None)
        found = found if above is None else [above]
    return found


def _somewhere(doc: Doc, i: int) -> int | None:
    """Who speaks in "сообщили «Вестям» в мэрии", where the parser hangs the place on the addressee."""
    if doc.feat(i, "Number") != "Plur":
        return None
    for k in range(i + 1, min(doc.sents[doc.sent[i]][1], i + 10)):
        if doc.form[k] in (",", ":", ";") or doc.pos[k] == "VERB":
            return None
        placed = doc.feat(k, "Case") == "Loc" and any(doc.lemma[c] in ("в", "на") for c in doc.children(k, "case"))
        if placed and doc.pos[k] in ("NOUN", "PROPN") and _speaks(doc, k):
            return k
    return None


def _told_of(doc: Doc, i: int) -> bool:
    """Whether the noun that a clause describes is not who says there: "письмо к соседям, в котором заявил"."""
    inside = (k for k in doc.children(i, "obl", "obj", "iobj", "nmod") if k < i)
    return any(doc.lemma[k] == "который" and doc.feat(k, "Case") != "Nom" for k in inside)


def _own_subject(doc: Doc, i: int) -> int | None:
    for k in sorted(doc.children(i, "nsubj"), key=lambda k: doc.lemma[k] not in listed("pronouns", "third")):
        name = doc.name_at(k)  # the tagger takes some foreign names in the nominative for genitives
        nominative = doc.feat(k, "Case") in ("Nom", "") or (name is not None and name.kind == "PER")
        if (nominative or doc.lemma[k] == "который") and _in_number(doc, k, i) and doc.feat(k, "VerbForm") != "Part":
            return k
    if doc.feat(i, "Number") == "Plur" or doc.lemma[i] in listed("speech", "impersonal"):
        for k in doc.children(i, "obl", "nmod"):
            local = doc.feat(k, "Case") == "Loc" or doc.name_at(k) is not None
            located = local and doc.pos[k] in ("NOUN", "PROPN", "X")
            if located and any(doc.lemma[c] in ("в", "на") for c in doc.children(k, "case")) and _speaks(doc, k):
                return k
    return None


def _in_number(doc: Doc, k: int, verb: int) -> bool:
    """Whether a subject agrees with its verb in number; several joined subjects, and "кто", go with either."""
    number = doc.feat(verb, "Number")
    counts = doc.lemma[k] in listed("agents", "amount")  # "ряд рыбаков сообщили"
    return counts or number in ("", doc.feat(k, "Number")) or bool(doc.children(k, "conj")) or not doc.feat(k, "Number")


def _speaks(doc: Doc, i: int) -> bool:
    """Whether a place or body in the locative may speak: "в Кремле", "на предприятии", not "в понедельник"."""
    return bool(doc.name_at(i)) or doc.lemma[i] not in listed("carriers", "occasion")


def beside(doc: Doc, i: int, first: int | None = None) -> int | None:
    """A nominative right after verb `i`, else the last one before it in its clause (not before token `first`).

    What follows an active participle is its object: "охарактеризовавший совет".
    """
    opens, last = doc.sents[doc.sent[i]]
    first = opens if first is None else first
    after = i + 1 if doc.feat(i, "VerbForm") == "Part" and doc.feat(i, "Voice") == "Act" else i + 7
    for k in range(i + 1, min(last, after)):
        if doc.form[k] in ".,:—–-" or doc.pos[k] == "VERB":
            break
        if _nominative(doc, k) or (doc.feat(k, "Case") == "Nom" and doc.pos[k] == "NOUN" and _in_form(doc, k, i)):
            return k
    for k in range(i - 1, max(first - 1, i - 12), -1):
        if doc.form[k] in ':;"»':
            break
        if _nominative(doc, k):
            return k
    return None


def _in_form(doc: Doc, k: int, verb: int) -> bool:
    """Whether a noun agrees with a verb in number and, in the past tense, in gender."""
    genders = {doc.feat(k, "Gender"), doc.feat(verb, "Gender")} - {""}
    return _in_number(doc, k, verb) and len(genders) < 2 and not doc.is_rel(k, "flat", "conj")


def _nominative(doc: Doc, k: int) -> bool:
    return doc.feat(k, "Case") == "Nom" and doc.pos[k] in ("NOUN", "PROPN", "PRON") and _agreeing_head(doc, k)


def _agreeing_head(doc: Doc, k: int) -> bool:
    acts = doc.feat(k, "Animacy") != "Inan" or doc.lemma[k] in listed("agents") or doc.lemma[k] in listed("roles")
    return (not doc.is_rel(k, "flat", "conj") and acts) or bool(doc.name_at(k))
