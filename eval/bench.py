"""Bench: our whole path beside Natasha's own pipeline, in processor time on one thread.

`python -m eval.bench` prints the table and answers 1 where we are less than FASTER times as fast, or take more memory
than MEMORY. Natasha segments, tags, parses, finds names and lemmatises; the path does that and everything after it.
"""

import gc
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import msgspec
from msgspec import Struct

ROUNDS, TEXTS = 5, 30  # texts a round; no text comes twice, so that nobody's caches have seen it
FASTER = 1.5
MEMORY = 700  # MB
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
STAGES = ("article", "language", "find", "resolve", "record")
EXAMPLES = Path(__file__).parents[1] / "examples"


class Round(Struct):
    """One round's seconds, over the same texts: Natasha's, and ours by stage."""

    tokens: int
    natasha: float
    stages: dict[str, float]

    @property
    def ours(self) -> float:
        return sum(self.stages.values())


def main() -> int:
    """Measure in processes of one thread, show, judge."""
    rounds = msgspec.json.decode(_measured("speed"), type=list[Round])
    memory = int(_measured("memory")) / 1024
    ratio = statistics.median(each.natasha / each.ours for each in rounds)
    for line in _table(rounds, ratio, memory):
        print(line)
    return 0 if ratio >= FASTER and memory <= MEMORY else 1


def _measured(what: str) -> bytes:
    command = [sys.executable, "-W", "ignore", "-m", "eval.bench", what]
    return subprocess.run(command, env=os.environ | ONE_THREAD, stdout=subprocess.PIPE, check=True).stdout


def _table(rounds: list[Round], ratio: float, memory: float) -> Iterator[str]:
    tokens = sum(each.tokens for each in rounds)
    yield f"{tokens:,} tokens in {len(rounds)} rounds, text by text in turn; processor time of one thread; medians"
    yield f"  Natasha     {_median(each.tokens / each.natasha for each in rounds):8,.0f} tokens a second"
    yield f"  Onrecord    {_median(each.tokens / each.ours for each in rounds):8,.0f} tokens a second, page to record"
    for stage in STAGES:
        micros = _median(1e6 * each.stages[stage] / each.tokens for each in rounds)
        share = _median(each.stages[stage] / each.ours for each in rounds)
        yield f"    {stage:<10}{micros:8.1f} µs a token {share:6.1%}"
    ratios = ", ".join(f"{each.natasha / each.ours:.2f}" for each in rounds)
    yield f"  {_verdict(ratio >= FASTER)} {ratio:.2f} times as fast as Natasha ({ratios}); at least {FASTER} is asked"
    yield f"  {_verdict(memory <= MEMORY)} {memory:.0f} MB at the peak of the path; at most {MEMORY} is asked"


def _median(values: Iterator[float]) -> float:
    return statistics.median(values)


def _verdict(good: bool) -> str:
    return "ok  " if good else "FAIL"


def texts() -> list[list[str]]:
    """The rounds' texts: RuCoCo's where the gold is there, else the examples of the repository, the same each round."""
    from eval.gold import default_folder

    files = sorted((default_folder() / "rucoco").glob("*.json"))
    if not files:
        examples = [file.read_text(encoding="utf-8") for file in sorted(EXAMPLES.rglob("*.txt"))]
        return [examples] * ROUNDS
    step = len(files) // (ROUNDS * TEXTS)
    chosen = [msgspec.json.decode(file.read_bytes())["text"] for file in files[::step]]
    return [chosen[k * TEXTS : (k + 1) * TEXTS] for k in range(ROUNDS)]


def speed() -> list[Round]:
    """Rounds of Natasha and our path, both warmed up on one text of the last round."""
    every = texts()
    theirs, ours = natasha(), path()
    for run in (theirs, ours):
        run(every[-1][0])
    return [_round(each, theirs, ours) for each in every]


def _round(round_: list[str], theirs: Callable[[str], int], ours: Callable[[str], dict[str, float]]) -> Round:
    """Both on each text in turn: a busy machine slows both alike."""
    total = Round(0, 0.0, dict.fromkeys(STAGES, 0.0))
    for text in round_:
        gc.collect()
        started = process_time()
        total.tokens += theirs(text)
        total.natasha += process_time() - started
        gc.collect()
        for stage, seconds in ours(text).items():
            total.stages[stage] += seconds
    return total


def natasha() -> Callable[[str], int]:
    """Natasha's pipeline as its README shows it; answers the number of a text's tokens."""
    from natasha import Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter

    segmenter, vocab, embedding = Segmenter(), MorphVocab(), NewsEmbedding()
    morph, syntax, names = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)

    def run(text: str) -> int:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_morph(morph)
        doc.parse_syntax(syntax)
        doc.tag_ner(names)
        for token in doc.tokens:
            token.lemmatize(vocab)
        return len(doc.tokens)

    return run


def path() -> Callable[[str], dict[str, float]]:
    """Our path, as `record_page` goes it; answers the seconds of each stage."""
    from onrecord.article import article_of
    from onrecord.find import find
    from onrecord.knowledge import load
    from onrecord.language import analyse
    from onrecord.record import encode
    from onrecord.record.build import build
    from onrecord.resolve import resolve
    from onrecord.values import Page

    known = load()

    def run(text: str) -> dict[str, float]:
        page = Page(source="bench.txt", content=text.encode(), media="text")
        clock = [process_time()]
        article = article_of(page)
        clock.append(process_time())
        doc = analyse(article, known)
        clock.append(process_time())
        facts = find(doc, article, known)
        clock.append(process_time())
        actors, resolved = resolve(doc, article, facts, known)
        clock.append(process_time())
        encode(build(article, actors, resolved))
        clock.append(process_time())
        return {stage: clock[k + 1] - clock[k] for k, stage in enumerate(STAGES)}

    return run


def memory() -> int:
    """The peak resident memory of our path over all texts, in KB (Linux; macOS counts bytes)."""
    run = path()
    for round_ in texts():
        for text in round_:
            run(text)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["speed"]:
            sys.stdout.buffer.write(msgspec.json.encode(speed()))
        case ["memory"]:
            print(memory())
        case _:
            sys.exit(main())
