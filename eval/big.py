"""Big: a store of 200,000 generated articles and a million facts, joined and searchable, as the program would leave it.

`python -m eval.big FILE [ARTICLES]` makes one. The records are told by `eval.telling` and made into rows by the store's
own code, in two processes, and put in by hand, which is some ten times faster than one transaction a page. What joining
finds is known beforehand, so it is put in as well; signatures, which only joining needs, are not made.
"""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from itertools import chain, groupby
from pathlib import Path
from sqlite3 import Connection
from time import perf_counter

import msgspec
from msgspec import Struct

from eval.generating import Row, emptied, insert_all
from eval.telling import STATES, Teller, Telling
from onrecord.knowledge import Knowledge, load
from onrecord.store.base import Store
from onrecord.store.entry import Entry, unsigned
from onrecord.store.lemmas import indexed
from onrecord.store.names import person_name, slug
from onrecord.store.roster import call
from onrecord.store.sights import Sight
from onrecord.store.tables import ROSTER
from onrecord.stories.actors.posts import post_of
from onrecord.stories.program import made_with

ARTICLES, CHUNK = 200_000, 1000
ROOM = 64  # ids of actors, and of facts, that an article takes
REGION = Path(__file__).parents[1] / "examples" / "knowledge"  # whose states the generated articles are about


class Chunk(Struct):
    """Some articles as rows by table; `cast` holds identities by id, with kind, name and country."""

    rows: dict[str, list[Row]]
    cast: dict[str, tuple[str, str, str | None]]


def main(path: str, articles: int = ARTICLES) -> int:
    """Make the store and tell how long it took."""
    started = perf_counter()
    facts = fill(Path(path), articles)
    size = Path(path).stat().st_size / 1e6
    print(
        f"{articles:,} articles, {facts:,} facts made in {perf_counter() - started:.0f} s, {size:,.0f} MB", flush=True
    )
    return 0


