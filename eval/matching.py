"""Which items of a record the gold's own scorer matched: its pairs, kept instead of printed.

The scorer lies with the gold and is loaded from there; what it decides is never decided again here.
"""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from msgspec import Struct

Item = dict[str, Any]
Pairs = list[tuple[Item, Item]]


class Matched(Struct, frozen=True):
    """One layer of one text: gold, ours, pairs that match, and those of them that are right in full.

    `paired` and `right` differ for quotes only: the content matches, but the speaker may not.
    """

    golds: list[Item]
    ours: list[Item]
    paired: Pairs
    right: Pairs


class Outcome(Struct, frozen=True):
    """One text held against its gold, layer by layer."""

    doc: str
    text: str
    record: Item
    layers: dict[str, Matched]
    use: str = "tune"  # errors are shown of texts for tuning only


def load_scorer(path: Path) -> ModuleType:
    """The scorer that lies with the gold, as a module."""
    spec = spec_from_file_location("record_ru_score", path)
    assert spec is not None and spec.loader is not None
    scorer = module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def compare(scorer: ModuleType, gold: Item, text: str, record: Item, tally: Any) -> Outcome:
    """Score one record into `tally` (the scorer's own) and keep what was matched with what."""
    layers: dict[str, Matched] = {}
    last: Pairs = []
    pair = scorer.pair

    def keep(golds: list[Item], ours: list[Item], score: Any) -> Pairs:
        last[:] = pair(golds, ours, score)
        return list(last)

    def note(_show: Any, layer: str, _doc: str, *rest: Any) -> None:
        golds, ours, hits, _brief = rest
        layers[layer] = Matched(golds, ours, list(last), hits)

    with patch.multiple(scorer, pair=keep, report=note):
        scorer.score_doc(scorer.anchored(gold, text), record, tally, None)
    return Outcome(gold["doc"], text, record, layers, gold.get("use", "tune"))
