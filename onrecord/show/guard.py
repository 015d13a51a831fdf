"""How every command ends: the exit codes, and messages on standard error."""

import functools
import os
import sys
from collections.abc import Callable, Iterable
from typing import ParamSpec

import typer

from onrecord.errors import DONE, INTERRUPTED, PARTIAL, OnrecordError, PageError
from onrecord.show.clean import line

P = ParamSpec("P")


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


def end(skipped: Iterable[PageError]) -> None:
    """End a run: list what it skipped and, if there was any, exit with the code that says so."""
    found = list(skipped)
    for error in found:
        say(f"skipped {error}")
    if found:
        say(f"onrecord: {len(found)} skipped, the rest is done")
        raise typer.Exit(PARTIAL)
