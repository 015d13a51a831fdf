"""Pages made to break a reader: too deep, too long, too many of everything; none may crash it or take long."""

import time

import pytest

from onrecord.article import article_of
from onrecord.errors import PageError
from onrecord.values import Article, Page

STORY = "<p>" + "Президент прибыл на заседание совета в столицу, сообщила служба. " * 5 + "</p>"
MOST_SECONDS = 20  # on a busy machine; alone none takes 5


def read(content: str, media: str) -> Article | PageError:
    began = time.monotonic()
    try:
        return article_of(Page(source="hostile", content=content.encode(), media="html" if media == "html" else "text"))
    except PageError as error:
        return error
    finally:
        assert time.monotonic() - began < MOST_SECONDS


@pytest.mark.parametrize(
    "content",
    [
        "<html><body>" + "<div>" * 100_000 + STORY,
        "<html><body>" + "<table><tr><td>" * 20_000 + STORY,
        "<html><body><article>" + "".join(f"<p>слово {i}</p>" for i in range(200_000)),
        "<html><body><p>" + "Слово за слово. " * 1_200_000,
        "<html><body>" + "<" * 5_000_000,
        "<html><body><p>" + " " * 10_000_000 + STORY,
    ],
    ids=["divs", "tables", "elements", "long", "brackets", "spaces"],
)
def test_a_page_beyond_measure_is_an_error(content: str) -> None:
    assert isinstance(read(content, "html"), PageError)


@pytest.mark.parametrize(
    "content",
    [
        "<html><body>" + "<div>" * 500 + STORY,
        '<html><script type="application/ld+json">' + "[" * 1_000_000 + "</script><body>" + STORY,
        '<html><body><p class="author ' + "a " * 1_000_000 + '">Фото: ' + "x " * 1_000_000 + STORY,
        "<html><body>" + '<a href="' * 1_000_000 + STORY,
        "<html><title>" + " - " * 300_000 + "</title><body>" + STORY,
        "<html><body><h1>Совет</h1><time>" + "12.12.2020 " * 100_000 + "</time>" + STORY,
    ],
    ids=["500 divs", "json", "attribute", "open quotes", "title", "dates"],
)
def test_a_page_with_one_thing_beyond_measure_is_read(content: str) -> None:
    found = read(content, "html")
    assert isinstance(found, Article)
    assert "Президент прибыл" in found.text


@pytest.mark.parametrize(
    "content",
    [
        "Слово за слово. " * 600_000,
        "1 " * 3_000_000,
        ("Подпишитесь " * 20 + "\n") * 10_000 + "Совет собрался.",
        ("Фото: а б " * 30 + "\n") * 5_000 + "Совет собрался.",
        ("12.12.2020 " * 20 + "\n") * 10_000 + "Совет собрался.",
        "сообщает " * 300_000,
        "\u00a0" * 2_000_000 + "Совет.",
    ],
    ids=["one line", "digits", "adverts", "credits", "dates", "cues", "spaces"],
)
def test_a_long_plain_text_is_read_in_time(content: str) -> None:
    assert isinstance(read(content, "text"), Article)


def test_a_log_is_no_article() -> None:
    found = read("строка\n" * 60_000, "text")
    assert isinstance(found, PageError)
    assert "60000 lines" in found.reason
