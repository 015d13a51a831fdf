"""Authors: the persons in a byline, without labels, outlets and desks."""

import re
from collections.abc import Iterable

from onrecord.article.outlets import is_outlet
from onrecord.knowledge import Knowledge

_LABEL = re.compile(
    r"^\s*(?:авторы?|автор\s+(?:статьи|текста|материала)|текст(?:ы)?|подготовил[аи]?|корреспондент|беседовал[аи]?|мәтін|авторлар|"
    r"authors?|by|written\s+by|story\s+by|von|por|par|di|autor(?:en|es)?|текст\s+и\s+фото)(?:\s*[:—–-]\s*|\s+|$)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:[,;|/•·\n]|\s(?:и|және|мен|and|und|y|et|e)\s|&)\s*")
_NO_PERSON = re.compile(
    r"\b(?:редакци\w*|редактор\w*|корр?еспондент\w*|пресс|служб\w*|агентств\w*|отдел\w*|новост\w*|сайт\w*|портал\w*|админ\w*|гость|автор\w*|"
    r"фото\w*|поделит\w*|подпи\w*|читайт\w*|канал\w*|совет\w*|источник\w*|обнов\w*|опублик\w*|редакция|тілші\w*|жаңалық\w*|"
    r"news|staff|desk|editors?|editorial|admin|agency|press|team|reporters?|correspondents?|online|redaktion|redacci[oó]n|r[eé]daction|redazione|"
    r"redakcja|redakce|tv|radio|media|magazine|times|post|daily|wire|contributors?|associated|guest|web|digital|newsroom|service|telegram)\b|@|https?:|\.\w{2,4}$|\d",
    re.IGNORECASE,
)
_WORD = r"(?:[^\W\d_][^\W\d_'’.-]*(?:['’-][^\W\d_]+)*\.?|[^\W\d_]\.(?:-?[^\W\d_]\.)*)"
_NAME = re.compile(rf"{_WORD}(?:\s+{_WORD}){{1,4}}")
_PARTICLES = frozenset(
    ("de", "da", "di", "du", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "ibn")
).union(("оглы", "оглу", "кызы", "улы", "ұлы", "қызы", "фон", "ван", "де", "да", "ди", "дель", "аль", "ибн"))
LONGEST = 2000  # characters of a byline that are looked at
MOST = 30  # authors of one article; a list of more names is no byline
_SCRIPTS_WITHOUT_CASE = re.compile(r"[\u0590-\u0dff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def persons(bylines: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    """The persons that bylines name, in order, each once: "Авторы: Анна Лунина, редакция" gives ("Анна Лунина",)."""
    found: dict[str, str] = {}
    for byline in bylines:
        for part in _SPLIT.split(_LABEL.sub("", re.sub(r"\s+", " ", byline[:LONGEST]))):
            name = _LABEL.sub("", re.sub(r"\(.*?\)", "", part)).strip(' .:—–-\u00a0«»"')
            known = any(name.lower().startswith(other) for other in found)  # "Анна Лунина", then "Анна ЛунинаРедактор"
            if not known and is_person(name) and not is_outlet(name, knowledge):
                found[name.lower()] = name
            if len(found) == MOST:
                return tuple(found.values())
    return tuple(found.values())


def is_person(name: str) -> bool:
    """Whether a name looks like a person's: two to five words with capitals, no word that desks and sites use.

    >>> is_person("Дмитрий Попов"), is_person("INFORM KZ"), is_person("Редакция сайта")
    (True, False, False)
    """
    if _NO_PERSON.search(name) or len(name) > 60:
        return False
    if _SCRIPTS_WITHOUT_CASE.search(name):
        return 2 <= len(name) <= 12
    words = name.split()
    capital = [word for word in words if word[:1].isupper()]
    if not _NAME.fullmatch(name) or any(w.lower() not in _PARTICLES for w in words if w not in capital):
        return False
    return len(capital) >= 2 and not all(len(w.strip(".")) > 1 and w.isupper() and len(w) <= 6 for w in words)
