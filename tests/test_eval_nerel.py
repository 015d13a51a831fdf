"""NEREL's posts and meetings: what is gold, what of ours is right, wrong or free."""

from pathlib import Path
from typing import Any

import pytest

from eval import nerel, nerel_gold
from eval.figures import Score

TEXT = "Лев Дан, мэр Приморска, пришёл. Поэт Ия Сотина встретилась с ним."
ANN = """T1\tPERSON 0 7\tЛев Дан
T2\tPROFESSION 9 22\tмэр Приморска
T3\tCITY 13 22\tПриморска
T4\tPROFESSION 32 36\tПоэт
T5\tPERSON 37 46\tИя Сотина
T6\tEVENT 47 58\tвстретилась
T7\tPERSON 61 64\tним
R1\tWORKS_AS Arg1:T1 Arg2:T2
R2\tWORKPLACE Arg1:T2 Arg2:T3
R3\tWORKS_AS Arg1:T5 Arg2:T4
R4\tPARTICIPANT_IN Arg1:T5 Arg2:T6
R5\tPARTICIPANT_IN Arg1:T1 Arg2:T6
R6\tALTERNATIVE_NAME Arg1:T1 Arg2:T7
"""


@pytest.fixture
def text(tmp_path: Path) -> nerel_gold.Text:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.ann").write_text(ANN, encoding="utf-8")
    return nerel_gold.load(tmp_path / "a.txt")


def actor(id_: str, kind: str, start: int, end: int) -> dict[str, Any]:
    return {"id": id_, "kind": kind, "name": TEXT[start:end], "mentions": [{"start": start, "end": end, "as": "name"}]}


def record(*offices: dict[str, Any], participants: tuple[str, ...] = ()) -> dict[str, Any]:
    meeting = {
        "what": {"start": 47, "end": 58}, "participants": participants, "place": None, "date_text": None, "rule": "r",
    }  # fmt: skip
    actors = [actor("a1", "person", 0, 7), actor("a2", "place", 13, 22), actor("a3", "person", 37, 46)]
    return {"actors": actors, "offices": list(offices), "meetings": [meeting] if participants else []}


def office(person: str, of: str | None, start: int, end: int) -> dict[str, Any]:
    span = {"start": start, "end": end}
    return {"person": person, "office": TEXT[start:end], "of": of, "mention": span, "rule": "r", "status": "current"}


def test_a_profession_counts_where_its_place_is_told(text: nerel_gold.Text) -> None:
    found = nerel.Posts.match(text, record(office("a1", "a2", 9, 22), office("a3", None, 32, 36)))
    assert found.scores() == {"posts": Score(1, 1, 1, 1), "workplace|post": Score(1, 1, 1, 1)}


def test_another_persons_post_is_wrong(text: nerel_gold.Text) -> None:
    found = nerel.Posts.match(text, record(office("a3", "a2", 9, 22)))
    assert found.scores()["posts"] == Score(1, 1, 0, 0)
    assert "missed" in "\n".join(nerel.show([(text, record())], "posts"))


def test_mentions_of_one_entity_are_one_participant(text: nerel_gold.Text) -> None:
    scores = nerel.event_scores(text, record(participants=("a1", "a3")))
    assert scores["events"] == Score(1, 1, 1, 1)
    assert scores["participants|event"] == Score(2, 2, 2, 2)
