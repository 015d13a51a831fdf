"""Files that the desk gives away: sent as they are made, beside the pages, and the same as the command writes."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import httpx
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
    with served(desk_store) as address, httpx.stream("GET", f"{address}/exports/{form}", timeout=30) as answer:
        assert answer.status_code == 200 and len(next(answer.iter_raw(1024))) == 1024
        assert [httpx.get(address + page, timeout=30).status_code for page in ("/", "/quotes", "/aid")] == [200] * 3
    assert next(made) < 1_000_000  # once nobody takes it, it is not made


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.dossier])
def test_the_desk_sends_what_the_command_writes(
    browser: TestClient, desk_store: Store, form: Format, tmp_path: Any
) -> None:
    with desk_store.reading() as connection:
        found = facts_found(connection, layers_of(form), Filters(who="Береста"))
        export(map(fact_shown, found), form, Asked(layers_of(form), "Мирон Береста"), tmp_path / "file")
    sent = browser.get(f"/exports/{form}", params={"who": "Береста"})
    assert sent.status_code == 200 and sent.content == (tmp_path / "file").read_bytes()
