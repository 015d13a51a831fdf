"""How every command ends: the exit codes, and messages on standard error."""

import functools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import ParamSpec, TypeVar

import typer

from onrecord.errors import DONE, FAILED, INTERRUPTED, PARTIAL, OnrecordError
from onrecord.show.clean import line
from onrecord.show.labels import only_russian
from onrecord.show.tally import Tally

P = ParamSpec("P")
T = TypeVar("T")


def say(message: str) -> None:
    """A line on standard error."""
    print(line(message), file=sys.stderr)


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """The command, its errors told in a line and turned into the exit codes of `onrecord.errors`."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except OnrecordError as error:
            say(f"onrecord: {error}")
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as error:
            say("onrecord: interrupted; what was stored is whole, and the same command goes on from there")
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:  # whoever read our output has had enough of it
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(DONE) from error

    return run


def unless_none(found: Iterable[T], message: str) -> Iterator[T]:
    """What was found, as it comes; the message where there is nothing."""
    none = True
    for one in found:
        none = False
        yield one
    if none:
        say(f"onrecord: {message}")


def end(tally: Tally, numbers: bool = False) -> None:
    """End a run: tell what it skipped, and its numbers if asked for; exit with the code that says how it went."""
    for error in tally.skipped:
        say(f"skipped {error}")
    if tally.unread:
        say(f"onrecord: {only_russian(tally.unread)}")
    if numbers:
        say(f"onrecord: {tally.said()}")
    elif tally.skipped:
        rest = "the rest is done" if tally.done else "nothing could be read"
        say(f"onrecord: {len(tally.skipped)} skipped, {rest}")
    if tally.skipped:
        raise typer.Exit(PARTIAL if tally.done else FAILED)
