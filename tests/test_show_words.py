"""Dates, times, counters and topics in words."""

import pytest

from onrecord.show.labels import counted, topic
from onrecord.show.when import moment
from onrecord.words import frames


def test_times_say_their_zone() -> None:
    assert moment("2031-03-23T18:56:00-03:30", "ru") == "23 марта 2031, 18:56 (UTC-3:30)"
    assert moment("2031-03-23T18:56:00Z", "en") == "23 March 2031, 18:56 (UTC)"
    assert [moment(date, "kk") for date in ("2031-11", "2031-03/2031-05")] == ["қараша 2031", "наурыз – мамыр 2031"]
    assert [moment(date, "ru") for date in ("2031", "2031-03", "скоро")] == ["2031", "март 2031", "скоро"]


@pytest.mark.parametrize(
    ("edtf", "russian", "english"),
    [
        ("2031-23", "осень 2031", "autumn 2031"),
        ("2031-06-23/2031-06-29", "23–29 июня 2031", "23–29 June 2031"),
        ("2031-06-28/2031-07-03", "28 июня – 3 июля 2031", "28 June – 3 July 2031"),
        ("2031-12-28/2032-01-03", "28 декабря 2031 – 3 января 2032", "28 December 2031 – 3 January 2032"),
        ("2031-03/2031-05", "март – май 2031", "March – May 2031"),
        ("2031-06/2031-06-15", "июнь 2031 – 15 июня 2031", "June 2031 – 15 June 2031"),
        ("2031/2033", "2031–2033", "2031–2033"),
        ("2031-06-01/2031-06-01", "1 июня 2031", "1 June 2031"),
        ("../2031-05", "до мая 2031", "until May 2031"),
        ("2031-21/..", "с весны 2031", "from spring 2031"),
        ("2031-23~", "примерно осень 2031", "about autumn 2031"),
        ("2031-06-01?", "предположительно 1 июня 2031", "perhaps 1 June 2031"),
        ("2031-13", "2031-13", "2031-13"),
        ("/", "/", "/"),
    ],
)
def test_edtf_in_words(edtf: str, russian: str, english: str) -> None:
    assert [moment(edtf, "ru"), moment(edtf, "en")] == [russian, english]


def test_counters_stand_in_their_form() -> None:
    assert [counted(number, "views", "ru") for number in (1, 362, 873, 11, 1550)] == [
        *("1 просмотр", "362 просмотра", "873 просмотра", "11 просмотров", "1\u00a0550 просмотров")
    ]
    assert [counted(number, "views", "en") for number in (1, 2)] == ["1 view", "2 views"]


def test_every_topic_has_a_name_in_russian() -> None:
    for row in frames("topics").values():
        assert topic(row["kind"], row["label"], "ru") != row["label"], row["kind"]
        assert topic(row["kind"], row["label"], "en") == row["label"]
