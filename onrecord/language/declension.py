"""Nominatives of people's names: which dictionary forms an inflected first name or surname may come from.

Dictionaries do not know most of the world's surnames and guess them as common nouns ("Шольцем" as a form of "шолец"),
so the endings of the three Russian name declensions are turned back here, and context chooses among the answers.
"""

import re
from functools import lru_cache

from onrecord.language.morph import fold, inflected, known_parses, like

# (ending of the form, ending of the nominative, what the stem ends in, cases, genders); men decline in -а, -я too
_CONS = "бвгджзклмнпрстфхцчшщ"
_HARD = "бвдзлмнпрстф"
_HISS = "жчшщц"
_VOWEL = "аеёиоуыэюя"
_RULES: tuple[tuple[str, str, re.Pattern[str], frozenset[tuple[str, str]]], ...] = tuple(
    (ending, nominative, re.compile(stem + "$"), frozenset((c, g) for c in cases.split() for g in genders.split()))
    for ending, nominative, stem, cases, genders in (
        ("а", "", rf"[{_CONS}]", "Gen Acc", "Masc"),
        ("у", "", rf"[{_CONS}]", "Dat", "Masc"),
        ("ом", "", rf"[{_CONS}]", "Ins", "Masc"),
        ("ем", "", rf"[{_HISS}]", "Ins", "Masc"),
        ("ым", "", r"(ов|ев|ёв|ин|ын)", "Ins", "Masc"),
        ("е", "", rf"[{_CONS}]", "Loc", "Masc"),
        ("я", "й", rf"[{_VOWEL}]", "Gen Acc", "Masc"),
        ("ю", "й", rf"[{_VOWEL}]", "Dat", "Masc"),
        ("ем", "й", rf"[{_VOWEL}]", "Ins", "Masc"),
        ("е", "й", rf"[{_VOWEL}]", "Loc", "Masc"),
        ("я", "ь", rf"[{_CONS}]", "Gen Acc", "Masc"),
        ("ю", "ь", rf"[{_CONS}]", "Dat", "Masc"),
        ("ем", "ь", rf"[{_CONS}]", "Ins", "Masc"),
        ("е", "ь", rf"[{_CONS}]", "Loc", "Masc"),
        ("ого", "ый", rf"[{_HARD}]", "Gen Acc", "Masc"),
        ("ого", "ий", r"[гкхц]", "Gen Acc", "Masc"),
        ("ого", "ой", rf"[{_CONS}]", "Gen Acc", "Masc"),
        ("ому", "ый", rf"[{_HARD}]", "Dat", "Masc"),
        ("ому", "ий", r"[гкхц]", "Dat", "Masc"),
        ("ому", "ой", rf"[{_CONS}]", "Dat", "Masc"),
        ("им", "ий", r"[гкхц]", "Ins", "Masc"),
        ("ым", "ый", rf"[{_HARD}]", "Ins", "Masc"),
        ("ым", "ой", rf"[{_CONS}]", "Ins", "Masc"),
        ("ом", "ий", r"[гкхц]", "Loc", "Masc"),
        ("ом", "ый", rf"[{_HARD}]", "Loc", "Masc"),
        ("ы", "а", rf"[{_CONS}]", "Gen", "Masc Fem"),
        ("и", "а", r"[гкхжчшщ]", "Gen", "Masc Fem"),
        ("и", "я", rf"[{_CONS}{_VOWEL}]", "Gen Dat Loc", "Masc Fem"),
        ("е", "а", rf"[{_CONS}]", "Dat Loc", "Masc Fem"),
        ("е", "я", rf"[{_CONS}{_VOWEL}]", "Dat Loc", "Masc Fem"),
        ("у", "а", rf"[{_CONS}]", "Acc", "Masc Fem"),
        ("ю", "я", rf"[{_CONS}{_VOWEL}]", "Acc", "Masc Fem"),
        ("ой", "а", rf"[{_CONS}]", "Ins", "Masc Fem"),
        ("ой", "а", r"(ов|ев|ёв|ин|ын)", "Gen Dat Loc Ins", "Fem"),
        ("ей", "а", rf"[{_HISS}]", "Ins", "Masc Fem"),
        ("ей", "я", rf"[{_CONS}{_VOWEL}]", "Ins", "Masc Fem"),
        ("ой", "ая", rf"[{_CONS}]", "Gen Dat Loc Ins", "Fem"),
        ("ую", "ая", rf"[{_CONS}]", "Acc", "Fem"),
    )
)
_FIXED = re.compile(r"(?!.*([ое]го|ии)$).*([оиэ]|ху|их|ых)$")  # "Лукашенко", "Моди", "Черных": one form for all cases


