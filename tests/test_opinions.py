"""Opinions: the score of RuOpinionNE against figures worked by hand, and the parts of what finds them."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.figures import Score
from eval.fit import Recipe, fit
from eval.opinions import article_of
from eval.opinions_metric import AUTHOR, NOBODY, Tuple, covered, credit, gold_opinions, score, tokens
from onrecord.find.positions import weights
from onrecord.find.positions.learned import promising
from onrecord.find.positions.lens import KINDS
from onrecord.find.positions.opinions import opinions
from onrecord.find.positions.sentence import Party, Sentence, parties, quoted
from onrecord.find.positions.targets import BAD, Target
from onrecord.knowledge import load
from onrecord.knowledge.tables import parse
from onrecord.language import analyse
from onrecord.language.doc import Doc
from onrecord.words import frames

TEXT = "Лига Озёр резко осудила новый указ Заречья"  # tokens 0 to 6
WORDS = tokens(TEXT)


def opinion(holder: str, target: str, expression: str, polarity: Any = "NEG") -> Tuple:
    named = {"AUTHOR": AUTHOR, "": NOBODY}

    def at(words: str) -> frozenset[int]:
        return covered([(TEXT.index(words), TEXT.index(words) + len(words))], WORDS)

    return Tuple(named[holder] if holder in named else at(holder), at(target), at(expression), polarity)


GOLD = opinion("Лига Озёр", "Заречья", "резко осудила")


def test_the_same_tuple_is_found_in_full() -> None:
    assert score([GOLD], [GOLD]) == Score(1, 1, 1.0, 1.0)


def test_shared_parts_count_from_each_side() -> None:
    found = opinion("Лига", "указ Заречья", "осудила")
    # Of ours: 1/1 of the holder, 1/2 of the target, 1/1 of the expression. Of gold's: 1/2, 1/1, 1/2.
    assert credit(found, [GOLD]) == pytest.approx(2.5 / 3)
    assert credit(GOLD, [found]) == pytest.approx(2 / 3)
    counted = score([GOLD], [found])
    assert counted.f1 == pytest.approx(2 * (2.5 / 3) * (2 / 3) / (2.5 / 3 + 2 / 3))


@pytest.mark.parametrize(
    "found",
    [
        opinion("Лига Озёр", "Заречья", "резко осудила", "POS"),
        opinion("AUTHOR", "Заречья", "резко осудила"),
        opinion("", "Заречья", "резко осудила"),
        opinion("Лига Озёр", "указ", "резко осудила"),
        opinion("Лига Озёр", "Заречья", "новый"),
    ],
)
def test_a_part_without_a_shared_token_finds_nothing(found: Tuple) -> None:
    assert score([GOLD], [found]) == Score(1, 1, 0.0, 0.0)


def test_one_found_tuple_serves_several_of_gold_and_each_found_one_counts() -> None:
    golds = [opinion("", "Заречья", "резко"), opinion("", "Заречья", "осудила")]
    found = [opinion("", "Заречья", "резко осудила"), opinion("AUTHOR", "Заречья", "осудила")]
    counted = score(golds, found)
    assert (counted.gold, counted.found, counted.right_gold) == (2, 2, 2.0)
    assert counted.right_found == pytest.approx((1 + 1 + 0.5) / 3)


def test_the_mean_that_counts_may_come_from_the_other_polarity() -> None:
    golds = [opinion("", "Заречья", "резко осудила", "POS"), opinion("", "указ Заречья", "осудила", "NEG")]
    found = opinion("", "указ Заречья", "резко осудила", "POS")
    # Against the first 1 + 1/2 + 1, against the second 1 + 1 + 1/2: both 2.5 thirds, though only one polarity agrees.
    assert credit(found, golds) == pytest.approx(2.5 / 3)
    assert credit(found, golds[1:]) == 0.0


def test_reading_the_data_the_author_is_not_nobody_and_repeats_count_once() -> None:
    def item(where: str) -> dict[str, Any]:
        return {
            "Source": [["NULL"], [where]],
            "Target": [["Заречья"], ["35:42"]],
            "Polar_expression": [["осудила"], ["16:23"]],
            "Polarity": "NEG",
        }

    found = gold_opinions({"text": TEXT, "opinions": [item("0:0"), item("NULL"), item("0:0")]})
    assert found == [opinion("", "Заречья", "осудила"), opinion("AUTHOR", "Заречья", "осудила")]


def doc_of(text: str) -> Doc:
    return analyse(article_of(text), load())


def test_parties_are_names_whole_and_nouns_outside_of_them() -> None:
    doc = doc_of("Президент Павел Остров обвинил соседей.")
    found = [(doc.words(p.first, p.last), p.kind) for p in parties(doc, 0, len(doc))]
    assert found == [("Президент", None), ("Павел Остров", "PER"), ("соседей", None)]


def test_words_lean_as_listed_and_like_the_words_near_them() -> None:
    lens = weights.load().lens
    listed, unlisted, plain = lens.leaning(["обвинить", "блистательный", "стол"])
    company = sorted(frames("opinions"))[:90]
    for size in (2, 7, 90):  # the same in any company
        assert (lens._leaning(company[:size])[0] == lens._leaning(company[:1])[0]).all()
    assert listed[:4].tolist() == [1, 0, 0, 0]
    assert not unlisted[:4].any()
    praise = unlisted[-1]
    assert praise > 0.5
    assert plain.max() < 0.1


def test_each_leaning_word_stands_once_in_the_form_that_lemmas_have() -> None:
    text = files("onrecord.words").joinpath("opinions.tsv").read_text(encoding="utf-8")
    lemmas = [row["lemma"] for row in parse(text, "opinions.tsv")]
    assert len(lemmas) == len({*lemmas})
    assert not [lemma for lemma in lemmas if "ё" in lemma or lemma != lemma.lower()]
    assert {*KINDS} == {row["kind"] for row in frames("opinions").values()}


def test_quoted_tokens_stand_between_marks() -> None:
    doc = doc_of("Он сказал: «Лига права» и ушёл.")
    inside = [doc.form[i] for i, is_in in enumerate(quoted(doc, 0, len(doc))) if is_in]
    assert inside == ["«", "Лига", "права"]


def test_a_narrow_expression_ends_where_good_cues_are_far() -> None:
    target = Target(Party(9, 9, 10, "LOC"), BAD, ((0.8, 5), (0.5, 4), (0.45, 2), (0.5, 12), (0.1, 6)), [])
    assert target.narrow() == (2, 6)
    assert target.covering() == [2, 4, 5, 6, 12]


def test_only_sentences_with_two_names_close_to_a_cue_are_looked_at() -> None:
    doc = doc_of("Павел Остров поздравил Анну Берг. Павел Остров поздравил соседей. Павел Остров встретил Анну Берг.")
    assert promising(doc, frozenset({"поздравить"})) == {0}


def test_a_net_learns_what_separates_rows_and_what_wins_in_a_group() -> None:
    random = np.random.default_rng(1)
    inputs = random.standard_normal((600, 5)).astype(np.float32)
    recipe = Recipe(hidden=8, epochs=20, batch=20, rate=1e-2, drop=0, drop_inputs=0)
    above = (inputs[:, 0] > inputs[:, 1]).astype(int)
    net = fit(inputs, np.eye(2, dtype=np.float32)[above], recipe, 0)
    assert (net.scores(inputs).argmax(1) == above).mean() > 0.95
    groups = inputs.reshape(200, 3, 5)
    best = groups[:, :, 2].argmax(1)
    ranker = fit(inputs, np.eye(3, dtype=np.float32)[best].reshape(-1, 1), recipe, 0, [3] * 200)
    assert (ranker.scores(inputs).reshape(200, 3).argmax(1) == best).mean() > 0.95


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    held = weights.load()
    weights.save(held, tmp_path / "again.npz")
    again = weights.load(tmp_path / "again.npz")
    assert (again.gate, again.threshold) == (held.gate, held.threshold)
    sentence = Sentence(doc_of("Лига Озёр осудила указ Заречья."), 0, 6, held.lens)
    first, second = ([o.chance for o in opinions(sentence, w.steps)] for w in (held, again))
    assert first == second
