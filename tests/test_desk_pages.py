"""The desk's other pages: actors, meetings, search, checks, posts, corrections, and health."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from lxml import etree, html
from starlette.testclient import TestClient

from onrecord.desk.atlas import clockwise, outlines, view
from onrecord.desk.counting import PICTURES
from onrecord.desk.drawing import Drawer
from onrecord.desk.lists import LISTS
from onrecord.errors import StoreFailure
from onrecord.exports import Format
from onrecord.store.base import Store
from onrecord.store.dates import period
from onrecord.store.entry import entry
from tests import corpus, sample
from tests.conftest import opened

ARTICLE = sample.article().id
SAID = "Порт будет принимать суда всех соседей без очереди и без особых условий"


def page(browser: TestClient, path: str, **params: str) -> html.HtmlElement:
    """A page that answers, in English."""
    answer = browser.get(path, params=params or None, headers={"accept-language": "en-GB, en;q=0.8"})
    assert answer.status_code == 200, answer.text
    return html.document_fromstring(answer.text)


def shown(found: html.HtmlElement) -> str:
    """The words of a page's main part."""
    return " ".join(found.xpath("//main")[0].text_content().split())


def test_a_name_in_any_form_leads_to_its_actor(browser: TestClient) -> None:
    answer = browser.get("/actor", params={"name": "Бересты"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/actors/person:beresta-miron")
    assert browser.get("/actor?name=Никто").status_code == 404


def test_topics_are_of_all_who_are_in_their_articles(browser: TestClient) -> None:
    """A topic has no actor of its own: asked for one, the list has the topics of the articles that name the actor."""
    articles = {row["article"] for row in browser.get("/articles.json?who=Остров").json()["items"]}
    every = browser.get("/topics.json").json()["items"]
    for who in ("Остров", "Остров&about=санкции"):
        found = browser.get(f"/topics.json?who={who}").json()["items"]
        assert found and {row["article"] for row in found} <= articles
    assert len(found) < len(every)
    assert browser.get("/api/v1/topics?who=Никто").json()["items"] == []


def test_a_name_of_several_asks_which(browser: TestClient) -> None:
    found = page(browser, "/actor", name="Сергей Ветров")
    assert "Whom do you mean?" in shown(found) and len(found.xpath("//li[contains(@class, 'row')]")) > 1


def test_an_actor_with_offices_quotes_and_meetings(browser: TestClient) -> None:
    found = page(browser, "/actors/person:beresta-miron")
    text = shown(found)
    assert "президент, Тарузия" in text and SAID in text and "Took part" not in text
    assert found.xpath("//svg/rect[@class='term']")
    proofs = found.xpath("//a[@class='proof']/@href")
    assert proofs and all(re.fullmatch(r"/articles/\w+\?fact=(\w\d+)#\1", proof) for proof in proofs)


def test_quotes_of_an_actor_by_topic(browser: TestClient) -> None:
    whole = page(browser, "/actors/person:beresta-miron")
    code = whole.xpath("//select[@name='topic']/option/@value")[1]
    some = page(browser, "/actors/person:beresta-miron", topic=code)
    assert 0 < len(some.xpath("//blockquote")) < len(whole.xpath("//blockquote"))


def test_a_meeting_with_those_missing_and_what_was_said(browser: TestClient) -> None:
    text = shown(page(browser, f"/meetings/{ARTICLE}/0"))
    assert "Вестания (the text says so)" in text and "Павел Остров — президент, Лурия" in text
    assert "What was said there" in text and "Мы не сворачиваем с пути" in text
    assert [browser.get(f"/meetings/{ARTICLE}/{n}").status_code for n in (7, -1)] == [404, 404]


def test_a_meeting_without_anybody_missing_says_that_none_was_found(browser: TestClient) -> None:
    """The text may say it and the program miss it: what is not found is not told to be unsaid."""
    rows = browser.get("/meetings.json").json()["items"]
    told = []
    for row in rows:
        if not row["absent"]:
            found = page(browser, f"/meetings/{row['article']}/{row['fact'].rpartition('/')[2]}")
            others = [cell for cell in found.xpath("//table//tr/td[2]") if cell.text_content().strip() != "—"]
            words = "in this text; below is whom" if others else "in the texts; the program may have missed"
            assert "does not say" not in shown(found)
            if row["status"] == "planned":  # nobody can have missed it
                assert not found.xpath("//section[h2='Absent']")
            else:
                assert words in found.xpath("string(//section[h2='Absent']/p)")
                told.append(bool(others))
    assert True in told and False in told


def test_a_meeting_as_outlets_have_it(browser: TestClient) -> None:
    rows = browser.get("/meetings.json", params={"about": "Совет добрососедства"}).json()["items"]
    dated = next(row for row in rows if row["date"] == "2031-05-05" and row["body"])
    found = page(browser, f"/meetings/{dated['article']}/{dated['fact'].rpartition('/')[2]}")
    outlets = {one.text_content().split("\n")[0].strip() for one in found.xpath("//table//th[@scope='row']/bdi")}
    assert len(outlets) >= 2


def test_search_marks_its_words_and_carries_them_into_the_reader(browser: TestClient) -> None:
    found = page(browser, "/search", q="речным портам")
    marked = {mark.text_content().lower() for mark in found.xpath("//ol[@class='rows']//mark")}
    assert marked >= {"речной", "порта"} and all(one.startswith(("речн", "порт")) for one in marked)
    link = found.xpath("string(//ol[@class='rows']/li[1]/p/a/@href)")
    text = page(browser, link.partition("#")[0])
    assert text.xpath("//*[@id='s0']") and "порт" in {mark.text_content() for mark in text.xpath("//mark")}


def test_quotes_beside_a_search_that_take_long_are_left_to_their_list(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The link to the list keeps the filters of the search, its words among them."""
    address = "//aside//a[starts-with(@href, '/quotes?')]/@href"
    found = page(browser, "/search", q="порт", who="Береста")
    assert found.xpath("//aside//blockquote")
    (listed,) = found.xpath(address)
    assert browser.get(listed).text.count("<blockquote") >= len(found.xpath("//aside//blockquote"))
    monkeypatch.setattr("onrecord.desk.finding.STEPS", 1)
    left = page(browser, "/search", q="порт", who="Береста")
    assert not left.xpath("//aside//blockquote") and left.xpath(address) == [listed]


def test_search_is_narrowed_by_outlet_and_goes_on(browser: TestClient) -> None:
    found = page(browser, "/search", q="Береста")
    narrowed = found.xpath("//aside//a[starts-with(@href, '/search?')]/@href")[0]
    number = int(found.xpath("//aside//li[1]/span")[0].text_content())
    some = page(browser, narrowed)
    assert len(some.xpath("//ol[@class='rows']/li")) == min(number, 20)
    following = found.xpath("string(//a[@rel='next']/@href)")
    titles = [[one.get("href") for one in each.xpath("//ol[@class='rows']//p[@class='lead']/a")] for each in
              (found, page(browser, following))]  # fmt: skip
    assert titles[1] and not set(titles[0]) & set(titles[1])


@pytest.mark.parametrize(
    ("words", "by", "verdict"),
    [
        (SAID, "Береста", "Said word for word"),
        (SAID.replace("без особых", "на особых"), "", "Said otherwise"),
        (SAID, "Лозовая", "Said by someone else"),
        ("Зелёный чайник летит на юг", "", "These words are not on record"),
    ],
)
def test_words_are_checked(browser: TestClient, words: str, by: str, verdict: str) -> None:
    found = page(browser, "/check", words=words, by=by)
    assert verdict in shown(found)
    changed = found.xpath("//section/p[@class='difference']//ins | //section/p[@class='difference']//del")
    assert [one.text_content().strip() for one in changed] == ["без", "на"][: 2 * (verdict == "Said otherwise")]


def test_too_short_a_quote_is_told(browser: TestClient) -> None:
    assert browser.get("/check?words=да").status_code == 400


def test_who_held_a_post(browser: TestClient) -> None:
    found = page(browser, "/who", post="президент Тарузии", on="2031-03-05")
    assert "Мирон Береста" in shown(found) and "by the tables" in shown(found)
    assert browser.get("/who", params={"post": "президент Тарузии", "on": "вчера"}).status_code == 400


def test_a_story_as_a_tree_with_its_words_side_by_side(browser: TestClient) -> None:
    listed = page(browser, "/stories")
    links = listed.xpath("//ol[@class='rows']//p/a/@href")
    assert links and "independent sources: " in shown(listed)
    stories = [page(browser, link) for link in links]
    changed = "//ul[@class='tree']//ul//details//ins | //ul[@class='tree']//ul//details//del"
    assert any(story.xpath(changed) for story in stories)
    assert any(story.xpath("//section[@class='statement']//ins") for story in stories)
    for story in stories:
        told = story.xpath("//ul[@class='tree']//p[@class='details']/a[starts-with(@href, '/articles/')]")
        assert len(told) == int(shown(story).split("Articles: ")[1].split()[0])
    assert browser.get("/stories/zz").status_code == 404


def test_pictures_have_their_tables(browser: TestClient) -> None:
    found = page(browser, "/pictures")
    for name in PICTURES:
        drawn = browser.get(f"/pictures/{name}.svg")
        assert drawn.headers["content-type"] == "image/svg+xml" and drawn.text.startswith("<svg")
        sharp = browser.get(f"/pictures/{name}.png")
        assert sharp.headers["content-type"] == "image/png" and sharp.content.startswith(b"\x89PNG")
        lines = browser.get(f"/pictures/{name}.csv").text.splitlines()
        assert len(lines) > 2 and found.xpath(f"//img[starts-with(@src, '/pictures/{name}.svg')]")
    assert [browser.get(f"/pictures/none.{form}").status_code for form in ("svg", "png", "csv", "vl.json")] == [404] * 4
    assert browser.get("/pictures/map.svg?who=Остров").status_code == 404  # nobody there has a place


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_drawn_as_large_as_the_page_keeps_room_for(browser: TestClient, name: str) -> None:
    found = page(browser, "/pictures")
    shown = found.xpath(f"//img[starts-with(@src, '/pictures/{name}.svg')]")[0]
    looks = {one.get("srcset"): one for one in shown.xpath("ancestor::picture//source")} | {shown.get("src"): shown}
    assert len(looks) == 4
    for address, one in looks.items():
        drawn = etree.fromstring(browser.get(address).content)
        assert [round(float(drawn.get(side))) for side in ("width", "height")] == [
            int(one.get(side)) for side in ("width", "height")
        ]
    assert browser.get(f"/pictures/{name}.svg?look=large").status_code == 400


def test_a_chart_that_ends_its_drawer_costs_one_picture() -> None:
    drawer = Drawer()
    chart = {"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a", "type": "nominal"}}}
    assert drawer.draw("svg", chart).startswith(b"<svg")
    deadly = {**chart, "data": {"values": [{"a": "\0"}]}}
    for broken in (deadly, {"mark": "none"}):
        with pytest.raises(StoreFailure, match="could not be drawn"):
            drawer.draw("png", broken)
    assert drawer.draw("svg", {**chart, "width": 50}).startswith(b"<svg")
    drawer.close()


def test_the_map_shows_land_and_water(browser: TestClient) -> None:
    """An outline that ran the wrong way round would be the rest of the world."""
    for feature in outlines(view([(48.0, 67.0)], (720, 446))):
        rings = feature["geometry"]["coordinates"]
        outer = [rings[0]] if feature["geometry"]["type"] == "Polygon" else [polygon[0] for polygon in rings]
        assert all(clockwise(ring, True) == ring for ring in outer)
    spec = browser.get("/pictures/map.vl.json").json()
    names = {dot["name"] for layer in spec["layer"][2:] for dot in layer["data"]["values"]}
    assert {"Тарузия", "Велония"} <= names and spec["layer"][0]["data"]["values"]


def test_the_first_page_has_a_meeting_once(browser: TestClient) -> None:
    lists = page(browser, "/").xpath("//ul[@class='brief'][.//a[starts-with(@href, '/meetings/')]]")
    assert len(lists) == 2
    for one in lists:
        told = [" ".join(row.text_content().split()) for row in one.xpath("li")]
        assert len(told) == len(set(told))
    days = [found[0] for day in lists[0].xpath(".//li/strong/time/@datetime") if (found := period(day))]
    assert days == sorted(days)


def test_no_stories_says_what_one_takes(tmp_path: Path) -> None:
    corpus.store(tmp_path / "store.db", [entry(sample.page(), "sample", sample.record())])
    with Store(tmp_path / "store.db") as store:
        assert "several of the articles" in shown(page(opened(store), "/stories"))


def test_stories_have_twins(browser: TestClient) -> None:
    rows = browser.get("/stories.json").json()["items"]
    lines = list(csv.DictReader(io.StringIO(browser.get("/stories.csv").content.decode("utf-8-sig"))))
    feed = etree.fromstring(browser.get("/stories.atom").content)
    assert rows and [row["story"] for row in lines[: len(rows)]] == [row["story"] for row in rows]
    assert len(feed.findall("{*}entry")) == len(rows)
    whole = browser.get("/api/v1/stories/all").text.splitlines()
    assert len(whole) == len(lines)


def test_a_search_is_kept_as_a_feed(browser: TestClient) -> None:
    found = page(browser, "/search", q="порт", outlet="Меридиан")
    address = found.xpath("string(//link[@rel='alternate']/@href)")
    feed = etree.fromstring(browser.get(address).content)
    links = feed.xpath("//*[local-name()='entry']/*[local-name()='link']/@href")
    rows = browser.get(address.replace(".atom", ".json")).json()["items"]
    lines = list(csv.DictReader(io.StringIO(browser.get(address.replace(".atom", ".csv")).content.decode("utf-8-sig"))))
    assert rows and len(links) == len(rows) == len(lines) and {row["outlet"] for row in rows} == {"Меридиан"}
    assert [browser.get(f"/search.{form}?q=!!").status_code for form in ("json", "csv", "atom")] == [400] * 3


def test_a_feed_says_what_it_is_of(browser: TestClient) -> None:
    answer = browser.get("/quotes.atom?who=Лозовая&since=2031", headers={"accept-language": "en"})
    feed = etree.fromstring(answer.content)
    assert feed.findtext("{*}title") == "Who said what · Лозовая · 2031 · Onrecord"
    rows = browser.get("/quotes.json?who=Лозовая&since=2031").json()["items"]
    entries = feed.findall("{*}entry")
    assert rows and [one.findtext("{*}author/{*}name") for one in entries] == [row["outlet"] for row in rows]
    assert all(row["words"][:20] in (one.findtext("{*}title") or "") for one, row in zip(entries, rows, strict=True))
    titles = {browser.get(f"/{name}.atom").text.partition("<entry>")[0] for name in LISTS}
    assert len(titles) == len(LISTS)


def test_exports_are_taken_from_the_desk(browser: TestClient) -> None:
    found = page(browser, "/exports", who="Береста")
    links = found.xpath("//main//a[starts-with(@href, '/exports/')]/@href")
    assert len(links) == len(Format)
    for link in links:
        answer = browser.get(link)
        assert answer.status_code == 200 and answer.content, link
        assert answer.headers["content-disposition"].startswith("attachment")
    rows = [json.loads(line) for line in browser.get("/exports/jsonl?layer=quotes&who=Лозовая").text.splitlines()]
    assert {row["speaker"] for row in rows} == {"Тамара Лозовая"}
    wrong = {"none": 404, "iati?layer=quotes": 400, "dossier": 400, "csv?story=a&meeting=b": 400}
    wrong |= {"csv?layer=" + "a" * 700: 400}
    assert {path: browser.get(f"/exports/{path}").status_code for path in wrong} == wrong


@pytest.mark.parametrize("path", [f"/meetings/{ARTICLE}/0", "/actors/person:beresta-miron", "/stories"])
def test_a_dossier_is_one_click_away(browser: TestClient, path: str) -> None:
    found = page(browser, path)
    if path == "/stories":
        found = page(browser, found.xpath("string(//ol[@class='rows']//p/a/@href)"))
    answer = browser.get(found.xpath("string(//a[starts-with(@href, '/exports/dossier')]/@href)"))
    assert answer.status_code == 200 and "<blockquote" in answer.text


def test_health_and_figures(browser: TestClient) -> None:
    browser.get("/quotes")
    assert [browser.get(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]
    told = browser.get("/metrics").text
    assert 'onrecord_answers_total{route="/quotes",status="200"} 1.0' in told
    assert re.search(r"^onrecord_articles \d\d\.0$", told, re.MULTILINE)


class TestCorrections:
    """The forms that add to the log."""

    @pytest.fixture
    def desk(self, tmp_path: Path) -> TestClient:
        corpus.store(tmp_path / "store.db", [entry(sample.page(), "sample", sample.record())])
        return opened(Store(tmp_path / "store.db"), editing=True)

    def send(self, desk: TestClient, action: str, **fields: str) -> int:
        seal = page(desk, "/corrections").xpath("//input[@name='seal']/@value")[0]
        data = {"seal": seal, "by": "Анна", "why": "проверено", **fields}
        return desk.post(f"/corrections/{action}", data=data, follow_redirects=False).status_code

    def test_reject_and_take_back(self, desk: TestClient) -> None:
        fact = f"{ARTICLE}#/quotes/0"
        assert self.send(desk, "reject", what=fact) == 303
        assert len(desk.get("/quotes.json").json()["items"]) == 1
        log = page(desk, "/corrections")
        assert "проверено" in shown(log)
        assert self.send(desk, "undo", what=log.xpath("string(//input[@name='what' and @type='hidden']/@value)")) == 303
        assert len(desk.get("/quotes.json").json()["items"]) == 2

    def test_rename_merge_and_confirm(self, desk: TestClient) -> None:
        assert self.send(desk, "rename", what="Елена Дорн", other="Е. Дорн") == 303
        assert self.send(desk, "merge", what="Павел Остров", other="Е. Дорн") == 303
        assert self.send(desk, "confirm", what=f"{ARTICLE}#/quotes/1") == 303
        assert "✓" in shown(page(desk, "/quotes"))

    def test_forms_say_what_they_are_about(self, desk: TestClient) -> None:
        fact = f"{ARTICLE}#/quotes/1"
        assert "санкциям нет альтернативы" in shown(page(desk, "/corrections", fact=fact))
        (who,) = page(desk, "/corrections", actor="person:ostrov-pavel").xpath("//main//a[@class='actor']")
        assert (who.get("href"), who.text_content()) == ("/actors/person:ostrov-pavel", "Павел Остров")
        assert [desk.get(f"/corrections?{wrong}").status_code for wrong in ("fact=zz", "actor=Никто")] == [404, 404]

    def test_what_was_rejected_is_confirmed_knowingly(self, desk: TestClient) -> None:
        fact = f"{ARTICLE}#/quotes/0"
        assert self.send(desk, "reject", what=fact, why="не он") == 303
        assert self.send(desk, "reject", what=fact) == 400  # it is rejected already
        assert self.send(desk, "confirm", what=fact) == 303 and len(desk.get("/quotes.json").json()["items"]) == 1
        asked = page(desk, "/corrections", fact=fact)
        assert "brings it back" in shown(asked) and "не он" in shown(asked)
        over = asked.xpath("string(//form[@action='/corrections/confirm']//input[@name='over']/@value)")
        assert self.send(desk, "confirm", what=fact, over=over) == 303
        assert len(desk.get("/quotes.json").json()["items"]) == 2

    def test_split(self, desk: TestClient) -> None:
        assert self.send(desk, "merge", what="Павел Остров", other="Елена Дорн") == 303
        assert self.send(desk, "split", what="Павел Остров", other=ARTICLE) == 303
        assert "Split" in shown(page(desk, "/corrections"))

    def test_the_log_tells_names_and_words_that_lead_on(self, desk: TestClient) -> None:
        """Not ids; who was merged is followed to whom he became, and words that no page marks to their article."""
        fact = f"{ARTICLE}#/quotes/1"
        ids = []
        for action, fields in (
            ("confirm", {"what": fact}),
            ("reject", {"what": fact, "over": "1"}),
            ("merge", {"what": "Павел Остров", "other": "Елена Дорн"}),
            ("split", {"what": "Павел Остров", "other": ARTICLE}),
            ("rename", {"what": "Лурия", "other": "Порт Лурия"}),
        ):
            assert self.send(desk, action, **fields) == 303
            ids.append(page(desk, "/corrections").xpath("string(//ol/li/@id)"))
        assert self.send(desk, "undo", what=ids[0].removeprefix("c")) == 303
        log = page(desk, "/corrections")
        leads = [" ".join(lead.text_content().split()) for lead in log.xpath("//ol/li/p[@class='lead']")]
        words = "Who said what: санкциям нет альтернативы"
        assert leads == [
            f"Take back: Confirm a fact {words}",
            "Rename Лурия → Порт Лурия",
            "Split Елена Дорн, Павел Остров: Совет Восьми ввёл санкции против Вестании",
            "These are one Павел Остров ← Елена Дорн",
            f"Reject a fact {words}",
            f"Confirm a fact {words} taken back",
        ]
        links = log.xpath("//ol/li/p[@class='lead']//a/@href")
        assert f"#{ids[0]}" == links[0] and links[1].startswith(f"/articles/{ARTICLE}#:~:text=%D1%81")
        assert [link for link in links if desk.get(link).status_code != 200] == []

    def test_judgements_stand_everywhere(self, desk: TestClient) -> None:
        """What people confirmed says so on every page that has it; what they rejected is on none."""
        assert self.send(desk, "confirm", what=f"{ARTICLE}#/quotes/0") == 303
        assert self.send(desk, "reject", what=f"{ARTICLE}#/quotes/1") == 303
        for path in (f"/articles/{ARTICLE}", f"/meetings/{ARTICLE}/0", "/actor?name=Остров", "/quotes"):
            assert "✓ checked by a person" in shown(page(desk, path)), path
        article = page(desk, f"/articles/{ARTICLE}")
        assert article.xpath("//li[@id='f-q0']") and not article.xpath("//li[@id='f-q1']")

    def test_what_is_not_there_or_not_said(self, desk: TestClient) -> None:
        assert self.send(desk, "reject", what="ffff#/quotes/0") == 404
        assert self.send(desk, "rename", what="Елена Дорн", other=" ") == 400
        assert self.send(desk, "reject", what=f"{ARTICLE}#/quotes/0", why=" ") == 400
        assert self.send(desk, "split", what="Елена Дорн") == 400
        assert self.send(desk, "split", what="Елена Дорн", other="ffff") == 404
        assert self.send(desk, "destroy", what="Елена Дорн") == 422

    def test_forms_of_others_are_refused(self, desk: TestClient) -> None:
        fields = {"what": f"{ARTICLE}#/quotes/0", "by": "Мэллори", "why": "так"}
        assert desk.post("/corrections/reject", data={**fields, "seal": "a" * 64}).status_code == 403
        seal = page(desk, "/corrections").xpath("//input[@name='seal']/@value")[0]
        foreign = {"origin": "https://evil.example"}
        assert desk.post("/corrections/reject", data={**fields, "seal": seal}, headers=foreign).status_code == 403
        desk.cookies.clear()
        assert desk.post("/corrections/reject", data={**fields, "seal": seal}).status_code == 403
        assert len(desk.get("/quotes.json").json()["items"]) == 2

    def test_a_desk_is_only_to_be_read(self, browser: TestClient) -> None:
        assert not page(browser, "/corrections").xpath("//form[@method='post']")
        fields = {"seal": "a", "by": "Анна", "why": "так", "what": "x"}
        assert browser.post("/corrections/reject", data=fields).status_code == 403
