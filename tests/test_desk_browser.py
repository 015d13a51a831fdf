"""The desk in Chromium: pages open without an error, keys work, and a click on a fact shows its words."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from onrecord.desk.app import application
from onrecord.desk.desk import Desk
from onrecord.store.base import Store
from tests import corpus, sample

CHROMIUM = shutil.which("chromium")
ARTICLE = f"/articles/{sample.article().id}"
PAGES = ("/", "/stories",
         "/pictures", "/quotes", "/meetings", "/aid", "/commitments", "/offices", "/articles", "/actors", ARTICLE,
         "/actors/person:beresta-miron", f"/meetings{ARTICLE.removeprefix('/articles')}/0", "/search?q=порт",
         "/check?words=Мы не сворачиваем с пути", "/who", "/corrections")  # fmt: skip
LAPTOP, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=375, height=700)
LOW = ViewportSize(width=1280, height=300)

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no chromium here; scripts/system-packages installs it", allow_module_level=True)


@pytest.fixture(scope="module")
def address(desk_store: Store) -> Iterator[str]:
    """A desk that is served."""
    app = application(Desk(store=desk_store, tables=corpus.KNOWLEDGE))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    assert CHROMIUM, "no chromium here; scripts/system-packages installs it"
    with sync_playwright() as played:
        browser = played.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser, address: str) -> Iterator[Page]:
    """A tab that fails the test where a page logs an error."""
    context = chromium.new_context(base_url=address, viewport=LAPTOP, reduced_motion="reduce", locale="ru-RU")
    page, errors = context.new_page(), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert errors == []


def in_view(page: Page, words: Any) -> bool:
    """Whether an element stands in the window."""
    box, size = words.bounding_box(), page.viewport_size
    return bool(box and size and box["y"] >= 0 and box["y"] + min(box["height"], 60) <= size["height"])


@pytest.mark.parametrize("path", PAGES)
def test_pages_open_on_a_laptop_and_fit_a_phone(tab: Page, path: str, tmp_path: Path) -> None:
    answer = tab.goto(path)
    assert answer and answer.status == 200
    expect(tab.locator("h1")).to_be_visible()
    tab.set_viewport_size(PHONE)
    wide = tab.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], f"{path} is {wide} wide on a phone"


def test_a_click_on_a_fact_lands_on_its_words(tab: Page) -> None:
    tab.goto("/quotes?about=пути&who=Остров")
    tab.locator(".proof").first.click()
    mark = tab.locator("a.mark.lit").first
    expect(mark).to_have_text("Мы не сворачиваем с пути")
    assert tab.url.endswith("?fact=q0#q0") and in_view(tab, mark)


def test_the_facts_beside_a_text_lead_to_its_words_and_back(tab: Page) -> None:
    tab.set_viewport_size(LOW)
    tab.goto(ARTICLE)
    tab.locator("#f-c0 .proof").click()
    mark = tab.locator("a.mark[data-facts~=c0]")
    expect(mark.first).to_be_focused()
    assert in_view(tab, mark.first)
    mark.first.click()
    expect(tab.locator("#f-c0")).to_be_focused()
    assert in_view(tab, tab.locator("#f-c0"))


def test_layers_go_off_at_once(tab: Page) -> None:
    tab.goto(ARTICLE)
    mark = tab.locator("a.mark[data-facts=c0]").first
    expect(mark).not_to_have_class("off")
    tab.locator("input[value=commitments]").uncheck()
    assert "off" in (mark.get_attribute("class") or "").split()
    expect(tab.locator("[data-layer=commitments]")).to_be_hidden()


def test_a_mark_tells_what_it_is_on_focus(tab: Page) -> None:
    tab.goto(ARTICLE)
    tab.locator("a.mark[data-facts~=q1]").first.focus()
    expect(tab.locator(".hint")).to_contain_text("that_clause")


def test_keys_alone(tab: Page) -> None:
    tab.goto("/quotes")
    tab.keyboard.press("Tab")
    expect(tab.locator(".skip")).to_be_focused()
    tab.keyboard.press("Enter")
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    expect(tab.locator(".row").nth(1)).to_be_focused()
    tab.keyboard.press("k")
    expect(tab.locator(".row").first).to_be_focused()
    tab.keyboard.press("/")
    expect(tab.locator("input[name=who]")).to_be_focused()
    tab.keyboard.type("Лозовая")
    tab.keyboard.press("Enter")
    expect(tab.locator(".row .actor").first).to_have_text("Тамара Лозовая")


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_without_javascript(chromium: Browser, address: str, path: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False, reduced_motion="reduce")
    page = context.new_page()
    answer = page.goto(path)
    assert answer and answer.status == 200 and page.locator("main h1").count() == 1
    context.close()


def test_words_are_marked_and_in_view_without_javascript(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False, viewport=LOW, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{ARTICLE}?fact=c0#c0")
    mark = page.locator("a.mark.lit").first
    expect(mark).to_have_text("открыть порт к 1 июня")
    assert in_view(page, mark)
    page.locator("input[value=commitments]").uncheck()
    page.locator(".layers button").click()
    assert page.locator("a.mark[data-facts~=q0]").count() and "layer=quotes" in page.url
    context.close()
