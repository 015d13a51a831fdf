"""Stories: on the corpus, in any order, piece by piece, and from the command line."""

import json
import random
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from sqlalchemy import delete, select, update

from onrecord.desk.stories import tree
from onrecord.errors import OnrecordError
from onrecord.knowledge import load
from onrecord.path import record_page
from onrecord.read import pages
from onrecord.span import Span
from onrecord.store.base import Store
from onrecord.store.entry import Entry, entry, readable
from onrecord.store.lists import Filters
from onrecord.store.signature import Signature, decode, signature
from onrecord.store.tables import made_with, signatures, stories, tellings
from onrecord.stories import join, telling
from onrecord.stories.alike import FEATURES, Commonness, Sketch, features, heaviest, sketch
from onrecord.stories.candidates import HEAVIEST, NEIGHBOURS, candidates, within
from onrecord.stories.chains import Comparison, told
from onrecord.stories.events import Groups, Pair, events, gather
from onrecord.stories.items import Credit, Item
from onrecord.stories.renderings import comparisons
from onrecord.stories.reprints import align, how, may_be_made_of
from onrecord.stories.views import story_of, story_rows, telling_rows
from onrecord.values import Article, Page, Part
from tests import corpus
from tests.running import Answer, Run

Row = dict[str, Any]


def rows(db: Path) -> dict[str, Row]:
    """Every telling by the corpus's key of its article, with `of`, `text`, `origin`: the keys of where it is from."""
    with Store(db) as store, store.reading() as connection:
        found = [row for story in story_rows(connection, Filters()) for row in telling_rows(connection, story["story"])]
    keys = {row["article"]: corpus.keys()[row["url"]] for row in found}
    return {
        keys[row["article"]]: row
        | {
            "of": keys.get(row["from"] or "", ""),
            "text": keys.get(row["copy_of"] or "", ""),
            "origin": keys.get(row["root"], row["root"].removeprefix("outlet:")),
        }
        for row in found
    }


@pytest.fixture(scope="module")
def found(corpus_db: Path) -> dict[str, Row]:
    return rows(corpus_db)


@pytest.mark.parametrize("row", corpus.truth("articles"), ids=lambda row: row["article"])
def test_a_chain_of_the_corpus_comes_out_as_written(found: dict[str, Row], row: dict[str, str]) -> None:
    ours = found[row["article"]]
    stored = row["source"] if row["source"] in found else ""
    assert (ours["how"], ours["of"], ours["origin"]) == (row["how"], stored, row["root"])
    copy = {one["article"]: one for one in corpus.truth("copies")}.get(row["article"])
    assert bool(ours["credited"]) == ((bool(row["source"]) and not stored) or copy is not None)
    if copy:
        assert (ours["text"], ours["credited"]) == (copy["copy_of"], copy["credited"])
        assert ours["copied"] > 0.8 and (ours["cut"] or ours["added"] or ours["kept"] == 1.0)
    else:
        assert (ours["text"] or ours["of"]) == ours["of"]


@pytest.mark.parametrize("row", corpus.truth("stories"), ids=lambda row: row["story"])
def test_a_story_of_the_corpus_comes_out_as_written(
    corpus_db: Path, found: dict[str, Row], row: dict[str, str]
) -> None:
    articles = {one["article"] for one in corpus.truth("articles") if one["story"] == row["story"]}
    with Store(corpus_db) as store, store.reading() as connection:
        listed = {one["story"]: one for one in story_rows(connection, Filters())}[found[row["first"]]["story"]]
    assert {key for key, one in found.items() if one["story"] == listed["story"]} == articles
    assert (listed["articles"], listed["independent"]) == (int(row["articles"]), int(row["independent"]))
    assert listed["article"] == found[row["first"]]["article"]


def test_what_a_reprint_cut_and_added(found: dict[str, Row]) -> None:
    assert found["vestnik/port"]["cut"] == []
    assert found["vestnik/port"]["added"] == ["Об открытии нового порта рассказало агентство «Меридиан"]
    assert found["zarechye/port"]["cut"][0].startswith("Глава государства добавил")
    assert found["ellandpress/port"]["cut"] == found["ellandpress/port"]["added"] == []


