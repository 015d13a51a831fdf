"""Bytes to text: the encoding that the bytes show, whatever the page declares."""

import codecs
import re
from collections import Counter
from itertools import pairwise

from onrecord.read.content import wide_order

# The 375 commonest pairs of letters in Russian and Kazakh news: a first letter, then all that follow it. They make
# up nine tenths of all pairs there, and about a tenth of a text read in a wrong encoding.
_GROUPS = (
    "абвгдежзйклмнпрстухцчшюяғқң баеилорущыіүұ ваеилнорсушы гаеилорі давежилнорсуыі евгдежзйклмнпрстучшң "
    "жадеиноыүұә завдеиноыі иавгдезийклмнорстхцчыюя йдлстыі каеилорстуіүө лагдеилмостуыьюяіғ мадеинопуыіә "
    "нагдеикностуцшыьяі обвгдежзийклмнопрстчшяғқ паеилорту равгдеилмностуыяіғ савеиклмнопстуыьяіқ "
    "тавеикнорстуыьіқүұө уабгджклмпрстчшыюіғ феио хао цеи чаеинт шаеиыі щеи ывезйлмнпрстхғқң ьенс эт ют явнт "
    "ігзклмнпрсшң ғаы қаостыұ ңаі үзйнрсш ұлмр әлнрс өзлнрт"
)
_PAIRS = frozenset(group[0] + second for group in _GROUPS.split() for second in group[1:])
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "kz1048", "iso8859-5")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_PUNCTUATION = frozenset("«»—–…№“”„’‘•°§©®€\u00a0\u00ad")
_SAMPLE = 16384  # bytes that decide; more do not change the decision
_FITS = 0.35  # right readings of Russian and Kazakh stand at .8, the best wrong one at .45, Western text below .1


def decoded(content: bytes, declared: str | None = None) -> str:
    """The text of a page's bytes; `declared` is the encoding that its source named, "" or None if it named none.

    >>> decoded("Совет".encode("koi8-r"), "utf-8")
    'Совет'
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    if order := wide_order(content):
        return content.decode(order, "replace")
    text = _utf8(content)
    return text if text is not None else content.decode(_eight_bit(content, declared), "replace")


def _utf8(content: bytes) -> str | None:
    """The bytes as UTF-8 where that is what they are, a cut last character and a few damaged ones allowed."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        whole = content[: error.start]
        if error.reason == "unexpected end of data" and not whole.isascii():
            return whole.decode("utf-8")
    text = content.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return text if damaged * 20 < len(content) - len(text) else None  # a damaged character in ten good ones or fewer


def _eight_bit(content: bytes, declared: str | None) -> str:
    """The 8-bit encoding in which the bytes make Russian or Kazakh words, else the declared one, else Western."""
    named = [name for name in (_known(declared), *map(_known, _declarations(content))) if name]
    sample = _interesting(content)
    ranked = [(_fit(sample.decode(name, "replace")), -i, name) for i, name in enumerate([*named, *_CYRILLIC])]
    best, _, name = max(ranked)
    if best > _FITS:
        return name
    return next(iter(named), "cp1252")


def _interesting(content: bytes) -> bytes:
    """The part of the bytes that decides: from the first byte that is no ASCII on, tags left out."""
    first = next((m.start() for m in re.finditer(rb"[\x80-\xff]", content)), 0)
    return re.sub(rb"<[^<>\x80-\xff]*>", b" ", content[max(0, first - 16) : first + 4 * _SAMPLE])[:_SAMPLE]


def _declarations(content: bytes) -> list[str]:
    return [match.decode("ascii") for match in _DECLARED.findall(content[:4096])]


def _known(name: str | None) -> str | None:
    """Python's name of an 8-bit or East Asian encoding; None for UTF-8, which the bytes already disproved."""
    try:
        found = codecs.lookup(name.strip()).name if name else "utf-8"
        "a".encode(found)  # fails for codecs of something else than text, such as "hex"
    except (LookupError, ValueError):
        return None
    if found.startswith("utf"):
        return None
    return "cp1252" if found in ("iso8859-1", "ascii") else found


def _fit(text: str) -> float:
    """How much of what is not ASCII looks like Russian or Kazakh: about 1 for such text, below 0 for noise."""
    good = seen = 0
    for (a, b), count in Counter(pairwise(text)).items():
        if (a < "\x80" and b < "\x80") or a.isspace() or b.isspace() or a in _PUNCTUATION or b in _PUNCTUATION:
            continue
        seen += count
        good += count * _worth(a, b)
    return good / seen if seen else 0.0


def _worth(a: str, b: str) -> int:
    """What a pair of characters says for its encoding: a common one 1, a capital or a symbol inside a word -1."""
    if a.lower() + b.lower() in _PAIRS:
        return -1 if a.islower() and b.isupper() else 1
    letters = a.isalpha() + b.isalpha()
    ascii_letter = any(c < "\x80" and c.isalpha() for c in (a, b))
    ascii_mark = any(c < "\x80" and not c.isalpha() for c in (a, b))
    return -1 if (letters < 2 and not ascii_mark) or (letters == 2 and ascii_letter) else 0
