"""The desk's calendar: promises by the day on which they fall due, or below it where their date has no day."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import html
from msgspec.structs import replace
from starlette.testclient import TestClient

from onrecord.store.base import Store
from onrecord.store.entry import entry
from tests import corpus, sample
from tests.conftest import opened
from tests.test_desk_pages import page, shown


@contextmanager
def calendar(tmp_path: Path, *due: str) -> Iterator[TestClient]:
    """A desk of articles that each have one promise, due so (EDTF)."""
    entries = []
    for number, when in enumerate(due):
        record = sample.record(source := f"pages/{number}.html")
        promised = (replace(record.commitments[0], due=when),)
        entries.append(entry(sample.page(source), source, replace(record, commitments=promised)))
    corpus.store(tmp_path / "store.db", entries)
    with Store(tmp_path / "store.db") as store:
        yield opened(store)


def cells(found: html.HtmlElement) -> dict[str, str]:
    """Day -> what a cell of the calendar says to a screen reader beside it, of those that say something."""
    links = found.xpath("//td[a]")
    return {td.xpath("string(time/@datetime)"): td.xpath("string(a/span[@class='unseen'])") for td in links}


def rows(found: html.HtmlElement) -> int:
    """How many promises a page lists."""
    return len(found.xpath("//ol[@class='rows']/li"))


def test_promises_stand_in_a_calendar(browser: TestClient) -> None:
    found = page(browser, "/calendar", month="2031-06")
    links = found.xpath("//table//a/@href")
    assert any(link.endswith("#d1") for link in links)
    assert all(found.xpath(f"//h2[@id='{link.partition('#')[2]}']") for link in links)
    assert "открыть порт к 1 июня" in shown(found) and "No promise" not in shown(found)
    assert "No promise" in shown(page(browser, "/calendar", month="2040-01"))
    wrong = [{"month": "май"}, {"month": "9999-12"}, {"day": "май"}, {"day": "2031-06/.."}]
    assert [browser.get("/calendar", params=one).status_code for one in wrong] == [400] * 4
    assert "No promise" in shown(page(browser, "/calendar", day="2031-06-02"))


def test_a_day_of_the_calendar_has_all_that_falls_due(tmp_path: Path) -> None:
    with calendar(tmp_path, *["2031-06-01"] * 5) as desk:
        month = page(desk, "/calendar", month="2031-06")
        assert rows(month) == 3 and cells(month) == {"2031-06-01": "1 June 2031, promises: 5"}
        (every,) = [link for link in month.xpath("//main//p/a/@href") if "day=2031-06-01" in link]
        assert rows(page(desk, every)) == 5


@pytest.mark.parametrize(
    ("due", "month", "told"),
    [
        ("2031-06", "2031-06", "June 2031"),
        ("2031-06~", "2031-06", "June 2031"),
        ("2031-22", "2031-08", "summer 2031"),
        ("2031", "2031-12", "2031"),
        ("2031-05/2031-06", "2031-06", "May – June 2031"),
    ],
)
def test_a_date_without_a_day_is_no_day(tmp_path: Path, due: str, month: str, told: str) -> None:
    """What is promised by June is not promised for the 30th: it stands below the calendar, beside what is."""
    last = {"2031-12": "2031-12-31", "2031-08": "2031-08-31"}.get(month, "2031-06-30")
    with calendar(tmp_path, due, *[due] * 3, last) as desk:
        found = page(desk, "/calendar", month=month)
        assert list(cells(found)) == [last] and cells(found)[last].endswith(": 1")
        below = f"{told}, not one day, promises: 4"
        (link,) = [a.get("href") for a in found.xpath("//main//p/a") if a.text_content() == below]
        assert any(f"{told}, not one day" == h2.text_content() for h2 in found.xpath("//h2")) and rows(found) == 4
        whole = page(desk, link)
        assert rows(whole) == 4 and whole.xpath(f"//h2[@id='{link.partition('#')[2]}']")


def test_days_from_one_to_another_end_on_a_day(tmp_path: Path) -> None:
    with calendar(tmp_path, "2031-06-01/2031-06-12", "2031-06-12") as desk:
        assert cells(page(desk, "/calendar", month="2031-06")) == {"2031-06-12": "12 June 2031, promises: 2"}


def test_a_month_has_all_that_has_no_day_some_at_a_time(tmp_path: Path) -> None:
    many = [f"{year}-{month:02}/2031-06" for year in (2029, 2030) for month in range(1, 13)] + ["2031-06"] * 2
    with calendar(tmp_path, *many, "2031-06-01", "2031-06-30", "2031-07") as desk:
        first = page(desk, "/calendar", month="2031-06")
        (onward,) = first.xpath("//main//p/a[@rel='next']/@href")
        second = page(desk, onward)
        (onward,) = second.xpath("//main//p/a[@rel='next']/@href")
        third = page(desk, onward)
        assert not third.xpath("//main//p/a[@rel='next']") and "June 2031, not one day, promises: 2" in shown(third)
        assert [rows(one) for one in (first, second, third)] == [2 + 12, 12, 2]
        headings = [h2.text_content() for one in (first, second, third) for h2 in one.xpath("//h2")]
        assert len(headings) == len(set(headings)) == 24 + 1 + 2
        assert all(list(cells(one)) == ["2031-06-01", "2031-06-30"] for one in (first, second, third))
        assert desk.get("/calendar", params={"after": "later"}).status_code == 400


def test_days_that_are_a_whole_month_are_not_said_to_be_unnamed(tmp_path: Path) -> None:
    """Both "in June" and "from 1 to 30 June" are not one day, and nothing more is said of either."""
    with calendar(tmp_path, "2031-06-01/2031-06-30", "2031-06") as desk:
        found = page(desk, "/calendar", month="2031-06")
        assert [h2.text_content() for h2 in found.xpath("//h2")] == ["June 2031, not one day"]
        assert rows(found) == 2 and "named" not in shown(found)


def test_an_empty_month_leads_to_those_nearby_with_something_due(tmp_path: Path) -> None:
    with calendar(tmp_path, "2030-11", "2031-02-03", "2031-06-01", "2032") as desk:
        found = page(desk, "/calendar", month="2031-04", who="Остров")
        nearby = {a.text_content(): a.get("href") for a in found.xpath("//main//p[@class='nothing']/a")}
        assert list(nearby) == ["The last before it: February 2031", "The next that does: June 2031"]
        assert all("who=" in link and rows(page(desk, link)) == 1 for link in nearby.values())
        for month, sides in (("2030-10", 1), ("2033-01", 1), ("2031-06", 0)):
            assert len(page(desk, "/calendar", month=month).xpath("//main//p[@class='nothing']/a")) == sides
