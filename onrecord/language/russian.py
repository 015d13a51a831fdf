"""The Russian backend: razdel cuts, slovnet's models tag, parse and find names, pymorphy3 lemmatises."""

import re
from functools import cache

from razdel import sentenize

from onrecord.knowledge import Knowledge
from onrecord.language.doc import ROOT, Doc
from onrecord.language.gazetteer import gazetteer
from onrecord.language.morph import in_context
from onrecord.language.names import names
from onrecord.language.tagger import Tagger
from onrecord.language.tokens import tokens
from onrecord.values import Article

LONGEST = 400  # tokens: what is longer is a table or a list, and rules that walk a sentence would take its square
_PARAGRAPH = re.compile(r"[^\n\r]+")


@cache
def _tagger() -> Tagger:
    return Tagger.load()


def analyse(article: Article, knowledge: Knowledge) -> Doc:
    """The Doc of a Russian article: everything but its furniture."""
    doc = Doc(article.text, article.language)
    for part in article.parts:
        if part.kind == "furniture":
            continue
        before = len(doc)
        for paragraph in _PARAGRAPH.finditer(article.text, part.start, part.end):
            _cut(doc, paragraph.group(), paragraph.start())
        if part.kind == "headline" and doc.headline == (0, 0):
            doc.headline = (before, len(doc))
    _tag(doc, knowledge)
    return doc


def _cut(doc: Doc, paragraph: str, offset: int) -> None:
    """Append a paragraph's sentences and tokens; a sentence of more than LONGEST tokens in pieces."""
    opened = len(doc)
    for sentence in sentenize(paragraph):
        text, at = sentence.text, offset + sentence.start
        found = tokens(text)
        for k in range(0, len(found), LONGEST):
            first, piece = len(doc), found[k : k + LONGEST]
            doc.form += [text[start:end] for start, end in piece]
            doc.start += [at + start for start, _ in piece]
            doc.end += [at + end for _, end in piece]
            doc.sent += [len(doc.sents)] * len(piece)
            doc.sents.append((first, len(doc)))
    if len(doc) > opened:
        doc.paragraphs.append((opened, len(doc)))


def _tag(doc: Doc, knowledge: Knowledge) -> None:
    """Fill the columns that the models give."""
    tags: list[str] = []
    for (first, last), tagged in zip(
        doc.sents, _tagger()([doc.form[first:last] for first, last in doc.sents]), strict=True
    ):
        for pos, feats, lemma in map(in_context, doc.form[first:last], tagged.pos, tagged.feats):
            doc.pos.append(pos)
            doc.feats.append(feats)
            doc.lemma.append(lemma)
        doc.rel += tagged.rel
        doc.head += [ROOT if head == ROOT else head + first for head in tagged.head]
        tags += tagged.ner
    doc.names = names(doc, tags, gazetteer(knowledge))
