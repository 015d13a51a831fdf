"""Corrections: applied to what was decided, in force after every reading, gone without a trace when undone."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, select, update

from onrecord.errors import OnrecordError, UsageError
from onrecord.knowledge import load
from onrecord.store.base import Store
from onrecord.store.entry import entry
from onrecord.store.lists import Filters, rows_of
from onrecord.store.tables import identified, identities
from onrecord.store.write import put
from onrecord.stories import join
from onrecord.stories.actors.naming import identity_named
from onrecord.stories.corrections.choose import address, addresses_in, fact, to_judge, to_merge, undone
from onrecord.stories.corrections.fold import Found, fold
from onrecord.stories.corrections.log import append, entries, in_force, lines, parsed
from onrecord.stories.corrections.values import Action, Address, Correction
from onrecord.values import LAYERS, Record
from tests.sample import page, record, said

OSTROV = said("Павел Остров", "Порт откроют.", source="a.txt", published="2031-03-23")
DORN = said("Елена Дорн", "Порт закроют.", source="b.txt", published="2031-03-24")
P_OSTROV = said("Пауль Остров", "Порт стоит.", source="c.txt", published="2031-03-25")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "news.db", make=True) as made:
        fill(made, OSTROV, DORN, P_OSTROV, record())
        yield made


def fill(store: Store, *records: Record) -> None:
    for one in records:
        with store.writing() as connection:
            put(connection, entry(page(one.article.source), "d", one))
    join(store, load())


def fix(store: Store, *new: Correction) -> None:
    with store.writing() as connection:
        append(connection, new)
    join(store, load())


def everything(store: Store) -> bytes:
    with store.reading() as connection:
        return msgspec.json.encode(
            [list(rows_of(connection, name, Filters())) for name in (*LAYERS, "actors", "articles")]
        )


def speakers(store: Store, who: str) -> list[str]:
    with store.reading() as connection:
        return [row["words"] for row in rows_of(connection, "quotes", Filters(who=who))]


def at(hour: int) -> str:
    return f"2031-04-01T{hour:02}:00:00Z"


def merged(store: Store, some: str, other: str, hour: int = 1) -> Correction:
    with store.reading() as connection:
        actors = tuple(address(connection, identity_named(connection, name)) for name in (some, other))
    return Correction(action="merge", at=at(hour), by="anna", why="одно лицо", actors=actors)


def test_merged_actors_are_one_in_every_list_and_undo_restores_the_bytes(store: Store) -> None:
    before = everything(store)
    one = merged(store, "Павел Остров", "Пауль Остров")
    fix(store, one)
    assert len(speakers(store, "person:ostrov-pavel")) == 3
    assert speakers(store, "person:ostrov-paul") == []
    fix(store, Correction(action="undo", at=at(2), by="anna", of=one.id))
    assert everything(store) == before


def test_what_cannot_become_one(store: Store) -> None:
    with store.reading() as connection, pytest.raises(OnrecordError, match="are one already: person:ostrov-pavel"):
        to_merge(connection, ("Павел Остров", "person:ostrov-pavel"))
    with store.reading() as connection, pytest.raises(OnrecordError, match="a person is no body and no place"):
        to_merge(connection, ("Павел Остров", some_place(connection)))


def some_place(connection: Connection) -> str:
    return str(connection.scalars(select(identities.c.identity).where(identities.c.kind == "place")).first())


def test_a_correction_holds_for_pages_that_are_read_again_and_for_new_ones(store: Store) -> None:
    fix(store, merged(store, "Павел Остров", "Пауль Остров"))
    after = everything(store)
    fill(store, P_OSTROV, OSTROV)
    assert everything(store) == after
    fill(store, said("Пауль Остров", "Порт снова стоит.", source="d.txt"))
    assert "Порт снова стоит." in speakers(store, "person:ostrov-pavel")


def test_a_merge_outlives_its_article_by_the_id(store: Store) -> None:
    fix(store, merged(store, "Павел Остров", "Пауль Остров"))
    fill(
        store,
        said("Пауль Остров", "Новый порт.", source="d.txt"),
        replace(DORN, article=replace(DORN.article, source="c.txt")),
    )
    assert "Новый порт." in speakers(store, "person:ostrov-pavel")


def test_split_and_merged_back(store: Store) -> None:
    before = everything(store)
    with store.reading() as connection:
        apart = addresses_in(connection, "person:ostrov-pavel", [OSTROV.article.id[:8]])
    split = Correction(action="split", at=at(1), by="anna", actors=apart)
    fix(store, split)
    own = f"person:ostrov-pavel~{OSTROV.article.id}"
    assert speakers(store, own) == ["Порт откроют."]
    assert len(speakers(store, "person:ostrov-pavel")) == 1
    fix(store, merged(store, "person:ostrov-pavel", own, 2))
    assert len(speakers(store, "person:ostrov-pavel")) == 2 and speakers(store, own) == []
    fix(store, *(Correction(action="undo", at=at(3), by="anna", of=one.id) for one in in_force(_log(store))))
    assert everything(store) == before


def test_who_is_split_off_has_no_wikidata_id_from_there(store: Store) -> None:
    """The id stays with the one who was meant by it; who was taken for him has none, and brings none to others."""
    known = [
        replace(one, actors=(replace(one.actors[0], wikidata="Q77"),))
        for one in (said("Глеб Овсов", words, source=f"{words}.txt") for words in ("Мост строят.", "Мост стоит."))
    ]
    fill(store, *known)
    own = f"person:ovsov-gleb~{known[0].article.id}"
    with store.reading() as connection:
        apart = addresses_in(connection, "person:ovsov-gleb", [known[0].article.id])
    fix(store, Correction(action="split", at=at(1), by="anna", actors=apart))
    assert _wikidata(store, "Овсов") == {"person:ovsov-gleb": "Q77", own: None}
    fix(store, merged(store, "person:dorn-elena", own, 2))
    assert _wikidata(store, "Дорн") == {"person:dorn-elena": None}
    fix(store, Correction(action="undo", at=at(3), by="anna", of=in_force(_log(store))[-1].id))
    fix(store, merged(store, "person:ovsov-gleb", own, 4))
    assert _wikidata(store, "Овсов") == {"person:ovsov-gleb": "Q77"}


def _wikidata(store: Store, who: str) -> dict[str, str | None]:
    with store.reading() as connection:
        return {row["identity"]: row["wikidata"] for row in rows_of(connection, "actors", Filters(who=who))}


def _log(store: Store) -> list[Correction]:
    with store.reading() as connection:
        return entries(connection)


def test_rename(store: Store) -> None:
    with store.reading() as connection:
        who = (address(connection, "person:dorn-elena"),)
    fix(store, Correction(action="rename", at=at(1), by="anna", actors=who, name="Елена Дорн-младшая"))
    with store.reading() as connection:
        row = next(rows_of(connection, "actors", Filters(who="младшая")))
    assert (row["name"], row["identity"]) == ("Елена Дорн-младшая", "person:dorn-elena")
    assert "Елена Дорн" in row["names"]


@pytest.mark.parametrize(("action", "left", "judgement"), [("reject", 4, None), ("confirm", 5, "confirmed")])
def test_a_judged_fact_is_known_by_its_words(store: Store, action: Action, left: int, judgement: str | None) -> None:
    before = everything(store)
    with store.reading() as connection:
        where = fact(connection, f"{OSTROV.article.id[:9]}#/quotes/0")
    judged = Correction(action=action, at=at(1), by="anna", fact=where)
    fix(store, judged)
    fill(store, OSTROV)
    with store.reading() as connection:
        found = {row["words"]: row["judgement"] for row in rows_of(connection, "quotes", Filters())}
    assert len(found) == left and found.get("Порт откроют.") == judgement
    fix(store, Correction(action="undo", at=at(2), by="anna", of=judged.id))
    assert everything(store) == before


@pytest.mark.parametrize(("action", "judgement"), [("reject", "rejected"), ("confirm", "confirmed")])
def test_a_fact_is_judged_once(store: Store, action: Action, judgement: str) -> None:
    given = f"{OSTROV.article.id}#/quotes/0"
    other: Action = "confirm" if action == "reject" else "reject"
    with store.reading() as connection:
        one = Correction(action=action, at=at(1), by="anna", fact=to_judge(connection, action, given))
    fix(store, one)
    with store.reading() as connection:
        with pytest.raises(UsageError, match=f"{given} is {judgement} already, by correction {one.id} of anna; .*undo"):
            to_judge(connection, action, given)
        assert to_judge(connection, other, given) == one.fact
    fix(store, Correction(action="undo", at=at(2), by="anna", of=one.id))
    with store.reading() as connection:
        assert to_judge(connection, action, given) == one.fact


def test_a_log_is_shared_and_its_order_does_not_matter(store: Store, tmp_path: Path) -> None:
    one = merged(store, "Павел Остров", "Пауль Остров", 1)
    two = merged(store, "Елена Дорн", "Павел Остров", 2)
    undo = Correction(action="undo", at=at(3), by="boris", of=two.id)
    logs = set()
    for n, order in enumerate(permutations((one, two, undo))):
        with Store(tmp_path / f"{n}.db", make=True) as other:
            fill(other, record(), P_OSTROV, DORN, OSTROV)
            for each in (*order, order[0]):
                fix(other, *parsed(b"".join(lines([each])), "log.jsonl"))
            logs.add(everything(other))
            assert _log(other) == [one, two, undo]
    assert len(logs) == 1


def test_the_newest_that_holds_is_undone(store: Store) -> None:
    with store.reading() as connection, pytest.raises(OnrecordError, match="in force"):
        undone(connection, None)
    one = merged(store, "Павел Остров", "Пауль Остров")
    fix(store, one)
    with store.reading() as connection:
        assert undone(connection, None) == undone(connection, one.id[:5]) == one.id
        with pytest.raises(OnrecordError, match="fix log"):
            undone(connection, "zzz")


def test_what_is_named_must_be_one(store: Store) -> None:
    with store.reading() as connection:
        with pytest.raises(OnrecordError, match="give the id of one"):
            identity_named(connection, "Остров")
        for wrong in ("Никто Никакой", "person:nobody"):
            with pytest.raises(OnrecordError, match="onrecord actors"):
                identity_named(connection, wrong)
        for wrong in ("", "abc", "#/quotes/0", f"{OSTROV.article.id}#/quotes/7", f"{OSTROV.article.id}#/quotes/x"):
            with pytest.raises(OnrecordError, match="what lists show"):
                fact(connection, wrong)
        with pytest.raises(OnrecordError, match="no article"):
            addresses_in(connection, "person:dorn-elena", [OSTROV.article.id])


def test_a_line_that_is_no_entry_is_named() -> None:
    with pytest.raises(OnrecordError, match=r"log\.jsonl, line 2.*fix export"):
        parsed(b'\n{"action": "burn", "at": "", "by": ""}\n', "log.jsonl")


def test_fold_is_a_function_of_log_and_decisions() -> None:
    known = {name: Address(name, "person", name, "a", "b") for name in ("x", "y", "z")}
    log = [
        Correction(action="merge", at=at(1), by="", actors=(known["x"], known["y"])),
        Correction(action="merge", at=at(2), by="", actors=(known["z"], known["x"])),
        Correction(action="merge", at=at(3), by="", actors=(known["x"], known["z"])),
        Correction(action="rename", at=at(4), by="", actors=(known["y"],), name="Ю"),
    ]
    found = fold(log, lambda one: Found((), one.identity))
    assert (found.merged, found.names) == ({"x": "z", "y": "z"}, {"z": "Ю"})
    assert fold(log, lambda _: None).merged == {}


@pytest.mark.parametrize(
    "entry",
    [
        b'{"action":"merge","at":"2031-03-23T10:00:00Z","by":"x"}',
        b'{"action":"rename","at":"2031-03-23T10:00:00Z","by":"x"}',
        b'{"action":"reject","at":"2031-03-23T10:00:00Z","by":"x"}',
        b'{"action":"undo","at":"2031-03-23T10:00:00Z","by":"x"}',
        b'{"action":"undo","at":"zzz","by":"x","of":"1"}',
        b'{"action":"undo","at":"2031-03-23T10:00:00Z","by":"","of":"1"}',
        b'{"action":"undo","at":"2031-03-23T10:00:00Z","by":"' + b"x" * 301 + b'","of":"1"}',
        b'{"action":"undo","at":"2031-03-23T10:00:00Z","by":"x","why":"' + b"x" * 2001 + b'","of":"1"}',
    ],
)
def test_an_entry_that_lacks_something_is_refused(entry: bytes) -> None:
    with pytest.raises(OnrecordError, match=r"log.jsonl, line 2: an? \w+ needs `"):
        parsed(b"\n" + entry, "log.jsonl")


def test_a_whole_second_comes_before_its_fractions() -> None:
    first = Correction(action="undo", at="2031-03-23T10:00:00Z", by="x", of="1")
    then = replace(first, at="2031-03-23T10:00:00.500000Z")
    assert sorted([then, first], key=lambda one: one.order) == [first, then]


def test_another_program_decides_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(store)
    monkeypatch.setattr("onrecord.stories.program._program", lambda: b"another")
    with store.writing() as connection:
        connection.execute(update(identified).values(decided="person:x", identity="person:x"))
    join(store, load())
    assert everything(store) == before
