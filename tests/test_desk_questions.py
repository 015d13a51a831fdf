"""Questions that are misspelt, or of several, or of nobody: they are told, and what was typed is kept."""

from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient
from typer.testing import CliRunner

from onrecord.errors import StoreFailure
from onrecord.show.cli import app
from onrecord.store.base import Store

MISSPELT = (
    *("/quotes?sinse=2031", "/quotes.json?wrong=1", "/aid.csv?who=a&sinse=2031", "/quotes.atom?x=1", "/stories?x=1"),
    *("/stories.csv?x=1", "/search?q=a&x=1", "/search.json?q=a&x=1", "/pictures?x=1", "/pictures/flows.csv?x=1"),
    *("/calendar?mouth=2031", "/exports/csv?lair=quotes", "/api/v1/quotes?wrong=1", "/api/v1/quotes/all?wrong=1"),
    *("/api/v1/who?post=a&who=b", "/api/v1/actors/person:beresta-miron?who=b", "/api/v1/stories?x=1"),
)


@pytest.mark.parametrize("path", MISSPELT)
def test_a_filter_that_is_misspelt_narrows_nothing_and_is_refused(browser: TestClient, path: str) -> None:
    answer = browser.get(path, headers={"accept-language": "en"})
    wrong = path.rpartition("&")[2].rpartition("?")[2].partition("=")[0]
    assert answer.status_code == 400 and wrong in answer.text and "valid are" in answer.text


@pytest.mark.parametrize(("path", "status"), [("/quotes?lang=zz", 400), ("/quotes?lang=kk", 200), ("/aid?ui=kk", 200)])
def test_a_language_is_one_that_there_is(browser: TestClient, path: str, status: int) -> None:
    assert browser.get(path).status_code == status


def test_a_dossier_of_a_surname_that_several_bear_asks_which(browser: TestClient) -> None:
    answer = browser.get("/exports/dossier?who=Ветров")
    assert answer.url.path == "/actor" and len(html.fromstring(answer.text).xpath("//li[@class]/p/a")) > 1
    one = browser.get("/exports/dossier?who=Бересты")
    assert one.status_code == 200 and one.headers["content-disposition"]


@pytest.mark.parametrize("query", ["who=Никто", "who=Береста&since=2099"])
def test_a_dossier_of_nobody_and_nothing_is_none(browser: TestClient, query: str) -> None:
    assert browser.get(f"/exports/dossier?{query}").status_code == 404


@pytest.mark.parametrize(("words", "code"), [(("Никто",), 1), (("Ветров",), 2), (("Береста", "--since", "2099"), 1)])
def test_the_command_writes_no_dossier_of_nobody_or_several(corpus_db: Path, words: tuple[str, ...], code: int) -> None:
    options = ["export", "--format", "dossier", "--who", *words, "--db", str(corpus_db)]
    answer = CliRunner().invoke(app, options)
    assert answer.exit_code == code and "<html" not in answer.output


@pytest.mark.parametrize(
    ("path", "status", "russian", "kazakh"),
    [
        ("/quotes?since=2031-13", 400, "С даты: «2031-13» — не дата", "Күннен бастап: «2031-13» — күн емес"),
        ("/calendar?month=13", 400, "Месяц: «13» — не месяц", "Ай: «13» — ай емес"),
        ("/calendar?month=2023-11-23", 400, "Месяц пишут так: 2023-11", "Айды былай жазады: 2023-11"),
        ("/who?post=президент&on=zz", 400, "На какой день: «zz» — не дата", "«zz» — күн емес"),
        ("/search?q=!!", 400, "Искать нечего", "Іздейтін ештеңе жоқ"),
        ("/quotes?cursor=zz", 400, "Такого места в списке нет", "Тізімде мұндай орын жоқ"),
        ("/quotes?sinse=2031", 400, "«sinse» здесь не фильтр", "«sinse» мұнда сүзгі емес"),
        ("/actor?name=Никто", 404, "Такого имени в записи нет", "мұндай аты бар ешкім жоқ"),
        ("/exports/dossier", 400, "Досье бывает о ком-то", "Деректер жинағы"),
        ("/nowhere", 404, "Проверьте адрес", "Мекенжайды тексеріңіз"),
    ],
)
def test_errors_are_told_in_the_language_of_the_page(
    browser: TestClient, path: str, status: int, russian: str, kazakh: str
) -> None:
    for tongue, told in (("ru", russian), ("kk", kazakh)):
        answer = browser.get(path, headers={"accept-language": tongue})
        main = html.fromstring(answer.text).xpath("//main")[0]
        assert answer.status_code == status and told in main.text_content()
        assert not main.xpath(".//*[@lang='en']") and "valid" not in main.text_content()


def test_what_was_typed_is_still_there(browser: TestClient) -> None:
    found = html.fromstring(browser.get("/quotes?who=Лозовая&since=05-11-2005&sinse=x").text)
    form = found.xpath("//main//form[@action='/quotes']")[0]
    assert dict(form.form_values()) == {"who": "Лозовая", "since": "05-11-2005"}
    assert not html.fromstring(browser.get("http://localhost//evil.example?who=a").text).xpath("//main//form")


def test_what_only_english_says_is_folded_away(browser: TestClient) -> None:
    found = html.fromstring(browser.post("/corrections/destroy", headers={"accept-language": "ru"}).text)
    assert "Input should be" in found.xpath("string(//main/details/p[@lang='en'])")
    assert found.xpath("string(//main/p[@class='nothing'])").startswith("Проверьте")


@pytest.mark.parametrize("path", ["/quotes", "/api/v1/quotes"])
def test_a_store_that_fails_names_no_path(
    browser: TestClient, path: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(_: Store) -> None:
        raise StoreFailure("/home/somebody/news.db: database is locked")

    monkeypatch.setattr(Store, "reading", failing)
    answer = browser.get(path)
    assert answer.status_code == 503 and "somebody" not in answer.text
    assert "/home/somebody/news.db" in caplog.text
