"""The stores that are exported, and the command that does it."""

import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.show import cli
from onrecord.store.base import Store
from onrecord.store.entry import entry
from onrecord.store.write import put
from tests import corpus
from tests.exports import HOSTILE, Call, Export
from tests.sample import page, record, said


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus, joined."""
    path = tmp_path_factory.mktemp("exports") / "corpus.db"
    corpus.store(path, corpus.entries())
    return path


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, which has something in every layer, and a hostile page."""
    path = tmp_path_factory.mktemp("exports") / "news.db"
    with Store(path, make=True) as store, store.writing() as connection:
        for one in (record(), said("Павел Остров", HOSTILE, source="hostile.txt", published="2031-01-01")):
            put(connection, entry(page(one.article.source), "d", one))
    return path


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Call:
    """Runs `onrecord export`: its exit code, standard output and messages."""

    def run(db: Path, form: str, *words: str) -> tuple[int, bytes, str]:
        monkeypatch.setattr(sys, "argv", ["onrecord", "export", "--db", str(db), "--format", form, *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsysbinary.readouterr()
        return int(ended.value.code or 0), out, err.decode()

    return run


@pytest.fixture
def export(call: Call) -> Export:
    """Runs an export that must succeed; what it wrote to standard output."""

    def run(*words: Any) -> bytes:
        code, out, err = call(*words)
        assert (code, err) == (0, "")
        return bytes(out)

    return run
