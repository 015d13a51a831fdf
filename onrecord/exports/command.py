"""The command that writes exports: `onrecord export`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.exports import Format
from onrecord.show.guard import guarded, say, unless_none
from onrecord.show.opening import filters, none, opened
from onrecord.show.options import FILTERS, taking


@guarded
@taking(FILTERS)
def export(
    form: Annotated[Format, typer.Option("--format", help="What to write; docs/exports.md tells them apart.")],
    layer: Annotated[list[str] | None, typer.Option(help="Only facts of this layer; may be given again.")] = None,
    out: Annotated[Path | None, typer.Option(help="The file to write; else standard output.")] = None,
    **given: Any,
) -> None:
    """Write facts for other programs: tables, calendars, annotations, entities, events, a dossier."""
    from onrecord.exports import export as write
    from onrecord.exports import layers_of
    from onrecord.exports.found import facts_found

    layers = _chosen(layers_of(form), layer)
    with opened(given["db"]) as store, store.reading() as connection:
        found = facts_found(connection, layers, filters(given))
        left_out = write(unless_none(found, none("facts", given)), form, layers, out)
    if left_out:
        say(f"onrecord: {left_out} facts have no place in {form} and are not in it; docs/exports.md says which")


def _chosen(room: tuple[str, ...], asked: list[str] | None) -> tuple[str, ...]:
    """The layers asked for, or all that the format has room for."""
    for name in asked or ():
        if name not in room:
            raise typer.BadParameter(f"no layer {name!r} in this format; valid are {', '.join(room)}")
    return tuple(name for name in room if not asked or name in asked)
