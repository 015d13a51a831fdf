"""Pairs: sides that a dash or a hyphen joins beside an event: "саммит Тарузия – Элландия", "тарузско-элландский"."""

from onrecord.find.context import Context
from onrecord.find.grammar.mentions import of_name
from onrecord.find.grammar.places import halves
from onrecord.find.meetings.occasions import TALKS, Occasion
from onrecord.language.doc import Doc
from onrecord.values import Mention

_DASHES = ("-", "–", "—")


def paired(doc: Doc, seen: Context, occasion: Occasion) -> list[Mention]:
    """The sides that stand joined right before or after an event; none where no more than one is known."""
    if occasion.kind not in (*TALKS, "summit"):
        return []
    near = range(max(occasion.first - 1, 0), min(occasion.token + 2, len(doc)))
    joined = [half for k in near if "-" in doc.form[k] for half, _ in halves(doc, k, seen.knowledge)]
    return joined or _dashed(doc, occasion.token + 1)


def _dashed(doc: Doc, first: int) -> list[Mention]:
    """Countries and bodies in a row from token `first` on, with dashes between: "Тарузия – Элландия – Велония"."""
    found: list[Mention] = []
    k = first
    while k < len(doc) and (name := doc.name_at(k)) and name.kind in ("LOC", "ORG") and name.first == k:
        found.append(of_name(doc, name))
        k = name.last + 1
        if name.last >= len(doc) or doc.form[name.last] not in _DASHES:
            break
    return found if len(found) > 1 else []
