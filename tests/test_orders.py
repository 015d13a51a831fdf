"""The corpus in twenty random orders, with kills and restarts between, comes out byte for byte the same."""

import os
import random
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from onrecord.knowledge import load
from onrecord.show import cli
from onrecord.store.base import Store
from onrecord.store.entry import Entry
from onrecord.store.write import digest_of, put
from onrecord.stories import join
from onrecord.values import LAYERS
from tests import corpus

ORDERS = 20
STATEMENTS = 4000  # to store the corpus and join it take more
EXPORTS = (("show",), *((layer,) for layer in LAYERS), ("actors",), ("articles",), ("stories",))

Export = Callable[[Path], dict[tuple[str, ...], str]]


@pytest.fixture
def export(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Export:
    """Everything that the program prints of a store, by the command."""

    def call(db: Path, *words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["onrecord", *words, "--db", str(db), "--format", "jsonl"])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert not ended.value.code
        return capsys.readouterr().out

    return lambda db: {words: call(db, *words) for words in EXPORTS}


def read_on(path: Path, entries: Sequence[Entry]) -> None:
    """What `onrecord read` does once pages are read: keep those that are not kept, each whole, and join."""
    with Store(path, make=True) as store:
        for entry in entries:
            with store.writing() as connection:
                if digest_of(connection, entry.key) is None:
                    put(connection, entry)
        join(store, load(corpus.KNOWLEDGE))


def killed(path: Path, entries: Sequence[Entry], at: int) -> bool:
    """Read on in a process of its own that is killed before a statement; whether it lived to be."""
    child = os.fork()
    if child == 0:
        left = [at]

        def count(*_: object) -> None:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", count)
        status = 1
        try:
            read_on(path, entries)
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert status == 0 or os.WTERMSIG(status) == signal.SIGKILL
    return status != 0


@pytest.fixture(scope="module")
def entries() -> tuple[Entry, ...]:
    return corpus.entries()


def test_the_order_of_reading_changes_nothing(tmp_path: Path, export: Export, entries: tuple[Entry, ...]) -> None:
    read_on(tmp_path / "first.db", entries)
    expected = export(tmp_path / "first.db")
    assert all(expected.values())
    kills = 0
    for number in range(ORDERS):
        chance = random.Random(number)
        order = chance.sample(entries, len(entries))
        path = tmp_path / f"{number}.db"
        for _ in range(number % 4):  # every fourth in one go
            kills += killed(path, order, chance.randrange(1, STATEMENTS))
        for some in (order[: chance.randrange(len(order))], order):  # a run on a part of the pages, one on all
            read_on(path, some)
        found = export(path)
        assert {words for words in expected if found[words] != expected[words]} == set(), f"order {number}"
    assert kills > ORDERS / 2
