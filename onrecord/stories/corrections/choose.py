"""Choose: what people name on the command line, as addresses that a correction can hold."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, Row, Select, select

from onrecord.errors import Unknown, UsageError
from onrecord.store.tables import actors, articles, facts, identified
from onrecord.stories.actors.naming import identity_named
from onrecord.stories.corrections.log import entries, in_force, taken_back
from onrecord.stories.corrections.values import JUDGEMENTS, Action, Address, Correction, FactAddress

Line = Row[tuple[str, str, str, str, str]]


def address(connection: Connection, identity: str) -> Address:
    """An identity's address: the earliest article that it was seen in."""
    query = _addresses().where(identified.c.identity == identity)
    query = query.order_by(articles.c.instant, articles.c.key, actors.c.actor)
    return _address(connection.execute(query.limit(1)).one())


def to_merge(connection: Connection, given: Sequence[str]) -> tuple[Address, ...]:
    """The addresses of actors that are to become one; UsageError where they are one already, or one is no person."""
    identities_given = dict.fromkeys(identity_named(connection, name) for name in given)
    found = tuple(address(connection, identity) for identity in identities_given)
    if len(found) < 2:
        raise UsageError(f"{' and '.join(given)} are one already: {found[0].identity}", "one_already")
    if len({one.kind == "person" for one in found if one.kind != "unnamed"}) > 1:
        kinds = ", ".join(f"{one.identity} ({one.kind})" for one in found)
        raise UsageError(f"a person is no body and no place: {kinds} cannot become one", "person_and_thing")
    return found


def addresses_in(connection: Connection, identity: str, beginnings: Sequence[str]) -> tuple[Address, ...]:
    """The addresses of an identity in some articles, each told by the beginning of its id."""
    found: list[Address] = []
    for beginning in beginnings:
        query = _addresses().where(articles.c.article.startswith(beginning, autoescape=True))
        there = connection.execute(query.where(identified.c.identity == identity)).all()
        if not beginning or not there:
            nowhere = f"{identity} is in no article {beginning!r}; `onrecord articles --who` lists where it is"
            raise Unknown(nowhere, "not_in_article", value=beginning[:40])
        found += map(_address, there)
    return tuple(sorted(set(found)))


def fact(connection: Connection, given: str) -> FactAddress:
    """The address of a fact that is told as the lists do: "ARTICLE_ID#/quotes/0"; of the id its beginning will do."""
    article, _, rest = given.partition("#/")
    layer, _, number = rest.partition("/")
    query = select(facts.c.row, articles.c.article).join(articles).order_by(articles.c.article)
    query = query.where(articles.c.article.startswith(article, autoescape=True), facts.c.layer == layer)
    found = connection.execute(query.where(facts.c.number == number)).all() if article and number.isdigit() else []
    if len({row.article for row in found}) != 1:
        valid = "valid is what lists show: 1f2e3d4c#/quotes/0"
        raise Unknown(f"no fact {given!r} in the store, or more than one; {valid}", "no_fact")
    row = msgspec.json.decode(found[0].row)
    return FactAddress(found[0].article, layer, row["words"], tuple(row["offsets"]))


def to_judge(connection: Connection, action: Action, given: str) -> FactAddress:
    """The address of a fact to reject or to confirm; UsageError where that is done already."""
    found = fact(connection, given)
    last = judgement_of(connection, found)
    if last and last.action == action:
        done = f"{given} is {JUDGEMENTS[action]} already, by correction {last.id} of {last.by}"
        known = {"correction": last.id, "by": last.by[:40]}
        raise UsageError(f"{done}; to take that back: onrecord fix undo {last.id}", f"already_{action}", **known)
    return found


def judgement_of(connection: Connection, found: FactAddress) -> Correction | None:
    """The correction that says what people hold of a fact now."""
    return next((entry for entry in reversed(in_force(entries(connection))) if entry.fact == found), None)


def undone(connection: Connection, beginning: str | None) -> str:
    """The entry to take back: the one whose id begins so, else the newest that holds."""
    log = entries(connection)
    fits = {entry.id for entry in log if beginning and entry.id.startswith(beginning)}
    held = in_force(log)
    newest = {held[-1].id} if held and beginning is None else set()
    if len(fits | newest) != 1:
        listed = f"no correction {beginning!r}, or more than one; `onrecord fix log` lists them"
        raise Unknown(listed if beginning else "no correction is in force", "no_correction")
    found = (fits | newest).pop()
    if found in taken_back(log):
        raise UsageError(f"correction {found} is taken back already; `onrecord fix log` lists what holds", "undone")
    return found


def _addresses() -> "Select[tuple[str, str, str, str, str]]":
    query = select(identified.c.identity, actors.c.kind, actors.c.name, articles.c.article, actors.c.block)
    return query.join_from(identified, actors).join(articles)


def _address(row: Line) -> Address:
    return Address(row.identity, row.kind, row.name, row.article, row.block)


def told(entry: Correction) -> str:
    """What an entry is about, in a line."""
    if entry.fact:
        return f"{entry.fact.article}#/{entry.fact.layer} «{entry.fact.words}»"
    known = [address.identity for address in entry.actors]
    match entry.action:
        case "merge":
            return f"{known[0]} ← {', '.join(known[1:])}"
        case "split":
            return f"{known[0]}: {', '.join(sorted({address.article for address in entry.actors}))}"
        case "rename":
            return f"{known[0]} → {entry.name}"
    return entry.of or ""
