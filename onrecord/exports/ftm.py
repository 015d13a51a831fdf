"""FollowTheMoney: entities as lines of JSON, for OpenAleph and the programs around it (https://followthemoney.tech).

An article is a document, and what it says of people, bodies, posts, meetings, aid and words points to it as proof.
"""

import re
from hashlib import sha256
from typing import IO, Any

from onrecord.exports import Asked
from onrecord.exports.found import Found, Party
from onrecord.exports.jsonl import json_of
from onrecord.show.clean import line
from onrecord.store.dates import period

LAYERS = ("quotes", "meetings", "offices", "aid", "commitments", "positions")
KINDS = {"person": "Person", "organisation": "Organization"}  # countries and unnamed roles are LegalEntity
PARTY = {"quotes": "speaker", "commitments": "who", "positions": "holder"}
STATUS = {"current": "current", "former": "ended", "future": "future"}
LANGUAGES = {"ru": "rus", "kk": "kaz", "en": "eng"}
_NO_ID = re.compile(r"[^0-9A-Za-z]+")
_OWN_CODES = re.compile(r"AA|Q[M-Z]|X[A-JL-Z]|ZZ|")
Values = dict[str, Any]


class Export:
    """An entity a line: first what a fact is about, each once, then the fact."""

    def __init__(self, out: IO[bytes], asked: Asked) -> None:
        self._out = out
        self._written: set[str] = set()

    def write(self, found: Found) -> bool:
        if found.layer in PARTY:
            return self._note(found)
        return {"meetings": self._event, "offices": self._occupancy, "aid": self._payment}[found.layer](found)

    def finish(self) -> None:
        """Nothing is left to write."""

    def _occupancy(self, found: Found) -> bool:
        person, side = found.party(found.fact.person), found.party(found.fact.of)
        if person is None or person.kind != "person":
            return False
        name = ", ".join(filter(None, (found.row["office"], side.name if side else None)))
        post = sha256(f"{found.row['office']} {side.id if side else ''}".encode()).hexdigest()[:16]
        body = self._party(found, side) if side and side.kind == "organisation" else None
        self._put("Position", f"post-{post}", {"name": name, "country": _country(side), "organization": body})
        held = {"holder": self._party(found, person), "post": f"post-{post}", "status": STATUS[found.row["status"]]}
        return self._fact("Occupancy", found, held | {"date": _days(found.row["published"])[0]})

    def _event(self, found: Found) -> bool:
        row, fact = found.row, found.fact
        begun, ended = _days(row["date"])
        about = {"name": row["words"], "keywords": [row["kind"], row["status"]], "location": row["place"]}
        present = [self._party(found, found.cast[actor]) for actor in fact.participants]
        body = found.party(fact.body)
        sides = {"involved": present, "organizer": self._party(found, body) if body else None}
        return self._fact("Event", found, about | sides | {"startDate": begun, "endDate": ended})

    def _payment(self, found: Found) -> bool:
        row, donor, recipient = found.row, found.party(found.fact.donor), found.party(found.fact.recipient)
        if donor is None or recipient is None or row["status"] != "given":
            return False
        sides = {"payer": self._party(found, donor), "beneficiary": self._party(found, recipient)}
        amount = None if row["amount"] is None else f"{row['amount']:.15g}"
        about = {"amount": amount, "currency": row["currency"], "purpose": row["purpose"], "summary": row["words"]}
        return self._fact("Payment", found, sides | about | {"date": _days(row["date"] or row["published"])[0]})

    def _note(self, found: Found) -> bool:
        party = found.party(getattr(found.fact, PARTY[found.layer]))
        if party is None:
            return False
        kind = found.row.get("stance") or found.row["kind"]
        about = {"name": f"{party.name}: {found.row['words']}", "keywords": [found.layer, kind]}
        return self._fact("Note", found, about | {"entity": self._party(found, party)})

    def _fact(self, schema: str, found: Found, values: Values) -> bool:
        """An entity that is a fact: with its words, its article and all that proves it."""
        row = found.row
        proof = ("fact", "sha256", "offsets", "rule", "confidence", "support", "judgement", "version")
        told = "; ".join(f"{name}: {row[name]}" for name in proof if row[name] is not None)
        proven = {"proof": self._article(found), "sourceUrl": found.link, "publisher": row["outlet"]}
        self._put(schema, row["fact"], values | proven | {"description": [row["evidence"], told]})
        return True

    def _article(self, found: Found) -> str:
        article = found.record.article
        about = {
            "title": article.title or article.source,
            "publishedAt": _days(article.published)[0],
            "language": LANGUAGES.get(article.language),
            "sourceUrl": found.link,
            "publisher": article.outlet.name if article.outlet else None,
            "notes": f"sha256 of the text: {article.sha256}",
        }
        return self._put("Article", f"article-{article.id}", about)

    def _party(self, found: Found, party: Party) -> str:
        schema = KINDS.get(party.kind, "LegalEntity")
        about: Values = {"name": party.name, "alias": [name for name in party.names if name != party.name]}
        return self._put(schema, party.id, about | {"wikidataId": party.wikidata, "country": _country(party)})

    def _put(self, schema: str, id: str, values: Values) -> str:
        """Write an entity where it is not written yet; its id, in the letters that FollowTheMoney allows."""
        id = _NO_ID.sub("-", id).strip("-")
        if id not in self._written:
            self._written.add(id)
            listed = {name: value if isinstance(value, list) else [value] for name, value in values.items() if value}
            properties = {name: [line(one) for one in several] for name, several in listed.items() if several}
            self._out.write(json_of({"id": id, "schema": schema, "properties": properties}) + b"\n")
        return id


def _country(party: Party | None) -> str | None:
    """A country's code as FollowTheMoney has it; None for the codes that ISO 3166 leaves to users, but for Kosovo's."""
    code = (party.country if party else None) or ""
    return code.lower() if not _OWN_CODES.fullmatch(code) else None


def _days(edtf: str | None) -> tuple[str | None, str | None]:
    return period(edtf or "") or (None, None)
