"""The store: idempotent, whole after any failure, and the same whatever the order of merging."""

import sqlite3
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import event, text

from onrecord.errors import OnrecordError, StoreVersionError
from onrecord.store import search
from onrecord.store.base import Store
from onrecord.store.dates import days, instant
from onrecord.store.entry import Entry, entry
from onrecord.store.lemmas import forms, match
from onrecord.store.lists import Filters, records, records_by_id, rows_of
from onrecord.store.rows import columns
from onrecord.store.tables import FTS, REVISION, metadata
from onrecord.store.write import digest_of, put
from onrecord.values import LAYERS, Record
from tests import corpus
from tests.sample import page, record, said


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "news.db", make=True, patience=0.2) as made:
        yield made


def entry_of(found: Record, digest: str = "d") -> Entry:
    return entry(page(found.article.source), digest, found)


def fill(store: Store, *found: Record) -> None:
    for one in found:
        with store.writing() as connection:
            put(connection, entry_of(one))


def rows(store: Store, name: str, **filters: Any) -> list[dict[str, Any]]:
    with store.reading() as connection:
        return list(rows_of(connection, name, Filters(**filters)))


def found_by(store: Store, query: str, **filters: Any) -> list[str]:
    with store.reading() as connection:
        return [row["source"] for row in search.rows(connection, query, Filters(**filters))]


def everything(store: Store) -> bytes:
    """All that can be read out of a store."""
    lists = {name: rows(store, name) for name in (*LAYERS, "actors", "articles")}
    with store.reading() as connection:
        kept = list(records(connection, Filters()))
        hits = list(search.rows(connection, "санкции", Filters()))
    return msgspec.json.encode([lists, kept, hits])


OSTROV = said("Павел Остров", "Санкции вводятся с ёлки.", source="b.txt", published="2031-03-24T01:00:00+06:00")
DORN = said("Елена Дорн", "О санкциях против Вестании речи нет.", source="a.txt", published="2031-03")
UNDATED = said("Павел Остров", "Порт откроют.", source="c.txt")


def test_a_row_that_an_earlier_program_stored_has_every_column(store: Store) -> None:
    fill(store, record())
    with store.writing() as connection:
        connection.execute(text("UPDATE facts SET row = CAST(json_remove(row, '$.support') AS BLOB)"))
    assert {row["support"] for row in rows(store, "quotes")} == {None}
    assert [list(row) for row in rows(store, "quotes")] == [list(columns("quotes"))] * 2


def test_a_record_comes_out_as_it_went_in(store: Store) -> None:
    fill(store, record())
    with store.reading() as connection:
        assert list(records(connection, Filters())) == [record()]
        assert records_by_id(connection, record().article.id[:6]) == [record()]


def test_reading_twice_changes_nothing(store: Store) -> None:
    fill(store, record(), OSTROV)
    once = everything(store)
    fill(store, OSTROV, record())
    assert everything(store) == once


def test_the_order_of_merging_does_not_show(tmp_path: Path) -> None:
    seen = set()
    for number, order in enumerate(permutations([record(), OSTROV, DORN, UNDATED])):
        with Store(tmp_path / f"{number}.db", make=True) as made:
            fill(made, *order)
            seen.add(everything(made))
    assert len(seen) == 1


