"""Spans: where words stand in an article's text (Unicode code points, half-open)."""

from collections.abc import Iterable

from msgspec import Struct

CONTEXT = 32  # characters of prefix and suffix in a W3C TextQuoteSelector


class Span(Struct, frozen=True, order=True):
    """A half-open range of code points of one text.

    >>> Span(0, 5).of("Сегодня")
    'Сегод'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


def cover(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of `spans` (at least one).

    >>> cover([Span(4, 6), Span(1, 2)])
    Span(start=1, end=6)
    """
    found = list(spans)
    return Span(min(s.start for s in found), max(s.end for s in found))


def trimmed(text: str, start: int, end: int, strip: str = " \t\r\n\u00a0") -> Span:
    """The span without the characters of `strip` at its two ends.

    >>> trimmed(" да, ", 0, 5, " ,")
    Span(start=1, end=3)
    """
    while start < end and text[start] in strip:
        start += 1
    while end > start and text[end - 1] in strip:
        end -= 1
    return Span(start, end)


def selectors(text: str, span: Span) -> list[dict[str, object]]:
    """The span as W3C Web Annotation selectors: TextPosition, and TextQuote with its context."""
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.of(text),
            "prefix": text[max(0, span.start - CONTEXT) : span.start],
            "suffix": text[span.end : span.end + CONTEXT],
        },
    ]
