"""The language of a text, by its letters; a model is asked only for Latin script."""

import re

_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_SAMPLE = 20_000
# Letters that only some languages of Cyrillic script write, and the least share of a text's letters that tells the
# language. Kazakh prose has 15 to 25 per cent of its own letters, Russian prose with Kazakh names below 1.
_OWN = (
    ("tt", "җәһ", 0.02),
    ("kk", "әғқңұ", 0.03),
    ("ky", "ңөү", 0.02),
    ("tg", "ҷӯӣҳ", 0.01),
    ("uz", "ўқғҳ", 0.01),
    ("be", "ў", 0.005),
    ("uk", "їєґ", 0.005),
    ("sr", "јљњћђ", 0.01),
    ("bg", "ъ", 0.012),
)
_NEEDS = {"tt": "җ", "kk": "қ", "uz": "ў"}  # without this letter it is another of them


def language_of(text: str, declared: str | None = None) -> str:
    """The BCP 47 code of a text's language ("ru", "kk", "en", ...), "und" for a script not known here.

    `declared` is what the page says; it decides between languages of Latin script.
    """
    sample = text[:_SAMPLE]
    cyrillic = sum(map(len, _CYRILLIC.findall(sample)))
    latin = sum(map(len, _LATIN.findall(sample)))
    if cyrillic * 3 > latin and cyrillic:
        return _of_cyrillic(sample.lower(), cyrillic)
    if latin * 2 > sum(map(str.isalpha, sample)):
        code = (declared or "").replace("_", "-").split("-")[0].lower()
        return code if re.fullmatch(r"[a-z]{2}", code) and code not in ("ru", "kk") else _of_latin(sample)
    return "und"


def _of_cyrillic(sample: str, letters: int) -> str:
    """Russian unless the letters of another language stand in the text often enough."""
    no_russian = sample.count("ы") + sample.count("э") < 0.005 * letters
    for code, own, least in _OWN:
        often = sum(map(sample.count, own)) > least * letters and _NEEDS.get(code, "") in sample
        if often and (no_russian or code not in ("uk", "sr", "bg")):
            return code
    return "ru"


def _of_latin(sample: str) -> str:
    import py3langid

    return str(py3langid.classify(sample)[0])
