"""Posts: the phrases of a text that name a post, read outward from its noun.

"бывшему первому заместителю председателя комитета парламента Тарузии по финансам" is a title ("первый заместитель
председателя комитета по финансам"), what it is a post of ("парламента Тарузии") and a status ("former").
"""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from onrecord.find.grammar.cases import ALL, cases_of, plural
from onrecord.find.grammar.mentions import of_name
from onrecord.find.grammar.places import demonym, of_place
from onrecord.find.grammar.seat import seat
from onrecord.find.grammar.seated import kind_of, opens_person
from onrecord.find.offices.units import units_to_bodies
from onrecord.knowledge import Knowledge
from onrecord.language.doc import Doc, Name
from onrecord.values import Mention
from onrecord.words import listed, valued

Status = Literal["current", "former", "future"]
# Lemmas under which the tagger files forms of posts: "премьера" (a first night), participles that serve as nouns.
MISREAD = valued("titles", "misread")
_YEARS = r"(19|20)\d\d([-–—](19|20)?\d\d)?"
_SPAN = 2  # years that tell a beginning and an end
_LEADING = listed("seats", "leading")  # which make a post of what is none: "главный врач"
# Posts that are numbered: "второй секретарь".
_RANKED = tuple(listed("seats", "ranked"))
_ACTING = listed("seats", "acting")  # which with "обязанности" make a post
_FEW = listed("seats", "few")  # with which the genitive singular stands
_COUNTED = frozenset({"Nom", "Acc"})
_ABBREVIATED = listed("seats", "abbreviated")


class Post(Struct, frozen=True):
    """A phrase that names a post: tokens `first` up to `last`, of which `title` are the post's own words."""

    head: int
    noun: str  # the head's nominative
    first: int
    last: int  # past the years that it was held in
    told: int  # the token after its own words
    kind: str
    title: tuple[int, ...]
    of: tuple[Mention, ...]  # several for several holders: "президенты Тарузии и Элландии"
    country: bool  # said to be of "the country" that the article speaks of
    status: Status
    plural: bool
    cases: frozenset[str]


class _Left(Struct):
    """What stands before the head."""

    first: int
    title: list[int]
    status: Status = "current"
    of: Mention | None = None


def posts(doc: Doc, knowledge: Knowledge) -> list[Post]:
    """Every post that the text names, in text order; one may lie inside another ("помощник президента")."""
    return [read(doc, i, knowledge) for i in _heads(doc)]


def noun_of(lemma: str) -> str:
    """A post's nominative by the lemma of the tagger, which takes "замгубернатора" for a genitive."""
    forms = (lemma + "а", lemma + "я", lemma.removesuffix("ь") + "я") if lemma.startswith("зам") else ()
    genitive = next((form for form in forms if form in listed("posts")), lemma)
    return MISREAD.get(lemma, lemma if lemma in listed("posts") else genitive)


def _heads(doc: Doc) -> list[int]:
    lemmas = {lemma for lemma in doc.index if kind_of(lemma)}
    lemmas |= {lemma for lemma in doc.index if lemma.startswith("зам") and noun_of(lemma) != lemma}
    nouns = [i for i in doc.where(lemmas) if doc.pos[i] in ("NOUN", "PROPN") or "-" in doc.form[i]]
    misread = [i for i in doc.where(set(MISREAD)) if doc.pos[i] == "NOUN" or doc.feat(i, "Tense") == "Pres"]
    misread = [i for i in misread if doc.pos[i] == "NOUN" or doc.feat(i, "VerbForm") == "Part"]
    acting = [i for i in doc.where(_ACTING) if doc.lemma[i + 1 : i + 2] == ["обязанность"]]
    initials = [i for i in doc.index.get("и", ()) if doc.form[i + 1 : i + 4] == [".", "о", "."]]
    short = [i for i in doc.where(_ABBREVIATED) if doc.form[i + 1 : i + 2] == ["."]]
    return sorted({i for i in (*nouns, *misread, *acting, *initials, *short) if not _in_person(doc, i)})


def _in_person(doc: Doc, i: int) -> bool:
    name = doc.name_at(i)
    return name is not None and name.kind == "PER" and doc.form[i][0].isupper()


