"""The lines of a page: which are furniture, which one is the headline, which are captions, which the story."""

import re
from collections.abc import Sequence

from onrecord.article.furniture import Furniture, furniture
from onrecord.values import PartKind

_SENTENCE_END = re.compile(r"[.!?…][\"»”’)\]]*$|[\"»”][.,;]?$")
_ABBREVIATED = re.compile(
    r"(?:\b(?:г|гг|др|пр|т\.\s?[дпек]|млн|млрд|трлн|тыс|руб|долл|им|стр|U\.S|Inc|Co|Ltd|Jr)|\b[А-ЯA-Z]|\.\.)\.$"
)
_HEADLINE = 300  # characters; longer first lines are body
_CAPTION = 160
_LONG = 160  # a line as long as this is prose whatever its end
_SENTENCE = 50


def marks_of(lines: Sequence[str], near: Sequence[bool]) -> dict[int, Furniture]:
    """Line number -> the furniture that it is; the text's head and foot end where prose begins.

    `near[i]` says that line i stands right below line i - 1; only such lines may make one piece together.
    """
    marks: dict[int, Furniture] = {}
    prose = [i for i, line in enumerate(lines) if is_prose(line)]
    head, foot = (prose[0], prose[-1] + 1) if prose else (len(lines), len(lines))
    i = 0
    while i < len(lines):
        place = "head" if i < head else "foot" if i >= foot else "any"
        end = next((k for k in range(i + 1, min(i + 4, len(lines))) if not near[k]), min(i + 4, len(lines)))
        found = furniture(lines[i:end], place)
        if found is None:
            i += 1
            continue
        marks.update(dict.fromkeys(range(i, i + found.lines), found))
        i += found.lines
        if found.kind == "more":
            i = _mark_titles(lines, marks, i, found)
    return marks


def _mark_titles(lines: Sequence[str], marks: dict[int, Furniture], i: int, above: Furniture) -> int:
    """Mark the titles of other articles that a "read also" line announces; the number of the line after them."""
    announced = lines[i - 1].endswith(":") or len(lines[i - 1]) < 30
    while announced and i < len(lines) and len(lines[i]) <= _CAPTION and not ends(lines[i]):
        marks[i] = above
        i += 1
    return i


def is_prose(line: str) -> bool:
    """Whether a line belongs to the story: long, or a sentence with its end."""
    return (len(line) >= _LONG or (len(line) >= _SENTENCE and ends(line))) and furniture([line], "head") is None


def ends(line: str) -> bool:
    """Whether a line ends as a sentence or a quotation does."""
    return bool(_SENTENCE_END.search(line))


def is_headline(line: str) -> bool:
    """Whether a first line can be the headline: not too long, and no sentence with a full stop."""
    if len(line) > _HEADLINE or line.endswith((":", ";", ",")):
        return False
    return not line.endswith(".") or bool(_ABBREVIATED.search(line))


def kinds_of(lines: Sequence[str], marks: dict[int, Furniture]) -> list[PartKind]:
    """The kind of part that each line of a page is."""
    kinds: list[PartKind] = ["furniture" if i in marks else "body" for i in range(len(lines))]
    story = [i for i, kind in enumerate(kinds) if kind == "body"]
    if len(story) < 2 or not is_headline(lines[story[0]]):
        return kinds
    first, second = story[:2]
    if len(story) > 2 and len(lines[second]) >= 20 and lines[first].startswith(lines[second]):
        kinds[first], first = "furniture", second  # the window's title, then the headline itself
    kinds[first] = "headline"
    for i in story:
        if i <= first:
            continue
        if is_prose(lines[i]):
            break
        if len(lines[i]) <= _CAPTION and not ends(lines[i]):
            kinds[i] = "furniture" if lines[i] == lines[first] else "caption"
    return kinds if "body" in kinds else ["body" if kind == "caption" else kind for kind in kinds]
