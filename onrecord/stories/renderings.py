"""One statement in several outlets: who quotes it whole, who shortens it, who changes it, who retells it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from onrecord.language.frequency import telling
from onrecord.store.rows import TOLD_BY
from onrecord.store.tables import facts, judged, tellings
from onrecord.stories.quotes.align import Text, text_of
from onrecord.stories.quotes.verdict import ALIKE, compared, difference, enough, may_be_alike, same_person

Row = dict[str, Any]
COLUMNS = (
    *("statement", "speaker", "wording", "kind", "words", "difference", "published", "outlet"),
    *("fact", "article", "source", "url", "language"),
    *TOLD_BY,
)
_NOBODY = dict.fromkeys(TOLD_BY)  # a row stored by an earlier program may lack a column
FEWEST = 3  # words of a quote that can be told from others
RETOLD = 0.5  # of what the shorter one's words tell that the other's tell too, where somebody is retold


class Said(Struct, frozen=True):
    """A quote of the story, as a list shows it, with its words taken apart; `own` where its article is a root.

    `telling` is what each word tells, `told` all of them together.
    """

    row: Row
    own: bool
    text: Text
    telling: dict[str, float]
    told: float
    size: int  # words
    direct: bool


def comparisons(connection: Connection, story: str) -> Iterator[Row]:
    """The statements that several articles of a story have, with every rendering (keys: COLUMNS), the earliest first.

    `wording` and `difference` hold a rendering against one of them: `verbatim`, `cut`, `altered`, `fuller` (those
    words and more), `indirect` (retold). That one is `first`, what the first root to quote it has, or `whole`, the
    fullest in quotation marks, where no article that a chain begins with quotes it.
    """
    query = select(facts.c.row, judged.c.judgement, tellings.c.how)
    query = query.join(tellings, tellings.c.article == facts.c.article).outerjoin(judged, judged.c.fact == facts.c.id)
    query = query.where(tellings.c.story == story, facts.c.layer == "quotes")
    query = query.where(judged.c.judgement.is_distinct_from("rejected"))
    query = query.order_by(tellings.c.number, facts.c.number)
    found = ((msgspec.json.decode(row) | {"judgement": told}, how) for row, told, how in connection.execute(query))
    every = (_said(_NOBODY | row, how == "own") for row, how in found)
    said = [one for one in every if one.size >= FEWEST]
    told = (group for group in _statements(said) if len({one.row["article"] for one in group}) > 1)
    for number, group in enumerate(told, 1):
        measure = _first(group) or _whole(group)
        for one in group:
            row = {**one.row, "statement": number, **_held(one, measure)}
            yield {name: row[name] for name in COLUMNS}


def _said(row: Row, own: bool) -> Said:
    text = text_of(row["words"])
    words = {lemma: telling(lemma, row["language"]) for lemma in sorted(set(text.bases))}
    return Said(row, own, text, words, sum(words.values()), len(text.spans), row["kind"] == "direct")


def _statements(said: Sequence[Said]) -> list[list[Said]]:
    """Quotes that render one statement; each is held against the fullest of every statement before it."""
    found: list[list[Said]] = []
    wholes: list[Said] = []
    having: dict[str, list[int]] = {}  # a word -> the statements whose fullest rendering has had it
    for one in said:
        shared = Counter(number for word in one.text.bases for number in having.get(word, ()))
        near = (number for number in sorted(shared) if _near(one, wholes[number], shared[number]))
        alike = {number: _alike(one, wholes[number]) for number in near}
        best = max(alike, key=alike.__getitem__, default=0)
        if alike.get(best, 0.0) > 0:
            found[best].append(one)
            wholes[best] = _whole(found[best])
        else:
            best = len(found)
            found.append([one])
            wholes.append(one)
        if wholes[best] is one:
            for word in one.telling:
                if best not in having.setdefault(word, []):
                    having[word].append(best)
    return found


def _first(group: Sequence[Said]) -> Said | None:
    """The fullest that the first root to quote it has; None where roots retell it only, or do not have it."""
    quoted = [one for one in group if one.own and one.direct]
    return max(
        (one for one in quoted if one.row["article"] == quoted[0].row["article"]),
        key=lambda one: one.size,
        default=None,
    )


def _whole(group: Sequence[Said]) -> Said:
    """The fullest in quotation marks, of equals the earliest; the fullest of all where nobody quotes directly."""
    return max(group, key=lambda one: (one.direct, one.size))


def _near(one: Said, other: Said, shared: int) -> bool:
    """Whether two renderings may be of one statement by the words that they share."""
    return not (one.direct and other.direct) or shared >= enough(min(one.size, other.size))


def _alike(one: Said, other: Said) -> float:
    """How alike two renderings are; 0 where they are not of one statement."""
    if one.direct and other.direct:
        short, long = (one, other) if one.size <= other.size else (other, one)
        alike = compared(short.text, long.text)[1] if may_be_alike(short.text, long.text) else 0.0
        return alike if alike >= ALIKE else 0.0
    speakers = one.row["speaker"], other.row["speaker"]
    if all(speakers) and not same_person(*speakers):
        return 0.0
    light, heavy = (one, other) if one.told <= other.told else (other, one)
    share = sum(told for word, told in light.telling.items() if word in heavy.telling) / (light.told or 1.0)
    return share if share >= RETOLD else 0.0


def _held(one: Said, measure: Said) -> Row:
    if one is measure:
        return {"wording": "first" if one.own and one.direct else "whole", "difference": None}
    if one.row["kind"] == "indirect" or measure.row["kind"] == "indirect":
        return {"wording": "indirect", "difference": None}
    wording, _, pairs = compared(one.text, measure.text)
    more = wording == "altered" and compared(measure.text, one.text)[0] in ("verbatim", "cut")
    return {"wording": "fuller" if more else wording, "difference": difference(pairs, one.text, measure.text)}