def read(doc: Doc, head: int, knowledge: Knowledge) -> Post:
    """The post whose noun is token `head`."""
    own, noun = _own(doc, head), noun_of(doc.lemma[head])
    left, many, cases = _leftward(doc, head, knowledge), plural(doc, head), cases_of(doc, head)
    first = left.first
    if doc.form[own[-1]] == "." or noun in listed("posts", "acting") or _undeclined(noun):
        cases = ALL
    elif many and doc.lemma[first - 2 : first] in (["один", "из"], ["одна", "из"]):
        first, many, cases = first - 2, False, cases_of(doc, first - 2)
    elif not many and doc.lemma[first - 1] in _FEW and "Gen" in cases:
        many, cases = True, _COUNTED  # "два вице-президента Иван Лесной и Пётр Дол"
    elif many and doc.is_rel(first - 1, "nummod") and doc.head[first - 1] == head and doc.rel[first - 1] != "nummod":
        cases |= cases_of(doc, first - 1)  # "двое стражников Иван Лесной и Пётр Дол"
    past = own[-1] + 1
    right, last = seat(doc, past + (doc.form[past : past + 1] == ["же"]), cases, knowledge)
    units_to_bodies(right)
    of = right.of or ([left.of] if left.of else [])
    if noun in listed("seats", "counsel") and (client := _client(doc, right.title, last)):
        of, right.title = [client], []
    if doc.lemma[last : last + 1] == ["который"] and (body := organisation_before(doc, first)) is not None:
        of, last = of or [body], last + 1  # "партия «Рассвет», лидер которой"
    after = _past_years(doc, last)
    over = len(re.findall(r"\d{4}", " ".join(doc.form[last:after]))) >= _SPAN
    over |= doc.lemma[head] in _ACTING and doc.feat(head, "Tense") == "Past" and doc.feat(head, "VerbForm") == "Part"
    status: Status = "former" if doc.lemma[head].startswith("экс-") or over else left.status
    return Post(
        head=head,
        noun=noun,
        first=first,
        last=after,
        told=last,
        kind="post" if _LEADING & set(doc.lemma[first:head]) and kind_of(noun) != "rank" else kind_of(noun) or "acting",
        title=(*left.title, *own, *right.title),
        of=tuple(of),
        country=right.country,
        status=status,
        plural=many,
        cases=cases,
    )


def _undeclined(noun: str) -> bool:
    """Whether a post is "зам" with a genitive, which the tagger reads as any case: "замгубернатора"."""
    return noun.startswith("зам") and noun[-1] in "ая" and noun not in listed("seats", "helper")


def organisation_before(doc: Doc, i: int) -> Mention | None:
    """The organisation named right before a comma or a bracket that stands before token `i`."""
    k = i - 2 - (doc.form[i - 2 : i - 1] in (["»"], ['"']))
    name = doc.name_at(k) if k >= 0 and doc.form[i - 1] in (",", "(") else None
    return of_name(doc, name) if name and name.kind == "ORG" else None


def _client(doc: Doc, title: list[int], last: int) -> Mention | None:
    """Whom a lawyer acts for, where he is told by his name or his post: "адвокат Анны Ким", "адвокат мэра"."""
    if not title:
        return None
    name = doc.name_at(title[0])
    if name and name.kind == "PER":
        return of_name(doc, name)
    head = next((k for k in title if kind_of(doc.lemma[k])), None)
    return Mention(doc.start[title[0]], doc.end[last - 1], head, "role") if head is not None else None


def _past_years(doc: Doc, i: int) -> int:
    """The token after a post's years: "с 1991 по 1992 годы", "в 1988—1998 годах", "(с 2002 года)"."""
    end = min(len(doc), i + 8)
    if i >= end or doc.form[i] not in ("с", "в", "("):
        return i
    since = doc.form[i] == "(" and i + 1 < end and doc.form[i + 1].lower() in ("с", "c")
    k = i + 1 + since
    while k < end and (re.fullmatch(_YEARS, doc.form[k]) or doc.form[k] in ("по", "до", "-", "–", "—")):
        k += 1
    span = " ".join(doc.form[i:k])
    if len(re.findall(r"\d{4}", span)) < _SPAN - since:
        return i
    k += k < len(doc) and doc.lemma[k] in ("год", "гг")
    return k + (doc.form[i] == "(" and doc.form[k : k + 1] == [")"])