@pytest.mark.parametrize("seed", range(3))
def test_order_and_pauses_do_not_matter(corpus_db: Path, tmp_path: Path, seed: int) -> None:
    """In any order, joined in between, pages put twice: the stories are the same."""
    chance = random.Random(seed)
    entries = chance.sample(corpus.entries(), len(corpus.entries()))
    at = chance.randrange(1, len(entries))
    for part in (entries[:at], entries[at - 1 :], entries[:1]):
        corpus.store(tmp_path / "other.db", part)
    assert rows(tmp_path / "other.db") == rows(corpus_db)


def test_a_join_with_nothing_new_changes_nothing_and_one_without_signatures_makes_them(tmp_path: Path) -> None:
    corpus.store(tmp_path / "some.db", corpus.entries()[:6])
    before = rows(tmp_path / "some.db")
    with Store(tmp_path / "some.db") as store:
        with store.writing() as connection:
            connection.execute(delete(tellings))
        join(store, load(corpus.KNOWLEDGE))
        assert rows(tmp_path / "some.db") == {}, "nothing is new, so nothing is made"
        with store.writing() as connection:
            connection.execute(delete(signatures))
            connection.execute(delete(made_with).where(made_with.c.what == "stories"))
        join(store, load(corpus.KNOWLEDGE))
    assert rows(tmp_path / "some.db") == before


def test_a_story_ends_with_its_article(tmp_path: Path) -> None:
    one, *more = corpus.entries()[:6]
    corpus.store(tmp_path / "some.db", [one, *more])
    changed = entry(next(iter(corpus.texts().values())).page, "read anew", _other_record(one))
    corpus.store(tmp_path / "some.db", [changed])
    with Store(tmp_path / "some.db") as store, store.reading() as connection:
        assert len(connection.execute(select(tellings.c.article)).all()) == 6
        named = set(connection.execute(select(tellings.c.story)).scalars())
        assert named == set(connection.execute(select(stories.c.story)).scalars())


def test_articles_weeks_apart_are_no_one_event(tmp_path: Path) -> None:
    """The session of March in the examples is not that of May in the corpus, though people and words are the same."""
    session = Path(__file__).parents[1] / "examples" / "pages"
    read = [page for page in pages([str(session)]) if isinstance(page, Page)]
    known = load(corpus.KNOWLEDGE)
    corpus.store(tmp_path / "both.db", [*corpus.entries(), *(entry(p, "", record_page(p, known)) for p in read)])
    with Store(tmp_path / "both.db") as store, store.reading() as connection:
        for story in story_rows(connection, Filters()):
            told = sorted(row["published"][:10] for row in telling_rows(connection, story["story"]) if row["published"])
            assert (date.fromisoformat(told[-1]) - date.fromisoformat(told[0])).days < 21


def _other_record(one: Entry) -> Any:
    from onrecord.path import record_page
    from onrecord.values import Page

    text = "Погода\n\n2 апреля 2031\n\nНа Тарузе похолодало, и лёд держится до вечера."
    return record_page(Page(source=one.key, content=text.encode(), media="text"))


def test_a_statement_side_by_side(corpus_db: Path, found: dict[str, Row]) -> None:
    with Store(corpus_db) as store, store.reading() as connection:
        made = list(comparisons(connection, found["meridian/port"]["story"]))
    keys = {row["article"]: key for key, row in found.items()}
    said = [row for row in made if "без особых условий" in row["words"] or "на особых условиях" in row["words"]]
    wordings = {keys[row["article"]]: row["wording"] for row in said}
    assert wordings["meridian/port"] == "first"
    assert (wordings["vestnik/port"], wordings["belostrog/port"]) == ("verbatim", "altered")
    assert len({row["statement"] for row in said}) == 1
    altered = next(row for row in said if row["wording"] == "altered")
    assert "{+но в порядке+}" in altered["difference"]


