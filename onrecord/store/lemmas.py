"""Words as search sees them: any form of a word finds any other, ё is е, case does not matter.

A word of many readings is indexed under the normal form of each, and asked for under each; and as it stands, for
the dictionary takes many a surname for something else.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from onrecord.errors import UsageError
from onrecord.language.morph import dictionary
from onrecord.span import Span

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_MARKS = re.compile(r"[\u0300-\u036f]")  # stress marks that have no letter of their own
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
_RUSSIAN = re.compile(r"[а-я]+")
_SURNAME = re.compile(r"(.{2,}(?:ов|ев|ин|ын))(?:а|у|ым|е|ой|ы|ых|ыми)")
_ENGLISH = re.compile(r"[a-z]{4,}")
STEM = 5  # letters of a Kazakh word that are kept: its endings pile up after them
_SEVERAL = {"Name", "plur"}  # "Петров" is no company of men called Пётр
_FUNCTION = {"PREP", "CONJ", "PRCL"}


def fold(text: str) -> str:
    """Text without the differences that a search overlooks.

    >>> fold("Пётр")
    'петр'
    """
    return _MARKS.sub("", unicodedata.normalize("NFC", text.lower())).replace("ё", "е")


def words(text: str, within: Span | None = None) -> Iterator[Span]:
    """The words of a text, or of a stretch of it."""
    for match in spelled(text, within or Span(0, len(text))):
        yield Span(*match.span())


def spelled(text: str, within: Span) -> Iterator[re.Match[str]]:
    """The words of a stretch of a text, as matches, which cost less than spans where most are passed over."""
    return _WORD.finditer(text, within.start, within.end)


def folded_words(text: str) -> list[str]:
    """The words of a text without the differences that a search overlooks.

    >>> folded_words("Чёрный мир!")
    ['черный', 'мир']
    """
    return _WORD.findall(fold(text))


@lru_cache(maxsize=200_000)
def forms(word: str, language: str | None = None) -> tuple[str, ...]:
    """What a word is looked up by in a text of `language`; None takes every language (a query).

    >>> forms("санкциям", "ru")
    ('санкциям', 'санкция')
    """
    folded = fold(word)
    if _RUSSIAN.fullmatch(folded) and language in (None, "ru"):
        readings = [parse for parse in dictionary().parse(word.lower()) if not parse.tag.grammemes >= _SEVERAL]
        found = [fold(parse.normal_form) for parse in readings]
        return tuple(dict.fromkeys([folded, *found, *_surname(word, folded, language)]))
    if _ENGLISH.fullmatch(folded):
        return tuple(dict.fromkeys([folded, _singular(folded)]))
    return (folded,)


@lru_cache(maxsize=20_000)
def beginnings(word: str) -> frozenset[str]:
    """The first two letters of a word and of all its forms: what begins otherwise is no form of it.

    >>> sorted(beginnings("человек"))
    ['лю', 'че']
    """
    folded = fold(word)
    readings = dictionary().parse(word.lower()) if _RUSSIAN.fullmatch(folded) else ()
    return frozenset({folded[:2], *(fold(form.word)[:2] for reading in readings for form in reading.lexeme)})


def normal(word: str) -> str:
    """The likeliest dictionary form of a Russian word; another language's word as it stands."""
    if not _RUSSIAN.fullmatch(fold(word)):
        return word
    found: str = dictionary().parse(word.lower())[0].normal_form  # the likeliest reading comes first
    return found


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """The likeliest dictionary form of a word; of languages without a dictionary here, the beginning of the word.

    >>> lemma("Санкциям", "ru"), lemma("halls", "en")
    ('санкция', 'hall')
    """
    folded = fold(word)
    if _RUSSIAN.fullmatch(folded) and language == "ru":
        return fold(normal(word))
    if _ENGLISH.fullmatch(folded):
        return _singular(folded)
    return folded[:STEM] if language == "kk" else folded


def _surname(word: str, folded: str, language: str | None) -> list[str]:
    """The nominative of a Russian surname that the dictionary may not have: "Дубковым" is "дубков"."""
    found = _SURNAME.fullmatch(folded) if language is None or word[0].isupper() else None
    return [found[1]] if found else []


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def indexed(text: str, language: str) -> str:
    """A text as the index holds it: the forms of its words, in order."""
    plain = _POSSESSIVE.sub("", text)
    return " ".join(" ".join(forms(span.of(plain), language)) for span in words(plain))


class NoWords(UsageError):
    """A query in which there is no word to look for."""


def asked(query: str) -> list[tuple[str, ...]]:
    """A query's words, each with the forms it is found by; prepositions and the like count only when alone."""
    plain = _POSSESSIVE.sub("", query)
    found = [span.of(plain) for span in words(plain)]
    if not found:
        raise NoWords(f"nothing to look for in {query!r}: give a word or a name")
    telling = [word for word in found if not _function_word(word)]
    return [forms(word) for word in telling or found]


def _function_word(word: str) -> bool:
    return dictionary().parse(word.lower())[0].tag.POS in _FUNCTION  # the likeliest reading comes first


def match(query: str) -> str:
    """A query in FTS5's own language: every word in one of its forms.

    >>> match("Seva 2030")
    '("seva") AND ("2030")'
    """
    return " AND ".join("(" + " OR ".join(f'"{form}"' for form in one) + ")" for one in asked(query))