def _own(doc: Doc, head: int) -> list[int]:
    """The tokens of the head itself: "исполняющий обязанности", "и.о." and "зам." are several."""
    if doc.lemma[head] in _ACTING:
        return [head, head + 1]
    if doc.form[head + 1 : head + 4] == [".", "о", "."]:
        return list(range(head, head + 4))
    if doc.lemma[head] == "папа" and doc.lemma[head + 1 : head + 2] == ["римский"]:
        return [head, head + 1]
    return [head, head + 1] if doc.lemma[head] in _ABBREVIATED and doc.form[head + 1 : head + 2] == ["."] else [head]


def _leftward(doc: Doc, head: int, knowledge: Knowledge) -> _Left:
    """Adjectives before the head: those of the title, those that say of what and when."""
    left = _Left(head, [])
    opens = doc.sents[doc.sent[head]][0]
    while left.first > opens and _modifies(doc, left.first - 1, head):
        left.first -= 1
        k, lemma = left.first, doc.lemma[left.first]
        if lemma in listed("seats", "former") or doc.form[k] in ("тогда", "ранее"):
            left.status = "former"
        elif lemma in listed("seats", "future"):
            left.status = "future"
        elif lemma in listed("seats", "ordinal") and not doc.lemma[head].startswith(_RANKED):
            continue  # "второй президент": which holder, not which post
        elif lemma in listed("seats", "title"):
            left.title.insert(0, k)
        elif left.of is None and (demonym(doc, k, knowledge) or of_place(doc, k, doc.lemma[head])):
            left.of = Mention(doc.start[k], doc.end[k], k, "role")
    if [form.lower() for form in doc.form[left.first - 2 : left.first]] == ["в", "прошлом"]:
        left.first, left.status = left.first - 2, "former"  # "Пётр Дол, в прошлом судья"
    return left


def _modifies(doc: Doc, k: int, head: int) -> bool:
    """Whether token `k` belongs to the phrase that token `head`, further on, heads."""
    name, low = doc.name_at(k), doc.form[k].lower()
    if name is not None and name.kind == "PER":
        return False
    if low in listed("pronouns", "possessive") or (
        low in listed("seats", "between") and doc.form[k - 1] in (",", "(", "—", "–", "-", "а", "и")
    ):
        return True
    if (doc.pos[k] in ("ADJ", "DET") or doc.feat(k, "VerbForm") == "Part") and doc.feat(k, "Variant") != "Short":
        return not doc.feat(k, "Case") or bool(cases_of(doc, k) & cases_of(doc, head))
    return False


def past_bracket(doc: Doc, i: int) -> int:
    """The token after the brackets that open at token `i`: years, a name in other letters."""
    if i >= len(doc) or doc.form[i] != "(":
        return i
    return next((k + 1 for k in range(i + 1, min(len(doc), i + 8)) if doc.form[k] == ")"), i)


def is_age(doc: Doc, i: int) -> bool:
    """Whether token `i` tells an age before a name: "35-летний"."""
    return doc.form[i][:1].isdigit() and "-летн" in doc.form[i]


def persons_at(doc: Doc, i: int) -> Iterator[Name]:
    """The persons' names that stand in a row from token `i`: "Иван Лесной, Пётр Дол и Анна Ким"."""
    while i < len(doc) and (opens_person(doc, i) or (is_age(doc, i) and i + 1 < len(doc) and opens_person(doc, i + 1))):
        name = doc.name_at(i + is_age(doc, i))
        if name is None:
            return
        yield name
        i = past_bracket(doc, name.last)
        if i + 1 >= len(doc) or doc.form[i] not in (",", "и", "с", "а") or doc.sent[i + 1] != doc.sent[i]:
            return
        i += 1 + (doc.form[i + 1] == "также")


def of_country(doc: Doc, post: Post) -> bool:
    """Whether a post is of a place that is named."""
    name = doc.name_at(post.of[0].head) if post.of else None
    return name is not None and name.kind == "LOC"
