"""Spelling: which names may be one person's, however they are spelt."""

from collections.abc import Iterable
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from onrecord.store.names import PersonName, consonants, sound

CLOSE = 5  # letters: shorter words that differ by one letter are two words


def classes(names: Iterable[PersonName]) -> list[list[PersonName]]:
    """Full names in classes of one name's spellings; classes and their members in order.

    >>> names = PersonName("адиль", "токаев"), PersonName("қайрат", "тоқаев"), PersonName("kairat", "tokayev")
    >>> [[name.given for name in spellings] for spellings in classes(names)]
    [['kairat', 'қайрат'], ['адиль']]
    """
    ordered = sorted(set(names))
    home = {name: name for name in ordered}
    for some, other in combinations(ordered, 2):
        if home[some] != home[other] and one_name(some, other):
            first, last = sorted((home[some], home[other]))
            home = {name: first if at == last else at for name, at in home.items()}
    found: dict[PersonName, list[PersonName]] = {}
    for name in ordered:
        found.setdefault(home[name], []).append(name)
    return list(found.values())


def one_name(some: PersonName, other: PersonName) -> bool:
    """Whether two full names are spellings of one."""
    return one_word(some.given, other.given) and one_word(some.surname, other.surname)


def shortens(short: PersonName, full: PersonName) -> bool:
    """Whether a surname, with an initial or without, may stand for a full name."""
    initial = not short.given or sound(short.given)[:1] == sound(full.given)[:1]
    return initial and one_word(short.surname, full.surname)


def one_word(some: str, other: str) -> bool:
    """Whether two words are spellings of one: they sound alike, or share their consonants across alphabets.

    >>> one_word("путин", "putin"), one_word("потанин", "putin")
    (True, False)
    """
    a, b = sound(some), sound(other)
    if a == b:
        return True
    if some.isascii() != other.isascii():
        return consonants(some) == consonants(other)
    near = min(len(a), len(b)) >= CLOSE and a[0] == b[0] and a[-1] == b[-1]
    return near and Levenshtein.distance(a, b, score_cutoff=1) == 1
