"""Popolo: people, organisations, the posts they hold, meetings and speeches (https://www.popoloproject.com/specs/)."""

from collections.abc import Collection
from typing import IO, Any

from onrecord.exports import Asked
from onrecord.exports.found import Found, Party
from onrecord.exports.jsonl import json_of
from onrecord.store.dates import period

LAYERS = ("quotes", "meetings", "offices")
Thing = dict[str, Any]


class Export:
    """One JSON object with a list of each class; a person, a body and a post held are there once, with all sources.

    Speeches and events are written as they come, layer after layer, since a store has hundreds of thousands.
    """

    def __init__(self, out: IO[bytes], asked: Asked) -> None:
        self._out = out
        self._begun: list[str] = []
        self._persons: dict[str, Thing] = {}
        self._organizations: dict[str, Thing] = {}
        self._memberships: dict[tuple[str, ...], Thing] = {}

    def write(self, found: Found) -> bool:
        return {"quotes": self._speech, "meetings": self._event, "offices": self._membership}[found.layer](found)

    def finish(self) -> None:
        for name, things in self._held().items():
            if name not in self._begun:
                self._begin(name)
            for number, one in enumerate(things):
                self._out.write(b"," * (number > 0) + json_of(one))
        self._out.write(b"]}\n")

    def _held(self) -> dict[str, Collection[Thing]]:
        """What is still to be written of each class."""
        held = {"persons": self._persons.values(), "organizations": self._organizations.values()}
        return {"events": (), "speeches": (), **held, "memberships": self._memberships.values()}

    def _begin(self, name: str) -> None:
        self._out.write(b'%s"%s":[' % (b"]," if self._begun else b"{", name.encode()))
        self._begun.append(name)

    def _add(self, name: str, made: Thing) -> bool:
        """Write a thing into the list of its class, which its layer's facts fill one after the other."""
        first = name not in self._begun
        if first:
            self._begin(name)
        self._out.write(b"," * (not first) + json_of(made))
        return True

    def _membership(self, found: Found) -> bool:
        person, body = self._known(found, found.fact.person), self._known(found, found.fact.of)
        if person is None or person.kind != "person":
            return False
        office, status = found.row["office"], found.row["status"]
        made: Thing = {"id": found.row["fact"], "person_id": person.id, "role": office, "status": status, "sources": []}
        if body:
            made["organization_id"] = body.id
        key = (person.id, office, body.id if body else "", status)
        self._memberships.setdefault(key, made)["sources"].append(_source(found))
        return True

    def _event(self, found: Found) -> bool:
        row, fact = found.row, found.fact
        body, days = self._known(found, fact.body), period(row["date"] or "")
        present = [party for party in (self._known(found, actor) for actor in fact.participants) if party]
        made = _filled(
            id=_event_id(found, fact.id),
            name=row["words"],
            classification=row["kind"],
            status=row["status"],
            start_date=days and days[0],
            end_date=days and days[1],
            location=row["place"],
            organization_id=body.id if body else None,
            attendees=[{"id": one.id, "name": one.name} for one in present if one.kind == "person"],
            delegations=[{"id": one.id, "name": one.name} for one in present if one.kind != "person"],
            sources=[_source(found)],
        )
        return self._add("events", made)

    def _speech(self, found: Found) -> bool:
        row, fact = found.row, found.fact
        speaker, audience = self._known(found, fact.speaker), self._known(found, fact.addressee)
        made = _filled(
            id=row["fact"],
            type="speech" if row["kind"] == "direct" else "narrative",
            text=row["words"],
            creator_id=speaker.id if speaker else None,
            attribution_text=row["mention"],
            role=row["office"],
            audience_id=audience.id if audience else None,
            event_id=_event_id(found, fact.occasion) if fact.occasion else None,
            sources=[_source(found)],
        )
        return self._add("speeches", made)

    def _known(self, found: Found, actor: str | None) -> Party | None:
        """An actor, put among the people or, for all others, among the organisations."""
        party = found.party(actor)
        if party is not None:
            kind = self._persons if party.kind == "person" else self._organizations
            kind.setdefault(party.id, _thing(party))
        return party


def _thing(party: Party) -> Thing:
    wikidata = [{"scheme": "wikidata", "identifier": party.wikidata}] if party.wikidata else []
    others = [{"name": name} for name in party.names if name != party.name]
    kind = None if party.kind == "person" else party.kind
    made = {"id": party.id, "name": party.name, "classification": kind, "other_names": others, "identifiers": wikidata}
    return _filled(**made)


def _source(found: Found) -> Thing:
    """Where a fact stands: a Popolo link, and what else proves it."""
    row = found.row
    rated = ("rule", "confidence", "support", "judgement")
    proof = ("fact", "article", "sha256", "offsets", "evidence", *rated, "version")
    return {"url": found.link or row["source"], "note": row["outlet"]} | {name: row[name] for name in proof}


def _event_id(found: Found, meeting: str) -> str:
    return f"{found.record.article.id}-{meeting}"


def _filled(**values: Any) -> Thing:
    """What is known: Popolo leaves out what is not."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}
