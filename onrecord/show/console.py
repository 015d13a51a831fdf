"""Where text goes: a console as wide as the terminal allows, 120 columns at most."""

import shutil
import sys
from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.text import Text

from onrecord.show.clean import line

WIDEST = 120
UNBROKEN = "\ue000"  # a blank at which no line ends, until it is printed: rich folds lines at U+00A0 too
PIPED = 100  # columns where there is no terminal to ask


def console() -> Console:
    """A console on standard output that obeys no markup and paints no numbers; NO_COLOR is honoured by rich."""
    width = min(WIDEST, shutil.get_terminal_size((PIPED, 24)).columns)
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def address(source: str, indent: int = 0) -> Text:
    """A URL or a path on a line of its own, never folded, so that it can be clicked and copied whole."""
    return Text(" " * indent + line(source), "dim", no_wrap=True, overflow="ignore")


def show(parts: Iterable[RenderableType], on: Console) -> None:
    """Print, without the blanks that fill lines up to the width."""
    with on.capture() as captured:
        on.print(Group(*parts), crop=False)  # a group: printed alone, a text loses its no_wrap
    for printed in captured.get().splitlines():
        on.file.write(printed.rstrip().replace(UNBROKEN, "\u00a0") + "\n")
