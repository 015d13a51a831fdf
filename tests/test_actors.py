"""Who is who across articles: spellings meet, namesakes stay apart, and no order of reading changes anything."""

from collections.abc import Iterable, Iterator
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, text

from onrecord.errors import OnrecordError
from onrecord.knowledge import load
from onrecord.store.base import Store
from onrecord.store.entry import Entry
from onrecord.store.lists import Filters, placed, rows_of
from onrecord.store.names import block, bones, person_name, slug, sound
from onrecord.store.sights import Held, Sight
from onrecord.store.write import put
from onrecord.stories import join
from onrecord.stories.actors.blocks import identify
from onrecord.stories.actors.holders import Said, by_articles, by_tables, holds, newest_day
from onrecord.stories.actors.question import asked
from onrecord.stories.actors.sighting import Sighting
from onrecord.values import LAYERS
from tests.corpus import KNOWLEDGE, entries, texts, truth

REGION = load(KNOWLEDGE)


def seen(
    article: str,
    name: str,
    *posts: tuple[str, str],
    day: str = "2031-04-14",
    status: str = "current",
    kind: str = "person",
) -> Sighting:
    """A sighting of somebody to whom an article gives posts ("мэр", "Лугодар")."""
    held = tuple(Held(title, of, "", status, number) for number, (title, of) in enumerate(posts))
    return Sighting((article, "a1"), article, day, Sight(kind=kind, name=name, posts=held))


def persons(sightings: Iterable[Sighting], company: dict[str, set[str]] | None = None) -> dict[str, str]:
    """Article -> the id of the person whom it has."""
    found = identify("person x", list(sightings), REGION, lambda s: frozenset((company or {}).get(s.article, ())))
    return {sighting.article: id for sighting, id in found.items()}


MINISTER = seen("a", "Сергей Ветров", ("министр транспорта", "Тарузия"))
MAYOR = seen("b", "Сергей Ветров", ("мэр", "Лугодар"))


@pytest.mark.parametrize(
    ("some", "other"),
    [("Тоқаев", "Tokayev"), ("Зеленский", "Zelenskyy"), ("Жапаров", "Japarov"), ("Шойгу", "Shoigu"), ("Пётр", "Петр")],
)
def test_one_name_in_two_alphabets(some: str, other: str) -> None:
    assert sound(some) == sound(other) and bones(some) == bones(other)


def test_names_taken_apart() -> None:
    assert person_name("Касым-Жомарт Кемелевич Токаев") == person_name("Касым-Жомарт Токаев")
    assert person_name("Петров Иван Сергеевич") == person_name("Иван Петров")
    assert person_name("И. Петров").given == "и" and not person_name("И. Петров").full
    assert slug("«Речной союз»") == "rechnoy-soyuz"


def test_what_has_no_name_stands_in_no_block() -> None:
    assert block("unnamed", "представитель") is None
    assert Sight(kind="organisation", name="секретариат", named=False).block is None
    assert Sight(kind="organisation", name="пресс-служба президента Тарузии", named=False).block is not None


def test_spellings_of_one_name_are_one_person() -> None:
    spelt = [
        seen("a", "Қайрат Тоқаев"),
        seen("b", "Кайрат Токаев"),
        seen("c", "Kairat Tokayev"),
        seen("d", "К. Токаев"),
    ]
    assert len(set(persons(spelt).values())) == 1
    assert len(set(persons([*spelt, seen("e", "Адиль Токаев")]).values())) == 2


def test_a_man_and_a_woman_of_one_surname_are_two() -> None:
    assert len(set(persons([seen("a", "Александр Петров"), seen("b", "Александра Петрова")]).values())) == 2


def test_the_tables_name_a_person() -> None:
    assert persons([seen("a", "Роман Кедров"), seen("b", "Roman Kedrov")]) == dict.fromkeys("ab", "person:kedrov-roman")


def test_offices_of_two_states_are_two_persons() -> None:
    assert persons([MINISTER, MAYOR]) == {
        "a": "person:vetrov-sergey~qm-transport-minister",
        "b": "person:vetrov-sergey~qo-mayor",
    }