def fill(path: Path, articles: int, processes: int = 2) -> int:
    """Make a store of so many articles (a multiple of CHUNK, or fewer); answers the number of its facts."""
    cast: dict[str, tuple[str, str, str | None]] = {}
    raw, facts = emptied(path), 0
    with ProcessPoolExecutor(processes) as pool:
        for packed in pool.map(_packed, range(0, articles, CHUNK), [min(CHUNK, articles)] * -(-articles // CHUNK)):
            chunk = msgspec.msgpack.decode(packed, type=Chunk)
            for table, rows in chunk.rows.items():
                insert_all(raw, table, rows)
            raw.commit()
            cast |= chunk.cast
            facts += len(chunk.rows["facts"])
    _identities(raw, cast)
    raw.close()
    with Store(path) as store:
        with store.writing() as connection:
            call(connection)
        store.tidy()
    return facts


def _packed(first: int, count: int) -> bytes:
    return msgspec.msgpack.encode(chunk_of(first, count))


def chunk_of(first: int, count: int) -> Chunk:
    """The articles from a number on, as rows."""
    made, roots = Chunk({}, {}), dict[int, str]()
    for number, telling in enumerate(Teller(first // CHUNK).tell(first, count), first):
        entry = unsigned(str(telling.record.article.url), "", telling.record)
        parts = (_article(number, entry), _actors(number, entry, made), _facts(number, entry), _posts(number, entry))
        for table, row in chain(*parts, _told(number, telling, roots)):
            made.rows.setdefault(table, []).append(row)
    made.rows["stories"] = list(_stories(made.rows))
    return made


def _article(number: int, entry: Entry) -> Iterator[tuple[str, Row]]:
    yield "articles", {"id": number + 1, **entry.columns, "first_seen": "2031-01-01T00:00:00+00:00"}
    yield "records", {"article": number + 1, "record": entry.record}
    yield "articles_fts", {"rowid": number + 1, "title": entry.title, "text": entry.text}


def _actors(number: int, entry: Entry, made: Chunk) -> Iterator[tuple[str, Row]]:
    for place, actor in enumerate(entry.actors):
        row = msgspec.structs.asdict(actor)
        id, lemmas = number * ROOM + place + 1, row.pop("lemmas")
        yield "actors", {"id": id, "article": number + 1, **row}
        yield "actors_fts", {"rowid": id, "lemmas": lemmas}
        if actor.block:
            identity = _identity(actor.kind, actor.name)
            made.cast[identity] = (actor.kind, actor.name, actor.country)
            told = {"decided": identity, "identity": identity, "instant": entry.columns["instant"]}
            yield "identified", {"actor": id, **told}


def _facts(number: int, entry: Entry) -> Iterator[tuple[str, Row]]:
    ids = {actor.actor: number * ROOM + place + 1 for place, actor in enumerate(entry.actors)}
    for place, fact in enumerate(entry.facts):
        id = number * ROOM + place + 1
        yield "facts", {"id": id, "article": number + 1, "layer": fact.layer, "number": fact.number, "row": fact.row}
        yield "facts_fts", {"rowid": id, "lemmas": fact.lemmas}
        if fact.grams:
            yield "said_fts", {"rowid": id, "grams": fact.grams}
        if fact.days:
            days = {"first_day": fact.days[0], "last_day": fact.days[1]}
            yield "dated", {"fact": id, "layer": fact.layer, **days}
        for actor in fact.actors:
            yield "parties", {"actor": ids[actor], "fact": id}


def _posts(number: int, entry: Entry) -> Iterator[tuple[str, Row]]:
    """The posts that the article gives."""
    facts = {fact.number: place for place, fact in enumerate(entry.facts) if fact.layer == "offices"}
    day = entry.columns["first_day"]
    for place, actor in enumerate(entry.actors):
        for held in msgspec.json.decode(actor.sight, type=Sight).posts:
            post = post_of(held, str(day), _known())
            told = {"role": post.role, "side": post.side, "status": post.status, "day": day}
            yield "posts", {"actor": number * ROOM + place + 1, "fact": number * ROOM + facts[held.number] + 1, **told}


def _told(number: int, telling: Telling, roots: dict[int, str]) -> Iterator[tuple[str, Row]]:
    """An article's place in its story; those that repeat no other are the outlet's own."""
    repeats = telling.repeats
    roots[number] = str(telling.record.article.url) if repeats is None else roots[repeats]
    where = {"article": number + 1, "story": f"{telling.story:010x}", "number": number - telling.story}
    taken: Row = {"how": "own", "parent": None, "kept": None, "copied": None}
    if repeats is not None:
        taken = {"how": "reprint", "parent": repeats + 1, "kept": 1.0, "copied": 1.0}
    yield "tellings", {**where, **taken, "credited": None, "root": roots[number]}


def _stories(made: dict[str, list[Row]]) -> Iterator[Row]:
    """The stories of a chunk: no other chunk has articles of them."""
    articles = {row["id"]: row for row in made["articles"]}
    for story, group in groupby(made["tellings"], key=lambda row: row["story"]):
        tellings = list(group)
        told = [articles[row["article"]] for row in tellings]
        yield {
            **{"story": story, "title": told[0]["title"], "language": "ru", "begun": told[0]["instant"]},
            **{"first_day": told[0]["first_day"], "last_day": told[-1]["last_day"], "articles": len(told)},
            **{"outlets": len({row["outlet"] for row in told})},
            **{"independent": len({row["root"] for row in tellings})},
        }


def _identities(raw: Connection, cast: dict[str, tuple[str, str, str | None]]) -> None:
    rows: list[Row] = [
        {
            **{"id": number, "identity": identity, "kind": kind, "name": name, "country": country},
            "names": msgspec.json.encode([name]),
        }
        for number, (identity, (kind, name, country)) in enumerate(sorted(cast.items()), 1)
    ]
    insert_all(raw, "identities", rows)
    insert_all(raw, "identities_fts", [{"rowid": row["id"], "lemmas": indexed(row["name"], "ru")} for row in rows])
    insert_all(raw, "made_with", [{"what": "actors", "digest": made_with(_known())}, {"what": ROSTER, "digest": ""}])
    raw.commit()


@lru_cache(maxsize=100_000)
def _identity(kind: str, name: str) -> str:
    if kind == "person":
        found = person_name(name)
        return "person:" + slug(f"{found.surname} {found.given}")
    states = {row["ru"]: iso for iso, row in _known().countries.items()}
    return f"country:{states[name]}" if name in STATES else f"{kind}:{slug(name)}"


@lru_cache(maxsize=1)
def _known() -> Knowledge:
    return load((REGION,))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
