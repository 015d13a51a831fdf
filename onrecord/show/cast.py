"""A record as the text view asks of it: words of spans, names of ids, labels in the reader's language."""

from collections.abc import Iterable

from rich.text import Text

from onrecord.show.clean import line
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
        return Text(self.name(actor), "bold") + Text(f" — {office}" if office else "")

    def words(self, spans: Span | Iterable[Span]) -> str:
        """The words of one or more stretches on one line."""
        found = [spans] if isinstance(spans, Span) else spans
        return GAP.join(line(span.of(self.record.article.text)) for span in found)

    def sure(self, fact: Fact) -> Text:
        """How often the fact's rule is right, where that was measured: a discreet percentage."""
        return Text("" if fact.confidence is None else f"  {fact.confidence:.0%}", "dim")
