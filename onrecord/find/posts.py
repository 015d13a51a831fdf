"""Posts: the phrase that names a post, read word by word outward from its noun.

"бывшему первому заместителю председателя комитета парламента Тарузии по финансам" is a title ("первый заместитель
председателя комитета по финансам"), what it is a post of ("парламента Тарузии") and a status ("former").
"""

from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from onrecord.find.mentions import of_name
from onrecord.knowledge import Knowledge
from onrecord.knowledge.tables import several
from onrecord.language.declension import nominatives
from onrecord.language.doc import Doc, Name
from onrecord.language.morph import CASE, fold, parses
from onrecord.values import Mention
from onrecord.words import frames, listed

Status = Literal["current", "former", "future"]
_CASES = {code: case for case, code in CASE.items()} | {"gen2": "Gen", "loc2": "Loc"}
_OPEN, _CLOSE = '«"“„', '»"”'
_HEADED = {"глава", "председатель", "замглавы", "зампред", "зампредседателя", "руководитель"}
GOVERNING = {"правительство", "администрация", "кабинет", "кабмин", "государство"}
_SENT_ABROAD = {"посол", "постпред", "постпредставитель", "посланник", "советник-посланник", "консул", "генконсул", "атташе",
                "спецпредставитель", "представитель", "поверенный", "полпред"}  # fmt: skip
_POSSESSIVE = {"его", "ее", "их", "он", "она", "они", "свой", "наш", "мой"}


class Post(Struct, frozen=True):
    """A phrase that names a post: tokens `first` up to `last`, of which `title` are the post's own words."""

    head: int
    first: int
    last: int
    kind: str
    title: tuple[int, ...]
    of: tuple[Mention, ...]  # several for several holders: "президенты Тарузии и Элландии"
    country: bool  # said to be of "the country" that the article speaks of
    status: Status
    plural: bool
    cases: frozenset[str]


class _Right(Struct):
    """What stands after the head, as far as it has been read."""

    title: list[int]
    of: list[Mention]
    pending: list[int]  # adjectives whose noun has not come yet
    country: bool = False
    inside: bool = False  # inside the organisation's own name: its words are no words of the title


def posts(doc: Doc, knowledge: Knowledge) -> list[Post]:
    """Every post that the text names, in text order; one may lie inside another ("помощник президента")."""
    return [read(doc, i, knowledge) for i in _heads(doc)]


def kind_of(lemma: str) -> str:
    """The kind of a noun of posts, also of one with a prefix or an apposition; "" where it is none."""
    row = frames("posts").get(lemma)
    if row is None and "-" in lemma:
        first, _, last = lemma.partition("-")
        row = frames("posts").get(last if first in ("экс", "вице", "супер", "контр") else first) or frames("posts").get(
            last
        )
    return row["kind"] if row else ""


def _heads(doc: Doc) -> list[int]:
    lemmas = {lemma for lemma in doc.index if kind_of(lemma)}
    nouns = [i for i in doc.where(lemmas) if doc.pos[i] in ("NOUN", "PROPN", "VERB") and not _in_person(doc, i)]
    acting = [
        i for i in doc.where({"исполнять", "исполняющий"}) if i + 1 < len(doc) and doc.lemma[i + 1] == "обязанность"
    ]
    initials = [i for i in doc.index.get("и", ()) if doc.form[i + 1 : i + 4] == [".", "о", "."]]
    return sorted([*nouns, *acting, *initials])


def _in_person(doc: Doc, i: int) -> bool:
    name = doc.name_at(i)
    return name is not None and (name.kind == "PER" and doc.form[i][0].isupper())


def read(doc: Doc, head: int, knowledge: Knowledge) -> Post:
    """The post whose noun is token `head`."""
    right = _Right([], [], [])
    i, own = _own(doc, head)
    last = _rightward(doc, i, right, cases_of(doc, head), knowledge)
    first, title, status, of, plural = _leftward(doc, head, knowledge)
    if of and not right.of:
        right.of.append(of)
    _units_to_bodies(doc, right)
    while right.title and doc.form[right.title[-1]] in ("и", ","):
        right.title.pop()
    if doc.lemma[head].startswith("экс-"):
        status = "former"
    return Post(
        head, first, last, kind_of(doc.lemma[head]) or "acting", (*title, *own, *right.title), tuple(right.of), right.country,
        status, plural, cases_of(doc, first if doc.lemma[first] == "один" else head),
    )  # fmt: skip


