"""The API: what it describes is what it answers."""

import csv
import io
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from onrecord.desk.counting import PICTURES
from onrecord.desk.lists import LISTS
from onrecord.desk.sources import shown
from onrecord.store.base import Store
from onrecord.store.lists import Filters, rows_of
from tests import sample

API = "/api/v1"
ASKED: dict[str, dict[str, str]] = {
    **{f"/{name}": {} for name in LISTS},
    "/articles/{id}": {"id": sample.article().id},
    "/actors/{identity}": {"identity": "person:beresta-miron"},
    **{f"/pictures/{name}": {} for name in PICTURES},
    "/stories": {},
    "/stories/{id}": {"id": sample.article().id},
    "/search": {"q": "порт"},
    "/check": {"words": "Мы не сворачиваем с пути"},
    "/who": {"post": "президент Тарузии", "on": "2031-03-05"},
}
DESCRIBED = {*ASKED, *(f"/{name}/all" for name in (*LISTS, "stories"))}
WRONG = (
    *("/quotes?since=2031-99", "/quotes?limit=0", "/quotes?limit=a", "/quotes?cursor=zz", "/quotes?about=!!"),
    *("/articles/ffff", "/search", "/search?q=%00", "/check?words=%ED%A0%80", "/who?post=x&on=zz", "/who?post=%D1%81"),
    *(
        "/actors/nobody",
        "/stories/zz",
        "/actors?cursor=WzkyMjMzNzIwMzY4NTQ3NzU4MDhd",
        "/nothing",
        "/aid/all?format=xml",
    ),
)


@pytest.fixture
def described(browser: TestClient) -> dict[str, Any]:
    """The API's own description."""
    made: dict[str, Any] = browser.get(f"{API}/openapi.json").json()
    return made


def test_the_description_is_of_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    told = {path.removeprefix(API) for path in described["paths"]}
    assert told == DESCRIBED
    assert not [path for path, item in described["paths"].items() if set(item) != {"get"}]


@pytest.mark.parametrize("path", ASKED)
def test_answers_are_as_described(browser: TestClient, described: dict[str, Any], path: str) -> None:
    params = ASKED[path]
    asked = {name: value for name, value in params.items() if f"{{{name}}}" not in path}
    answer = browser.get(API + path.format(**params), params=asked)
    assert answer.status_code == 200, answer.text
    schema = described["paths"][API + path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(answer.json(), schema | {"components": described["components"]})


@pytest.mark.parametrize("path", WRONG)
def test_errors_are_problems(browser: TestClient, described: dict[str, Any], path: str) -> None:
    answer = browser.get(API + path)
    assert answer.status_code in (400, 404, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = described["components"]["schemas"]["Problem"]
    jsonschema.validate(answer.json(), problem)
    assert answer.json()["status"] == answer.status_code


@pytest.mark.parametrize("name", LISTS)
def test_pages_and_streams_are_the_list(browser: TestClient, desk_store: Store, name: str) -> None:
    with desk_store.reading() as connection:
        whole = shown(list(rows_of(connection, name, Filters())))
    found: list[Any] = []
    path = f"{API}/{name}?limit=20"
    while path:
        answer = browser.get(path)
        assert len(answer.json()["items"]) <= 20
        found += answer.json()["items"]
        path = answer.links.get("next", {}).get("url", "")
    lines = browser.get(f"{API}/{name}/all").text.splitlines()
    assert found == whole and len(lines) == len(whole)


def test_pages_of_a_search(browser: TestClient) -> None:
    first = browser.get(f"{API}/search", params={"q": "Береста", "limit": "5"})
    second = browser.get(first.links["next"]["url"])
    rows = [row["article"] for answer in (first, second) for row in answer.json()["items"]]
    both = browser.get(f"{API}/search", params={"q": "Береста", "limit": "10"}).json()["items"]
    assert rows == [row["article"] for row in both]


def test_nothing_is_sent_to_other_sites(browser: TestClient) -> None:
    answer = browser.get(f"{API}/quotes", headers={"origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["/quotes/all", "/actors/all?format=csv", "/stories/all"])
def test_a_wrong_question_is_told_before_a_stream_begins(browser: TestClient, path: str) -> None:
    answer = browser.get(API + path, params={"who": "!!"})
    assert (answer.status_code, answer.json()["status"]) == (400, 400)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_has_its_table_as_rows(browser: TestClient, name: str) -> None:
    asked = {"who": "Элландия"} if name in ("flows", "map") else {"until": "2031-04-10"}
    rows = browser.get(f"{API}/pictures/{name}", params=asked).json()["items"]
    lines = list(csv.DictReader(io.StringIO(browser.get(f"/pictures/{name}.csv", params=asked).text.lstrip("\ufeff"))))
    assert rows and [{key: str(cell) for key, cell in row.items()} for row in rows] == lines
    assert len(rows) < len(browser.get(f"{API}/pictures/{name}").json()["items"])
