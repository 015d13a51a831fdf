"""The command that checks quotes: where words were said, by whom, and how each outlet has them."""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.errors import OnrecordError
from onrecord.show.guard import guarded
from onrecord.show.opening import opened
from onrecord.show.options import ROWS, Db, taking

if TYPE_CHECKING:
    from sqlalchemy import Connection

Asked = dict[str, str]

LONGEST_FIELD = 131_072  # characters of a cell


@guarded
@taking(ROWS)
def check(
    words: Annotated[str | None, typer.Argument(help="Words that somebody is said to have said; two at least.")] = None,
    by: Annotated[str | None, typer.Option(help="Who is said to have said them: a name in any form.")] = None,
    file: Annotated[
        Path | None,
        typer.Option(help="A CSV file with a column `words`, and `by` if known, to check each line of; - for input."),
    ] = None,
    db: Db = None,
    **given: Any,
) -> None:
    """Check a quote: verbatim, cut, altered, another's, or not found."""
    from onrecord.show.output import print_rows
    from onrecord.stories.quotes.rows import COLUMNS

    if (words is None) == (file is None):
        raise typer.BadParameter('give the words in quotation marks, "...", or --file with a CSV file')
    asked = [{"words": words or "", "by": by or ""}] if file is None else list(_lines(file, by))
    more = [name for name in (asked[0] if asked else {}) if name not in COLUMNS]
    with opened(db) as store, store.reading() as connection:
        print_rows(_rows(connection, asked, more), (*more, *COLUMNS), given["form"], "check")


def _rows(connection: "Connection", asked: list[Asked], more: list[str]) -> Iterator[dict[str, Any]]:
    from onrecord.stories.quotes.check import check
    from onrecord.stories.quotes.rows import row_of

    for one in asked:
        yield {name: one[name] for name in more} | row_of(check(connection, one["words"], one["by"] or None))


def _lines(file: Path, by: str | None) -> Iterator[Asked]:
    """The lines of a file of quotes; `by` where a line has none of its own."""
    try:
        text = sys.stdin.read().removeprefix("\ufeff") if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OnrecordError(f"{file}: cannot be read as a UTF-8 CSV file: {error}") from error
    csv.field_size_limit(LONGEST_FIELD)  # one for the whole process: whoever set it before does not decide here
    lines = csv.DictReader(io.StringIO(text), dialect=_dialect(text))
    try:
        yield from _checked(lines, file, by)
    except csv.Error as error:
        raise OnrecordError(f"{file}, line {lines.reader.line_num}: {error}") from error


def _checked(lines: "csv.DictReader[str]", file: Path, by: str | None) -> Iterator[Asked]:
    """The lines as they are asked, with an OnrecordError that names the line that cannot be."""
    from onrecord.stories.quotes.check import checkable

    if "words" not in (lines.fieldnames or ()):
        raise OnrecordError(f"{file}: no column `words` in the first line; valid are `words` and `by`, others are kept")
    for line in lines:
        if None in line or None in line.values():
            raise OnrecordError(f"{file}, line {lines.line_num}: not as many cells as the first line has")
        one = {**line, "by": line.get("by") or by or ""}
        try:
            checkable(one["words"], one["by"] or None)
        except OnrecordError as error:
            raise OnrecordError(f"{file}, line {lines.line_num}: {error}") from error
        yield one


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas, or what spreadsheets write in Russia: semicolons."""
    head = text.partition("\n")[0]

    class Found(csv.excel):
        delimiter = ";" if head.count(";") > head.count(",") else ","

    return Found