def test_a_changed_page_replaces_its_record_and_stays_first_seen(store: Store) -> None:
    fill(store, OSTROV)
    with store.writing() as connection:
        connection.execute(text("UPDATE articles SET first_seen = '2031-03-24T00:00:00+00:00'"))
    fill(store, said("Павел Остров", "Санкций не будет.", source="b.txt"))
    assert [row["words"] for row in rows(store, "quotes")] == ["Санкций не будет."]
    assert found_by(store, "ёлка") == []
    with store.reading() as connection:
        assert connection.execute(text("SELECT first_seen FROM articles")).all() == [("2031-03-24T00:00:00+00:00",)]
        for table in ("actors", "facts", "parties", "actors_fts", "facts_fts", "articles_fts"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 1, table


def test_a_page_is_known_by_its_digest(store: Store) -> None:
    fill(store, OSTROV)
    with store.reading() as connection:
        assert digest_of(connection, "b.txt") == "d"
        assert digest_of(connection, "other.txt") is None


def test_the_same_words_in_two_outlets_are_two_articles(store: Store) -> None:
    fill(store, OSTROV, replace(OSTROV, article=replace(OSTROV.article, source="z.txt")))
    assert [row["source"] for row in rows(store, "articles")] == ["b.txt", "z.txt"]
    with store.reading() as connection:
        assert len(records_by_id(connection, OSTROV.article.id)) == 2


def test_an_entry_is_stored_whole_or_not_at_all(store: Store) -> None:
    broken = entry_of(record())
    broken = replace(broken, facts=(*broken.facts, replace(broken.facts[0], number=99, actors=("nobody",))))
    with pytest.raises(KeyError), store.writing() as connection:
        put(connection, broken)
    assert rows(store, "articles") == rows(store, "quotes") == rows(store, "actors") == []
    fill(store, record())
    assert len(rows(store, "quotes")) == 2


@pytest.mark.parametrize(
    ("query", "sources"),
    [
        ("санкциям", ["a.txt", "b.txt"]),
        ("САНКЦИЯ", ["a.txt", "b.txt"]),
        ("елка", ["b.txt"]),
        ("ёлками", ["b.txt"]),
        ("Вестания санкции", ["a.txt"]),
        ("о санкциях", ["a.txt", "b.txt"]),
        ("порты", ["c.txt"]),
        ("ракета", []),
        ('"NEAR( OR *порт', []),
    ],
)
def test_search_finds_any_form(store: Store, query: str, sources: list[str]) -> None:
    fill(store, OSTROV, DORN, UNDATED)
    assert sorted(found_by(store, query)) == sources


def test_search_in_kazakh_and_english(store: Store) -> None:
    fill(
        store,
        said("Tom Reed", "The sanctions and the countries' ports.", source="en.txt", language="en"),
        said("Айбар Сұлу", "Кемелер айлаққа келді.", source="kk.txt", language="kk"),
    )
    assert found_by(store, "sanction country") == ["en.txt"]
    assert found_by(store, "КЕМЕЛЕР айлаққа") == ["kk.txt"]


def test_a_title_counts_more_than_the_text(store: Store) -> None:
    in_title = said("Елена Дорн", "Пролив закрыт", source="title.txt")
    in_text = replace(UNDATED, article=replace(UNDATED.article, title="Другое", source="text.txt"))
    only = said("Елена Дорн", "Порт закрыт, пролив открыт", source="only.txt")
    fill(store, in_text, only, in_title)
    assert found_by(store, "пролив")[0] == "title.txt"
    assert found_by(store, "порт закрыт") == ["only.txt"]


def test_snippet_marks_the_words_where_they_stand() -> None:
    article = record().article
    best = search.snippet(article, search.Wanted("помощи вовремя"))
    assert [mark.of(article.text) for mark in best.marks] == ["помощь", "вовремя"]
    assert best.of(article.text).startswith("… с пути, – сказал Остров, – и [помощь] придёт [вовремя]». Елена Дорн")


def test_nothing_to_look_for_is_an_error() -> None:
    with pytest.raises(OnrecordError, match="give a word"):
        match("«!»")


def test_forms_of_an_ambiguous_word() -> None:
    assert set(forms("стали", "ru")) == {"стали", "стать", "сталь"}
    assert forms("Пётр", "ru") == ("петр",)
    assert "петр" not in forms("Петров", "ru"), "a surname is no company of men of one name"


def test_a_surname_in_any_case_finds_every_other(store: Store) -> None:
    cases = ["Кукушаев", "Кукушаева", "Кукушаеву", "Кукушаевым", "Кукушаеве"]
    fill(store, *(said(name, "Да.", source=f"{name}.txt") for name in cases))
    for name in cases:
        assert len(rows(store, "quotes", who=name.lower())) == len(cases), name


@pytest.mark.parametrize(
    ("filters", "sources"),
    [
        ({"who": "Острову"}, ["b.txt", "c.txt"]),
        ({"who": "павел остров"}, ["b.txt", "c.txt"]),
        ({"who": "Павел Дорн"}, []),
        ({"who": "Елены"}, ["a.txt"]),
        ({"about": "санкция"}, ["b.txt", "a.txt"]),
        ({"since": "2031-03-24"}, ["b.txt", "a.txt"]),  # "2031-03" may be any of its days
        ({"until": "2031-03-23"}, ["a.txt"]),
        ({"since": "2031", "until": "2031"}, ["b.txt", "a.txt"]),
        ({"since": "2032"}, []),
        ({"language": "kk"}, []),
        ({"limit": 1}, ["b.txt"]),
    ],
)
def test_filters(store: Store, filters: dict[str, Any], sources: list[str]) -> None:
    fill(store, OSTROV, DORN, UNDATED)
    for name in ("quotes", "articles"):
        assert [row["source"] for row in rows(store, name, **filters)] == sources, name


@pytest.mark.parametrize("outlet", ["вестник лурии", "VESTNIK.example"])
def test_outlet_by_name_and_domain(store: Store, outlet: str) -> None:
    fill(store, record(), OSTROV)
    assert [row["source"] for row in rows(store, "articles", outlet=outlet)] == ["pages/session.html"]


def test_actors_are_counted_over_articles(store: Store) -> None:
    fill(store, record(), OSTROV, UNDATED)
    first = rows(store, "actors")[0]
    assert (first["name"], first["articles"], first["mentions"]) == ("Павел Остров", 3, 5)
    assert [row["name"] for row in rows(store, "actors", who="президент Лурия")] == ["пресс-служба президента Лурии"]


def test_rows_have_names_for_ids_and_words_for_spans(store: Store) -> None:
    fill(store, record())
    quote = rows(store, "quotes")[0]
    assert quote["speaker"] == "Павел Остров"
    assert quote["office"] == "президент, Лурия"
    assert quote["words"] == "Мы не сворачиваем с пути … и помощь придёт вовремя"
    start, end = map(int, quote["offsets"][1].split("-"))
    assert record().article.text[start:end] == "и помощь придёт вовремя"
    assert quote["fact"] == f"{record().article.id}#/quotes/0"
    assert rows(store, "meetings")[0]["absent"] == ["Вестания (stated)"]
    assert rows(store, "relays")[0]["credited"] == "пресс-служба президента Лурии"


def test_an_id_that_is_not_there_or_not_enough(store: Store) -> None:
    fill(store, OSTROV, DORN)
    with store.reading() as connection:
        with pytest.raises(OnrecordError, match="onrecord articles"):
            records_by_id(connection, "zzz")
        with pytest.raises(OnrecordError):
            records_by_id(connection, "")


def test_another_writer_makes_a_clear_error(store: Store) -> None:
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OnrecordError, match="another run is writing"), store.writing():
        pass
    assert rows(store, "articles") == []  # readers are not kept waiting
    other.execute("ROLLBACK")
    fill(store, OSTROV)
    other.close()


