"""Following an actor and what was promised, on the corpus."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from sqlalchemy import Connection

from onrecord.errors import OnrecordError
from onrecord.knowledge import Knowledge, load
from onrecord.store.base import Store
from onrecord.store.dates import period
from onrecord.stories.follow import COLUMNS, follow
from onrecord.stories.follow.due import until
from onrecord.values import MeetingKind
from tests import corpus
from tests.running import Run

ON = "2031-05-20"
REGION = load(corpus.KNOWLEDGE)


def part(connection: Connection, name: str, part: str) -> list[dict[str, Any]]:
    return [row for row in follow(connection, REGION, name, ON) if row["part"] == part]


def test_a_position_that_changed_is_shown_with_both_quotes(connection: Connection) -> None:
    before, after = part(connection, "Кедров", "change")
    assert [(row["status"], row["date"]) for row in (before, after)] == [
        ("supports", "2031-04-09"),
        ("opposes", "2031-04-28"),
    ]
    assert (before["words"], before["outlet"]) == (
        "Роман Кедров поддержал соглашение о свободном судоходстве.",
        "пресс-служба президента Тарузии",
    )
    assert part(connection, "Солонцов", "change") == []


def test_offices_over_time(connection: Connection) -> None:
    posts = [(row["what"], row["status"], row["date"]) for row in part(connection, "Дарья Ольшанская", "office")]
    assert ("премьер-министр, Велония", "current", "2031-04-12") in posts
    assert ("министр финансов, Велония", "former", "2031-04-12") in posts
    (president,) = part(connection, "Кедров", "office")
    assert (president["date"], president["until"]) == ("2031-04-09", "2031-05-05") and president["articles"] > 9


def test_a_term_is_what_the_tables_know(connection: Connection, ask: Run) -> None:
    (president,) = part(connection, "Кедров", "office")
    assert (president["status"], president["term"]) == ("current", "2026-12-10/..")
    assert {row["term"] for row in part(connection, "Ракитин", "office")} == {"2027-01-20/2031-03-05"}
    tables = [word for folder in corpus.KNOWLEDGE for word in ("--knowledge", str(folder))]
    shown = ask("actor", "Кедров", *tables).out
    assert "по таблицам: с 10 декабря 2026" in " ".join(shown.split()) and "сейчас" not in shown
    assert "по таблицам" not in ask("actor", "Ольшанская", *tables).out


def test_a_post_is_past_once_its_term_is(corpus_db: Path) -> None:
    with Store(corpus_db) as store, store.reading() as connection:
        kedrov = REGION.terms_of["person:kedrov-roman"]
        rows = [{**row} for row in REGION.tables["holders"]]
        for row in rows:
            if row["person"] == "kedrov-roman":
                row["until"] = "2031-06"
        left = Knowledge(REGION.tables | {"holders": rows})
        assert kedrov[0].until == ""
        for on, status in (("2031-05-20", "current"), ("2031-06-20", "current"), ("2031-07-01", "former")):
            (post,) = [row for row in follow(connection, left, "Кедров", on) if row["part"] == "office"]
            assert (post["status"], post["term"]) == (status, "2026-12-10/2031-06")


def test_whom_somebody_met_and_what_he_stayed_away_from(connection: Connection) -> None:
    met = part(connection, "Кедров", "meeting")
    assert {row["place"] for row in met} == {None, "Верхнетаруск"}
    assert [row["parties"] for row in met] == [["Мирон Береста"], ["Мирон Береста"], []]
    assert None in {row["date"] for row in met}, "the day of the article is not passed off as the meeting's"
    assert {row["code"] for row in met} <= set(get_args(MeetingKind))
    (absence,) = part(connection, "Кедров", "absence")
    assert (absence["date"], absence["status"], absence["place"], absence["articles"]) == (
        "2031-05-05",
        "stated",
        "Лугодар",
        2,
    )
    (country,) = part(connection, "Велония", "absence")
    assert country["status"] == "membership"


def test_the_same_words_are_one_quote_and_topics_part_them(connection: Connection) -> None:
    quotes = part(connection, "Кедров", "quote")
    (kept,) = [row for row in quotes if row["words"].startswith("Велония это соглашение подписала")]
    assert (kept["articles"], kept["outlet"]) == (4, "пресс-служба президента Тарузии")
    premier = part(connection, "Дарья Ольшанская", "quote")
    assert {row["what"] for row in premier} >= {"government"}
    without = [row["what"] is None for row in premier]
    assert without == sorted(without)
    dates = [row["date"] for row in quotes if row["what"] is None]
    assert dates == sorted(dates)


def test_promises_are_ahead_or_past(connection: Connection) -> None:
    dam = [row for row in part(connection, "Мельник", "commitment") if row["until"]]
    assert {(row["until"], row["status"]) for row in dam} == {("2031-04-08", "past")}
    (rules,) = [row for row in part(connection, "Кедров", "commitment") if row["until"]]
    assert (rules["until"], rules["status"]) == ("2031-06-01", "ahead")


def test_namesakes_are_asked_for_by_id(connection: Connection) -> None:
    with pytest.raises(OnrecordError, match=r"may be one of 2: person:\S+ \(Сергей Ветров\), person:") as error:
        list(follow(connection, REGION, "Ветров", ON))
    for id in (word for word in str(error.value).split() if word.startswith("person:")):
        assert len({row["what"] for row in part(connection, id, "office")}) == 1
    with pytest.raises(OnrecordError, match="nobody in the store"):
        list(follow(connection, REGION, "Небывалов", ON))


def test_a_rejected_fact_is_left_out(tmp_path: Path) -> None:
    from sqlalchemy import insert, select

    from onrecord.store.tables import facts, judged

    path = tmp_path / "corpus.db"
    corpus.store(path, [one for one in corpus.entries() if "visit" in one.key])
    with Store(path) as store, store.writing() as connection:
        before = len(part(connection, "Кедров", "quote"))
        quotes = select(facts.c.id).where(facts.c.layer == "quotes")
        connection.execute(insert(judged), [{"fact": id, "judgement": "rejected"} for id in connection.scalars(quotes)])
        assert before > 0 and part(connection, "Кедров", "quote") == []


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2031-23", ("2031-09-01", "2031-11-30")),
        ("2031-24", ("2031-12-01", "2032-02-29")),
        ("2031~", ("2031-01-01", "2031-12-31")),
        ("2031-03/2031-04-02", ("2031-03-01", "2031-04-02")),
        ("../2031", None),
        ("2031-13", None),
    ],
)
def test_periods(edtf: str, days: tuple[str, str] | None) -> None:
    assert period(edtf) == days


def test_times_to_be_due_in() -> None:
    assert [until(due, "2031-04-10") for due in ("0d", "2w", "2032")] == ["2031-04-10", "2031-04-24", "2032-12-31"]
    for due in ("30", "30m", "99999d0", "soon", "99999w"):
        if due == "99999w":
            assert until(due, "2031-04-10") > "3000"
        else:
            with pytest.raises(OnrecordError, match="is no time; valid are 30d"):
                until(due, "2031-04-10")


def test_the_command_prints_every_part(ask: Run) -> None:
    code, out, _ = ask("actor", "Кедров", "--on", ON)
    assert code == 0
    for heading in ("ДОЛЖНОСТИ", "КТО ЧТО СКАЗАЛ", "ИЗМЕНИЛ ПОЗИЦИЮ", "ВСТРЕЧИ", "НЕ УЧАСТВОВАЛ", "ОБЕЩАНИЯ И ПЛАНЫ"):
        assert out.count(heading) == 1
    assert "срок впереди" in out and "правительство" in ask("actor", "Дарья Ольшанская", "--on", ON)[1]
    rows = [json.loads(line) for line in ask("actor", "Кедров", "--on", ON, "--format", "jsonl")[1].splitlines()]
    assert all(tuple(row) == COLUMNS and row["fact"] for row in rows)


def test_commitments_that_fall_due(ask: Run) -> None:
    out = ask("commitments", "--due", "30d", "--on", "2031-04-25", "--format", "jsonl")[1]
    due = [json.loads(line)["due"] for line in out.splitlines()]
    assert due == sorted(due) and due[0] == "2031-04-25" and due[-1] <= "2031-05-25" and len(due) >= 3
    everything = ask("commitments", "--format", "jsonl")[1].splitlines()
    assert len(everything) > len(due)


@pytest.mark.parametrize("words", [("--due", "bald"), ("--due", ""), ("--due", "30d", "--on", "heute")])
def test_a_time_that_is_none_is_refused(ask: Run, words: tuple[str, ...]) -> None:
    ended, out, err = ask("commitments", *words)
    assert (ended, out) == (2, "") and "valid" in err