def _own(doc: Doc, head: int) -> tuple[int, list[int]]:
    """The tokens of the head itself: "исполняющий обязанности" and "и.о." are several; and the token after them."""
    if doc.lemma[head] in ("исполнять", "исполняющий"):
        return head + 2, [head, head + 1]
    return (
        (head + 4, list(range(head, head + 4)))
        if doc.form[head + 1 : head + 4] == [".", "о", "."]
        else (head + 1, [head])
    )


# What may stand after the head of a post, in the order in which it is tried; each answers the token after it.


def _rightward(doc: Doc, i: int, right: _Right, cases: frozenset[str], knowledge: Knowledge) -> int:
    end = doc.sents[doc.sent[i - 1]][1]
    last = i
    while i < end:
        found = next((k for step in _STEPS if (k := step(doc, i, end, right, knowledge)) is not None), None)
        if found is None or _opens_person(doc, i, cases):
            break
        i = found
        if not right.pending:
            last = i
    return last


def _opens_person(doc: Doc, i: int, cases: frozenset[str]) -> bool:
    name = doc.name_at(i)
    return name is not None and name.kind == "PER" and name.first == i


def _name(doc: Doc, i: int, end: int, right: _Right, knowledge: Knowledge) -> int | None:
    """A country or an organisation: what the post is of."""
    first = i + 1 if doc.form[i] in _OPEN and i + 1 < end else i
    name = doc.name_at(first) or doc.name_at(i)
    if name is None or name.kind == "PER" or name.first not in (i, first):
        return None
    genitive = may_be(doc, first, "Gen") or first > i or name.kind == "ORG"
    if not genitive and not right.title and not right.inside:
        return None
    last = max(name.last, _closed(doc, first, name.last, end) if first > i else 0)
    mention = of_name(doc, name)
    while last < end and doc.start[last] < mention.end:
        last += 1
    if not right.of or (right.inside and name.kind == "ORG" and _describes(doc, right, i)):
        right.of[:] = [mention]
    elif right.inside:
        _widen(doc, right, last - 1)
    right.pending.clear()
    right.inside = False
    return last


def _widen(doc: Doc, right: _Right, i: int) -> None:
    """Take token `i` into an organisation that is told by common nouns: "администрации города Лесного"."""
    if len(right.of) == 1 and right.of[0].how == "role":
        right.of[0] = Mention(right.of[0].start, doc.end[i], right.of[0].head, "role")


def _describes(doc: Doc, right: _Right, i: int) -> bool:
    """Whether the organisation told last is but a common noun right before its name: "партии «Рассвет»"."""
    before = bool(right.of) and right.of[-1].how == "role" and right.of[-1].head == i - 1
    return before and (not _plural(doc, i - 1) or may_be(doc, i + (doc.form[i] in _OPEN), "Nom"))


def _closed(doc: Doc, first: int, last: int, end: int) -> int:
    return next((k + 1 for k in range(first, min(end, last + 3)) if doc.form[k] in _CLOSE), last)


def _quoted(doc: Doc, i: int, end: int, right: _Right, knowledge: Knowledge) -> int | None:
    """An organisation in quotation marks that nobody knew for a name."""
    if doc.form[i] not in _OPEN:
        return None
    close = next((k for k in range(i + 1, min(end, i + 9)) if doc.form[k] in _CLOSE), None)
    if close is None or close == i + 1:
        return None
    inner = next((n for n in doc.names if n.kind != "PER" and n.first > i and n.last <= close), None)
    if not right.of or _describes(doc, right, i):
        span = doc.span(i + 1, close)
        right.of[:] = [of_name(doc, inner) if inner else Mention(span.start, span.end, i + 1, "role")]
    right.inside = False
    return close + 1


def _adjective(doc: Doc, i: int, end: int, right: _Right, knowledge: Knowledge) -> int | None:
    """An adjective in the genitive; that of a country says what the post is of."""
    if doc.pos[i] not in ("ADJ", "DET") and doc.feat(i, "VerbForm") != "Part":
        return None
    if doc.feat(i, "Case") not in ("Gen", "Acc") and not (not right.title and doc.feat(i, "Case") == "Ins"):
        return None
    if (
        doc.lemma[i] in ("который", "весь")
        or right.of
        and doc.lemma[i] in listed("seats", "former", "current", "future")
    ):
        return None
    right.pending.append(i)
    return i + 1


