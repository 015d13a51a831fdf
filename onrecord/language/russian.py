"""The Russian backend: razdel cuts, slovnet's models tag, parse and find names, pymorphy3 lemmatises."""

import re
from functools import cache

from razdel import sentenize, tokenize

from onrecord.knowledge import Knowledge
from onrecord.language.doc import ROOT, Doc
from onrecord.language.gazetteer import gazetteer
from onrecord.language.morph import lemma, mended
from onrecord.language.names import names
from onrecord.language.tagger import Tagger
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
        tokens = list(tokenize(sentence.text))
        for at in range(0, len(tokens), LONGEST):
            first = len(doc)
            for token in tokens[at : at + LONGEST]:
                doc.form.append(token.text)
                doc.start.append(offset + sentence.start + token.start)
                doc.end.append(offset + sentence.start + token.stop)
                doc.sent.append(len(doc.sents))
            doc.sents.append((first, len(doc)))
    if len(doc) > opened:
        doc.paragraphs.append((opened, len(doc)))


def _tag(doc: Doc, knowledge: Knowledge) -> None:
    """Fill the columns that the models give."""
    tags: list[str] = []
    for (first, _), tagged in zip(
        doc.sents, _tagger()([doc.form[first:last] for first, last in doc.sents]), strict=True
    ):
        for form, pos, feats in zip(doc.form[first : first + len(tagged.pos)], tagged.pos, tagged.feats, strict=True):
            pos, feats = mended(form, pos, feats)
            doc.pos.append(pos)
            doc.feats.append(feats)
        doc.rel += tagged.rel
        doc.head += [ROOT if head == ROOT else head + first for head in tagged.head]
        tags += tagged.ner
    doc.lemma = list(map(lemma, doc.form, doc.pos, doc.feats))
    doc.names = names(doc, tags, gazetteer(knowledge))
