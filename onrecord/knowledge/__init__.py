"""What is known before an article is read: countries, cities, bodies and their members, posts, holders, outlets."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from onrecord.errors import OnrecordError
from onrecord.knowledge.tables import Row, rows, rows_of_file, several

TABLES = ("countries", "cities", "bodies", "members", "offices", "holders", "outlets", "points")
ADDED = "table"  # in a row of a user's table: which of them it is, counted from 1
EntityKind = Literal["country", "capital", "city", "body", "outlet", "person"]


class Entity(Struct, frozen=True, kw_only=True):
    """Something with a name. `id` is unique: "country:KZ", "body:csto", "outlet:akorda.kz", "person:berg-anna"."""

    id: str
    kind: EntityKind
    name: str  # canonical, Russian
    names: tuple[str, ...]  # every name in any language
    wikidata: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    type: str = ""  # a body's or an outlet's kind


def _within(since: str, until: str, date: str) -> bool:
    """Whether an ISO date lies between two EDTF dates; a month or a year counts whole, "" is open."""
    return date[: len(since)] >= since and (not until or date[: len(until)] <= until)


class Term(Struct, frozen=True, kw_only=True):
    """A person's term in a post, of the package's own table ("") or of one that a user adds.

    `since` and `until` are EDTF dates, "" where unknown or still running.
    """

    person: str
    role: str
    title: str
    country: str | None
    body: str | None
    since: str
    until: str
    table: str = ""

    def on(self, date: str) -> bool:
        """Whether the term holds on an ISO date."""
        return _within(self.since, self.until, date)


class Member(Struct, frozen=True):
    """A country's membership of a body."""

    country: str
    since: str
    until: str

    def on(self, date: str) -> bool:
        """Whether the country is a member on an ISO date."""
        return _within(self.since, self.until, date)


class Knowledge:
    """The tables, read once and indexed by what the path asks for."""

    def __init__(self, tables: dict[str, list[Row]]) -> None:
        self.tables = tables
        self.countries = {row["iso2"]: row for row in tables["countries"]}
        self.bodies = {row["id"]: row for row in tables["bodies"]}
        self.points = {row["country"]: _point(row) for row in tables["points"]}  # latitude and longitude
        self.entities: dict[str, Entity] = {entity.id: entity for entity in _entities(tables)}
        self.terms: dict[tuple[str, str], list[Term]] = {}
        for term in map(_term, tables["holders"]):
            self.terms.setdefault((term.country or term.body or "", term.role), []).append(term)
        self.terms_of: dict[str, list[Term]] = {}
        for term in (t for terms in self.terms.values() for t in terms):
            self.terms_of.setdefault(term.person, []).append(term)
        self._members: dict[str, list[Member]] = {}
        for row in tables["members"]:
            self._members.setdefault(row["body"], []).append(Member(row["member"], row["since"], row["until"]))

    def members(self, body: str, date: str) -> tuple[str, ...]:
        """Countries that belong to a body on an ISO date; an organ without members of its own has its parent's."""
        while body in self.bodies and body not in self._members:
            body = self.bodies[body]["parent"]
        return tuple(sorted({m.country for m in self._members.get(body, ()) if m.on(date)}))

    def holder(self, of: str, role: str, date: str) -> Term | None:
        """Who held a role of a country (iso2) or a body (id) on an ISO date; None unless exactly one is known."""
        found = [term for term in self.terms.get((of, role), ()) if term.on(date)]
        people = {term.person for term in found}
        if len(people) > 1:  # two terms meet on a day of change: the later one, if it began before that day
            latest = max(found, key=lambda term: term.since)
            return latest if latest.since < date else None
        return found[0] if found else None


def _point(row: Row) -> tuple[float, float]:
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
    except ValueError as error:
        raise OnrecordError(f"points.tsv, {row['country']}: {error}; valid are degrees such as 51.2 and -3") from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise OnrecordError(f"points.tsv, {row['country']}: {latitude} {longitude} is nowhere on Earth")
    return latitude, longitude


def _term(row: Row) -> Term:
    return Term(
        person="person:" + row["person"],
        role=row["office"],
        title=row["title"],
        country=row["country"] or None,
        body=row["body"] or None,
        since=row["since"],
        until=row["until"],
        table=row.get(ADDED, ""),
    )


def _entity(id: str, kind: EntityKind, row: Row, columns: Iterable[str], **more: str | None) -> Entity:
    names = [name for column in columns for name in several(row.get(column, ""))]
    return Entity(
        id=id,
        kind=kind,
        name=names[0] if names else id,
        names=tuple(dict.fromkeys(names)),
        wikidata=row.get("wikidata") or None,
        country=more.get("country"),
        type=more.get("type") or "",
    )


_COUNTRY = ("ru", "ru_other", "kk", "kk_other", "en", "en_other")
_CAPITAL = ("capital_ru", "capital_other", "capital_kk", "capital_en")
_BODY = ("ru", "ru_other", "abbr", "kk", "kk_other", "en", "en_other")


def _entities(tables: dict[str, list[Row]]) -> Iterator[Entity]:
    for row in tables["countries"]:
        iso = row["iso2"]
        yield _entity(f"country:{iso}", "country", row, _COUNTRY, country=iso)
        if row["capital_ru"]:
            capital = {key: value for key, value in row.items() if key != "wikidata"}
            yield _entity(f"capital:{iso}", "capital", capital, _CAPITAL, country=iso)
    for row in tables["cities"]:
        yield _entity(f"city:{row['ru']}", "city", row, ("ru", "ru_other", "kk", "en"), country=row["country"] or None)
    for row in tables["bodies"]:
        yield _entity(f"body:{row['id']}", "body", row, _BODY, country=row["country"] or None, type=row["kind"])
    for row in tables["outlets"]:
        of = {"country": row["country"] or None, "type": row["kind"]}
        yield _entity(f"outlet:{row['domain']}", "outlet", row, ("ru", "ru_other", "en"), **of)
    people: dict[str, Row] = {}
    for row in tables["holders"]:
        people.setdefault(row["person"], row)
    for key, row in people.items():
        yield _entity(f"person:{key}", "person", row, ("ru", "ru_other", "kk", "en"), country=row["country"] or None)


@cache
def load(extra: tuple[Path, ...] = ()) -> Knowledge:
    """The package's tables with a user's own on top: files named after a table, or folders of such files."""
    tables = {name: list(rows(name)) for name in TABLES}
    files = [file for path in extra for file in (sorted(path.glob("*.tsv")) if path.is_dir() else [path])]
    for number, file in enumerate(files, 1):
        if file.stem not in TABLES:
            raise OnrecordError(f"{file}: no table of that name; a table is one of {', '.join(TABLES)}")
        tables[file.stem] += [row | {ADDED: str(number)} for row in rows_of_file(file)]
    return Knowledge(tables)