def test_the_first_source_is_the_measure_though_another_has_more(tmp_path: Path) -> None:
    """The second has a sentence more, the third, which nobody is known to have it from, has it shortened."""
    said_ = "«Мы построим новый шлюз у Лугодара к осени.{}», – сказал министр транспорта Павел Остров."
    texts = {
        "10": said_.format(""),
        "11": said_.format(" Старый шлюз разберут зимой"),
        "12": "Павел Остров: «Мы построим шлюз у Лугодара к осени».",
    }
    for hour, text in texts.items():
        page = Page(source=f"{hour}.txt", content=f"Шлюз\n\n2 апреля 2031, {hour}:00\n\n{text}".encode(), media="text")
        corpus.store(tmp_path / "a.db", [entry(page, "", record_page(page, load(corpus.KNOWLEDGE)))])
    with Store(tmp_path / "a.db") as store, store.reading() as connection:
        (story,) = story_rows(connection, Filters())
        made = list(comparisons(connection, story["story"]))
    assert {row["source"]: row["wording"] for row in made} == {"10.txt": "first", "11.txt": "fuller", "12.txt": "cut"}


def test_a_misattributed_statement_stands_beside_the_right_one(corpus_db: Path, found: dict[str, Row]) -> None:
    with Store(corpus_db) as store, store.reading() as connection:
        made = list(comparisons(connection, found["ellandpress/registry"]["story"]))
    speakers = {row["speaker"] for row in made if "Каждая лишняя крона" in row["words"]}
    assert speakers == {"Игнат Солонцов", "Тамара Лозовая"}


def test_stories_are_found_by_their_beginning_and_by_their_articles(corpus_db: Path, found: dict[str, Row]) -> None:
    row = found["kurier/port"]
    with Store(corpus_db) as store, store.reading() as connection:
        assert story_of(connection, row["story"][:7]) == story_of(connection, row["article"]) == row["story"]
        for wrong in ("", "zz", "%"):
            with pytest.raises(OnrecordError, match="no story"):
                story_of(connection, wrong)
        with pytest.raises(OnrecordError, match="begins the ids of"):
            story_of(connection, row["story"][:1])


# The pieces


def body(text: str) -> tuple[str, list[Span]]:
    return text, [Span(0, len(text))]


def test_alignment_finds_paragraphs_that_changed_places() -> None:
    one, other = "Шлюз на Тарузе откроют в мае.", "Ремонт занял почти два с половиной года."
    found = align(body(f"{one}\n{other}"), body(f"{other}\nСегодня туман.\n{one.upper()}"))
    assert (found.kept, found.cut) == (1.0, ())
    assert len(found.taken) == 2 and how(found.kept, found.copied) == "reprint"


@pytest.mark.parametrize(("earlier", "later"), [("", "Шлюз на Тарузе откроют"), ("Шлюз", ""), ("", ""), ("а б", "а б")])
def test_alignment_of_next_to_nothing(earlier: str, later: str) -> None:
    found = align(body(earlier), body(later))
    assert (found.taken, found.kept, found.copied) == ((), 0.0, 0.0)


def test_alignment_of_a_text_made_to_be_slow() -> None:
    words = "вода " * 5000
    assert align(body(words), body(words)).copied == 1.0


def item(number: int, outlet: str, *credits: str, day: int = 1, passing: bool = False) -> Item:
    time = f"2031-04-{day:02}T{number:02}:00:00Z"
    return Item(
        id=number,
        key=f"{outlet}{number}",
        article="",
        title=None,
        language="ru",
        outlet=outlet,
        first_day=time[:10],
        last_day=time[:10],
        begins=time,
        ends=time,
        credits=tuple(Credit(source, source, passing and n > 0) for n, source in enumerate(credits)),
    )


def roots(*items: Item) -> list[str]:
    made = told(range(len(items)), items, Comparison(lambda *_: 0.0, lambda *_: 0.0))
    return [made.roots[number] for number in range(len(items))]


def test_two_who_credit_a_source_that_is_not_stored_have_one_root() -> None:
    assert roots(item(0, "a", "mfa"), item(1, "b", "mfa"), item(2, "c")) == ["mfa", "mfa", "c2"]


def test_the_source_of_a_source_is_the_root() -> None:
    assert roots(item(0, "a", "ria", "bbc", passing=True), item(1, "b", "ria"), item(2, "c", "bbc")) == ["bbc"] * 3


