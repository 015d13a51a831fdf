"""Tagger: parts of speech, features, syntax and names, by slovnet's three models in one pass over a document.

The answers are slovnet's; only the arithmetic is laid out anew, see `layers`.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from slovnet.conll import parse_conll_tag

from onrecord.language.decode import Parser, break_cycles, tangled, viterbi
from onrecord.language.layers import Layout, WordTable, convolve
from onrecord.language.weights import EMBEDDINGS, Embeddings, Floats, Ints, Model, data_folder

CHUNK = 2048  # tokens in one pass: bounds the memory


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
        self._morph = morph.norm.then(morph.net.head.proj)
        tags = [parse_conll_tag(tag) for tag in morph.labels]
        self._pos = [pos for pos, _ in tags]
        self._feats = [feats for _, feats in tags]
        self._parse = Parser(syntax)
        self._rels = syntax.labels
        self._ner = ner.norm.then(ner.net.head.proj)
        self._transitions: Floats = ner.net.head.crf.transitions.array
        self._names = ner.labels

    @classmethod
    def load(cls) -> "Tagger":
        """Read the models from the natasha wheel; raises OnrecordError where it is missing."""
        folder = data_folder()
        models = [Model(folder, name) for name in ("morph", "syntax", "ner")]
        return cls(Embeddings(folder / EMBEDDINGS), *models)

    def __call__(self, sentences: Sequence[list[str]]) -> list[Tagged]:
        """Tag sentences, each given as its tokens' texts."""
        return [tagged for chunk in _chunks(sentences) for tagged in self._tag(chunk)]

    def _tag(self, sentences: list[list[str]]) -> Iterator[Tagged]:
        layout = Layout.of(sentences)
        words = self._words.rows(sentences, layout)
        morph, syntax, ner = (self._encode(model, words, layout) for model in range(3))
        tags = self._morph(morph).argmax(1).tolist()
        heads, rels = self._parse(syntax, layout)
        names = viterbi(self._ner(ner), self._transitions, layout).tolist()
        broken = tangled(heads, layout)
        rel_names = [self._rels[rel] for rel in rels.tolist()]
        for n, (first, last) in enumerate(layout.sents):
            head, rel = (heads[first:last] - first).tolist(), rel_names[first:last]
            if n in broken:
                break_cycles(head, rel)
            pos = [self._pos[tag] for tag in tags[first:last]]
            feats = [self._feats[tag] for tag in tags[first:last]]
            yield Tagged(pos, feats, head, rel, [self._names[name] for name in names[first:last]])

    def _encode(self, model: int, words: Ints, layout: Layout) -> Floats:
        """What a model's head reads: a row for each row of the layout."""
        rows = self._words.layer(model, words)
        for conv in self._convs[model]:
            rows = convolve(rows, conv, layout)
        return rows


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
