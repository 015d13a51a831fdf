"""`python -m eval` (`make eval`): precision, recall and F1 on the gold, beside published figures and floors."""

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from eval import (
    factru_gold,
    factrueval,
    fresh,
    links,
    names,
    nerel,
    nerel_gold,
    opinions,
    pages,
    recordru,
    reliability,
    rucoco,
    same_story,
)
from eval.floors import load, problems
from eval.gold import Report, default_folder, digest

Options = argparse.Namespace
Floors = dict[str, float]


def main(arguments: list[str] | None = None) -> int:
    """0 when every figure holds or there is no gold, 1 when one fell or the gold is another."""
    options = _options(arguments)
    if not options.gold.is_dir():
        print(f"There is no gold at {options.gold} (--gold or ONRECORD_GOLD names its folder): nothing was measured.")
        return 0
    pinned = load()
    wrong: list[str] = []
    for name, (folder, measure, files) in SETS.items():
        if options.only not in (None, name):
            continue
        if not (options.gold / folder).is_dir():
            _say([f"{name}: there is no {options.gold / folder}: not measured.", ""])
            continue
        report = measure(options, pinned[name]["floors"])
        _say([*report.lines, ""])
        wrong += problems(name, pinned[name], digest(files(options.gold)), report.figures)
    _say(wrong or ["No figure that was measured is below its floor."])
    return 1 if wrong else 0


def _options(arguments: list[str] | None) -> Options:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    parser.add_argument("--gold", type=Path, default=default_folder(), help="folder of the gold")
    shown = [*recordru.LAYERS, *factrueval.ATTEMPTED, *nerel.LAYERS, "names", "links"]
    parser.add_argument("--show", metavar="LAYER", choices=shown, help=f"list its errors: {', '.join(shown)}")
    parser.add_argument("--write-confidence", action="store_true", help="store how often each rule was right")
    parser.add_argument("--only", choices=list(SETS), help="measure one set")
    return parser.parse_args(arguments)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line.rstrip(), flush=True)


def _recordru(options: Options, floors: Floors) -> Report:
    found, tally = recordru.outcomes(options.gold)
    report = recordru.measure(options.gold, found, tally, floors)
    by_rule = reliability.lines(reliability.reliability(found))
    claimed = reliability.claimed(found, "record-ru dev")
    shown = recordru.show(found, options.show) if options.show in recordru.LAYERS else []
    return Report(report.figures, [*report.lines, "", *by_rule, "", *claimed, "", *shown])


def _fresh(options: Options, floors: Floors) -> Report:
    """The fresh texts; what each rule reached on those to report is what `--write-confidence` stores."""
    report, found = fresh.measure(options.gold, floors)
    tuned = [outcome for outcome in found if outcome.use == "tune"]
    measured = reliability.reliability(outcome for outcome in found if outcome.use == "report")
    if options.write_confidence:
        reliability.write(measured)
    claimed = [*reliability.claimed(tuned, "tune"), *reliability.stale(measured)]
    shown = recordru.show(tuned, options.show) if options.show in recordru.LAYERS else []
    return Report(report.figures, [*report.lines, "", *claimed, "", *shown])


def _factrueval(options: Options, floors: Floors) -> Report:
    found = factrueval.read(options.gold)
    report = factrueval.measure(found, floors)
    shown = factrueval.show(found, options.show) if options.show in factrueval.ATTEMPTED else []
    return Report(report.figures, [*report.lines, "", *shown])


def _nerel(options: Options, floors: Floors) -> Report:
    report = nerel.measure(nerel.read(options.gold), floors)
    asked = options.show in nerel.LAYERS
    shown = nerel.show(nerel.read(options.gold, "train"), options.show) if asked else []
    return Report(report.figures, [*report.lines, "", *shown])


def _names(options: Options, floors: Floors) -> Report:
    report = names.measure(options.gold, floors)
    shown = names.show(options.gold) if options.show == "names" else []
    return Report(report.figures, [*report.lines, "", *shown])


def _rucoco(options: Options, floors: Floors) -> Report:
    report = rucoco.measure(options.gold, floors)
    shown = rucoco.show(options.gold) if options.show == "links" else []
    return Report(report.figures, [*report.lines, "", *shown])


def _links(options: Options, floors: Floors) -> Report:
    return links.measure(options.gold, floors)


def _same_story(options: Options, floors: Floors) -> Report:
    return same_story.measure(options.gold, floors)


def _opinions(options: Options, floors: Floors) -> Report:
    report, checked = opinions.measure(options.gold, floors)
    if options.write_confidence:
        reliability.store({opinions.RULE: checked})
    return report


def _pages(options: Options, floors: Floors) -> Report:
    return pages.measure(options.gold, floors)


SETS: dict[str, tuple[Path, Callable[[Options, Floors], Report], Callable[[Path], list[Path]]]] = {
    "record-ru": (recordru.FOLDER, _recordru, recordru.files),
    "fresh": (fresh.FOLDER, _fresh, fresh.files),
    "factrueval": (factru_gold.FOLDER, _factrueval, factru_gold.files),
    "nerel": (nerel_gold.FOLDER, _nerel, nerel_gold.files),
    "names": (factru_gold.FOLDER, _names, factru_gold.files),
    "rucoco": (rucoco.FOLDER, _rucoco, rucoco.files),
    "links": (links.FOLDER, _links, links.files),
    "same-story": (same_story.FOLDER, _same_story, same_story.files),
    "opinions": (opinions.FOLDER, _opinions, opinions.files),
    "pages": (pages.FOLDER, _pages, pages.files),
}

if __name__ == "__main__":
    sys.exit(main())
