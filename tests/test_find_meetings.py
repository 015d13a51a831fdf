"""Meetings: what holds of every entry, and that one event is one entry however often it is told."""

import pytest

from onrecord.path import record_page
from onrecord.values import Meeting, Page, Record
from tests.golden import knowledge

SESSION = """Совет собрался в столице

12 мая 2031, 18:56

Президент Тарузии Мирон Береста выступил на сессии Совета добрососедства СЧР. Мероприятие проходит в Белоостроге.

В заседании приняли участие президенты Велонии Роман Кедров и Сарматского Заречья Тамара Лозовая.

В ходе сессии обсуждены вопросы торговли, утверждён план на год.

Береста сообщил, что на заседании в расширенном составе планирует рассказать о дорогах.
"""


def record_of(text: str) -> Record:
    return record_page(Page(source="test", content=text.encode(), media="text"), knowledge())


def names(record: Record, meeting: Meeting[str]) -> list[str]:
    actors = {actor.id: actor.name for actor in record.actors}
    return [actors[party] for party in meeting.participants]


@pytest.fixture(scope="module")
def session() -> Record:
    return record_of(SESSION)


def test_one_event_is_one_entry_with_all_that_is_told_of_it(session: Record) -> None:
    held = session.meetings[0]
    assert [m.status for m in session.meetings] == ["held", "planned"]
    assert names(session, held) == ["Мирон Береста", "Роман Кедров", "Тамара Лозовая"]
    assert len(held.evidence) == 4
    assert [span.of(session.article.text) for span in held.agenda] == ["вопросы торговли"]
    assert [span.of(session.article.text) for span in held.outcomes] == ["утверждён план на год"]


def test_what_goes_on_is_dated_by_the_day_of_publication(session: Record) -> None:
    assert (session.meetings[0].date, session.meetings[0].date_text) == ("2031-05-12", None)
    assert session.meetings[1].date is None


def test_a_sitting_in_another_format_is_of_the_same_body(session: Record) -> None:
    assert session.meetings[1].format == "расширенный состав"
    assert session.meetings[0].body == session.meetings[1].body is not None


def test_the_member_that_nobody_came_for_is_absent(session: Record) -> None:
    actors = {actor.id: actor.name for actor in session.actors}
    assert [(actors[a.actor], a.basis) for a in session.meetings[0].absent] == [("Элландия", "membership")]


def test_who_stays_away_takes_no_part() -> None:
    record = record_of("Новости\nРоман Кедров прибыл на саммит в Белоострог. На саммит не приехал Эдмунд Вейр.")
    (summit,) = record.meetings
    assert names(record, summit) == ["Роман Кедров"]
    assert [a.basis for a in summit.absent] == ["stated"]


@pytest.mark.parametrize(
    "text",
    [
        "Законодательное собрание Тарузии приняло закон.",
        "Сообщили о встречах с избирателями.",
        "Премьер рассказал об этом в беседе с журналистами.",
        "Встреча закончилась вничью, гол забил вратарь.",
        "",
    ],
)
def test_no_meeting(text: str) -> None:
    assert record_of(f"Новости Тарузии\n{text}").meetings == ()


