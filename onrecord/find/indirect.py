"""Indirect speech: clauses that a verb or a noun of saying reports."""

from collections.abc import Iterator

from onrecord.find.context import Context
from onrecord.find.cues import Cue, cue_at, is_speech
from onrecord.find.direct import clean
from onrecord.find.marks import Marked, marked
from onrecord.find.mentions import mention_of, phrase
from onrecord.find.outlets import is_outlet
from onrecord.language.doc import Doc
from onrecord.span import Span
from onrecord.values import Mention, Quote
from onrecord.words import listed

SUBJECT_NEAR = 3  # characters between a verb and the subject after it
SHORT = 4  # tokens: a shorter opening ("Так,", "Кроме того,") is no content
ABOUT_THIS = 14  # tokens: how far after "об этом" its verb may stand
_THAT = {"что", "будто", "чтобы", "якобы"}
_TRAIL = 9  # tokens: how long a closing credit ("..., сообщил X") may be before its verb


def indirect(doc: Doc, seen: Context) -> list[Quote[Mention]]:
    """The article's indirect quotes, and direct ones that stand wholly in marks after "что"."""
    regions = [m for m in marked(doc) if m.depth == 0]
    found: list[Quote[Mention]] = []
    for rule in RULES:
        for name, content, cue in rule(doc, seen):
            quote = _quote(doc, regions, name, content, cue)
            if quote and not _repeated(quote, found):
                found.append(quote)
    return found


def _repeated(quote: Quote[Mention], found: list[Quote[Mention]]) -> bool:
    return any(q.content == quote.content or q.cue == quote.cue for q in found)


def _quote(doc: Doc, regions: list[Marked], rule: str, content: tuple[Span, ...], cue: Cue) -> Quote[Mention] | None:
    spans = tuple(s for s in (clean(doc, span) for span in content) if s.end > s.start)
    if not spans or len(spans[0].of(doc.text).split()) + len(spans) < 3:
        return None
    whole = next(
        (m for m in regions if len(spans) == 1 and m.outer.covers(spans[0]) and spans[0].start <= m.start + 2), None
    )
    if cue.party is None and cue.mention is None:
        return None
    inside = any(m.start < cue.span.start < m.end for m in regions)
    if not inside and cue.party is not None and doc.feat(cue.party.head, "Person") in ("1", "2"):
        return None  # a transcript's "я думаю, что": whose words it is stands nowhere near
    around = next((m for m in regions if m.start < cue.span.start < m.end), None)
    if around is not None:
        if not _third_person(doc, cue) or around.inner.end <= spans[-1].start:
            return None
        spans = (*spans[:-1], clean(doc, Span(spans[-1].start, min(spans[-1].end, around.inner.end))))
    last = doc.token_at(max(s.end for s in (*spans, cue.span)) - 1)
    first = doc.token_at(min(s.start for s in (*spans, cue.span)))
    evidence = Span(
        doc.start[doc.sents[doc.sent[first or 0]][0]],
        doc.end[doc.sents[doc.sent[last if last is not None else -1]][1] - 1],
    )
    return Quote(
        kind="direct" if whole else "indirect",
        content=(whole.inner,) if whole else spans,
        cue=cue.span,
        mention=cue.mention,
        speaker=cue.party,
        evidence=(evidence,),
        rule=rule,
    )


def _third_person(doc: Doc, cue: Cue) -> bool:
    """Whether a cue inside direct speech reports somebody else's words, not the speaker's own "я думаю"."""
    head = cue.party.head if cue.party else None
    return (
        head is not None
        and doc.feat(head, "Person") not in ("1", "2")
        and doc.lemma[head] not in ("кто", "это", "который")
    )


Found = Iterator[tuple[str, tuple[Span, ...], Cue]]


def _verbs(doc: Doc) -> Iterator[int]:
    return (i for i in doc.where(listed("speech")) if is_speech(doc, i))


def that_clause(doc: Doc, seen: Context) -> Found:
    """X said that content: from after "что" to where the clause of the cue goes on or its sentence ends."""
    for verb in _verbs(doc):
        that = _that_after(doc, verb)
        if that is None:
            continue
        cue = cue_at(doc, verb)
        if cue.party is not None and is_outlet(doc, cue.party, seen.knowledge):
            continue
        end = _clause_end(doc, seen, verb, that)
        if end > that + 1:
            yield "that_clause", (doc.span(that + 1, end),), cue


