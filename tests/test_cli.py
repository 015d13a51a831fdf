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
from onrecord.show.labels import counted, topic
from onrecord.show.when import moment
from onrecord.span import Span
from onrecord.store.base import Store
from onrecord.store.entry import entry
from onrecord.store.write import put
from onrecord.values import Page, Record
from onrecord.words import frames
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


def test_rules_are_listed_with_what_stands_behind_their_confidence(run: Run) -> None:
    rows = [json.loads(row) for row in run("rules", "--format", "jsonl").out.splitlines()]
    assert json.loads(run("rules", "--format", "json").out) == rows
    assert [row["rule"] for row in csv.DictReader(io.StringIO(run("rules", "--format", "csv").out))] == [
        row["rule"] for row in rows
    ]
    only = [row for row in rows if row["layer"] == "quotes"]
    assert [json.loads(row) for row in run("rules", "--layer", "quotes", "--format", "jsonl").out.splitlines()] == only
    that = next(row for row in only if row["rule"] == "that_clause")
    assert 0 <= that["right"] <= that["support"] and 0 < that["confidence"] < 1
    shown = run("rules").out
    assert f"quotes · that_clause · {that['confidence']:.0%}, n={that['support']}\n  {that['about'][:60]}" in shown
    assert "{mention Мельник} {cue пообещал}, что {content пролом закроют до 8 апреля}.\n" in shown
    assert "topics · term · not measured\n" in shown
    assert run("rules", "--layer", "words").code == 2


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
        "фото: Вестник Лурии · 1\u00a0550 просмотров\nзапись ",
        "  Заседание: Совет Восьми · узкий состав · Приморск · 23 марта 2031 · состоялось\n"
        "  [session_of_body\u00a0·\u00a091\u00a0%]\n",
        "    Участники  Павел Остров — президент, Лурия\n",
        "    Не было    Вестания (указано в тексте)\n",
        "  Павел Остров — президент, Лурия\n      «Мы не сворачиваем с пути … и помощь придёт вовремя» — сказал\n"
        "      [quote_cut_by_cue\u00a0·\u00a097\u00a0%,\u00a0n=12]\n",
        "  Елена Дорн\n    — отметила: санкциям нет альтернативы  [that_clause]\n",
        "  Лурия → Аргона · через Красный Парус · 2\u00a0000\u00a0000\u00a0XLK, продовольствие · оказана\n"
        "  [by_hand]\n",
        "  Павел Остров\n    обещание: открыть порт к 1 июня · срок: 1 июня 2031  [by_hand]\n",
        "    │ Лурия поддерживает договор о проливах.\n",
        "  международные отношения  санкции  [words]\n",
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
    assert {
        "fact",
        "article",
        "source",
        "url",
        "published",
        "offsets",
        "words",
        "rule",
        "confidence",
        "support",
    } <= table[0].keys()
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


def test_json_of_several_records_is_one_array(run: Run, reader: list[str], news: Path, tmp_path: Path) -> None:
    write_pages(tmp_path / "in", a="Елена Дорн: Да.", b="Павел Остров: Нет.", c="Павел Остров: И точка.")
    assert [one["article"]["title"] for one in json.loads(run("record", "in", "--format", "json").out)] == [
        *("Да.", "Нет.", "И точка.")
    ]
    assert len(json.loads(run("show", "--format", "json").out)) == 2
    assert json.loads(run("show", "--until", "2031-02", "--format", "json").out)["article"]["source"] == "hostile.txt"
    assert json.loads(run("show", "--since", "2040", "--format", "json").out) == []


@pytest.mark.parametrize(
    ("code", "english", "shown"),
    [
        ("en", "English", "The page's language: English. Facts are read only in Russian so far.\n"),
        ("kk", "Kazakh", "Язык страницы: казахский. Факты пока читаются только на русском.\n"),
    ],
)
def test_a_language_that_is_not_read_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, english: str, shown: str
) -> None:
    reader_of(monkeypatch, lambda _: replace(said("A", "b.", source="a.txt", language=code), quotes=()))
    write_pages(tmp_path, a="x")
    for command in ("record", "read"):
        answer = run(command, "a.txt")
        assert f"facts are read only in Russian so far; none were looked for in pages in {english} (1)\n" in answer.err
    assert shown in run("show").out