def test_a_full_disk_leaves_whole_records(store: Store) -> None:
    fill(store, OSTROV)
    with store.reading() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages + 4}"))
    with pytest.raises(OnrecordError, match="disk is full"):
        fill(store, *(said("Елена Дорн", "Слово " * 900 + str(n), source=f"{n}.txt") for n in range(9)))
    with Store(store.path) as again:
        kept = rows(again, "articles")
        assert len(rows(again, "quotes")) == len(kept) >= 1


def test_a_store_of_a_newer_version_is_left_as_it_is(store: Store) -> None:
    fill(store, OSTROV)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for make in (False, True):
        with pytest.raises(StoreVersionError, match="newer Onrecord"):
            Store(store.path, make=make)
    with sqlite3.connect(store.path) as raw:
        assert raw.execute("SELECT count(*) FROM articles").fetchone() == (1,)


def test_other_files_are_refused_and_left_as_they_are(tmp_path: Path) -> None:
    plain, foreign, empty = tmp_path / "notes.txt", tmp_path / "foreign.db", tmp_path / "empty.db"
    plain.write_text("Заметки\n" * 100)
    with sqlite3.connect(foreign) as raw:
        raw.execute("CREATE TABLE mine (x)")
    raw.close()
    before = plain.read_bytes(), foreign.read_bytes()
    for path, message in ((plain, "not a database"), (foreign, "another program")):
        for make in (False, True):
            with pytest.raises(OnrecordError, match=message):
                Store(path, make=make)
    assert (plain.read_bytes(), foreign.read_bytes()) == before
    empty.touch()
    with pytest.raises(OnrecordError, match="no store"):
        Store(empty)
    with pytest.raises(OnrecordError, match="no store there"):
        Store(tmp_path / "missing.db")
    with pytest.raises(OnrecordError, match="cannot be opened"):
        Store(tmp_path / "no" / "folder.db", make=True)


