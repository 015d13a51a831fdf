"""Pages -> store: read in a pool, written by one writer in the order of the sources."""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, nullcontext
from multiprocessing import get_context
from pathlib import Path

from onrecord.errors import OnrecordError, PageError
from onrecord.settings import Settings
from onrecord.show.digest import page_digest, program_digest
from onrecord.show.labels import FACTS_IN
from onrecord.show.reading import read_page
from onrecord.show.tally import Tally
from onrecord.store.base import Store
from onrecord.store.entry import Entry, entry, page_key
from onrecord.store.write import digest_of, put
from onrecord.values import Page

WINDOW = 8  # pages a process that are under way at once: enough to keep it busy, few enough for the memory

Outcome = Entry | PageError | None  # None: the page is stored already
Submit = Callable[[Page, str], Callable[[], Entry | PageError]]


def intake(pages: Iterable[Page | PageError], store: Store, chosen: Settings, tally: Tally) -> Iterator[Tally]:
    """Read pages into the store, counting in `tally`; yields it after each page, which is stored by then.

    Each page is a transaction of its own, so a killed run leaves whole records, and the next goes on from there.
    """
    program = program_digest(chosen.knowledge)
    with _readers(chosen.jobs, chosen.knowledge) as submit:
        window = WINDOW * chosen.jobs if chosen.jobs > 1 else 1
        for outcome in _outcomes(pages, store, (submit, window), program):
            _merge(outcome, store, tally)
            yield tally


def _merge(outcome: Outcome, store: Store, tally: Tally) -> None:
    if outcome is None:
        tally.unchanged += 1
    elif isinstance(outcome, PageError):
        tally.skipped.append(outcome)
    else:
        with store.writing() as connection:
            replaced = digest_of(connection, outcome.key) is not None
            put(connection, outcome)
        tally.replaced += replaced
        tally.new += not replaced
        language = str(outcome.columns["language"])
        if language not in FACTS_IN:
            tally.unread[language] += 1


def _outcomes(
    pages: Iterable[Page | PageError], store: Store, readers: tuple[Submit, int], program: str
) -> Iterator[Outcome]:
    """What each page came to, in the pages' order, with a window of pages under way."""
    submit, window = readers
    under_way: deque[Callable[[], Outcome]] = deque()
    for page in pages:
        under_way.append(_begin(page, store, submit, program))
        if len(under_way) >= window:
            yield under_way.popleft()()
    while under_way:
        yield under_way.popleft()()


def _begin(page: Page | PageError, store: Store, submit: Submit, program: str) -> Callable[[], Outcome]:
    if isinstance(page, PageError):
        return lambda: page
    digest = page_digest(page, program)
    with store.reading() as connection:
        known = digest_of(connection, page_key(page))
    return (lambda: None) if known == digest else submit(page, digest)


def _readers(jobs: int, knowledge: tuple[Path, ...]) -> AbstractContextManager[Submit]:
    return _in_pool(jobs, knowledge) if jobs > 1 else nullcontext(_in_place(knowledge))


def _in_place(knowledge: tuple[Path, ...]) -> Submit:
    return lambda page, digest: lambda: _answer(page, _read(page, digest, knowledge))


@contextmanager
def _in_pool(jobs: int, knowledge: tuple[Path, ...]) -> Iterator[Submit]:
    # spawn: a fork would copy the locks that the progress bar's thread holds at that moment
    pool = ProcessPoolExecutor(jobs, get_context("spawn"))
    try:
        yield lambda page, digest: _submitted(pool, page, digest, knowledge)
    finally:
        pool.shutdown(cancel_futures=True)


def _submitted(
    pool: ProcessPoolExecutor, page: Page, digest: str, knowledge: tuple[Path, ...]
) -> Callable[[], Entry | PageError]:
    """Hand a page to the pool. A process that it starts never hears Ctrl-C: ours answers for all."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is ignored stays so in a new process
    try:
        return _awaited(page, pool.submit(_read, page, digest, knowledge))
    finally:
        signal.signal(signal.SIGINT, before)


def _awaited(page: Page, future: "Future[Entry | str]") -> Callable[[], Entry | PageError]:
    def result() -> Entry | PageError:
        try:
            return _answer(page, future.result())
        except BrokenProcessPool as error:
            raise OnrecordError(
                f"{page.source}: a process died on this page or near it (out of memory?); what was read before is "
                "stored: run it again with --jobs 1 to see which page it is"
            ) from error

    return result


def _answer(page: Page, found: Entry | str) -> Entry | PageError:
    return PageError(page.source, found) if isinstance(found, str) else found


def _read(page: Page, digest: str, knowledge: tuple[Path, ...]) -> Entry | str:
    """A page's entry, or why it has none: words, for a PageError does not survive the way out of a process."""
    found = read_page(page, knowledge)
    return found.reason if isinstance(found, PageError) else entry(page, digest, found)