@pytest.mark.parametrize(
    ("edtf", "russian", "english"),
    [
        ("2031-23", "осень 2031", "autumn 2031"),
        ("2031-06-23/2031-06-29", "23–29 июня 2031", "23–29 June 2031"),
        ("2031-06-28/2031-07-03", "28 июня – 3 июля 2031", "28 June – 3 July 2031"),
        ("2031-12-28/2032-01-03", "28 декабря 2031 – 3 января 2032", "28 December 2031 – 3 January 2032"),
        ("2031-03/2031-05", "март – май 2031", "March – May 2031"),
        ("2031-06/2031-06-15", "июнь 2031 – 15 июня 2031", "June 2031 – 15 June 2031"),
        ("2031/2033", "2031–2033", "2031–2033"),
        ("2031-06-01/2031-06-01", "1 июня 2031", "1 June 2031"),
        ("../2031-05", "до мая 2031", "until May 2031"),
        ("2031-21/..", "с весны 2031", "from spring 2031"),
        ("2031-23~", "примерно осень 2031", "about autumn 2031"),
        ("2031-06-01?", "предположительно 1 июня 2031", "perhaps 1 June 2031"),
        ("2031-13", "2031-13", "2031-13"),
        ("/", "/", "/"),
    ],
)
def test_edtf_in_words(edtf: str, russian: str, english: str) -> None:
    assert [moment(edtf, "ru"), moment(edtf, "en")] == [russian, english]


def test_sources_without_an_outlet_do_not_look_like_one(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = record()
    bare = replace(whole, article=replace(whole.article, outlet=None, published=None))
    reader_of(monkeypatch, lambda _: bare)
    write_pages(tmp_path, a="x")
    title = whole.article.title
    assert run("record", "a.txt").out.startswith(f"{title}\nисточник: пресс-служба президента Лурии\n")
    reader_of(monkeypatch, lambda _: replace(bare, relays=()))
    assert run("record", "a.txt").out.startswith(f"{title}\nавтор: Елена Дорн")


def test_targets_of_one_expression_stand_on_one_line(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = record()
    (position,) = whole.positions
    start = position.target_text.start
    halves = (Span(start, start + len("договор")), Span(start + len("договор о "), position.target_text.end))
    both = tuple(replace(position, target_text=half) for half in halves)
    reader_of(monkeypatch, lambda _: replace(whole, positions=both, references=()))
    write_pages(tmp_path, a="x")
    shown = run("record", "a.txt").out
    assert "    поддерживает: договор; проливах  [by_hand]\n      │ Лурия поддерживает договор о проливах.\n" in shown
    assert shown.count("│ Лурия поддерживает") == 1


def test_a_cue_without_a_word_is_not_shown(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    one = said("Елена Дорн", "Да.", source="a.txt")
    (quote,) = one.quotes
    colon = replace(quote, cue=Span(len("Елена Дорн"), len("Елена Дорн:")))
    reader_of(monkeypatch, lambda _: replace(one, quotes=(colon, replace(colon, kind="indirect"))))
    write_pages(tmp_path, a="x")
    assert "\n      «Да.»  [colon\u00a0·\u00a050\u00a0%]\n    — Да.  [colon" in run("record", "a.txt").out


def test_counters_stand_in_their_form() -> None:
    assert [counted(number, "views", "ru") for number in (1, 362, 873, 11, 1550)] == [
        *("1 просмотр", "362 просмотра", "873 просмотра", "11 просмотров", "1\u00a0550 просмотров")
    ]
    assert [counted(number, "views", "en") for number in (1, 2)] == ["1 view", "2 views"]


def test_every_topic_has_a_name_in_russian() -> None:
    for row in frames("topics").values():
        assert topic(row["kind"], row["label"], "ru") != row["label"], row["kind"]
        assert topic(row["kind"], row["label"], "en") == row["label"]


@pytest.mark.parametrize("command", [("aid",), ("articles",), ("show",), ("search", "жир")])
def test_nothing_found_is_said(run: Run, news: Path, command: tuple[str, ...]) -> None:
    answer = run(*command, "--outlet", "нет такого")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("onrecord: no ") and answer.err.endswith(" found under --outlet 'нет такого'\n")


def test_read_ends_with_its_numbers(run: Run, reader: list[str], tmp_path: Path) -> None:
    write_pages(tmp_path / "in", a="Елена Дорн: Да.", b="Павел Остров: Нет.")
    assert run("read", "in").err == "onrecord: 2 stored, 0 replaced, 0 unchanged, 0 skipped\n"
    write_pages(tmp_path / "in", a="Елена Дорн: Не знаю.", c="Павел Остров: И точка.", d="bad")
    assert run("read", "in").err.endswith("onrecord: 1 stored, 1 replaced, 1 unchanged, 1 skipped\n")
    assert run("read", "in/a.txt", "--quiet").err == ""


@pytest.mark.parametrize("outlet", ["вестник", "ЛУРИИ", "Vestnik", ".example"])
def test_a_part_of_an_outlet_will_do(run: Run, news: Path, outlet: str) -> None:
    assert run("articles", "--outlet", outlet, "--format", "jsonl").out.count("\n") == 1


def test_a_language_of_the_filter_must_be_one(run: Run, news: Path) -> None:
    answer = run("articles", "--lang", "xx")
    assert (answer.code, answer.out) == (2, "")
    assert "valid are ru, kk, en" in answer.err
    assert run("articles", "--lang", "RU").out == run("articles").out