def test_one_article_that_names_both_states_may_have_taken_one_for_the_other() -> None:
    elsewhere = {"b": {"place sarmatskoe-zareche"}}
    assert len(set(persons([MINISTER, MAYOR], elsewhere).values())) == 2
    both = {"b": {"place taruziya"}}
    assert len(set(persons([MINISTER, MAYOR], both).values())) == 1
    twice = seen("c", "Сергей Ветров", ("мэр", "Лугодар"))
    assert (
        len(set(persons([MINISTER, replace(MINISTER, where=("d", "a1"), article="d"), MAYOR, twice], both).values()))
        == 2
    )


def test_a_change_of_office_is_one_person() -> None:
    before = seen("a", "Анна Дол", ("министр финансов", "Велония"), day="2031-03-01")
    after = seen("b", "Анна Дол", ("премьер-министр", "Велония"), day="2031-04-12")
    assert len(set(persons([before, after]).values())) == 1


def test_an_office_and_another_way_of_life_at_one_time_are_two_persons() -> None:
    office = [seen(day, "Анна Дол", ("министр финансов", "Велония"), day=day) for day in ("2031-03-01", "2031-03-09")]
    life = seen("x", "Анна Дол", ("капитан парома", ""), day="2031-03-05")
    found = persons([*office, life])
    assert found["2031-03-01"] == found["2031-03-09"] != found["x"]
    later = seen("x", "Анна Дол", ("капитан парома", ""), day="2035-03-05")
    assert len(set(persons([*office, later]).values())) == 1


def test_a_namesake_without_a_post_goes_where_its_company_goes() -> None:
    company = {"a": {"place taruziya"}, "b": {"place lugodar"}, "c": {"place lugodar"}}
    found = persons([MINISTER, MAYOR, seen("c", "Сергей Ветров")], company)
    assert found["c"] == found["b"]


def test_a_surname_alone_is_whom_it_fits() -> None:
    assert persons([MINISTER, seen("c", "Ветров")])["c"] == persons([MINISTER])["a"]
    unclear = persons([MINISTER, MAYOR, seen("c", "Ветров")])
    assert unclear["c"] == "person:vetrov"
    told = persons([MINISTER, MAYOR, seen("c", "Ветров", ("мэр", "Лугодар"))])
    assert told["c"] == told["b"]


def test_no_order_of_sightings_changes_who_is_who() -> None:
    all_ = [
        MINISTER,
        MAYOR,
        seen("c", "Ветров"),
        seen("d", "Сергей Ветров"),
        seen("e", "С. Ветров", ("мэр", "Лугодар")),
    ]
    company = {"a": {"place taruziya"}, "d": {"place taruziya"}}
    once = persons(all_, company)
    assert all(persons(order, company) == once for order in permutations(all_))


def test_bodies_of_every_country_are_told_apart_by_it() -> None:
    def body(article: str, name: str, country: str | None) -> Sighting:
        return Sighting((article, "a1"), article, "", Sight(kind="organisation", name=name, home=country))

    same = [
        body("a", "МВД", "QM"),
        body("b", "МВД", "QP"),
        body("c", "Речной союз", "QM"),
        body("d", "Речной союз", "QP"),
    ]
    found = {s.article: id for s, id in identify("organisation x", same, REGION, lambda s: frozenset()).items()}
    assert found["a"] != found["b"] and found["c"] == found["d"]


def stored(folder: Path, pages: Iterable[Entry], at_once: int) -> Store:
    """A store of the pages, read `at_once` at a time, joined after each time."""
    store = Store(folder, make=True)
    waiting = list(pages)
    while waiting:
        for one in waiting[:at_once]:
            with store.writing() as connection:
                put(connection, one)
        waiting = waiting[at_once:]
        join(store, REGION)
    return store