def _noun(doc: Doc, i: int, end: int, right: _Right, knowledge: Knowledge) -> int | None:
    """A noun in the genitive: a field, a part of the organisation, the organisation, another post."""
    if doc.pos[i] not in ("NOUN", "PROPN", "PRON") or not _genitive(doc, i, right) or _in_person(doc, i):
        return None
    lemma = doc.lemma[i]
    if right.inside:
        _widen(doc, right, i)
        right.pending.clear()
        return i + 1
    if lemma in listed("seats", "area") and not (lemma == "государство" and doc.lemma[i - 1] in _HEADED):
        right.country = right.country or lemma in ("страна", "государство", "республика") and not right.of
    elif lemma in listed("seats", "body") and not (lemma in GOVERNING and doc.lemma[_before(right, i)] in _HEADED):
        if not right.of:
            right.of.append(Mention(doc.start[right.pending[0] if right.pending else i], doc.end[i], i, "role"))
        right.inside = True
    else:
        right.title += [k for k in right.pending if doc.pos[k] != "DET" and not _gives_of(doc, k, right, knowledge)]
        right.title.append(i)
    right.pending.clear()
    return i + 1


def _before(right: _Right, i: int) -> int:
    return i - len(right.pending) - 1


def _gives_of(doc: Doc, i: int, right: _Right, knowledge: Knowledge) -> bool:
    if demonym(doc, i, knowledge) is None:
        return False
    if not right.of:
        right.of.append(Mention(doc.start[i], doc.end[i], i, "role"))
    return True


def _genitive(doc: Doc, i: int, right: _Right) -> bool:
    case = doc.feat(i, "Case")
    if case == "Gen" or (case in ("Acc", "") and may_be(doc, i, "Gen")):
        return True
    return case == "Ins" and not right.title and kind_of(doc.lemma[i]) == ""  # "управляющий делами"


def _about(doc: Doc, i: int, end: int, right: _Right, knowledge: Knowledge) -> int | None:
    """The field: "по делам молодёжи, спорта и туризма"."""
    if doc.lemma[i] != "по" or doc.pos[i] != "ADP":
        return None
    k = i + 1
    while k < end and _goes_on(doc, k, end):
        k += 1
    if k == i + 1:
        return None
    name = doc.name_at(i + 1)
    branch = (
        right.of and right.of[-1].how == "name" and doc.end[i - 1] == right.of[-1].end and name and name.kind == "LOC"
    )
    if not branch or name and k > name.last or _country_name(right, knowledge, doc):
        right.title += range(i, k)
    right.inside = False
    return k


def _country_name(right: _Right, knowledge: Knowledge, doc: Doc) -> bool:
    name = doc.name_at(right.of[-1].head)
    return name is not None and name.kind == "LOC"


def _goes_on(doc: Doc, k: int, end: int) -> bool:
    """Whether token `k` still belongs to the field of a post."""
    name = doc.name_at(k)
    if name is not None and name.kind == "PER":
        return False
    if doc.pos[k] in ("NOUN", "PROPN", "ADJ", "DET") or name is not None:
        return doc.feat(k, "Case") != "Nom" or name is not None
    if k + 1 >= end or _opens_person(doc, k + 1, frozenset()):
        return False
    following = (
        doc.feat(k + 1, "Case") not in ("Nom", "")
        and doc.pos[k + 1] in ("NOUN", "ADJ", "PROPN")
        and not kind_of(doc.lemma[k + 1])
    )
    if doc.form[k] == ",":
        return following and doc.feat(k + 1, "Case") in ("Dat", "Gen") and "и" in doc.form[k + 1 : min(end, k + 7)]
    return following and (
        doc.pos[k] == "ADP" and doc.form[k] in ("с", "со", "в", "на", "к", "от", "за") or doc.form[k] == "и"
    )


