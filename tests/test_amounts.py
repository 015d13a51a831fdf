"""The grammar of money and quantities: what it reads, in words of our own, and what must hold for any number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from razdel import tokenize

from onrecord.find.grammar.amounts import amount, amounts
from onrecord.language.doc import Doc
from onrecord.language.morph import parses

SCALES = {"": 1, " тыс.": 10**3, " млн": 10**6, " млрд": 10**9, " трлн": 10**12}
WORDS = ("5", "31", "000", "млн", "тыс", ".", "-", "$", "евро", "два", "двадцать", "миллион", "около", "тонн", ",")


def doc_of(text: str) -> Doc:
    """A Doc of one sentence without a tagger: lemmas and number of the dictionary."""
    doc = Doc(text, "ru")
    for token in tokenize(text):
        reading = parses(token.text)[0]
        doc.form.append(token.text)
        doc.start.append(token.start)
        doc.end.append(token.stop)
        doc.lemma.append(reading.normal_form.replace("ё", "е"))
        doc.pos.append("NUM" if "NUMR" in reading.tag.grammemes else "NOUN")
        doc.feats.append({"Number": "Plur"} if "plur" in reading.tag.grammemes else {})
        doc.sent.append(0)
    doc.sents.append((0, len(doc)))
    return doc


def read(text: str) -> list[tuple[str, float, str | None]]:
    doc = doc_of(text)
    return [(doc.words(first, last), a.value, a.currency) for a, first, last in amounts(doc, 0, len(doc))]


@pytest.mark.parametrize(
    ("text", "words", "value", "currency"),
    [
        ("Мост стоил 8,1 млн долларов", "8,1 млн долларов", 8.1e6, "USD"),
        ("Мост стоил 8.1 млн долларов США", "8.1 млн долларов США", 8.1e6, "USD"),
        ("Порт стоил полмиллиарда евро", "полмиллиарда евро", 5e8, "EUR"),
        ("Порт стоил $1 млн вчера", "$1 млн", 1e6, "USD"),
        ("Порт стоил 2,5 млн. $ вчера", "2,5 млн. $", 2.5e6, "USD"),
        ("Школа стоила 100 тыс. тенге", "100 тыс. тенге", 1e5, "KZT"),
        ("в размере одного миллиона долларов", "одного миллиона долларов", 1e6, "USD"),
        ("двадцать пять тысяч рублей", "двадцать пять тысяч рублей", 25e3, "RUB"),
        ("сто двадцать три миллиона австралийских долларов", None, 123e6, "AUD"),
        ("около 1,5 млрд евро", "около 1,5 млрд евро", 1.5e9, "EUR"),
        ("3 млрд 500 млн гривен", "3 млрд 500 млн гривен", 3.5e9, "UAH"),
        ("5 тысяч 200 сомов", "5 тысяч 200 сомов", 5200, "KGS"),
        ("10 000 рублей", "10 000 рублей", 10_000, "RUB"),
        ("1,000,000 юаней", "1,000,000 юаней", 1e6, "CNY"),
        ("полтора миллиона иен", "полтора миллиона иен", 1.5e6, "JPY"),
        ("миллион фунтов стерлингов", "миллион фунтов стерлингов", 1e6, "GBP"),
        ("3 млн USD", "3 млн USD", 3e6, "USD"),
        ("US$5 млн", "US$5 млн", 5e6, "USD"),
        ("40 белорусских рублей", "40 белорусских рублей", 40, "BYN"),
        ("5 млн крон", "5 млн крон", 5e6, None),  # of which country the word does not say
        ("20 тонн муки", "20 тонн", 20, None),
    ],
)
def test_reads(text: str, words: str | None, value: float, currency: str | None) -> None:
    [(found, much, code)] = read(text)
    assert (found, code) == (words or text, currency)
    assert much == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["5-10 млн евро", "несколько миллионов евро", "десятки миллионов евро", "в 2023 году", "два моста", "евро"]
)
def test_a_range_and_an_unsaid_number_are_no_amount(text: str) -> None:
    assert read(text) == []


def test_money_is_told_from_measures() -> None:
    doc = doc_of("5 млн крон и 20 тонн")
    assert [found.money for found, _, _ in amounts(doc, 0, len(doc))] == [True, False]


@given(st.integers(1, 999), st.integers(0, 9), st.sampled_from(sorted(SCALES)))
def test_figures_with_scales_are_read_as_written(whole: int, tenth: int, scale: str) -> None:
    figure = f"{whole},{tenth}" if tenth else f"{whole}"
    found = amount(doc_of(f"{figure}{scale} евро"), 0)
    assert found is not None
    assert found[0].value == pytest.approx((whole + tenth / 10) * SCALES[scale])
    assert found[0].currency == "EUR"


@given(st.integers(1, 10**12), st.sampled_from((" ", "\u00a0", ",", ".")))
def test_digits_in_threes_are_one_number(value: int, gap: str) -> None:
    assert amount(doc_of(f"{value:,}".replace(",", gap) + " евро"), 0) is not None
    assert read(f"{value:,}".replace(",", gap) + " евро")[0][1] == value


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_amounts_lie_in_order_and_inside(words: list[str]) -> None:
    doc = doc_of(" ".join(words))
    end = 0
    for found, first, last in amounts(doc, 0, len(doc)):
        assert end <= first < last <= len(doc)
        assert found.value >= 0
        end = last
