"""Exports: each format is read back by a library that reads it; files are there whole or not at all."""

import csv
import io
import json
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import icalendar
import jsonschema
import pyarrow.parquet
import pytest

from onrecord.exports import Format, layers_of
from onrecord.show import cli
from onrecord.store.base import Store
from onrecord.store.entry import entry
from onrecord.store.write import put
from onrecord.values import LAYERS
from tests import corpus
from tests.sample import TEXT, page, record, said

HOSTILE = '=HYPERLINK("http://x")\x1b[31m <script>alert(1)</script> \u202eоборот\x07\x00'
Export = Callable[..., bytes]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus, joined."""
    path = tmp_path_factory.mktemp("exports") / "corpus.db"
    corpus.store(path, corpus.entries())
    return path


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, which has something in every layer, and a hostile page."""
    path = tmp_path_factory.mktemp("exports") / "news.db"
    with Store(path, make=True) as store, store.writing() as connection:
        for one in (record(), said("Павел Остров", HOSTILE, source="hostile.txt", published="2031-01-01")):
            put(connection, entry(page(one.article.source), "d", one))
    return path


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Any]:
    """Runs `onrecord export`: its exit code, standard output and messages."""

    def run(db: Path, form: str, *words: str) -> tuple[int, bytes, str]:
        monkeypatch.setattr(sys, "argv", ["onrecord", "export", "--db", str(db), "--format", form, *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsysbinary.readouterr()
        return int(ended.value.code or 0), out, err.decode()

    return run


@pytest.fixture
def export(call: Callable[..., Any]) -> Export:
    """Runs an export that must succeed; what it wrote to standard output."""

    def run(*words: Any) -> bytes:
        code, out, err = call(*words)
        assert (code, err) == (0, "")
        return bytes(out)

    return run


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def objects(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def events(data: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


@pytest.mark.parametrize("form", list(Format))
def test_every_format_of_a_hostile_store_is_whole_in_its_file(
    news: Path, tmp_path: Path, call: Callable[..., Any], form: Format
) -> None:
    out = tmp_path / "export"
    assert call(news, form, "--out", str(out)) == (0, b"", "")
    assert out.stat().st_size > 0 and list(tmp_path.iterdir()) == [out]
    assert call(news, form)[1] == out.read_bytes()  # the same again, on standard output


def test_csv_has_every_fact_with_its_proof(news: Path, export: Export) -> None:
    rows = table(export(news, "csv"))
    assert {row["layer"] for row in rows} == set(LAYERS)
    for row in rows:
        assert row["fact"] and row["rule"] and row["version"] and row["source"]
    (aid,) = [row for row in rows if row["layer"] == "aid"]
    assert aid["sha256"] == sha256(TEXT.encode()).hexdigest() and aid["url"] == "https://vestnik.example/session"
    start, end = map(int, aid["offsets"].split("-"))
    assert TEXT[start:end] == aid["words"] and (aid["amount"], aid["goods"]) == ("2000000", "продовольствие")


def test_csv_holds_no_formula_and_no_control(news: Path, export: Export) -> None:
    (row,) = [row for row in table(export(news, "csv")) if row["source"] == "hostile.txt"]
    assert row["words"].startswith("'=HYPERLINK") and not set(row["words"]) & set("\x00\x07\x1b\u202e")


def test_jsonl_and_parquet_hold_the_same_rows(db: Path, export: Export) -> None:
    lines = objects(export(db, "jsonl"))
    rows = pyarrow.parquet.read_table(io.BytesIO(export(db, "parquet"))).to_pylist()
    assert len(lines) == len(rows) > 300
    for line, row in zip(lines, rows, strict=True):
        assert line == {key: row[key] for key in line}
        assert not any(value for key, value in row.items() if key not in line)


def test_texts_come_through_unchanged_where_nothing_executes_them(news: Path, export: Export) -> None:
    (line,) = [line for line in objects(export(news, "jsonl")) if line["source"] == "hostile.txt"]
    (row,) = pyarrow.parquet.read_table(io.BytesIO(export(news, "parquet", "--until", "2031-01"))).to_pylist()
    assert line["words"] == row["words"] == HOSTILE


def test_filters_are_those_of_the_lists(db: Path, export: Export) -> None:
    rows = table(export(db, "csv", "--layer", "quotes", "--who", "Кедров", "--since", "2031-04-28"))
    assert (
        rows and {row["layer"] for row in rows} == {"quotes"} and min(row["published"] for row in rows) >= "2031-04-28"
    )
    assert "donor" not in rows[0] and "speaker" in rows[0]
    assert len(table(export(db, "csv", "--layer", "quotes", "--layer", "aid", "--limit", "3"))) == 3


def test_nothing_found_is_said_and_is_a_table_without_rows(db: Path, call: Callable[..., Any]) -> None:
    code, out, err = call(db, "csv", "--who", "Небывалов", "--layer", "aid")
    assert (code, err) == (0, "onrecord: no facts found under --who 'Небывалов'\n")
    assert out.startswith(b"layer,fact,") and out.count(b"\n") == 1


def test_a_layer_that_is_none_is_wrong_usage(db: Path, call: Callable[..., Any]) -> None:
    code, _, err = call(db, "csv", "--layer", "rumours")
    assert code == 2 and "valid are relays, quotes" in " ".join(err.split())


def test_a_failure_leaves_what_was_there_before(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Any
) -> None:
    out = tmp_path / "facts.csv"
    out.write_text("before")

    def full(self: object, found: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("onrecord.exports.csv.Export.write", full)
    code, _, err = call(db, "csv", "--out", str(out))
    assert code == 1 and "No space left on device" in err
    assert out.read_text() == "before" and list(tmp_path.iterdir()) == [out]
    monkeypatch.undo()
    code, _, err = call(db, "csv", "--out", str(tmp_path / "nowhere" / "facts.csv"))
    assert code == 1 and "cannot be written" in err
    assert call(db, "csv", "--out", str(tmp_path))[0] == 1 and list(tmp_path.iterdir()) == [out]


def test_a_missing_library_is_named_with_its_extra(db: Path, call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "onrecord.exports.parquet", raising=False)
    code, _, err = call(db, "parquet")
    assert code == 1 and "pip install 'onrecord[parquet]'" in err


def test_formats_have_room_for_layers_that_exist() -> None:
    for form in Format:
        assert set(layers_of(form)) <= set(LAYERS) and layers_of(form)


TARGET = {
    "type": "object",
    "required": ["source", "selector"],
    "properties": {
        "source": {"type": "string", "pattern": "^(https?://|urn:onrecord:)"},
        "selector": {
            "type": "array",
            "prefixItems": [
                {
                    "properties": {"type": {"const": "TextPositionSelector"}, "start": {"minimum": 0}},
                    "required": ["type", "start", "end"],
                },
                {
                    "properties": {"type": {"const": "TextQuoteSelector"}, "exact": {"type": "string"}},
                    "required": ["type", "exact", "prefix", "suffix"],
                },
            ],
            "minItems": 2,
            "items": False,
        },
    },
}
BODY = {
    "type": "object",
    "required": ["type", "value", "purpose"],
    "properties": {"type": {"const": "TextualBody"}, "purpose": {"enum": ["tagging", "describing"]}},
}
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "motivation", "body", "target"],
    "properties": {
        "id": {"type": "string", "pattern": "^urn:onrecord:"},
        "type": {"const": "Annotation"},
        "body": {"type": "array", "items": BODY},
        "target": {"type": "array", "minItems": 1, "items": TARGET},
    },
}


def test_webanno_is_a_collection_of_annotations_whose_selectors_hold(db: Path, export: Export) -> None:
    made = json.loads(export(db, "webanno"))
    assert (made["@context"], made["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    items = made["first"]["items"]
    assert made["total"] == len(items) == len({item["id"] for item in items}) > 300
    validator = jsonschema.Draft202012Validator(ANNOTATION)
    records = [json.loads(one.columns["record"] or "") for one in corpus.entries()]
    texts = {record["article"]["id"]: record["article"]["text"] for record in records}
    for item in items:
        validator.validate(item)
        row = json.loads(item["body"][1]["value"])
        text = texts[row["article"]]
        assert sha256(text.encode()).hexdigest() == row["sha256"]
        for target in item["target"]:
            position, quote = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])


def test_ics_holds_dated_meetings_once_and_what_falls_due(db: Path, call: Callable[..., Any]) -> None:
    code, out, err = call(db, "ics")
    rows = objects(call(db, "jsonl", "--layer", "meetings", "--layer", "commitments")[1])
    undated = [row for row in rows if not (row.get("date") or row.get("due"))]
    assert (code, err.split()[:2]) == (0, ["onrecord:", str(len(undated))])
    made = events(out)
    assert made and not any(event.errors for event in made)
    assert len({str(event["uid"]) for event in made}) == len(made)
    for event in made:
        assert event["dtstart"].dt < event["dtend"].dt and event["dtstamp"].dt.year == 2031
    about = [str(event["description"]) for event in made]
    dated = [row for row in rows if row not in undated]
    assert len(made) < len(dated) and all(any(row["fact"] in told for told in about) for row in dated)


def test_ics_says_what_a_date_is_of(news: Path, export: Export) -> None:
    meeting, due = events(export(news, "ics"))
    assert (str(meeting["dtstart"].dt), str(meeting["dtend"].dt)) == ("2031-03-23", "2031-03-24")
    assert (str(meeting["location"]), str(meeting["status"])) == ("Приморск", "CONFIRMED")
    assert str(meeting["url"]) == "https://vestnik.example/session" and "Совет Восьми" in str(meeting["summary"])
    assert str(due["dtstart"].dt) == "2031-06-01" and "Остров" in str(due["summary"]) and "status" not in due
