"""The grammar of dates: what it reads, in words of our own, and what must hold for any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from razdel import tokenize

from onrecord.find.grammar.outright import MONTHS, STEMS
from onrecord.find.grammar.partial import Now, Partial, edtf, week, weekday
from onrecord.find.grammar.times import time_at, times, today_of
from onrecord.language.doc import Doc
from onrecord.language.morph import parses
from onrecord.values import Article

TODAY = date(2023, 11, 23)  # a Thursday
GENITIVE = [f"{stem}{'а' if stem in ('март', 'август') else 'я'}" for stem in STEMS]
WORDS = ("5", "31", "2024", "99", "с", "по", "года", "прошлого", ",", "-", "через", "назад")
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def doc_of(text: str) -> Doc:
    """A Doc of one sentence without a tagger: lemmas of the dictionary, an adjective's where there is one."""
    doc = Doc(text, "ru")
    for token in tokenize(text):
        doc.form.append(token.text)
        doc.start.append(token.start)
        doc.end.append(token.stop)
        reading = next((p for p in parses(token.text) if "ADJF" in p.tag.grammemes), parses(token.text)[0])
        doc.lemma.append(reading.normal_form.replace("ё", "е"))
        doc.pos.append("ADJ" if "ADJF" in reading.tag.grammemes else "X")
        doc.feats.append({"Case": "Gen"} if {"NOUN", "gent"} <= reading.tag.grammemes else {})
        doc.sent.append(0)
    doc.sents.append((0, len(doc)))
    return doc


def read(text: str, today: date | None = TODAY, ahead: bool | None = None) -> list[tuple[str, str | None]]:
    doc = doc_of(text)
    return [(time.span(doc).of(text), time.edtf) for time in times(doc, 0, len(doc), Now(today, ahead))]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Саммит открылся 5 мая 2021 года в Приморске", "5 мая 2021 года", "2021-05-05"),
        ("Договор от 05.05.2021 истёк", "от 05.05.2021", "2021-05-05"),
        ("Встреча 2 дек. 2019 г. в Лурии", "2 дек. 2019 г.", "2019-12-02"),
        ("Они встретились 27-28 апреля 2017 года", "27-28 апреля 2017 года", "2017-04-27/2017-04-28"),
        ("Форум идёт с 5 по 10 мая", "с 5 по 10 мая", "2024-05-05/2024-05-10"),
        ("Форум пройдёт 30 и 31 января 2024 года", "30 и 31 января 2024 года", "2024-01-30/2024-01-31"),
        ("С декабря 2014 по июль 2015 года", "С декабря 2014 по июль 2015 года", "2014-12/2015-07"),
        ("Служил с 2010 по 2012 год", "с 2010 по 2012 год", "2010/2012"),
        ("Бюджет на 2023-2025 годы", "на 2023-2025 годы", "2023/2025"),
        ("Спад в сентябре-октябре 2001 года", "в сентябре-октябре 2001 года", "2001-09/2001-10"),
        ("Выборы пройдут в марте", "в марте", "2024-03"),
        ("К 2030 году", "К 2030 году", "2030"),
        ("Вступил в партию в 2013-м", "в 2013-м", "2013"),
        ("Доклад ждут к концу года", "к концу года", "2023"),
        ("Во второй половине 2015 года", "Во второй половине 2015 года", "2015"),
        ("В начале марта 2017 года", "В начале марта 2017 года", "2017-03"),
        ("Закон принят 25 августа прошлого года", "25 августа прошлого года", "2022-08-25"),
        ("Суд 26 октября с.г. решил", "26 октября с.г.", "2023-10-26"),
        ("В текущем году страна помогла", "В текущем году", "2023"),
        ("В прошлом месяце", "В прошлом месяце", "2023-10"),
        ("На прошлой неделе", "На прошлой неделе", "2023-11-13/2023-11-19"),
        ("Он прибыл вчера", "вчера", "2023-11-22"),
        ("Визит начнётся завтра", "завтра", "2023-11-24"),
        ("Они говорили в понедельник", "в понедельник", "2023-11-20"),
        ("В минувший четверг", "В минувший четверг", "2023-11-16"),
        ("Сообщили во вторник, 11 апреля 2017 года", "во вторник, 11 апреля 2017 года", "2017-04-11"),
        ("Это было два года назад", "два года назад", "2021"),
        ("Заседание через три дня", "через три дня", "2023-11-26"),
        ("Саммит пройдёт летом 2024 года", "летом 2024 года", "2024-22"),
    ],
)
def test_reads(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, value)]


