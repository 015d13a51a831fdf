"""Acting holders: who acts for the holder of a post is told behind him, with the words that say so."""

from pathlib import Path

from onrecord.knowledge import load
from onrecord.path import record_page
from onrecord.store.base import Store
from onrecord.store.entry import entry
from onrecord.stories.actors.holders import by_articles, by_tables
from onrecord.stories.actors.question import asked
from onrecord.values import Page
from tests import corpus
from tests.corpus import KNOWLEDGE

REGION = load(KNOWLEDGE)


def test_those_who_act_for_a_holder_are_told_behind_him_until_one_is_named_again(tmp_path: Path) -> None:
    pages = {
        "2031-06-01": "Министр транспорта Тарузии Глеб Овсов открыл мост.",
        "2031-06-10": "Врио министра транспорта Тарузии Анна Берг открыла порт.",
        "2031-06-12": "Исполняющая обязанности министра транспорта Тарузии Анна Берг осмотрела шлюз.",
        "2031-06-20": "Министр транспорта Тарузии Вера Дорн закрыла шлюз.",
    }
    entries = []
    for day, words in pages.items():
        page = Page(source=f"{day}.txt", content=f"Мосты и порты\n\n{day}\n\n{words}\n".encode(), media="text")
        entries.append(entry(page, day, record_page(page, REGION)))
    post = asked("министр транспорта Тарузии", REGION)
    corpus.store(tmp_path / "news.db", entries)
    with Store(tmp_path / "news.db") as store, store.reading() as connection:
        days = ("2031-06-05", "2031-06-11", "2031-06-15", "2031-06-21")
        found = [[*by_articles(connection, post, day, REGION)] for day in days]
    told = [[(row["person"], row["acting"], row["basis"]) for row in rows] for rows in found]
    before, behind = ("Глеб Овсов", False, "seen_before"), ("Анна Берг", True)
    assert told[:3] == [[before], [before, (*behind, "seen")], [before, (*behind, "seen_before")]]
    assert told[3] == [("Вера Дорн", False, "seen_before")]
    assert "Врио министра" in found[1][1]["evidence"] and "Исполняющая" in found[2][1]["evidence"]


def test_the_tables_tell_who_acts_behind_the_holder(tmp_path: Path) -> None:
    table = tmp_path / "holders.tsv"
    header = (KNOWLEDGE[0] / "holders.tsv").read_text(encoding="utf-8").splitlines()[0]
    rows = [("dorn-vera", "Вера Дорн", "исполняющая обязанности министра транспорта", "2031-05-01"),
            ("ovsov-gleb", "Глеб Овсов", "министр транспорта", "2031-06-01")]  # fmt: skip
    lines = [
        "\t".join((id, name, *[""] * 4, "transport_minister", title, "QM", "", since, ""))
        for id, name, title, since in rows
    ]
    table.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    knowledge = load((*KNOWLEDGE, table))
    post = asked("министр транспорта Тарузии", knowledge)
    found = [(row["person"], row["acting"]) for row in by_tables(post, "2031-06-02", knowledge)]
    assert found == [("Глеб Овсов", False), ("Вера Дорн", True)]
