"""Reported clauses: where «что» opens one, and where it ends."""

from collections.abc import Iterator

from onrecord.find.grammar.cues import Cue, is_speech
from onrecord.find.grammar.marks import marked
from onrecord.language.doc import Doc
from onrecord.span import Span
from onrecord.words import listed

SHORT = 4  # tokens: a shorter opening ("Так,", "Кроме того,") is no content
ASIDE = 8  # tokens: how long an aside before "об этом" may be
_DASHES = {"-", "–", "—"}
_OPENING = {"«", '"', "“", "„"}
_ANOTHER = listed("clauses", "another")  # what joins another speaker's words to the first one's
# What a rule of indirect speech yields: its name, the content's spans, the cue.
Found = Iterator[tuple[str, tuple[Span, ...], Cue]]


def speech_verbs(doc: Doc) -> Iterator[int]:
    return (i for i in doc.where(listed("speech")) if is_speech(doc, i))


def that_after(doc: Doc, verb: int) -> int | None:
    """The "что" that opens the clause reported by a verb."""
    last = doc.sents[doc.sent[verb]][1]
    for k in range(verb + 1, min(last - 1, verb + 30)):
        if doc.lemma[k] == "что" and doc.form[k - 1] == "," and doc.form[k].lower() == "что":
            return k if _belongs(doc, verb, k) and not _for_what(doc, k) else None
        if doc.form[k] in (":", ";") or (is_speech(doc, k) and k > verb):
            return None
    return None


def _for_what(doc: Doc, that: int) -> bool:
    """Whether "что" gives a reason: "поблагодарил за то, что"."""
    return [doc.form[k].lower() for k in range(that - 3, that)] == ["за", "то", ","]


def _belongs(doc: Doc, verb: int, that: int) -> bool:
    """Whether no other finite verb comes between a cue and its "что", but for clauses between commas."""
    between = range(verb + 1, that)
    verbs = [k for k in between if doc.pos[k] == "VERB" and doc.feat(k, "VerbForm") == "Fin"]
    return not verbs or any(doc.is_rel(k, "acl", "advcl") or doc.lemma[k] in listed("clauses", "that") for k in verbs)


def clause_end(doc: Doc, verb: int, that: int) -> int:
    """Where reported content ends: before the cue's own next verb, before a closing credit, else with the sentence."""
    last = doc.sents[doc.sent[verb]][1]
    ends = [last]
    for k in range(that + 3, last):
        if doc.pos[k] == "VERB" and (doc.head[k] == verb or is_speech(doc, k)) and _goes_on_after(doc, verb, k):
            ends.append(_before(doc, k))
    if doc.feat(verb, "VerbForm") == "Part":
        ends += _main_clause(doc, verb, that, last)
    ends += [k for k in (closing_credit(doc, that + 1, last), _next_said(doc, that, last)) if k is not None]
    ends += [k for k in range(that + 3, last - 1) if doc.form[k] == ":" and doc.form[k + 1] in _OPENING]
    return min(ends)


def _next_said(doc: Doc, that: int, last: int) -> int | None:
    """The comma behind which somebody else says something: "порт закроют, | а мэр заявил, что откроют"."""
    for k in range(that + 3, last - 2):
        if doc.form[k] != "," or doc.form[k + 1].lower() not in _ANOTHER:
            continue
        verb = next((j for j in range(k + 2, last) if doc.feat(j, "VerbForm") == "Fin"), None)
        said = verb is not None and is_speech(doc, verb) and [f.lower() for f in doc.form[verb + 1 : verb + 3]]
        if verb is not None and said == [",", "что"] and any(doc.feat(j, "Case") == "Nom" for j in range(k + 2, verb)):
            return k
    return None


def _main_clause(doc: Doc, verb: int, that: int, last: int) -> list[int]:
    """The comma after which a participle's noun gets its own verb: "X, утверждающая, что ..., лгала"."""
    noun = doc.head[verb]
    main = doc.head[noun] if noun >= 0 else -1
    if not that < main < last:
        return []
    return [k for k in range(main, that, -1) if doc.form[k] == ","][:1]