@pytest.mark.parametrize(
    "text",
    [
        "12 стран",
        "Накануне саммита",
        "31 февраля",
        "15.13.2020",
        "Премьер Марта Лунд",
        "через год после войны",
        "пару дней назад",
    ],
)
def test_reads_no_date(text: str) -> None:
    assert read(text) == []


def test_date_without_year_needs_the_day_the_text_speaks_from() -> None:
    assert read("Встреча прошла 22 декабря", today=None) == [("22 декабря", None)]
    assert read("Он прибыл вчера", today=None) == [("вчера", None)]
    assert read("Встреча прошла 22 декабря", date(2024, 1, 10)) == [("22 декабря", "2023-12-22")]


def test_year_named_in_the_sentence_holds_for_its_days() -> None:
    found = read("В 2015 году форум прошёл 17 декабря")
    assert found == [("В 2015 году", "2015"), ("17 декабря", "2015-12-17")]


def test_day_of_week_follows_the_tense() -> None:
    assert read("Встретятся в понедельник", ahead=True) == [("в понедельник", "2023-11-27")]
    assert read("Встретятся в четверг", ahead=True) == [("в четверг", "2023-11-23")]


def test_no_look_ahead_into_the_next_sentence() -> None:
    doc = doc_of("Встреча 5 мая 2021 год начался")
    doc.sents, doc.sent = [(0, 3), (3, 6)], [0, 0, 0, 1, 1, 1]
    assert [t.edtf for t in times(doc, 0, 3, Now(TODAY))] == ["2024-05-05"]


@given(DAYS)
def test_any_day_in_words_is_read_back(day: date) -> None:
    words = f"{day.day} {GENITIVE[day.month - 1]} {day.year} года"
    assert read(f"Совет собрался {words} в столице") == [(words, day.isoformat())]


@given(DAYS, st.integers(1, 20))
def test_any_range_is_an_interval_in_order(day: date, length: int) -> None:
    last = day + timedelta(length)
    text = f"с {day.day} {GENITIVE[day.month - 1]} {day.year} по {last.day} {GENITIVE[last.month - 1]} {last.year} года"
    assert read(text) == [(text, f"{day}/{last}")]


@given(DAYS, st.integers(-150, 150))
def test_unsaid_year_is_the_nearest(today: date, away: int) -> None:
    day = today + timedelta(away)
    if (day.month, day.day) != (2, 29):
        assert edtf(Partial(month=day.month, day=day.day), Now(today)) == day.isoformat()


@given(DAYS, st.integers(0, 6), st.integers(-1, 1), st.sampled_from([None, True, False]))
def test_day_of_week_lies_within_a_week(today: date, number: int, side: int, ahead: bool | None) -> None:
    found = weekday(today, number, side, ahead)
    assert found.weekday() == number
    assert abs((found - today).days) <= 7
    assert (found - today).days * side >= side * side


@given(DAYS, st.integers(-60, 60))
def test_week_is_monday_to_sunday(today: date, weeks: int) -> None:
    monday, sunday = map(date.fromisoformat, week(today, weeks).split("/"))
    assert (monday.weekday(), (sunday - monday).days) == (0, 6)


@given(st.lists(st.sampled_from([*MONTHS, *WORDS])))
def test_any_row_of_words_is_read_without_a_crash_and_in_order(words: list[str]) -> None:
    doc = doc_of(" ".join(words))
    for i in range(len(doc)):
        found = time_at(doc, i, Now(TODAY))
        assert found is None or i < found[1] <= len(doc)


def test_today_is_the_day_of_publication() -> None:
    article = Article(id="", source="", sha256="", text="", language="ru", published="2023-11-23T18:56:00+06:00")
    assert today_of(article) == TODAY
    assert today_of(Article(id="", source="", sha256="", text="", language="ru", published="2023-11")) is None
