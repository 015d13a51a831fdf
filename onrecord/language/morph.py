"""Russian words: lemma and nominative of a form, by pymorphy3, guided by what the tagger saw in context."""

import re
from collections.abc import Callable, Iterable, Set
from functools import cache, lru_cache
from typing import Any

_RUSSIAN = re.compile("[А-Яа-яЁё-]+")
CASE = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct", "Voc": "voct"}
GENDER = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
NUMBER = {"Sing": "sing", "Plur": "plur"}
PARTS_OF_SPEECH = {  # Universal Dependencies -> OpenCorpora
    "NOUN": {"NOUN"},
    "PROPN": {"NOUN", "ADJF"},
    "ADJ": {"ADJF", "ADJS", "COMP", "PRTF"},
    "VERB": {"VERB", "INFN", "GRND", "PRTF", "PRTS"},
    "AUX": {"VERB", "INFN"},
    "ADV": {"ADVB", "COMP", "PRED"},
    "PRON": {"NPRO", "ADJF", "NOUN"},
    "DET": {"ADJF", "NPRO"},
    "NUM": {"NUMR", "ADJF"},
    "ADP": {"PREP"},
    "CCONJ": {"CONJ"},
    "SCONJ": {"CONJ"},
    "PART": {"PRCL"},
}


