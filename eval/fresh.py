"""fresh: our own annotation of texts of RuCoCo and NEREL, most for tuning, the newest only reported.

`eval/gold/NAME.json` holds a text's annotation by record-ru's guide as standoff: the text's name, `use` ("tune" or
"report"), and for every item its spans and what the guide asks for beside them; no words of the text. Where only some
layers of a text were read, `layers` names them. The texts lie with the gold. `python -m eval.fresh TEXTS FOLDER tune
[LAYER,...]` turns annotation written with surfaces into standoff, and
`python -m eval.fresh TEXTS FOLDER OTHER-FOLDER` prints how far two readings agree, by the gold's own scorer.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from eval.figures import Score, cell, heading
from eval.gold import Report, default_folder
from eval.matching import Item, Outcome, compare, load_scorer
from eval.recordru import LAYERS
from onrecord.path import record_page
from onrecord.record import encode
from onrecord.values import Page

HERE = Path(__file__).with_name("gold")
FOLDER = Path("rucoco")
HALVES = ("tune", "report")
_SURFACES = ("mention", "content", "cue", "what", "date_text", "nth", "spans")
_MAIN = {"relays": "mention", "quotes": "content", "offices": "mention"}


def files(gold: Path) -> list[Path]:
    """Everything that the figures depend on: the annotation, and the texts that it is of."""
    return [*HERE.glob("*.json"), *(_source(gold, file.stem) for file in sorted(HERE.glob("*.json")))]


def _source(gold: Path, name: str) -> Path:
    corpus, _, rest = name.partition("__")
    if corpus == "rucoco":
        return gold / "rucoco" / f"{rest}.json"
    return gold / "nerel" / rest.split("__")[0] / f"{rest.split('__')[1]}.txt"


def text_of(gold: Path, name: str) -> str:
    """The text that an annotation is of."""
    raw = _source(gold, name).read_text(encoding="utf-8")
    return str(json.loads(raw)["text"]) if name.startswith("rucoco") else raw


def reported() -> set[str]:
    """The names of the texts whose errors nobody may look at."""
    found = (json.loads(file.read_text(encoding="utf-8")) for file in HERE.glob("*.json"))
    return {str(annotation["doc"]) for annotation in found if annotation["use"] == "report"}


def outcomes(gold: Path, half: str) -> tuple[list[Outcome], Any]:
    """Every text of one half read by our path and held against its annotation; and the scorer's tally."""
    scorer = load_scorer(gold / "record-ru" / "score.py")
    tally, found = scorer.Tally(), []
    for file in sorted(HERE.glob("*.json")):
        wanted = json.loads(file.read_text(encoding="utf-8"))
        if wanted["use"] == half:
            text = text_of(gold, file.stem)
            page = Page(source=f"{file.stem}.txt", content=text.encode(), media="text")
            record: Item = msgspec.json.decode(encode(record_page(page)))
            read = _layers(wanted.get("layers", LAYERS), file.name)
            record |= {layer: [] for layer in LAYERS if layer not in read}
            found.append(compare(scorer, wanted, text, record, tally))
    return found, tally


def _layers(named: Sequence[str], source: str) -> Sequence[str]:
    """The layers that were read; one that is none ends the run with what is valid."""
    if unknown := set(named) - set(LAYERS):
        raise SystemExit(f"{source}: no layer {', '.join(sorted(unknown))}; valid are {', '.join(LAYERS)}")
    return named


def measure(gold: Path, floors: dict[str, float]) -> tuple[Report, list[Outcome]]:
    """F1 by layer on either half, with what was found where."""
    figures: dict[str, float] = {}
    lines: list[str] = []
    every: list[Outcome] = []
    for half in HALVES:
        found, tally = outcomes(gold, half)
        every += found
        lines += [heading(f"fresh texts, {half}", "floor")]
        for layer, wanted, ours, *_ in tally.rows():
            hit = tally[layer][2]
            score = Score(wanted, ours, hit, hit)
            figures[f"{half} {layer}"] = score.f1
            lines.append(score.row(layer) + cell(floors.get(f"{half} {layer}")))
        lines.append("")
    return Report(figures, lines[:-1]), every


def standoff(annotation: Item, text: str, use: str) -> Item:
    """Annotation written with surfaces as spans alone; a surface that is not in the text is an error that names it."""
    scorer = load_scorer(default_folder() / "record-ru" / "score.py")
    anchored = scorer.anchored(annotation, text)
    out: Item = {"doc": annotation["doc"], "use": use}
    for layer in LAYERS:
        out[layer] = []
        for item in anchored[layer]:
            spans = item["spans"] or {_MAIN[layer]: [scorer.locate(text, item[_MAIN[layer]], item.get("nth", 1))]}
            kept = {key: value for key, value in item.items() if key not in _SURFACES}
            out[layer].append({**kept, "spans": spans})
    return out


def as_record(annotation: Item) -> Item:
    """An anchored annotation in a record's shape, so that a second reading can be scored against the first."""
    record: Item = {"actors": []}
    for layer in LAYERS:
        field = _MAIN.get(layer, "what")
        record[layer] = [{**item, "rule": "", field: _place(item["spans"][field], layer)} for item in annotation[layer]]
    return record


def _place(spans: list[Item], layer: str) -> Any:
    return spans if layer == "quotes" else next(iter(spans), None)


def agreement(texts: Path, first: Path, second: Path) -> list[str]:
    """F1 by layer of a second reading against a first one, both written with surfaces."""
    scorer = load_scorer(default_folder() / "record-ru" / "score.py")
    tally = scorer.Tally()
    for file in sorted(first.glob("*.json")):
        text = (texts / f"{file.stem}.txt").read_text(encoding="utf-8")
        one, two = (json.loads((folder / file.name).read_text(encoding="utf-8")) for folder in (first, second))
        compare(scorer, standoff(one, text, ""), text, as_record(standoff(two, text, "")), tally)
    return [f"{layer:22}{f1:7.3f}" for layer, *_, f1 in tally.rows()]


def main() -> None:
    texts, first = map(Path, sys.argv[1:3])
    if sys.argv[3] not in HALVES:
        print(*agreement(texts, first, Path(sys.argv[3])), sep="\n")
        return
    for file in sorted(first.glob("*.json")):
        text = (texts / f"{file.stem}.txt").read_text(encoding="utf-8")
        done = standoff(json.loads(file.read_text(encoding="utf-8")), text, sys.argv[3])
        if sys.argv[4:]:
            done["layers"] = _layers(sys.argv[4].split(","), "the command")
        (HERE / file.name).write_text(json.dumps(done, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
