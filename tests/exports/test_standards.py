"""Formats that others have set: each holds what its standard wants, and the facts that it has a place for."""

import json
import os
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import icalendar
import jsonschema
import pytest
from lxml import etree
from msgspec.structs import replace

from onrecord.exports import Format, layers_of
from onrecord.exports.plover import codes
from onrecord.store.entry import entry
from tests import corpus, sample
from tests.exports import Call, Export, objects, table
from tests.exports.shapes import ANNOTATION, IATI, POPOLO
from tests.sample import TEXT


def events(data: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_webanno_is_a_collection_of_annotations_whose_selectors_hold(db: Path, export: Export) -> None:
    made = json.loads(export(db, "webanno"))
    assert (made["@context"], made["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    items = made["first"]["items"]
    assert made["total"] == len(items) == len({item["id"] for item in items}) > 300
    validator = jsonschema.Draft202012Validator(ANNOTATION)
    records = [json.loads(one.record) for one in corpus.entries()]
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


def test_ics_holds_dated_meetings_once_and_what_falls_due(db: Path, call: Call) -> None:
    code, out, err = call(db, "ics")
    rows = objects(call(db, "jsonl", "--layer", "meetings", "--layer", "commitments")[1])
    undated = [row for row in rows if not (row.get("date") or row.get("due"))]
    assert (code, err.split()[:2]) == (0, ["onrecord:", str(len(undated))])
    made = events(out)
    assert made and not any(event.errors for event in made)
    assert len({str(event["uid"]) for event in made}) == len(made)
    for event in made:
        assert event["dtstart"].dt < event["dtend"].dt and event["dtstamp"].dt.year == 2031
    about = [str(proof) for event in made for proof in several(event["x-onrecord-proof"])]
    dated = [row for row in rows if row not in undated]
    assert len(made) < len(dated) and {told.partition(";")[0] for told in about} == {row["fact"] for row in dated}
    shown = " ".join(str(event["description"]) for event in made)
    assert "осень 2031" in shown and not re.search(r"2031-2\d|sha256|n=\d|#/", shown)
    assert not [uid for uid in (str(event["uid"]) for event in made) if not re.fullmatch(r"[\w-]+@onrecord", uid)]


def test_ics_says_what_a_date_is_of(news: Path, export: Export) -> None:
    meeting, due = events(export(news, "ics"))
    assert (str(meeting["dtstart"].dt), str(meeting["dtend"].dt)) == ("2031-03-23", "2031-03-24")
    assert (str(meeting["location"]), str(meeting["status"])) == ("Приморск", "CONFIRMED")
    assert str(meeting["url"]) == "https://vestnik.example/session" and "Совет Восьми" in str(meeting["summary"])
    assert str(due["dtstart"].dt) == "2031-06-01" and "Остров" in str(due["summary"]) and "status" not in due


@pytest.mark.parametrize(
    ("due", "begins", "ends"),
    [
        ("2031-06", "2031-06-01", "2031-07-01"),
        ("2031-22", "2031-06-01", "2031-09-01"),
        ("2031-06-05/2031-06-12", "2031-06-05", "2031-06-13"),
        ("2031-06-05", "2031-06-05", "2031-06-06"),
    ],
)
def test_what_falls_due_lasts_as_long_as_its_date(
    tmp_path: Path, export: Export, due: str, begins: str, ends: str
) -> None:
    """RFC 5545: the end is the day behind the last."""
    made = sample.record()
    promised = (replace(made.commitments[0], due=due),)
    corpus.store(tmp_path / "due.db", [entry(sample.page("due.html"), "d", replace(made, commitments=promised))])
    (event,) = events(export(tmp_path / "due.db", "ics", "--layer", "commitments"))
    assert (str(event["dtstart"].dt), str(event["dtend"].dt)) == (begins, ends)


def test_popolo_joins_what_articles_say_of_one_person(db: Path, call: Call) -> None:
    made = json.loads(call(db, "popolo")[1])
    jsonschema.Draft202012Validator(POPOLO).validate(made)
    persons = {person["id"]: person for person in made["persons"]}
    bodies = {body["id"]: body for body in made["organizations"]}
    events = {event["id"] for event in made["events"]}
    (kedrov,) = [person for person in persons.values() if person["name"] == "Роман Кедров"]
    (held,) = [one for one in made["memberships"] if one["person_id"] == kedrov["id"] and one["status"] == "current"]
    assert bodies[held["organization_id"]]["name"] == "Велония" and held["role"] == "президент"
    assert len({source["url"] for source in held["sources"]}) > 9
    assert all(one["person_id"] in persons for one in made["memberships"])
    assert all(one.get("creator_id", kedrov["id"]) in persons.keys() | bodies.keys() for one in made["speeches"])
    assert {one["event_id"] for one in made["speeches"] if "event_id" in one} <= events
    assert all(present["id"] in persons for event in made["events"] for present in event.get("attendees", ()))


def test_plover_codes_what_its_table_has(db: Path, call: Call) -> None:
    code, out, err = call(db, "plover")
    rows = table(out)
    facts = objects(call(db, "jsonl", *(word for layer in layers_of(Format.plover) for word in ("--layer", layer)))[1])
    assert code == 0 and f"{len(facts) - len(rows)} facts have no place in plover" in err
    assert {row["event"] for row in rows} >= {"CONSULT", "AGREE", "AID", "SUPPORT", "ACCUSE"}
    by_fact = {fact["fact"]: fact for fact in facts}
    for row in rows:
        fact = by_fact[row["fact"]]
        assert row["actor"] and row["actor_id"] and row["date_of"] in ("event", "article") and row["sha256"]
        assert (row["event"] == "AID") == (fact["layer"] == "aid" and fact["status"] == "given")
        assert (row["event"] == "ACCUSE") == (fact["layer"] == "positions" and fact["stance"] == "opposes")
        assert (row["event"] == "CONSULT") == (fact["layer"] == "meetings" and fact["status"] == "held")


def test_plover_has_no_row_that_an_earlier_one_hides() -> None:
    seen: dict[str, list[set[str]]] = {}
    for code in codes():
        where = set(code["where"].split())
        assert not any(earlier <= where for earlier in seen.get(code["layer"], ())), code
        seen.setdefault(code["layer"], []).append(where)
    assert set(seen) == set(layers_of(Format.plover))
    assert {code["event"] for code in codes()} <= {"CONSULT", "AGREE", "AID", "REJECT", "DEMAND", "SUPPORT", "ACCUSE"}


def test_iati_has_the_standards_order_and_says_that_it_is_a_draft(db: Path, news: Path, call: Call) -> None:
    made = etree.fromstring(call(db, "iati")[1])
    IATI.assertValid(made)
    aid = objects(call(db, "jsonl", "--layer", "aid")[1])
    told = [row for row in aid if row["status"] in ("given", "promised") and row["donor"]]
    assert 0 < len(made) == len(told) < len(aid)
    assert len({one.findtext("iati-identifier") for one in made}) == len(made)
    assert all("Draft, as reported by news" in one.findtext("title/narrative") for one in made)
    (one,) = etree.fromstring(call(news, "iati")[1])
    assert one.findtext("transaction/value") == "2000000" and one.find("transaction/value").get("currency") == "XLK"
    assert [party.get("role") for party in one.findall("participating-org")] == ["1", "3"]
    assert one.find("{urn:onrecord:1}fact").get("sha256") == sha256(TEXT.encode()).hexdigest()


def test_ftm_entities_are_what_followthemoney_reads(db: Path, news: Path, call: Call) -> None:
    if not os.environ.get("CI"):
        pytest.importorskip("followthemoney", reason="followthemoney is not installed; `make ftm` installs it")
    from followthemoney import model

    for store in (db, news):
        lines = objects(call(store, "ftm")[1])
        known = {line["id"]: line["schema"] for line in lines}
        assert len(known) == len(lines)
        for line in lines:
            entity: Any = model.get_proxy(line)
            entity.schema.validate(line)
            cleaned = model.make_entity(line["schema"])
            for name, values in line["properties"].items():
                cleaned.add(name, values)
                assert sorted(cleaned.get(name)) == sorted(set(values)), (name, values)
            for prop, value in entity.itervalues():
                if prop.type.name == "entity":
                    assert value in known and model[known[value]].is_a(prop.range), (prop, value)


def test_ftm_has_every_actor_once_and_every_fact_with_its_proof(db: Path, call: Call) -> None:
    lines = objects(call(db, "ftm")[1])
    schemata = {line["schema"] for line in lines}
    assert schemata >= {"Article", "Person", "Organization", "LegalEntity", "Position", "Occupancy", "Event", "Note"}
    (kedrov,) = [line for line in lines if line["properties"].get("name") == ["Роман Кедров"]]
    assert kedrov["schema"] == "Person" and len(kedrov["properties"]["alias"]) > 0
    for line in lines:
        if line["schema"] in ("Occupancy", "Event", "Payment", "Note"):
            assert line["properties"]["proof"] and "sha256: " in line["properties"]["description"][-1]
