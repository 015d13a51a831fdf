"""Bad pages, bad stores, full disks and kills, through the command line: clear messages, right codes, nothing lost."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import FAILED, OTHER_VERSION, PARTIAL

GOOD = """Порт Приморска откроют весной

Порт Приморска откроют весной, сообщил президент Лурии Павел Остров. «Работы идут по плану», – сказал Остров.
"""
LONG = 50 * 2**20

# A run with a made-up reader, so that what is tested is the store; each page is "name: words".
FAKE = """
import onrecord.show.cli, onrecord.show.intake as intake, onrecord.show.reading as reading
from tests.sample import said
reading._known = lambda knowledge: None
reading.path.record_page = lambda page, known: said(*page.content.decode().split(": ", 1), source=page.source)
{more}
onrecord.show.cli.main()
"""
HANG_IN_THE_SECOND = """
import time
real = intake.put
def put(connection, entry):
    real(connection, entry)
    if entry.key.endswith("b.txt"):
        print("half way", flush=True)
        time.sleep(60)
intake.put = put
"""
SMALL_DISK = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))"


def command(*words: str, cwd: Path, code: str | None = None) -> list[str]:
    start = ["-c", code] if code else ["-m", "onrecord.show.cli"]
    return [sys.executable, *start, *words]


def run(*words: str, cwd: Path, code: str | None = None) -> "subprocess.CompletedProcess[str]":
    root = str(Path(__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": root, "XDG_CONFIG_HOME": str(cwd / "config")}
    return subprocess.run(
        command(*words, cwd=cwd, code=code), cwd=cwd, env=environment, capture_output=True, text=True, timeout=300
    )


def fake(more: str = "") -> str:
    return FAKE.format(more=more)


def pages(folder: Path, count: int, length: int = 1) -> Path:
    folder.mkdir()
    for number in range(count):
        name = "abcdefghijklmnopqrstuvwxyz"[number]
        (folder / f"{name}.txt").write_text(f"Елена Дорн: {'Слово ' * length}{name}.", encoding="utf-8")
    return folder


def whole(db: Path) -> int:
    """How many articles a store holds, after a look that each has its quote, its actor and a sound file."""
    with sqlite3.connect(db) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        counts = {raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("articles", "facts", "actors")}
    assert len(counts) == 1
    return int(counts.pop())


BAD = {
    "empty.txt": b"",
    "blank.html": b" \n\t ",
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "program.html": b"\x7fELF" + os.urandom(4096),
    "zeros.txt": b"\0" * 4096,
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_file_among_good_ones(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a-good.txt").write_text(GOOD, encoding="utf-8")
    (folder / name).write_bytes(BAD[name])
    (folder / "z-good.txt").write_text(GOOD.replace("весной", "летом"), encoding="utf-8")
    answer = run("read", "in", cwd=tmp_path)
    assert answer.returncode == PARTIAL
    assert f"skipped in/{name}: " in answer.stderr
    assert "valid are" in answer.stderr
    assert "Traceback" not in answer.stderr
    stored = run("articles", "--format", "jsonl", cwd=tmp_path).stdout.splitlines()
    assert [json.loads(row)["source"] for row in stored] == ["in/a-good.txt", "in/z-good.txt"]


def test_a_page_of_50_mb(tmp_path: Path) -> None:
    (tmp_path / "long.html").write_bytes(b"<html><body><p>" + b"a " * (LONG // 2) + b"</p></body></html>")
    answer = run("record", "long.html", cwd=tmp_path)
    assert (answer.returncode, answer.stdout) == (FAILED, "")
    assert "skipped long.html: " in answer.stderr


def test_html_nested_very_deeply(tmp_path: Path) -> None:
    body = "<div>" * 50_000 + f"<p>{GOOD}</p>" + "</div>" * 50_000
    (tmp_path / "deep.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    answer = run("record", "deep.html", "--format", "jsonl", cwd=tmp_path)
    assert answer.returncode in (0, FAILED)
    assert "Traceback" not in answer.stderr


def test_utf_8_cut_in_the_middle_of_a_letter(tmp_path: Path) -> None:
    (tmp_path / "cut.txt").write_bytes(GOOD.encode()[:-4])
    answer = run("record", "cut.txt", "--format", "jsonl", cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert json.loads(answer.stdout)["article"]["text"].startswith("Порт Приморска")


def test_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for source in ("missing.txt", "empty"):
        answer = run("record", source, cwd=tmp_path)
        assert (answer.returncode, answer.stdout) == (FAILED, "")
        assert f"skipped {source}: " in answer.stderr
        assert answer.stderr.endswith("1 skipped, nothing could be read\n")


def test_a_killed_run_leaves_whole_records_and_the_next_goes_on(tmp_path: Path) -> None:
    pages(tmp_path / "in", 3)
    words = command("read", "in", cwd=tmp_path, code=fake(HANG_IN_THE_SECOND))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(words, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half way\n"
        process.send_signal(signal.SIGKILL)
    assert whole(tmp_path / "onrecord.db") == 1
    assert run("read", "in", cwd=tmp_path, code=fake()).returncode == 0
    assert whole(tmp_path / "onrecord.db") == 3


def test_a_full_disk_stops_the_run_and_loses_nothing(tmp_path: Path) -> None:
    pages(tmp_path / "in", 26, length=400)
    answer = run("read", "in", cwd=tmp_path, code=fake(SMALL_DISK))
    assert answer.returncode == FAILED
    assert "full" in answer.stderr and "run" in answer.stderr
    assert "Traceback" not in answer.stderr
    kept = whole(tmp_path / "onrecord.db")
    assert 0 < kept < 26
    assert run("read", "in", cwd=tmp_path, code=fake()).returncode == 0
    assert whole(tmp_path / "onrecord.db") == 26


def test_several_processes_make_the_same_store(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, season in enumerate(["весной", "летом", "осенью"]):
        (folder / f"{number}.txt").write_text(GOOD.replace("весной", season), encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"")
    made = [run("read", "in", "--db", f"{jobs}.db", "--jobs", jobs, cwd=tmp_path) for jobs in "12"]
    assert [answer.returncode for answer in made] == [PARTIAL, PARTIAL]
    assert made[0].stderr == made[1].stderr
    exports = [run("show", "--db", f"{jobs}.db", "--format", "jsonl", cwd=tmp_path).stdout for jobs in "12"]
    assert exports[0] == exports[1] and exports[0].count("\n") == 3


@pytest.mark.parametrize("words", [("read", "in"), ("quotes",), ("show",), ("search", "порт")])
def test_a_store_of_a_newer_version(tmp_path: Path, words: tuple[str, ...]) -> None:
    pages(tmp_path / "in", 1)
    assert run("read", "in", cwd=tmp_path, code=fake()).returncode == 0
    with sqlite3.connect(tmp_path / "onrecord.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0999'")
    answer = run(*words, cwd=tmp_path)
    assert (answer.returncode, answer.stdout) == (OTHER_VERSION, "")
    assert "onrecord.db: written by a newer Onrecord" in answer.stderr
    assert whole(tmp_path / "onrecord.db") == 1


@pytest.mark.parametrize("words", [("read", "in"), ("quotes",)])
def test_a_file_that_is_no_store_is_left_as_it_is(tmp_path: Path, words: tuple[str, ...]) -> None:
    pages(tmp_path / "in", 1)
    (tmp_path / "notes.txt").write_text(GOOD * 50, encoding="utf-8")
    answer = run(*words, "--db", "notes.txt", cwd=tmp_path)
    assert (answer.returncode, answer.stdout) == (FAILED, "")
    assert answer.stderr.startswith("onrecord: notes.txt: it is not a database; ")
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == GOOD * 50


def test_a_knowledge_table_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    answer = run("record", "a.txt", "--knowledge", "missing.tsv", cwd=tmp_path)
    assert (answer.returncode, answer.stdout) == (FAILED, "")
    assert "missing.tsv" in answer.stderr
    assert "Traceback" not in answer.stderr
