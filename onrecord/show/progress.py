"""How far a run has come: on standard error, and only where a person sits before it."""

import sys
from collections import deque
from collections.abc import Iterable

from onrecord.show.intake import Tally


def follow(tallies: Iterable[Tally], quiet: bool) -> None:
    """Run through the tallies, with a line on a terminal that says how far it is."""
    if quiet or not sys.stderr.isatty():
        deque(tallies, maxlen=0)
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("reading", total=None)
        for tally in tallies:
            progress.update(task, description=_said(tally))


def _said(tally: Tally) -> str:
    return f"{tally.stored} stored, {tally.unchanged} unchanged, {len(tally.skipped)} skipped"
