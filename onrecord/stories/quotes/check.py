"""Check: where words were said in the store, and how each outlet has them."""

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, select

from onrecord.errors import UsageError
from onrecord.store.lemmas import asked as looked_up
from onrecord.store.narrowing import called
from onrecord.store.said import grams, near
from onrecord.store.tables import actors, articles, facts, identified, judged, parties, tellings
from onrecord.stories.quotes.align import Text, text_of
from onrecord.stories.quotes.verdict import (
    ALIKE,
    By,
    Compared,
    Source,
    Verdict,
    compared,
    first_source,
    in_part,
    may_be_alike,
    settled,
)

Row = dict[str, Any]
_QUOTES = facts.c.id.in_(bindparam("quotes", expanding=True))
_PLACES = (
    select(facts.c.id, facts.c.row, articles.c.key, articles.c.instant, tellings.c.root, judged.c.judgement)
    .join_from(facts, articles)
    .outerjoin(tellings, tellings.c.article == articles.c.id)
    .outerjoin(judged, judged.c.fact == facts.c.id)
    .where(_QUOTES, judged.c.judgement.is_distinct_from("rejected"))
)
_PEOPLE = (
    select(facts.c.id, actors.c.name, identified.c.identity)
    .join_from(facts, parties, parties.c.fact == facts.c.id)
    .join(actors, actors.c.id == parties.c.actor)
    .join(identified, identified.c.actor == actors.c.id)
    .where(_QUOTES)
    .order_by(facts.c.id, actors.c.actor)
)
MOST = 500  # words that are checked at once
SHOWN = 80  # characters of words that cannot be, in the error
LONGEST = 300  # characters of a name
AT_ONCE = 5000  # ids in one statement


class Place(Struct, frozen=True, kw_only=True):
    """A source with the row of the quote that it is, and the root of its article's chain."""

    source: Source
    row: Row
    root: str


class Answer(Struct, frozen=True, kw_only=True):
    """What became of words that were checked; `places` by time, one an article."""

    words: str
    by: str | None
    verdict: Verdict
    first: Place | None
    places: tuple[Place, ...]
    stranger: bool  # nobody in the store is called so who is asked about

    @property
    def independent(self) -> int:
        """The number of independent sources: reprints and relays of one root count once."""
        return len({place.root for place in self.places})


def checkable(words: str, by: str | None = None) -> None:
    """UsageError, saying what would be valid, where words cannot be checked, or `by` is no name."""
    said = len(text_of(words).spans)
    if said > MOST or not grams(words):
        wrong = f"{words[:SHOWN]!r} cannot be checked: give two words at least and {MOST} at most"
        raise UsageError(wrong, "uncheckable", most=MOST)
    if by is not None:
        looked_up(by)
        if len(by) > LONGEST:
            raise UsageError(f"{by[:SHOWN]!r} is no name: it has {len(by)} characters, valid are {LONGEST} at most")


def check(connection: Connection, words: str, by: str | None = None) -> Answer:
    """Where words (of `by`, in any form of the name) were said; UsageError as `checkable` has it."""
    checkable(words, by)
    asked = text_of(words)
    whom = By(by, frozenset(connection.scalars(called(by)))) if by else None
    places = tuple(_one_an_article(_places(connection, asked)))
    first = first_source([place.source for place in places], whom)
    of_first = next((place for place in places if place.source is first), None)
    known = whom is None or whom.identities or any(whom.spoke(place.source) for place in places)
    verdict = settled(first, whom)
    return Answer(words=words, by=by, verdict=verdict, first=of_first, places=places, stranger=not known)


def _places(connection: Connection, asked: Text) -> Iterator[Place]:
    """The quotes that have the words, or words much like them, but for those that people rejected."""
    known: dict[str, Compared | None] = {}  # a million quotes are reprinted: each wording is compared once
    ids = near(connection, asked.text)
    for start in range(0, len(ids), AT_ONCE):
        some = {"quotes": ids[start : start + AT_ONCE]}
        people = {(fact, name): identity for fact, name, identity in connection.execute(_PEOPLE, some)}
        for found in connection.execute(_PLACES, some):
            row = msgspec.json.decode(found.row) | {"judgement": found.judgement}
            said, speaker = row["words"], row["speaker"]
            how = known[said] if said in known else known.setdefault(said, _compared(asked, said))
            if how is not None:
                wording, alike, pairs = how
                about = {"key": found.key, "instant": found.instant, "kind": row["kind"], "speaker": speaker}
                about |= {"identity": people.get((found.id, speaker)), "words": said}
                source = Source(**about, alike=alike, wording=wording, pairs=pairs)
                yield Place(source=source, row=row, root=found.root or found.key)


def _compared(asked: Text, words: str) -> Compared | None:
    """How the words relate to those said; None where they are others."""
    said = text_of(words)
    if not may_be_alike(asked, said):
        return None
    how = compared(asked, said)
    return how if how[1] >= ALIKE else in_part(asked, said)


def _one_an_article(places: Iterator[Place]) -> list[Place]:
    """The place in each article that has the words best, the earliest article first."""
    best: dict[str, Place] = {}
    for place in sorted(places, key=_rank):
        best.setdefault(place.source.key, place)
    return sorted(best.values(), key=lambda place: place.source.order)


def _rank(place: Place) -> tuple[float, bool, int]:
    """The most alike first, direct before retold, then in the order of the text."""
    return -place.source.alike, place.source.kind != "direct", int(place.row["fact"].rpartition("/")[2])
