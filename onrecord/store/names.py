"""Names as joining compares them: one key for the spellings of a name in Russian, Kazakh and English.

Three keys, from the closest to the loosest: `slug` is a name in Latin letters, for ids; `sound` overlooks how a
word is written down ("Тоқаев", "Tokayev"); `bones` are a word's consonants, under which names of several scripts meet.
"""

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

_LATIN = {
    **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
    **{"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"},
    **dict(zip("әғқңөұүһіїєґў", "agknouuhiiegu", strict=True)),
    **{"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"},
}
# How one sound is spelt elsewhere, in the order in which they are replaced.
_SPELLINGS = (
    ("shch", "sh"), ("sch", "sh"), ("tch", "ch"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"),
    ("ph", "f"), ("ck", "k"), ("tz", "ts"), ("q", "k"), ("w", "v"), ("x", "ks"), ("th", "t"),
)  # fmt: skip
_SOFT_C = re.compile(r"c(?=[eiy])")
_GLIDES = re.compile(r"(?<=[aeiou])[iy]+(?=[aeiou])|(?<=[^aeiouy])[iy]+(?=[aeou])")
_ENDING = re.compile(r"(?:yy|iy|ii|yi|ij|ey|y)$")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouyh]")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", re.UNICODE)
_PATRONYMIC = re.compile(r".{2,}(?:ович|евич|ич|овна|евна|ична|инична|ұлы|улы|қызы|кызы|ovich|evich|ovna|evna)")
_PARTICLES = frozenset({"аль", "ас", "эль", "бен", "бин", "ибн", "де", "да", "ди", "дель", "ван", "фон", "дер", "ла",
                        "al", "el", "bin", "ibn", "de", "da", "di", "van", "von", "der", "la"})  # fmt: skip
PERSONAL = 3  # words of a name with a patronymic


class PersonName(Struct, frozen=True, order=True):
    """A person's name taken apart, in small letters; `given` is a letter for an initial, "" where it is not known."""

    given: str
    surname: str

    @property
    def full(self) -> bool:
        """Whether the given name is spelt out."""
        return len(self.given) > 1


def slug(text: str) -> str:
    """A text in small Latin letters, its words joined by hyphens.

    >>> slug("Касым-Жомарт Токаев")
    'kasym-zhomart-tokaev'
    """
    return "-".join(re.findall(r"[^\W_]+", _latin(text)))


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """A word as it sounds, whatever alphabet and transliteration it is written in.

    >>> sound("Тоқаев"), sound("Tokayev"), sound("Зеленский"), sound("Zelenskyy")
    ('tokaev', 'tokaev', 'zelenski', 'zelenski')
    """
    found = re.sub(r"[^a-z0-9]", "", _latin(word))
    for spelt, heard in _SPELLINGS:
        found = found.replace(spelt, heard)
    found = re.sub(r"c(?!h)", "k", _SOFT_C.sub("s", found))
    found = _ENDING.sub("i", _GLIDES.sub("", found).replace("yu", "u").replace("ya", "a").replace("ye", "e"))
    return _DOUBLED.sub(r"\1", found.replace("y", "i"))


def consonants(word: str) -> str:
    """The consonants of a word, its first vowel where it begins with one.

    >>> consonants("Трамп"), consonants("Trump"), consonants("Обама"), consonants("Потанин")
    ('trmp', 'trmp', 'obm', 'ptnn')
    """
    heard = sound(word)
    return heard[:1] + _VOWELS.sub("", heard[1:])


def bones(word: str) -> str:
    """The consonants of a word, those that come twice in a row once: a key that is rather too wide.

    >>> bones("Потанин"), bones("Путин")
    ('ptn', 'ptn')
    """
    heard = consonants(word)
    return heard[:1] + _DOUBLED.sub(r"\1", heard[1:])


@lru_cache(maxsize=200_000)
def person_name(text: str) -> PersonName:
    """A person's name taken apart; patronymics, middle names and particles are left out.

    >>> person_name("Петров Иван Сергеевич"), person_name("А. Б. Ким")
    (PersonName(given='иван', surname='петров'), PersonName(given='а', surname='ким'))
    """
    found = [word.lower().replace("ё", "е") for word in _WORD.findall(text)]
    initials = [word for word in found if len(word) == 1]
    words = [word for word in found if len(word) > 1]
    kept = [word for word in words if word not in _PARTICLES] or words
    if not kept:
        return PersonName("", " ".join(found))
    if len(kept) >= PERSONAL and _PATRONYMIC.fullmatch(kept[-1]) and not _PATRONYMIC.fullmatch(kept[1]):
        return PersonName(kept[1], kept[0])
    given = kept[0] if len(kept) > 1 else "".join(initials[:1])
    return PersonName(given, kept[-1])


def block(kind: str, name: str) -> str | None:
    """The key under which all that may be one with an actor of this name stands; None for what has no name.

    >>> block("person", "Қасым-Жомарт Тоқаев") == block("person", "Tokayev")
    True
    """
    if kind == "unnamed":
        return None
    key = bones(person_name(name).surname) if kind == "person" else slug(name)
    return f"{kind} {key or name.lower()}"


def _latin(text: str) -> str:
    lower = unicodedata.normalize("NFC", text.lower()).replace("ё", "е")
    latin = "".join(_LATIN.get(letter, letter) for letter in lower)
    return "".join(letter for letter in unicodedata.normalize("NFD", latin) if not unicodedata.combining(letter))
