"""Help found by nets: what they see, what they find that no rule does, and what they were taught with."""

import json
from pathlib import Path

import pytest

from eval import fresh, train_aid
from eval.gold import default_folder
from eval.opinions import article_of
from onrecord.find.aid.sight import Sight
from onrecord.find.aid.weights import STATUSES, load
from onrecord.knowledge import load as knowledge
from onrecord.language import analyse
from onrecord.language.doc import Doc
from onrecord.path import record_page
from onrecord.values import Page, Record
from onrecord.words import frames

GOLD = default_folder()
TOLD = "Тарузия возьмёт на себя лечение двухсот беженцев из Заречья."


def doc_of(text: str) -> Doc:
    return analyse(article_of(text), knowledge())


def record_of(text: str) -> Record:
    page = f"Новости края\n\n{text}\n\nОб этом говорили на рынке весь день, а вечером разошлись."
    return record_page(Page(source="page", content=page.encode(), media="text"))


def test_rows_are_as_wide_as_the_nets() -> None:
    learned, doc = load(), doc_of(TOLD)
    sight = Sight(doc, learned.vectors, learned.kinds)
    assert {len(sight.word(1))} == {len(net.into) for net in learned.words}
    near = sight.parties(1)
    rows = sight.rows(1, near)
    assert {rows.shape[1]} == {len(net.into) for net in (*learned.donors, *learned.recipients)}
    assert len(rows) == len(near) + 1
    assert rows[-1, -1] == 1
    assert not rows[:-1, -1].any()


def test_kinds_are_those_of_the_words_table() -> None:
    listed = {kind for row in frames("aid").values() for kind in row["kind"].split("|")}
    assert {*load().kinds} <= listed


def test_the_gate_holds_words_that_often_tell_of_help() -> None:
    assert load().gate >= {"выделить", "кредит", "помощь", "приютить"}
    assert load().gate.isdisjoint({"лед", "сказать", "быть", "год"})


def test_a_party_is_seen_in_the_sentence_before_too() -> None:
    doc = doc_of("Заречье затопило. Палатки привезли соседи.")
    learned = load()
    near = Sight(doc, learned.vectors, learned.kinds).parties(doc.form.index("привезли"))
    assert [doc.form[k] for k in near] == ["Заречье", "Палатки", "соседи"]


def test_written_pieces_mark_words_that_stand_in_them() -> None:
    for piece in train_aid.written():
        for item in piece.items:
            assert item.head is not None, piece.text
            assert item.what[0] <= item.head[0] < item.head[1] <= item.what[1], piece.text
            assert " " not in piece.text[slice(*item.head)].strip(), piece.text
            assert item.status in STATUSES, piece.text


def test_no_sentence_of_a_corpus_whose_licence_forbids_it_is_learned_from() -> None:
    lines = (Path(train_aid.FOLDER) / "marked.jsonl").read_text(encoding="utf-8").splitlines()
    folders = {json.loads(line)["source"].split("/")[0] for line in lines}
    assert folders == {"nerel", "factrueval", "ruopinionne", "same-story"}
    assert {json.loads(line)["source"].split("/")[1] for line in lines if "factrueval" in line} == {"dev"}


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold is not here")
def test_marked_pieces_lie_in_their_texts() -> None:
    pieces = list(train_aid.marked(GOLD))
    assert sum(len(piece.items) for piece in pieces) > 200
    for piece in pieces:
        assert 0 <= piece.first < len(piece.text)
        for item in piece.items:
            assert piece.first <= item.what[0] < item.what[1] <= len(piece.text)


def test_help_that_no_rule_knows_is_found_with_its_parties() -> None:
    record = record_of(TOLD)
    names = {actor.id: actor.name for actor in record.actors}
    (aid,) = record.aid
    assert (aid.rule, names[aid.donor or ""], aid.status) == ("help_model", "Тарузия", "promised")
    assert record.article.text[aid.what.start : aid.what.end] == "возьмёт на себя лечение двухсот беженцев из Заречья"
    assert not record_of("Порт закрылся на ремонт, а рыбаки вышли на лёд. Погода обещает быть ясной.").aid


def test_what_a_rule_tells_is_not_told_by_the_nets_again() -> None:
    record = record_of("Тарузия выделила Заречью кредит в 5 млн крон.")
    assert [aid.rule for aid in record.aid] == ["help_given"]


@pytest.mark.parametrize("text", ["Выделили 10 миллиардов крон.", "Выделено 400 тысяч евро.", "Прислали бесплатно."])
def test_a_word_with_nobody_near_is_read(text: str) -> None:
    assert all(aid.donor is None for aid in record_of(text).aid)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold is not here")
def test_no_text_that_is_only_reported_is_learned_from() -> None:
    reported = "|".join(_letters(fresh.text_of(GOLD, name)) for name in fresh.reported())
    pieces = [_letters(piece.text[piece.first :]) for piece in train_aid.marked(GOLD)]
    assert not [letters for letters in pieces if letters in reported]


def _letters(text: str) -> str:
    """A text's letters and digits alone: one corpus gives another's texts with other marks."""
    return "".join(filter(str.isalnum, text)).casefold()
