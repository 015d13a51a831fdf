"""Article -> signature: what it is compared with other articles by, made once, when it is stored.

A signature holds no text: hashes of the words that tell most, of the days named, and of stretches of five words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from math import log
from zlib import crc32

import msgspec
import numpy as np
from babel.dates import get_month_names
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.language.frequency import telling
from onrecord.span import Span
from onrecord.store.lemmas import fold, lemma, words
from onrecord.values import Article

TERMS = 100  # kept of an article's lemmas, those that tell most
LEAD = 45  # words of the body that are its lead: its names are kept, whatever they tell
HEADED = 4  # how often a word of the headline counts, where one of the body counts once
STEPS = 16  # of a nat, in which what a word tells is kept
SHINGLE = 5  # words of a stretch
SAMPLED = 2  # one stretch of so many is kept, by its hash: a sketch that also tells what is part of what (Broder 1997)
SHINGLES = 2000  # kept at most, of a book-long page

IN_TITLE, NAMED_IN_TITLE = 1, 2  # bits of a term's `place`
TERM = np.dtype([("hash", "<u4"), ("told", "u1"), ("count", "u1"), ("place", "u1")])
DAYS, HASHES = np.dtype("<u2"), np.dtype("<u4")
_SPREAD = 0x9E3779B97F4A7C15  # the golden ratio's: multiplied with it, neighbouring numbers lie far apart
_POWERS = np.array([pow(0x100000001B3, n, 2**64) for n in range(SHINGLE)], np.uint64)

Hashes = NDArray[np.uint64]


class Signature(Struct, frozen=True, array_like=True):
    """Arrays as bytes: `terms` (TERM), the heaviest first; `days` (month * 32 + day) and sampled `shingles`, sorted."""

    terms: bytes
    days: bytes
    shingles: bytes
    words: int  # of the body


class _Word(Struct, frozen=True):
    """A word of the text."""

    folded: str
    lemma: str
    capital: bool


def signature(article: Article, stretches: Iterable[Span]) -> bytes:
    """The article's signature as the store keeps it; `stretches` are those of its text without furniture."""
    headlines = [Span(part.start, part.end) for part in article.parts if part.kind == "headline"]
    title = article.title or " ".join(span.of(article.text) for span in headlines)
    said = [word for span in stretches for word in _words(article.text, (span, headlines), article.language)]
    head = list(_words(title, (Span(0, len(title)), []), article.language))
    made = Signature(
        terms=_terms(head, said, article.language).tobytes(),
        days=np.array(_days(f"{title}\n{article.text}"), DAYS).tobytes(),
        shingles=_sampled(shingles([word.folded for word in said])).tobytes(),
        words=len(said),
    )
    return msgspec.msgpack.encode(made)


def decode(kept: bytes) -> Signature:
    """A signature as the store keeps it, unpacked."""
    return msgspec.msgpack.decode(kept, type=Signature)


def shingles(folded: list[str]) -> Hashes:
    """A hash of every five neighbouring words, in order; of fewer words, one of them all."""
    each = np.array([crc32(word.encode()) for word in folded], np.uint64)
    each = np.pad(each, (0, max(0, SHINGLE - len(each))))
    windows = np.lib.stride_tricks.sliding_window_view(each, SHINGLE)
    made: Hashes = (windows * _POWERS).sum(axis=1, dtype=np.uint64) * np.uint64(_SPREAD)
    made ^= made >> np.uint64(32)
    return made


def _sampled(hashes: Hashes) -> NDArray[np.uint32]:
    return np.unique((hashes[hashes % SAMPLED == 0] >> np.uint64(32)).astype(HASHES))[:SHINGLES]


def _words(text: str, where: tuple[Span, list[Span]], language: str) -> Iterator[_Word]:
    """The words of a stretch that stand in none of the spans to be left out."""
    stretch, without = where
    for span in words(text, stretch):
        if any(span.overlaps(other) for other in without):
            continue
        form = span.of(text)
        yield _Word(fold(form), lemma(form, language), form[0].isupper())


def _terms(head: list[_Word], said: list[_Word], language: str) -> NDArray[np.void]:
    counts = Counter(word.lemma for word in said)
    for word in {word.lemma for word in head}:
        counts[word] += HEADED
    places = _places(head, said)
    told = {word: round(STEPS * telling(word, language)) for word in counts}
    heaviest = sorted(filter(told.__getitem__, counts), key=lambda word: (-told[word] * (1 + log(counts[word])), word))
    kept = [word for n, word in enumerate(heaviest) if n < TERMS or word in places]
    rows = [(crc32(word.encode()), min(told[word], 255), min(counts[word], 255), places.get(word, 0)) for word in kept]
    return np.array(rows, TERM)


def _places(head: list[_Word], said: list[_Word]) -> dict[str, int]:
    """Lemma -> its bits, of the headline's words and of the lead's names: capitals that the body never writes small."""
    small = {word.lemma for word in said if not word.capital}
    places = {word.lemma: 0 for word in said[:LEAD] if word.capital and word.lemma not in small}
    for word in head:
        named = word.capital and word.lemma not in small
        places[word.lemma] = places.get(word.lemma, 0) | IN_TITLE | (named and NAMED_IN_TITLE)
    return places


def _days(text: str) -> list[int]:
    """The days that a text names with their month: "8 ноября" is 11 * 32 + 8."""
    found = {
        _months()[month] * 32 + int(day)
        for match in _dates().finditer(text.lower())
        for day, month in ((match["day"] or match["day_after"], match["month"] or match["month_before"]),)
    }
    return sorted(found)


@cache
def _months() -> dict[str, int]:
    """The names of months as they stand beside a day, in Russian, Kazakh and English."""
    names = ((locale, get_month_names("wide", "format", locale)) for locale in ("ru", "kk", "en"))
    return {name.lower(): int(number) for _, each in names for number, name in each.items()}


@cache
def _dates() -> "re.Pattern[str]":
    months = "|".join(_months())
    return re.compile(
        rf"\b(?P<day>[0-3]?\d)(?:-?го|th|st|nd|rd)?\s(?P<month>{months})"
        rf"|\b(?P<month_before>{months})\s(?P<day_after>[0-3]?\d)\b"
    )
