"""The desk in Chromium: pages open without an error, keys work, and a click on a fact shows its words."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from onrecord.store.base import Store
from tests.browsing import ARTICLE, LAPTOP, PAGES, PHONE, in_view, path_of

# What of a page's main part the tab key should reach, numbered in the page's order; and which of it has the focus.
KINDS = ", ".join(
    f"main {one}" for one in ("a[href]", "input", "select", "textarea", "button", "summary", "[tabindex='0']")
)
STOPS = f'[...document.querySelectorAll("{KINDS}")].filter(e => e.checkVisibility() && e.type !== "hidden")'
REACHED = f"{STOPS}.flatMap((e, n) => e === document.activeElement ? [] : [n])"
FOCUSED = f"{STOPS}.indexOf(document.activeElement)"
LOW = ViewportSize(width=1280, height=300)


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_on_a_laptop_and_fit_a_phone(tab: Page, desk_store: Store, name: str) -> None:
    answer = tab.goto(path_of(name, desk_store))
    assert answer and answer.status == (404 if name == "error" else 200)
    expect(tab.locator("h1")).to_be_visible()
    tab.set_viewport_size(PHONE)
    wide = tab.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], f"{name} is {wide} wide on a phone"


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
    expect(tab.locator(".hint")).to_contain_text("Кто что сказал: точность не измерена")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_used_by_keyboard(tab: Page, desk_store: Store, name: str) -> None:
    """The skip link comes first and leads past the sections; then the tab key meets what there is, in its order."""
    tab.goto(path_of(name, desk_store))
    if name != "login":  # where the one field is focused at once
        tab.keyboard.press("Tab")
        expect(tab.locator(".skip")).to_be_focused()
        tab.keyboard.press("Enter")
        expect(tab.locator("main")).to_be_focused()
    order = tab.evaluate(REACHED)
    for number in order[:6]:
        tab.keyboard.press("Tab")
        assert tab.evaluate(FOCUSED) == number
        assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


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
    expect(tab.locator(".row").first).to_have_attribute("tabindex", "-1")  # the script is there
    tab.keyboard.press("j")
    tab.keyboard.press("Enter")
    expect(tab.locator(".card.lit")).to_be_visible()
    tab.goto("/actors/person:beresta-miron")
    tab.keyboard.press("/")
    expect(tab).to_have_url("/search")


def test_the_slash_key_finds_the_field_of_the_search(tab: Page) -> None:
    tab.goto("/actors/person:beresta-miron")
    tab.keyboard.press("/")
    expect(tab).to_have_url("/search")
    expect(tab.locator("input[type=search]")).to_be_focused()


def test_keys_are_those_of_a_russian_layout_too(tab: Page) -> None:
    tab.goto("/quotes")
    expect(tab.locator(".row").first).to_have_attribute("tabindex", "-1")  # the script is there
    press = "([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))"
    tab.evaluate(press, ["о", "KeyJ"])
    expect(tab.locator(".row").first).to_be_focused()
    tab.evaluate(press, [".", "Slash"])
    expect(tab.locator("input[name=who]")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_pictures_fit_the_window_and_move_nothing(
    tab: Page, size: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    """A picture has its room before it comes, is as wide as the window lets it, and is drawn for the page's colours."""
    tab.set_viewport_size(size)
    tab.emulate_media(color_scheme=scheme)
    tab.route("**/pictures/*.svg*", lambda route: None)  # they never come
    tab.goto("/pictures", wait_until="domcontentloaded")
    before = tab.locator(".chart").last.bounding_box()
    tab.unroute("**/pictures/*.svg*")
    tab.goto("/pictures")
    for shown in tab.locator(".picture img").all():
        shown.scroll_into_view_if_needed()
        expect(shown).to_have_js_property("complete", True)
        wide, natural = shown.evaluate("e => [e.getBoundingClientRect().width, e.naturalWidth]")
        assert natural and wide <= size["width"] and abs(wide / natural - 1) < 0.1
        look = str(shown.evaluate("e => e.currentSrc")).partition("look=")[2]
        assert look == "-".join(filter(None, ["narrow" * (size is PHONE), "dark" * (scheme == "dark")]))
    tab.evaluate("scrollTo(0, 0)")
    assert tab.locator(".chart").last.bounding_box() == before


def test_a_picture_answers_to_the_pointer(tab: Page) -> None:
    tab.goto("/pictures")
    tab.locator(".live").last.click()
    expect(tab.locator(".picture svg")).to_be_visible(timeout=30_000)
    expect(tab.locator(".live")).to_have_count(tab.locator(".picture").count() - 1)


@pytest.mark.parametrize("name", PAGES)
def test_pages_answer_without_javascript(chromium: Browser, address: str, desk_store: Store, name: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False, reduced_motion="reduce")
    page = context.new_page()
    answer = page.goto(path_of(name, desk_store))
    assert answer and answer.status in (200, 404) and page.locator("main h1").count() == 1
    context.close()


def test_words_are_marked_and_in_view_without_javascript(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False, viewport=LOW, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{ARTICLE}?fact=c0#c0")
    assert in_view(page, page.locator(".card.lit"))
    mark = page.locator("a.mark.lit").first
    expect(mark).to_have_text("открыть порт к 1 июня")
    assert in_view(page, mark)
    page.locator("input[value=commitments]").uncheck()
    page.locator(".layers button").click()
    assert page.locator("a.mark[data-facts~=q0]").count() and "layer=quotes" in page.url
    context.close()
