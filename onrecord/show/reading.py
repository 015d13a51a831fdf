"""One page to its checked record, whatever is in the page."""

from functools import cache
from pathlib import Path

from onrecord import path
from onrecord.errors import PageError
from onrecord.knowledge import Knowledge, load
from onrecord.record import check
from onrecord.values import Page, Record


def read_page(page: Page, knowledge: tuple[Path, ...]) -> Record | PageError:
    """The page's record, or the error that says why it has none; a bad table or installation is raised."""
    known = _known(knowledge)
    try:
        return check(path.record_page(page, known))
    except PageError as error:
        return error
    except ImportError:  # the installation is broken, not the page
        raise
    except Exception as error:  # one page must not end a run of a million: it is listed as skipped
        return PageError(page.source, f"the reader failed on it ({type(error).__name__}: {error})")


@cache
def _known(knowledge: tuple[Path, ...]) -> Knowledge:
    """This process's tables: loaded once, used for every page."""
    return load(knowledge)
