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
    if who is None and quote is None:
        who = _carried_on(doc, verb)
    if quote is not None and (who is None or doc.lemma[who] in _FIRST or not _inside(quote, doc.span(who))):
        unnamed = who is None and _indefinite(doc, verb) and not _several_say(doc, quote)
        return None if unnamed else quote.speaker
    return mention_of(doc, who) if who is not None and doc.lemma[who] not in (*_FIRST, "ты", "вы") else None


def subject_of(doc: Doc, verb: int) -> int | None:
    """The token that heads the subject of a verb or short adjective, one that agrees with it in number."""
    found = _own_subject(doc, verb)
    if found is not None:
        return found if can_act(doc, found) else _next_to(doc, verb) or found
    head = doc.head[verb]
    described = doc.is_rel(verb, "acl", "amod") and 0 <= head < verb and doc.pos[head] in ("NOUN", "PROPN", "PRON")
    if described and not _oblique(doc, verb):
        return _antecedent(doc, verb, head)
    if doc.is_rel(verb, "acl") and head > verb:
        return _described_by(doc, verb)
    for up in doc.ancestors(verb):
        if doc.sent[up] != doc.sent[verb] or (doc.pos[up] not in ("VERB", "AUX", "ADJ") and not described):
            break
        above = _own_subject(doc, up)
        if above is not None and above != verb and _fits(doc, above, verb) and _alike(doc, up, verb):
            return above
    near = beside(doc, verb)
    return near if near is not None and _fits(doc, near, verb) else None


def _next_to(doc: Doc, verb: int) -> int | None:
    """Who acts right before a verb whose object opens the clause: "вопрос о портах | совет решил не обсуждать"."""
    k = verb - 1
    while k > doc.sents[doc.sent[verb]][0] and doc.pos[k] in ("ADV", "PART"):
        k -= 1
    noun = doc.pos[k] in ("NOUN", "PROPN") and doc.feat(k, "Case") == "Nom" and doc.sent[k] == doc.sent[verb]
    return k if noun and can_act(doc, k) and _fits(doc, k, verb) else None


def _carried_on(doc: Doc, verb: int) -> int | None:
    """The subject of the sentence before, which a sentence without one goes on about: "Затем попросил о помощи"."""
    here = doc.sent[verb]
    first, last = doc.sents[here - 1] if here else (0, 0)
    root = next((k for k in range(first, last) if doc.head[k] < 0 and doc.pos[k] == "VERB"), None)
    alone = doc.head[verb] < 0 and doc.feat(verb, "VerbForm") == "Fin" and doc.feat(verb, "Number") == "Sing"
    if root is None or not alone or doc.feat(verb, "Gender") == "Neut" or not _alike(doc, root, verb):
        return None
    same = doc.paragraph_of(root) == doc.paragraph_of(verb) and doc.feat(root, "Tense") == doc.feat(verb, "Tense")
    who = _own_subject(doc, root) if same else None
    return who if who is not None and can_act(doc, who) else None


def _oblique(doc: Doc, verb: int) -> bool:
    """Whether a relative clause has its pronoun in another place than the subject: "письмо, в котором", "порт, где"."""
    return any(doc.lemma[k] in listed("clauses", "where", "when") for k in doc.children(verb, "advmod")) or any(
        doc.lemma[k] == "который" for k in doc.children(verb, "obl", "obj", "iobj", "nmod")
    )


def _antecedent(doc: Doc, verb: int, head: int) -> int:
    """Whom a relative clause is about: the noun it hangs on, or its owner: "гнев мэрии, которая обещала"."""
    which = next((k for k in doc.children(verb, "nsubj") if doc.lemma[k] == "который"), None)
    if which is None or can_act(doc, head):
        return head
    owners = [k for k in doc.children(head, "nmod") if head < k < which and can_act(doc, k)]
    return next((k for k in owners if _alike(doc, k, which)), head)


def _described_by(doc: Doc, verb: int) -> int | None:
    """Who acts in "иск, в котором требует", where the parser missed the noun: whoever acts in the clause before it."""
    pronouns = [k for k in doc.children(verb) if doc.lemma[k] == "который" and k < verb]
    before = range(min(pronouns, default=0) - 1, doc.sents[doc.sent[verb]][0] - 1, -1)
    clause = next((k for k in before if doc.feat(k, "VerbForm") == "Fin"), None)
    who = _own_subject(doc, clause) if clause is not None else None
    return who if who is not None and _fits(doc, who, verb) else None


def _own_subject(doc: Doc, verb: int) -> int | None:
    found = [k for k in _subjects(doc, verb) if _in_clause(doc, k, verb)]
    found = [k for k in found if may_be_subject(doc, k) and _fits(doc, k, verb)]
    if found:
        found = [k for k in found if doc.pos[k] != "NUM"] or found  # "один из лодочников, староста, заявил"
        return _apposed(doc, found[0], verb) or found[0]
    if doc.feat(verb, "Number") != "Plur":
        return None
    for k in doc.children(verb, "obl", "nmod"):  # "в Тарузии планируют", "на заводе обещают", not "письмо, в котором"
        somebody = doc.lemma[k] != "который" and can_act(doc, k)
        if doc.feat(k, "Case") == "Loc" and somebody and preposition(doc, k) in ("в", "во", "на"):
            return k
    return None


def _subjects(doc: Doc, verb: int) -> list[int]:
    """What the parser hangs on a verb as its subject, or on the next predicate of a row that the verb opens."""
    own = doc.children(verb, "nsubj") or [
        k for following in doc.children(verb, "conj") for k in doc.children(following, "nsubj") if k < verb
    ]
    return [k for k in own if not any(doc.form[j] == ":" for j in range(k, verb))] or own