def _that_after(doc: Doc, verb: int) -> int | None:
    """The "что" that opens the clause reported by a verb."""
    last = doc.sents[doc.sent[verb]][1]
    for k in range(verb + 1, min(last - 1, verb + 30)):
        if doc.lemma[k] == "что" and doc.form[k - 1] == "," and doc.form[k].lower() == "что":
            return k if _belongs(doc, verb, k) else None
        if doc.form[k] in (":", ";") or (is_speech(doc, k) and k > verb):
            return None
    return None


def _belongs(doc: Doc, verb: int, that: int) -> bool:
    """Whether no other finite verb comes between a cue and its "что", but for clauses between commas."""
    between = range(verb + 1, that)
    verbs = [k for k in between if doc.pos[k] == "VERB" and doc.feat(k, "VerbForm") == "Fin"]
    return not verbs or any(doc.is_rel(k, "acl", "advcl") or doc.lemma[k] in _THAT for k in verbs)


def _clause_end(doc: Doc, seen: Context, verb: int, that: int) -> int:
    """Where reported content ends: before the cue's own next verb, before a closing credit, else with the sentence."""
    last = doc.sents[doc.sent[verb]][1]
    ends = [last]
    for k in range(that + 3, last):
        if doc.pos[k] == "VERB" and (doc.head[k] == verb or is_speech(doc, k)) and _goes_on_after(doc, verb, k):
            ends.append(_before(doc, k))
    credit = _closing_credit(doc, that + 1, last)
    if credit is not None:
        ends.append(credit)
    return min(ends)


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


def _closing_credit(doc: Doc, first: int, last: int) -> int | None:
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
        if opens and doc.lemma[k] != "что" and not _that_after(doc, k + 1):
            return k
    return None


def trailing_cue(doc: Doc, seen: Context) -> Found:
    """Content, said X: the cue closes its sentence, its verb before its subject."""
    for verb in _verbs(doc):
        first, last = doc.sents[doc.sent[verb]]
        comma = _opening_comma(doc, verb, first)
        if (
            comma is None
            or comma - first < 3
            or _that_after(doc, verb) is not None
            or doc.feat(verb, "VerbForm") not in ("Fin", "")
        ):
            continue
        if any(doc.form[k] == ":" for k in range(verb, last)) or _points_back(doc, first):
            continue
        rest = [k for k in range(verb + 1, last) if doc.form[k] == ","]
        cue = cue_at(doc, verb)
        if cue.party is None or cue.party.head < verb or is_outlet(doc, cue.party, seen.knowledge):
            continue
        if doc.lemma[cue.party.head] == "пресс-служба" and doc.is_rel(cue.party.head, "nsubj"):
            continue  # a press service that closes a sentence of news is credited for it: a relay, no quote
        if rest and any(
            doc.pos[k] == "VERB"
            and doc.feat(k, "VerbForm") == "Fin"
            and not doc.is_rel(k, "acl", "advcl")
            and doc.lemma[k] not in listed("relay")
            for k in range(rest[0], last)
        ):
            continue
        yield "trailing_cue", (doc.span(first, comma),), cue


def inserted_cue(doc: Doc, seen: Context) -> Found:
    """Content, said X, content: the cue and its subject stand between two commas."""
    for verb in _verbs(doc):
        first, last = doc.sents[doc.sent[verb]]
        comma = _opening_comma(doc, verb, first)
        if comma is None or _that_after(doc, verb) is not None or doc.feat(verb, "VerbForm") not in ("Fin", ""):
            continue
        cue = cue_at(doc, verb)
        if cue.party is None or cue.party.head < verb or is_outlet(doc, cue.party, seen.knowledge):
            continue
        ends = doc.token_at(cue.party.end)
        if ends is None or ends >= last - 2 or doc.form[ends] != "," or cue.party.start - doc.end[verb] > SUBJECT_NEAR:
            continue
        before = () if comma - first <= SHORT else (doc.span(first, comma),)
        yield "inserted_cue", (*before, doc.span(ends + 1, _closing_credit(doc, ends + 1, last) or last)), cue


def referring_to(doc: Doc, seen: Context) -> Found:
    """Content, reports an outlet with reference to a person or unnamed sources."""
    for noun in doc.index.get("ссылка", ()):
        first, last = doc.sents[doc.sent[noun]]
        if noun + 2 >= last or doc.form[noun + 1] != "на":
            continue
        source = mention_of(doc, next((k for k in doc.children(noun, "nmod", "obl") if k > noun + 1), noun + 2))
        if source is None or is_outlet(doc, source, seen.knowledge) or not _somebody(doc, source):
            continue
        cue = Cue(noun, doc.span(noun - 1, noun + 2), source, source.span)
        that = _that_after(doc, noun)
        comma = next((k for k in range(noun, first, -1) if doc.form[k] == ","), None)
        if that is not None:
            yield "referring_to", (doc.span(that + 1, last),), cue
        elif comma is not None and comma - first > SHORT and doc.lemma[comma + 1] in listed("relay", "verb"):
            yield "referring_to", (doc.span(first, comma),), cue


