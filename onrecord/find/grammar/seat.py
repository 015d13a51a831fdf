"""Seat: what stands after the noun of a post, read word by word: its field, its organisation, its country.

Each step looks at one token and answers the token after what it took, or None; the first that takes it goes on.
"""

from collections.abc import Callable

from onrecord.find.grammar.cases import fits, may_be, plural
from onrecord.find.grammar.marks import CLOSING, OPENING, closed, opens_quote
from onrecord.find.grammar.mentions import of_name
from onrecord.find.grammar.places import demonym
from onrecord.find.grammar.seated import Seat, is_body, kind_of, opens_person, role_at
from onrecord.find.grammar.whereabouts import out_of, sender, where
from onrecord.knowledge import Knowledge
from onrecord.language.doc import Doc
from onrecord.language.gazetteer import gazetteer
from onrecord.values import Mention
from onrecord.words import listed

_GOVERNED = listed("seats", "governed")  # after which the instrumental stands: "управление делами"
_GENITIVE = frozenset({"Gen"})


def seat(doc: Doc, i: int, cases: frozenset[str], knowledge: Knowledge) -> tuple[Seat, int]:
    """What stands from token `i` on, right after a post's noun of one of `cases`, and the token where it ends."""
    found = Seat(doc, knowledge, doc.sents[doc.sent[i - 1]][1], [], [], [])
    last = i
    while i < found.end:
        if opens_person(doc, i):
            if (after := _served(found, i, cases)) is None:
                break
            i = last = after
            continue
        after = next((k for step in STEPS if (k := step(found, i)) is not None), None)
        if after is None:
            break
        i = after
        if not found.pending:
            last = i
    while found.title and doc.form[found.title[-1]] in ("и", ","):
        found.title.pop()
    return found, last


def _served(seat: Seat, i: int, cases: frozenset[str]) -> int | None:
    """The name of somebody else before the holder's: "помощник депутата Ивана Лесного Пётр Дол"."""
    name = seat.doc.name_at(i)
    then = _past_field(seat, name.last) if name else i
    following = seat.doc.name_at(then) if then < seat.end else None
    if name is None or following is None or not opens_person(seat.doc, then):
        return None
    if not fits(seat.doc, _GENITIVE, name) or not fits(seat.doc, cases, following):
        return None
    helper = seat.doc.lemma[i - 1] in (*listed("seats", "helper"), *listed("seats", "counsel"))
    if not helper and not any(kind_of(seat.doc.lemma[k]) for k in seat.title):
        return None
    if not seat.title:
        seat.title += range(name.first, name.last)
    return name.last


def _past_field(seat: Seat, i: int) -> int:
    """The token after the field that opens at token `i`, if one does: "по делам молодёжи"."""
    k = i + 1
    while i < seat.end and seat.doc.lemma[i] == "по" and k < seat.end and _in_field(seat, i, k):
        k += 1
    return k if k > i + 1 else i


def _name(seat: Seat, i: int) -> int | None:
    """A country or an organisation: what the post is of."""
    doc = seat.doc
    first = i + opens_quote(doc, i)
    name = doc.name_at(first)
    if name is None or name.kind == "PER" or name.first not in (i, first):
        return None
    of_area = doc.lemma[i - 1] in listed("seats", "area")  # "премьер-министр земли Нижняя Дубрава"
    outside = not seat.title and not seat.inside and not of_area
    if name.kind == "LOC" and first == i and not may_be(doc, i, "Gen") and outside:
        return None
    mention = of_name(doc, name)
    last = closed(doc, i, name.last, seat.end)
    _untitle(seat, i)
    while last < seat.end and doc.start[last] < mention.end:
        last += 1
    if not seat.of or (seat.inside and name.kind == "ORG" and _introduced(seat, i)):
        seat.of[-1:] = [mention]
    elif seat.inside:
        seat.widen(last - 1)
    seat.pending.clear()
    seat.inside = False
    return last


def _area(seat: Seat, i: int) -> int | None:
    """The area of a body told by its abbreviation: "УВД края"."""
    doc = seat.doc
    name = doc.name_at(i - 1) if seat.of and seat.of[-1].end == doc.end[i - 1] else None
    if name is None or name.kind != "ORG" or not doc.form[i - 1].isupper() or doc.name_at(i) or not _genitive(seat, i):
        return None
    if doc.lemma[i] not in listed("seats", "area") or doc.lemma[i] in listed("seats", "land"):
        return None
    seat.of[-1] = Mention(seat.of[-1].start, doc.end[i], seat.of[-1].head, "role")
    return i + 1