def test_two_articles_that_credit_each_other_make_no_circle() -> None:
    assert len(set(roots(item(0, "a", "b"), item(1, "b", "a")))) == 1


def copies(used: float, *items: Item) -> list[tuple[int | None, int | None, str]]:
    """Where each article has its news from, whose text it has, and its root, where all have one text."""
    made = told(range(len(items)), items, Comparison(lambda *_: 0.0, lambda *_: used))
    return [(made.links[n].parent, made.links[n].copied, made.roots[n]) for n in range(len(items))]


def test_a_copy_that_credits_another_is_no_source_of_its_own() -> None:
    """It is the copied article's child, unless that has its news from what is credited, or half of the text is new."""
    assert copies(0.9, item(0, "a"), item(1, "b", "mfa"))[1] == (0, 0, "a0")
    assert copies(0.6, item(0, "a"), item(1, "b", "mfa"))[1] == (None, 0, "mfa")
    assert copies(0.4, item(0, "a"), item(1, "b", "mfa"))[1] == (None, None, "mfa")
    assert copies(0.9, item(0, "a", "mfa"), item(1, "b", "mfa"))[1] == (None, 0, "mfa")
    assert copies(0.9, item(0, "a", "mfa"), item(1, "b", "a"))[1] == (0, 0, "mfa")


def test_a_copy_of_the_credited_outlets_earlier_page_comes_from_that_page() -> None:
    found = (item(0, "a"), item(1, "a"), item(2, "b", "a"))
    made = told(
        range(3),
        found,
        Comparison(lambda a, b: 0.9 * ({a, b} == {1, 2}), lambda a, b: 0.9 if (a, b) == (0, 2) else 0.0),
    )
    assert (made.links[2].parent, made.links[2].copied) == (0, 0)


def test_no_article_comes_from_a_later_one() -> None:
    """It comes from the source that it credits, an earlier text of that outlet, whose root is that of its later one."""
    later = copies(0.0, item(0, "a", "b"), item(1, "b", "c"))
    assert later == [(None, None, "c"), (None, None, "c")]
    assert roots(item(0, "a", "b"), item(1, "b")) == ["b1", "b1"]
    repeated = copies(1.0, item(0, "a", "b"), item(1, "b"))
    assert repeated == [(None, None, "b"), (0, 0, "b")]


def day_only(number: int, outlet: str, *credits: str) -> Item:
    known = item(number, outlet, *credits)
    return structs.replace(known, begins=known.first_day, ends=f"{known.first_day}T99")


def test_a_day_without_a_time_is_first_only_of_those_that_come_from_it() -> None:
    found = [item(1, "a"), item(2, "b", "c"), item(3, "d"), day_only(4, "c")]
    made = told(range(4), found, Comparison(lambda *_: 0.0, lambda *_: 0.0))
    assert [found[n].outlet for n in made.order] == ["a", "c", "b", "d"]
    assert (made.links[1].parent, made.roots[1]) == (3, "c4")
    alone = [day_only(1, "a"), day_only(2, "b")]
    assert told(range(2), alone, Comparison(lambda *_: 0.0, lambda *_: 0.0)).order == (0, 1)


def test_an_article_comes_from_what_was_published_before_it() -> None:
    found = [item(0, "a"), item(1, "b", "a"), item(2, "a")]
    made = told(range(3), found, Comparison(lambda a, b: 0.9 * ({a, b} == {1, 2}), lambda *_: 0.0))
    assert made.links[1].parent == 0


def test_a_chain_of_neighbours_is_no_event() -> None:
    likeness = {(n, n + 1): 0.9 for n in range(9)}

    def mean(one: list[int], other: list[int]) -> float:
        return sum(likeness.get((min(a, b), max(a, b)), 0.0) for a in one for b in other) / (len(one) * len(other))

    assert max(map(len, events(10, likeness, [], mean).all())) <= 4


def test_what_is_linked_stays_together() -> None:
    assert events(3, {(0, 2): 0.1}, [(0, 2)], lambda one, other: 0.0).all() == [[0, 2], [1]]