def _somebody(doc: Doc, source: Mention) -> bool:
    name = doc.name_at(source.head)
    person = name is not None and name.kind == "PER"
    return person or doc.feat(source.head, "Animacy") == "Anim" or doc.lemma[source.head] == "источник"


def _opening_comma(doc: Doc, verb: int, first: int) -> int | None:
    """The comma right before a trailing cue; an adverb or "как" may stand between."""
    for k in range(verb - 1, max(first, verb - 4), -1):
        if doc.form[k] == ",":
            return k
        if doc.pos[k] not in ("ADV", "SCONJ", "PART", "PRON") or doc.feat(k, "Case") == "Nom":
            return None
    return None


def as_said(doc: Doc, seen: Context) -> Found:
    """As X said, content; content, as X said."""
    for verb in _verbs(doc):
        first, last = doc.sents[doc.sent[verb]]
        how = next((k for k in range(verb - 1, max(first - 1, verb - 12), -1) if doc.form[k].lower() == "как"), None)
        if how is None or any(doc.form[k] == "," for k in range(how, verb)) or not _parenthetic(doc, how, first):
            continue
        cue = cue_at(doc, verb)
        if cue.party is not None and is_outlet(doc, cue.party, seen.knowledge):
            continue
        commas = [k for k in range(verb + 1, last) if doc.form[k] == "," and not _inside_subject(doc, cue, k)]
        while len(commas) > 1 and any(
            doc.lemma[k] == "который" for k in range(commas[0], min(commas[0] + 4, commas[1]))
        ):
            commas.pop(0)  # a relative clause about the speaker
        comma = commas[0] if commas else None
        if how <= first + 1 and comma is not None:
            end = _closing_credit(doc, comma + 1, last) or last
            yield "as_said", (doc.span(comma + 1, end),), cue
        elif how > first + 1:
            content = [doc.span(first, how - 1)]
            if comma is not None and comma + 2 < last:
                content.append(doc.span(comma + 1, last))
            yield "as_said", tuple(content), cue


def _parenthetic(doc: Doc, how: int, first: int) -> bool:
    """Whether "как" opens its sentence or a parenthesis; "после того, как" and "так, как" do neither."""
    if how <= first + 1:
        return True
    return doc.form[how - 1] in (",", "(") and doc.lemma[how - 2] not in (
        "то",
        "тот",
        "такой",
        "так",
        "тогда",
        "перед",
        "прежде",
    )


def _inside_subject(doc: Doc, cue: Cue, comma: int) -> bool:
    return cue.mention is not None and doc.start[comma] < cue.mention.end


def according_to(doc: Doc, seen: Context) -> Found:
    """По словам X, content; content, по мнению X."""
    for noun in doc.where(listed("attribution")):
        if doc.form[noun - 1].lower() != "по" and not (noun > 1 and doc.form[noun - 2].lower() == "по"):
            continue
        by = noun - 1 if doc.form[noun - 1].lower() == "по" else noun - 2
        if by < doc.sents[doc.sent[noun]][0]:
            continue
        source = _source_of(doc, noun)
        if source is None:
            continue
        party, after = source
        if is_outlet(doc, party, seen.knowledge) or _is_data(doc, noun, party, seen):
            continue
        first, last = doc.sents[doc.sent[noun]]
        while after < last and doc.form[after] != "," and after < noun + 14 and doc.pos[after] != "VERB":
            after += 1
        content = _around(doc, seen, first, by, after, last)
        if content:
            yield "according_to", content, Cue(noun, doc.span(by, noun + 1), party, party.span)


def _around(doc: Doc, seen: Context, first: int, by: int, after: int, last: int) -> tuple[Span, ...]:
    """The sentence without the parenthesis at tokens `by` up to `after`."""
    closing = _closing_credit(doc, after + 1, last) or last
    opens = all(
        doc.form[k].lower() in ("как", "однако", "кроме", "того", "при", "этом", ",", "но", "и", "а", "же", "-", "—")
        for k in range(first, by)
    )
    if opens:
        start = after + 1 if after < last and doc.form[after] == "," else after
        return (doc.span(start, closing),) if start < closing else ()
    start = first
    head = by - 1 if doc.form[by - 1] == "," else by
    for k in range(by - 1, first, -1):  # inside a clause of its own: "X сообщил, что, по словам Y, ..."
        if (doc.lemma[k] in ("что", "который") and doc.form[k - 1] == ",") or doc.form[k] == ":":
            start = k + 1
            break
    parts = [doc.span(start, head)] if head > start else []
    if after < last - 1 and doc.form[after] == ",":
        parts.append(doc.span(after + 1, closing))
    return tuple(parts)


