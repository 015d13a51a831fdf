"""Cases: in which cases a word or a person's name may stand, so that a post and its holder can be held together."""

import re
from functools import cache

from onrecord.language.declension import nominatives
from onrecord.language.doc import Doc, Name
from onrecord.language.morph import CASE, fold, parses

_CASES = {code: case for case, code in CASE.items()} | {"gen2": "Gen", "loc2": "Loc"}
ALL = frozenset(CASE)
_LONG = 2  # words of a name


def plural(doc: Doc, i: int) -> bool:
    """Whether token `i` is in the plural: by the dictionary where it leaves no doubt, else by the tagger."""
    known = _number(doc.form[i], doc.lemma[i])
    return known == "plur" if known else doc.feat(i, "Number") == "Plur"


@cache
def _number(form: str, lemma: str) -> str:
    found = {p.tag.number for p in parses(form) if fold(p.normal_form) == lemma}
    return found.pop() or "" if len(found) == 1 else ""


@cache
def _dictionary(form: str, number: str = "") -> frozenset[str]:
    """Cases of a form; of its readings in one number ("sing", "plur") where there are any."""
    found = [p.tag for p in parses(form) if p.tag.case in _CASES]
    of_number = frozenset(_CASES[tag.case] for tag in found if number in tag.grammemes)
    return of_number or frozenset(_CASES[tag.case] for tag in found)


def may_be(doc: Doc, i: int, case: str) -> bool:
    """Whether token `i` may be of a case: by the tagger, or by the dictionary."""
    known = _dictionary(doc.form[i])
    return not known or case in known or doc.feat(i, "Case") == case


def cases_of(doc: Doc, i: int) -> frozenset[str]:
    """The cases that token `i` may be of: every one that the dictionary knows, for the tagger errs."""
    known = _dictionary(doc.form[i], "plur" if plural(doc, i) else "sing")
    tagged = doc.feat(i, "Case")
    return known if known and (tagged in known or not tagged) else known | {tagged} - {""}


def fits(doc: Doc, cases: frozenset[str], name: Name) -> bool:
    """Whether a person's name may be in one of `cases`: every word of it that may decline.

    Of a name of three words or more one is enough: the dictionary takes parts of foreign names for other names.
    """
    words = [i for i in range(name.first, name.last) if re.fullmatch("[А-ЯЁ][а-яё]+", doc.form[i])]
    fitting = [i for i in words if cases & name_cases(doc.form[i]) or doc.feat(i, "Case") in cases]
    return len(fitting) == len(words) or (name.last - name.first > _LONG and bool(fitting))


@cache
def name_cases(form: str) -> frozenset[str]:
    """The cases that a word of a person's name may be of; all for one that is not declined."""
    readings = [p for p in parses(form) if p.is_known and {"Name", "Surn"} & p.tag.grammemes and p.tag.case in _CASES]
    readings = [p for p in readings if p.tag.number == "sing"] or readings
    if readings:
        return frozenset(_CASES[p.tag.case] for p in readings)
    return frozenset(case for cases in nominatives(form).values() for case, _ in cases if case)
