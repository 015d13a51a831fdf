"""How far a run has come: on standard error, and only where a person sits before it."""

import sys
from collections import deque
from collections.abc import Iterable

from onrecord.show.tally import Tally


def watched(quiet: bool) -> bool:
    """Whether a person sits before the run and wants to see how far it is."""
    return not quiet and sys.stderr.isatty()


def follow(tallies: Iterable[Tally], quiet: bool) -> None:
    """Run through the tallies, with a line on a terminal that says how far it is."""
    if not watched(quiet):
        deque(tallies, maxlen=0)
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("reading", total=None)
        for tally in tallies:
            progress.update(task, description=tally.said())