def _source_of(doc: Doc, noun: int) -> tuple[Mention, int] | None:
    """Whose words: the noun's genitive or possessive, and the token after it."""
    own = next(
        (k for k in (noun - 1, noun - 2) if k >= 0 and doc.lemma[k] in ("он", "она", "они", "его", "ее", "их")), None
    )
    if own is not None:
        return Mention(doc.start[own], doc.end[own], own, "pronoun"), noun + 1
    for k in doc.children(noun, "nmod", "appos", "flat"):
        if k > noun:
            party = mention_of(doc, k)
            if party:
                inner = doc.token_at(party.end - 1) or k
                return party, max(inner, phrase(doc, k)[1] - 1) + 1
    return None


def _is_data(doc: Doc, noun: int, party: Mention, seen: Context) -> bool:
    """ "По данным X": an outlet, agency, document or register is a relay; a body that states something is a speaker."""
    if listed("attribution", "data") and doc.lemma[noun] in listed("attribution", "data"):
        return doc.lemma[party.head] in listed("carriers", "document")
    return False


def _points_back(doc: Doc, first: int) -> bool:
    return [doc.form[k].lower() for k in range(first, min(len(doc), first + 2))] == ["об", "этом"]


def about_this(doc: Doc, seen: Context) -> Found:
    """Об этом сообщил X: the content is the sentence before."""
    for verb in _verbs(doc):
        first, last = doc.sents[doc.sent[verb]]
        if not _points_back(doc, first) or verb - first > ABOUT_THIS or not doc.sent[verb]:
            continue
        cue = cue_at(doc, verb)
        if cue.party is None or is_outlet(doc, cue.party, seen.knowledge):
            continue
        before = doc.sents[doc.sent[verb] - 1]
        told = any(is_speech(doc, k) for k in range(*before))
        if (before[0], before[1]) != doc.headline and not told:
            yield "about_this", (doc.span(*before),), cue


def about_that(doc: Doc, seen: Context) -> Found:
    """О том, что content, заявил X."""
    for that in doc.index.get("что", ()):
        first, last = doc.sents[doc.sent[that]]
        if (
            that < first + 3
            or [doc.form[k].lower() for k in range(that - 3, that)] != ["о", "том", ","]
            or that - 3 > first + 2
        ):
            continue
        for verb in range(that + 1, last):
            if is_speech(doc, verb) and doc.form[verb - 1] == ",":
                cue = cue_at(doc, verb)
                if cue.party is not None and not is_outlet(doc, cue.party, seen.knowledge):
                    yield "about_that", (doc.span(that + 1, verb - 1),), cue
                break


def state_that(doc: Doc, seen: Context) -> Found:
    """X выразил уверенность, что content; X пришёл к выводу, что content."""
    for noun in doc.where(listed("carriers", "state")):
        last = doc.sents[doc.sent[noun]][1]
        that = next(
            (
                k
                for k in range(noun + 1, min(last - 1, noun + 5))
                if doc.form[k].lower() == "что" and doc.form[k - 1] == ","
            ),
            None,
        )
        verb = next((k for k in doc.ancestors(noun) if doc.pos[k] == "VERB"), None)
        if that is None or verb is None or (is_speech(doc, verb) and _that_after(doc, verb) == that):
            continue
        cue = cue_at(doc, verb)
        if cue.party is not None and not is_outlet(doc, cue.party, seen.knowledge):
            yield "state_that", (doc.span(that + 1, _clause_end(doc, seen, verb, that)),), cue


def headline_colon(doc: Doc, seen: Context) -> Found:
    """X: content, in a headline."""
    first, last = doc.headline
    for k in range(first + 1, min(last - 2, first + 6)):
        name = doc.name_at(k - 1)
        if doc.form[k] == ":" and name and name.first <= first + 2 and doc.text[doc.start[k + 1]] not in '"«“„':
            party = mention_of(doc, name.last - 1)
            if party and not is_outlet(doc, party, seen.knowledge):
                yield "headline_colon", (doc.span(k + 1, last),), Cue(k, doc.span(k), party, party.span)
            return


RULES = (
    that_clause,
    about_that,
    state_that,
    as_said,
    according_to,
    inserted_cue,
    trailing_cue,
    referring_to,
    about_this,
    headline_colon,
)
