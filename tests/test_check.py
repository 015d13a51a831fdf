"""Checking quotes: on the corpus, word by word, and from the command line."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, literal, select

from onrecord.errors import OnrecordError
from onrecord.show import cli
from onrecord.store import said
from onrecord.store.base import Store
from onrecord.store.entry import entry
from onrecord.store.lemmas import fold
from onrecord.store.tables import facts, judged
from onrecord.store.write import put
from onrecord.stories.quotes.align import text_of
from onrecord.stories.quotes.check import check
from onrecord.stories.quotes.rows import COLUMNS, row_of
from onrecord.stories.quotes.verdict import compared, difference, same_person
from tests import corpus
from tests.sample import page
from tests.sample import said as saying


@pytest.fixture(scope="session")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "corpus.db"
    corpus.store(path, corpus.entries())
    return path


@pytest.fixture
def connection(db: Path) -> Iterator[Connection]:
    with Store(db) as store, store.reading() as connection:
        yield connection


@pytest.mark.parametrize("row", corpus.truth("quotes"), ids=lambda row: f"{row['verdict']} {row['words'][:40]}")
def test_a_quote_of_the_corpus_comes_out_as_written(connection: Connection, row: dict[str, str]) -> None:
    keys = corpus.keys()
    found = check(connection, row["words"], row["by"] or None)
    assert found.verdict == row["verdict"]
    assert (keys[found.first.row["url"]] if found.first else "") == row["first"]
    assert {keys[place.row["url"]] for place in found.places} == set(filter(None, row["articles"].split("|")))
    assert found.independent == int(row["independent"])


@pytest.mark.parametrize("row", corpus.truth("altered"), ids=lambda row: row["article"])
def test_an_altered_quote_of_the_corpus_is_told_from_the_first(connection: Connection, row: dict[str, str]) -> None:
    found = check(connection, row["words"], row["by"])
    assert found.first and (found.verdict, corpus.keys()[found.first.row["url"]]) == (row["verdict"], row["first"])


@pytest.mark.parametrize(
    ("asked", "words", "verdict", "shown"),
    [
        ("Мы откроем порт", "Мы откроем порт.", "verbatim", "Мы откроем порт"),
        ("мы откроем пОрт!", "«Мы откроем порт», и точка.", "cut", "мы откроем пОрт! [-и точка.-]"),
        ("Все еще ждут", "Всё ещё ждут", "verbatim", "Все еще ждут"),
        ("Порт открыт", "Мы ждали. Порт открыт. Шлюз тоже.", "verbatim", "Порт открыт"),
        ("Порт открыт", "На ул. Портовой порт открыт", "cut", "[-На ул. Портовой-] Порт открыт"),
        ("Мы откроем порт", "Мы не откроем порт", "altered", "Мы [-не-] откроем порт"),
        ("Откроем порт", "Мы не откроем порт", "altered", "[-Мы не-] Откроем порт"),
        ("Мы откроем порт", "Мы откроем порт, но не сейчас", "cut", "Мы откроем порт [-но не сейчас-]"),
        ("Мы не откроем порт", "Мы откроем порт", "altered", "Мы {+не+} откроем порт"),
        ("Мы откроем порты", "Мы откроем порт", "altered", "Мы откроем [-порт-] {+порты+}"),
        ("порт открыт весной", "Порт, сказали нам, открыт весной", "cut", "порт [-сказали нам,-] открыт весной"),
    ],
)
def test_words_are_compared(asked: str, words: str, verdict: str, shown: str) -> None:
    ours, theirs = text_of(asked), text_of(words)
    found = compared(ours, theirs)
    assert (found[0], difference(found[2], ours, theirs)) == (verdict, shown)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Берестой", "Мирон Береста", True),
        ("Мирон Береста", "Береста", True),
        ("Мирон Кедров", "Мирон Береста", False),
        ("", "Мирон Береста", False),
    ],
)
def test_names_of_one_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same


def kept(path: Path, *said: tuple[str, str, str]) -> Store:
    """A store of (who, words, day), an article each."""
    store = Store(path, make=True)
    for number, (who, words, day) in enumerate(said):
        source = f"{number}.txt"
        with store.writing() as connection:
            put(connection, entry(page(source), "digest", saying(who, words, source=source, published=day)))
    return store


def test_the_same_words_on_another_occasion_are_no_alteration(tmp_path: Path) -> None:
    spoken = (
        ("Павел Остров", "Мы построим три моста", "2030-01-01"),
        ("Павел Остров", "Мы построим пять мостов", "2031-01-01"),
    )
    with kept(tmp_path / "a.db", *spoken) as store, store.reading() as connection:
        found = check(connection, "Мы построим пять мостов")
        assert found.verdict == "verbatim" and found.first and found.first.row["published"] == "2031-01-01"


def test_what_is_asked_of_one_who_said_it_later_is_his(tmp_path: Path) -> None:
    spoken = (
        ("Анна Дорн", "Река не знает границ", "2030-01-01"),
        ("Павел Остров", "Река не знает границ", "2031-01-01"),
    )
    with kept(tmp_path / "a.db", *spoken) as store, store.reading() as connection:
        found = check(connection, "Река не знает границ", "Остров")
        assert found.verdict == "verbatim" and found.first and found.first.row["speaker"] == "Павел Остров"
        assert check(connection, "Река не знает границ", "Кедров").verdict == "other_speaker"


@pytest.mark.parametrize("by", ["Miron Beresta", "person:beresta-miron", "Мироном Берестой"])
def test_whom_is_asked_by_any_name_of_the_identity(connection: Connection, by: str) -> None:
    words = "Река кормила наших дедов, и она будет кормить наших внуков"
    assert check(connection, words, by).verdict == "verbatim"
    assert check(connection, "Чинить его на ходу больше нельзя", by).verdict == "other_speaker"


def test_namesakes_are_asked_by_their_ids(connection: Connection) -> None:
    words = "Город десять лет ходил к поезду пешком, хватит"
    found = check(connection, words, "Сергей Ветров")
    assert found.verdict == "verbatim" and found.first and found.first.source.identity
    assert check(connection, words, found.first.source.identity).verdict == "verbatim"
    bridge = check(connection, "Чинить его на ходу больше нельзя").first
    assert bridge and check(connection, words, bridge.source.identity).verdict == "other_speaker"


def test_a_rejected_quote_is_nowhere(tmp_path: Path) -> None:
    with kept(tmp_path / "a.db", ("Анна Дорн", "Река не знает границ", "2030-01-01")) as store:
        with store.writing() as connection:
            connection.execute(
                insert(judged).from_select(["fact", "judgement"], select(facts.c.id, literal("rejected")))
            )
        with store.reading() as connection:
            assert check(connection, "Река не знает границ").verdict == "not_found"


def test_a_page_that_changes_takes_its_words_along(tmp_path: Path) -> None:
    with kept(tmp_path / "a.db", ("Анна Дорн", "Река не знает границ", "2030-01-01")) as store:
        with store.writing() as connection:
            put(connection, entry(page("0.txt"), "new", saying("Анна Дорн", "Граница знает реку", source="0.txt")))
        with store.reading() as connection:
            assert check(connection, "Река не знает границ").verdict == "not_found"
            assert check(connection, "Граница знает реку").verdict == "verbatim"


def test_words_that_thousands_said_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every pair of them is too common to tell anything by itself."""
    monkeypatch.setattr(said, "COMMON", 3)
    often = [("Анна Дорн", "Мы будем ждать весны", f"2030-01-{day:02}") for day in range(1, 9)]
    store = kept(tmp_path / "a.db", *often, ("Анна Дорн", "Мы будем ждать лета", "2031-01-01"))
    with store, store.reading() as connection:
        assert len(check(connection, "Мы будем ждать весны").places) == 8
        assert check(connection, "Мы будем ждать весны").verdict == "verbatim"


