"""A plain-text page: the text as it stands, its parts, and what its furniture tells."""

import re
from collections.abc import Iterator, Sequence

from onrecord.article.found import Found
from onrecord.article.furniture import Furniture, furniture, views_of
from onrecord.article.times import in_url, written
from onrecord.span import Span, trimmed
from onrecord.values import Part, PartKind

_LINE = re.compile(r"[^\r\n\u2028\x85]+")
_SENTENCE_END = re.compile(r"[.!?…][\"»”’)\]]*$|[\"»”][.,;]?$")
_ABBREVIATED = re.compile(r"(?:\b(?:г|гг|др|пр|т\.\s?[дпек]|млн|млрд|трлн|тыс|руб|долл|им|стр|U\.S|Inc|Co|Ltd|Jr)|\b[А-ЯA-Z]|\.\.)\.$")
_HEADLINE = 300  # characters; longer first lines are body
_CAPTION = 140
_BODY = 100  # a line as long as this is prose
_SOURCE = re.compile(r"(?:источник|source|дереккөз)\s*:\s*(https?://\S+/\S+)", re.IGNORECASE)


def read_plain(text: str) -> Found:
    """The parts of a plain text and the metadata that its own lines give."""
    lines = [line for line in _lines(text)]
    words = [line.of(text) for line in lines]
    marks = _marks(text, lines, words)
    kinds = _kinds(words, marks)
    return _found(text, _parts(text, lines, kinds), words, kinds, marks)


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        line = trimmed(text, match.start(), match.end(), " \t\u00a0\ufeff\u200b\f\v")
        if line.start < line.end:
            yield line


def _marks(text: str, lines: Sequence[Span], words: Sequence[str]) -> dict[int, Furniture]:
    """Line number -> the furniture that it is; head and foot end where prose begins."""
    marks: dict[int, Furniture] = {}
    head = next((i for i, line in enumerate(words) if is_prose(line)), len(words))
    foot = next((i for i in range(len(words), head, -1) if is_prose(words[i - 1])), head)
    i = 0
    while i < len(words):
        place = "head" if i < head else "foot" if i >= foot else "any"
        found = furniture(words[i : _run_end(text, lines, i)], place)
        if found is None:
            i += 1
            continue
        for k in range(i, i + found.lines):
            marks[k] = found
        i += found.lines
        if found.kind == "more":
            i = _mark_titles(words, marks, i, found)
    return marks


def _run_end(text: str, lines: Sequence[Span], i: int) -> int:
    """Past the last line that follows line `i` without a blank one between, four at most."""
    end = i + 1
    while end < min(i + 4, len(lines)) and text.count("\n", lines[end - 1].end, lines[end].start) <= 1:
        end += 1
    return end


def _mark_titles(words: Sequence[str], marks: dict[int, Furniture], i: int, above: Furniture) -> int:
    """Mark the titles of other articles that a "read also" line announces; the number of the line after them."""
    announced = words[i - 1].rstrip().endswith(":") or len(words[i - 1]) < 30
    while announced and i < len(words) and len(words[i]) <= _CAPTION + 20 and not _ends(words[i]) and i not in marks:
        marks[i] = above
        i += 1
    return i


def is_prose(line: str) -> bool:
    """Whether a line belongs to the story: long, or a sentence of several words with its end."""
    return furniture([line], "head") is None and (len(line) >= _BODY + 60 or (len(line) >= 50 and _ends(line)))


def _ends(line: str) -> bool:
    return bool(_SENTENCE_END.search(line))


def _kinds(words: Sequence[str], marks: dict[int, Furniture]) -> list[PartKind]:
    """The kind of part that each line is."""
    kinds: list[PartKind] = ["furniture" if i in marks else "body" for i in range(len(words))]
    story = [i for i, kind in enumerate(kinds) if kind == "body"]
    if len(story) < 2 or not is_headline(words[story[0]]):
        return kinds
    first, second = story[:2]
    if len(words[second]) >= 20 and words[first].startswith(words[second]) and len(story) > 2:
        kinds[first], first = "furniture", second  # the window's title, then the headline itself
    kinds[first] = "headline"
    for i in range(first + 1, len(words)):
        if kinds[i] == "body" and is_prose(words[i]):
            break
        if kinds[i] == "body" and len(words[i]) <= _CAPTION and not _ends(words[i]):
            kinds[i] = "furniture" if words[i] == words[first] else "caption"
    return kinds if "body" in kinds else ["body" if kind == "caption" else kind for kind in kinds]


def is_headline(line: str) -> bool:
    """Whether a first line can be the headline: not too long, and no sentence with a full stop."""
    if len(line) > _HEADLINE or line.endswith((":", ";", ",")):
        return False
    return not line.endswith(".") or bool(_ABBREVIATED.search(line))


def _parts(text: str, lines: Sequence[Span], kinds: Sequence[PartKind]) -> tuple[Part, ...]:
    """A part for each line; lines of a paragraph that was wrapped by hand make one part."""
    parts: list[Part] = []
    for line, kind in zip(lines, kinds, strict=True):
        last = parts[-1] if parts else None
        if last and kind == last.kind == "body" and _wrapped(text, last, line):
            parts[-1] = Part("body", last.start, line.end)
        else:
            parts.append(Part(kind, line.start, line.end))
    return tuple(parts)


def _wrapped(text: str, last: Part, line: Span) -> bool:
    """Whether a line goes on with the paragraph above: next to it, and that one ends inside a sentence."""
    above = text[max(last.start, text.rfind("\n", last.start, last.end) + 1) : last.end]
    near = text.count("\n", last.end, line.start) == 1
    return near and 40 <= len(above) <= 120 and not re.search(r"[.!?…:;»\"”)]$", above)


def _found(
    text: str, parts: tuple[Part, ...], words: Sequence[str], kinds: Sequence[PartKind], marks: dict[int, Furniture]
) -> Found:
    said: dict[str, list[str]] = {}
    for mark in dict.fromkeys(map(id, marks.values())):
        for key, value in next(m for m in marks.values() if id(m) == mark).said.items():
            said.setdefault(key, []).append(value)
    title = next((line for line, kind in zip(words, kinds, strict=True) if kind == "headline"), None)
    day_first = bool(re.search("[а-яё]", text))
    url = next((match[1] for line in words[-3:] if (match := _SOURCE.fullmatch(line))), None)
    clocks = [moment for line in said.get("date", ()) if (moment := written(line, day_first))]
    updated = [moment for line in said.get("updated", ()) if (moment := written(line, day_first))]
    return Found(
        text=text,
        parts=parts,
        title=title,
        published=next((m for m in clocks if hasattr(m, "hour")), clocks[0] if clocks else in_url(url or "")),
        modified=updated[0] if updated else None,
        bylines=tuple(said.get("author", ())),
        credit=next(iter(said.get("credit", ())), None),
        views=next((views for number in said.get("views", ()) if (views := views_of(number)) is not None), None),
        tags=tuple(tag.strip() for line in said.get("tags", ()) for tag in re.split(r"[,;]", line) if tag.strip()),
        url=url,
    )
