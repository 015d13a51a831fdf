"""Figures that pages show: shares, sums, numbers with their links, and pictures along time."""

import csv
import io
import re
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from sqlalchemy import Connection
from starlette.testclient import TestClient

from onrecord.desk.charts import bars
from onrecord.desk.counting import attention
from onrecord.desk.drawing import Drawer
from onrecord.desk.looks import LOOKS, whole
from onrecord.desk.nets import flows, ring
from onrecord.desk.placing import SIDES, beside
from onrecord.desk.today import Given, by_donor
from onrecord.knowledge import load
from onrecord.path import record_page
from onrecord.store import counts
from onrecord.store.base import Store
from onrecord.store.counts import Count
from onrecord.store.entry import entry
from onrecord.store.lists import Filters, rows_of
from onrecord.values import Page
from tests import corpus
from tests.conftest import opened


def gift(recipient: str | None, amount: float | None, status: str = "given") -> Given:
    return Given(status, "Тарузия", recipient, amount, "RUB")


@pytest.mark.parametrize(
    ("told", "sums"),
    [
        ([gift("Лурия", 5e6), gift("Лурия", 5e6, "promised")], [("RUB", 5e6)]),
        ([gift("Лурия", 5e6), gift(None, 5e6)], [("RUB", 5e6)]),
        ([gift("Лурия", 5e6), gift("Вестания", 5e6)], [("RUB", 1e7)]),
        ([gift(None, 5e6), gift(None, 5e6), gift("Лурия", 2e6)], [("RUB", 7e6)]),
        ([gift("Лурия", None), gift("Лурия", 5e6, "stopped")], []),
    ],
)
def test_a_gift_that_is_told_twice_is_summed_once(told: list[Given], sums: list[tuple[str, float]]) -> None:
    reports = sum(one.status != "stopped" for one in told)
    assert by_donor(iter(told)) == [("Тарузия", reports, sums)]


def test_the_most_quoted_lead_to_as_many_quotes(browser: TestClient) -> None:
    links = html.fromstring(browser.get("/").text).xpath("//a[starts-with(@href, '/quotes?who=')]")
    assert links
    for link in links:
        rows = browser.get(link.get("href").replace("/quotes?", "/quotes.json?")).json()["items"]
        assert len(rows) == int(link.text_content()), link.get("href")


@pytest.mark.parametrize(
    ("support", "told"),
    [
        (0, "не проверено, подобные верно"),
        (1, "проверено на немногих: 1"),
        (9, "немногих: 9"),
        (10, "из 10 проверенных"),
    ],
)
def test_a_share_of_few_is_not_told(support: int, told: str) -> None:
    from onrecord.desk.templating import environment

    row = {"confidence": 0.81, "support": support}
    found = environment().from_string("{{ percent(row) }}").render(row=row, tongue="ru")
    assert told in found and ("%" in found) is (support not in range(1, 10))


@pytest.mark.parametrize(
    ("days", "unit", "title"),
    [
        (("2031-03-04", "2031-05-01"), "utcyearmonthdate", "День"),
        (("2027-06", "2031-11"), "utcyearmonth", "Месяц"),
        (("2017", "2031"), "utcyear", "Год"),
    ],
)
def test_time_is_an_axis_of_time(days: tuple[str, ...], unit: str, title: str) -> None:
    chart: dict[str, Any] = bars([{"day": day, "name": "Береста", "number": 1} for day in days], "ru", LOOKS["light"])
    across = chart["encoding"]["x"]
    assert (across["type"], across["timeUnit"], across["title"]) == ("temporal", unit, title)


@pytest.mark.parametrize("days", [("2031-03-04",), ("2031-03-04", "2031-03-06"), ("2031-01", "2031-02", "2031-06")])
def test_a_bar_stands_over_the_name_of_its_time(days: tuple[str, ...]) -> None:
    chart = bars([{"day": day, "name": "Береста", "number": 1} for day in days], "ru", LOOKS["light"])
    drawer = Drawer()
    svg = etree.fromstring(drawer.draw("svg", whole(chart, LOOKS["light"])))
    drawer.close()
    drawn = svg.xpath("//*[@aria-roledescription='bar']")
    assert [re.findall(r"(?:День|Месяц): ([\d-]+)", bar.get("aria-label")) for bar in drawn] == [[day] for day in days]
    boxes = [re.match(r"M([\d.]+),[\d.]+h([\d.]+)", bar.get("d")) for bar in drawn]
    middles = [float(box[1]) + float(box[2]) / 2 for box in boxes if box]
    texts = {text.text: text.get("transform") for text in svg.xpath("//*[local-name()='text' and @opacity='1']")}
    named = [float(texts[day].removeprefix("translate(").partition(",")[0]) for day in days]
    assert named == pytest.approx(middles, abs=3)  # months are not equally long
    assert [text for text in texts if text[0].isdigit()] == [*days, "0", "1"]


@pytest.mark.parametrize(("last", "told"), [("2031-05-01", "2031-03-04"), ("2033", "2031-03"), ("2051", "2031")])
def test_a_long_time_is_told_by_months_and_years(last: str, told: str) -> None:
    rows = attention([{"published": day, "speaker": "Береста"} for day in ("2031-03-04T10:00:00Z", last)])
    assert rows[0] == {"day": told, "name": "Береста", "number": 1}


