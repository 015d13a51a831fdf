"""Dates said outright, without looking at today: "23 ноября 2023 года", "23.11.2023", "ноябрь", "2023 год".

Every reader takes a token and answers (what is said, end) or None. A look-ahead never crosses into the next sentence.
"""

import re

from onrecord.find.grammar.partial import Partial, possible
from onrecord.language.doc import Doc
from onrecord.words import listed, valued

ReadPart = tuple[Partial, int] | None


def numbered(kind: str) -> dict[str, int]:
    """Words of dates of one kind with their numbers: `numbered("weekday")["вторник"]` is 1."""
    return {word: int(number) for word, number in valued("dates", kind).items()}


STEMS = numbered("stem")
_ENDINGS = {"март": ("", "а", "у", "ом", "е"), "август": ("", "а", "у", "ом", "е"), "ма": ("й", "я", "ю", "ем", "е")}
_SOFT = ("ь", "я", "ю", "ем", "ём", "е")
_SHORT = numbered("short")
MONTHS = {stem + end: n for stem, n in STEMS.items() for end in _ENDINGS.get(stem, _SOFT)} | _SHORT
LEADING = {"в", "во", "на", "с", "со", "от", "до", "к", "ко", "по", "за", "после", "около", "о", "об", "перед", "через"}
_OTHER_WORDS = listed("dates", "name")  # also a person's name, where it opens with a capital
DAY = re.compile(r"(\d{1,2})(?:-(?:го|е|ое|му|м))?")
YEAR = re.compile(r"([12]\d{3})(-(?:го|й|м|му))?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.([12]\d{3}|\d\d)")
_ISO = re.compile(r"([12]\d{3})-(\d\d)-(\d\d)")


def low(doc: Doc, i: int) -> str:
    """A token that a reader looks ahead to, in lower case; "" where a new sentence begins there."""
    return doc.form[i].lower() if i < len(doc) and doc.sents[doc.sent[i]][0] != i else ""


def said(doc: Doc, i: int) -> ReadPart:
    """The day, month or year said outright at token `i`."""
    return _figures(doc, i) or _day_of_month(doc, i) or _month(doc, i) or _year(doc, i)


def said_in_part(doc: Doc, i: int) -> ReadPart:
    """A day or a year whose month or noun comes with the other end of its range: the "5" of "с 5 по 10 мая"."""
    if (found := DAY.fullmatch(doc.form[i])) and 1 <= int(found[1]) <= 31:
        return Partial(day=int(found[1])), i + 1
    found = YEAR.fullmatch(doc.form[i])
    return (Partial(int(found[1])), i + 1) if found else None


def _figures(doc: Doc, i: int) -> ReadPart:
    if found := _DOTTED.fullmatch(doc.form[i]):
        day, month, year = map(int, found.groups())
        year += 2000 * (year < 100)
    elif found := _ISO.fullmatch(doc.form[i]):
        year, month, day = map(int, found.groups())
    else:
        return None
    return _checked(Partial(year, month, day), i + 1) if 1 <= month <= 12 else None


def _checked(partial: Partial, end: int) -> ReadPart:
    return (partial, end) if possible(partial) else None


def _day_of_month(doc: Doc, i: int) -> ReadPart:
    found = DAY.fullmatch(doc.form[i])
    month = MONTHS.get(low(doc, i + 1)) if found else None
    if not found or not month:
        return None
    year, end = year_after(doc, i + 2)
    return _checked(Partial(year, month, int(found[1])), end)


def _month(doc: Doc, i: int) -> ReadPart:
    """A month alone or with its year; a short form ("апр.") counts only after a day."""
    word = doc.form[i].lower()
    month = MONTHS.get(word) if word not in _SHORT else None
    if not month or (low(doc, i) and DAY.fullmatch(doc.form[i - 1])):  # after "31" it would be the month of no day
        return None
    year, end = year_after(doc, i + 1)
    plain = word not in _OTHER_WORDS or doc.form[i][0].islower()
    return (Partial(year, month), end) if year or plain else None


def year_after(doc: Doc, i: int) -> tuple[int | None, int]:
    """The year said after a month, and where it ends; (None, i) where none is said."""
    at = i + (low(doc, i) == "." and doc.form[i - 1].lower() in _SHORT)  # "2 дек. 2023"
    found = YEAR.fullmatch(low(doc, at))
    return (int(found[1]), year_word(doc, at + 1)) if found else (None, i)


def year_word(doc: Doc, i: int) -> int:
    """Where a "года" or "г." ends that may follow a year's number; `i` where none does."""
    word = low(doc, i)
    if word not in listed("dates", "year"):
        return i
    dotted = word in ("г", "гг") and low(doc, i + 1) == "." and doc.start[i + 1] == doc.end[i]
    return i + 1 + dotted


def _year(doc: Doc, i: int) -> ReadPart:
    found = YEAR.fullmatch(doc.form[i])
    if not found:
        return None
    end = year_word(doc, i + 1)
    return (Partial(int(found[1])), end) if end > i + 1 or found[2] else None
