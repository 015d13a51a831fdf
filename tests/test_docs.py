"""What the documentation says is so: its commands, files, tables, figures and examples are held against the program."""

import doctest
import json
import re
import shlex
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec
import pytest
from typer.main import get_command

from eval import floors
from eval.__main__ import SETS
from onrecord import __version__, errors, values
from onrecord.exports import EXTRAS, Format
from onrecord.find import FINDERS
from onrecord.knowledge import TABLES
from onrecord.language import Doc
from onrecord.record.parties import PARTIES
from onrecord.show import cli
from onrecord.show.blocks import _SHOWN
from onrecord.show.labels import known
from onrecord.show.layers import LAYERS_SHOWN
from onrecord.show.options import FILTERS
from onrecord.show.output import RowFormat
from onrecord.store import rows
from onrecord.store.tables import metadata
from onrecord.values import LAYERS
from tests import demo
from tests.test_imports import STAGES

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")))
DOCS = {name: (ROOT / name).read_text(encoding="utf-8") for name in PAGES}
README = DOCS["README.md"]
FACT = set(values.Fact.__struct_fields__)
TYPES = (
    *(values.Record, values.Article, values.Part, values.Outlet, values.Actor, values.Seen, values.Relay, values.Quote),
    *(values.Meeting, values.Delegation, values.Absence, values.Office, values.Aid, values.Commitment, values.Position),
    *(values.Reference, values.Topic),
)


def commands() -> dict[str, set[str]]:
    """Command -> the options that it takes; a group of commands ("fix") takes those of all its own."""
    group: Any = get_command(cli.app)
    return {
        name: {
            option for each in (one, *getattr(one, "commands", {}).values()) for p in each.params for option in p.opts
        }
        for name, one in group.commands.items()
    }


def calls(text: str) -> Iterator[list[str]]:
    """The words of every line of a block, and of every code span, that calls the program."""
    for line in re.findall(r"^(?:    )?(onrecord .+)$|`(onrecord [^`]+)`", text, re.MULTILINE):
        yield shlex.split("".join(line), comments=True)[1:]


def table(text: str, where: str) -> dict[str, str]:
    """First cell -> the others, of the first table from some words on; "`a`, `b`" in a first cell make two rows."""
    lines = dropwhile(lambda line: not line.startswith("|"), text[text.index(where) :].splitlines())
    cells = [line.strip("| ").split(" | ", 1) for line in takewhile(lambda line: line.startswith("|"), lines)]
    return {name: more for first, more in cells[2:] for name in re.findall(r"`([^`]+)`", first) or [first]}


@pytest.mark.parametrize("name", DOCS)
def test_commands_and_their_flags_exist(name: str) -> None:
    for command, *rest in calls(DOCS[name]):
        if command == "COMMAND":
            continue
        flags = {word for word in rest if word.startswith("--")}
        assert flags <= commands()[command] | {"--help"}, f"onrecord {command}"


def test_every_command_filter_and_format_is_told() -> None:
    assert set(table(README, "| command |")) == set(commands())
    assert set(table(README, "| filter |")) == {f"--{name}" for name in FILTERS if name != "db"}
    assert all(f"`{form}`" in README or f"--format {form}`" in README for form in RowFormat)


def test_as_many_texts_are_reported_as_the_documents_say() -> None:
    uses = Counter(json.loads(file.read_bytes())["use"] for file in (ROOT / "eval/gold").glob("*.json"))
    assert f"`fresh` are {uses['report']} texts" in README
    assert (
        f"{uses['tune']} (`tune`) to tune on, {uses['report']} (`report`) only to report" in DOCS["docs/evaluation.md"]
    )


def test_what_the_record_holds_is_told_in_words() -> None:
    told = table(README, "## What the record holds")
    assert set(told) == set(values.LAYERS) and not any("**" in holds for holds in told.values())


def test_exit_codes_are_the_programs() -> None:
    codes = {str(value) for name, value in vars(errors).items() if name.isupper()}
    assert set(table(DOCS["docs/store.md"], "## Exit codes")) == codes
    told = README.partition("**Exit codes**:")[2].partition("\n\n")[0]
    assert {part.split()[0] for part in told.split("·")} == codes


@pytest.mark.parametrize("name", DOCS)
def test_files_and_links_exist(name: str) -> None:
    text = DOCS[name]
    for path in re.findall(r"`((?:onrecord|eval|docs|tests|examples)/[a-z][\w./-]*|(?:onrecord|examples)/)`", text):
        assert (ROOT / path).exists() or path.endswith(("LAYER.py", "LANGUAGE.py")), path
    for link in re.findall(r"\]\(([^):#]+)\)", text):
        assert (ROOT / name).parent.joinpath(link).exists(), link
    for module, function in re.findall(r"`onrecord\.(\w+)\.(\w+)`", text):
        assert hasattr(__import__(f"onrecord.{module}", fromlist=[function]), function)


@pytest.mark.parametrize("name", DOCS)
def test_make_has_the_targets(name: str) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^ *)make (\w+)", DOCS[name], re.MULTILINE)) <= targets


def test_every_page_is_linked_from_the_readme() -> None:
    assert {name for name in DOCS if name.startswith("docs/")} <= set(re.findall(r"\]\(([^)]+)\)", README))