@pytest.mark.parametrize("look", LOOKS)
def test_names_of_a_net_do_not_lie_on_each_other(look: str) -> None:
    """Each side of a net is a column; names in it stand a line apart, and the two sides keep their room."""
    met = [{"one": f"а{n}", "other": f"б{n}", "number": 1} for n in range(20)]
    given = [{"from": f"а{n % 3}", "to": f"б{n}", "number": 1} for n in range(40)]
    for chart in (ring(met, "ru", LOOKS[look]), flows(given, "ru", LOOKS[look])):
        for side in chart["layer"][1:]:
            heights = sorted(dot["y"] for dot in side["data"]["values"])
            apart = [(high - low) / 2 * (chart["height"] - 26) for low, high in pairwise(heights)]
            assert len(heights) > 2 and min(apart) >= 12
            assert len({dot["x"] > 0 for dot in side["data"]["values"]}) == 1


def test_everybody_round_a_ring_has_a_line() -> None:
    """Those who are often met by rare guests stand there only with one of these."""
    met = [{"one": f"а{host}", "other": f"б{host}-{guest}", "number": 1} for host in range(24) for guest in range(3)]
    lines, *sides = ring([*met, {"one": "а1", "other": "а2", "number": 2}], "ru", LOOKS["light"])["layer"]
    ends = {(line[x], line[y]) for line in lines["data"]["values"] for x, y in (("x", "y"), ("x2", "y2"))}
    dots = [(dot["x"], dot["y"]) for side in sides for dot in side["data"]["values"]]
    assert set(dots) == ends and len(dots) == 24
    assert {"а1", "а2"} < {dot["name"] for side in sides for dot in side["data"]["values"]}


def test_names_on_a_map_do_not_lie_on_each_other() -> None:
    dots = [(300.0, 200.0), (310.0, 204.0), (305.0, 190.0), (302.0, 197.0), (300.0, 199.0), (690.0, 10.0)]
    sides = beside(["Сарматское Заречье"] * 6, dots, (720, 446))
    placed = [(dot, side) for dot, side in zip(dots, sides, strict=True) if side]
    assert len(placed) >= 4 and sides[-1] == SIDES[3]  # at the left of a dot in the corner
    rows = [(dot[1] + side.dy, side.align) for dot, side in placed[:-1]]  # in the cluster, all as wide
    assert all(abs(one[0] - other[0]) >= 14 or one[1] != other[1] for one, other in combinations(rows, 2))


@pytest.mark.parametrize(
    "path", ["/quotes", "/articles", "/actors", "/aid?who=Береста", "/search?q=Береста", "/stories"]
)
def test_lists_say_how_many_rows_they_have(browser: TestClient, path: str) -> None:
    twin = path.replace("?", ".csv?") if "?" in path else f"{path}.csv"
    rows = list(csv.DictReader(io.StringIO(browser.get(twin).content.decode("utf-8-sig"))))
    found = html.fromstring(browser.get(path).text)
    assert found.xpath("string(//p[@role='status'])") == f"Найдено: {len(rows)}"
    onward = found.xpath("string(//a[@rel='next']/@href)")
    if onward:  # the whole list is counted, wherever in it one is
        assert html.fromstring(browser.get(onward).text).xpath("string(//p[@role='status'])") == f"Найдено: {len(rows)}"


def test_what_takes_long_to_count_is_told_as_a_least(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = counts.count(connection, lambda: counts.listed(connection, "quotes", Filters()), 1)
    assert not whole.least and whole.number > 50
    monkeypatch.setattr(counts, "MOST", 20)
    assert counts.count(connection, lambda: counts.listed(connection, "quotes", Filters()), 1) == Count(20, least=True)
    monkeypatch.setattr(counts, "STEPS", 50)
    assert counts.count(connection, lambda: counts.listed(connection, "quotes", Filters()), 7) == Count(7, least=True)
    assert len(list(rows_of(connection, "quotes", Filters()))) == whole.number  # other questions are not bounded


def test_every_list_is_linked_from_every_page(browser: TestClient) -> None:
    links = html.fromstring(browser.get("/").text).xpath("//footer//a/@href")
    assert {"/positions", "/relays", "/references", "/topics"} <= set(links)


def test_the_first_page_tells_a_meeting_as_the_article_that_names_most(tmp_path: Path) -> None:
    """A meeting in three articles stands there once, with all who came; a promise of two articles once as well."""
    texts = {
        "a": "ЛУГОДАР, 5 мая. Мирон Береста, Эдмунд Вейр и Тамара Лозовая встретились 5 мая 2031 года в Лугодаре.",
        "b": "Эдмунд Вейр встретился с Мироном Берестой 5 мая 2031 года в Лугодаре.",
        "c": "Эдмунд Вейр встретился с Мироном Берестой 5 мая 2031 года в Лугодаре. «Завтра жарко», – сказал Вейр.",
    }
    known = load(corpus.KNOWLEDGE)
    pages = [
        Page(source=name, content=f"{text}\n\n5 мая 2031\n".encode(), media="text") for name, text in texts.items()
    ]
    corpus.store(tmp_path / "store.db", [entry(page, "d", record_page(page, known)) for page in pages])
    with Store(tmp_path / "store.db") as store:
        shown = html.fromstring(opened(store).get("/").text)
        rows = opened(store).get("/meetings.json").json()["items"]
    lines = [" ".join(one.text_content().split()) for one in shown.xpath("//li[a[starts-with(@href, '/meetings/')]]")]
    most = max(rows, key=lambda row: len(row["participants"]))
    assert len(rows) == 3 and len(lines) == 1 and all(name in lines[0] for name in most["participants"])
    assert {row["place"] for row in rows} == {"Лугодар"}  # and not as the dateline shouts it
