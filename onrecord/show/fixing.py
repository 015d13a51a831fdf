"""The commands that correct: `onrecord fix ...`. Each adds an entry to the log and joins the store anew."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.show.guard import guarded, say, unless_none
from onrecord.show.options import ROWS, Db, Knowledge, taking
from onrecord.show.output import print_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.store.base import Store
    from onrecord.stories.corrections.values import Action, Correction

Parts = dict[str, Any]  # the fields that one kind of correction adds
app = typer.Typer(help="Correct what was found or joined wrong; all is logged and can be undone.", no_args_is_help=True)
COLUMNS = ("correction", "at", "by", "action", "what", "why", "in_force")
COMMON: dict[str, tuple[Any, Any]] = {
    "why": (Annotated[str, typer.Option(help="The reason, for the log.")], ""),
    "by": (Annotated[str | None, typer.Option(help="Who decides; else the user's name.")], None),
    "db": (Db, None),
    "knowledge": (Knowledge, None),
}
ActorName = Annotated[
    str, typer.Argument(metavar="ACTOR", help="An id of `onrecord actors`, a Wikidata id, or a name.")
]
Facts = Annotated[list[str], typer.Argument(metavar="FACT...", help="As the lists show it: 1f2e3d4c#/quotes/0.")]


@app.command()
@guarded
@taking(COMMON)
def merge(
    actor: ActorName,
    others: Annotated[list[str], typer.Argument(metavar="ACTOR...", help="Those who are the same.")],
    **given: Any,
) -> None:
    """Make one actor of several; the first gives its name."""
    from onrecord.stories.corrections.choose import address, identity_of

    def made(connection: "Connection") -> list[Parts]:
        known = [identity_of(connection, name) for name in (actor, *others)]
        return [{"actors": tuple(address(connection, identity) for identity in dict.fromkeys(known))}]

    _fix("merge", made, given)


@app.command()
@guarded
@taking(COMMON)
def split(
    actor: ActorName,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE_ID...", help="Where it is somebody else.")],
    **given: Any,
) -> None:
    """Make an actor of its own of those whom some articles mean."""
    from onrecord.stories.corrections.choose import addresses_in, identity_of

    _fix("split", lambda c: [{"actors": addresses_in(c, identity_of(c, actor), articles)}], given)


@app.command()
@guarded
@taking(COMMON)
def rename(actor: ActorName, name: Annotated[str, typer.Argument(help="The name to show.")], **given: Any) -> None:
    """Give an actor another name."""
    from onrecord.stories.corrections.choose import address, identity_of

    _fix("rename", lambda c: [{"actors": (address(c, identity_of(c, actor)),), "name": name}], given)


@app.command()
@guarded
@taking(COMMON)
def reject(facts: Facts, **given: Any) -> None:
    """Take facts out of every list: they are wrong."""
    _judge("reject", facts, given)


@app.command()
@guarded
@taking(COMMON)
def confirm(facts: Facts, **given: Any) -> None:
    """Mark facts as right."""
    _judge("confirm", facts, given)


@app.command()
@guarded
@taking(COMMON)
def undo(
    correction: Annotated[str | None, typer.Argument(help="Its id in the log; else the newest that holds.")] = None,
    **given: Any,
) -> None:
    """Take a correction back; an undo can be undone as well."""
    from onrecord.stories.corrections.choose import undone

    _fix("undo", lambda c: [{"of": undone(c, correction)}], given)


@app.command()
@guarded
@taking({"db": (Db, None)} | ROWS)
def log(**given: Any) -> None:
    """List every correction, the newest first."""
    from onrecord.show.opening import opened
    from onrecord.stories.corrections.choose import told
    from onrecord.stories.corrections.log import entries, taken_back

    with opened(given["db"]) as store, store.reading() as connection:
        known = entries(connection)
        undone = taken_back(known)
        rows = [_row(entry, told(entry), entry.id not in undone) for entry in reversed(known)]
        print_rows(unless_none(rows, "no corrections"), COLUMNS, given["form"], "corrections")


@app.command()
@guarded
def export(db: Db = None) -> None:
    """Print the log as lines of JSON, to be shared."""
    from onrecord.show.opening import opened
    from onrecord.stories.corrections.log import entries, lines

    with opened(db) as store, store.reading() as connection:
        for line in lines(entries(connection)):
            sys.stdout.write(line.decode())


@app.command("import")
@guarded
def import_(
    file: Annotated[Path, typer.Argument(help="What `onrecord fix export` printed; - for standard input.")],
    db: Db = None,
    knowledge: Knowledge = None,
) -> None:
    """Add the corrections of others to the log; those that it has already are passed over."""
    from onrecord.errors import OnrecordError
    from onrecord.show.opening import opened
    from onrecord.stories.corrections.log import append, parsed

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise OnrecordError(f"{file}: cannot be read: {error.strerror}") from error
    with opened(db) as store:
        with store.writing() as connection:
            added = append(connection, parsed(data, str(file)))
        _join(store, knowledge)
    say(f"onrecord: {added} corrections added")


def _judge(action: "Action", facts: list[str], given: dict[str, Any]) -> None:
    from onrecord.stories.corrections.choose import fact

    _fix(action, lambda c: [{"fact": fact(c, one)} for one in facts], given)


def _fix(action: "Action", made: "Callable[[Connection], list[Parts]]", given: dict[str, Any]) -> None:
    """Log corrections, apply them, and say what was done."""
    from onrecord.show.opening import opened
    from onrecord.stories.corrections.choose import told
    from onrecord.stories.corrections.log import append
    from onrecord.stories.corrections.values import Correction

    at, by = datetime.now(UTC).isoformat().replace("+00:00", "Z"), given["by"] or getuser()
    with opened(given["db"]) as store:
        with store.writing() as connection:
            new = [Correction(action=action, at=at, by=by, why=given["why"], **parts) for parts in made(connection)]
            append(connection, new)
        _join(store, given["knowledge"])
    for entry in new:
        say(f"onrecord: {action} {told(entry)}; to take it back: onrecord fix undo {entry.id}")


def _join(store: "Store", knowledge: list[Path] | None) -> None:
    from onrecord.knowledge import load
    from onrecord.settings import settings
    from onrecord.stories import join

    join(store, load(settings({"knowledge": knowledge}).knowledge))


def _row(entry: "Correction", what: str, held: bool) -> dict[str, Any]:
    told = {"at": entry.at, "by": entry.by, "action": entry.action, "what": what, "why": entry.why}
    return {"correction": entry.id, **told, "in_force": held}
