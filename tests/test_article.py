"""Pages to articles, on pages of an invented region: encodings, times, outlets, people, furniture, both media."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article import article_of
from onrecord.article.charset import decoded
from onrecord.article.furniture import furniture, is_furniture, rules, views_of
from onrecord.article.language import language_of
from onrecord.article.outlets import outlet_at, outlet_credited, outlet_named
from onrecord.article.people import is_person, persons
from onrecord.article.times import in_url, machine, said, written
from onrecord.errors import PageError
from onrecord.knowledge import load
from onrecord.read import pages
from onrecord.values import Article, Page

EXAMPLES = Path(__file__).parents[1] / "examples"
KNOWN = load((EXAMPLES / "knowledge",))
RU = "Президент прибыл в столицу, сообщает пресс-служба. Совет одобрил план помощи."
KK = "Мемлекет басшысы кеңес отырысына қатысты, деп хабарлайды баспасөз қызметі. Екі ел келісімге қол қойды."


def plain(text: str, url: str | None = None) -> Article:
    return article_of(Page(source="page.txt", content=text.encode(), media="text", url=url), KNOWN)


def html(body: str, head: str = "", url: str | None = None) -> Article:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return article_of(Page(source="page.html", content=page.encode(), media="html", url=url), KNOWN)


def texts(article: Article, *kinds: str) -> list[str]:
    return [article.text[part.start : part.end] for part in article.parts if part.kind in kinds]


# Encodings


@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1251", "koi8-r", "iso-8859-1", "no such", "hex"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "cp866", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("words", [2, 4, 99])
def test_russian_in_any_encoding_whatever_is_declared(words: int, encoding: str, declared: str | None) -> None:
    text = " ".join(RU.split()[:words])
    assert decoded(text.encode(encoding), declared) == text
    assert decoded(text.upper().encode(encoding), declared) == text.upper()


@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1251", "koi8-r"])
@pytest.mark.parametrize("encoding", ["utf-8", "kz1048", "utf-16"])
@pytest.mark.parametrize("words", [3, 5, 99])
def test_kazakh_in_any_encoding_whatever_is_declared(words: int, encoding: str, declared: str | None) -> None:
    text = " ".join(KK.split()[:words])
    assert decoded(text.encode(encoding), declared) == text


def test_a_cut_or_damaged_letter_leaves_the_rest() -> None:
    assert decoded(RU.encode()[:41]) == RU.encode()[:41].decode("utf-8", "ignore")
    assert decoded(RU.encode() + b"\xff" + RU.encode()) == f"{RU}\ufffd{RU}"


def test_western_and_other_declared_encodings_are_left_alone() -> None:
    assert decoded("Café à Genève".encode("latin-1")) == "Café à Genève"
    assert decoded("Ελλάδα και Κύπρος".encode("iso8859-7"), "iso-8859-7") == "Ελλάδα και Κύπρος"
    assert decoded("日本語の記事".encode("shift_jis"), "shift_jis") == "日本語の記事"


def test_an_html_page_that_declares_the_wrong_charset() -> None:
    page = f'<html><head><meta charset="utf-8"><title>Совет</title></head><body><p>{RU * 5}</p></body></html>'
    article = article_of(Page(source="a.html", content=page.encode("cp1251"), media="html"), KNOWN)
    assert "Совет одобрил план помощи" in article.text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (RU, "ru"),
        (KK, "kk"),
        ("Токаев провёл встречу в Қарағанды, сообщили в акимате. " + RU, "ru"),
        ("Президент України підписав указ. Їхні депутати це підтримали, є зміни.", "uk"),
        ("The council approved the plan, the president said on Monday after the talks.", "en"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language_of(text) == code


# Times


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("23 Ноября 2023, 18:56", "2023-11-23T18:56:00+06:00"),
        ("23 ноября 2024 г. в 18:56", "2024-11-23T18:56:00+05:00"),  # Kazakhstan went to one zone on 1 March 2024
        ("05/08/2008 10:35", "2008-08-05T10:35:00+06:00"),
        ("16:04 14.11.2016", "2016-11-14T16:04:00+06:00"),
        ("2023 жылғы 23 қараша 09:05", "2023-11-23T09:05:00+06:00"),
        ("23 қараша 2023, 18:56", "2023-11-23T18:56:00+06:00"),
        ("Nov. 23, 2023, 6:56 p.m.", "2023-11-23T18:56:00+06:00"),
        ("23.11.23 18:56 (МСК)", "2023-11-23T18:56:00+03:00"),
        ("1 марта 2031 года", "2031-03-01"),
        ("31.02.2020", None),
        ("12.345.2020", None),
    ],
)
def test_written_times(line: str, time: str | None) -> None:
    assert said(written(line), "Asia/Almaty") == time


def test_machine_times() -> None:
    times = ("2020-10-19T06:34:31+0300", "Sun, 28 Jun 2020 21:16:15 GMT", "20201019", "2024-09-02T17:07:00.123Z")
    assert [said(machine(time), None) for time in times] == [
        "2020-10-19T06:34:31+03:00",
        "2020-06-28T21:16:15+00:00",
        "2020-10-19",
        "2024-09-02T17:07:00+00:00",
    ]
    assert machine("soon") is None and machine("9999-99-99") is None


def test_a_clock_without_zone_is_no_time_and_english_days_may_be_months() -> None:
    assert said(written("4 марта 2031, 10:00"), None) == "2031-03-04"
    assert written("05/08/2008", day_first=False) is None
    assert in_url("https://vestnik.example/2031/03/04/a") == in_url("/x/04Mar2031/a.html")


# Outlets and people


def test_outlet_by_address_by_name_and_by_own_credit() -> None:
    at = outlet_at("https://www.en.vestnik.example/a", None, KNOWN)
    assert at and (at.name, at.country) == ("Тарузский вестник", "QM")
    unknown = outlet_at("https://other.example/a", "Другая газета", KNOWN)
    assert unknown and (unknown.name, unknown.domain, unknown.country) == ("Другая газета", "other.example", None)
    credited = outlet_credited("Совет собрался, передаёт агентство «Элландпресс» со ссылкой на МИД.", KNOWN)
    assert credited and credited.domain == "ellandpress.example"
    assert outlet_credited("Совет собрался, сообщает «Элландпресс». Об этом пишет Вестник.", KNOWN) is None
    assert outlet_named("Верхнетаруск", KNOWN) is None


def test_only_persons_are_authors() -> None:
    lines = ["Авторы Анна Лунина, Пётр Залесский", "INFORM KZ", "Редакция", "АВТОР", "Элландпресс", "by Anna Lunina"]
    assert persons(lines, KNOWN) == ("Анна Лунина", "Пётр Залесский", "Anna Lunina")
    assert is_person("Ж. Қ. Ахметұлы") and is_person("Леонардо да Винчи")
    assert not is_person("подпишитесь на канал") and not is_person("Reuters")


# Furniture and plain text


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.example[:30])
def test_every_row_of_the_table_takes_its_example(rule: object) -> None:
    kind, where, example = (getattr(rule, name) for name in ("kind", "where", "example"))
    found = furniture([example], "foot" if where == "foot" else "head")
    assert found is not None and found.kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "Читайте мои законы, прежде чем спорить о них, сказал король послам.",
        "По теме реки выступили трое.",
        "Поделиться опытом согласились все четыре страны союза.",
        "Подпишитесь под договором, попросил генеральный секретарь.",
        "12 марта 2031 года стороны встретились снова.",
        "Наверх по реке корабли пойдут весной.",
    ],
)
def test_sentences_are_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_counters() -> None:
    assert [views_of(number) for number in ("1 550", "1,2K", "3к", "1.204")] == [1550, 1200, 3000, 1204]


def test_a_crawls_text_stays_as_it_is_and_its_furniture_tells_the_rest() -> None:
    source = (EXAMPLES / "pages" / "2-session-relayed.txt").read_text(encoding="utf-8")
    article = plain(source)
    assert article.text == source
    assert article.title == "Лозовая на сессии СЧР: река не знает границ"
    assert article.published == "2031-03-04T19:05:00+05:00"
    assert article.outlet and article.outlet.domain == "zarechye.example"
    assert (article.authors, article.photo_credit, article.views) == ((), "vestnik.example", 873)
    assert texts(article, "furniture") == [
        "Главная / Новости / Политика",
        "4 Марта 2031, 19:05",
        "АВТОР",
        "Подпишитесь на наш",
        "Telegram-канал",
        "и узнавайте новости первыми!",
        "vestnik.example 4 Марта 2031, 19:05",
        "873",
        "Фото: vestnik.example",
        "Читайте также:",
        "Паводок на Тарузе пошёл на спад",
        "Наверх",
    ]
    assert len(texts(article, "body")) == 6


def test_lines_wrapped_by_hand_make_one_paragraph() -> None:
    wrapped = "Сессия Совета добрососедства открылась утром в столице\nЭлландии, и делегации трёх стран сели за стол.\n"
    article = plain(f"Совет собрался\n\n{wrapped}\nВечером послы уехали домой, сказал Солонцов.\n")
    assert texts(article, "body")[0] == wrapped.strip()


def test_a_text_without_headline_is_all_body() -> None:
    article = plain("Совет собрался в Эллагорске.")
    assert (article.title, texts(article, "body")) == (None, ["Совет собрался в Эллагорске."])


def test_a_short_line_at_the_very_end_is_read_too() -> None:
    assert texts(plain("Совет собрался\n\nДа.\n\nПродолжение следует"), "caption") == ["Продолжение следует"]


def test_an_advert_between_paragraphs_is_furniture_there_too() -> None:
    line = "Подписывайтесь на наш Telegram-канал, чтобы узнавать новости первыми!"
    article = plain(f"Совет собрался\n\n{RU}\n\n{line}\n\n{RU}\n")
    assert texts(article, "furniture") == [line]


# HTML

BODY = "".join(f"<p>{sentence} {RU}</p>" for sentence in ("Сессия открылась утром.", "Днём говорили о реке."))
DATA = {
    "@type": "NewsArticle",
    "headline": "Совет собрался в Эллагорске",
    "datePublished": "2031-03-04T12:00:00+05:00",
    "author": [{"@type": "Person", "name": "Анна Лунина"}, {"@type": "Organization", "name": "Элландпресс"}],
}


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


@pytest.mark.parametrize(
    "value", [DATA, [DATA], {"@graph": [{"@type": "WebPage"}, DATA]}], ids=["one", "list", "graph"]
)
def test_json_ld(value: object) -> None:
    article = html(f"<article><h1>Совет собрался в Эллагорске</h1>{BODY}</article>", ld(value))
    assert (article.title, article.published) == ("Совет собрался в Эллагорске", "2031-03-04T12:00:00+05:00")
    assert article.authors == ("Анна Лунина",)


def test_opengraph_the_outlets_zone_and_the_sites_name_in_the_title() -> None:
    head = (
        '<meta property="og:title" content="Совет собрался | Вестник"><meta property="og:site_name" content="Вестник">'
        '<meta property="article:published_time" content="2031-03-04 12:00"><meta name="author" content="Редакция">'
        '<meta name="keywords" content="совет, река"><link rel="canonical" href="https://vestnik.example/a">'
    )
    article = html(f"<article>{BODY}</article>", head)
    assert (article.title, article.published) == ("Совет собрался", "2031-03-04T12:00:00+05:00")
    assert (article.authors, article.tags, article.url) == ((), ("совет", "река"), "https://vestnik.example/a")


def test_what_readers_see_where_there_is_no_metadata() -> None:
    body = (
        "<main><h1>Совет собрался в Эллагорске</h1><div class='date'>4 марта 2031, 12:00</div>"
        f"<div class='author'>Автор: Анна Лунина</div>{BODY}</main>"
    )
    article = html(body, url="https://ellandpress.example/1")
    assert (article.title, article.published) == ("Совет собрался в Эллагорске", "2031-03-04T12:00:00+05:00")
    assert article.authors == ("Анна Лунина",)


def test_a_clock_in_utc_that_is_marked_as_local_is_corrected_by_the_one_that_readers_see() -> None:
    head = '<meta property="article:published_time" content="2031-03-04T07:00:31+0500">'
    body = f'<article><h1>Совет собрался</h1><time datetime="2031-03-04T12:00">4 марта</time>{BODY}</article>'
    assert html(body, head).published == "2031-03-04T12:00:31+05:00"


def test_the_text_of_an_html_page_is_headline_lead_story_and_captions_without_furniture() -> None:
    article = article_of(
        next(p for p in pages([str(EXAMPLES / "pages" / "1-session.html")]) if isinstance(p, Page)), KNOWN
    )
    assert texts(article, "headline") == [article.title]
    assert texts(article, "lead") == ["Сессия Совета добрососедства прошла в Эллагорске в узком составе."]
    assert texts(article, "caption") == ["Участники сессии Совета добрососедства в Эллагорске."]
    assert len(texts(article, "body")) == 9
    assert article.photo_credit == "Илья Торопов"
    for furniture_words in ("Подпишитесь", "Читайте также", "Паводок", "Все права", "17:40"):
        assert furniture_words not in article.text


def test_a_page_without_article_is_an_error_that_names_it() -> None:
    with pytest.raises(PageError, match=r"page\.html: holds no article.*valid are"):
        html("<nav><a href='/'>Главная</a></nav>")


# What holds for every page


def sound(article: Article) -> None:
    """Parts lie in order inside the text and none is empty; the text can be stored."""
    edges = [0, *(edge for part in article.parts for edge in (part.start, part.end)), len(article.text)]
    assert edges == sorted(edges)
    assert all(article.text[part.start : part.end].strip() for part in article.parts)
    article.text.encode()


@pytest.mark.parametrize("path", sorted((EXAMPLES / "pages").iterdir()), ids=lambda path: path.name)
def test_the_same_page_gives_the_same_sound_article(path: Path) -> None:
    (page,) = pages([str(path)])
    assert isinstance(page, Page)
    article = article_of(page, KNOWN)
    sound(article)
    assert article == article_of(page, KNOWN)


PIECES = st.sampled_from(
    (
        *("Совет собрался", RU, "12.03.2031 18:20", "1550", "Фото: А", "Автор:", "Читайте также:", "сообщает"),
        *("<p>", "</p>", "<h1>", "<div class='lead'>", "<script>", "<time>", "<", "&#0;", "&amp;", ld(DATA)),
        *("\r\n", "\n\n", "\n", "\u2028", "\ufeff"),
    )
)


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=300) | st.lists(PIECES, max_size=12).map(lambda pieces: " ".join(pieces).encode()))
def test_no_bytes_crash_the_reader(content: bytes) -> None:
    for media in ("text", "html"):
        page = Page(source="any", content=content, media="html" if media == "html" else "text")
        try:
            sound(article_of(page, KNOWN))
        except PageError as error:
            assert error.source == "any"