def _introduced(seat: Seat, i: int) -> bool:
    """Whether what was taken for the organisation is but the common noun before its name: "партии «Рассвет»"."""
    doc = seat.doc
    before = bool(seat.of) and seat.of[-1].how == "role" and seat.of[-1].head == i - 1
    return before and (not plural(doc, i - 1) or may_be(doc, i + (doc.form[i] in OPENING), "Nom"))


def _untitle(seat: Seat, i: int) -> None:
    """Take the common noun before a name in quotation marks out of the title: "капитан | траулера «Волна»"."""
    doc, title = seat.doc, seat.title
    if seat.of or not title or title[-1] != i - 1 or not opens_quote(doc, i) or not may_be(doc, i + 1, "Nom"):
        return
    part = doc.lemma[i - 1] in listed("seats", "unit") and doc.lemma[i - 1] not in listed("seats", "named")
    if part or doc.pos[i - 1] != "NOUN" or doc.feat(i - 1, "Animacy") == "Anim" or plural(doc, i - 1):
        return
    title.pop()
    while title and doc.pos[title[-1]] == "ADJ" and title[-1] + 1 == i - 1:
        title.pop()


def _quoted(seat: Seat, i: int) -> int | None:
    """An organisation in quotation marks that nobody knew for a name."""
    doc = seat.doc
    if not opens_quote(doc, i) or doc.form[i + 1][0].islower():
        return None  # "министр "глубоко огорчён""
    close = next((k for k in range(i + 1, min(seat.end, i + 9)) if doc.form[k] in CLOSING), None)
    if close is None or close == i + 1:
        return None
    inner = next((n for n in doc.names if n.kind != "PER" and n.first > i and n.last <= close), None)
    _untitle(seat, i)
    if not seat.of or _introduced(seat, i):
        seat.of[-1:] = [of_name(doc, inner) if inner else Mention(doc.start[i + 1], doc.end[close - 1], i + 1, "role")]
    seat.inside = False
    return close + 1


def _adjective(seat: Seat, i: int) -> int | None:
    """An adjective in the genitive, kept until its noun comes."""
    doc = seat.doc
    if doc.pos[i] == "ADV" and i + 1 < seat.end and doc.pos[i + 1] == "ADJ" and doc.feat(i + 1, "Case") == "Gen":
        seat.pending.append(i)  # "крайне правого фронта"
        return i + 1
    if doc.pos[i] not in ("ADJ", "DET", "NUM") and doc.feat(i, "VerbForm") != "Part":
        return None
    case = doc.feat(i, "Case") or ("Gen" if may_be(doc, i, "Gen") else "")
    if case not in ("Gen", "Acc") and (case != "Ins" or seat.title):
        return None
    if doc.lemma[i] in ("который", "весь") or (
        seat.of and doc.lemma[i] in listed("seats", "former", "current", "future")
    ):
        return None
    seat.pending.append(i)
    return i + 1


def _noun(seat: Seat, i: int) -> int | None:
    """A noun in the genitive: a field, a part of the organisation, the organisation, another post."""
    doc, lemma = seat.doc, seat.doc.lemma[i]
    if doc.pos[i] not in ("NOUN", "PROPN", "PRON") or not _genitive(seat, i):
        return None
    if (kind_of(lemma) == "rank" and not plural(doc, i)) or lemma == "который":
        return None  # of the holder: "главы ведомства маршала Ивана Лесного"
    before = doc.lemma[i - len(seat.pending) - 1]
    if seat.inside:
        seat.widen(i)
    elif lemma in listed("seats", "area") and doc.feat(i, "Case") == "Ins" and before in _GOVERNED and not seat.of:
        seat.of.append(role_at(doc, seat.pending[0] if seat.pending else i, i))  # "командующий военным округом"
    elif lemma in listed("seats", "area") and not (lemma == "государство" and before in listed("seats", "headed")):
        seat.country = seat.country or (lemma in listed("seats", "land") and not seat.of)
    elif is_body(lemma) and not _governed(before, lemma):
        if not seat.of:
            seat.of.append(role_at(doc, seat.pending[0] if seat.pending else i, i))
        seat.inside = True
    else:
        seat.title += [k for k in seat.pending if doc.pos[k] != "DET" and not _gives_of(seat, k)]
        seat.title.append(i)
    seat.pending.clear()
    return i + 1


def _governed(noun: str, body: str) -> bool:
    """Whether a body only tells what a post is in charge of: "глава правительства", "министр лесного хозяйства"."""
    governs = body in listed("seats", "governing") and noun in listed("seats", "headed")
    return governs or (body in listed("seats", "managed") and noun in listed("seats", "minister"))


