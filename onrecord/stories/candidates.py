"""Which articles are compared at all: those that share several of their telling words within a few days, or their text.

Only keys are looked up, so the cost grows with what there is to compare and not with the square of the articles.
"""

from collections.abc import Sequence
from itertools import combinations
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from onrecord.store.signature import HASHES, Signature
from onrecord.stories.items import Item

DAYS = 3  # articles further apart are taken to tell of two events
HEAVIEST = 20  # words of an article that it is looked up by
SHARED = 2  # of them, two articles must have in common
FEW = 8  # articles with a word, within these days: then this one word is enough
REUSED = 2  # sampled stretches that make a possible reprint
NEIGHBOURS = 50  # articles with one and the same key that each is compared with, the next ones by time
COMMON = 30  # articles with one and the same stretch: more, and it is an outlet's own phrase

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]


def candidates(
    signatures: Sequence[Signature], days: Sequence[int | None], heads: Sequence[list[int]]
) -> list[tuple[int, int]]:
    """The pairs (earlier, later) to compare, as numbers of articles, in order.

    `days` are the articles' own, `heads` the HEAVIEST words of each.
    """
    found = np.concatenate([_by_words(heads, days), _by_rare_word(heads, days), _by_text(signatures)])
    return [divmod(pair, len(signatures)) for pair in np.unique(found).tolist()]


def within(day: int | None, other: int | None) -> bool:
    """Whether two days are near enough for one event; an unknown day is near to all."""
    return day is None or other is None or abs(day - other) <= DAYS


def crediting(items: Sequence[Item], heads: Sequence[list[int]]) -> list[tuple[int, int]]:
    """Pairs of an article and one of an outlet that it credits, a few days apart, with a telling word in common."""
    keys: list[int] = []
    numbers: list[int] = []
    credited = {credit.source for item in items for credit in item.credits}
    for number, (item, head) in enumerate(zip(items, heads, strict=True)):
        for source in sorted({item.outlet, *(credit.source for credit in item.credits)} & credited):
            keys += [crc32(source.encode()) << 32 | word for word in head]
            numbers += [number] * len(head)
    when = np.array([-1 if item.day is None else item.day for item in items], np.int64)
    found = np.unique(_meeting(np.array(keys, np.uint64), np.array(numbers, np.int64), when)).tolist()
    pairs = (divmod(pair, len(items)) for pair in found)
    return [(a, b) for a, b in pairs if _credits(items[a], items[b]) or _credits(items[b], items[a])]


def _credits(item: Item, other: Item) -> bool:
    return any(credit.source == other.outlet for credit in item.credits)


def _by_words(heads: Sequence[list[int]], days: Sequence[int | None]) -> Ints:
    """Articles with SHARED of their heaviest words in common have as many pairs of words in common."""
    keys, numbers = [], []
    for number, head in enumerate(heads):
        keys += [a << 32 | b for a, b in combinations(sorted(head), 2)]
        numbers += [number] * (len(head) * (len(head) - 1) // 2)
    when = np.array([-1 if day is None else day for day in days], np.int64)
    pairs, times = np.unique(_meeting(np.array(keys, np.uint64), np.array(numbers, np.int64), when), return_counts=True)
    return pairs[times >= SHARED * (SHARED - 1) // 2]


def _by_rare_word(heads: Sequence[list[int]], days: Sequence[int | None]) -> Ints:
    """Articles with a telling word in common that few others of those days have."""
    keys = np.array([word for head in heads for word in head], np.uint64)
    numbers = np.repeat(np.arange(len(heads)), [len(head) for head in heads])
    when = np.array([-1 if day is None else day for day in days], np.int64)
    _, inverse = np.unique(keys, return_inverse=True)
    place = inverse * (when.max(initial=0) + 2 * DAYS + 2) + when[numbers]
    order = np.sort(place)
    crowd = np.searchsorted(order, place + DAYS, "right") - np.searchsorted(order, place - DAYS, "left")
    return _meeting(keys[crowd <= FEW], numbers[crowd <= FEW], when)


def _by_text(signatures: Sequence[Signature]) -> Ints:
    """Articles that have several stretches in common, whenever they were published."""
    keys = np.frombuffer(b"".join(each.shingles for each in signatures), HASHES).astype(np.uint64)
    numbers = np.repeat(np.arange(len(signatures)), [len(each.shingles) // HASHES.itemsize for each in signatures])
    _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    kept = (counts[inverse] > 1) & (counts[inverse] <= COMMON)
    pairs = _meeting(keys[kept], numbers[kept], np.full(len(signatures), -1))
    found, times = np.unique(pairs, return_counts=True)
    return found[times >= REUSED]


def _meeting(keys: Hashes, numbers: Ints, when: Ints) -> Ints:
    """Each pair of articles once for every key they share, as earlier * count + later; unknown days are near to all.

    Of a crowd under one key (a thousand copies of one page), each meets its NEIGHBOURS only: they hold it together.
    """
    order = np.lexsort((numbers, when[numbers], keys))
    keys, numbers = keys[order], numbers[order]
    day = when[numbers]
    found = [np.empty(0, np.int64)]
    ahead = np.arange(len(keys))
    for step in range(1, NEIGHBOURS + 1):
        ahead = ahead[ahead + step < len(keys)]
        ahead = ahead[keys[ahead] == keys[ahead + step]]
        near = (day[ahead] < 0) | (day[ahead + step] - day[ahead] <= DAYS)
        ahead = ahead[near]
        a, b = numbers[ahead], numbers[ahead + step]
        found.append(np.minimum(a, b) * len(when) + np.maximum(a, b))
    return np.concatenate(found)
