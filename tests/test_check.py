"""Checking quotes: on the corpus, word by word, and from the command line."""

import csv
import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import Connection, insert, literal, select

from onrecord.errors import OnrecordError
from onrecord.show.verdicts import answer
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
from tests.running import Run
from tests.sample import page
from tests.sample import said as saying


@pytest.mark.parametrize("row", corpus.truth("quotes"), ids=lambda row: f"{row['verdict']} {row['words'][:40]}")
def test_a_quote_of_the_corpus_comes_out_as_written(connection: Connection, row: dict[str, str]) -> None:
    keys = corpus.keys()
    found = check(connection, row["words"], row["by"] or None)
    assert found.verdict == row["verdict"]
    assert (keys[found.first.row["url"]] if found.first else "") == row["first"]
    assert {keys[place.row["url"]] for place in found.places} == set(filter(None, row["articles"].split("|")))
    assert found.independent == int(row["independent"])


def test_a_name_that_nobody_bears_is_told_beside_the_verdict(connection: Connection) -> None:
    known = corpus.truth("quotes")[0]["words"]
    stranger = row_of(check(connection, known, "Небывалов"))
    assert stranger["verdict"] == "other_speaker" and "Небывалов" in stranger["problem"]
    console = Console(record=True, width=1000)
    console.print(*answer(stranger))
    text = console.export_text()
    assert stranger["problem"] in text and stranger["context"][:20] in text
    assert row_of(check(connection, known, stranger["speaker"]))["problem"] is None


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


def test_a_day_without_a_time_is_not_before_the_times_of_that_day(tmp_path: Path) -> None:
    spoken = (
        ("Павел Остров", "Мы построим три моста", "2031-01-01"),
        ("Павел Остров", "Мы построим три моста", "2031-01-01T22:00:00Z"),
        ("Павел Остров", "Мы построим три моста", "2031-01-02T01:00:00Z"),
    )
    with kept(tmp_path / "a.db", *spoken) as store, store.reading() as connection:
        found = check(connection, "Мы построим три моста")
        assert [place.row["published"] for place in found.places] == [spoken[n][2] for n in (1, 0, 2)]
    assert found.first and found.first.row["published"] == "2031-01-01T22:00:00Z"
    with kept(tmp_path / "b.db", spoken[0]) as store, store.reading() as connection:
        console = Console(width=100, record=True, file=io.StringIO())
        console.print(*answer(row_of(check(connection, "Мы построим три моста"))))
    assert "1 января 2031, время неизвестно" in console.export_text()


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


def test_the_command_prints_the_answer(ask: Run) -> None:
    words = "Реестр нужен капитанам, а не президентам, и ждать Велонию мы не станем"
    code, out, _ = ask("check", words, "--by", "Солонцов")
    assert code == 0 and out.startswith("изменено · «Реестр нужен")
    for part in (
        "[-последнего подписавшего-]",
        "{+Велонию+}",
        "Элландпресс · 18 апреля 2031",
        "часть слов",
        "статей: 4",
    ):
        assert part in " ".join(out.split())
    (row,) = map(json.loads, ask("check", "Шлюз закрыт навсегда", "--format", "jsonl")[1].splitlines())
    assert (row["verdict"], row["places"]) == ("not_found", [])


def test_a_file_of_quotes(ask: Run, tmp_path: Path) -> None:
    file = tmp_path / "quotes.csv"
    file.write_text(
        "\ufeffid;words;by\n7;Река старше всех соглашений;Вейр\n8;Шлюз закрыт навсегда;\n", encoding="utf-8"
    )
    rows = list(csv.DictReader(io.StringIO(ask("check", "--file", str(file), "--format", "csv")[1])))
    assert [(row["id"], row["by"], row["verdict"]) for row in rows] == [("7", "Вейр", "cut"), ("8", "", "not_found")]
    assert tuple(rows[0]) == ("id", *COLUMNS)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("only words here", "not as many cells as the first line has"),
        ("one,two,three", "not as many cells as the first line has"),
        (",Вейр", "'' cannot be checked: give two words at least"),
        ("порт,", "'порт' cannot be checked: give two words at least"),
        ('"' + "a b\n" * 50_000 + '",', "and 500 at most"),
        ("a b " * 300 + ",", "and 500 at most"),
        ("порт стоит,—", "nothing to look for in '—'"),
        ("порт стоит," + "Вейр " * 100, "is no name: it has 500 characters"),
    ],
)
def test_a_line_that_cannot_be_checked_is_answered_with_its_problem(
    ask: Run, tmp_path: Path, line: str, problem: str
) -> None:
    file = tmp_path / "quotes.csv"
    file.write_text(f"words,by\nРека старше всех соглашений,Вейр\n{line}\nШлюз закрыт навсегда,\n", encoding="utf-8")
    code, out, err = ask("check", "--file", str(file), "--format", "jsonl")
    rows = [json.loads(row) for row in out.splitlines()]
    assert (code, [row["verdict"] for row in rows]) == (3, ["cut", "unchecked", "not_found"])
    assert problem in rows[1]["problem"] and problem in err and f"skipped {file}, line " in err
    assert tuple(rows[0]) == tuple(rows[1]) == (*COLUMNS, "places")
    shown = ask("check", "--file", str(file)).out
    assert "не проверено" in shown and " ".join(problem.split()) in " ".join(shown.split()) and len(shown) < 10_000


@pytest.mark.parametrize("by", ["", "—", "Вейр" * 100])
def test_whom_is_asked_must_be_a_name(ask: Run, by: str) -> None:
    code, out, err = ask("check", "Река старше всех соглашений", "--by", by)
    assert (code, out) == (2, "") and ("nothing to look for" in err or "is no name" in err)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"said\nwords\n", "no column `words`"),
        ("words\nпорт\n".encode("cp1251"), "cannot be read as a UTF-8 CSV file"),
        (b"", "no column `words`"),
    ],
)
def test_a_bad_file_is_refused(ask: Run, tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "quotes.csv"
    file.write_bytes(content)
    code, out, err = ask("check", "--file", str(file))
    assert (code, out) == (1, "") and message in err and str(file) in err


def test_words_or_a_file(ask: Run) -> None:
    assert ask("check")[0] == ask("check", "два слова", "--file", "x.csv")[0] == 2
