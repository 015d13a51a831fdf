"""Real pages of the region and the gold's plain texts, where they are on this machine."""

import gzip
import json
import os
from pathlib import Path

import pytest

from onrecord.article import article_of
from onrecord.read import pages
from onrecord.values import Article, Page

GOLD = Path(os.environ.get("ONRECORD_GOLD") or Path(__file__).parents[2] / "shared" / "gold")
REGION = GOLD / "pages" / "region"
TEXTS = GOLD / "record-ru" / "dev"
SEED = GOLD.parent / "seed" / "article.txt"


def texts(article: Article, *kinds: str) -> list[str]:
    return [article.text[part.start : part.end] for part in article.parts if part.kind in kinds]


@pytest.fixture(scope="module")
def region() -> dict[str, Article]:
    """The four pages by the domain of their outlet."""
    if not REGION.is_dir():
        pytest.skip(f"there are no gold pages at {REGION}")
    articles = []
    for name, about in json.loads((REGION / "pages.json").read_text(encoding="utf-8")).items():
        content = gzip.decompress((REGION / name).read_bytes())
        articles.append(article_of(Page(source=name, content=content, media="html", url=about["url"])))
    return {article.outlet.domain or "": article for article in articles if article.outlet}


@pytest.mark.parametrize(
    ("domain", "published", "authors", "country", "leads", "blocks"),
    [
        ("inform.kz", "2020-12-01T14:02:00+06:00", 1, "KZ", 0, 5),
        ("mk.ru", "2020-09-23T20:12:38+03:00", 1, "RU", 2, 9),
        ("tass.ru", "2020-06-29T00:16:15+03:00", 0, "RU", 1, 8),
        ("aif.ru", "2020-10-19T09:34:31+03:00", 1, "RU", 0, 31),
    ],
)
def test_a_real_page(
    region: dict[str, Article], domain: str, published: str, authors: int, country: str, leads: int, blocks: int
) -> None:
    article = region[domain]
    assert article.published == published
    assert article.outlet and article.outlet.country == country
    assert len(article.authors) == authors
    assert (len(texts(article, "lead")), len(texts(article, "body"))) == (leads, blocks)
    assert article.language == "ru"
    assert article.title and article.title == texts(article, "headline")[0] and "|" not in article.title
    assert not any(line.startswith(("Читайте", "Фото", "Подпи")) for line in texts(article, "body"))


def test_the_texts_of_the_gold_have_a_headline_and_keep_their_body() -> None:
    if not TEXTS.is_dir():
        pytest.skip(f"there are no gold texts at {TEXTS}")
    found = [article_of(page) for page in pages([str(TEXTS)]) if isinstance(page, Page)]
    assert len(found) == 34
    for article in found:
        assert article.title == next(line.strip() for line in article.text.splitlines() if line.strip())
    marked = [line for article in found for line in texts(article, "furniture")]
    starts = ("Фото:", "Читайте также:", "По теме:", "05/08/2008")
    assert len(marked) == 6
    assert all(line.startswith(starts) for line in marked)


def test_the_first_page() -> None:
    if not SEED.is_file():
        pytest.skip(f"the first page is not at {SEED}")
    (page,) = pages([str(SEED)])
    assert isinstance(page, Page)
    article = article_of(page)
    assert article.text == SEED.read_text(encoding="utf-8")
    assert article.published == "2023-11-23T18:56:00+06:00"
    assert article.outlet and (article.outlet.name, article.outlet.domain) == ("BaigeNews.kz", "baigenews.kz")
    assert (article.authors, article.photo_credit, article.views) == ((), "akorda.kz", 1550)
    assert (len(texts(article, "body")), len(texts(article, "furniture"))) == (14, 10)
