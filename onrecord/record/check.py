"""The record's own consistency: spans inside the text, the digest right, every id known."""

from collections.abc import Iterator
from hashlib import sha256

from msgspec import Struct

from onrecord.errors import OnrecordError
from onrecord.record.parties import facts, parties
from onrecord.span import Span
from onrecord.values import SCHEMA, Part, Quote, Record, Seen


def check(record: Record) -> Record:
    """The same record; OnrecordError says which part of it is wrong and what stands there."""
    for problem in _problems(record):
        raise OnrecordError(f"{record.article.source}: the record is not consistent: {problem}")
    return record


def _problems(record: Record) -> Iterator[str]:
    yield from _wrong_text(record)
    yield from _wrong_spans(record)
    yield from _wrong_ids(record)


def _wrong_text(record: Record) -> Iterator[str]:
    if record.schema != SCHEMA:
        yield f"schema is {record.schema!r}, not {SCHEMA!r}"
    digest = sha256(record.article.text.encode()).hexdigest()
    if record.article.sha256 != digest:
        yield f"article.sha256 is {record.article.sha256}, but the text's is {digest}"


def _wrong_spans(record: Record) -> Iterator[str]:
    size = len(record.article.text)
    for path, start, end in _spans(record, ""):
        if not 0 <= start < end <= size:
            yield f"{path} is {start}..{end}, not a stretch of a text of {size} characters"
    for layer, number, fact in facts(record):
        if not fact.evidence:
            yield f"{layer}[{number}].evidence is empty"


def _spans(value: object, path: str) -> Iterator[tuple[str, int, int]]:
    """Every span below a value, each with its path there ("quotes[0].content[1]")."""
    if isinstance(value, Span | Seen | Part):
        yield path, value.start, value.end
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _spans(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _spans(item, f"{path}[{number}]")


def _wrong_ids(record: Record) -> Iterator[str]:
    actors = [actor.id for actor in record.actors]
    meetings = [meeting.id for meeting in record.meetings]
    yield from _twice("actors", actors)
    yield from _twice("meetings", meetings)
    for author in record.article.authors:
        if author not in actors:
            yield f"article.authors names {author!r}, which is none of the actors"
    for layer, number, fact in facts(record):
        for name, actor in parties(layer, fact):
            if actor not in actors:
                yield f"{layer}[{number}].{name} names {actor!r}, which is none of the actors"
        if isinstance(fact, Quote) and fact.occasion is not None and fact.occasion not in meetings:
            yield f"{layer}[{number}].occasion names {fact.occasion!r}, which is none of the meetings"


def _twice(name: str, ids: list[str]) -> Iterator[str]:
    if len(set(ids)) < len(ids):
        yield f"{name} have one id twice among {', '.join(map(repr, ids))}"