def everything(store: Store) -> bytes:
    """All that the lists tell."""
    with store.reading() as connection:
        told = [list(rows_of(connection, name, Filters())) for name in (*LAYERS, "actors")]
        asked_ = [by_articles(connection, asked(row["post"], REGION), row["on"], REGION) for row in truth("offices")]
    return msgspec.json.encode([told, asked_])


@pytest.fixture(scope="module")
def corpus() -> list[Entry]:
    """The entries of the corpus."""
    return list(entries())


@pytest.fixture(scope="module")
def joined(corpus: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with stored(tmp_path_factory.mktemp("joined") / "news.db", corpus, len(corpus)) as store:
        yield store


def test_the_namesakes_of_the_corpus_are_told_apart(joined: Store) -> None:
    urls = {text.url: key for key, text in texts().items()}
    for person in truth("namesakes"):
        with joined.reading() as connection:
            actors = [row["identity"] for row in rows_of(connection, "actors", Filters(who=person["name"]))]
            each = [{urls[row["url"]] for row in rows_of(connection, "articles", Filters(who=id))} for id in actors]
        assert set(person["articles"].split("|")) in each


def test_actors_under_dates_are_those_that_are_counted_when_asked(
    joined: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked_for(connection: Connection) -> list[list[Any]]:
        return [list(placed(connection, "actors", filters)) for filters in within]

    with joined.reading() as connection:
        rows = list(rows_of(connection, "articles", Filters()))
        days = sorted({row["published"][:10] for row in rows if row["published"]})
        within = [Filters(language=language) for language in {row["language"] for row in rows}]
        for day in (*days, days[0][:7], "2031", "2999"):
            within += [Filters(since=day), Filters(until=day, limit=7), Filters(until=day, language="ru", after=(5,))]
            within += [Filters(since=day, until=days[-3], limit=9), Filters(since=days[2], until=day)]
        read_off = asked_for(connection)
        monkeypatch.setattr("onrecord.store.onward.told", lambda _: False)
        assert asked_for(connection) == read_off
    assert sum(map(bool, read_off)) > len(days)


def test_who_held_a_post_in_the_corpus(joined: Store) -> None:
    for row in truth("offices"):
        post = asked(row["post"], REGION)
        with joined.reading() as connection:
            found = [*by_tables(post, row["on"], REGION), *by_articles(connection, post, row["on"], REGION)]
        assert {answer["person"] for answer in found} == {row["person"]}, row


def test_who_held_a_post_says_how_far_that_is_known(joined: Store) -> None:
    post = asked("президент Велонии", REGION)
    for day, by_table, by_article in (
        ("2031-03-05", [None], []),
        ("2031-04-28", ["2031-03-05"], [None]),
        ("2999-01-01", ["2031-03-05"], ["2031-05-05"]),
    ):
        with joined.reading() as connection:
            assert [row["evidenced"] for row in by_tables(post, day, REGION)] == by_table
            assert [row["evidenced"] for row in by_articles(connection, post, day, REGION)] == by_article
    premier = asked("премьер-министр Велонии", REGION)
    assert [row["evidenced"] for row in by_tables(premier, "2031-03-05", REGION)] == [None]


def test_a_table_of_a_user_stretches_no_other() -> None:
    """Whom the package's table has in a post is known no further than that table reaches, and the other way round."""
    post, day = asked("президент Казахстана", REGION), "2999-01-01"
    (alone,) = by_tables(post, day, load())
    assert alone["evidenced"] == newest_day(load(), "") < "2031"
    assert list(by_tables(post, day, REGION)) == [alone]
    (term,) = REGION.terms["QP", "head_of_state"]
    assert newest_day(REGION, term.table) == "2031-03-05"


def test_sightings_do_not_bridge_the_term_of_another_whom_the_tables_know(joined: Store, tmp_path: Path) -> None:
    table = tmp_path / "holders.tsv"
    header = (KNOWLEDGE[0] / "holders.tsv").read_text(encoding="utf-8").splitlines()[0]
    known = "tkach-oleg", "Олег Ткач", *[""] * 4, "head_of_state", "президент", "QP", "", "2031-04-25", "2031-04-26"
    table.write_text(header + "\n" + "\t".join(known) + "\n", encoding="utf-8")
    post = asked("президент Велонии", REGION)
    with joined.reading() as connection:
        (alone,) = by_articles(connection, post, "2031-04-28", REGION)
        (beside,) = by_articles(connection, post, "2031-04-28", load((*KNOWLEDGE, table)))
    assert alone["person"] == beside["person"] == "Роман Кедров" and "Кедров" in alone["evidence"]
    assert alone["since"] < "2031-04-25" <= beside["since"]
    days = [Said(day, who, "current") for day, who in (("2031-01-01", "a"), ("2031-02-01", "b"), ("2031-03-01", "a"))]
    assert [holds(days, who, "2031-02-15") for who in "ab"] == [None, "seen_before"]


def test_no_order_of_reading_and_joining_changes_anything(joined: Store, corpus: list[Entry], tmp_path: Path) -> None:
    once = everything(joined)
    for seed, at_once in enumerate((1, 5, 40)):
        order = Random(seed).sample(corpus, len(corpus))
        with stored(tmp_path / f"{seed}.db", [*order, *order[:3]], at_once) as store:
            assert everything(store) == once


def test_pages_that_an_older_version_read_are_joined_too(joined: Store, corpus: list[Entry], tmp_path: Path) -> None:
    with stored(tmp_path / "old.db", corpus, len(corpus)) as store:
        with store.writing() as connection:
            connection.execute(text("INSERT INTO made_with VALUES ('sights', '')"))
            connection.execute(text("UPDATE actors SET block = NULL, sight = NULL"))
            for table in ("identified", "identities", "identities_fts", "posts"):
                connection.execute(text(f"DELETE FROM {table}"))
        join(store, REGION)
        assert everything(store) == everything(joined)


def test_other_tables_decide_anew(joined: Store, tmp_path: Path, corpus: list[Entry]) -> None:
    with stored(tmp_path / "news.db", corpus, len(corpus)) as store:
        join(store, load())
        with store.reading() as connection:
            assert next(rows_of(connection, "actors", Filters(who="Велония")))["identity"] == "place:veloniya"
        join(store, REGION)
        assert everything(store) == everything(joined)


@pytest.mark.parametrize(
    ("question", "role", "side"),
    [
        ("министр иностранных дел Тарузии", "foreign_minister", "QM"),
        ("глава МИД Тарузии", "foreign_minister", "QM"),
        ("тарузский президент", "head_of_state", "QM"),
        ("foreign minister of Ellandia", "foreign_minister", "QN"),
        ("мэр Лугодара", "mayor", "QO"),
        ("генсек СЧР", "secretary_general", "body:four-rivers"),
        ("и. о. главы МИД Тарузии", "acting_foreign_minister", "QM"),
        ("временный президент Тарузии", "acting_head_of_state", "QM"),
        ("acting president of Tarusia", "acting_head_of_state", "QM"),
        ("interim foreign minister of Tarusia", "acting_foreign_minister", "QM"),
        ("Тарузия сыртқы істер министрінің міндетін атқарушы", "acting_foreign_minister", "QM"),
        ("Тарузия уақытша президенті", "acting_head_of_state", "QM"),
        ("Тарузия уақытша сенімді өкілі", "charge_daffaires", "QM"),
    ],
)
def test_questions(question: str, role: str, side: str) -> None:
    assert asked(question, REGION).key == (role, side)


@pytest.mark.parametrize("question", ["погода в Тарузии", "президент", ""])
def test_what_is_no_question_is_told(question: str) -> None:
    with pytest.raises(OnrecordError, match="valid is for example"):
        asked(question, REGION)


def test_a_post_that_was_left_is_held_no_more() -> None:
    said = [Said("2031-03-01", "anna", "current"), Said("2031-03-09", "anna", "former")]
    assert [holds(said, "anna", day) for day in ("2031-03-05", "2031-03-09")] == ["seen_before", None]
