"""Golden text: what a finder should find, marked in the text so that a linguist can read and edit it.

One file a layer in tests/golden/, cases between blank lines. Words that a fact rests on stand in braces with the
name of the field, `{cue заявила} {mention Анна Берг}`; lines that open with "=" give each fact's other fields, actors
by name. `python -m tests.golden quotes` shows where the finder differs, `--write` writes what it finds; so does
`python -m tests.golden rules` for the examples of `onrecord/find/rules.tsv`, marked by the one rule of their row.
"""

import argparse
import difflib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from onrecord.find.rules import TABLE
from onrecord.knowledge import Knowledge, load
from onrecord.path import record_page
from onrecord.span import Span
from onrecord.values import Page, Record

FOLDER = Path(__file__).with_name("golden")
HIDDEN = {"evidence", "rule", "confidence", "support", "id"}
_MARK = re.compile(r"\{\w+ |\}")


@cache
def knowledge() -> Knowledge:
    """The package's tables with those of the invented region."""
    return load((Path(__file__).parents[1] / "examples" / "knowledge",))


def cases(layer: str) -> list[str]:
    """The cases of a layer's file, as they stand there."""
    text = (FOLDER / f"{layer}.txt").read_text(encoding="utf-8")
    return [case.strip("\n") for case in text.split("\n\n") if case.strip()]


def found(layer: str, case: str) -> str:
    """The case as the program marks it: its text without marks, read anew."""
    record = read(plain(case))
    facts = getattr(record, layer)
    return "\n".join([_shown(record, facts), *(f"= {_rest(record, fact)}" for fact in facts)])


def plain(case: str) -> str:
    """A case's text without marks, and without the lines that tell its facts."""
    return _MARK.sub("", "\n".join(line for line in case.split("\n") if not line.startswith("=")))


def example(layer: str, rule: str, marked: str) -> str:
    """A rule's example as that rule marks it: without marks where it finds nothing."""
    record = read(marked)
    return _shown(record, [fact for fact in getattr(record, layer) if fact.rule == rule])


def examples() -> list[str]:
    """The lines of the table of rules, each example as its rule marks it."""
    header, *rows = TABLE.read_text(encoding="utf-8").splitlines()
    cells = (row.split("\t") for row in rows)
    found = [(layer, rule, example(layer, rule, text.replace("\\n", "\n"))) for layer, rule, text in cells]
    return [header, *("\t".join(row).replace("\n", "\\n") for row in found)]


def read(marked: str) -> Record:
    """The record of a text that has marks, read without them."""
    return record_page(Page(source="golden", content=_MARK.sub("", marked).encode(), media="text"), knowledge())


def _shown(record: Record, facts: Iterable[Any]) -> str:
    marks = sorted({mark for fact in facts for mark in _marks(fact)}, key=lambda m: (m[0].start, -m[0].end, m[1]))
    return _marked(record.article.text, marks)


def _marks(fact: Any) -> list[tuple[Span, str]]:
    """The spans that a fact shows, with their fields' names."""
    held: list[tuple[Span, str]] = []
    for name in fact.__struct_fields__:
        value = getattr(fact, name)
        spans = value if isinstance(value, tuple) else (value,)
        if name not in HIDDEN:
            held += [(span, name) for span in spans if isinstance(span, Span)]
    return held


def _marked(text: str, marks: list[tuple[Span, str]]) -> str:
    pieces: list[tuple[int, int, str]] = []
    for order, (span, label) in enumerate(marks):
        pieces.append((span.start, order, f"{{{label} "))
        pieces.append((span.end, -1 - order, "}"))
    for at, _, mark in sorted(pieces, key=lambda piece: (piece[0], piece[1]), reverse=True):
        text = text[:at] + mark + text[at:]
    return text.rstrip("\n")


def _rest(record: Record, fact: Any) -> str:
    names = {actor.id: actor.name for actor in record.actors}
    shown = []
    for name in fact.__struct_fields__:
        value = getattr(fact, name)
        if name in HIDDEN or value in (None, (), "") or any(isinstance(v, Span) for v in _several(value)):
            continue
        shown.append(f"{name} {', '.join(_word(v, names) for v in _several(value))}")
    return "; ".join(shown)


def _several(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _word(value: Any, names: dict[str, str]) -> str:
    if isinstance(value, msgspec.Struct):
        return "/".join(_word(v, names) for v in msgspec.structs.astuple(value) if v is not None)
    return names.get(str(value), str(value))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("layer", choices=["rules", *sorted(file.stem for file in FOLDER.glob("*.txt"))])
    parser.add_argument("--write", action="store_true", help="write what is found into the file")
    options = parser.parse_args()
    if options.layer == "rules":
        file, new = TABLE, "\n".join(examples()) + "\n"
    else:
        file = FOLDER / f"{options.layer}.txt"
        new = "\n\n".join(found(options.layer, case) for case in cases(options.layer)) + "\n"
    old = file.read_text(encoding="utf-8")
    if options.write:
        file.write_text(new, encoding="utf-8")
    print(*difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm=""), sep="\n")


if __name__ == "__main__":
    main()