def _goes_on_after(doc: Doc, verb: int, k: int) -> bool:
    """Whether verb `k` is the cue's own next predicate: joined by "и", of the same form, without its own subject."""
    joined = any(doc.form[i] in ("и", "а", "но") for i in range(max(verb, k - 3), k))
    same = all(
        doc.feat(k, key) == doc.feat(verb, key) for key in ("Tense", "Number", "Gender", "Person", "VerbForm", "Aspect")
    )
    return joined and same and not doc.children(k, "nsubj") and not any(doc.lemma[i] == "что" for i in range(k - 2, k))


def _before(doc: Doc, i: int) -> int:
    while i > 0 and (doc.form[i - 1] in (",", "и", "а", "но") or doc.pos[i - 1] in ("CCONJ", "PUNCT")):
        i -= 1
    return i


def closing_credit(doc: Doc, first: int, last: int) -> int | None:
    """The comma of "..., сообщает X" or "..., по словам X" at the end of a sentence."""
    for k in range(last - 2, max(first, last - 16), -1):
        if doc.form[k] != ",":
            continue
        low = doc.lemma[k + 1]
        opens = (
            doc.pos[k + 1] in ("VERB", "NOUN", "ADJ")
            and (low in listed("relay") or is_speech(doc, k + 1))
            and doc.feat(k + 1, "VerbForm")
            in (
                "Fin",
                "",
            )
        )
        if opens and doc.lemma[k] != "что" and not that_after(doc, k + 1):
            return k
    return None


def connective(doc: Doc, first: int, last: int) -> bool:
    """Whether tokens only join a sentence to the one before ("Так", "Кроме того", "Между тем") and are no content."""
    joins = {"ADV", "PART", "CCONJ", "SCONJ", "ADP", "PRON", "DET", "PUNCT"}
    return last - first <= SHORT + 1 and all(
        doc.pos[k] in joins or doc.lemma[k] in listed("clauses", "turn") for k in range(first, last)
    )


def points_back(doc: Doc, first: int) -> bool:
    """Whether a sentence points to the one before: "Об этом ...", "Как пишет X, об этом ...", "Такое мнение ..."."""
    low = [form.lower() for form in doc.form[first : first + ASIDE + 2]]
    if low[:1] == ["такое"]:
        return not listed("clauses", "view").isdisjoint(doc.lemma[first + 1 : first + 2])
    return any(low[k : k + 2] == ["об", "этом"] and (not k or low[k - 1] == ",") for k in range(len(low)))


def opening_comma(doc: Doc, verb: int, first: int) -> int | None:
    """The comma right before a trailing cue; an adverb, "как" or a dash may stand between."""
    if doc.form[verb - 1] in _DASHES and verb - 2 > first and doc.form[verb - 2] == ",":
        return None if _aloud(doc, verb - 2) else verb - 2
    for k in range(verb - 1, max(first, verb - 4), -1):
        if doc.form[k] == ",":
            return k
        if doc.pos[k] not in ("ADV", "SCONJ", "PART", "PRON") or doc.feat(k, "Case") == "Nom":
            return None
    return None


def _aloud(doc: Doc, comma: int) -> bool:
    """Whether words before a comma and a dash are direct speech: in marks, or a line of dialogue."""
    spoken = any(first < comma < last for first, last in lines_of_dialogue(doc))
    return spoken or any(m.start < doc.start[comma] <= m.end for m in marked(doc))


def lines_of_dialogue(doc: Doc) -> Iterator[tuple[int, int]]:
    """Stretches that a sentence with a dash at its head opens, each up to the next one or to its paragraph's end."""
    for first, last in doc.paragraphs:
        opens = [at for at, _ in doc.sents[doc.sent[first] : doc.sent[last - 1] + 1] if doc.form[at] in _DASHES]
        yield from zip(opens, [*opens[1:], last], strict=False)