def test_the_newest_facts_are_reached_without_a_look_at_all_facts(store: Store) -> None:
    fill(store, *(record(f"{n}.txt") for n in range(50)))
    store.tidy()
    asked: list[tuple[str, Any]] = []
    with store.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *args: asked.append(args[2:4]))
        assert len(list(rows_of(connection, "quotes", Filters(limit=1)))) == 1
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[-1][0]}", asked[-1][1]).all()
    assert "articles_by_time" in plan[0].detail


def test_tables_are_those_that_the_migrations_make(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    shadows = tuple(index.name for index in FTS)
    with store.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or not name.startswith(shadows)}
        )
        assert context.get_current_revision() == REVISION
        assert compare_metadata(context, metadata) == []


def test_a_store_of_an_earlier_version_has_what_a_new_one_has(tmp_path: Path) -> None:
    """What versions 8 to 10 of the tables added is filled from what was there."""
    corpus.store(tmp_path / "news.db", corpus.entries())

    def held() -> list[Any]:
        with Store(tmp_path / "news.db") as store, store.reading() as connection:
            found: list[Any] = [
                connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2, 3").all()
                for name in ("dated", "onward", "roster")
            ]
            lists = (Filters(since="2031-03"), Filters(since="2031-03", who="Береста"))
            return [*found, *(list(rows_of(connection, "actors", asked)) for asked in lists)]

    new = held()
    with sqlite3.connect(tmp_path / "news.db") as raw:
        for table in ("dated", "onward"):
            raw.execute(f"DROP TABLE {table}")
        for index in ("facts_by_layer", "roster_by_name", "posts_by_role"):
            raw.execute(f"DROP INDEX {index}")
        raw.execute("CREATE INDEX ix_roster_identity ON roster (identity)")
        raw.execute("CREATE INDEX posts_by_role ON posts (role, side)")
        raw.execute("UPDATE alembic_version SET version_num = '0007'")
    assert all(new) and held() == new


def test_days() -> None:
    assert days("2032-02") == ("2032-02-01", "2032-02-29")
    assert days("2031-03-23T18:56:00+06:00") == ("2031-03-23", "2031-03-23")
    for wrong in ("", "вчера", "2031-13", "2031-02-30"):
        with pytest.raises(ValueError):
            days(wrong)


def test_instant_sorts_across_zones() -> None:
    assert instant("2031-03-24T01:00:00+06:00") < instant("2031-03-23T20:00:00Z")
    assert instant("2031-03-23") < instant("2031-03-23T00:00:01Z")
    assert instant("2031-03-23T99:00") == "2031-03-23T99:00"