def _abroad(doc: Doc, i: int, end: int, right: _Right, knowledge: Knowledge) -> int | None:
    """Where an envoy is sent: "в Элландии", "при ООН"."""
    if doc.form[i] not in ("в", "во", "при", "на") or i + 1 >= end:
        return None
    k = next((j for j in range(i - 1, max(i - 6, -1), -1) if doc.lemma[j] in _SENT_ABROAD), None)
    name = doc.name_at(i + 1)
    if k is None or name is None or name.kind == "PER" or name.first != i + 1:
        return None
    if not right.inside:
        right.title += range(i, name.last)
    return name.last


def _sender(doc: Doc, i: int, end: int, right: _Right, knowledge: Knowledge) -> int | None:
    """Whom a member of parliament sits for: "от фракции «Рассвет»"."""
    if doc.form[i] != "от" or i + 1 >= end:
        return None
    k = i + 1
    while (
        k < end
        and (doc.feat(k, "Case") == "Gen" or doc.form[k] in _OPEN + _CLOSE or doc.name_at(k))
        and not _opens_person(doc, k, frozenset())
    ):
        k += 1
    return k if k > i + 1 else None


def _and(doc: Doc, i: int, end: int, right: _Right, knowledge: Knowledge) -> int | None:
    """A second field or organisation: "обороны и безопасности", "России и Турции"."""
    if doc.form[i] not in ("и", ",") or i + 1 >= end or not (right.title or right.of):
        return None
    k = i + 1 + (doc.form[i + 1] in _OPEN)
    name = doc.name_at(k) if k < end else None
    if name and name.kind != "PER" and name.first == k and right.of and not right.inside and may_be(doc, k, "Gen"):
        if doc.form[i] == "," and "и" not in doc.form[name.last : name.last + 5]:
            return None
        right.of.append(of_name(doc, name))
        return max(name.last, _closed(doc, k, name.last, end) if k > i + 1 else 0)
    fields = (
        doc.pos[k] in ("NOUN", "ADJ") and doc.feat(k, "Case") == "Gen" and not kind_of(doc.lemma[k])
        if k < end
        else False
    )
    if not fields or name or not right.title or right.inside or right.title[-1] != i - 1:
        return None
    if doc.form[i] == "," and "и" not in doc.form[k : min(end, k + 5)]:
        return None
    right.title.append(i)
    return i + 1


def _bracket(doc: Doc, i: int, end: int, right: _Right, knowledge: Knowledge) -> int | None:
    """An abbreviation in brackets after the full name: "(ТС)"."""
    if doc.form[i] != "(" or i + 2 >= end or doc.form[i + 2] != ")" or not doc.form[i + 1].isupper():
        return None
    return i + 3


_STEPS = (_name, _quoted, _adjective, _noun, _about, _abroad, _sender, _and, _bracket)


def _units_to_bodies(doc: Doc, right: _Right) -> None:
    """Make a department that belongs to nobody known what the post is of: "начальник | отдела кадров"."""
    if right.country or right.of and (right.of[0].how == "name" or doc.pos[right.of[0].head] == "ADJ"):
        return
    units = [n for n, k in enumerate(right.title) if doc.lemma[k] in listed("seats", "unit")]
    if units and not any(kind_of(doc.lemma[k]) for k in right.title[units[0] + 1 :]):
        n = units[0]
        while n and doc.pos[right.title[n - 1]] == "ADJ":
            n -= 1
        unit = right.title[units[0]]
        end = max([doc.end[right.title[-1]], *(of.end for of in right.of)])
        right.of[:] = [Mention(doc.start[right.title[n]], end, unit, "role")]
        del right.title[n:]


def _leftward(doc: Doc, head: int, knowledge: Knowledge) -> tuple[int, list[int], Status, Mention | None, bool]:
    """Adjectives before the head: those of the title, those that say of what and when; and whether many are meant."""
    first, title = head, list[int]()
    status: Status = "current"
    of: Mention | None = None
    opens = doc.sents[doc.sent[head]][0]
    while first > opens and _modifies(doc, first - 1, head):
        first -= 1
        lemma = doc.lemma[first]
        if lemma in listed("seats", "former") or doc.form[first] == "тогда":
            status = "former"
        elif lemma in listed("seats", "future"):
            status = "future"
        elif lemma in listed("seats", "title"):
            title.insert(0, first)
        elif demonym(doc, first, knowledge) and of is None:
            of = Mention(doc.start[first], doc.end[first], first, "role")
    plural = _plural(doc, head)
    if plural and doc.lemma[first - 2 : first] in (["один", "из"], ["одна", "из"]):
        return first - 2, title, status, of, False
    return first, title, status, of, plural


