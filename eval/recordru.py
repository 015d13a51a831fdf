"""record-ru: the whole path on annotated Russian news, by the gold's own scorer, beside a second reader's figures."""

import json
import re
from pathlib import Path
from typing import Any

from eval.figures import Score, cell, heading
from eval.gold import Report, Run, record_of
from eval.matching import Outcome, compare, load_scorer
from eval.show import causes, quotes_by_kind_of_error

FOLDER = Path("record-ru")
_CEILING = re.compile(r"^(\S+)\s+\d+\s+\d+\s+[\d.]+\s+[\d.]+\s+([\d.]+)$", re.MULTILINE)
LAYERS = ("relays", "quotes", "meetings", "offices", "aid", "commitments")


def files(gold: Path) -> list[Path]:
    """Everything that the figures depend on."""
    folder = gold / FOLDER
    return [*folder.glob("dev/*.txt"), *folder.glob("dev/*.json"), folder / "score.py"]


def ceiling(gold: Path) -> dict[str, float]:
    """F1 of a second, independent reader against the gold, by layer: what a careful person reaches."""
    text = (gold / FOLDER / "AGREEMENT.txt").read_text(encoding="utf-8")
    return {layer: float(f1) for layer, f1 in _CEILING.findall(text)}


def outcomes(gold: Path, run: Run = record_of) -> tuple[list[Outcome], Any]:
    """Every text read by `run` and held against its gold, and the scorer's tally over all of them."""
    scorer = load_scorer(gold / FOLDER / "score.py")
    tally, found = scorer.Tally(), []
    for file in sorted((gold / FOLDER / "dev").glob("*.json")):
        path = file.with_suffix(".txt")
        wanted = json.loads(file.read_text(encoding="utf-8"))
        found.append(compare(scorer, wanted, path.read_text(encoding="utf-8"), run(path), tally))
    return found, tally


def measure(gold: Path, found: list[Outcome], tally: Any, floors: dict[str, float]) -> Report:
    """F1 by layer with the ceiling and the floors beside it, and quotes by kind of error."""
    limit = ceiling(gold)
    figures: dict[str, float] = {}
    lines = [heading("record-ru dev", "2nd reader", "floor")]
    for layer, wanted, ours, *_ in tally.rows():
        hit = tally[layer][2]
        score = Score(wanted, ours, hit, hit)
        figures[layer] = score.f1
        lines.append(score.row(layer) + cell(limit.get(layer)) + cell(floors.get(layer)))
    return Report(figures, [*lines, "", *quotes_by_kind_of_error(found)])


def show(found: list[Outcome], layer: str) -> list[str]:
    """Each missed and wrong item of a layer within its sentence, grouped by cause and rule."""
    return causes(found, layer)
