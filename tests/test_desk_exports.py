"""Files that the desk gives away: sent as they are made, beside the pages, and the same as the command writes."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from onrecord.desk import taking
from onrecord.desk.sources import fact_shown
from onrecord.exports import Asked, Format, export, layers_of
from onrecord.exports.found import Found, facts_found
from onrecord.store.base import Store
from onrecord.store.lists import Filters
from tests.browsing import served


@pytest.mark.parametrize("form", [Format.csv, Format.jsonl, Format.webanno, Format.popolo])
def test_a_file_without_end_is_sent_while_pages_answer(
    desk_store: Store, monkeypatch: pytest.MonkeyPatch, form: Format
) -> None:
    """No piece waits for the last fact, so no more than a piece is held; and readers of pages wait for no file."""
    made = count()

    def endless(*asked: Any) -> Iterator[Found]:
        with desk_store.reading() as connection:
            one = next(facts_found(connection, ("quotes",), Filters(limit=1)))
        for _ in made:
            yield one

    monkeypatch.setattr(taking, "facts_found", endless)
    with served(desk_store) as address, httpx2.stream("GET", f"{address}/exports/{form}", timeout=30) as answer:
        assert answer.status_code == 200 and len(next(answer.iter_raw(1024))) == 1024
        assert [httpx2.get(address + page, timeout=30).status_code for page in ("/", "/quotes", "/aid")] == [200] * 3
    taking.BESIDE.submit(lambda: None).result()  # behind whatever was being made
    before = next(made)
    taking.BESIDE.submit(lambda: None).result()
    assert next(made) == before + 1  # once nobody takes it, it is not made


def test_no_more_files_at_once_than_the_store_is_held_open_for(browser: TestClient) -> None:
    for _ in range(4):
        assert taking.AT_ONCE.acquire(blocking=False)
    try:
        assert browser.get("/exports/csv").status_code == 503
        assert browser.get("/quotes").status_code == 200
    finally:
        taking.AT_ONCE.release(4)
    assert [browser.get("/exports/csv").status_code for _ in range(6)] == [200] * 6
    assert browser.get("/exports/csv?since=x").status_code == 400 and taking.AT_ONCE.acquire(blocking=False)
    taking.AT_ONCE.release()


def test_formats_without_room_for_a_layer_are_not_offered(browser: TestClient) -> None:
    text = browser.get("/exports?layer=quotes").text
    assert (
        "/exports/csv?layer=quotes" in text
        and "/exports/iati" not in text
        and "/exports/iati" in browser.get("/exports").text
    )


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.dossier])
def test_the_desk_sends_what_the_command_writes(
    browser: TestClient, desk_store: Store, form: Format, tmp_path: Any
) -> None:
    with desk_store.reading() as connection:
        found = facts_found(connection, layers_of(form), Filters(who="Береста"))
        export(map(fact_shown, found), form, Asked(layers_of(form), "Мирон Береста"), tmp_path / "file")
    sent = browser.get(f"/exports/{form}", params={"who": "Береста"})
    assert sent.status_code == 200 and sent.content == (tmp_path / "file").read_bytes()