def _modifies(doc: Doc, k: int, head: int) -> bool:
    if doc.name_at(k) and doc.name_at(k).kind == "PER":  # type: ignore[union-attr]
        return False
    if doc.pos[k] in ("ADJ", "DET") or doc.feat(k, "VerbForm") == "Part" or doc.form[k].lower() in _POSSESSIVE:
        case = doc.feat(k, "Case")
        return not case or doc.form[k].lower() in _POSSESSIVE or bool(cases_of(doc, k) & cases_of(doc, head))
    return (
        doc.form[k].lower() in ("тогда", "ныне", "экс", "вновь", "теперь", "международно") or doc.lemma[k] == "летний"
    )


@cache
def _number(form: str, lemma: str) -> str:
    found = {p.tag.number for p in parses(form) if fold(p.normal_form) == lemma}
    return found.pop() or "" if len(found) == 1 else ""


def _plural(doc: Doc, i: int) -> bool:
    known = _number(doc.form[i], doc.lemma[i])
    return known == "plur" if known else doc.feat(i, "Number") == "Plur"


@cache
def _dictionary_cases(form: str, number: str = "") -> frozenset[str]:
    found = [p.tag for p in parses(form) if p.tag.case in _CASES]
    return frozenset(_CASES[tag.case] for tag in found if number in tag.grammemes) or frozenset(
        _CASES[tag.case] for tag in found
    )


def may_be(doc: Doc, i: int, case: str) -> bool:
    """Whether token `i` may be of a case: by the tagger, or by the dictionary."""
    return doc.feat(i, "Case") == case or case in _dictionary_cases(doc.form[i]) or not _dictionary_cases(doc.form[i])


def cases_of(doc: Doc, i: int) -> frozenset[str]:
    """The cases that token `i` may be of: every one that the dictionary knows, for the tagger errs."""
    if doc.lemma[i] in ("врио", "врид", "ио", "и"):
        return frozenset(CASE)
    known = _dictionary_cases(doc.form[i], "plur" if _plural(doc, i) else "sing")
    tagged = doc.feat(i, "Case")
    return known if known and (tagged in known or not tagged) else known | {tagged} - {""}


@cache
def _name_cases(form: str) -> frozenset[str]:
    given = {
        _CASES[p.tag.case]
        for p in parses(form)
        if p.is_known and {"Name", "Surn"} & p.tag.grammemes and p.tag.case in _CASES
    }
    if given:
        return frozenset(given)
    readings = {form_: {c for c, _ in cases if c} for form_, cases in nominatives(form).items()}
    own = readings.pop(form, set())
    return frozenset(set().union(*readings.values()) | own)


def fits(doc: Doc, cases: frozenset[str], name: Name) -> bool:
    """Whether a person's name may be in one of `cases`: every word of it by itself."""
    words = [i for i in range(name.first, name.last) if len(doc.form[i]) > 1 and doc.form[i][0].isalpha()]
    if any(doc.feat(i, "Case") in cases for i in words[:1]) and not _name_cases(doc.form[words[0]]):
        return True
    return all(cases & _name_cases(doc.form[i]) or doc.feat(i, "Case") in cases for i in words)


@cache
def _demonyms(knowledge: Knowledge) -> dict[str, str]:
    return {fold(a): row["iso2"] for row in knowledge.countries.values() for a in several(row["ru_adj"])}


def demonym(doc: Doc, i: int, knowledge: Knowledge) -> str | None:
    """The country (ISO 3166-1 alpha-2) that an adjective names."""
    return _demonyms(knowledge).get(doc.lemma[i]) if doc.pos[i] == "ADJ" else None


def persons_at(doc: Doc, i: int) -> Iterator[Name]:
    """The persons' names that stand in a row from token `i`: "Иван Лесной, Пётр Дол и Анна Ким"."""
    while i < len(doc):
        name = doc.name_at(i)
        if name is None or name.kind != "PER" or name.first != i:
            return
        yield name
        i = name.last
        if i + 1 >= len(doc) or doc.form[i] not in (",", "и", "с", "а") or doc.sent[i + 1] != doc.sent[i]:
            return
        i += 1 + (doc.form[i + 1] == "также")
