"""How well pages are read: bodies against article-extraction-benchmark, metadata against Fundus's publishers.

`python -m eval.pages` prints the table alone.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from statistics import mean
from typing import Any

from msgspec import Struct

from eval.gold import Report, default_folder
from onrecord.article import article_of
from onrecord.article.outlets import simple
from onrecord.article.people import is_person
from onrecord.errors import PageError
from onrecord.values import Article, Page

FOLDER = Path("pages")
SHINGLE = 4  # words, as in article-extraction-benchmark
PUBLISHED = {"bodies, F1": 0.970}  # rs_trafilatura, on the whole benchmark; trafilatura has .958
_WORD = re.compile(r"\w+")


class Case(Struct, frozen=True):
    """A page and what it should read as; keys that the gold does not give are left out."""

    name: str
    content: bytes
    want: dict[str, Any]
    url: str | None = None


def files(gold: Path) -> list[Path]:
    """The files of the set."""
    return sorted(path for path in (gold / FOLDER).rglob("*") if path.is_file())


def bodies(gold: Path) -> Iterator[Case]:
    """Half of article-extraction-benchmark: pages and the texts of their articles."""
    folder = gold / "pages" / "bodies"
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, want in sorted(truth.items()):
        yield Case(name, gzip.decompress((folder / f"{name}.html.gz").read_bytes()), want, want["url"])


def publishers(gold: Path) -> Iterator[Case]:
    """Fundus's pages; a publisher's entries stand in the order of its pages' dates."""
    for file in sorted((gold / "pages" / "publishers").glob("*/*.json")):
        pages = sorted(file.parent.glob(f"{file.stem}_2*.html.gz"))
        entries = list(json.loads(file.read_text(encoding="utf-8")).values())
        for page, want in zip(pages, entries, strict=len(pages) == len(entries)):
            yield Case(page.name, gzip.decompress(page.read_bytes()), want)


def read(case: Case) -> Article | None:
    """The article of a case, None where the page cannot be read."""
    try:
        return article_of(Page(source=case.name, content=case.content, media="html", url=case.url))
    except PageError:
        return None


def body(article: Article | None, *kinds: str) -> str:
    """The text of an article's parts of these kinds."""
    return "\n".join(article.text[p.start : p.end] for p in article.parts if p.kind in kinds) if article else ""


def overlap(want: str, got: str) -> tuple[float, float]:
    """Precision and recall of runs of four words, as article-extraction-benchmark counts them."""
    gold, found = _shingles(want), _shingles(got)
    hit, extra, missed = (sum(c.values()) for c in (gold & found, found - gold, gold - found))
    if not extra and not missed:
        return 1.0, 1.0
    return (hit / (hit + extra) if hit + extra else 0.0), (hit / (hit + missed) if hit + missed else 0.0)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)) if words)


def f1(pairs: list[tuple[float, float]]) -> float:
    """F1 of the mean precision and the mean recall."""
    precision, recall = mean(p for p, _ in pairs), mean(r for _, r in pairs)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measure(gold: Path, floors: dict[str, float]) -> Report:
    """Every figure, beside its floor and the best that others published."""
    figures = body_figures(gold) | publisher_figures(gold)
    lines = ["pages"]
    for name, value in figures.items():
        best = f"  published best {PUBLISHED[name]:.3f}" if name in PUBLISHED else ""
        floor = f"  floor {floors[name]:.3f}" if name in floors else ""
        lines.append(f"{name:<32} {value:.3f}{best}{floor}")
    return Report(figures, lines)


def body_figures(gold: Path) -> dict[str, float]:
    """The figure of article-extraction-benchmark."""
    return {"bodies, F1": f1([overlap(case.want["articleBody"], body(read(case), "body")) for case in bodies(gold)])}


def publisher_figures(gold: Path) -> dict[str, float]:
    """Titles, times, authors and bodies of publishers' pages; authors that are no persons are left out of the gold."""
    cases = [(case, read(case)) for case in publishers(gold)]
    timed = [(case, article) for case, article in cases if "T" in _instant(case)]
    right, found, wanted = (sum(counts) for counts in zip(*(_names(*pair) for pair in cases), strict=True))
    return {
        "publishers, title is right": mean(_title_right(*pair) for pair in cases),
        "publishers, day is right": mean(_day_right(*pair) for pair in cases),
        "publishers, time is right": mean(_time_right(*pair) for pair in timed),
        "publishers, authors, F1": 2 * right / (found + wanted),
        "publishers, bodies, F1": f1(
            [overlap(_text(case.want["body"]), body(article, "lead", "body")) for case, article in cases]
        ),
    }


def _text(body: dict[str, Any]) -> str:
    paragraphs = [p for section in body["sections"] for p in (*section["headline"], *section["paragraphs"])]
    return "\n".join([*body["summary"], *paragraphs])


def _title_right(case: Case, article: Article | None) -> bool:
    return article is not None and simple(article.title or "") == simple(case.want["title"] or "")


def _instant(case: Case) -> str:
    """The time that the gold gives: with zone, else its day alone."""
    at = datetime.fromisoformat(case.want["publishing_date"])
    return at.isoformat() if at.tzinfo else at.date().isoformat()


def _day_right(case: Case, article: Article | None) -> bool:
    if article is None or not article.published:
        return False
    want = datetime.fromisoformat(case.want["publishing_date"])
    got = datetime.fromisoformat(article.published)
    return (got.astimezone(want.tzinfo) if got.tzinfo and want.tzinfo else got).date() == want.date()


def _time_right(case: Case, article: Article | None) -> bool:
    if article is None or "T" not in (article.published or ""):
        return False
    gap = datetime.fromisoformat(article.published or "") - datetime.fromisoformat(case.want["publishing_date"])
    return abs(gap.total_seconds()) < 60


def _names(case: Case, article: Article | None) -> tuple[int, int, int]:
    """Authors found rightly, found, and in the gold."""
    want = {simple(name) for name in case.want.get("authors") or () if is_person(name)}
    got = {simple(name) for name in article.authors} if article else set()
    return len(want & got), len(got), len(want)


def main() -> int:
    """Print the table; where there is no gold, say so."""
    gold = default_folder()
    if not (gold / FOLDER).is_dir():
        print(f"There are no pages at {gold / FOLDER}: nothing was measured.")
        return 0
    print("\n".join(measure(gold, {}).lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
