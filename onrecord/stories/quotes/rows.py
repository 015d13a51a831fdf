"""An answer as rows: what `onrecord check` prints."""

from onrecord.store.rows import TOLD_BY
from onrecord.stories.quotes.align import text_of
from onrecord.stories.quotes.check import Answer, Place, Row
from onrecord.stories.quotes.verdict import difference

COLUMNS = (
    *("words", "by", "verdict", "problem", "difference", "speaker", "kind", "said", "context"),
    *("published", "outlet", "fact", "article", "source", "url", "articles", "independent"),
    *TOLD_BY,
)
UNCHECKED = "unchecked"  # the verdict on words that cannot be checked
_OF_FIRST = ("speaker", "kind", "published", "outlet", "fact", "article", "source", "url", *TOLD_BY)


def row_of(answer: Answer) -> Row:
    """One answer; the keys are COLUMNS, those from `speaker` to `url` about the first source, and `places`, a list."""
    first = answer.first
    row: Row = {
        "words": answer.words,
        "by": answer.by,
        "verdict": answer.verdict,
        "problem": f"nobody in the store is called {answer.by!r}" if answer.stranger else None,
        **{name: first.row.get(name) if first else None for name in _OF_FIRST},
        "difference": _difference(answer, first) if first else None,
        "said": first.source.words if first else None,
        "context": first.row["evidence"] if first else None,
        "articles": len(answer.places),
        "independent": answer.independent,
    }
    return {name: row[name] for name in COLUMNS} | {"places": [_place(answer, place) for place in answer.places]}


def refused(words: str, by: str | None, problem: str) -> Row:
    """The row of words that cannot be checked, which says why."""
    return dict.fromkeys(COLUMNS) | {"words": words, "by": by, "verdict": UNCHECKED, "problem": problem, "places": []}


def _place(answer: Answer, place: Place) -> Row:
    known = {name: place.row.get(name) for name in _OF_FIRST}
    return {**known, "said": place.source.words, "wording": place.source.wording} | {
        "difference": _difference(answer, place)
    }


def _difference(answer: Answer, place: Place) -> str:
    return difference(place.source.pairs, text_of(answer.words), text_of(place.source.words))
