"""Words tables are read as they stand: nothing in them overrides anything else."""

from importlib.resources import files

import pytest

from onrecord.errors import OnrecordError
from onrecord.knowledge.tables import parse
from onrecord.words import by_lemma, frames, valued

TABLES = sorted(file.name.removesuffix(".tsv") for file in files("onrecord.words").iterdir() if ".tsv" in file.name)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_each_lemma_once(table: str) -> None:
    text = files("onrecord.words").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    rows = list(parse(text, table))
    assert sum(len(frames(table, lang)) for lang in {row["lang"] for row in rows}) == len(rows)


@pytest.mark.parametrize("table", [table for table in TABLES if table not in ("classes", "topics")])
def test_every_kind_has_an_example(table: str) -> None:
    """But in classes, whose kinds are posts, and topics, which have a label."""
    rows = list(parse(files("onrecord.words").joinpath(f"{table}.tsv").read_text(encoding="utf-8"), table))
    kinds = {(row["lang"], kind) for row in rows for kind in row["kind"].split("|")}
    assert kinds == {(row["lang"], kind) for row in rows if row["example"] for kind in row["kind"].split("|")}


def test_words_have_values() -> None:
    assert valued("dates", "weekday")["вторник"] == "1"
    assert valued("titles", "short")["генсек"] == "генеральный секретарь"


def test_a_lemma_told_twice_is_refused() -> None:
    text = "lang\tlemma\tkind\nru\tпорт\tplace\nru\tпорт\tbody\n"
    with pytest.raises(OnrecordError, match=r"words/x\.tsv: ru порт stands there twice"):
        by_lemma(parse(text, "words/x.tsv"), "words/x.tsv")


def test_languages_do_not_clash() -> None:
    text = "lang\tlemma\tkind\nru\tпорт\tplace\nbg\tпорт\tbody\n"
    assert by_lemma(parse(text, "words/x.tsv"), "words/x.tsv")["порт"]["kind"] == "place"
