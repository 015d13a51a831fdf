"""Actions: the words that say what is promised, planned or demanded, from a cue to where the action's clause ends."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from onrecord.find.grammar.cues import is_speech
from onrecord.find.grammar.marks import Marked
from onrecord.language.doc import Doc
from onrecord.language.morph import parses
from onrecord.words import listed

REACH = 14  # tokens: how far after its cue an action may begin
_JOINS = {"и", ",", "а", "но", "или", "-", "–", "—"}
_ASIDE = 4  # tokens: a last bracket longer than this explains, a shorter one abbreviates: "(ФНБ)"
_DASHES = {"-", "–", "—"}
_STOPS = {",", ";", ":", ".", "(", *_DASHES}
_EDGE = {",", ".", ";", ":", "!", "?", "…", "и", "а", "но", "или", "-", "–", "—", "(", '"', "»", "«", "''", "”", "“"}


class Action(Struct, frozen=True):
    """Tokens `first` up to `last` (exclusive); `head` is the verb or noun that names the action."""

    first: int
    last: int
    head: int


def infinitive(doc: Doc, cue: int) -> int | None:
    """The infinitive that a cue governs: by the tree, else the next one before any other verb or comma."""
    end = doc.sents[doc.sent[cue]][1]
    below = [
        k for k in doc.children(cue, "xcomp", "csubj", "ccomp", "nmod", "acl", "obj", "obl") if _infinitive(doc, k)
    ]
    after = [k for k in below if k > cue and not _in_clause_of_its_own(doc, cue, k)]
    after = [k for k in after if not _will_be(doc, k)]
    if after:
        return min(after)
    for k in range(cue + 1, min(end, cue + REACH)):
        if _infinitive(doc, k):
            return k
        if doc.form[k] in (",", ";", ":", "(") or doc.pos[k] == "VERB" or doc.lemma[k] in listed("commitments"):
            break
    return below[-1] if below and 0 < cue - below[-1] < 8 else None


def _in_clause_of_its_own(doc: Doc, cue: int, k: int) -> bool:
    """Whether a conjunction after a comma parts a cue and an infinitive: "обещал, что порт не будет ждать"."""
    return any(doc.form[j - 1] == "," and doc.form[j].lower() in ("что", "чтобы") for j in range(cue + 1, k))


def _will_be(doc: Doc, verb: int) -> bool:
    """Whether an infinitive is a predicate of its own: "копать здесь не буду"."""
    return auxiliary_after(doc, verb) is not None


def auxiliary_after(doc: Doc, verb: int) -> int | None:
    """The future of "быть" that follows its infinitive in one clause: "копать здесь не буду"."""
    for k in range(verb + 1, min(verb + REACH, doc.sents[doc.sent[verb]][1])):
        if doc.form[k] in _STOPS or doc.pos[k] == "VERB" or doc.form[k].lower() in listed("clauses", "possible"):
            return None
        if doc.lemma[k] == "быть" and doc.form[k].lower().startswith("буд"):
            return k
    return None


def _infinitive(doc: Doc, i: int) -> bool:
    return doc.feat(i, "VerbForm") == "Inf"


def clause_after(doc: Doc, cue: int, conjunction: str) -> int | None:
    """The first token after the "что" or "чтобы" that a cue governs."""
    end = doc.sents[doc.sent[cue]][1]
    for k in range(cue + 1, min(end - 1, cue + REACH)):
        if doc.form[k].lower() == conjunction and doc.form[k - 1] == ",":
            return k + 1
        if (doc.pos[k] == "VERB" and doc.feat(k, "VerbForm") == "Fin") or doc.form[k] in (";", ":"):
            return None
    return None


def of_infinitive(doc: Doc, marks: list[Marked], cue: int, verb: int) -> Action:
    """The action of an infinitive with the adverbs before it."""
    first = verb
    while first - 1 > cue and doc.pos[first - 1] in ("ADV", "PART") and doc.sent[first - 1] == doc.sent[verb]:
        first -= 1
    if verb < cue:  # "закрывать порт она намерена"
        return Action(first, cue, verb)
    return Action(first, _end(doc, marks, cue, first, verb), verb)


def of_clause(doc: Doc, marks: list[Marked], cue: int, first: int, verb: int) -> Action:
    """The action of a finite clause that begins at token `first`."""
    return Action(first, _end(doc, marks, cue, first, verb), verb)


def of_noun(doc: Doc, marks: list[Marked], cue: int, noun: int) -> Action:
    """The action that a noun names, with the adjectives before it: "проведения проверки"."""
    first = min([noun, *[k for k in doc.children(noun, "amod", "det", "nummod", "advmod") if cue < k < noun]])
    while first - 1 > cue and doc.pos[first - 1] in ("ADJ", "DET", "NUM"):
        first -= 1
    return Action(first, _end(doc, marks, cue, first, noun), noun)


def _end(doc: Doc, marks: list[Marked], cue: int, first: int, head: int) -> int:
    """The token after an action: where its clause, its quotation or its sentence ends."""
    last = _limit(doc, marks, cue, first)
    subordinate = False
    if _infinitive(doc, head):
        head = auxiliary_after(doc, head) or head  # "копать здесь мы не будем"
    for k in range(head + 1, last):
        if doc.form[k] == ",":
            opened = _after_comma(doc, k, first, head)
            if opened is None:
                return _trimmed(doc, head, k)
            subordinate = opened or (subordinate and doc.form[k + 1].lower() not in ("и", "а", "но"))
        elif doc.form[k] == ";" or _breaks_off(doc, k):
            return _trimmed(doc, head, k)
        elif _finite(doc, k) and not subordinate and not _coordinated(doc, head, k):
            return _trimmed(doc, head, _join_before(doc, head, k))
    return _trimmed(doc, head, last)


def _breaks_off(doc: Doc, i: int) -> bool:
    """Whether a dash opens an attribution at token `i`, or a full stop ends a sentence that was not cut there."""
    if doc.form[i] in _DASHES:
        if i + 1 < len(doc) and doc.pos[i + 1] == "NUM" and doc.pos[i - 1] != "NUM":
            return True  # "выделить 3 млн — миллион весной и два осенью"
        return doc.form[i - 1] == "," or (i + 1 < len(doc) and _speaks(doc, i + 1))
    if doc.form[i].lower() == "от" and doc.form[i + 1 : i + 2] == ["имени"]:
        return True
    return doc.form[i] == "." and _sentence_ends(doc, i)


def _sentence_ends(doc: Doc, stop: int) -> bool:
    """Whether a full stop inside a sentence ends one all the same: "в 2031 г. Этот мост", not "И. Петров"."""
    after = stop + 1
    return (
        after < len(doc)
        and doc.form[after][0].isupper()
        and len(doc.form[stop - 1]) < 4
        and doc.form[stop - 1].islower()
    )


def _limit(doc: Doc, marks: list[Marked], cue: int, first: int) -> int:
    """The end of the sentence, or of the quotation that holds both the cue and the action."""
    end = doc.sents[doc.sent[first]][1]
    for mark in marks:
        opens = mark.inner.start == doc.start[first] and not _goes_on(doc.text[mark.end : mark.end + 2])
        if (mark.start <= doc.start[cue] or opens) and doc.start[first] < mark.end:
            inside = doc.token_at(mark.inner.end)
            end = min(end, inside if inside is not None else end)
    return max(end, first + 1)


def _goes_on(after: str) -> bool:
    """Whether a clause goes on behind a quotation, by the two characters after it: "«снести» мост"."""
    return after == ", " or (after[:1] == " " and after[1:].islower())


def _after_but(doc: Doc, comma: int, first: int) -> bool | None:
    """What a comma with "а", "но", "да" behind it does to an action, as `_after_comma` tells it."""
    after = comma + 1
    if _gapped(doc, after):
        return False
    verb = next((k for k in range(after, doc.sents[doc.sent[after]][1]) if doc.feat(k, "VerbForm") == "Fin"), None)
    if verb is not None and is_speech(doc, verb):
        return None
    follows = doc.form[after + 1].lower() if after + 1 < len(doc) else ""
    paired = "не" in [form.lower() for form in doc.form[first:comma]]
    return False if follows in ("также", "еще", "и") or paired else None


def _after_comma(doc: Doc, comma: int, first: int, head: int) -> bool | None:
    """What a comma does to an action: None ends it, True opens a clause inside it, False goes on."""
    after = comma + 1
    if after >= len(doc) or doc.sent[after] != doc.sent[comma]:
        return None
    low, lemma = doc.form[after].lower(), doc.lemma[after]
    if low in ("а", "но", "да"):
        return _after_but(doc, comma, first)
    if lemma in listed("clauses", "break") and doc.form[comma - 1].lower() not in ("тех", "пор"):
        return None
    if low == "чтобы" or doc.form[after : after + 4] == ["с", "тем", ",", "чтобы"]:
        return True if _aims(doc, comma) else None
    if (
        low == "как"
        and doc.lemma[comma - 1] not in ("тот", "то")
        and any(is_speech(doc, k) for k in range(after, min(after + 4, len(doc))))
    ):
        return None
    if low == "что" and doc.pos[after] == "PRON" and doc.is_rel(after, "nsubj") and doc.lemma[comma - 1] != "то":
        return None  # "открыть порт, что поможет рыбакам"
    then = doc.lemma[after + 1] if after + 1 < len(doc) else ""
    if (low == "только" and then in listed("clauses", "open")) or (
        doc.pos[after] == "ADP" and then in listed("clauses", "asked")
    ):
        return True  # "уйти, только когда заплатят", "решить, на каких условиях"
    which = next((k for k in range(after, min(after + 3, len(doc))) if doc.lemma[k] == "который"), None)
    if which is not None:
        return None if _named(doc, comma - 1) or doc.pos[after] == "ADP" else True
    if _participle(doc, after):
        return None if _named(doc, comma - 1) else False
    if doc.form[comma - 1].lower() == "чтобы":
        return True
    if doc.feat(after, "VerbForm") == "Conv":
        return False if doc.feat(after, "Tense") == "Past" and _infinitive(doc, head) else None
    return None if _speaks(doc, after) else lemma in listed("clauses", "open")


def _gapped(doc: Doc, conjunction: int) -> bool:
    """Whether "а" opens what another is to do, his verb left out: "призвал совет уступить, а порт - открыть ворота"."""
    near = range(conjunction + 2, min(conjunction + 6, len(doc) - 1))
    return any(doc.form[k] in _DASHES and _infinitive(doc, k + 1) for k in near)


def _aims(doc: Doc, comma: int) -> bool:
    """Whether ", чтобы" goes on with the action: "закрыть порт, чтобы починить мост", not "чтобы их не видели"."""
    if doc.form[comma - 1].lower() in ("так", "того", "том", "тому") or doc.lemma[comma - 1] == "ничто":
        return True
    if any(doc.lemma[k] in listed("clauses", "so") for k in range(max(0, comma - 4), comma)):
        return True
    verbs = (k for k in range(comma + 1, doc.sents[doc.sent[comma]][1]) if doc.pos[k] in ("VERB", "AUX"))
    verb = next((k for k in verbs if doc.feat(k, "VerbForm") != "Conv"), None)
    return verb is not None and _infinitive(doc, verb)


def _participle(doc: Doc, i: int) -> bool:
    """Whether a participle opens at token `i`, an adverb or "не" before it let aside."""
    while i + 1 < len(doc) and doc.pos[i] in ("ADV", "PART"):
        i += 1
    return doc.feat(i, "VerbForm") == "Part" and doc.feat(i, "Variant") != "Short"


def _named(doc: Doc, i: int) -> bool:
    """Whether a relative clause after token `i` merely adds to something already known: a name, "эту страну"."""
    pointed = (i - 1, *doc.children(i, "det"))
    return doc.name_at(i) is not None or any(doc.lemma[k] in ("этот", "свой") for k in pointed)


def _speaks(doc: Doc, i: int) -> bool:
    """Whether an attribution opens at token `i`: "сообщил X", "по словам X"."""
    if doc.form[i].lower() == "по" and i + 1 < len(doc) and doc.lemma[i + 1] in listed("attribution"):
        return True
    return (is_speech(doc, i) or doc.lemma[i] in listed("relay", "verb")) and doc.feat(i, "VerbForm") == "Fin"


def _finite(doc: Doc, i: int) -> bool:
    if doc.form[i - 1].lower() == "то" and doc.form[i].lower() == "есть":
        return False
    if doc.pos[i] == "ADJ":
        return doc.lemma[i] in listed("commitments") and doc.feat(i, "Variant") == "Short"
    return doc.pos[i] in ("VERB", "AUX") and doc.feat(i, "VerbForm") == "Fin" and not doc.is_rel(i, "acl", "advcl")


def _coordinated(doc: Doc, head: int, k: int) -> bool:
    """Whether finite verb `k` goes on with a finite action: its next predicate, or the auxiliary of either."""
    if doc.feat(head, "VerbForm") != "Fin" and not doc.children(head, "aux"):
        return False
    same = doc.head[k] == head or doc.head[head] == k or doc.head[k] == doc.head[head]
    alike = doc.feat(k, "Tense") in ("Fut", "", doc.feat(head, "Tense"))
    return (same and alike and not doc.children(k, "nsubj")) or (
        doc.pos[k] == "AUX" and doc.head[k] in doc.children(head, "conj")
    )


def _join_before(doc: Doc, head: int, k: int) -> int:
    return next((j for j in range(k - 1, head, -1) if doc.form[j].lower() in _JOINS), k)


def _trimmed(doc: Doc, head: int, last: int) -> int:
    while last - 1 > head and doc.form[last - 1].lower() in _EDGE:
        if doc.form[last - 1] in '"»”' and _opened_inside(doc, head, last - 1):
            break
        last -= 1
    opens = next((k for k in range(last - 1, head, -1) if doc.form[k] == "("), None)
    closed = ")" in doc.form[opens:last] if opens is not None else True
    aside = opens is not None and (not closed or (doc.form[last - 1] == ")" and last - opens > _ASIDE))
    return _trimmed(doc, head, opens) if aside and opens is not None else last


def _opened_inside(doc: Doc, head: int, closing: int) -> bool:
    """Whether the mark at token `closing` closes one that opens after the head: a title that ends the action."""
    opener = {"»": "«", "”": "“"}.get(doc.form[closing], '"')
    return sum(form == opener for form in doc.form[head:closing]) > sum(
        form == doc.form[closing] != opener for form in doc.form[head:closing]
    ) and (opener != '"' or doc.form[head:closing].count('"') % 2 == 1)


def future_verbs(doc: Doc, first: int, last: int) -> Iterator[int]:
    """Verbs in the future tense among tokens `first` up to `last`; "будет строить" answers the infinitive."""
    for i in range(first, last):
        if doc.lemma[i] == "быть" and doc.form[i].lower().startswith("буд"):
            above = doc.head[i]
            if above >= 0 and doc.is_rel(i, "aux") and doc.feat(above, "VerbForm") in ("Inf", "Part"):
                yield above
            elif below := [k for k in doc.children(i, "csubj", "xcomp") if _infinitive(doc, k)]:
                yield from below
            else:  # parsers hang the auxiliary of "копаться в этом не буду" anywhere
                yield from (k for k in range(first, i) if _infinitive(doc, k) and auxiliary_after(doc, k) == i)
        elif doc.pos[i] == "VERB" and doc.feat(i, "VerbForm") == "Fin":
            tense = doc.feat(i, "Tense")
            ahead = tense == "Fut" or (tense == "Pres" and _perfective(doc.lemma[i]))
            if ahead and _future(doc.form[i]):
                yield i


@cache
def _future(form: str) -> bool:
    """Whether a form can be a future one and no present one, of a verb that differs by its stress only: "признает"."""
    known = [p.tag.grammemes for p in parses(form)]
    return any("futr" in p for p in known) and not any("pres" in p for p in known)


@cache
def _perfective(lemma: str) -> bool:
    """Whether a verb is always perfective: what stands in its present form is a future, whatever a tagger says."""
    infinitives = [p.tag.grammemes for p in parses(lemma) if "INFN" in p.tag.grammemes]
    return bool(infinitives) and all("perf" in grammemes for grammemes in infinitives)
