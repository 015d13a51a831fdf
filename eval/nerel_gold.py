"""NEREL on disk: Wikinews texts with nested entities and relations between them.

Two files a text: `.txt`, and `.ann` in brat's standoff: `T1<tab>PERSON 24 41<tab>words` for an entity, and
`R1<tab>WORKS_AS Arg1:T1 Arg2:T2` for a relation. An entity in several pieces ("10 20;25 30") is read from its first
to its last character. Mentions of one entity are joined by ALTERNATIVE_NAME or ABBREVIATION, or worded alike.
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct

SETS = ("train", "dev")
FOLDER = Path("nerel")
_SAME = ("ALTERNATIVE_NAME", "ABBREVIATION")


class Entity(Struct, frozen=True, order=True):
    """One mention: its extent in the text and its type."""

    start: int
    end: int
    kind: str

    def holds(self, other: "Entity") -> bool:
        """Whether another mention lies within this one."""
        return self.start <= other.start and other.end <= self.end


class Text(Struct, frozen=True, dict=True):
    """One text: `relations` are (type, id of the first entity, id of the second)."""

    name: str
    text: str
    entities: dict[str, Entity]
    relations: tuple[tuple[str, str, str], ...]

    def of(self, kind: str) -> Iterator[tuple[str, str]]:
        """The pairs of one type of relation."""
        return ((a, b) for name, a, b in self.relations if name == kind)

    @cached_property
    def owner(self) -> dict[str, str]:
        """Mention -> the one that stands for all mentions of its entity."""
        above = {id_: id_ for id_ in self.entities}

        def top(id_: str) -> str:
            while above[id_] != id_:
                id_ = above[id_]
            return id_

        worded: dict[tuple[str, str], str] = {}
        pairs = [pair for kind in _SAME for pair in self.of(kind)]
        for id_, entity in self.entities.items():
            first = worded.setdefault((entity.kind, self.text[entity.start : entity.end]), id_)
            pairs.append((first, id_))
        for a, b in pairs:
            above[top(b)] = top(a)
        return {id_: top(id_) for id_ in self.entities}

    @cached_property
    def mentions(self) -> dict[str, list[Entity]]:
        """Entity, by the mention that stands for it -> all its mentions."""
        found: dict[str, list[Entity]] = {}
        for id_, top in self.owner.items():
            found.setdefault(top, []).append(self.entities[id_])
        return found


def files(gold: Path) -> list[Path]:
    """Every file that the figures depend on."""
    return [f for f in (gold / FOLDER / "dev").iterdir() if f.suffix in (".txt", ".ann")]


def texts(folder: Path) -> Iterator[Text]:
    """Every text of one set, in order of name."""
    for path in sorted(folder.glob("*.txt")):
        yield load(path)


def load(path: Path) -> Text:
    """One text with its markup; `path` is that of its `.txt`."""
    entities: dict[str, Entity] = {}
    relations: list[tuple[str, str, str]] = []
    for line in path.with_suffix(".ann").read_text(encoding="utf-8").split("\n"):
        id_, rest = (*line.split("\t"), "")[:2]
        if id_.startswith("T"):
            kind, extent = rest.split(" ", 1)
            ends = [int(n) for n in extent.replace(";", " ").split()]
            entities[id_] = Entity(min(ends), max(ends), kind)
        elif id_.startswith("R"):
            kind, first, second = rest.split()[:3]
            relations.append((kind, first.partition(":")[2], second.partition(":")[2]))
    return Text(path.stem, path.read_text(encoding="utf-8"), entities, tuple(relations))
