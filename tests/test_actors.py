"""Who is who across articles: spellings meet, namesakes stay apart, and no order of reading changes anything."""

from collections.abc import Iterable
from itertools import permutations

import pytest

from onrecord.knowledge import load
from onrecord.store.names import block, bones, person_name, slug, sound
from onrecord.store.sights import Held, Sight
from onrecord.stories.actors.blocks import identify
from onrecord.stories.actors.sighting import Sighting
from tests.corpus import KNOWLEDGE

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
