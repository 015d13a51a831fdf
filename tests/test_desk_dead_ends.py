"""Links of the desk that led nowhere: dossiers of nothing, addresses of those who became others."""

from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.store.base import Store
from onrecord.store.entry import entry
from tests import corpus, sample
from tests.conftest import opened

DOSSIER = "//main//a[starts-with(@href, '/exports/dossier')]/@href"


def page(browser: TestClient, path: str) -> html.HtmlElement:
    answer = browser.get(path, headers={"accept-language": "en"})
    assert answer.status_code == 200, path
    return html.document_fromstring(answer.text)


def test_a_dossier_is_offered_of_whom_there_is_one(browser: TestClient) -> None:
    known = [row["identity"] for row in browser.get("/actors.json").json()["items"] if row["identity"]]
    found = {identity: page(browser, f"/actors/{identity}") for identity in known}
    without = {identity for identity, shown in found.items() if not shown.xpath(DOSSIER)}
    assert without and without != set(known)
    for identity in known:
        answer = browser.get("/exports/dossier", params={"who": identity})
        assert (answer.status_code == 404) == (identity in without), identity
        assert bool(page(browser, f"/exports?who={identity}").xpath(DOSSIER)) == (identity not in without)


def test_an_actor_without_facts_says_so_and_where_it_is_named(browser: TestClient) -> None:
    rows = browser.get("/actors.json").json()["items"]
    pages = (page(browser, f"/actors/{row['identity']}") for row in rows if row["identity"])
    bare = next(shown for shown in pages if not shown.xpath(DOSSIER))
    assert "There is no fact about this on record yet" in bare.xpath("string(//main)")
    assert bare.xpath("//ol[@class='rows']//a[starts-with(@href, '/articles/')]")
    assert not bare.xpath("//main//a[starts-with(@href, '/quotes?')]")


@pytest.fixture
def desk(tmp_path: Path) -> TestClient:
    """A desk of the sample alone, open to corrections."""
    corpus.store(tmp_path / "store.db", [entry(sample.page(), "sample", sample.record())])
    return opened(Store(tmp_path / "store.db"), editing=True)


def send(desk: TestClient, action: str, **fields: str) -> None:
    seal = page(desk, "/corrections").xpath("//input[@name='seal']/@value")[0]
    data = {"seal": seal, "by": "Анна", "why": "проверено", **fields}
    assert desk.post(f"/corrections/{action}", data=data, follow_redirects=False).status_code == 303


def test_the_address_of_who_became_another_leads_to_that_one(desk: TestClient) -> None:
    send(desk, "merge", what="Павел Остров", other="Елена Дорн")
    moved = desk.get("/actors/person:dorn-elena?topic=1&ui=kk", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (303, "/actors/person:ostrov-pavel?topic=1&ui=kk")
    assert desk.get("/api/v1/actors/person:dorn-elena").json()["actor"]["identity"] == "person:ostrov-pavel"
    assert desk.get("/actors/person:nobody").status_code == 404


def test_a_story_of_which_every_fact_was_rejected_has_no_dossier(tmp_path: Path) -> None:
    record = sample.said("Иван Лесной", "Порт открыт для всех.", source="pages/port.html")
    corpus.store(tmp_path / "store.db", [entry(sample.page("pages/port.html", record.article.text), "sample", record)])
    desk = opened(Store(tmp_path / "store.db"), editing=True)
    story = f"/stories/{record.article.id}"
    offered = page(desk, story).xpath(DOSSIER)
    assert desk.get(offered[0]).status_code == 200
    send(desk, "reject", what=f"{record.article.id}#/quotes/0")
    assert not page(desk, story).xpath(DOSSIER) and desk.get(offered[0]).status_code == 404


def test_names_beside_a_search_are_none_of_those_that_its_filters_leave_out(browser: TestClient) -> None:
    names = "//aside//a[starts-with(@href, '/actor?')]"
    assert page(browser, "/search?q=Береста").xpath(names)
    assert not page(browser, "/search?q=Береста&who=Несуществующий").xpath(names)


def test_a_search_of_one_outlet_offers_no_second(browser: TestClient) -> None:
    outlet = "//aside//a[starts-with(@href, '/search?') and contains(@href, 'outlet=')]/@href"
    narrowed = page(browser, "/search?q=Береста").xpath(outlet)[0]
    assert not page(browser, narrowed).xpath(outlet)


@pytest.mark.parametrize("path", ["/quotes", "/quotes.json", "/api/v1/quotes", "/calendar", "/search"])
def test_a_filter_that_is_given_twice_is_refused(browser: TestClient, path: str) -> None:
    answer = browser.get(f"{path}?who=a&who=b", headers={"accept-language": "en"})
    assert answer.status_code == 400 and "given twice" in answer.text


def test_a_fact_that_is_not_there_is_told_of(browser: TestClient) -> None:
    missed = page(browser, f"/articles/{sample.article().id}?fact=q999")
    assert "The fact that the link led to is not here" in missed.xpath("string(//p[@role='status'])")
