"""The tagger gives slovnet's own answers, heads that form a forest, and the same whatever it has read before."""

import os
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
import slovnet
from navec import Navec
from razdel import sentenize, tokenize

from onrecord.language import layers
from onrecord.language.decode import Names, forest
from onrecord.language.layers import Layout
from onrecord.language.tagger import LONGEST, Tagged, Tagger
from onrecord.language.weights import EMBEDDINGS, data_folder

GOLD = Path(os.environ.get("ONRECORD_GOLD") or Path(__file__).parents[2] / "shared" / "gold", "record-ru", "dev")
OURS = (
    "Президент Лурии Павел Остров принял участие в заседании Совета Восьми, передаёт «Вестник Лурии».",
    "«Мы не сворачиваем с пути, – сказал Остров, – и помощь придёт вовремя».",
    "Вестания, г. Приморск: 1550 т зерна... и 2,5 млн крон (через Красный Парус)?!",
    "ДА.",
)


def tokens_of(text: str) -> list[list[str]]:
    """Sentences of token texts."""
    return [[token.text for token in tokenize(sentence.text)] for sentence in sentenize(text)]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


class Slovnet:
    """What slovnet's own inference answers."""

    def __init__(self) -> None:
        folder, navec = data_folder(), Navec.load(data_folder() / EMBEDDINGS)
        kinds = {"morph": slovnet.Morph, "syntax": slovnet.Syntax, "ner": slovnet.NER}
        self.morph, self.syntax, self.ner = (
            kind.load(folder / f"model/slovnet_{name}_news_v1.tar").navec(navec) for name, kind in kinds.items()
        )

    def __call__(self, sentences: list[list[str]]) -> Iterator[Tagged]:
        trees = self.syntax.map(sentences)
        for sentence, morph, tree in zip(sentences, self.morph.map(sentences), trees, strict=True):
            yield Tagged(
                [token.pos for token in morph.tokens],
                [token.feats for token in morph.tokens],
                [int(token.head_id) - 1 for token in tree.tokens],
                [token.rel for token in tree.tokens],
                self._names(sentence),
            )

    def _names(self, sentence: list[str]) -> list[str]:
        infer = self.ner.infer
        (batch,) = infer.encoder([sentence])
        scores = infer.model(batch.word_id, batch.shape_id, batch.pad_mask)
        (labels,) = infer.model.head.crf.decode(scores, ~batch.pad_mask)
        return [infer.decoder.tags_vocab.decode(label) for label in labels]


def leads_out(head: list[int], i: int) -> bool:
    """Whether token i's heads end at a root."""
    for _ in head:
        i = head[i] if i != -1 else -1
    return i == -1


def differences(ours: Tagged, theirs: Tagged) -> int:
    """Tokens told apart by any column; heads and relations only where slovnet's heads form a forest."""
    plain = all(leads_out(theirs.head, i) for i in range(len(theirs.head)))
    columns = [0, 1, 2, 3, 4] if plain else [0, 1, 4]
    return sum(any(ours[c][i] != theirs[c][i] for c in columns) for i in range(len(theirs.head)))


def test_answers_are_slovnets_on_our_sentences(tagger: Tagger) -> None:
    sentences = [sentence for text in OURS for sentence in tokens_of(text)]
    theirs = list(Slovnet()(sentences))
    assert sum(map(differences, tagger(sentences), theirs)) == 0


def test_answers_are_slovnets_on_news(tagger: Tagger) -> None:
    files = sorted(GOLD.glob("*.txt"))[::3]
    if not files:
        pytest.skip(f"no gold in {GOLD}")
    slovnets = Slovnet()
    for file in files:
        sentences = tokens_of(file.read_text(encoding="utf-8"))
        found = tagger(sentences)
        assert all(leads_out(one.head, i) for one in found for i in range(len(one.head)))
        different = sum(map(differences, found, slovnets(sentences)))
        assert different <= sum(map(len, sentences)) / 1000, file.name


def test_a_person_a_place_and_an_organisation_are_named(tagger: Tagger) -> None:
    sentence = tokens_of("Павел Остров прибыл в Москву на заседание ООН.")[0]
    (found,) = tagger([sentence])
    named = {label: sentence[i] for i, label in enumerate(found.ner) if label.startswith("B-")}
    assert named == {"B-PER": "Павел", "B-LOC": "Москву", "B-ORG": "ООН"}


def test_no_sentences_and_empty_sentences(tagger: Tagger) -> None:
    assert tagger([]) == []
    empty = Tagged([], [], [], [], [])
    found = tagger([[], ["Мы"], []])
    assert (found[0], found[2]) == (empty, empty)
    assert found[1].head == [-1]


def test_neighbours_do_not_change_a_sentence(tagger: Tagger) -> None:
    sentences = [sentence for text in OURS for sentence in tokens_of(text)]
    assert tagger(sentences) == [found for sentence in sentences for found in tagger([sentence])]


def test_a_full_table_forgets_and_answers_the_same(tagger: Tagger, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [word for text in OURS for sentence in tokens_of(text) for word in sentence]
    pieces = [words[at : at + 10] for at in range(0, len(words), 10)]
    monkeypatch.setattr(layers, "TYPES", 40)
    small = Tagger.load()
    for _ in range(3):
        assert [found for piece in pieces for found in small([piece])] == tagger(pieces)


def test_an_endless_sentence_is_parsed_in_pieces(tagger: Tagger) -> None:
    words = tokens_of(OURS[0])[0]
    endless = words * (2 * LONGEST // len(words) + 1)
    (found,) = tagger([endless])
    assert [len(column) for column in found] == [len(endless)] * 5
    assert all(i // LONGEST == head // LONGEST for i, head in enumerate(found.head) if head != -1)
    assert all(leads_out(found.head, i) for i in range(len(endless)))


def test_forest_breaks_a_cycle_where_it_costs_least() -> None:
    scores = np.full((3, 4), -5, np.float32)
    scores[0, 2] = scores[1, 1] = 9  # two tokens, each the other's head
    scores[1, 3] = 8  # the second could hang on the third,
    scores[0, 3] = 7  # which the first would like less,
    scores[2, 0] = 1  # and which is the root
    assert forest(scores).tolist() == [2, 3, 0]


def test_forest_makes_a_root_where_there_is_none() -> None:
    scores = np.array([[1, 0, 9], [3, 9, 0]], np.float32)
    assert forest(scores).tolist() == [2, 0]


@pytest.mark.parametrize("strength", [1, 3, 10])
def test_names_are_on_the_best_path(strength: float) -> None:
    random = np.random.default_rng(7)
    transitions = random.normal(size=(3, 3)).astype(np.float32)
    layout = Layout.of([["слово"] * n for n in (1, 6, 0, 4)])
    for _ in range(20):
        emissions = (random.normal(size=(layout.rows, 3)) * strength).astype(np.float32)
        found = Names(transitions)(emissions.copy(), layout)
        for first, last in layout.sents:
            paths = product(range(3), repeat=last - first)
            best = max(paths, key=lambda path: worth(path, emissions[first:last], transitions))
            assert tuple(found[first:last]) == best


def worth(path: tuple[int, ...], emissions: np.ndarray, transitions: np.ndarray) -> float:
    """The score of a path: its labels' and its arcs'."""
    labels = sum(float(emissions[i, label]) for i, label in enumerate(path))
    return labels + sum(float(transitions[a, b]) for a, b in pairwise(path))