@pytest.mark.parametrize(
    ("nearness", "together"),
    [
        ({(0, 2): 0.3}, True),
        ({(0, 2): 0.3, (2, 3): 0.2}, False),  # another story is nearly as near
        ({(0, 2): 0.05}, False),
    ],
)
def test_an_article_left_alone_goes_where_it_is_far_nearer(nearness: dict[Pair, float], together: bool) -> None:
    groups = Groups(5)
    groups.join(0, 1)
    groups.join(3, 4)
    gather(groups, nearness)
    assert (groups.of(2) == [0, 1, 2]) == together


def test_an_article_bridges_no_strangers() -> None:
    for between, size in ((0.0, 1), (0.2, 5)):
        groups = Groups(5)
        groups.join(0, 1)
        groups.join(3, 4)
        gather(groups, {(0, 2): 0.3, (2, 3): 0.25} | ({(0, 3): between, (1, 4): between} if between else {}))
        assert len(groups.of(2)) == size


def signed(*texts: str) -> Iterator[Signature]:
    for text in texts:
        title = text.partition("\n")[0]
        parts = (Part("headline", 0, len(title)),)
        article = Article(id="", source="", sha256="", text=text, language="ru", title=title, parts=parts)
        yield decode(signature(article, readable(article)))


def compared(*texts: str, dated: bool = False) -> tuple[float, ...]:
    found = list(signed(*texts))
    common = Commonness(found)
    a, b = (sketch(one, common) for one in found[:2])
    assert features(a, b, dated) == features(b, a, dated)
    return features(a, b, dated)


def test_features_of_equal_of_strange_and_of_empty_texts() -> None:
    text = "Шлюз на Тарузе откроют\nМинистр Ветров открыл шлюз на Тарузе 8 ноября."
    assert compared(text, text)[0] == pytest.approx(1.0)
    assert compared(text, "Хлеб подорожал\nПекари жалуются на муку.")[0] == 0.0
    assert compared(text, "\n")[0] == 0.0


def feature(name: str, *texts: str) -> float:
    return compared(*texts)[FEATURES.index(name)]


def test_names_of_a_headline_that_the_other_article_lacks() -> None:
    text = "Ветров открыл шлюз\nШлюз на Тарузе открыл министр Ветров, и этот шлюз больше не течёт."
    same = "Шлюз на Тарузе заработал\nМинистр Ветров нажал на кнопку, и шлюз на Тарузе заработал."
    other = "Кедров открыл шлюз\nШлюз на Тарузе открыл премьер Кедров, и этот шлюз больше не течёт."
    assert feature("absent", text, same) == 0.0, "a body that writes the headline's first word small makes it no name"
    assert feature("absent", text, other) > 2.0


def test_a_few_rare_words_shared_tell_more_than_many_common_ones() -> None:
    text = "Осётр ушёл\nИхтиолог у шлюза видел осетра, сообщил министр экономики."
    common = "Налог\nМинистр экономики сообщил о налоге."
    rare = "Рыба\nОсетра у шлюза заметил ихтиолог."
    assert feature("rarest", text, rare) > 1.5 * feature("rarest", text, common) > 0.0


def test_days_named_count_where_days_of_publication_are_not_known() -> None:
    one, other = "Паром\nПаром пойдёт 8 ноября.", "Паром\nПаром пойдёт 9 ноября."
    assert (compared(one, other)[-1], compared(one, other, dated=True)[-1]) == (1.0, 0.0)


def test_a_signature_names_days_in_three_languages() -> None:
    texts = ("День\nЭто было 8 ноября.", "Күн\nБұл 8 қараша күні болды.", "Day\nIt was on November 8.")
    assert {one.days for one in signed(*texts)} == {(11 * 32 + 8).to_bytes(2, "little")}


def test_candidates_are_near_in_time_or_share_their_text() -> None:
    texts = ["Осетр Ветров\nОсетр и Ветров на шлюзе у Тарузы, где паром ждёт осетра."] * 3
    found = list(signed(*texts))
    heads = [[1, 2, 3]] * 3
    assert (0, 1) in candidates(found, [1, 3, 9], heads) and within(None, 9) and not within(3, 9)
    empty = list(signed("", "", ""))
    assert candidates(empty, [1, 3, 9], heads) == [(0, 1)]
    assert candidates(empty, [1, None, 9], heads) == [(0, 1), (1, 2)]
    assert candidates([], [], []) == []


