"""Imports may only point up the path: a stage knows the stages before it and none after it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "onrecord"
STAGES = ("read", "article", "language", "find", "resolve", "record", "store", "stories", "show", "exports", "desk")
SHARED = {"span", "values", "errors", "settings", "words", "knowledge", "path", "__init__"}
COMMANDS = PACKAGE / "show" / "cli.py"  # where every command comes together: it stands at the end of the path
FILES = sorted(PACKAGE.rglob("*.py"))


def _imported(file: Path) -> set[str]:
    """The stages and shared modules of the package that a file imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("onrecord.")}
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_point_up_the_path(file: Path) -> None:
    room = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    allowed = {*SHARED, "__version__"}
    if file == COMMANDS:
        allowed |= set(STAGES)
    elif room in STAGES:
        allowed |= set(STAGES[: STAGES.index(room) + 1])
        allowed -= set() if STAGES.index(room) >= STAGES.index("store") else {"path"}
    elif room == "path":
        allowed |= set(STAGES[: STAGES.index("record") + 1])
    elif room in ("words", "knowledge"):
        allowed -= {"path"}
    assert _imported(file) <= allowed, f"{file} imports what comes after it: {_imported(file) - allowed}"


def test_every_folder_is_a_stage_or_shared() -> None:
    rooms = {file.relative_to(PACKAGE).parts[0].removesuffix(".py") for file in FILES}
    assert rooms <= set(STAGES) | SHARED