@pytest.mark.parametrize("type_", TYPES, ids=lambda type_: type_.__name__)
def test_record_names_every_field_and_every_value(type_: Any) -> None:
    told = table(DOCS["docs/record.md"], f"## {type_.__name__}\n")
    fields = msgspec.structs.fields(type_)
    own = [f for f in fields if not issubclass(type_, values.Fact) or f.name not in FACT]
    assert list(told) == [field.encode_name for field in own]
    for field in own:
        options = get_args(field.type) if get_origin(field.type) is Literal else ()
        assert set(options) <= set(re.findall(r"`(\w+)`", told[field.encode_name]))


def test_no_type_of_the_record_is_left_out() -> None:
    headings = set(re.findall(r"^## (\w+)$", DOCS["docs/record.md"], re.MULTILINE))
    assert headings == {type_.__name__ for type_ in TYPES}
    assert set(table(DOCS["docs/record.md"], "## Every fact")) == FACT


def test_a_layer_stands_everywhere_where_the_documents_say() -> None:
    assert set(LAYERS) == set(table(README, "## What the record holds")) == set(FINDERS) == set(PARTIES)
    assert set(LAYERS) == set(rows.MAIN) == set(rows.COLUMNS) == {*LAYERS_SHOWN, "relays"}
    assert set(LAYERS) <= set(_SHOWN) & set(commands())
    assert all(map(known, LAYERS))


def test_stages_stand_in_the_order_of_the_path() -> None:
    assert list(table(DOCS["docs/path.md"], "| stage |")) == [
        stage for stage in STAGES if (ROOT / "onrecord" / stage).is_dir()
    ]


def test_columns_of_a_doc() -> None:
    told = table(DOCS["docs/add-a-language.md"], "## The backend")
    assert list(told) == list(vars(Doc("", "ru")))


def test_columns_of_the_tables() -> None:
    text = DOCS["docs/add-knowledge.md"]
    for name in TABLES:
        header, *_ = (ROOT / "onrecord" / "knowledge" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        assert re.findall(r"`(\w+)`", table(text, "| table |")[name]) == header.split("\t")
    words = {path.stem for path in (ROOT / "onrecord" / "words").glob("*.tsv")}
    assert set(table(text, "## Words")) == words


def test_columns_of_the_store() -> None:
    text = DOCS["docs/store.md"]
    for name, stored in metadata.tables.items():
        told = table(text, "| table |")[name]
        assert re.findall(r"`(\w+)`", told) == [column.name for column in stored.columns]


def test_sets_of_the_evaluation() -> None:
    assert set(table(DOCS["docs/evaluation.md"], "# Evaluation")) == set(SETS)


def test_every_export_is_told() -> None:
    text = DOCS["docs/exports.md"]
    assert list(table(text, "| format |")) == list(Format)
    assert all(f"pip install 'onrecord[{name}]'" in text for name in EXTRAS)


def test_figures_are_not_below_their_floors() -> None:
    """A floor that was raised makes the README's older figures wrong."""
    text = README.partition("## How right it is")[2].partition("\n## ")[0].replace("\\|", "|")
    told = {name: float(f1) for name, f1 in re.findall(r"^\| `([^`]+)` .*?\*\*([\d.]+)\*\*", text, re.MULTILINE)}
    pinned = {name: floor for each in floors.load().values() for name, floor in each["floors"].items()}
    assert set(floors.load()["record-ru"]["floors"]) <= set(told)
    assert {name: f1 for name, f1 in told.items() if f1 < pinned.get(name, 0)} == {}


@pytest.mark.parametrize("name", [name for name, text in DOCS.items() if ">>>" in text])
def test_python_examples(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = "\n".join(re.findall(r"```python\n(.*?)```", DOCS[name], re.DOTALL))
    test = doctest.DocTestParser().get_doctest(blocks, {}, name, name, 0)
    assert doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(test).failed == 0


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the program in a folder that has the examples, as the README says; answers what it prints."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", demo.COLUMNS)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    def call(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["onrecord", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        assert (ended.value.code or 0, err if words[0] != "read" else "") == (0, "")
        return out

    return call


def test_the_demo_prints_the_excerpt_line_by_line(run: Any) -> None:
    """`python -m tests.demo` writes the excerpt anew where the measured shares have changed."""
    assert f"onrecord {' '.join(demo.CALL)}" in (ROOT / "Makefile").read_text(encoding="utf-8")
    shown = demo.excerpt(README)
    printed = run(*demo.CALL)
    assert shown.splitlines() == demo.renewed(shown, printed).splitlines()
    for other in (shown.replace("узкий состав", "широкий состав"), "\n".join(reversed(shown.split("\n\n")))):
        with pytest.raises(ValueError, match="does not print this"):
            demo.renewed(other, printed)


def test_the_commands_of_the_readme_run(run: Any) -> None:
    blocks = "".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
    for words in calls(blocks):
        assert run(*words) or words[0] == "read", words


def test_the_first_check_of_the_document_finds_its_words(run: Any) -> None:
    run("read", "examples/pages", "--knowledge", "examples/knowledge", "--db", "demo.db")
    words = next(calls((ROOT / "docs/check.md").read_text(encoding="utf-8")))
    assert words[0] == "check" and "[-соседям-]" in run(*words)


def test_the_changelog_has_this_version() -> None:
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
