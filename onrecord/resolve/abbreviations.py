"""Abbreviations: whether a short name ("ЦИК", "Минобороны") is made of the words of a long one."""

from onrecord.language.morph import fold

_SKIPPED = {"и", "по", "в", "во", "на", "о", "об", "при", "для", "с", "за", "из"}
_SYLLABLE = 2  # letters that a word gives at the least, where words give more than their first letter
_OPENS = 3  # letters that the first word gives then: "Мин", "Гос", "Рос"


def abbreviates(short: str, long: str) -> bool:
    """Whether `short` is `long` abbreviated by first letters or by beginnings of words; case endings do not matter.

    What follows the abbreviated words in `long` ("... России") may be left out, or follow `short` as well.

    >>> abbreviates("ЦРК", "Центральная речная комиссия"), abbreviates("Минсудоходства РЗ", "Министерство судоходства")
    (True, False)
    >>> abbreviates("Минречторг", "Министерство речного хозяйства и торговли")
    False
    """
    if short[:1].lower() != long.lstrip('«"“„')[:1].lower():
        return False
    head, *rest = short.split()
    words = [w for part in long.split() for w in part.strip('«»"“”„()').split("-") if w]
    if len(words) < 2 or any(not word[0].isalpha() for word in words):
        return False
    tail = _letters(head, words) if head.isupper() else _syllables(fold(head), [fold(w) for w in words])
    return tail is not None and all(any(fold(r)[:4] == fold(w)[:4] for w in tail) for r in rest)


def _letters(head: str, words: list[str]) -> list[str] | None:
    """The words left over once their first letters have spelt `head`; None where they do not."""
    for kept in (words, [w for w in words if fold(w) not in _SKIPPED]):
        initials = "".join(w[0] for w in kept).upper()
        if 2 <= len(head) <= len(kept) and initials.startswith(head) and (len(head) > 2 or len(kept) == 2):
            return kept[len(head) :]
    return None


def _syllables(head: str, words: list[str]) -> list[str] | None:
    """The words left over once their beginnings have spelt `head`; None where they do not."""

    def spelt(at: int, n: int) -> int | None:
        if at == len(head):
            return n if n > 1 else None
        if n == len(words):
            return None
        if words[n] in _SKIPPED:
            return spelt(at, n + 1)
        longest = 0
        while longest < len(words[n]) and head[at : at + longest + 1] == words[n][: longest + 1]:
            longest += 1
        for taken in range(longest, (_SYLLABLE if n else _OPENS) - 1, -1):
            found = spelt(at + taken, n + 1)
            if found is not None:
                return found
        return None

    used = spelt(0, 0)
    return None if used is None else words[used:]
