"""Speech reported by an aside: "как сказал X, ...", "по словам X, ...", "... со ссылкой на X"."""

from onrecord.find.context import Context
from onrecord.find.grammar.cues import Cue, cue_at, is_speech
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.find.grammar.outlets import is_outlet, outlet_at, publishes
from onrecord.find.quotes.clauses import (
    SHORT,
    Found,
    closing_credit,
    connective,
    points_back,
    speech_verbs,
    that_after,
)
from onrecord.language.doc import Doc
from onrecord.span import Span
from onrecord.values import Mention
from onrecord.words import listed


def as_said(doc: Doc, seen: Context) -> Found:
    """As X said, content; content, as X said."""
    for verb in speech_verbs(doc):
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
        if how <= first + 1 and comma is not None and comma + 1 < last:
            end = closing_credit(doc, comma + 1, last) or last
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
    return doc.form[how - 1] in (",", "(") and doc.lemma[how - 2] not in listed("clauses", "likened")


def _inside_subject(doc: Doc, cue: Cue, comma: int) -> bool:
    return cue.mention is not None and doc.start[comma] < cue.mention.end


def according_to(doc: Doc, seen: Context) -> Found:
    """По словам X, content; content, по мнению X."""
    for noun in doc.where(listed("attribution")):
        opens = doc.sents[doc.sent[noun]][0]
        by = next((k for k in (noun - 1, noun - 2) if k >= opens and doc.form[k].lower() == "по"), None)
        if by is None:
            continue
        source = _source_of(doc, noun)
        if source is None:
            continue
        party, after = source
        if is_outlet(doc, party, seen.knowledge) or _is_data(doc, noun, party) or _outlets_data(doc, noun, party, seen):
            continue
        first, last = doc.sents[doc.sent[noun]]
        while after < last and doc.form[after] != "," and after < noun + 14 and doc.pos[after] != "VERB":
            after += 1
        content = _around(doc, first, by, after, last)
        if content:
            yield "according_to", content, Cue(noun, doc.span(by, noun + 1), party, party.span)


def _around(doc: Doc, first: int, by: int, after: int, last: int) -> tuple[Span, ...]:
    """The sentence without the parenthesis at tokens `by` up to `after`."""
    closing = closing_credit(doc, after + 1, last) or last
    opens = first == by or connective(doc, first, by) or doc.form[first].lower() == "как" == doc.form[by - 1].lower()
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
        (k for k in (noun - 1, noun - 2) if k >= 0 and doc.lemma[k] in listed("pronouns", "third", "whose")), None
    )
    if own is not None:
        return Mention(doc.start[own], doc.end[own], own, "pronoun"), noun + 1
    for k in doc.children(noun, "nmod", "appos", "flat"):
        if k > noun and not doc.form[k][0].isdigit() and not doc.children(k, "case"):  # no "по данным на субботу"
            party = mention_of(doc, k)
            if party:
                inner = doc.token_at(party.end - 1) or k
                return party, max(inner, phrase(doc, k)[1] - 1) + 1
    return None


def _is_data(doc: Doc, noun: int, party: Mention) -> bool:
    """ "По данным X": an outlet, agency, document or register is a relay; a body that states something is a speaker."""
    return doc.lemma[noun] in listed("attribution", "data") and doc.lemma[party.head] in listed(
        "carriers", "document", "page"
    )


def _outlets_data(doc: Doc, noun: int, party: Mention, seen: Context) -> bool:
    """ "По её данным" after "пишет газета": an outlet's data, where the sentence before names nobody else."""
    if party.how != "pronoun" or doc.lemma[noun] not in listed("attribution", "data") or not doc.sent[noun]:
        return False
    before = range(*doc.sents[doc.sent[noun] - 1])
    names = [name for k in before if (name := doc.name_at(k)) and name.kind == "PER"]
    outlets = (doc.lemma[k] in listed("outlets", "outlet") or outlet_at(doc, k, seen.knowledge) for k in before)
    return not names and any(outlets)


def referring_to(doc: Doc, seen: Context) -> Found:
    """Content, reports an outlet with reference to a person or unnamed sources."""
    for noun in doc.where({"ссылка", "ссылаться"}):
        first, last = doc.sents[doc.sent[noun]]
        if noun + 2 >= last or doc.form[noun + 1] != "на" or (noun == first and doc.lemma[noun] == "ссылка"):
            continue
        source = _referred(doc, noun)
        if source is None or not _somebody(doc, source, seen):
            continue
        cue = Cue(noun, doc.span(max(first, noun - 1), noun + 2), source, source.span)
        content = _told_with(doc, noun, source)
        if content is not None:
            yield "referring_to", (doc.span(*content),), cue


def _referred(doc: Doc, noun: int) -> Mention | None:
    """Whom a reference is to; behind "данные X" and "слова X" it is X."""
    k = next((k for k in doc.children(noun, "nmod", "obl") if k > noun + 1), noun + 2)
    if doc.lemma[k] in listed("attribution") - listed("carriers", "document", "page"):
        k = next((c for c in doc.children(k, "nmod", "appos", "flat") if c > k), k)
    return mention_of(doc, k)


def _told_with(doc: Doc, noun: int, source: Mention) -> tuple[int, int] | None:
    """The tokens of what is told with a reference: a clause, or the sentence (or the one before) that it credits."""
    first, last = doc.sents[doc.sent[noun]]
    said = next((k for k in range(noun + 1, last) if is_speech(doc, k)), noun)
    that = that_after(doc, noun) or that_after(doc, said)
    if that is not None:
        return that + 1, last
    ends = doc.token_at(source.end)
    if doc.form[first].lower() == "как" and ends is not None and ends + SHORT < last and doc.form[ends] == ",":
        return ends + 1, last
    if points_back(doc, first) and doc.sent[noun]:
        before = doc.sents[doc.sent[noun] - 1]
        return None if before == doc.headline else before
    comma = next((k for k in range(noun, first, -1) if doc.form[k] == ","), None)
    if comma is not None and comma - first > SHORT and doc.lemma[comma + 1] in listed("relay", "verb"):
        return first, comma
    return None


def _somebody(doc: Doc, source: Mention, seen: Context) -> bool:
    """Whether a source that is referred to speaks for itself: no outlet, press service or document."""
    carries = listed("carriers", "document", "page") | listed("relay", "press") | listed("attribution")
    return doc.lemma[source.head] not in carries and not publishes(doc, source, seen.knowledge)
