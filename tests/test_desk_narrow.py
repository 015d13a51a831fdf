"""The desk on a phone: what scrolls sideways says so, and long pages are folded."""

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, expect

from onrecord.store.base import Store
from tests.browsing import LAPTOP, PHONE, path_of

ACTOR = "/actors/person:beresta-miron"
SHADOW = 6  # pixels at an edge
NOTHING = "e => e.querySelectorAll('*').forEach(one => { one.style.opacity = 0 })"


def strip(tab: Page, shown: Locator, left: float) -> bytes:
    """A few pixels of something's upper part, from so far right of its left edge on."""
    box = shown.bounding_box()
    assert box
    return tab.screenshot(clip=FloatRect(x=box["x"] + left, y=box["y"] + 2, width=SHADOW, height=20))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "scroller"), [("meeting", ".wide-table"), ("actor", ".wide-table")])
def test_what_scrolls_sideways_has_a_shadow_where_there_is_more(
    tab: Page, desk_store: Store, name: str, scroller: str, scheme: str
) -> None:
    tab.set_viewport_size(PHONE)
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    tab.goto(path_of(name, desk_store))
    shown = tab.locator(scroller).first
    shown.evaluate(NOTHING)  # the shadow alone, without the words that it lies under
    shown.scroll_into_view_if_needed()
    wide, whole = shown.evaluate("e => [e.clientWidth, e.scrollWidth]")
    assert whole > wide
    plain = strip(tab, shown, wide / 2)
    assert strip(tab, shown, 0) == plain != strip(tab, shown, wide - SHADOW)
    shown.evaluate("e => e.scrollTo(e.scrollWidth, 0)")
    assert strip(tab, shown, 0) != plain == strip(tab, shown, wide - SHADOW)
    tab.set_viewport_size(LAPTOP)
    wide = shown.evaluate("e => e.clientWidth")
    assert strip(tab, shown, 0) == strip(tab, shown, wide - SHADOW)


def test_an_actor_is_folded_on_a_phone_and_opened_by_keys(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(ACTOR)
    meetings = page.locator("#meetings")
    expect(meetings.locator("h2")).to_be_visible()
    expect(meetings.locator(".row").first).to_be_hidden()
    expect(page.locator("#quotes .row").first).to_be_visible()
    meetings.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(meetings.locator(".row").first).to_be_visible()
    context.close()


@pytest.mark.parametrize(("size", "link"), [(LAPTOP, ""), (PHONE, "#meetings")])
def test_an_actor_is_open_in_a_wide_window_and_where_a_link_leads(
    chromium: Browser, address: str, size: ViewportSize, link: str
) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False, viewport=size)
    page = context.new_page()
    page.goto(ACTOR + link)
    expect(page.locator("#meetings .row").last).to_be_visible()
    expect(page.locator("#meetings summary")).to_be_hidden()
    context.close()


def test_keys_pass_over_what_is_folded(tab: Page) -> None:
    tab.set_viewport_size(PHONE)
    tab.goto(ACTOR)
    shown = [row for row in tab.locator(".row").all() if row.is_visible()]
    for _ in range(len(shown) + 2):
        tab.keyboard.press("j")
    expect(shown[-1]).to_be_focused()


def test_every_section_of_the_menu_is_in_view_on_a_phone(tab: Page) -> None:
    tab.set_viewport_size(PHONE)
    tab.goto("/aid")
    for entry in tab.locator(".top li a").all():
        box = entry.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
