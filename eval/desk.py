"""Desk: how long every kind of page and list takes, asked by eight readers while a writer adds records.

`python -m eval.desk [FILE]` makes a store of 200,000 articles and a million facts (or takes FILE, which it adds to),
starts `onrecord serve` on it, has READERS each ask once a second for SECONDS, and prints the times of each kind. It
answers 1 where 19 of 20 answers of a kind do not come within SLOWEST, where one fails, or where the server takes more
than MEMORY. Times are by the clock, to the last byte, of a list sent whole to the first; the server's processor time
stands beside them, for on a busy machine the clock measures the others.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from random import Random
from threading import Thread
from time import monotonic, perf_counter, sleep

import psutil

from eval.asking import Asking, known
from eval.big import ARTICLES, CHUNK, REGION, fill
from eval.telling import Teller
from onrecord.store.base import Store
from onrecord.store.entry import entry
from onrecord.store.write import put
from onrecord.values import Page

# Some 60 answers of each kind: of 20, 19 in 20 is the slowest but one, which is chance. The last: seconds not counted.
READERS, SECONDS, WARM = 8, 330, 10
SLOWEST, MEMORY = 0.150, 400  # seconds, MB
A_RECORD = 0.5  # seconds between two records of the writer
PORT, STARTED = 8177, 60  # seconds for the server to start
ONE_THREAD = {"OMP_NUM_THREADS": "1"}
PROGRAM = "from onrecord.show.cli import main; main()"


def main(path: Path) -> int:
    """Serve, read and write, show, judge."""
    with Store(path) as store:
        asking = Asking(known(store))
    with served(path) as server, written(path):
        began = sum(server.cpu_times()[:2])
        times: dict[str, list[float]] = {}
        wrong: list[str] = []
        readers = [Thread(target=read, args=(asking, (times, wrong), number)) for number in range(READERS)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        spent, memory = sum(server.cpu_times()[:2]) - began, peak(server)
    return shown(times, wrong, spent, memory)


def read(asking: Asking, found: tuple[dict[str, list[float]], list[str]], number: int) -> None:
    """Ask once a second, the kinds in turn, beginning elsewhere than the other readers."""
    times, wrong = found
    kinds = sorted(asking.kinds)
    Random(1).shuffle(kinds)
    begun = monotonic() + number / READERS
    for turn in range(SECONDS):
        sleep(max(0.0, begun + turn - monotonic()))
        kind = kinds[(turn * READERS + number) % len(kinds)]
        path = asking.kinds[kind]()
        started = perf_counter()
        status = answered(path, path.partition("?")[0].endswith(".csv"))
        if turn >= WARM:
            times.setdefault(kind, []).append(perf_counter() - started)
        if status not in (200, 303):
            wrong.append(f"{status} {path}")


def answered(path: str, first: bool) -> int:
    """The status of an answer, read to its end or, of a list sent whole, to its first bytes."""
    connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read(1) if first else answer.read()
    connection.close()
    return answer.status


@contextmanager
def served(path: Path) -> Iterator[psutil.Process]:
    """The desk open on a store, as a process of its own."""
    options = ("--db", str(path), "--port", str(PORT), "--knowledge", str(REGION))
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, "serve", *options], env=os.environ | ONE_THREAD)
    try:
        _await_start(process)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def _await_start(process: "subprocess.Popen[bytes]") -> None:
    for _ in range(STARTED * 10):
        try:
            answered("/healthz", first=False)
            return
        except ConnectionRefusedError:
            assert process.poll() is None, "the server ended"
            sleep(0.1)
    raise TimeoutError(f"the server did not start in {STARTED} s")


@contextmanager
def written(path: Path) -> Iterator[None]:
    """A writer, as a process of its own, that adds records all the while."""
    writer = get_context("spawn").Process(target=write, args=(path,), daemon=True)
    writer.start()
    try:
        yield
    finally:
        writer.terminate()
        writer.join()


def write(path: Path) -> None:
    """Add records, newer than all others, each in a transaction of its own as `onrecord read` does."""
    with Store(path) as store:
        for telling in Teller(ARTICLES // CHUNK).tell(ARTICLES + os.getpid() % 1000 * CHUNK, CHUNK):
            url = telling.record.article.url
            page = Page(source=str(url), url=url, content=b"", media="html")
            made = entry(page, "", telling.record)
            with store.writing() as connection:
                put(connection, made)
            sleep(A_RECORD)


def peak(server: psutil.Process) -> float:
    """The most memory that the server has had resident, in MB (Linux)."""
    status = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


def shown(times: dict[str, list[float]], wrong: list[str], spent: float, memory: float) -> int:
    """Print the figures; 1 where one is not as asked."""
    slow = 0
    for kind, found in sorted(times.items()):
        good = _p95(found) <= SLOWEST
        slow += not good
        print(f"  {'ok  ' if good else 'FAIL'} {kind:<24} {_figures(found)}")
    for one in wrong[:10]:
        print(f"  FAIL {one}")
    print(f"  all {_figures([time for found in times.values() for time in found])}")
    print(f"  {1e3 * spent / (READERS * SECONDS):.0f} ms of the server's processor time an answer")
    good = memory <= MEMORY
    print(f"  {'ok  ' if good else 'FAIL'} {memory:.0f} MB of memory at most; {MEMORY} are asked")
    return 0 if good and not slow and not wrong else 1


def _figures(times: list[float]) -> str:
    median, slowest = sorted(times)[len(times) // 2], max(times)
    return f"{len(times):4} answers: median {_ms(median)}, p95 {_ms(_p95(times))}, slowest {_ms(slowest)}"


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _ms(seconds: float) -> str:
    return f"{1e3 * seconds:.0f} ms"


def _filled() -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.db"
        started = perf_counter()
        facts = fill(path, ARTICLES)
        print(f"{ARTICLES:,} articles, {facts:,} facts made in {perf_counter() - started:.0f} s", flush=True)
        return main(path)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])) if sys.argv[1:] else _filled())
