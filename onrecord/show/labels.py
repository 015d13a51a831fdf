"""The words of the interface in three languages (labels.tsv), and numbers with what they count.

The keys of kinds, statuses and topics are those of the record.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from onrecord.knowledge.tables import Row, parse

FACTS_IN = frozenset({"ru"})  # the languages that `onrecord.language` has a backend for

# key: what is counted, in the forms of Russian (1, 2, 5) and of English (1, 2)
_COUNTED = {"views": (("просмотр", "просмотра", "просмотров"), ("view", "views"))}


# Kinds of meetings by the gender of their Russian names (p: plural); the rest are neuter.
_GENDERS = {"talks": "p", "meeting": "f", "other": "f", "conference": "f", "summit": "m", "call": "m", "visit": "m"}


def tongue(language: str) -> str:
    """The language of the labels beside a text: Russian for Russian and its neighbours' texts, else English."""
    return "ru" if language.partition("-")[0] in {"ru", "kk", "be", "uk", "ky"} else "en"


def known(key: object) -> bool:
    """Whether there is a label for it."""
    return key in _labels()


def label(key: str, language: str) -> str:
    """A label in "ru", "kk" or "en".

    >>> label("aid", "en")
    'Aid'
    """
    return _labels()[key][language]


def status_of(kind: str, status: str, language: str) -> str:
    """What became of a meeting of some kind, in agreement with what Russian calls it.

    >>> status_of("visit", "held", "ru"), status_of("session", "held", "ru"), status_of("talks", "planned", "ru")
    ('состоялся', 'состоялось', 'планируются')
    """
    agreeing = f"{status}.{_GENDERS.get(kind, '')}"
    return label(agreeing if known(agreeing) else status, language)


def counted(number: int, key: str, language: str) -> str:
    """A number with what it counts, thousands set apart.

    >>> counted(2, "views", "ru")
    '2 просмотра'
    """
    russian, english = _COUNTED[key]
    if language != "ru":
        return f"{number:,} {english[number != 1]}".replace(",", "\u00a0")
    last, teen = number % 10, number % 100 in range(11, 15)
    form = 2 if teen or last in (0, *range(5, 10)) else 0 if last == 1 else 1
    return f"{number:,} {russian[form]}".replace(",", "\u00a0")


def topic(code: str, name: str, language: str) -> str:
    """A topic's name, our own translation of IPTC's; `name`, the English one, for a topic that has none.

    >>> topic("medtop:20000344", "economy", "ru")
    'экономика'
    """
    return label(code, language) if known(code) else name


@cache
def _labels() -> dict[str, Row]:
    """The table by its keys."""
    text = files("onrecord.show").joinpath("labels.tsv").read_text(encoding="utf-8")
    return {row["key"]: row for row in parse(text, "labels.tsv")}


def no_facts(code: str, language: str) -> str:
    """Why a record holds nothing: there was nothing to find, or its language (`code`) is not one that is read."""
    if code in FACTS_IN:
        return label("no_facts", language)
    return f"{label('language', language)}: {_named(code, language)}. {label('only_russian', language)}"


def only_russian(unread: Mapping[str, int]) -> str:
    """That pages in some languages (code -> pages) were not searched for facts, for standard error."""
    found = ", ".join(f"{_named(code, 'en')} ({unread[code]})" for code in sorted(unread))
    return f"facts are read only in Russian so far; none were looked for in pages in {found}"


def _named(code: str, language: str) -> str:
    """A language's name in "ru" or "en"; its code where it has none."""
    from babel import Locale

    return str(Locale(language).languages.get(code, code))
