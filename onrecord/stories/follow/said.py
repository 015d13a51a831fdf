"""An actor's quotes by topic over time."""

from collections.abc import Iterator, Mapping, Sequence

from onrecord.store.lemmas import folded_words
from onrecord.stories.follow.facts import Found, Row, together, where

Topics = Mapping[str, Sequence[Row]]  # an article's key -> the rows of its topics, the one it comes back to most first


def quotes(found: Sequence[Found], topics: Topics) -> Iterator[Row]:
    """Quotes with what they are about: topic after topic, inside one by time, the same words once."""
    mine = [one for one in found if one.layer == "quotes" and one.says("speaker")]
    rows = [_row(same, topics) for same in together(mine, _wording)]
    about = dict.fromkeys(row["what"] for row in rows)
    for topic in sorted(about, key=lambda topic: topic is None):  # what has no topic comes last
        yield from (row for row in rows if row["what"] == topic)


def _wording(one: Found) -> tuple[object, ...]:
    return one.row["kind"], *folded_words(one.row["words"])


def _row(same: list[Found], topics: Topics) -> Row:
    row = same[0].row
    topic = _topic(row, topics.get(same[0].key, ()))
    about = {"part": "quote", "date": same[0].day or None, "status": row["kind"], "words": row["words"]}
    return where(same) | about | {"what": topic and topic["label"], "code": topic and topic["code"]}


def _topic(quote: Row, topics: Sequence[Row]) -> Row | None:
    """What a quote is about: the topic that a term in it stands for, else the first of its article."""
    inside = (topic for topic in topics if any(_within(span, quote["offsets"]) for span in topic["offsets"]))
    return next(inside, topics[0] if topics else None)


def _within(span: str, spans: Sequence[str]) -> bool:
    start, end = map(int, span.split("-"))
    return any(first <= start and end <= last for first, last in (map(int, one.split("-")) for one in spans))
