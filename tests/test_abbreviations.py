"""Abbreviations: which short names are made of which long ones."""

import pytest

from onrecord.resolve.abbreviations import abbreviates


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("ЦРК", "Центральная речная комиссия"),
        ("ТВИО", "Тарузское военно-историческое общество"),
        ("Минпорт", "Министерство портов"),
        ("Минречторг", "Министерство речной торговли"),
        ("Минпромторг Тарузии", "Министерство промышленности и торговли Тарузии"),
        ("Генпрокуратура", "Генеральная прокуратура Велонии"),
        ("СБ", "Совет безопасности"),
    ],
)
def test_spelt(short: str, long: str) -> None:
    assert abbreviates(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("МИД", "Министерство портов Тарузии"),
        ("Минпорт Велонии", "Министерство портов Тарузии"),
        ("СЧР", "Союз"),
        ("Лугодар", "Лугодарский порт"),
        ("СБ", "Совет безопасности Тарузии"),
    ],
)
def test_not_spelt(short: str, long: str) -> None:
    assert not abbreviates(short, long)
