"""A list's row for people: a line that says what, the words below it, and where they stand."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.show.cast import mark
from onrecord.show.clean import line
from onrecord.show.console import address
from onrecord.show.labels import known, label, tongue, topic
from onrecord.show.when import moment

DOT = " · "

# List -> the keys of its first line, and the key of the words below.
_SHOWN: dict[str, tuple[tuple[str, ...], str]] = {
    "quotes": (("speaker", "office"), "words"),
    "meetings": (("body", "kind", "format", "place", "date", "status", "participants", "absent"), "evidence"),
    "offices": (("person", "office", "of", "status"), "evidence"),
    "aid": (("donor", "recipient", "via", "amount", "goods", "status"), "evidence"),
    "commitments": (("who", "kind", "words", "due"), "evidence"),
    "positions": (("holder", "stance", "target_text"), "evidence"),
    "relays": (("credited", "cue"), "evidence"),
    "references": (("name", "kind", "body"), "evidence"),
    "topics": (("label", "words"), "evidence"),
    "actors": (("name", "kind", "wikidata", "country"), ""),
    "articles": (("title",), ""),
    "stories": (("title",), ""),
    "search": (("title",), "snippet"),
    "holders": (("person", "office", "of", "since", "until"), "evidence"),
    "corrections": (("action", "what"), "why"),
}
_DATES = {"date", "due", "since", "until"}
_NAMED = {"kind", "status", "stance"}  # their values have labels
_PARTIES = {"speaker", "who", "holder", "donor"}  # who is not named is said to be so
_LABELLED = {"participants", "absent", "due", "since", "until"}


def block(row: dict[str, Any], kind: str) -> Iterator[RenderableType]:
    """One row; `kind` is the list that it is of."""
    language = tongue(row.get("language") or "ru")
    first, more = heading(row, kind, language)
    yield Text.assemble((first, "bold"), more, _rule(row, language))
    if words := below(row, kind):
        yield Padding(Text(words), (0, 0, 0, 4))
    yield Padding(Text(_where(row, language), "dim"), (0, 0, 0, 4))
    if row.get("source"):
        yield address(row["url"] or row["source"], 4)
    yield Text()


def heading(row: dict[str, Any], kind: str, language: str) -> tuple[str, str]:
    """What a row says, on a line: what stands out, and the rest of it."""
    first, *rest = [shown for key in _SHOWN[kind][0] if (shown := _part(row, key, language))] or ["—"]
    return first, "".join((" " if part.startswith("→") else DOT) + part for part in rest)


def below(row: dict[str, Any], kind: str) -> str:
    """The words below the line; "" where there are none."""
    key = _SHOWN[kind][1]
    said = line(row[key] or "") if key else ""
    return f"«{said.strip('«»“”„')}»" if key == "words" and row["kind"] == "direct" else said


def _part(row: dict[str, Any], key: str, language: str) -> str:
    """A value of the first line, with the word before it that says what it is."""
    if key in _NAMED and known(row[key]):
        return label(row[key], language)
    if key in _DATES and row[key]:
        return _before(key, language) + moment(line(row[key]), language)
    if key == "label":
        return line(topic(row["code"], row[key], language))
    shown = _value(row[key]) or (label("unknown", language) if key in _PARTIES else "")
    if key == "amount" and shown and row["currency"]:
        return f"{shown}\u00a0{line(row['currency'])}"
    for basis in ("stated", "membership") if key == "absent" else ():
        shown = shown.replace(f"({basis})", f"({label(basis, language)})")
    return f"{_before(key, language)}{shown}" if shown else ""


def _before(key: str, language: str) -> str:
    if key == "recipient":
        return "→ "
    if key == "via":
        return label("via", language) + " "
    return label(key, language) + ": " if key in _LABELLED else ""


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(line(str(item)) for item in value)
    if isinstance(value, int | float):
        return f"{value:,.15g}".replace(",", "\u00a0")
    return line(value or "")


def _rule(row: dict[str, Any], language: str) -> Text:
    return mark([(row["rule"], row["confidence"], row["support"])], language) if row.get("rule") else Text()


def _where(row: dict[str, Any], language: str) -> str:
    if "independent" in row:
        published = moment(row["published"], language) if row["published"] else ""
        numbers = (f"{label(key, language)}: {row[key]}" for key in ("articles", "outlets", "independent"))
        return DOT.join(filter(None, (published, *numbers, row["story"])))
    if "correction" in row:
        held = "" if row["in_force"] else label("taken_back", language)
        return DOT.join(filter(None, (row["at"], line(row["by"]), row["correction"], held)))
    if "basis" in row:
        basis = label(row["basis"], language)
        published = moment(row["published"], language) if row["published"] else ""
        beyond = f"{label('evidenced', language)}: {moment(row['evidenced'], language)}" if row["evidenced"] else ""
        acts = label("acting", language) if row["acting"] else ""
        return DOT.join(filter(None, (acts, basis, beyond, published, line(row["outlet"] or ""), row["fact"])))
    if "articles" in row:
        numbers = (f"{label(key, language)}: {row[key]}" for key in ("articles", "mentions"))
        return DOT.join(filter(None, (*numbers, row["identity"])))
    published = moment(row["published"], language) if row["published"] else ""
    judged = label(row["judgement"], language) if row.get("judgement") else ""
    where = (published, line(row["outlet"] or ""), row.get("fact") or row["article"], judged)
    return DOT.join(filter(None, where))
