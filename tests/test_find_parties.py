"""Who says, gives and promises what, and by when: parties and dates that stand beside the right ones."""

import pytest

from onrecord.knowledge import load
from onrecord.path import record_page
from onrecord.values import Page, Record
from tests.corpus import KNOWLEDGE

REGION = load(KNOWLEDGE)


def read(text: str) -> Record:
    return record_page(Page(source="page.txt", content=text.encode(), media="text"), REGION)


def names(record: Record, *kinds: str) -> set[str]:
    return {actor.name for actor in record.actors if not kinds or actor.kind in kinds}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "«Мы подадим жалобу на решение суда», – сказала представительница Ольшанской.",
            "представительница Ольшанской",
        ),
        ("«Мы подадим жалобу на решение суда», – заявил адвокат Ветрова.", "адвокат Ветрова"),
        ("«Мы подадим жалобу на решение суда», – сообщил помощник Кедрова.", "помощник Кедрова"),
        ("Мохаммед Хадид обещал это. «Мы подадим жалобу на решение», – сказал отец Хадида.", "отец Хадида"),
        ("«Мы подадим жалобу на решение суда», – сказала адвокат Ветрова.", "Ветрова"),
        ("«Мы подадим жалобу на решение суда», – сообщил адвокат Сергей Ветров.", "Сергей Ветров"),
    ],
)
def test_words_are_the_attendants_and_not_his_whose_attendant_he_is(text: str, speaker: str) -> None:
    record = read(text)
    (quote,) = record.quotes
    assert {actor.name for actor in record.actors if actor.id == quote.speaker} == {speaker}


@pytest.mark.parametrize(
    ("posts", "role"),
    [
        ("Мэр Белоострога Роман Кедров и глава управления дорог Игнат Солонцов открыли мост.", "мэр столицы"),
        ("Мэр Белоострога Роман Кедров и глава управления дорог Игнат Солонцов открыли мост.", "столичный мэр"),
        (
            'Председатель РАО "ЕС Тарузии" Роман Кедров и глава управления дорог Игнат Солонцов открыли мост.',
            "глава РАО",
        ),
    ],
)
def test_a_post_told_shortly_is_its_bearers(posts: str, role: str) -> None:
    record = read(f"Новости\n\n{posts} «Мы построили его за два года», – сказал {role}.")
    (quote,) = record.quotes
    assert {actor.name for actor in record.actors if actor.id == quote.speaker} == {"Роман Кедров"}


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Министр пообещал назвать задачи начатого с 1 января 2032 года председательства Тарузии.", None),
        ("Министр пообещал открыть построенный в 2029 году мост до 1 мая 2032 года.", "2032-05-01"),
        ("Министр пообещал открыть мост, построенный в 2029 году.", None),
        ("Министр пообещал открыть мост 1 мая 2032 года.", "2032-05-01"),
    ],
)
def test_a_participles_date_is_not_when_an_action_is_due(text: str, due: str | None) -> None:
    (commitment,) = read(text).commitments
    assert commitment.due == due


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("«Я не специалист, копаться в этом не буду», – сказала юрист Анна Ветрова.", "копаться в этом не буду"),
        ("«Уступать соседям мы не будем», – заявил президент Тарузии Мирон Береста.", "Уступать соседям мы не будем"),
    ],
)
def test_a_refusal_is_a_promise_and_keeps_its_last_word(text: str, what: str) -> None:
    (commitment,) = read(text).commitments
    assert (commitment.kind, commitment.what.of(text)) == ("promise", what)


def test_the_plans_of_somebodys_kin_are_no_commitment() -> None:
    assert not read("Его задевает, когда планы его отца по перестройке столицы сравнивают с порядком.").commitments
    assert read("Он показал план правительства Тарузии по перестройке столицы.").commitments


@pytest.mark.parametrize(
    "text",
    [
        "Художник сумел продать одну из работ за 100 млн долларов причем самому себе, передает РИА «Заречье».",
        "Офшоры, связанные с музыкантом, могли получать деньги от Сергея Ветрова.",
    ],
)
def test_news_passed_on_and_offshores_are_no_aid(text: str) -> None:
    assert not read(text).aid


def test_an_outlet_that_passes_the_news_on_is_no_donor() -> None:
    (aid,) = (record := read("Тарузия выделила Велонии 5 млн долларов, передает «Вестник Тарузии».")).aid
    assert {actor.name for actor in record.actors if actor.id == aid.donor} == {"Тарузия"}


@pytest.mark.parametrize(
    "text",
    [
        "Засидевшись допоздна, депутаты приняли закон.",
        "Постаралась и команда порта: суда вышли в срок.",
        "Отягощающим обстоятельством суд признал опьянение.",
        "Заборчик поставили вокруг порта.",
    ],
)
def test_a_word_that_only_opens_its_sentence_is_no_person(text: str) -> None:
    assert not names(read(text), "person")


def test_a_surname_that_opens_its_sentence_and_is_a_name_elsewhere_stays() -> None:
    assert names(read("Остров сообщил о планах. Приехал и министр Павел Остров."), "person") == {"Павел Остров"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Трассу строит компания «Автоброд». Глава «Автоброда» Иван Лесной рассказал о сроках.", "Автоброд"),
        ("Варианты помощи «Заречелу» готовы. Компания «Заречел» строит порт.", "Заречел"),
        ('Напал отряд "Исламское братство" (ИБ), сообщили в МИД Тарузии.', '"Исламское братство"'),
    ],
)
def test_an_organisation_is_called_by_its_whole_nominative(text: str, name: str) -> None:
    found = names(read(text), "organisation") - {"МИД Тарузии"}
    assert found == {name}


def test_a_role_keeps_both_its_quotation_marks() -> None:
    record = read('В схеме есть "малые" компании, которые получат от госбанков 4 млрд долларов помощи.')
    assert '"малые" компании' in names(record, "unnamed")


def test_the_name_in_brackets_is_another_of_the_same() -> None:
    text = "Это решил Лесной союз рыбаков (ЛСР). ЛСР объявил об этом вчера. Решил так и тарузский союз гребцов (ТСГ)."
    [actor] = [a for a in read(text).actors if "ЛСР" in a.names]
    assert actor.name == "Лесной союз рыбаков"
