"""Knowledge tables as they stand on disk: TSV files with a header line, `|` between several values of a cell."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from onrecord.errors import OnrecordError

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of a table that comes with the package: `rows("countries")`."""
    text = files("onrecord.knowledge").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(parse(text, f"{name}.tsv"))


def rows_of_file(path: Path) -> tuple[Row, ...]:
    """The rows of a user's table; the file's stem says which table it adds to."""
    try:
        found = tuple(parse(path.read_text(encoding="utf-8-sig"), str(path)))
    except (OSError, UnicodeDecodeError) as error:
        raise OnrecordError(f"{path}: cannot be read as a UTF-8 table: {error}") from error
    missing = [name for name in rows(path.stem)[0] if found and name not in found[0]]
    if missing:
        raise OnrecordError(f"{path}: no column {', '.join(missing)}; valid is the header of the package's own table")
    return found


def parse(text: str, source: str) -> Iterator[Row]:
    """Rows of a TSV text; a row of another width than the header is an error that names its line."""
    lines = text.splitlines()
    header = lines[0].split("\t") if lines else []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            raise OnrecordError(f"{source}, line {number}: {len(cells)} cells where the header has {len(header)}")
        yield dict(zip(header, cells, strict=True))


def several(cell: str) -> list[str]:
    """The values of a cell.

    >>> several("РФ|Российская Федерация")
    ['РФ', 'Российская Федерация']
    """
    return [value.strip() for value in cell.split("|") if value.strip()]
