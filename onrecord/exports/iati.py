"""IATI: aid as news reports it, a draft to check against donors' own data and never to publish as theirs.

Activity standard 2.03 (https://iatistandard.org). What proves an activity stands in an element of our own.
"""

from collections.abc import Iterator
from typing import IO

from lxml.builder import ElementMaker
from lxml.etree import _Element as Element
from lxml.etree import tostring

from onrecord.exports import Asked
from onrecord.exports.found import Found
from onrecord.show.clean import line
from onrecord.store.dates import period

LAYERS = ("aid",)
NAMESPACE = "urn:onrecord:1"
DRAFT = "Draft, as reported by news"
ORGANISATION = "DRAFT-ONRECORD"  # no registered identifier: this file is not for IATI's registry
OTHER = "90"  # OrganisationType: other
FUNDING, EXTENDING = "1", "3"  # OrganisationRole
# Status -> ActivityStatus, ActivityDateType and TransactionType; what was asked or refused is no activity.
CODES = {"given": ("2", "2", "3"), "promised": ("1", "1", "2")}
PROOF = ("fact", "url", "source", "sha256", "offsets", "rule", "confidence", "support", "judgement", "version")
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- {DRAFT}: not the data of the organisations named. -->
<iati-activities version="2.03">
"""
E = ElementMaker()
OWN = ElementMaker(namespace=NAMESPACE, nsmap={"onrecord": NAMESPACE})


class Export:
    """An activity a fact of aid that was given or promised, whose donor is known and that has a date."""

    def __init__(self, out: IO[bytes], asked: Asked) -> None:
        self._out = out
        out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        out.write(
            f'<!-- {DRAFT}: not the data of the organisations named. -->\n<iati-activities version="2.03">\n'.encode()
        )

    def write(self, found: Found) -> bool:
        day = _day(found)
        if found.row["status"] not in CODES or not found.fact.donor or not day:
            return False
        made = E("iati-activity", *_parts(found, day))
        self._out.write(tostring(made, encoding="utf-8") + b"\n")
        return True

    def finish(self) -> None:
        self._out.write(b"</iati-activities>\n")


def _parts(found: Found, day: str) -> Iterator[Element]:
    """The elements of an activity, in the order that the standard wants."""
    row = found.row
    status, date, _ = CODES[row["status"]]
    yield E("iati-identifier", f"{ORGANISATION}-{row['article']}-{row['fact'].rpartition('/')[2]}")
    outlet = line(row["outlet"] or row["source"])
    yield E(
        "reporting-org", _said(f"{DRAFT}: {outlet}"), {"ref": ORGANISATION, "type": OTHER, "secondary-reporter": "1"}
    )
    yield E("title", _said(f"{DRAFT}: {line(row['words'])}"))
    yield E("description", _said(line(row["evidence"])), {"type": "1"})
    yield E("participating-org", _said(line(row["donor"])), {"role": FUNDING})
    if row["via"]:
        yield E("participating-org", _said(line(row["via"])), {"role": EXTENDING})
    yield E("activity-status", {"code": status})
    yield E("activity-date", {"type": date, "iso-date": day})
    recipient = found.party(found.fact.recipient)
    if recipient and recipient.country:
        yield E("recipient-country", _said(line(recipient.name)), {"code": recipient.country})
    if row["amount"] is not None and row["currency"]:
        yield _transaction(found, day)
    yield OWN("fact", line(row["words"]), {name: _attribute(row[name]) for name in PROOF if row[name] is not None})


def _transaction(found: Found, day: str) -> Element:
    row = found.row
    made = E(
        "transaction",
        E("transaction-type", {"code": CODES[row["status"]][2]}),
        E("transaction-date", {"iso-date": day}),
        E("value", f"{row['amount']:.15g}", {"currency": row["currency"], "value-date": day}),
        E("provider-org", _said(line(row["donor"]))),
    )
    if row["recipient"]:
        made.append(E("receiver-org", _said(line(row["recipient"]))))
    return made


def _said(text: str) -> Element:
    return E("narrative", text)


def _attribute(value: object) -> str:
    return line(" ".join(value) if isinstance(value, list) else str(value))


def _day(found: Found) -> str | None:
    """The day of the aid, else that of the article."""
    days = period(found.row["date"] or "") or period(found.row["published"] or "")
    return days[0] if days else None
