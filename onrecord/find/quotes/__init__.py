"""Quotes: who said or wrote what, in direct and in indirect speech."""

from msgspec import structs

from onrecord.find.context import Context
from onrecord.find.grammar.outlets import is_outlet
from onrecord.find.quotes.direct import direct
from onrecord.find.quotes.indirect import indirect
from onrecord.language.doc import Doc
from onrecord.values import Mention, Quote

NEEDS: tuple[str, ...] = ()


def find(doc: Doc, seen: Context) -> list[Quote[Mention]]:
    """Quotes in text order; an outlet that tells its own news is a relay and no quote."""
    reported = indirect(doc, seen)
    whole = {q.content for q in reported if q.kind == "direct"}
    inside = [span for q in reported for span in q.content]
    found = [
        q
        for q in direct(doc, seen)
        if q.content not in whole and not (q.rule == "own_words" and any(span.covers(q.content[0]) for span in inside))
    ]
    taken = {q.content for q in found}
    found += [q for q in reported if q.content not in taken]
    found = [q for q in found if q.speaker is None or not is_outlet(doc, q.speaker, seen.knowledge)]
    return _with_issuers(doc, sorted(found, key=lambda q: (q.content[0], q.cue or q.content[0])))


def _with_issuers(doc: Doc, quotes: list[Quote[Mention]]) -> list[Quote[Mention]]:
    """ "В заявлении также говорится": a document without an owner is of the body that was quoted before it."""
    done: list[Quote[Mention]] = []
    for quote in quotes:
        if quote.speaker is None and quote.mention is not None:
            bodies = [q.speaker for q in done if q.speaker and not _somebody(doc, q.speaker)]
            quote = structs.replace(quote, speaker=bodies[-1] if bodies else None)
        done.append(quote)
    return done


def _somebody(doc: Doc, speaker: Mention) -> bool:
    """Whether a speaker is a person and no body that issues documents."""
    name = doc.name_at(speaker.head)
    return name.kind == "PER" if name else speaker.how == "pronoun" or doc.feat(speaker.head, "Animacy") == "Anim"
