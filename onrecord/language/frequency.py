"""How much a word tells: the rarer it is in a billion words of Russian news (navec's counts), the more."""

import tarfile
from collections import Counter
from functools import cache, lru_cache
from gzip import decompress
from math import log

import numpy as np

from onrecord.language.weights import EMBEDDINGS, data_folder
from onrecord.words import listed

TOTAL = 1.2e9  # words that were counted
LEAST = 500  # a word counted less often tells no more than one counted so often
KNOWN = 5.0  # a word told by fewer nats than this tells nothing: prepositions, pronouns, "год", "также"


@lru_cache(maxsize=100_000)
def telling(lemma: str, language: str) -> float:
    """What a lemma (small letters, е for ё) tells, in nats above KNOWN; 0 for the words that every text has.

    >>> telling("год", "ru"), telling("паводок", "ru") > telling("министр", "ru") > 0
    (0.0, True)
    """
    if lemma in listed("common", lang=language):
        return 0.0
    return max(0.0, log(TOTAL / max(_counts()[lemma], LEAST)) - KNOWN)


@cache
def _counts() -> Counter[str]:
    with tarfile.open(data_folder() / EMBEDDINGS) as tar:
        packed = tar.extractfile("vocab.bin")
        assert packed is not None
        content = decompress(packed.read())
    size = int(np.frombuffer(content, np.uint32, 1)[0])
    numbers = np.frombuffer(content, np.uint32, size, offset=4).tolist()
    counts: Counter[str] = Counter()
    for word, count in zip(content[4 + 4 * size :].decode().splitlines(), numbers, strict=False):
        if count > LEAST:
            counts[word.replace("ё", "е")] += count
    return counts
