"""Figures that pages show: shares, sums, numbers with their links, and pictures along time."""

from itertools import combinations, pairwise
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.desk.charts import bars
from onrecord.desk.counting import attention
from onrecord.desk.looks import LOOKS
from onrecord.desk.nets import flows, ring
from onrecord.desk.placing import SIDES, beside
from onrecord.desk.today import Given, by_donor


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


def test_names_on_a_map_do_not_lie_on_each_other() -> None:
    dots = [(300.0, 200.0), (310.0, 204.0), (305.0, 190.0), (302.0, 197.0), (300.0, 199.0), (690.0, 10.0)]
    sides = beside(["Сарматское Заречье"] * 6, dots, (720, 446))
    placed = [(dot, side) for dot, side in zip(dots, sides, strict=True) if side]
    assert len(placed) >= 4 and sides[-1] == SIDES[3]  # at the left of a dot in the corner
    rows = [(dot[1] + side.dy, side.align) for dot, side in placed[:-1]]  # in the cluster, all as wide
    assert all(abs(one[0] - other[0]) >= 14 or one[1] != other[1] for one, other in combinations(rows, 2))


def test_every_list_is_linked_from_every_page(browser: TestClient) -> None:
    links = html.fromstring(browser.get("/").text).xpath("//footer//a/@href")
    assert {"/positions", "/relays", "/references", "/topics"} <= set(links)
