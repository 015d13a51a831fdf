"""What golden text cannot show of offices: several mentions that make one entry, and what is no office at all."""

import pytest

from onrecord.path import record_page
from onrecord.values import Office, Page
from tests.golden import knowledge


def offices(text: str) -> list[tuple[str, Office[str]]]:
    """The offices of a text with the names of those who hold them."""
    record = record_page(Page(source="test", content=f"Заголовок\n{text}".encode(), media="text"), knowledge())
    names = {actor.id: actor.name for actor in record.actors}
    return [(names[office.person], office) for office in record.offices]


def test_one_entry_however_often_it_is_told() -> None:
    text = (
        "Президент Тарузии Мирон Береста прибыл. Тарузский президент Береста выступил. Глава государства Береста уехал."
    )
    [(person, office)] = offices(text)
    assert (person, office.office) == ("Мирон Береста", "президент")


def test_two_names_of_a_body_make_one_entry() -> None:
    text = "Председатель Лесной избирательной комиссии (ЛИК) Пётр Долин выступил. Глава ЛИК Пётр Долин уехал."
    [(_, office)] = offices(text)
    assert office.office == "председатель"


def test_of_two_names_for_a_post_the_one_that_is_kept_brings_its_words() -> None:
    text = "Глава ЛИК Пётр Долин выступил. Председатель Лесной избирательной комиссии (ЛИК) Пётр Долин уехал."
    record = record_page(Page(source="test", content=f"Заголовок\n{text}".encode(), media="text"), knowledge())
    [office] = record.offices
    assert office.office == "председатель"
    assert office.mention.of(record.article.text).startswith("Председатель Лесной")
    assert [span.of(record.article.text)[:12] for span in office.evidence] == ["Председатель"]


def test_once_former_is_former() -> None:
    [(_, office)] = offices("Министр обороны Пётр Долин выступил. Потом бывший министр обороны Пётр Долин уехал.")
    assert office.status == "former"


def test_a_pronoun_does_not_repeat_its_bearer() -> None:
    text = "Министр обороны Тарузии Пётр Долин выступил. Раньше он был министром обороны Тарузии, а потом уехал."
    assert [person for person, _ in offices(text)] == ["Пётр Долин"]


def test_a_ministry_told_once_serves_both_countries() -> None:
    [(_, first), (_, second)] = offices("Встретились главы МИД России и Турции Иван Лесной и Пётр Долин.")
    assert (first.office, second.office) == ("глава", "глава МИД")
    assert first.of != second.of


def test_the_holder_who_is_named_elsewhere_is_known_at_the_date() -> None:
    dated = "12 мая 2031\n\nПисьмо президента Тарузии прочли на площади. Береста написала его вчера."
    [(person, office)] = offices(dated)
    assert (person, office.office, office.rule) == ("Береста", "президент", "known_holder")
    assert offices(dated.replace("2031", "2021")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Политик Пётр Долин выступил на площади.",
        "Журналист Пётр Долин выступил на площади.",
        "Пётр Долин не был президентом Тарузии.",
        "Полковник Пётр Долин выступил на площади.",
        "Пётр Долин претендует на пост президента Тарузии.",
        "Адвокат Анны Ким Тамара Лозовая подала жалобу.",
        "Жалобу подала представитель её интересов Тамара Лозовая.",
        "Мулла Пётр Долин выступил на площади.",
        "Комиссия огласила итоги: министр «глубоко огорчён», сказала Анна Ким.",
    ],
)
def test_no_office(text: str) -> None:
    assert offices(text) == []


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Цены снизила «Заря». По словам пресс-секретаря компании Анны Ким, скидки останутся.", "Заря"),
        ("Цены упали. По словам пресс-секретаря компании Анны Ким, скидки останутся.", None),
        ("Цены снизила «Заря». По словам главы ведомства Анны Ким, скидки останутся.", None),
    ],
)
def test_a_bare_noun_counts_where_it_means_a_body_that_the_text_names(text: str, of: str | None) -> None:
    record = record_page(Page(source="test", content=text.encode(), media="text"))
    names = {actor.id: actor.name for actor in record.actors}
    assert [names.get(office.of or "") for office in record.offices] == [of]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Советник Пётр Долин выступил. Пётр Долин назначен советником президента Тарузии.", "советник президента"),
        ("Глава завода «Волна» Пётр Долин выступил. Директор завода «Волна» Пётр Долин уехал.", "директор"),
        ("Глава администрации Пётр Долин прибыл. Руководитель администрации мэра Пётр Долин уехал.",
         "руководитель администрации мэра"),
        ("Глава Минтранса Тарузии Пётр Долин прибыл. Министр транспорта Пётр Долин уехал.", "министр транспорта"),
    ],
)  # fmt: skip
def test_a_post_told_twice_is_told_by_the_fuller_title(text: str, office: str) -> None:
    [(_, found)] = offices(text)
    assert found.office == office