@lru_cache(maxsize=50_000)
def nominatives(word: str) -> dict[str, frozenset[tuple[str, str]]]:
    """Nominative -> the (case, gender) readings under which `word` is a form of it; itself first, as a nominative.

    >>> sorted(nominatives("Токаева"))
    ['Токаев', 'Токаева']
    """
    found: dict[str, set[tuple[str, str]]] = {word: {("Nom", "Masc"), ("Nom", "Fem")}}
    if re.search("[А-Яа-яЁё]", word) and len(word) > 2:
        _by_dictionary(word, found)
        _by_ending(word, found)
        if _FIXED.match(word.lower()):
            found[word] |= {
                (case, gender) for case in ("Gen", "Dat", "Acc", "Ins", "Loc") for gender in ("Masc", "Fem")
            }
        elif word[-1].lower() in _CONS + "ь":  # a woman's surname in a consonant has one form
            found[word] |= {(case, "Fem") for case in ("Gen", "Dat", "Acc", "Ins", "Loc")}
    return {form: frozenset(readings) for form, readings in found.items()}


def _by_dictionary(word: str, found: dict[str, set[tuple[str, str]]]) -> None:
    cases = {"nomn": "Nom", "gent": "Gen", "datv": "Dat", "accs": "Acc", "ablt": "Ins", "loct": "Loc"}
    for parse in known_parses(word):
        if {"Name", "Surn"} & parse.tag.grammemes and "plur" not in parse.tag.grammemes:
            # A woman's surname has the man's as its normal form; stay within the gender of the reading.
            gender = parse.tag.gender
            want = frozenset({"nomn", "sing"} | ({gender} if gender in ("masc", "femn") else set()))
            nominative = like(inflected(parse, want) or parse.normal_form, word)
            found.setdefault(nominative, set()).add(
                (cases.get(parse.tag.case, ""), "Fem" if gender == "femn" else "Masc")
            )


def _by_ending(word: str, found: dict[str, set[tuple[str, str]]]) -> None:
    prefix, dash, last = word.rpartition("-")
    low = last.lower()
    for ending, nominative, stem, readings in _RULES:
        base = low.removesuffix(ending)
        if base == low or len(base) < 2 or not stem.search(base):
            continue
        form = prefix + dash + like(base + nominative, last)
        found.setdefault(form, set()).update(readings)


def choose(word: str, feats: dict[str, str], seen: "dict[str, int] | frozenset[str]", gender: str = "") -> str:
    """The nominative of one word of a name, from its context.

    `feats` are the tagger's; `seen` holds folded nominatives known from the knowledge tables or met elsewhere in the
    article; `gender` ("Masc", "Fem" or "") comes from the other words of the name.
    """
    case, tagged = feats.get("Case", ""), feats.get("Gender", "")

    def score(item: tuple[str, frozenset[tuple[str, str]]]) -> float:
        form, readings = item
        genders = {g for _, g in readings}
        fits = {g for c, g in readings if c == case}
        points = 4.0 * (fold(form) in seen) + 2.5 * bool(fits) + 0.5 * (form == word)
        points += 1.0 * ((gender or tagged) in (fits or genders))
        return points - 2.0 * bool(gender and gender not in (fits or genders))

    forms = nominatives(word)
    if len(forms) > 1 and _oblique(word, gender):
        forms = {form: readings for form, readings in forms.items() if form != word}
    return max(forms.items(), key=score)[0]


def _oblique(word: str, gender: str) -> bool:
    """Whether a word is known as a first name of a gender, not in the nominative, and as nothing else: "Ольги"."""
    known = [parse.tag.grammemes for parse in known_parses(word)]
    own = {"Masc": "masc", "Fem": "femn"}.get(gender, "")
    names = bool(known) and all({"Name", own} <= grammemes for grammemes in known)
    return names and not any({"nomn", "sing"} <= grammemes for grammemes in known)
