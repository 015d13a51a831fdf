"""What is laid out anew for speed answers as the libraries do: razdel's tokens, pymorphy3's inflected forms."""

import re
from pathlib import Path
from random import Random

import pytest
from razdel import tokenize

from onrecord.language.morph import inflected, parses
from onrecord.language.tokens import tokens

TEXTS = [file.read_text("utf-8") for file in sorted((Path(__file__).parents[1] / "examples").rglob("*.txt"))]
MARKS = "аЯё zZ  09٣ -–—−‑_.,/\\!?…:;=)(*+«»\"'’ΔσßſK№%$\u00a0\u200b\t"  # of every type and in every rule of razdel


def lines() -> list[str]:
    """Real lines, and 5,000 drawn from MARKS."""
    drawn = Random(1)
    odd = ["а" + "".join(drawn.choices(MARKS, k=drawn.randint(1, 12))) for _ in range(5_000)]
    return [line for text in TEXTS for line in text.splitlines()] + odd + [line.replace("z", "yahoo") for line in odd]


def test_tokens_are_razdels() -> None:
    for line in lines():
        assert tokens(line) == [(token.start, token.stop) for token in tokenize(line)], line


@pytest.mark.parametrize("want", [("nomn", "sing"), ("gent",), ("ablt", "plur"), ("nomn", "femn"), ("loct", "neut")])
def test_inflected_forms_are_pymorphys(want: tuple[str, ...]) -> None:
    words = sorted({word for text in TEXTS for word in re.findall(r"[\w-]+", text)})
    for reading in (reading for word in words for reading in parses(word)):
        theirs = reading.inflect(set(want))
        assert inflected(reading, frozenset(want)) == (theirs and theirs.word), reading
