"""The two fates of an error: skip this page and go on, or stop the run."""

DONE, FAILED, USAGE, PARTIAL, OTHER_VERSION, INTERRUPTED = 0, 1, 2, 3, 5, 130


class OnrecordError(Exception):
    """A message for people that names the source, the place, and what would have been valid.

    Who shows it elsewhere than on a command line has words of its own for it by `key`, which `values` fill in.
    """

    exit_code = FAILED

    def __init__(self, message: str = "", key: str = "", **values: object) -> None:
        super().__init__(message)
        self.key, self.values = key, values


class UsageError(OnrecordError):
    """What was asked for cannot be looked for, or nothing, or more than one thing, goes by the name or id given."""

    exit_code = USAGE


class Unknown(UsageError):
    """Nothing goes by the name or id that was given."""


class NothingFound(OnrecordError):
    """What was asked for goes by a name that is known, and there is nothing of it."""


class PageError(OnrecordError):
    """This page cannot be read; the run goes on and lists it at the end."""

    exit_code = PARTIAL

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class StoreVersionError(OnrecordError):
    """The store was written by another version of Onrecord."""

    exit_code = OTHER_VERSION


class StoreFailure(OnrecordError):
    """The database cannot do what it is asked for: it is busy, damaged, or its disk is full."""