def _apposed(doc: Doc, who: int, verb: int) -> int | None:
    """Who acts where a past verb's gender belies its subject: "на встрече совет, посол Анна Берг, пригрозила"."""
    genders = {doc.feat(who, "Gender"), doc.feat(verb, "Gender")} - {""}
    if len(genders) < 2 or doc.feat(who, "Animacy") == "Anim" or doc.feat(verb, "Number") != "Sing":
        return None
    below = (k for k in doc.subtree(who) if who < k < verb and doc.rel[k] == "appos")
    return next((k for k in below if doc.feat(k, "Animacy") == "Anim" and doc.feat(k, "Case") == "Nom"), None)


def may_be_subject(doc: Doc, i: int) -> bool:
    """Whether a noun that the parser calls a subject may be one: taggers take many a nominative for an accusative."""
    case = doc.feat(i, "Case")
    if case in ("Nom", "") or doc.lemma[i] == "который":
        return True
    if case == "Gen" and doc.children(i, "nummod"):  # "двести рыбаков обещали"
        return True
    taken = case == "Acc" or doc.name_at(i) is not None
    return taken and any("nomn" in reading.tag.grammemes for reading in parses(doc.form[i]))


def _in_clause(doc: Doc, who: int, verb: int) -> bool:
    """Whether a subject stands in its verb's own clause: not before the "что" that opens it."""
    return not any(who < k < verb and doc.lemma[k] in ("что", "чтобы") for k in doc.children(verb, "mark"))


def actor_of(doc: Doc, verb: int) -> int | None:
    """The subject of a verb, or of the one that it is joined to, where it names somebody else who can act."""
    for k in _subjects(doc, verb):
        able = may_be_subject(doc, k) and can_act(doc, k) and _in_clause(doc, k, verb)
        if able and doc.rel[k] != "nsubj:pass" and doc.lemma[k] not in _FIRST:
            return k
    joins = doc.is_rel(verb, "conj") and not doc.children(verb, "nsubj") and doc.pos[doc.head[verb]] == "VERB"
    return actor_of(doc, doc.head[verb]) if joins and _alike(doc, doc.head[verb], verb) else None


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
    if len(numbers) < 2 or doc.lemma[who] in ("который", "кто") or _amount(doc, who):
        return True
    if doc.feat(verb, "Number") == "Sing":  # "обещал" of several only where it stands before them: "обещал X и Y"
        return False
    several = doc.children(who, "conj", "nummod") or doc.feat(who, "Case") == "Loc"
    return bool(several) or any(doc.lemma[k] == "с" for k in range(who, min(who + 5, len(doc))))


def _several_say(doc: Doc, quote: Quote[Mention]) -> bool:
    """Whether the speaker's own verb is a plural: "в порту сообщили, что планируют построить мост"."""
    cue = doc.token_at(quote.cue.start) if quote.cue else None
    return cue is not None and quote.kind == "indirect" and doc.feat(cue, "Number") == "Plur"


def _amount(doc: Doc, i: int) -> bool:
    """Whether a noun only counts others, so that its verb may stand in the plural: "ряд рыбаков обещали"."""
    return doc.lemma[i] in listed("agents", "amount") and bool(doc.children(i, "nmod"))


def _indefinite(doc: Doc, verb: int) -> bool:
    """Whether a verb without a subject says that some people or other act: "планируют построить мост"."""
    return doc.feat(verb, "Number") == "Plur" and doc.feat(verb, "Person") in ("3", "") and doc.pos[verb] == "VERB"


def can_act(doc: Doc, i: int) -> bool:
    """Whether noun or pronoun `i` names somebody who can act: people, states, organisations and their bodies."""
    name = doc.name_at(i)
    if name is not None or doc.pos[i] == "PROPN":
        return True
    if doc.pos[i] == "PRON":
        return doc.lemma[i] in listed("pronouns", "first", "relative", "third")
    if doc.pos[i] not in ("NOUN", "SYM"):
        return False
    if doc.lemma[i] in listed("agents", "amount"):
        return any(can_act(doc, k) for k in doc.children(i, "nmod"))
    known = listed("roles") | listed("agents")
    return doc.feat(i, "Animacy") == "Anim" or not known.isdisjoint((doc.lemma[i], *doc.lemma[i].split("-")))


def joined(doc: Doc, i: int) -> list[int]:
    """Noun `i` and those that stand in one row with it: "X, Y и Z"."""
    nouns = [k for k in doc.children(i, "conj") if doc.pos[k] in ("NOUN", "PROPN", "PRON") or doc.name_at(k)]
    return [i, *[k for k in nouns if k > i]]


def each_named(doc: Doc, who: Mention) -> list[Mention]:
    """Whoever is named in one row with `who`, which opens it: "президент Анна Берг и министр Пётр Дол" are two."""
    above = doc.head[who.head]
    heads = [who.head, above] if above >= 0 and doc.is_rel(who.head, "appos", "flat", "nmod") else [who.head]
    case = doc.feat(who.head, "Case")
    row = [k for i in heads for k in joined(doc, i)[1:] if k > who.head and doc.feat(k, "Case") in (case, "")]
    found = [mention_of(doc, k) for k in sorted(set(row)) if can_act(doc, k)]
    named = "name" if who.how != "name" else None  # "рыбаки и лодочники" are one party
    return [who, *[m for m in found if m is not None and m.start > who.end and m.how in (named or m.how)]]


def preposition(doc: Doc, i: int) -> str:
    """The preposition before a noun's phrase, lower case, "" where there is none."""
    return next((doc.form[k].lower() for k in doc.children(i, "case") if k < i), "")
