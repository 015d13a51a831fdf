"""FactRuEval-2016 on disk: texts with named objects, the entities they stand for, and facts between entities.

Five files a text: `.txt`; `.spans` (id, type, start, length); `.objects` (id, type, span ids): one mention of a name;
`.coref` (id, object ids, then attributes): the entity of several objects; `.facts` (type, then an argument a line,
whose value is `objN` for an entity, `spanN` for a span, or words). Alternatives of a value stand between `|`.
"""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from msgspec import Struct

SETS = ("dev", "test-open")
FOLDER = Path("factrueval")
SUFFIXES = (".txt", ".spans", ".objects", ".coref", ".facts")

# Orders in which a person's names may be put together; the keys are attributes of `.coref`.
_PERSON = ("fl", "lf", "fpl", "lfp", "fp", "fn", "f", "p", "l", "n")
_PARTS = {"f": "firstname", "p": "patronymic", "l": "lastname", "n": "nickname"}
_REFERENCE = re.compile(r"^(obj|span)(\d+)\s*(.*)$")
_MARKS = {"Сложность", "Модальность", "Фаза"}  # what the annotators say about a fact, no arguments of it


class Range(Struct, frozen=True, order=True):
    """A typed half-open stretch of the text."""

    start: int
    end: int
    kind: str


class Named(Struct, frozen=True):
    """One mention of a name ("object"): Person, Org, LocOrg, Location and few others."""

    kind: str
    spans: tuple[Range, ...]

    @property
    def start(self) -> int:
        return min(s.start for s in self.spans)

    @property
    def end(self) -> int:
        return max(s.end for s in self.spans)


class Argument(Struct, frozen=True):
    """A fact's argument: `ids` of entities, `spans` of positions, and every way to put it in words."""

    name: str
    ids: frozenset[str] = frozenset()
    spans: tuple[tuple[int, int], ...] = ()
    words: frozenset[str] = frozenset()


class Fact(Struct, frozen=True):
    """A fact; a `hard` one is left out of account in the easy mode. `rule` is that of a fact of ours."""

    kind: str
    arguments: tuple[Argument, ...]
    hard: bool = False
    rule: str = ""


class Text(Struct, frozen=True):
    """One text of the corpus; `owner` says which entity each object stands for."""

    name: str
    text: str
    objects: dict[str, Named]
    owner: dict[str, str]
    facts: tuple[Fact, ...]


def files(gold: Path) -> list[Path]:
    """Every file that the figures depend on."""
    return [f for name in SETS for f in (gold / FOLDER / name).iterdir() if f.suffix in SUFFIXES]


def texts(folder: Path) -> Iterator[Text]:
    """Every text of one set, in order of name."""
    for path in sorted(folder.glob("*.txt")):
        yield load(path)


def load(path: Path) -> Text:
    """One text with its markup; `path` is that of its `.txt`."""
    text = path.read_text(encoding="utf-8")
    spans = _spans(path)
    objects = _objects(path, spans)
    owner, attributes = _entities(path)
    words = {entity: _ways(entity, text, objects, owner, attributes[entity]) for entity in attributes}
    return Text(path.stem, text, objects, owner, tuple(_facts(path, text, spans, words)))


def _lines(path: Path, suffix: str) -> list[str]:
    return path.with_suffix(suffix).read_text(encoding="utf-8").splitlines()


def _blocks(path: Path, suffix: str) -> Iterator[list[str]]:
    """Runs of lines that are not empty."""
    block: list[str] = []
    for line in [*_lines(path, suffix), ""]:
        if line.strip():
            block.append(line.strip())
        elif block:
            yield block
            block = []


def _spans(path: Path) -> dict[str, Range]:
    found = {}
    for line in _lines(path, ".spans"):
        if line.strip():
            id_, kind, start, length = line.split()[:4]
            found[id_] = Range(int(start), int(start) + int(length), kind)
    return found


def _objects(path: Path, spans: dict[str, Range]) -> dict[str, Named]:
    found = {}
    for line in _lines(path, ".objects"):
        id_, kind, *ids = line.split("#")[0].split() or ("", "")
        if ids:
            found[id_] = Named(kind, tuple(spans[i] for i in ids))
    return found


def _entities(path: Path) -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """Object -> its entity, and entity -> its attributes (name, value)."""
    owner: dict[str, str] = {}
    attributes: dict[str, list[tuple[str, str]]] = {}
    for head, *rest in _blocks(path, ".coref"):
        entity, *objects = head.split()
        owner |= dict.fromkeys(objects, entity)
        pairs = [line.split(None, 1) for line in rest]
        attributes[entity] = [(pair[0].rstrip("0123456789"), pair[1]) for pair in pairs if len(pair) == 2]
    return owner, attributes


def _ways(
    entity: str, text: str, objects: dict[str, Named], owner: dict[str, str], attributes: list[tuple[str, str]]
) -> frozenset[str]:
    """Every way to name an entity: as it stands in the text, and by its attributes."""
    mine = [o for id_, o in objects.items() if owner.get(id_) == entity]
    found = {text[o.start : o.end] for o in mine}
    found |= {" ".join(text[s.start : s.end] for s in o.spans) for o in mine}
    of = {key: [v for name, v in attributes if name == key] for key in ("name", *_PARTS.values())}
    descriptors = [v for name, v in attributes if name.startswith("descr")]
    for name in of["name"]:
        found |= {name, *(f"{d} {name}" for d in descriptors), *(f"{name} {d}" for d in descriptors)}
    for order in _PERSON:
        found |= {" ".join(parts) for parts in product(*(of[_PARTS[part]] for part in order))}
    return frozenset(found)


def _facts(path: Path, text: str, spans: dict[str, Range], words: dict[str, frozenset[str]]) -> Iterator[Fact]:
    for head, *rest in _blocks(path, ".facts"):
        pairs = [(*line.split(None, 1), "")[:2] for line in rest]
        arguments = tuple(_argument(name, value, text, spans, words) for name, value in pairs if name not in _MARKS)
        yield Fact(head.split()[1], arguments, hard=("Сложность", "повышенная") in {(n, v) for n, v in pairs})


def _argument(name: str, value: str, text: str, spans: dict[str, Range], words: dict[str, frozenset[str]]) -> Argument:
    ids, places, ways = set(), [], set()
    for alternative in value.split("|"):
        found = _REFERENCE.match(alternative.strip())
        kind, id_, rest = found.groups() if found else ("", "", alternative.strip())
        if rest:
            ways.add(rest)
        if kind == "obj":
            ids.add(id_)
            ways |= words.get(id_, frozenset())
        elif kind == "span":
            places.append((spans[id_].start, spans[id_].end))
            ways.add(text[spans[id_].start : spans[id_].end])
    return Argument("Position" if name == "Job" else name, frozenset(ids), tuple(places), frozenset(ways))
