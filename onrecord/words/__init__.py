"""Words as data: frames of verbs and nouns by language, one TSV file a subject, an example a kind.

Every table has the columns `lang`, `lemma` and `kind`; some add their own. A lemma of several words stands with spaces.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from onrecord.errors import OnrecordError
from onrecord.knowledge.tables import Row, parse


@cache
def frames(table: str, lang: str = "ru") -> dict[str, Row]:
    """The rows of a table in one language by lemma: `frames("speech")["заявить"]["kind"]`."""
    text = files("onrecord.words").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    return by_lemma(parse(text, f"words/{table}.tsv"), f"words/{table}.tsv", lang)


def by_lemma(rows: Iterable[Row], source: str, lang: str = "ru") -> dict[str, Row]:
    """Rows of one language by lemma; a lemma that stands there twice is an error that names the table."""
    found: dict[str, Row] = {}
    for row in rows:
        if row["lang"] == lang and found.setdefault(row["lemma"], row) is not row:
            raise OnrecordError(f"{source}: {lang} {row['lemma']} stands there twice; valid is one row, kinds as a|b")
    return found


@cache
def listed(table: str, *kinds: str, lang: str = "ru") -> frozenset[str]:
    """The lemmas of a table of one of `kinds` (of any kind where none is given); a row may have several: "a|b"."""
    rows = frames(table, lang).items()
    return frozenset(lemma for lemma, row in rows if not kinds or not set(kinds).isdisjoint(row["kind"].split("|")))


@cache
def valued(table: str, kind: str, lang: str = "ru") -> dict[str, str]:
    """What the column `value` says of the lemmas of a kind, in the table's order: `valued("dates", "day")["вчера"]`."""
    rows = frames(table, lang).items()
    return {lemma: row["value"] for lemma, row in rows if kind in row["kind"].split("|")}