def test_a_head_of_a_country_and_one_of_a_ministry_of_another_are_two() -> None:
    text = "Глава тарузского Минфина Пётр Долин выступил. Министром финансов Элландии был тогда Пётр Долин."
    assert len(offices(text)) == 2


def test_of_what_a_post_is_by_the_one_told_before() -> None:
    text = (
        "Выступили два вице-президента завода «Волна» Иван Берг и Пётр Долин, вице-президенты Роман Кедров и Анна Ким."
    )
    found = offices(text)
    assert [(person, office.office) for person, office in found] == [
        (person, "вице-президент") for person in ("Иван Берг", "Пётр Долин", "Роман Кедров", "Анна Ким")
    ]
    assert len({office.of for _, office in found}) == 1
    assert None not in {office.of for _, office in found}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Тренер «Волны» тарузец Пётр Долин уехал.", ["Пётр Долин"]),
        ("Пётр Долин является одним из лидеров партии «Рассвет».", ["Пётр Долин"]),
        ("Мэр Приморска Иван Берг ушёл. Кто будет новым мэром Приморска, неизвестно.", ["Иван Берг"]),
        ("Депутатами палаты Тарузии избраны Иван Берг и мэр Пётр Долин.", ["Иван Берг", "Пётр Долин", "Пётр Долин"]),
        (
            "Партию «Рассвет» возглавляют Анна Ким и Роман Кедров.",
            ["Анна Ким", "Роман Кедров"],
        ),
        ("Пётр Долин родился в Приморске. В 2006 году назначен министром дорог Тарузии.", ["Пётр Долин"]),
        ("Пётр Долин родился в Приморске. Министром дорог назначена мать троих детей.", []),
        ("Пётр Долин родился в Приморске. В 2006 году Совет назначил министра дорог.", []),
        ("Глава разведки назначен советником Анны Ким.", []),
        ("После смерти Анны Ким в мае занял пост директора завода «Волна».", []),
        ("Выступили директор Иван Берг, его помощник Пётр Долин.", ["Иван Берг", "Пётр Долин"]),
        ("Анна Ким - глава охраны Ивана Лесного.", ["Анна Ким"]),
        ("12 мая 2031\n\nКандидат на пост президента Тарузии выступил. Береста уехал.", []),
        ("Пётр Долин исполнял обязанности мэра Приморска.", ["Пётр Долин"]),
        ("Письмо отправил его шеф Пётр Долин.", []),
        ("Народный артист Тарузии Пётр Долин выступил.", []),
    ],
)
def test_who_holds_a_post(text: str, held: list[str]) -> None:
    assert [person for person, _ in offices(text)] == held


def test_a_field_of_a_minister_is_no_body() -> None:
    [(_, office)] = offices("Министр лесного хозяйства Тарузии Пётр Долин выступил.")
    assert office.office == "министр лесного хозяйства"


def test_the_head_of_a_part_of_an_organisation() -> None:
    [(_, board), (_, mission)] = offices(
        "Пётр Долин возглавляет совет директоров завода «Волна». Анна Ким возглавила делегацию Тарузии."
    )
    assert (board.office, mission.office) == ("глава совета директоров", "глава делегации")
    assert None not in (board.of, mission.of)


def test_no_president_was_the_king() -> None:
    text = "12 мая 2031\n\nПисьмо короля Тарузии прочли на площади. Береста написал его вчера."
    assert offices(text) == []


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Глава второй по величине компании «Волна» Пётр Долин выступил.", "глава"),
        ("Режиссёр-постановщик театра «Волна» Пётр Долин выступил.", "режиссер-постановщик"),
        ("Замминистра Тарузии по контролю над портами Пётр Долин выступил.", "замминистра по контролю над портами"),
        ("Лидер тарузской оппозиции Пётр Долин выступил.", "лидер оппозиции"),
        ("Анна Ким выступила. Тогда выступил и её зам Пётр Долин.", "заместитель"),
        ("Управляющий директор завода «Волна» Пётр Долин выступил.", "управляющий директор"),
    ],
)
def test_words_of_a_title(text: str, office: str) -> None:
    assert [found.office for _, found in offices(text)] == [office]


def test_the_colleague_of_one_whose_post_was_told_before() -> None:
    text = "Приехал министр дорог Тарузии Иван Берг. Позже выступили Берг и его элландский коллега Пётр Долин."
    assert [(person, office.office) for person, office in offices(text)] == [
        ("Иван Берг", "министр дорог"),
        ("Пётр Долин", "министр дорог"),
    ]


def test_the_company_is_the_one_that_somebody_has_another_post_of() -> None:
    text = (
        "Пётр Долин возглавил завод «Волна». Рядом стоит компания «Прибой». "
        "Долин ушёл с поста директора компании. Анна Ким ушла с поста директора компании."
    )
    found = {(person, office.office): office.of for person, office in offices(text)}
    assert found[("Пётр Долин", "директор")] != found[("Анна Ким", "директор")]