def _gives_of(seat: Seat, i: int) -> bool:
    """Whether an adjective says what the post is of: "помощник тарузского президента"."""
    if demonym(seat.doc, i, seat.knowledge) is None:
        return False
    if not seat.of:
        seat.of.append(role_at(seat.doc, i, i))
    return True


def _genitive(seat: Seat, i: int) -> bool:
    case = seat.doc.feat(i, "Case")
    misread = case in ("Acc", "") or (case == "Nom" and seat.doc.is_rel(i, "nmod"))
    if case == "Gen" or (misread and may_be(seat.doc, i, "Gen")):
        return True
    before = seat.doc.lemma[i - len(seat.pending) - 1]
    governed = not seat.title or before in _GOVERNED
    return case == "Ins" and governed and not kind_of(seat.doc.lemma[i])  # "управляющий делами"


def _field(seat: Seat, i: int) -> int | None:
    """The field: "по делам молодёжи", "в области спорта"; after an organisation, its branch: "МВД по краю"."""
    doc = seat.doc
    if doc.form[i] == "по" and seat.pending and listed("seats", "measure").intersection(doc.lemma[i + 1 : i + 2]):
        seat.pending.pop()  # "второй по величине компании"
        return i + 2
    fields = doc.form[i] == "в" and doc.form[i + 1 : i + 2] in (["области"], ["сфере"])
    if (doc.lemma[i] != "по" and not fields) or doc.pos[i] != "ADP":
        return None
    k = i + 1
    while k < seat.end and _in_field(seat, i, k):
        k += 1
    if k == i + 1:
        return None
    first = doc.name_at(i + 1)
    branch = first is not None and first.kind == "LOC" and k == first.last
    if not (branch and seat.of and seat.of[-1].end == doc.end[i - 1]):
        if (seat.inside and len(seat.of) > 1) or _bodys_field(seat, i):
            seat.widen(k - 1)  # "палаты и группы по дорогам", "сборной Тарузии по лыжам"
        else:
            seat.title += range(i, k)
    seat.inside = False
    return k


def _bodys_field(seat: Seat, i: int) -> bool:
    """Whether a field is that of the organisation, not of a post in it: "капитан сборной Тарузии | по лыжам"."""
    doc = seat.doc
    if not seat.of or seat.of[-1].how != "role" or seat.of[-1].end != doc.end[i - 1]:
        return False
    return doc.lemma[seat.of[-1].head] in listed("seats", "field") and not any(
        kind_of(doc.lemma[k]) for k in seat.title
    )


def _in_field(seat: Seat, first: int, k: int) -> bool:
    doc, name = seat.doc, seat.doc.name_at(k)
    if name is not None and name.kind == "PER":
        return False
    if name is not None and not seat.of and k > first + 1 and name.first == k and may_be(doc, k, "Gen"):
        return name.kind != "ORG" and not gazetteer(seat.knowledge).longest(doc, k)  # what the post is of
    if not seat.of and k > first + 1 and _opens_body(seat, k):
        return False
    if doc.pos[k] in ("NOUN", "PROPN", "ADJ", "DET") or name is not None:
        return doc.feat(k, "Case") != "Nom" or name is not None
    if k + 1 >= seat.end or opens_person(doc, k + 1):
        return False
    if doc.form[k] in ("с", "со") and doc.lemma[k + 1] in listed("seats", "purpose"):
        return False  # no field, but what for or since when
    goes_on = doc.pos[k + 1] in ("NOUN", "ADJ", "PROPN") and doc.feat(k + 1, "Case") not in ("Nom", "")
    if kind_of(doc.lemma[k + 1]) or not goes_on:
        return False
    if doc.form[k] == "и" and doc.feat(k + 1, "Case") not in {doc.feat(j, "Case") for j in range(first + 1, k)}:
        return False  # "сборной по футболу | и приморского «Луча»"
    if doc.form[k] == ",":
        return doc.feat(k + 1, "Case") in ("Dat", "Gen") and "и" in doc.form[k + 1 : min(seat.end, k + 7)]
    return doc.form[k] in ("с", "со", "в", "на", "к", "от", "за", "о", "об", "над", "против", "особо", "и")


def _opens_body(seat: Seat, k: int) -> bool:
    """Whether the organisation comes after its field: "по печати | тарузского министерства", "| администрации края"."""
    doc = seat.doc
    if doc.pos[k] == "ADJ" and doc.feat(k, "Case") == "Gen" and k + 1 < seat.end and doc.pos[k + 1] == "NOUN":
        return _opens_body(seat, k + 1) or demonym(doc, k, seat.knowledge) is not None
    if doc.pos[k] == "ADJ":
        return demonym(doc, k, seat.knowledge) is not None and doc.feat(k, "Case") == "Gen"
    return doc.lemma[k] in listed("seats", "body") and doc.feat(k, "Case") == "Gen" and not plural(doc, k)


