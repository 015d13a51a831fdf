"""A generated store: what the generator puts in by hand is what the store's own way of writing and joining makes."""

from pathlib import Path

import pytest

from eval.big import REGION, fill
from eval.telling import Teller
from onrecord.knowledge import load
from onrecord.store import narrowing
from onrecord.store.base import Store
from onrecord.store.entry import entry
from onrecord.store.lists import Filters, rows_of
from onrecord.store.search import rows
from onrecord.store.write import put
from onrecord.stories import join
from onrecord.stories.views import story_rows
from onrecord.values import LAYERS, Page

ARTICLES = 40


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("big") / "filled.db"
    fill(path, ARTICLES, processes=1)
    return path


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("big") / "stored.db"
    with Store(path, make=True) as store:
        for telling in Teller(0).tell(0, ARTICLES):
            url = str(telling.record.article.url)
            made = entry(Page(source=url, url=url, content=b"", media="html"), "", telling.record)
            with store.writing() as connection:
                put(connection, made)
        join(store, load((REGION,)))
    return path


def narrowed(store: Store) -> list[Filters]:
    """Filters that keep some articles each; none by name, for who is who the generator decides otherwise."""
    with store.reading() as connection:
        rows = list(rows_of(connection, "articles", Filters()))
    words = rows[0]["title"].split()[:3]
    days = [row["published"][:10] for row in rows]
    outlets = [Filters(outlet=row["outlet"]) for row in rows[:3]]
    spans = [Filters(since=max(days)), Filters(until=min(days)), Filters(since=min(days), until=max(days), limit=7)]
    return [
        Filters(),
        *outlets,
        *spans,
        *(Filters(about=word) for word in words),
        Filters(about=words[0], language="ru"),
    ]


@pytest.mark.parametrize("name", [*LAYERS, "articles"])
def test_lists_are_those_of_a_store_that_was_written(filled: Path, stored: Path, name: str) -> None:
    with Store(filled) as one, Store(stored) as other:
        for filters in narrowed(one):
            with one.reading() as ours, other.reading() as theirs:
                assert list(rows_of(ours, name, filters)) == list(rows_of(theirs, name, filters))


@pytest.mark.parametrize(
    ("common", "newest", "tried"), [(ARTICLES, 0, narrowing.TRIED), (0, 3, 1), (0, ARTICLES, 1), (ARTICLES, 0, 1)]
)
@pytest.mark.parametrize("name", [*LAYERS, "articles"])
def test_a_list_is_the_same_whether_it_starts_from_few_or_goes_along_all(
    stored: Path, name: str, common: int, newest: int, tried: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(stored) as store, store.reading() as connection:
        people = [row["name"] for row in rows_of(connection, "actors", Filters(limit=6))]
        asked = [*narrowed(store), *(Filters(who=name) for name in people), Filters(who=people[0], about=people[1])]
        few = [list(rows_of(connection, name, filters)) for filters in asked]
        for constant, value in {"FEW": 0, "COMMON": common, "NEWEST": newest, "TRIED": tried}.items():
            monkeypatch.setattr(f"onrecord.store.narrowing.{constant}", value)
        assert [list(rows_of(connection, name, filters)) for filters in asked] == few
    assert any(few)


@pytest.mark.parametrize("few", [0, narrowing.FEW])
@pytest.mark.parametrize("newest", [0, 3, ARTICLES])
def test_a_search_under_words_finds_what_has_both(
    stored: Path, few: int, newest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(stored) as store, store.reading() as connection:
        for constant, value in {"FEW": few, "COMMON": 0, "NEWEST": newest}.items():
            monkeypatch.setattr(f"onrecord.store.narrowing.{constant}", value)
        one, other = (filters.about or "" for filters in narrowed(store)[-4:-2])
        both = {row["article"] for row in rows_of(connection, "articles", Filters(about=f"{one} {other}"))}
        assert {row["article"] for row in rows(connection, one, Filters(about=other))} == both
    assert both


def test_the_roster_is_counted_as_the_join_counts_it(filled: Path, stored: Path) -> None:
    with Store(filled) as one, Store(stored) as other:
        for store in (one, other):
            with store.reading() as connection:
                rows = list(rows_of(connection, "actors", Filters()))
                counted = list(rows_of(connection, "actors", Filters(since="2031")))
            assert rows == counted
            assert {row["kind"] for row in rows} == {"person", "place", "organisation", "unnamed"}


def test_an_actor_stored_since_the_join_stands_behind_the_others(stored: Path, tmp_path: Path) -> None:
    path = tmp_path / "since.db"
    path.write_bytes(stored.read_bytes())
    with Store(path) as store:
        with store.reading() as connection:
            before = list(rows_of(connection, "actors", Filters()))
        telling = next(iter(Teller(1).tell(1000, 1)))
        url = str(telling.record.article.url)
        with store.writing() as connection:
            put(connection, entry(Page(source=url, url=url, content=b"", media="html"), "", telling.record))
        with store.reading() as connection:
            after = list(rows_of(connection, "actors", Filters()))
            deep = list(rows_of(connection, "actors", Filters(after=(len(before),))))
    assert after[: len(before)] == before
    assert after[len(before) :] == deep
    assert {row["name"] for row in deep} == {actor.name for actor in telling.record.actors}


def test_stories_under_a_filter_are_those_of_its_articles(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(filled) as store, store.reading() as connection:
        every = list(story_rows(connection, Filters()))
        outlet = next(rows_of(connection, "articles", Filters()))["outlet"]
        some = list(story_rows(connection, Filters(outlet=outlet)))
        monkeypatch.setattr("onrecord.store.narrowing.FEW", 0)
        assert list(story_rows(connection, Filters(outlet=outlet))) == some
    assert 0 < len(some) <= len(every)
