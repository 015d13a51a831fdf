"""What the rules of direct speech share: the marks of an article, its attributions, a quote put together."""

import re
from collections.abc import Callable

from msgspec import Struct

from onrecord.find.context import Context
from onrecord.find.grammar.cues import Cue, beside, cue_at, is_speech, spoken_by
from onrecord.find.grammar.marks import Marked
from onrecord.language.doc import Doc
from onrecord.span import Span, trimmed
from onrecord.values import Mention, Quote
from onrecord.words import listed

REACH = 14  # tokens: how far into an attribution its verb may stand
WORDS = 3  # fewer words in marks are a title or a scare quote, unless they make a sentence
WORD = re.compile(r"\w+")
BROKEN = re.compile(r"[,.!?…]\s+[-–—]\s+")


class Scene(Struct):
    """The quotation marks of one article, and the quotes found so far."""

    doc: Doc
    seen: Context
    regions: list[Marked]
    found: list[Quote[Mention]]


Rule = Callable[[Scene, Marked], Quote[Mention] | None]


def clean(doc: Doc, span: Span) -> Span:
    """A quote's content without the comma or full stop that ends it; question marks stay."""
    return trimmed(doc.text, span.start, span.end, ".,;: \t\n\u00a0")


def quote_of(scene: Scene, rule: str, content: tuple[Span, ...], cue: Cue) -> Quote[Mention]:
    doc = scene.doc
    places = [*content, cue.span]
    first, last = doc.token_at(min(p.start for p in places)), doc.token_at(max(p.end for p in places) - 1)
    ends = doc.sents[doc.sent[last if last is not None else len(doc) - 1]][1]
    evidence = Span(doc.start[doc.sents[doc.sent[first or 0]][0]], doc.end[ends - 1])
    return Quote(
        kind="direct",
        content=tuple(clean(doc, span) for span in content),
        cue=cue.span,
        mention=cue.mention,
        speaker=cue.party,
        evidence=(evidence,),
        rule=rule,
    )


def attribution(scene: Scene, offset: int) -> Cue | None:
    """The cue of the attribution that begins at `offset`: its first verb of saying, before the sentence ends."""
    doc = scene.doc
    i = doc.token_at(offset)
    if i is None:
        return None
    paragraph = doc.paragraphs[doc.paragraph_of(i)]
    for k in range(i, min(paragraph[1], i + REACH)):
        if doc.form[k] in (".", "!", "?") or (doc.text[doc.start[k]] in '«"“„' and k == i):
            return None
        if is_speech(doc, k):
            return _spoken_within(doc, i, attributed(doc, k))
    if doc.pos[i] == "VERB" and doc.feat(i, "VerbForm") == "Fin":
        cue = cue_at(doc, i)
        return cue if cue.party and cue.party.head > i else None
    return None


def _spoken_within(doc: Doc, i: int, cue: Cue) -> Cue:
    """The cue with a speaker from the attribution; one that the parser took from the quote is looked for anew."""
    if cue.mention is None or cue.mention.start >= doc.start[i]:
        return cue
    return spoken_by(doc, cue.token, beside(doc, cue.token, i))


def attributed(doc: Doc, k: int) -> Cue:
    """The cue at a verb; "приводит агентство слова чиновника" and "цитирует X" have the speaker as object."""
    lemma = doc.lemma[k]
    if lemma in listed("papers", "cite"):
        for words in doc.children(k, "obj", "nsubj"):
            if doc.lemma[words] in listed("papers", "cited"):
                return spoken_by(doc, k, next(iter(doc.children(words, "nmod", "appos", "flat")), None))
        quoted = next(iter(doc.children(k, "obj")), None)
        if quoted is None and k + 1 < len(doc) and doc.lemma[k + 1] in listed("pronouns", "third", "whose"):
            quoted = k + 1
        if "цитир" in lemma and quoted is not None:
            return spoken_by(doc, k, quoted)
    return cue_at(doc, k)


def upto(text: str, end: int, blank: str = " \t\r\n\v\f\u00a0\u2009\u2028\u202f") -> int:
    """Where the text before `end` ends when the blanks there are left out."""
    return trimmed(text, 0, end, blank).end


def opens_sentence(doc: Doc, region: Marked) -> bool:
    """Whether the stretch opens its sentence: marks in its middle are a part of somebody's reported speech."""
    before = upto(doc.text, region.start, " \t\u00a0")
    return doc.text[max(0, before - 1) : before] in '\n.!?…»"”-–—:)]'
