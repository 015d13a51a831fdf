"""Acting holders: who acts for the holder of a post is told behind him, with the words that say so."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection

from onrecord.knowledge import Knowledge, load
from onrecord.path import record_page
from onrecord.store import sights
from onrecord.store.base import Store
from onrecord.store.entry import entry
from onrecord.stories.actors.holders import Answer, by_articles, by_tables
from onrecord.stories.actors.posts import Post, post_of, two_states
from onrecord.stories.actors.question import asked
from onrecord.values import Page
from tests import corpus
from tests.corpus import KNOWLEDGE

REGION = load(KNOWLEDGE)
PAGES = {
    "2031-06-01": "Министр транспорта Тарузии Глеб Овсов открыл мост.",
    "2031-06-10": "Врио министра транспорта Тарузии Анна Берг открыла порт.",
    "2031-06-12": "Исполняющая обязанности министра транспорта Тарузии Анна Берг осмотрела шлюз.",
    "2031-06-20": "Министр транспорта Тарузии Вера Дорн закрыла шлюз.",
}
MINISTER, WHO_ACTS = (
    asked(f"{title} Тарузии", REGION) for title in ("министр транспорта", "и. о. министра транспорта")
)
Held = tuple[str, bool]  # who, and whether acting


@contextmanager
def told(tmp_path: Path, last: str = "2031-06-20") -> Iterator[Connection]:
    """A store with the pages up to a day."""
    entries = []
    for day, words in PAGES.items():
        page = Page(source=f"{day}.txt", content=f"Мосты и порты\n\n{day}\n\n{words}\n".encode(), media="text")
        entries.append(entry(page, day, record_page(page, REGION)))
    corpus.store(tmp_path / "news.db", [one for day, one in zip(PAGES, entries, strict=True) if day <= last])
    with Store(tmp_path / "news.db") as store, store.reading() as connection:
        yield connection


def tables(tmp_path: Path, *rows: tuple[str, str, str, str]) -> Knowledge:
    """The region's tables and ministers of transport: id, name, title and the first day of each."""
    header = (KNOWLEDGE[0] / "holders.tsv").read_text(encoding="utf-8").splitlines()[0]
    lines = [
        "\t".join((id, name, *[""] * 4, "transport_minister", title, "QM", "", since, ""))
        for id, name, title, since in rows
    ]
    table = tmp_path / "holders.tsv"
    table.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return load((*KNOWLEDGE, table))


def held(rows: Iterable[Answer]) -> list[Held]:
    return [(row["person"], row["acting"]) for row in rows]


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("временный поверенный в делах", "charge_daffaires"),
        ("временный поверенный", "charge_daffaires"),
        ("временный управляющий", "temporary_administrator"),
        ("временный комитет", "временный комитет"),
        ("временный президент", "acting_head_of_state"),
        ("временная глава", "acting_head"),
        ("и. о. поверенного в делах", "acting_charge_daffaires"),
        ("исполняющий обязанности главы", "acting_head"),
    ],
)
def test_an_adjective_makes_acting_holders_only_of_posts_that_it_is_no_part_of(title: str, role: str) -> None:
    assert post_of(sights.Held(title, "Тарузия", "", "current", 0), "2031-06-01", REGION).role == role


def test_envoys_serve_in_other_states_while_they_act(tmp_path: Path) -> None:
    envoy, minister = (
        Post(role, side, "state", "", "", "current")
        for role, side in (("acting_ambassador", "QM"), ("foreign_minister", "QN"))
    )
    assert not two_states(envoy, minister) and two_states(replace(envoy, role="acting_mayor"), minister)


def test_those_who_act_for_a_holder_are_told_behind_him_until_one_is_named_again(tmp_path: Path) -> None:
    days = ("2031-06-05", "2031-06-11", "2031-06-15", "2031-06-21")
    with told(tmp_path) as connection:
        found = [[*by_articles(connection, MINISTER, day, REGION)] for day in days]
    names = [[(row["person"], row["acting"], row["basis"]) for row in rows] for rows in found]
    before, behind = ("Глеб Овсов", False, "seen_before"), ("Анна Берг", True)
    assert names[:3] == [[before], [before, (*behind, "seen")], [before, (*behind, "seen_before")]]
    assert names[3] == [("Вера Дорн", False, "seen_before")]
    assert "Врио министра" in found[1][1]["evidence"] and "Исполняющая" in found[2][1]["evidence"]


def test_who_acts_is_asked_for_and_told_alone(tmp_path: Path) -> None:
    """As beside the holder: until one is named again."""
    with told(tmp_path) as connection:
        for day, acting in {
            "2031-06-05": 0,
            "2031-06-11": 1,
            "2031-06-15": 1,
            "2031-06-21": 0,
            "2031-12-01": 0,
        }.items():
            alone = by_articles(connection, WHO_ACTS, day, REGION)
            assert held(alone) == [("Анна Берг", True)] * acting
            assert alone == [row for row in by_articles(connection, MINISTER, day, REGION) if row["acting"]]


def test_the_tables_tell_who_acts_behind_the_holder(tmp_path: Path) -> None:
    acting = ("dorn-vera", "Вера Дорн", "исполняющая обязанности министра транспорта", "2031-05-01")
    known = tables(tmp_path, acting, ("ovsov-gleb", "Глеб Овсов", "министр транспорта", "2031-06-01"))
    assert held(by_tables(MINISTER, "2031-06-02", known)) == [("Глеб Овсов", False), ("Вера Дорн", True)]
    assert held(by_tables(WHO_ACTS, "2031-06-02", known)) == [("Вера Дорн", True)]


def test_who_acts_by_the_tables_ends_no_holder_and_no_sighting_of_his_own(tmp_path: Path) -> None:
    known = tables(tmp_path, ("berg-anna", "Анна Берг", "исполняющая обязанности министра транспорта", "2031-06-11"))
    with told(tmp_path, "2031-06-12") as connection:
        rows = by_articles(connection, MINISTER, "2031-06-15", known)
    assert held(rows) == [("Глеб Овсов", False), ("Анна Берг", True)]
    assert [row["since"] for row in rows] == ["2031-06-01", "2031-06-10"]


def test_a_holder_of_the_tables_ends_who_acts(tmp_path: Path) -> None:
    known = tables(tmp_path, ("dorn-vera", "Вера Дорн", "министр транспорта", "2031-06-14"))
    with told(tmp_path, "2031-06-12") as connection:
        assert held(by_articles(connection, WHO_ACTS, "2031-06-13", known)) == [("Анна Берг", True)]
        assert not by_articles(connection, WHO_ACTS, "2031-06-15", known)