# The commands


def lines(answer: Answer) -> Iterable[Row]:
    assert answer.code == 0
    return map(json.loads, answer.out.splitlines())


def test_stories_are_listed_and_narrowed(ask: Run) -> None:
    every = list(lines(ask("stories", "--format", "jsonl")))
    assert len(every) == sum(int(row["articles"]) > 1 for row in corpus.truth("stories"))
    assert len(list(lines(ask("stories", "--least", "1", "--format", "jsonl")))) == len(corpus.truth("stories"))
    assert [row["title"] for row in lines(ask("stories", "--about", "осётр квоты", "--format", "jsonl"))] == [
        corpus.texts()["zarechye/quotas"].title
    ]
    assert "независимых источников: 3" in ask("stories", "--about", "осётр квоты").out


def test_a_story_is_drawn(ask: Run, found: dict[str, Row]) -> None:
    printed = ask("story", found["kurier/credit"]["story"]).out
    assert "нет в хранилище" in printed and "├── " in printed and "независимых источников: 2" in printed
    shown = list(lines(ask("story", found["kurier/credit"]["story"], "--format", "jsonl")))
    assert [row["how"] for row in shown] == ["relay", "relay", "own"]


def test_a_copy_is_drawn_with_what_it_credits(ask: Run, found: dict[str, Row]) -> None:
    printed = " ".join(ask("story", found["belostrog/ferry"]["story"]).out.split())
    assert "перепечатка · ссылается на: Норд" in printed.replace("│ ", "")
    assert "+ О поломке парома сообщает агентство «Норд" in printed
    printed = " ".join(ask("story", found["meridian/lamps"]["story"]).out.split())
    assert "со ссылкой · текст, как в издании Тарузский вестник: 100%" in printed
    assert "Норд · нет в хранилище" in printed


def test_a_day_without_a_time_says_so(ask: Run, found: dict[str, Row]) -> None:
    drawn = ask("story", found["zarechye/gauge"]["story"]).out
    assert "12 мая 2031, время неизвестно" in drawn and drawn.startswith("Лугодар следит за водомерным постом\n")
    drawn = ask("story", found["meridian/ice"]["story"]).out
    assert "14 мая 2031, время неизвестно" in drawn and drawn.startswith("Последний лёд ушёл")


def test_statements_are_shown_side_by_side(ask: Run, found: dict[str, Row], monkeypatch: pytest.MonkeyPatch) -> None:
    printed = ask("compare", found["meridian/port"]["story"]).out
    lines_ = [line.strip() for line in printed.splitlines()]
    begun = next(n for n, line in enumerate(lines_) if line.startswith("Порт будет принимать"))
    assert lines_[begun - 1].startswith("первым сообщил · Меридиан ")
    assert lines_[begun + 2].startswith("дословно · Тарузский вестник ") and "Элландпресс" in lines_[begun + 2]
    assert printed.count("без очереди") == 1 and "[-без-] {+но в порядке+} очереди" in printed
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, ask("compare", found["meridian/port"]["story"]).out.splitlines())) <= 80
    as_csv = ask("compare", found["meridian/port"]["story"], "--format", "csv").out
    assert as_csv.startswith("statement,speaker,wording")


def test_copies_of_one_page_meet_their_neighbours_only_and_stay_one_story() -> None:
    kept = list(signed(*["Шлюз на Тарузе откроют в мае, сообщил премьер Велонии Роман Кедров."] * 400))
    common = Commonness(kept)
    heads = [heaviest(one, common, HEAVIEST) for one in kept]
    pairs = candidates(kept, [None] * 400, heads)
    assert len(pairs) <= 400 * NEIGHBOURS
    assert len(events(400, {}, pairs, lambda one, other: 0.0).all()) == 1


