"""Queries that are given up where they take long."""

from pathlib import Path

import pytest
from sqlalchemy import exc, text

from onrecord.store.base import Store
from onrecord.store.bounded import bounded

LONG = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) SELECT count(*) FROM n")


def test_a_query_that_takes_long_is_left_and_a_short_one_is_answered(tmp_path: Path) -> None:
    answers = []
    with Store(tmp_path / "store.db", make=True) as store, store.reading() as connection:
        for steps in (1_000, 10_000_000):
            with bounded(connection, steps):
                answers.append((steps, connection.execute(LONG).scalar_one()))
    assert answers == [(10_000_000, 10_000)]


def test_inside_a_bound_another_ends_alone_and_the_outer_one_holds_on(tmp_path: Path) -> None:
    reached = []
    with Store(tmp_path / "store.db", make=True) as store, store.reading() as connection:
        with bounded(connection, 5_000):
            with bounded(connection, 1_000):
                connection.execute(LONG)
                reached.append("in the inner bound")
            reached.append("after the inner bound")
            connection.execute(LONG)
            reached.append("in the outer bound")
        reached.append("after both")
        assert connection.execute(LONG).scalar_one() == 10_000
    assert reached == ["after the inner bound", "after both"]


def test_an_inner_bound_never_loosens_the_outer_one(tmp_path: Path) -> None:
    reached = []
    with (
        Store(tmp_path / "store.db", make=True) as store,
        store.reading() as connection,
        bounded(connection, 1_000),
        bounded(connection, 10_000_000),
    ):
        reached.append(connection.execute(LONG).scalar_one())
    assert not reached


def test_any_other_error_of_a_bounded_query_is_told(tmp_path: Path) -> None:
    with (
        Store(tmp_path / "store.db", make=True) as store,
        store.reading() as connection,
        pytest.raises(exc.OperationalError, match="no such table"),
        bounded(connection, 1_000),
    ):
        connection.execute(text("SELECT * FROM nowhere"))
