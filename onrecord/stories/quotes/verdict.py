"""What becomes of words that somebody is said to have said: one verdict from all the places where they stand."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from rapidfuzz.distance import LCSseq
from razdel import sentenize

from onrecord.store.dates import latest
from onrecord.store.lemmas import forms, words
from onrecord.stories.quotes.align import OTHER, SAME, Pair, Text, align, likeness

Verdict = Literal["verbatim", "cut", "altered", "other_speaker", "not_found"]
Wording = Literal["verbatim", "cut", "altered", "part"]  # "part": the place has only a part of the words
ALIKE = 0.5  # how alike words must be to be held for the same; on the corpus the least alike are .59, strangers .26
CLEARLY = 0.8  # alike enough to be the same words in another's mouth, if there are as many as
MANY = 5  # words
FEW = 4  # words, of a place that has but a part of those asked for
RETOLD = 0.95  # what retold words count beside words in quotation marks
HEARD = 0.1  # how much more alike words count in the mouth of the one who is asked about
DAYS = 14  # before words that are nearly the same were another occasion
_BEHIND = re.compile(r"[.,:;!?…]*")
NEGATIONS = frozenset({"не", "ни", "нет", "без"})


Compared = tuple[Wording, float, tuple[Pair, ...]]


class Source(Struct, frozen=True, kw_only=True):
    """A place where words like those asked for were said; `instant` sorts by time, "" where unknown."""

    key: str
    instant: str
    kind: str
    speaker: str | None
    identity: str | None  # the speaker's over all articles
    words: str
    alike: float
    wording: Wording
    pairs: tuple[Pair, ...]

    @property
    def order(self) -> tuple[bool, str, str]:
        """Sorts by time, what has none last; a day without a time behind the times of that day."""
        return self.instant == "", latest(self.instant), self.key


class By(Struct, frozen=True):
    """Whom words are asked of: a name as it was given, and the identities of that name."""

    name: str
    identities: frozenset[str] = frozenset()

    def spoke(self, source: Source) -> bool | None:
        """Whether a source has the words from them; None where it does not say from whom."""
        if source.identity and self.identities:
            return source.identity in self.identities
        return same_person(self.name, source.speaker) if source.speaker else None


@lru_cache(maxsize=1000)  # renderings of a story are held against its statements, then told apart from them
def compared(asked: Text, said: Text) -> Compared:
    """How words asked for relate to words said, how alike they are, and word by word, up to the sentences' ends.

    >>> compared(text_of("река кормит внуков"), text_of("Река кормит внуков. Весной она разлилась."))[0]
    'verbatim'
    """
    pairs = align(asked, said)
    alike = likeness(pairs, asked)
    whole = _to_the_ends(pairs, said)
    steps = {pair.step for pair in whole}
    if steps & {"form", "other", "added"} or _denial_lost(whole, said):
        return "altered", alike, whole
    return ("cut" if "left_out" in steps else "verbatim"), alike, whole


def may_be_alike(asked: Text, said: Text) -> bool:
    """Whether enough of two texts' words are shared, in order, for an alignment to be worth its cost."""
    return LCSseq.similarity(asked.bases, said.bases) >= enough(min(len(asked.bases), len(said.bases)))


def enough(count: int) -> float:
    """How many of so many words two texts must share for an alignment to find them alike.

    >>> enough(5)
    3.0
    """
    return count * (ALIKE * SAME - OTHER) / (SAME - OTHER)


def in_part(asked: Text, said: Text) -> Compared | None:
    """The same where only a part of the words was said, for an outlet shortened them; None where they are others."""
    if not FEW <= len(said.bases) < len(asked.bases) or likeness(align(said, asked), said) < CLEARLY:
        return None
    _, alike, pairs = compared(asked, said)
    return "part", alike, pairs


def _denial_lost(pairs: Sequence[Pair], said: Text) -> bool:
    """Whether a negation was left out right before a word that is there: no cut, for it turns the meaning round."""
    return any(
        one.step == "left_out" and one.said is not None and said.folded[one.said] in NEGATIONS and then.step == "same"
        for one, then in pairwise(pairs)
    )


