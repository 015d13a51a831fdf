"""A record as the text view asks of it: words of spans, names of ids, labels in the reader's language."""

from collections.abc import Iterable

from rich.text import Text

from onrecord.show.clean import line
from onrecord.show.console import UNBROKEN
from onrecord.show.labels import label, tongue
from onrecord.span import Span
from onrecord.store.rows import GAP, office_of
from onrecord.values import Fact, Record


class Cast:
    """One record's names and words, every one cleaned of what a terminal would obey."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.language = tongue(record.article.language)
        self._names = {actor.id: line(actor.name) for actor in record.actors}

    def label(self, key: str) -> str:
        """A word of the interface."""
        return label(key, self.language)

    def name(self, actor: str | None) -> str:
        """An actor's name; "" where there is none."""
        return self._names.get(actor or "", "")

    def titled(self, actor: str | None) -> Text:
        """An actor's name with the post that the article gives it."""
        office = line(office_of(self.record, actor) or "")
        return Text.assemble((self.name(actor), "bold"), f" — {office}" if office else "")

    def words(self, spans: Span | Iterable[Span]) -> str:
        """The words of one or more stretches on one line."""
        found = [spans] if isinstance(spans, Span) else spans
        return GAP.join(line(span.of(self.record.article.text)) for span in found)

    def marks(self, *facts: Fact) -> Text:
        """The rules that found some facts, each once, for the end of their line."""
        return mark(dict.fromkeys((fact.rule, fact.confidence, fact.support) for fact in facts), self.language)


def mark(rules: Iterable[tuple[str, float | None, int | None]], language: str) -> Text:
    """Rules, each with how often it is right where that was measured, as one quiet word: "  [met · 72 %, n=6]"."""
    shown = "; ".join(line(rule) + rated(share, count, language) for rule, share, count in rules)
    return Text("  " + f"[{shown}]".replace(" ", UNBROKEN) if shown else "", "dim")


def rated(confidence: float | None, support: int | None, language: str) -> str:
    """How often a rule is right and on how many facts that was measured: " · 72 %, n=6"; "" where it was not."""
    if confidence is None:
        return ""
    percent = f" · {confidence:.0%}".replace("%", " %" if language == "ru" else "%")
    return percent if support is None else f"{percent}, n={support}"
