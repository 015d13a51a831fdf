"""The public JSON of a record, its schema, and the check of its consistency."""

import json
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace

from onrecord.errors import OnrecordError
from onrecord.record import check, decode, encode
from onrecord.record.schema import schema
from onrecord.span import Span
from onrecord.values import LAYERS, Absence, Record
from tests.sample import meeting, quotes, record


def as_json(found: Record) -> Any:
    return json.loads(encode(found))


def test_record_survives_json() -> None:
    assert decode(encode(record())) == record()


def test_keys_are_those_of_the_public_record() -> None:
    found = as_json(record())
    assert list(found) == ["schema", "article", "actors", *LAYERS]
    assert found["schema"] == "onrecord/1"
    assert found["actors"][6]["mentions"][0].keys() == {"start", "end", "as"}
    assert found["actors"][6]["mentions"][0]["as"] == "role"
    assert found["quotes"][1]["addressee"] is None
    assert found["article"]["modified"] is None
    assert found["quotes"][0]["content"][0].keys() == {"start", "end"}


def test_offsets_are_code_points_of_the_text() -> None:
    found = as_json(record())
    span = found["aid"][0]["what"]
    assert found["article"]["text"][span["start"] : span["end"]] == "2 млн крон и продовольствие"


def test_record_is_as_its_schema_says() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(as_json(record()), schema())


@pytest.mark.parametrize("layer", LAYERS)
def test_schema_requires_every_key_and_takes_no_other(layer: str) -> None:
    less, more = as_json(record()), as_json(record())
    del less[layer][0]["evidence"]
    more[layer][0]["note"] = "x"
    for broken in (less, more):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, schema())


def test_schema_names_no_type_parameters() -> None:
    assert "_str_" not in json.dumps(schema())
    assert "[str]" not in json.dumps(schema())


def test_decode_names_the_place_of_what_is_wrong() -> None:
    broken = as_json(record())
    broken["quotes"][0]["kind"] = "sung"
    with pytest.raises(OnrecordError, match=r"quotes\[0\]\.kind|\$\.quotes\[\.\.\.\]\.kind"):
        decode(json.dumps(broken))


def test_consistent_record_passes() -> None:
    assert check(record()) == record()


BEYOND = Span(0, 100_000)
BROKEN: dict[str, dict[str, Any]] = {
    "quotes[0].content[0] is 0..100000": {"quotes": (replace(quotes()[0], content=(BEYOND,)),)},
    "quotes[0].cue is 7..7": {"quotes": (replace(quotes()[0], cue=Span(7, 7)),)},
    "quotes[0].evidence is empty": {"quotes": (replace(quotes()[0], evidence=()),)},
    "quotes[0].speaker names 'a77'": {"quotes": (replace(quotes()[0], speaker="a77"),)},
    "quotes[0].occasion names 'm1'": {"meetings": ()},
    "meetings[0].absent names 'x'": {"meetings": (replace(meeting(), absent=(Absence("x", "stated"),)),)},
    "meetings have one id twice": {"meetings": (meeting(), meeting())},
    "actors have one id twice": {"actors": record().actors * 2},
    "article.authors names 'nobody'": {"article": replace(record().article, authors=("nobody",))},
    "article.sha256 is": {"article": replace(record().article, text="Другой текст")},
    "schema is 'onrecord/0'": {"schema": "onrecord/0"},
}


@pytest.mark.parametrize("message", BROKEN)
def test_check_names_what_is_wrong(message: str) -> None:
    with pytest.raises(OnrecordError) as caught:
        check(replace(record(), **BROKEN[message]))
    assert message in str(caught.value)
    assert str(caught.value).startswith("pages/session.html: ")