def _to_the_ends(pairs: Sequence[Pair], said: Text) -> tuple[Pair, ...]:
    """The alignment with what its first and last sentence have beyond it."""
    inside = [pair.said for pair in pairs if pair.said is not None]
    if not inside:
        return tuple(pairs)
    first, last = said.spans[inside[0]], said.spans[inside[-1]]
    sentences = list(sentenize(said.text))
    start = max(sentence.start for sentence in sentences if sentence.start <= first.start)
    stop = min(sentence.stop for sentence in sentences if sentence.stop >= last.end)
    around = [n for n, span in enumerate(said.spans) if start <= span.start and span.end <= stop]
    before = [Pair("left_out", None, n) for n in around if n < inside[0]]
    after = [Pair("left_out", None, n) for n in around if n > inside[-1]]
    return (*before, *pairs, *after)


def difference(pairs: Sequence[Pair], asked: Text, said: Text) -> str:
    """The words asked for, with [-words said and left out-] and {+words that were not said+}.

    >>> asked, said = text_of("мы откроем два порта"), text_of("Мы откроем три порта.")
    >>> difference(compared(asked, said)[2], asked, said)
    'мы откроем [-три-] {+два+} порта'
    """
    found: list[str] = []
    removed: list[str] = []
    added: list[str] = []
    for pair in (*pairs, None):
        if pair is None or pair.step == "same":
            found += [f"[-{' '.join(removed)}-]"] * bool(removed) + [f"{{+{' '.join(added)}+}}"] * bool(added)
            removed, added = [], []
        if pair is None:
            break
        if pair.step == "same":
            found.append(_word(asked, pair.asked))
        else:
            removed += [_word(said, pair.said)] * (pair.said is not None)
            added += [_word(asked, pair.asked)] * (pair.asked is not None)
    return " ".join(found)


def _word(text: Text, number: int | None) -> str:
    """A word with the marks right behind it."""
    if number is None:
        return ""
    span = text.spans[number]
    behind = _BEHIND.match(text.text, span.end)
    return text.text[span.start : behind.end() if behind else span.end]


def first_source(sources: Sequence[Source], by: By | None) -> Source | None:
    """The place that words are held against: the first to have them, or to have had them otherwise shortly before."""
    if not sources:
        return None
    best = max(_worth(source, by) for source in sources)
    alike = min((source for source in sources if _worth(source, by) == best), key=lambda source: source.order)
    return min((source for source in sources if _same_words(source, alike)), key=lambda source: source.order)


def _worth(source: Source, by: By | None) -> float:
    heard = HEARD if by and by.spoke(source) else 0.0
    return source.alike * (1.0 if source.kind == "direct" else RETOLD) + heard


def _same_words(one: Source, best: Source) -> bool:
    """Whether a source has the same words as another (that is not earlier), said on the same occasion."""
    if one == best:
        return True
    if one.kind != "direct" or one.wording == "part" or not _days_before(one.instant, best.instant):
        return False
    if best.speaker and By(best.speaker, frozenset(filter(None, [best.identity]))).spoke(one):
        return True
    return one.alike >= CLEARLY and sum(pair.step == "same" for pair in one.pairs) >= MANY


def _days_before(one: str, best: str) -> bool:
    """Whether an instant is at most DAYS before another."""
    if not one or not best or latest(one) >= latest(best):
        return False
    try:
        return datetime.fromisoformat(best[:10]) - datetime.fromisoformat(one[:10]) <= timedelta(days=DAYS)
    except ValueError:  # a month or a year alone
        return False


def settled(first: Source | None, by: By | None) -> Verdict:
    """The verdict on words asked for, by the source that they are held against."""
    if first is None:
        return "not_found"
    if by and by.spoke(first) is False:
        return "other_speaker"
    return "altered" if first.wording == "part" else first.wording


@lru_cache(maxsize=100_000)  # of a busy story every statement is held against every other
def same_person(one: str, other: str) -> bool:
    """Whether two names may be one's: all words of the shorter are in the longer, in whatever form.

    >>> same_person("Береста", "Мирон Береста"), same_person("Берестой", "Роман Кедров")
    (True, False)
    """
    ours, theirs = ([set(forms(word.of(name))) for word in words(name)] for name in (one, other))
    short, long = sorted((ours, theirs), key=len)
    return bool(short) and all(any(mine & yours for yours in long) for mine in short)
