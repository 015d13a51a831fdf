"""A plain-text page: the text as it stands, its parts, and what its furniture tells."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from onrecord.article.found import Found
from onrecord.article.furniture import Furniture, views_of
from onrecord.article.layout import kinds_of, marks_of
from onrecord.article.times import Moment, in_url, written
from onrecord.span import Span, trimmed
from onrecord.values import Part, PartKind

_LINE = re.compile(r"[^\r\n\u2028\x85]+")
_SOURCE = re.compile(r"(?:источник|source|дереккөз)\s*:\s*(https?://\S+/\S+)", re.IGNORECASE)
_WRAPPED = range(40, 121)  # characters of a line that was wrapped by hand


def read_plain(text: str) -> Found:
    """The parts of a plain text and the metadata that its own lines give."""
    lines = list(_lines(text))
    words = [line.of(text) for line in lines]
    near = [i > 0 and text.count("\n", lines[i - 1].end, line.start) <= 1 for i, line in enumerate(lines)]
    marks = marks_of(words, near)
    wrapped = max(map(len, words), default=0) < _WRAPPED.stop
    kinds = kinds_of(words, marks)
    if wrapped:  # a short line that goes on in the next is no caption
        kinds = [
            "body" if kind == "caption" and near[i + 1 : i + 2] == [True] else kind for i, kind in enumerate(kinds)
        ]
    title = next((line for line, kind in zip(words, kinds, strict=True) if kind == "headline"), None)
    return _found(text, _parts(text, lines, kinds, wrapped), title, marks.values())


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        line = trimmed(text, match.start(), match.end(), " \t\u00a0\ufeff\u200b\f\v")
        if line.start < line.end:
            yield line


def _parts(text: str, lines: Sequence[Span], kinds: Sequence[PartKind], wrapped: bool) -> tuple[Part, ...]:
    """A part for each line; the lines of a paragraph that was wrapped by hand make one part."""
    parts: list[Part] = []
    for line, kind in zip(lines, kinds, strict=True):
        last = parts[-1] if parts else None
        if wrapped and last and kind == last.kind == "body" and _goes_on(text, last, line):
            parts[-1] = Part("body", last.start, line.end)
        else:
            parts.append(Part(kind, line.start, line.end))
    return tuple(parts)


def _goes_on(text: str, last: Part, line: Span) -> bool:
    """Whether a line goes on with the paragraph above: next to it, and that one ends inside a sentence."""
    above = text[max(last.start, text.rfind("\n", last.start, last.end) + 1) : last.end]
    near = text.count("\n", last.end, line.start) == 1
    return near and len(above) in _WRAPPED and not re.search(r"[.!?…:;»\"”)]$", above)


def _found(text: str, parts: tuple[Part, ...], title: str | None, marks: Iterable[Furniture]) -> Found:
    """What the furniture says: a line that stands twice says it once."""
    said: dict[str, list[str]] = {}
    for mark in {id(mark): mark for mark in marks}.values():
        for key, value in mark.said.items():
            said.setdefault(key, []).append(value)
    day_first = bool(re.search("[а-яё]", text))
    url = _source_url(text)
    views = (views_of(number) for number in said.get("views", ()))
    return Found(
        text=text,
        parts=parts,
        title=title,
        published=_first(said.get("date", ()), day_first) or in_url(url or ""),
        modified=_first(said.get("updated", ()), day_first),
        bylines=(tuple(said.get("author", ())),),
        credit=next(iter(said.get("credit", ())), None),
        views=next((number for number in views if number is not None), None),
        tags=tuple(tag.strip() for line in said.get("tags", ()) for tag in re.split(r"[,;]", line) if tag.strip()),
        url=url,
        imprint=next(iter(said.get("imprint", ())), None),
    )


def _first(lines: Iterable[str], day_first: bool) -> Moment | None:
    """The first time of several lines, or the first day where none gives a clock."""
    moments = [moment for line in lines if (moment := written(line, day_first))]
    return next((moment for moment in moments if isinstance(moment, datetime)), next(iter(moments), None))


def _source_url(text: str) -> str | None:
    """The address that a crawl noted in its last line ("Источник: https://...")."""
    match = _SOURCE.fullmatch(text[-1000:].rstrip().rpartition("\n")[2].strip())
    return match[1] if match else None