def test_case_marks_and_yo_do_not_matter(connection: Connection) -> None:
    for row in corpus.truth("quotes")[:12]:
        plain = check(connection, row["words"], row["by"] or None)
        loud = check(connection, fold(row["words"]).upper().replace(",", " —"), row["by"] or None)
        assert (loud.verdict, loud.first and loud.first.row) == (plain.verdict, plain.first and plain.first.row)


def test_one_word_is_no_quote(connection: Connection) -> None:
    with pytest.raises(OnrecordError, match="two words at least"):
        check(connection, "порт")


def test_a_row_has_the_columns(connection: Connection) -> None:
    for words in ("Река старше всех наших соглашений", "Шлюз закрыт навсегда"):
        row = row_of(check(connection, words))
        assert tuple(row) == (*COLUMNS, "places")


@pytest.fixture
def run(db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """The program on the corpus; answers exit code, output and messages."""

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["onrecord", "check", *words, "--db", str(db)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0), *capsys.readouterr()

    return call


def test_the_command_prints_the_answer(run: Callable[..., Any]) -> None:
    code, out, _ = run("Реестр нужен капитанам, а не президентам, и ждать Велонию мы не станем", "--by", "Солонцов")
    assert code == 0 and out.startswith("изменено · «Реестр нужен")
    for part in (
        "[-последнего подписавшего-]",
        "{+Велонию+}",
        "Элландпресс · 18 апреля 2031",
        "часть слов",
        "статей: 4",
    ):
        assert part in " ".join(out.split())
    (row,) = map(json.loads, run("Шлюз закрыт навсегда", "--format", "jsonl")[1].splitlines())
    assert (row["verdict"], row["places"]) == ("not_found", [])


def test_a_file_of_quotes(run: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "quotes.csv"
    file.write_text(
        "\ufeffid;words;by\n7;Река старше всех соглашений;Вейр\n8;Шлюз закрыт навсегда;\n", encoding="utf-8"
    )
    rows = list(csv.DictReader(io.StringIO(run("--file", str(file), "--format", "csv")[1])))
    assert [(row["id"], row["by"], row["verdict"]) for row in rows] == [("7", "Вейр", "cut"), ("8", "", "not_found")]
    assert tuple(rows[0]) == ("id", *COLUMNS)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"said\nwords\n", "no column `words`"),
        (b"words,by\nonly words here\n", "line 2: not as many cells"),
        ("words\nпорт\n".encode(), "line 2: 'порт' cannot be checked: give two words"),
        ("words\nпорт\n".encode("cp1251"), "cannot be read as a UTF-8 CSV file"),
        (b"", "no column `words`"),
        (b"words\n" + b"a b " * 50_000, "line 2: field larger than field limit"),
        (b"words\n" + b"a b " * 300, "and 500 at most"),
        ("words,by\nпорт стоит,—\n".encode(), "line 2: nothing to look for in '—'"),
    ],
)
def test_a_bad_file_is_refused(run: Callable[..., Any], tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "quotes.csv"
    file.write_bytes(content)
    code, out, err = run("--file", str(file))
    assert (code, out) == (1, "") and message in err and str(file) in err


def test_words_or_a_file(run: Callable[..., Any]) -> None:
    assert run()[0] == run("два слова", "--file", "x.csv")[0] == 2
