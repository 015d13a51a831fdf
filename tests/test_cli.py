"""The command line: formats, filters, exit codes and what goes where."""

import csv
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from onrecord.errors import OnrecordError, PageError
from onrecord.record.schema import schema
from onrecord.settings import settings
from onrecord.show import cli
from onrecord.show.clean import cell, line
from onrecord.show.when import moment
from onrecord.store.base import Store
from onrecord.store.entry import entry
from onrecord.store.write import put
from onrecord.values import Page, Record
from tests.sample import page, record, said

HOSTILE = '=HYPERLINK("http://x")\x1b[31m [bold]жир[/bold] \u202eоборот\x07\x9b31m\n'


class Answer:
    """What a command printed and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Run = Callable[..., Answer]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in an empty folder of its own, in this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.delenv("ONRECORD_DB", raising=False)

    def call(*words: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["onrecord", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return Answer(int(ended.value.code or 0), out, err)

    return call


def reader_of(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Page], Record]) -> None:
    """Puts a made-up reader in the place of the real one, which needs no tables."""
    monkeypatch.setattr("onrecord.show.reading._known", lambda knowledge: None)
    monkeypatch.setattr("onrecord.path.record_page", lambda page, knowledge=None: answer(page))


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A reader that takes "name: words" pages and fails on "bad" ones; the sources that it read."""
    seen: list[str] = []

    def read(page: Page) -> Record:
        seen.append(page.source)
        if page.content.startswith(b"bad"):
            raise PageError(page.source, "no text in it; valid are articles")
        if page.content.startswith(b"bug"):
            raise IndexError("list index out of range")
        name, _, words = page.content.decode().partition(": ")
        return said(name, words, source=page.source, published="2031-03-23")

    reader_of(monkeypatch, read)
    yield seen


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A store with the sample and with a hostile page."""
    path = tmp_path / "onrecord.db"
    with Store(path, make=True) as store, store.writing() as connection:
        for one in (record(), said("Павел Остров", HOSTILE, source="hostile.txt", published="2031-01-01")):
            put(connection, entry(page(one.article.source), "d", one))
    return path


def write_pages(folder: Path, **texts: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def test_help_is_quick_and_loads_no_database(tmp_path: Path) -> None:
    code = "import sys; from onrecord.show.cli import app; app(['--help'], standalone_mode=False); print(*sys.modules)"
    began = time.perf_counter()
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert time.perf_counter() - began < 2  # 0.2 s on a quiet machine; the modules below are the sharper test
    assert "quotes" in out
    assert not {"sqlalchemy", "alembic", "rich", "numpy", "slovnet", "pymorphy3", "babel"} & set(out.split())


def test_version(run: Run) -> None:
    assert run("--version").out == run("version").out
    assert run("version").out.startswith("onrecord 0.")


def test_schema_is_what_records_are_held_against(run: Run) -> None:
    assert json.loads(run("schema").out) == schema()


def test_record_prints_and_stores_nothing(run: Run, reader: list[str], tmp_path: Path) -> None:
    write_pages(tmp_path / "in", a="Елена Дорн: Да.", b="Павел Остров: Нет.")
    answer = run("record", "in", "--format", "jsonl")
    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert [one["article"]["title"] for one in lines] == ["Да.", "Нет."]
    for one in lines:
        jsonschema.validate(one, schema())
    assert (answer.code, answer.err) == (0, "")
    assert json.loads(run("record", "in/a.txt", "--format", "json").out) == lines[0]
    assert not list(tmp_path.glob("*.db"))


def test_record_text_form(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    reader_of(monkeypatch, lambda _: record())
    write_pages(tmp_path, a="x")
    shown = run("record", "a.txt").out
    for expected in (
        "23 марта 2031, 18:56 (UTC+6) · Вестник Лурии ← пресс-служба президента Лурии\n",
        "  Заседание: Совет Восьми · узкий состав · Приморск · 23 марта 2031 · состоялось  91%\n",
        "    Участники  Павел Остров — президент, Лурия\n",
        "    Не было    Вестания (указано в тексте)\n",
        "  Павел Остров — президент, Лурия\n      «Мы не сворачиваем с пути … и помощь придёт вовремя» — сказал  97%\n",
        "  Елена Дорн\n    — отметила: санкциям нет альтернативы\n",
        "  Лурия → Аргона · через Красный Парус · 2\u00a0000\u00a0000\u00a0XLK, продовольствие · оказана\n",
        "  Павел Остров\n    обещание: открыть порт к 1 июня · срок: 1 июня 2031\n",
        "    │ Лурия поддерживает договор о проливах.\n",
    ):
        assert expected in shown
    assert max(map(len, shown.splitlines())) <= 90
    assert "\x1b" not in shown


def test_empty_layers_are_left_out(run: Run, reader: list[str], tmp_path: Path) -> None:
    write_pages(tmp_path, a="Елена Дорн: Да.", b="Елена Дорн: Нет.")
    shown = run("record", "a.txt", "b.txt").out
    assert "КТО ЧТО СКАЗАЛ" in shown
    assert not {"ВСТРЕЧИ", "ПОМОЩЬ", "ТЕМЫ"} & set(shown.split())
    assert shown.count("─" * 90) == 1  # between the two


def test_english_page_has_english_labels(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    reader_of(monkeypatch, lambda _: said("Helen Dorn", "Yes.", source="a.txt", language="en"))
    write_pages(tmp_path, a="x")
    assert "WHO SAID WHAT" in run("record", "a.txt").out


def test_skipped_pages_are_listed_and_the_rest_done(run: Run, reader: list[str], tmp_path: Path) -> None:
    write_pages(tmp_path / "in", a="bad", b="Елена Дорн: Да.", c="bug")
    for command in (("record", "in", "--format", "jsonl"), ("read", "in")):
        answer = run(*command)
        assert answer.code == 3
        assert "skipped in/a.txt: no text in it; valid are articles\n" in answer.err
        assert "skipped in/c.txt: the reader failed on it (IndexError: list index out of range)\n" in answer.err
        assert "2 skipped" in answer.err
    assert len(run("articles", "--format", "jsonl").out.splitlines()) == 1


def test_read_again_reads_only_what_is_new(run: Run, reader: list[str], tmp_path: Path) -> None:
    write_pages(tmp_path / "in", a="Елена Дорн: Да.", b="Павел Остров: Нет.")
    assert run("read", "in").code == 0
    before = run("show", "--format", "jsonl").out
    reader.clear()
    write_pages(tmp_path / "in", c="Павел Остров: И точка.")
    assert run("read", "in", "in").code == 0
    assert reader == ["in/c.txt"]
    (tmp_path / "in" / "c.txt").unlink()
    assert set(before.splitlines()) < set(run("show", "--format", "jsonl").out.splitlines())


def test_a_new_knowledge_table_has_pages_read_again(run: Run, reader: list[str], tmp_path: Path) -> None:
    write_pages(tmp_path / "in", a="Елена Дорн: Да.")
    run("read", "in")
    table = tmp_path / "bodies.tsv"
    header = (Path(cli.__file__).parents[1] / "knowledge" / "bodies.tsv").read_text(encoding="utf-8").splitlines()[0]
    table.write_text(header + "\n", encoding="utf-8")
    run("read", "in", "--knowledge", str(table))
    assert reader == ["in/a.txt"] * 2


@pytest.mark.parametrize("name", ["quotes", "meetings", "offices", "aid", "commitments", "positions", "relays"])
def test_every_format_of_a_list_tells_the_same(run: Run, news: Path, name: str) -> None:
    as_lines = [json.loads(row) for row in run(name, "--format", "jsonl").out.splitlines()]
    assert json.loads(run(name, "--format", "json").out) == as_lines
    table = list(csv.DictReader(io.StringIO(run(name, "--format", "csv").out)))
    assert [row["fact"] for row in table] == [row["fact"] for row in as_lines]
    assert {"fact", "article", "source", "url", "published", "offsets", "words", "rule", "confidence"} <= table[
        0
    ].keys()
    shown = run(name).out
    assert all(row["fact"] in shown for row in as_lines)


def test_an_empty_list_is_still_a_list(run: Run, news: Path) -> None:
    assert run("aid", "--who", "Никто", "--format", "json").out == "[]\n"
    assert run("aid", "--who", "Никто", "--format", "csv").out.startswith("fact,published,outlet,donor,")
    assert run("aid", "--who", "Никто").out == ""


def test_filters_reach_the_list(run: Run, news: Path) -> None:
    assert "альтернативы" in run("quotes", "--who", "Дорном", "--about", "санкции").out
    assert run("quotes", "--who", "Дорном", "--about", "помощь").out == ""
    assert run("quotes", "--outlet", "нет такого").out == ""
    assert run("quotes", "--until", "2031-02", "--format", "jsonl").out.count("\n") == 1


def test_search_marks_the_words(run: Run, news: Path) -> None:
    assert "    Совет Восьми ввёл [санкции] против [Вестании] …\n" in run("search", "санкциям Вестания").out
    assert json.loads(run("search", "санкциям", "--format", "json").out)[0]["offsets"]


def test_actors_and_articles(run: Run, news: Path) -> None:
    assert run("actors", "--limit", "1").out == "Павел Остров · человек\n    статей: 2 · упоминаний: 4\n\n"
    assert "Совет Восьми ввёл санкции против Вестании\n" in run("articles").out


def test_show_one_article_by_the_beginning_of_its_id(run: Run, news: Path) -> None:
    id = record().article.id
    assert json.loads(run("show", id[:5], "--format", "json").out)["article"]["id"] == id
    assert run("show", f"{id}#/quotes/1").out.startswith(record().article.title or "")
    missing = run("show", "zzzz")
    assert (missing.code, missing.out) == (1, "")
    assert "onrecord articles" in missing.err


@pytest.mark.parametrize("command", [("quotes",), ("show",), ("articles",), ("search", "жир")])
def test_text_from_pages_cannot_command_the_terminal(run: Run, news: Path, command: tuple[str, ...]) -> None:
    shown = run(*command).out
    assert "[bold]жир[/bold]" in shown or "[bold][жир][/bold]" in shown
    assert not {"\x1b", "\u202e", "\x07"} & set(shown)


def test_json_from_pages_cannot_command_the_terminal(run: Run, news: Path) -> None:
    shown = run("quotes", "--until", "2031-01", "--format", "jsonl").out
    assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(shown)
    assert json.loads(shown)["words"] == HOSTILE


def test_csv_holds_no_formula(run: Run, news: Path) -> None:
    table = list(csv.DictReader(io.StringIO(run("quotes", "--until", "2031-01", "--format", "csv").out)))
    assert table[0]["words"].startswith("'=HYPERLINK")
    assert not any(value.startswith(("=", "+", "-", "@")) for row in table for value in row.values())


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\x00=1", "＝1"])
def test_cells_that_begin_like_a_formula(text: str) -> None:
    assert cell(text).startswith("'")


def test_cells_of_values() -> None:
    assert [cell(value) for value in (None, -1.5, ["а", "б"], "— тире")] == ["", "-1.5", "а; б", "— тире"]
    assert line("а\u2028б\r\nв\u0085") == "а б в"


@pytest.mark.parametrize(
    "words",
    [
        ("quotes", "--since", "вчера"),
        ("quotes", "--limit", "0"),
        ("quotes", "--format", "xml"),
        ("nothing",),
        ("read",),
    ],
)
def test_wrong_usage_says_what_is_valid(run: Run, words: tuple[str, ...]) -> None:
    answer = run(*words)
    assert (answer.code, answer.out) == (2, "")
    assert "Error" in answer.err


def test_no_store_is_a_clear_error(run: Run) -> None:
    answer = run("quotes", "--db", "nowhere.db")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "onrecord: nowhere.db: no store there; `onrecord read SOURCE --db nowhere.db` makes one\n"


def test_interrupt_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(page: Page) -> Record:
        if page.source == "in/b.txt":
            raise KeyboardInterrupt
        return said("Елена Дорн", "Да.", source=page.source)

    reader_of(monkeypatch, interrupted)
    write_pages(tmp_path / "in", a="x", b="y")
    answer = run("read", "in")
    assert answer.code == 130
    assert "Traceback" not in answer.err
    assert "in/a.txt" in run("articles").out


def test_a_closed_pipe_is_quiet(news: Path) -> None:
    with Store(news) as store, store.writing() as connection:
        for n in range(300):
            one = said("Елена Дорн", f"Слово {n} " * 40, source=f"{n}.txt")
            put(connection, entry(page(one.article.source), "d", one))
    command = [sys.executable, "-m", "onrecord.show.cli", "quotes", "--db", str(news), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_no_colour_where_it_is_not_wanted(news: Path) -> None:
    environment = {**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "1", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "onrecord.show.cli", "show", record().article.id, "--db", str(news)]
    out = subprocess.run(command, capture_output=True, env=environment, check=True).stdout.decode()
    assert "Совет Восьми" in out
    assert "\x1b[36m" not in out and "\x1b[1;36m" not in out


def test_settings_take_the_nearest_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "config" / "onrecord").mkdir(parents=True)
    (tmp_path / "config" / "onrecord" / "onrecord.toml").write_text('db = "user.db"\njobs = 4\nknowledge = ["mine"]')
    (tmp_path / "onrecord.toml").write_text('db = "here.db"\njobs = 3')
    assert settings({}, {"ONRECORD_JOBS": "2"}).jobs == 2
    assert settings({"jobs": 1}, {"ONRECORD_JOBS": "2"}).jobs == 1
    found = settings({"db": None}, {})
    assert (found.db, found.jobs) == (Path("here.db"), 3)
    assert found.knowledge == (tmp_path / "config" / "onrecord" / "mine",)
    assert settings({}, {"ONRECORD_KNOWLEDGE": os.pathsep.join("ab")}).knowledge == (Path("a"), Path("b"))


@pytest.mark.parametrize("text", ["jobs = 0", 'jobs = "many"', "colour = true", "db ="])
def test_wrong_settings_name_their_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "onrecord.toml").write_text(text)
    with pytest.raises(OnrecordError, match=r"onrecord\.toml"):
        settings({}, {})


def test_addresses_are_never_cut(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    long = "https://vestnik.example/" + "session-" * 30
    far = replace(record(), article=replace(record().article, url=long))
    reader_of(monkeypatch, lambda _: far)
    write_pages(tmp_path, a="x")
    assert f"\n{long}\n" in run("record", "a.txt").out
    run("read", "a.txt")
    assert f"\n    {long}\n" in run("aid").out


def test_times_say_their_zone() -> None:
    assert moment("2031-03-23T18:56:00-03:30", "ru") == "23 марта 2031, 18:56 (UTC-3:30)"
    assert moment("2031-03-23T18:56:00Z", "en") == "23 March 2031, 18:56 (UTC)"
    assert [moment(date, "ru") for date in ("2031", "2031-03", "скоро")] == ["2031", "март 2031", "скоро"]


def test_the_text_form_of_a_record_with_nothing_in_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bare: Any = replace(record(), **dict.fromkeys(("quotes", "meetings", "offices", "aid", "commitments"), ()))
    bare = replace(bare, positions=(), references=(), topics=(), relays=())
    reader_of(monkeypatch, lambda _: bare)
    write_pages(tmp_path, a="x")
    assert "Фактов для записи не найдено." in run("record", "a.txt").out
