"""Words as data: frames of verbs and nouns by language, one TSV file a subject, a real example a row.

Every table has the columns `lang`, `lemma` and `kind`; some add their own. A lemma of several words stands with spaces.
"""

from functools import cache
from importlib.resources import files

from onrecord.knowledge.tables import Row, parse


@cache
def frames(table: str, lang: str = "ru") -> dict[str, Row]:
    """The rows of a table in one language by lemma: `frames("speech")["заявить"]["kind"]`."""
    text = files("onrecord.words").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    return {row["lemma"]: row for row in parse(text, f"words/{table}.tsv") if row["lang"] == lang}


@cache
def listed(table: str, *kinds: str, lang: str = "ru") -> frozenset[str]:
    """The lemmas of a table of one of `kinds` (of any kind where none is given); a row may have several: "a|b"."""
    rows = frames(table, lang).items()
    return frozenset(lemma for lemma, row in rows if not kinds or not set(kinds).isdisjoint(row["kind"].split("|")))
