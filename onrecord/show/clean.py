"""Text from pages, made harmless for a terminal and for a spreadsheet."""

import re

# C0 and C1 controls (escape sequences), direction overrides and marks, line separators, the byte order mark.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_IN_JSON = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")  # JSON itself escapes C0 alone
_SPACE = re.compile(r"[\s\u2028\u2029]+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def line(text: str) -> str:
    r"""Text as one line that a terminal only shows: no control character, no change of direction.

    >>> line("Мир,\n\x1b[31mтруд")
    'Мир, [31mтруд'
    """
    if text.isprintable() and "  " not in text:
        return text.strip()  # most texts have none of these characters; the time of two searches is saved
    return _CONTROLS.sub("", _SPACE.sub(" ", text)).strip()


def escaped(json: str) -> str:
    r"""JSON whose strings a terminal only shows, and that is read back as the same strings.

    >>> escaped('"\u202eоборот"')
    '"\\u202eоборот"'
    """
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def cell(value: object) -> str:
    """A value as a CSV cell that no spreadsheet takes for a formula; lists are joined by "; ".

    >>> cell("=1+1")
    "'=1+1"
    >>> cell(-1)
    '-1'
    """
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return "'" + line(value) if value.startswith(_FORMULA) or line(value).startswith(_FORMULA) else line(value)
