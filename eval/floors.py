"""Floors: the least that each figure may be, and the digest of the gold that they were measured on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

FLOORS = Path(__file__).with_name("floors.json")


def load(path: Path = FLOORS) -> dict[str, dict[str, Any]]:
    """Set -> {"corpus": sha256 of its files, "floors": {figure: least F1}}."""
    found: dict[str, dict[str, Any]] = msgspec.json.decode(path.read_bytes())
    return found


def problems(name: str, pinned: dict[str, Any], corpus: str, figures: dict[str, float]) -> Iterator[str]:
    """What is wrong with one set's run, in sentences; none when all holds."""
    if corpus != pinned["corpus"]:
        yield f"{name}: the gold is not the one that the floors were set on: {corpus}, not {pinned['corpus']} (sha256)"
    for figure, floor in pinned["floors"].items():
        if figure not in figures:
            yield f"{name}: {figure} was not measured; its floor is {floor:.3f}"
        elif figures[figure] < floor:
            yield f"{name}: {figure} is {figures[figure]:.3f}, below its floor of {floor:.3f}"
