"""Tagger: parts of speech, features, syntax and names, by slovnet's three models in one pass over a document.

The answers are slovnet's, but for cycles of heads; only the arithmetic is laid out anew, see `layers`.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from slovnet.conll import parse_conll_tag

from onrecord.language.decode import Names, Parser
from onrecord.language.doc import ROOT
from onrecord.language.layers import Layout, WordTable, convolve
from onrecord.language.weights import Embeddings, Floats, Ints, Model, data_folder, embeddings

CHUNK = 2048  # tokens in one pass: bounds the memory
LONGEST = 1000  # tokens: longer "sentences" (tables, lists) are parsed in pieces, as the time grows with the square


class Tagged(NamedTuple):
    """One sentence's columns: `head` is an index in the sentence or ROOT (-1), and the heads form a forest.

    `ner` are BIO labels of PER, LOC, ORG ("O", "B-PER", "I-PER"). Tokens share their `feats` dicts: never change them.
    """

    pos: list[str]
    feats: list[dict[str, str]]
    head: list[int]
    rel: list[str]
    ner: list[str]


class Tagger:
    """Slovnet's news models for morphology, syntax and names; one instance serves one thread.

    >>> tagged, = Tagger.load()([["Совет", "осудил", "удар", "."]])
    >>> tagged.head
    [1, -1, 1, 1]
    """

    def __init__(self, embeddings: Embeddings, morph: Model, syntax: Model, ner: Model) -> None:
        self._words = WordTable(embeddings, (morph, syntax, ner))
        self._convs = [model.convs for model in (morph, syntax, ner)]
        self._tag_scores = morph.norm.then(morph.net.head.proj)
        tags = [parse_conll_tag(tag) for tag in morph.labels]
        self._pos = [pos for pos, _ in tags]
        self._feats = [feats for _, feats in tags]
        self._parser = Parser(syntax)
        self._rels = syntax.labels
        self._name_scores = ner.norm.then(ner.net.head.proj)
        self._names = Names(ner.net.head.crf.transitions.array)
        self._ner = ner.labels

    @classmethod
    def load(cls) -> "Tagger":
        """Read the models from the natasha wheel; raises OnrecordError where it is missing."""
        folder = data_folder()
        models = [Model(folder, name) for name in ("morph", "syntax", "ner")]
        return cls(embeddings(), *models)

    def __call__(self, sentences: Sequence[list[str]]) -> list[Tagged]:
        """Tag sentences, each given as its tokens' texts."""
        pieces = [sentence[at : at + LONGEST] for sentence in sentences for at in _cuts(sentence)]
        tagged = (piece for chunk in _chunks(pieces) for piece in self._tag(chunk))
        return [_joined([next(tagged) for _ in _cuts(sentence)]) for sentence in sentences]

    def _tag(self, sentences: list[list[str]]) -> Iterator[Tagged]:
        layout = Layout.of(sentences)
        words = self._words.rows(sentences, layout)
        morph, syntax, ner = (self._encode(model, words, layout) for model in range(3))
        tags = self._tag_scores(morph).argmax(1).tolist()
        heads, numbers = self._parser(syntax, layout)
        rels = [self._rels[rel] for rel in numbers.tolist()]
        names = self._names(self._name_scores(ner), layout)
        for first, last in layout.sents:
            pos = [self._pos[tag] for tag in tags[first:last]]
            feats = [self._feats[tag] for tag in tags[first:last]]
            ner_labels = [self._ner[name] for name in names[first:last]]
            yield Tagged(pos, feats, (heads[first:last] - first).tolist(), rels[first:last], ner_labels)

    def _encode(self, model: int, words: Ints, layout: Layout) -> Floats:
        """What a model's head reads: a row for each row of the layout."""
        rows = self._words.layer(model, words)
        for conv in self._convs[model]:
            rows = convolve(rows, conv, layout)
        return rows


def _cuts(sentence: list[str]) -> range:
    return range(0, max(len(sentence), 1), LONGEST)


def _joined(pieces: list[Tagged]) -> Tagged:
    """One sentence of its pieces, each with a root of its own."""
    if len(pieces) == 1:
        return pieces[0]
    head = [h if h == ROOT else h + n * LONGEST for n, piece in enumerate(pieces) for h in piece.head]
    whole = (list(chain.from_iterable(columns)) for columns in zip(*pieces, strict=True))
    return Tagged(*whole)._replace(head=head)


def _chunks(sentences: Sequence[list[str]]) -> Iterator[list[list[str]]]:
    """Runs of sentences with about CHUNK tokens."""
    chunk: list[list[str]] = []
    size = 0
    for sentence in sentences:
        chunk.append(sentence)
        size += len(sentence)
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
