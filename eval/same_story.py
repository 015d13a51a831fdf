"""same-story: pairs of news texts, and whether they tell of one event; the judgement of `onrecord.stories.alike`.

The Russian pairs fall into two halves, so that no text is in both: the weights are fitted on one (`python -m
eval.train_stories`) and reported on the other. The English pairs are printed: nothing was fitted on them.
"""

import csv
import sys
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from eval.figures import Score, cell, heading
from eval.gold import Report
from onrecord.span import Span
from onrecord.store.signature import decode, signature
from onrecord.stories.alike import Commonness, Sketch, features, likeness, sketch
from onrecord.stories.events import SAME
from onrecord.values import Article, Part

FOLDER = Path("same-story")
RUSSIAN = ("ru_train_pool", "ru_exam_pool", "ru_honey_pool")
ENGLISH = ("en_train_pool",)
PUBLISHED = 0.960  # Dialogue 2021, pairs task


class Pair(Struct, frozen=True):
    """Two texts, each (title, text), with their addresses, and whether they tell of one event."""

    texts: tuple[tuple[str, str], tuple[str, str]]
    urls: tuple[str, str]
    same: bool


def files(gold: Path) -> list[Path]:
    """The files of the set."""
    return [gold / FOLDER / f"{name}.tsv" for name in (*RUSSIAN, *ENGLISH)]


def measure(gold: Path, floors: dict[str, float]) -> Report:
    """F1 of "one event" on both halves of the Russian pairs and on the English ones."""
    tune, report = halves(pairs(gold, RUSSIAN))
    sets = {"tuned on": (tune, "ru"), "reported": (report, "ru"), "English": (pairs(gold, ENGLISH), "en")}
    scores = {name: score(*each) for name, each in sets.items()}
    count = sum(len(found) for found, _ in sets.values())
    lines = [f"same-story: {count} pairs of texts; found: those of one event", ""]
    lines += [heading("pairs", "published", "floor")]
    for name, each in scores.items():
        lines += [each.row(name) + cell(PUBLISHED if name == "reported" else None) + cell(floors.get(name))]
    return Report({name: each.f1 for name, each in scores.items()}, lines)


def pairs(gold: Path, names: tuple[str, ...]) -> list[Pair]:
    """The pairs of some files."""
    csv.field_size_limit(sys.maxsize)
    found = []
    for name in names:
        with (gold / FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                first, second = ((row[f"INPUT:{n}_title"], row[f"INPUT:{n}_text"]) for n in ("first", "second"))
                urls = row["INPUT:first_url"], row["INPUT:second_url"]
                found.append(Pair((first, second), urls, row["GOLDEN:quality"] == "OK"))
    return found


def halves(found: list[Pair]) -> tuple[list[Pair], list[Pair]]:
    """To tune on and to report: pairs that share a text, however indirectly, fall into one half."""
    first: dict[str, str] = {}

    def root(url: str) -> str:
        while first.setdefault(url, url) != url:
            url = first[url]
        return url

    for pair in found:
        a, b = sorted(map(root, pair.urls))
        first[b] = a
    half = [sha256(root(pair.urls[0]).encode()).digest()[0] % 2 for pair in found]
    tune, report = ([pair for pair, n in zip(found, half, strict=True) if n == which] for which in (0, 1))
    return tune, report


def sketches(found: list[Pair], language: str) -> list[tuple[Sketch, Sketch]]:
    """The texts of pairs as a store that holds them all would compare them."""
    texts = {text for pair in found for text in pair.texts}
    signed = {text: decode(signature(_article(*text, language), [Span(0, sum(map(len, text)) + 1)])) for text in texts}
    common = Commonness(signed.values())
    made = {text: sketch(each, common) for text, each in signed.items()}
    return [(made[pair.texts[0]], made[pair.texts[1]]) for pair in found]


def score(found: list[Pair], language: str) -> Score:
    """How many pairs are of one event, are judged to be, and both."""
    judged = [likeness(features(*both)) >= SAME for both in sketches(found, language)]
    right = sum(same and pair.same for same, pair in zip(judged, found, strict=True))
    return Score(sum(pair.same for pair in found), sum(judged), right, right)


def _article(title: str, text: str, language: str) -> Article:
    whole = f"{title}\n{text}"
    parts = (Part("headline", 0, len(title)),)
    return Article(id="", source="", sha256="", text=whole, language=language, title=title, parts=parts)
