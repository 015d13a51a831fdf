"""Workplace: the organisation that a preposition leads to: "из «Рассвета»", "в крупнейшей компании «Рассвет»"."""

from onrecord.find.grammar.marks import OPENING
from onrecord.find.grammar.mentions import mention_of, of_name
from onrecord.find.offices.meant import names_any
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed

_REACH = 7  # tokens from a preposition to the organisation's name


def led_to(doc: Doc, i: int) -> Mention | None:
    """The organisation named in the phrase that the preposition at token `i` opens."""
    for k in range(i + 1, min(doc.sents[doc.sent[i]][1], i + _REACH)):
        name = doc.name_at(k)
        if name:
            return of_name(doc, name) if name.kind == "ORG" else None
        if doc.pos[k] not in ("ADJ", "DET", "NOUN") and doc.form[k] not in OPENING:
            return None
        if doc.pos[k] == "NOUN":
            return _told_by(doc, k) if doc.lemma[k] in listed("seats", "body", "unit") else None
    return None


def _told_by(doc: Doc, noun: int) -> Mention | None:
    """The organisation that a common noun introduces by its name, or tells with somebody's: "университете Лурии"."""
    k = noun + 1
    name = doc.name_at(k + (doc.form[k] in OPENING)) if k + 1 < len(doc) else None
    if name and name.kind == "ORG" and name.first in (k, k + 1):
        return of_name(doc, name)
    mention = mention_of(doc, noun)
    return mention if mention and names_any(doc, mention) else None
