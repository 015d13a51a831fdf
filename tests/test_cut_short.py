"""A text may end anywhere: cut short behind any token, it is read without an error."""

import re

import pytest

from tests.golden import FOLDER, cases, plain, read

EVERY = 5  # a case is cut behind each fifth token, from another token on than the case before


def _cut(text: str, first: int) -> list[str]:
    ends = [token.end() for token in re.finditer(r"\w+|[^\w\s]", text)]
    return [text[:end] for end in ends[first % EVERY :: EVERY]]


@pytest.mark.parametrize("layer", sorted(file.stem for file in FOLDER.glob("*.txt")))
def test_a_text_that_ends_anywhere_is_read(layer: str) -> None:
    for number, case in enumerate(cases(layer)):
        for text in _cut(plain(case), number):
            assert read(text).article.text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "Жителей Заречья флот Тарузии спас",
        "Пётр Долин возглавляет партию",
        "Как отметила Анна Берг,",
        "В саммите участвуют президенты:",
        "Министры стран-гарантов (",
        "Мост построят. Такое",
    ],
)
def test_what_a_rule_looks_for_may_be_cut_off(text: str) -> None:
    assert read(f"Совет обсудил дороги\n{text}").article.text.endswith(text)