def _and(seat: Seat, i: int) -> int | None:
    """A second field or organisation: "обороны и безопасности", "России и Турции"."""
    doc = seat.doc
    if doc.form[i] not in ("и", ",") or i + 1 >= seat.end or not (seat.title or seat.of or seat.pending):
        return None
    if seat.pending and doc.pos[i + 1] == "ADJ" and doc.feat(i + 1, "Case") == doc.feat(i - 1, "Case") == "Gen":
        seat.pending.append(i)  # "экспериментальной и поведенческой экономики"
        return i + 1
    if doc.form[i] == "," and "и" not in doc.form[i + 1 : min(seat.end, i + 7)]:
        return None
    return _and_name(seat, i) or _and_body(seat, i) or _and_field(seat, i)


def _and_name(seat: Seat, i: int) -> int | None:
    doc, k = seat.doc, i + 1
    while k < seat.end - 1 and doc.pos[k] == "ADJ" and doc.feat(k, "Case") == "Gen" and doc.name_at(k) is None:
        k += 1  # "лесного «Рассвета» и приморского «Луча»"
    k += doc.form[k] in OPENING
    name = doc.name_at(k) if k < seat.end else None
    if (
        not name
        or name.kind == "PER"
        or name.first != k
        or not seat.of
        or seat.inside
        or not (k > i + 1 or may_be(doc, k, "Gen"))
    ):
        return None
    seat.of.append(of_name(doc, name))
    return closed(doc, i, name.last, seat.end)


def _and_body(seat: Seat, i: int) -> int | None:
    """A second organisation, told by common nouns: "палаты Тарузии и рабочей группы"."""
    doc, k = seat.doc, i + 1
    while k < seat.end - 1 and doc.pos[k] == "ADJ" and doc.feat(k, "Case") == "Gen":
        k += 1
    body = doc.lemma[k] in listed("seats", "body", "unit") and doc.feat(k, "Case") == "Gen"
    if not body or doc.form[i] != "и" or not seat.of or seat.of[-1].how != "name" or doc.name_at(k):
        return None
    seat.of.append(role_at(doc, i + 1, k))
    seat.inside = True
    return k + 1


def _and_field(seat: Seat, i: int) -> int | None:
    doc, k = seat.doc, i + 1
    field = doc.pos[k] in ("NOUN", "ADJ") and doc.feat(k, "Case") == "Gen" and not kind_of(doc.lemma[k])
    if not field or doc.name_at(k) or seat.inside or not seat.title or seat.title[-1] != i - 1:
        return None
    seat.title.append(i)
    return k


def _bracket(seat: Seat, i: int) -> int | None:
    """An abbreviation in brackets after the full name, "(ТС)"; another word for the adjective before: "(пешей)"."""
    doc = seat.doc
    close = next((k for k in range(i + 2, min(i + 5, seat.end)) if doc.form[k] == ")"), None)
    if doc.form[i] != "(" or close is None:
        return None
    other = bool(seat.pending) and doc.pos[i + 1] == "ADJ" and close == i + 2
    name = doc.name_at(i + 1)
    if seat.of and seat.of[-1].how == "role" and name and name.kind == "ORG" and name.last == close:
        seat.of[-1] = of_name(doc, name)  # "тарузского союза рыбаков (ТСР)"
    return close + 1 if other or all(doc.form[k].isupper() for k in range(i + 1, close)) else None


def _named_after(seat: Seat, i: int) -> int | None:
    """Whose name or which number an organisation bears: "общества имени Ивана Лесного", "школы № 17"."""
    doc = seat.doc
    if doc.form[i] in ("№", "N") and seat.of and i + 1 < seat.end and doc.form[i + 1].isdigit():
        seat.widen(i + 1)
        return i + 2
    k = i + 1 + (doc.form[i + 1 : i + 2] == ["."])
    if doc.form[i] not in ("имени", "им") or k >= seat.end or not opens_person(doc, k) or not (seat.of or seat.inside):
        return None
    name = doc.name_at(k)
    if name is None:
        return None
    seat.widen(name.last - 1)
    return name.last


STEPS: tuple[Callable[[Seat, int], int | None], ...] = (
    _name, _area, _quoted, _named_after, _adjective, _noun, _field, where, sender, out_of, _and, _bracket,
)  # fmt: skip