@cache
def dictionary() -> Any:
    """The analyser of Russian words, loaded once for all: it takes 20 MB."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=100_000)
def parses(word: str) -> tuple[Any, ...]:
    """Every reading of a form, likeliest first (pymorphy3 `Parse` objects; their scores aren't kept).

    Most words are in the dictionary and have one reading: pymorphy3's other analysers and its table of likelihoods,
    two thirds of its time, are asked only about the others.
    """
    analyzer = dictionary()
    lower = word.lower()
    found = analyzer._units[0].analyzer.parse(word, lower, None)
    if not found or len(word) == 1:  # a letter may be an initial
        return tuple(analyzer.parse(word))
    if len(found) > 1:
        found = analyzer.prob_estimator.apply_to_parses(word, lower, found)
    return tuple(map(analyzer._result_type._make, found))


@lru_cache(maxsize=100_000)
def known_parses(word: str) -> tuple[Any, ...]:
    """The readings of a form that the dictionary itself has, all or none: none is guessed by the form's ending."""
    readings = parses(word)
    return readings if any(map(_listed, readings)) else ()


def _listed(reading: Any) -> bool:
    """Whether the dictionary itself has a reading: its one method is then the paradigm and the form's number in it."""
    return len(reading.methods_stack) == 1 and len(reading.methods_stack[0]) == 4


def fold(word: str) -> str:
    """The form words are compared in: lower case, ё as е."""
    return word.lower().replace("ё", "е")


def _fit(pos: str, feats: dict[str, str]) -> Callable[[Any], int]:
    """How well a reading fits what the tagger says."""
    parts = PARTS_OF_SPEECH.get(pos, ())
    case, number = CASE.get(feats.get("Case", "")), NUMBER.get(feats.get("Number", ""))
    gender = GENDER.get(feats.get("Gender", ""))

    def fit(parse: Any) -> int:
        # Membership in the set of grammemes: pymorphy3's own comparisons validate their argument at each call.
        codes = parse.tag.grammemes
        return 4 * (not codes.isdisjoint(parts)) + 2 * (case in codes) + (number in codes) + (gender in codes)

    return fit


def best(word: str, pos: str, feats: dict[str, str]) -> Any:
    """The reading of `word` that fits the tagger's part of speech and features best."""
    readings = parses(word)
    return readings[0] if len(readings) == 1 else max(readings, key=_fit(pos, feats))


_words: dict[tuple[str, int], tuple[str, dict[str, str], str]] = {}


def in_context(word: str, pos: str, feats: dict[str, str]) -> tuple[str, dict[str, str], str]:
    """A word's part of speech and features, mended where the dictionary rules the tagger's out, and its lemma.

    `feats` must be one of the tagger's dictionaries, of which each label has its own: its identity is the cache's key,
    since hashing the features of every token costs as much as the rest of the look-up.
    """
    key = (word, id(feats))
    found = _words.get(key)
    if found is None:
        if len(_words) > 400_000:
            _words.clear()
        mended = _mended(word, pos, feats) if pos in ("NOUN", "ADJ") else (pos, feats)
        found = _words[key] = (*mended, lemma(word, *mended))
    return found


def lemma(word: str, pos: str, feats: dict[str, str]) -> str:
    """The lemma in context, lower case, ё as е."""
    if not word[0].isalpha() or pos in ("PUNCT", "SYM"):
        return fold(word)
    reading = best(word, pos, feats)
    return fold(reading.normalized.word if pos == "ADJ" and reading.tag.POS == "ADJF" else reading.normal_form)


_NOMINAL = frozenset({"NOUN", "ADJF", "PRTF", "NPRO", "NUMR"})
_SECOND = {"gen2": "gent", "loc2": "loct", "acc2": "accs"}
_CASE_OF = {code: case for case, code in CASE.items()}
_NUMBER_OF = {code: number for number, code in NUMBER.items()}
_GENDER_OF = {code: gender for gender, code in GENDER.items()}


def _mended(word: str, pos: str, feats: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The tagger's part of speech and features of a noun or an adjective, changed to what the dictionary knows.

    "Пресс-служба" taken for an adjective in the genitive is a noun in the nominative, "откололся" taken for a noun a
    verb.
    """
    known = known_parses(word)
    if word[0].islower() and known and all(_verbal(p) for p in known):
        return "VERB", _verb_feats(known[0].tag.grammemes)
    if "Case" not in feats:
        return pos, feats
    if not known or any(_NOMINAL.isdisjoint(p.tag.grammemes) for p in known):
        return pos, feats
    fitting = [p for p in known if not PARTS_OF_SPEECH[pos].isdisjoint(p.tag.grammemes)]
    if not fitting and {p.tag.POS for p in known} not in ({"NOUN"}, {"ADJF"}):
        return pos, feats
    case = CASE.get(feats["Case"])
    fits = fitting or (known if pos == "NOUN" else ())  # an adjective may stand as a noun: "больных"
    if case is None or any(case in p.tag.grammemes or case in _cases(p) for p in fits):
        return pos, feats
    reading = max(fitting or known, key=_fit(pos, feats))
    grammemes = reading.tag.grammemes
    changed = {**feats, "Case": next((_CASE_OF[c] for c in _cases(reading) if c in _CASE_OF), feats["Case"])}
    for feature, values in (("Number", _NUMBER_OF), ("Gender", _GENDER_OF)):
        for code in values.keys() & grammemes:
            changed[feature] = values[code]
    return ("NOUN" if reading.tag.POS == "NOUN" else "ADJ"), changed


def _verbal(parse: Any) -> bool:
    """Whether a reading is a finite verb, or a participle that takes an object and so is no noun ("пострадавший")."""
    grammemes: Set[str] = parse.tag.grammemes
    return "VERB" in grammemes or {"PRTF", "actv", "tran"} <= grammemes


_VERB_FEATS = {
    "Aspect": {"perf": "Perf", "impf": "Imp"},
    "Case": _CASE_OF,
    "Gender": _GENDER_OF,
    "Number": _NUMBER_OF,
    "Person": {"1per": "1", "2per": "2", "3per": "3"},
    "Tense": {"past": "Past", "pres": "Pres", "futr": "Fut"},
}


def _verb_feats(grammemes: Set[str]) -> dict[str, str]:
    """The features of a verb's reading, as the tagger writes them."""
    feats = {key: name for key, codes in _VERB_FEATS.items() for code, name in codes.items() if code in grammemes}
    if "VERB" in grammemes:
        return {**feats, "Mood": "Imp" if "impr" in grammemes else "Ind", "VerbForm": "Fin", "Voice": "Act"}
    return {**feats, "VerbForm": "Part", "Voice": "Act"}


def _cases(parse: Any) -> set[str]:
    return {_SECOND.get(g, g) for g in parse.tag.grammemes}


def like(word: str, pattern: str) -> str:
    """`word` with the capitals of `pattern`: all, the first, or none (per hyphenated piece)."""
    if pattern.isupper() and len(pattern) > 1:
        return word.upper()
    pieces, shapes = word.split("-"), pattern.split("-")
    if len(pieces) != len(shapes):
        shapes = [pattern] * len(pieces)
    return "-".join(p[:1].upper() + p[1:] if s[:1].isupper() else p for p, s in zip(pieces, shapes, strict=True))


def inflect(word: str, reading: Any, case: str, number: str | None = None, gender: str | None = None) -> str:
    """`word` in another case (OpenCorpora's codes), its capitals kept; unchanged where there is no such form."""
    want = {case} | ({number} if number else set()) | ({gender} if gender and number != "plur" else set())
    if "Supr" in reading.tag.grammemes:
        form = _superlative(reading, want) or _superlative(reading, {case})
    else:
        form = inflected(reading, frozenset(want)) or inflected(reading, frozenset({case}))
    return like(form, word) if form else word


def _superlative(reading: Any, want: set[str]) -> str | None:
    """The form in `want` of the superlative at hand: "высшего" is of "высший", and "высочайшего" of "высочайший"."""
    forms = [p.word for p in reading.lexeme if want <= p.tag.grammemes and "Supr" in p.tag.grammemes]
    return max(forms, key=lambda form: _alike(form, reading.word), default=None)


def _alike(a: str, b: str) -> int:
    """How many letters two words have in common from the first on."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


_changes: dict[tuple[int, int, frozenset[str]], int | None] = {}


def inflected(reading: Any, want: frozenset[str]) -> str | None:
    """The form of a reading's word that has the grammemes `want`, as pymorphy3 finds it; None where there is none.

    Which form of a paradigm that is is the same for all its words, so pymorphy3 goes through a paradigm once.
    """
    if not _listed(reading):
        form = reading.inflect(want)
        return form.word if form else None
    unit, word, paradigm, number = reading.methods_stack[0]
    key = (paradigm, number, want)
    if key not in _changes:
        form = reading.inflect(want)
        _changes[key] = form.methods_stack[0][-1] if form else None
    changed = _changes[key]
    if changed is None:
        return None
    known = unit.dict
    numbers = known.paradigms[paradigm]  # of endings, of tags, of prefixes: a third each
    prefix = known.paradigm_prefixes[numbers[len(numbers) // 3 * 2 + changed]]
    return str(prefix + known.build_stem(numbers, number, word) + known.suffixes[numbers[changed]])


def normal_forms(word: str) -> frozenset[str]:
    """Every lemma that a form may have, folded: what a look-up without context has to try."""
    return frozenset(fold(p.normal_form) for p in parses(word))


def phrase_key(words: Iterable[str]) -> str:
    """The look-up key of a name given in the nominative: its words' lemmas, each taken as a nominative where it can be.

    >>> phrase_key(["Российская", "Федерация"])
    'российский федерация'
    """
    return " ".join(_nominative_lemma(word) for word in words)


@lru_cache(maxsize=50_000)
def _nominative_lemma(word: str) -> str:
    if not _RUSSIAN.fullmatch(word):
        return fold(word)
    readings = parses(word)
    nominative = next((p for p in readings if "nomn" in p.tag.grammemes), readings[0])
    return fold(nominative.normal_form)