def test_events_are_numbered_in_text_order() -> None:
    record = record_of(
        "Новости\nМирон Береста встретился с Романом Кедровым. Завтра Береста проведёт переговоры с Тамарой Лозовой."
    )
    assert [m.id for m in record.meetings] == ["m1", "m2"]
    assert [names(record, m)[-1] for m in record.meetings] == ["Роман Кедров", "Тамара Лозовая"]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Тарузско-элландские переговоры о дорогах пройдут в Белоостроге.", ["Тарузия", "Элландия"]),
        ("Игнат Солонцов сообщил о желании Романа Кедрова провести переговоры с Эдмундом Вейром.", ["Кедров", "Вейр"]),
        ("Роман Кедров заявил о готовности к переговорам с Эдмундом Вейром.", ["Кедров", "Вейр"]),
        ("Роман Кедров принял в Белоостроге главу «Речфлота» Игната Солонцова.", ["Кедров", "Солонцов"]),
        ("Игнат Солонцов был принят в Белоостроге Романом Кедровым.", ["Солонцов", "Кедров"]),
        ("Игнат Солонцов прибыл. Роман Кедров обсудит с ним дороги.", ["Кедров", "Солонцов"]),
        ("Игнат Солонцов оштрафован за участие в митинге.", ["Солонцов"]),
        ("Под председательством Романа Кедрова прошло совещание с участием Игната Солонцова.", ["Кедров", "Солонцов"]),
        ("В ходе встречи Р. Кедрова и короля Э. Вейра обсудили дороги.", ["Кедров", "Вейр"]),
        ("Эдмунд Вейр прибыл. Переговоры между ним и Романом Кедровым прошли в Белоостроге.", ["Вейр", "Кедров"]),
        ("В форуме участвовали Анна Кедрова и Роман Кедров.", ["Кедрова", "Кедров"]),
        ("Роман Кедров сообщил, что ведёт переговоры с поставщиками о долге.", ["Кедров", "поставщики"]),
        ("На встрече Романа Кедрова с Эдмундом Вейром присутствовал Игнат Солонцов.", ["Солонцов", "Кедров", "Вейр"]),
        ("В Белоостроге прошли переговоры тарузских и элландских рыбаков.", ["Тарузия", "Элландия"]),
        ("Роман Кедров рассказал, что беседа с Эдмундом Вейром шла легко.", ["Кедров", "Вейр"]),
        ("Посол Тарузии Роман Кедров напомнил, что консультации с Элландией шли три дня.", ["Тарузия", "Элландия"]),
        ("В четверг пройдёт встреча элландского короля с Тамарой Лозовой.", ["король", "Лозовая"]),
        ("Тамара Лозовая уехала. Вечером ей позвонил Роман Кедров.", ["Кедров", "Лозовая"]),
        ("Роман Кедров на переговорах с Эдмундом Вейром уделил Велонии час.", ["Кедров", "Вейр"]),
        ("Пресс-секретарь Вейра Роман Кедров сообщил, что беседа с Тамарой Лозовой прошла легко.", ["Лозовая"]),
    ],
)
def test_who_takes_part_in_the_one_meeting(text: str, parties: list[str]) -> None:
    record = record_of(f"Новости Тарузии\n\n{text}")
    (meeting,) = record.meetings
    assert [name.split()[-1] for name in names(record, meeting)] == parties


def test_the_ministers_who_met_are_those_named_before() -> None:
    talks = "Министр Роман Кедров и министр Игнат Солонцов провели переговоры. На переговорах министров обсудили мост."
    assert len(record_of(talks).meetings) == 1


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Мирон Береста не ведёт переговоры с Романом Кедровым.", []),
        ("Мирон Береста встречался и с Романом Кедровым, и с Тамарой Лозовой.", [("held", 2), ("held", 2)]),
        ("Президент Тарузии Мирон Береста созвал совещание на 29 апреля.", [("planned", 1)]),
        ("Мирон Береста обсудил с Тамарой Лозовой итоги переговоров.", [("held", 2)]),
        ("На саммит не приглашён президент Велонии Роман Кедров.", [("planned", 0)]),
        ("Мирон Береста рассказал об этом на президиуме правительства.", [("held", 1)]),
        ("Тарузия и Велония после долгих переговоров подписали договор.", [("held", 2)]),
        ("Лодка пропала во время схода снега с крыш.", []),
        ("Из собрания Речного музея привезли картины.", []),
        ("Мирон Береста и Роман Кедров обменялись рукопожатиями.", [("held", 2)]),
    ],
)
def test_what_is_a_meeting_and_who_is_there(sentence: str, found: list[tuple[str, int]]) -> None:
    record = record_of(sentence)
    assert [(m.status, len(m.participants)) for m in record.meetings] == found


def test_talks_of_two_states_are_those_of_the_two_who_meet_for_them() -> None:
    record = record_of(
        "Лидеры Тарузии и Велонии договорились о встрече. "
        "Президент Тарузии Мирон Береста и президент Велонии Роман Кедров встретятся в Белоостроге."
    )
    assert [names(record, m) for m in record.meetings] == [["Мирон Береста", "Роман Кедров"]]


@pytest.mark.parametrize(
    "sides", [("Соседи подтвердили разговор президентов.", ""), ("", "Разговор президентов длился час.")]
)
def test_a_conversation_of_people_without_a_name_is_the_call_of_those_named(sides: tuple[str, str]) -> None:
    told = "Президент Велонии Роман Кедров провёл телефонный разговор с президентом Тарузии Мироном Берестой."
    (call,) = (record := record_of(f"{sides[0]}\n\n{told}\n\n{sides[1]}\n")).meetings
    assert (call.kind, names(record, call)) == ("call", ["Роман Кедров", "Мирон Береста"])
    assert call.what.of(record.article.text) == "телефонный разговор"


def test_a_conversation_of_other_people_is_no_call_of_those_named() -> None:
    record = record_of(
        "Президент Велонии Роман Кедров провёл телефонный разговор с президентом Тарузии Мироном Берестой.\n\n"
        "В среду состоялся разговор министров финансов.\n"
    )
    assert [names(record, meeting)[-1] for meeting in record.meetings] == ["Мирон Береста", "министры финансов"]