def test_of_copies_of_one_day_one_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are one story with what tells of the same, each with its place in the chain, and cost next to nothing."""
    weighed = []

    def counted(a: Sketch, b: Sketch, dated: bool) -> tuple[float, ...]:
        weighed.append((a, b))
        return features(a, b, dated)

    monkeypatch.setattr(telling, "features", counted)
    port = corpus.entries()[:6]
    corpus.store(tmp_path / "some.db", port)
    once = rows(tmp_path / "some.db")
    copies_ = [replaced(port[0], f"{port[0].key}/{n}") for n in range(60)]
    weighed.clear()
    corpus.store(tmp_path / "many.db", [*port, *copies_])
    assert len(weighed) <= len(port) * (len(port) - 1) / 2
    with Store(tmp_path / "many.db") as store, store.reading() as connection:
        (told_,) = [row for row in story_rows(connection, Filters()) if row["articles"] > 60]
        found = list(telling_rows(connection, told_["story"]))
    assert (told_["articles"], told_["independent"]) == (len(port) + 60, len({row["root"] for row in once.values()}))
    assert sum(row["kept"] == row["copied"] == 1.0 for row in found) == 60


def replaced(one: Entry, key: str) -> Entry:
    return structs.replace(one, key=key, columns={**one.columns, "key": key})


def test_a_phrase_of_the_outlets_is_not_aligned() -> None:
    ours, theirs = (" ".join(f"слово{n}" for n in range(start, start + 400)) for start in (0, 370))
    one, other = (sketch(each, Commonness([])) for each in signed(f"Шлюз\n{ours}", f"Порт\n{theirs}"))
    assert len(one.shingles & other.shingles) >= 3 and not may_be_made_of(other, one) and may_be_made_of(one, one)
    whole = align(body(ours), body(theirs))
    assert how(whole.kept, whole.copied) is None


def test_groups_that_were_refused_are_not_weighed_again() -> None:
    weighed: list[tuple[list[int], list[int]]] = []

    def mean(one: list[int], other: list[int]) -> float:
        weighed.append((list(one), list(other)))
        return 0.0

    likeness = {(a, b): 0.9 for a in range(3) for b in range(3, 6)}
    assert events(6, likeness, [(0, 1), (1, 2), (3, 4), (4, 5)], mean).all() == [[0, 1, 2], [3, 4, 5]]
    assert weighed == [([0, 1, 2], [3, 4, 5])]


def test_copies_without_an_address_are_drawn_once_each_and_an_undated_one_is_not_the_first(
    tmp_path: Path, run: Run
) -> None:
    """Copies that have no URL share an article id, so a tree by ids would come back to itself."""
    text = "Порт откроют\n\n{}Павел Остров заявил, что порт в Тарузе откроют в мае и что шлюз построят за два года."
    for name, day in {"a": "", "b": "", "c": "", "d": "2 апреля 2031\n\n"}.items():
        (tmp_path / f"{name}.txt").write_text(text.format(day), encoding="utf-8")

    run("read", *(f"{name}.txt" for name in "abcd"), "--db", "news.db")
    (listed,) = lines(run("stories", "--db", "news.db", "--format", "jsonl"))
    assert (listed["articles"], listed["published"]) == (4, "2031-04-02")
    drawn = run("story", listed["story"], "--db", "news.db").out
    assert [drawn.count(f"{name}.txt") for name in "abcd"] == [1, 1, 1, 1]
    with Store(tmp_path / "news.db") as store, store.reading() as connection:
        (top,) = tree(list(telling_rows(connection, listed["story"])))
    assert len(top.taken) == 3 and not any(node.taken for node in top.taken)


def test_another_program_measures_reuse_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus.store(tmp_path / "some.db", corpus.entries()[:6])
    before = rows(tmp_path / "some.db")
    assert any(row["kept"] for row in before.values())
    monkeypatch.setattr("onrecord.stories.program._program", lambda: b"another")
    with Store(tmp_path / "some.db") as store:
        with store.writing() as connection:
            connection.execute(update(tellings).where(tellings.c.kept.is_not(None)).values(kept=0.1, copied=0.1))
        join(store, load(corpus.KNOWLEDGE))
    assert rows(tmp_path / "some.db") == before


def test_taking_out_an_article_looks_at_no_other_telling(corpus_db: Path) -> None:
    with Store(corpus_db) as store, store.reading() as connection:
        plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN SELECT 1 FROM tellings WHERE parent = 1").one()
    assert "SEARCH" in plan[3]
