"""Mistakes that people make most: each is told on the page, in its language, with no word of a command line."""

from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.store.base import Store
from onrecord.store.entry import entry
from tests import corpus, sample
from tests.conftest import opened

ARTICLE = sample.article().id
TONGUES = ("ru", "kk", "en")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A desk of the sample alone, where one quote is rejected, another confirmed, and a new name taken back."""
    path = tmp_path_factory.mktemp("mistakes") / "store.db"
    corpus.store(path, [entry(sample.page(), "sample", sample.record())])
    made = opened(Store(path), editing=True)
    send(made, "reject", what=f"{ARTICLE}#/quotes/0")
    send(made, "confirm", what=f"{ARTICLE}#/quotes/1")
    send(made, "rename", what="Елена Дорн", other="Е. Дорн")
    send(made, "undo", what=corrections(made)[0])
    return made


def corrections(desk: TestClient) -> list[str]:
    """The ids in the log, the newest first."""
    found: list[str] = html.fromstring(desk.get("/corrections").text).xpath("//ol//footer/span[2]/text()")
    return found


def send(desk: TestClient, action: str, tongue: str = "en", **fields: str) -> Any:
    seal = html.fromstring(desk.get("/corrections").text).xpath("//input[@name='seal']/@value")[0]
    data = {"seal": seal, "by": "Анна", "why": "проверено", **fields}
    headers = {"accept-language": tongue}
    return desk.post(f"/corrections/{action}", data=data, headers=headers, follow_redirects=False)


def told(answer: Any) -> str:
    """What an error's page says, which is in no other language than the page's."""
    page = html.fromstring(answer.text)
    assert not page.xpath("//main//*[@lang='en']"), "the reason is in English alone"
    said: str = page.xpath("string(//main/p[@class='nothing'])")
    assert "onrecord" not in said
    return said


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/check?words=да", 400, ("от двух слов", "Екі сөзден", "two words at least")),
        ("/who?post=президент", 400, ("какой страны", "қай елдің", "of which country")),
        ("/who?post=абракадабра", 400, ("ни одна должность", "бірде-бір лауазым", "names no post")),
        ("/exports/ics?layer=aid", 400, ("нет места для «Помощь»", "«Көмек» үшін орын жоқ", "no room for Aid")),
        ("/exports/ics?layer=aid", 400, ("Встречи, Обещания", "Кездесулер, Уәделер", "Meetings, Promises")),
        ("/exports/csv?story=a&meeting=b", 400, ("событие или встречу", "Оқиғаны немесе", "story or meeting")),
        ("/exports/zip", 404, ("Формата «zip» нет", "«zip» пішімі жоқ", "no format 'zip'")),
        ("/exports/dossier?story=zzz", 404, ("Такого события", "мұндай оқиға", "no such story")),
        ("/stories/zzz", 404, ("Такого события", "мұндай оқиға", "no such story")),
        ("/exports/dossier?meeting=zzz", 404, ("Такой встречи", "мұндай кездесу", "no such meeting")),
        (f"/meetings/{ARTICLE}/x", 404, ("Такой встречи", "мұндай кездесу", "no such meeting")),
        (f"/meetings/{ARTICLE}/99", 404, ("Такой встречи", "мұндай кездесу", "no such meeting")),
        ("/articles/zzz", 404, ("Такой статьи", "мұндай мақала", "no such article")),
        ("/corrections?fact=zzz", 404, ("Факта с таким номером", "мұндай нөмірлі факт", "has this id")),
    ],
)
def test_a_question(desk: TestClient, path: str, status: int, words: tuple[str, ...]) -> None:
    for tongue, said in zip(TONGUES, words, strict=True):
        answer = desk.get(path, headers={"accept-language": tongue})
        assert answer.status_code == status and said in told(answer)


@pytest.mark.parametrize(
    ("action", "fields", "status", "words"),
    [
        ("reject", {"what": f"{ARTICLE}#/quotes/0"}, 400, ("уже отклонён", "қабылданбаған", "rejected already")),
        ("confirm", {"what": f"{ARTICLE}#/quotes/1"}, 400, ("уже подтверждён", "расталған", "confirmed already")),
        ("reject", {"what": "ffff#/quotes/0"}, 404, ("Факта с таким", "нөмірлі факт", "has this id")),
        ("merge", {"what": "Павел Остров", "other": "Лурия"}, 400, ("Человек не может", "Адам", "A person cannot")),
        ("merge", {"what": "Остров", "other": "Павел Остров"}, 400, ("и так один", "онсыз да", "one already")),
        ("merge", {"what": "Остров", "other": "Никто"}, 404, ("Такого имени", "мұндай аты", "Nobody")),
        ("split", {"what": "Остров", "other": "ffff"}, 404, ("В статье «ffff»", "«ffff» мақал", "'ffff'")),
        ("split", {"what": "Остров", "other": " "}, 400, ("номера статей", "мақалалардың", "in which articles")),
        ("rename", {"what": "Остров", "other": " "}, 400, ("Новое имя", "Жаңа ат", "new name")),
        ("rename", {"what": "Остров", "other": "а" * 301}, 400, ("Новое имя: 301", "Жаңа аты: 301", "New name: 301")),
        ("undo", {"what": "ffff"}, 404, ("Такого исправления", "мұндай түзету", "no such correction")),
        ("undo", {"what": ""}, 404, ("Такого исправления", "мұндай түзету", "no such correction")),
        ("reject", {"by": "а" * 301}, 422, ("Кто решает: 301", "Кім шешеді: 301", "Who decides: 301")),
    ],
)
def test_a_correction(
    desk: TestClient, action: str, fields: dict[str, str], status: int, words: tuple[str, ...]
) -> None:
    for tongue, said in zip(TONGUES, words, strict=True):
        answer = send(desk, action, tongue, **fields)
        assert answer.status_code == status and said in told(answer)


def test_a_correction_is_taken_back_once(desk: TestClient) -> None:
    taken_back = corrections(desk)[1]
    for tongue, said in zip(TONGUES, ("уже отменено", "қайтарылып", "taken back already"), strict=True):
        answer = send(desk, "undo", tongue, what=taken_back)
        assert answer.status_code == 400 and said in told(answer)
    assert send(desk, "undo", what=corrections(desk)[0]).status_code == 303  # what took it back can be taken back
