"""Offices: who holds, held or is to hold which post of which country or organisation."""

from collections.abc import Callable

from msgspec import structs

from onrecord.find.context import Context
from onrecord.find.grammar.cases import cases_of, fits, name_cases, plural
from onrecord.find.grammar.marks import CLOSING, OPENING
from onrecord.find.grammar.mentions import comes_out_of, in_bracket, name_head, of_name
from onrecord.find.grammar.seated import kind_of, opens_person
from onrecord.find.offices.again import same_post
from onrecord.find.offices.counterpart import counterpart
from onrecord.find.offices.heading import heading
from onrecord.find.offices.holding import Holding, Scene, distinct, past_titles, post_title
from onrecord.find.offices.known import known_holder
from onrecord.find.offices.meant import OWNED
from onrecord.find.offices.posts import Post, Status, is_age, of_country, past_bracket, persons_at, posts
from onrecord.find.offices.succession import in_place_of
from onrecord.find.offices.tenure import at_post, by_noun, in_post, left, replaces
from onrecord.language.doc import Doc, Name
from onrecord.language.morph import parses
from onrecord.values import Mention, Office
from onrecord.words import listed

NEEDS: tuple[str, ...] = ()
_GENITIVE = frozenset({"Gen"})
_DASH = ("-", "–", "—")
_ELSEWHERE = listed("seats", "elsewhere")  # which a holder of another post may be besides: of a party, of a committee
_SHORT = 2  # words of a title that does not tell of what: "генеральный директор"
Rule = Callable[[Scene, Post], list[Holding]]


def find(doc: Doc, seen: Context) -> list[Office[Mention]]:
    """Every person whom the article gives a post, once for each person, post and country or organisation."""
    scene = Scene(doc, seen, posts(doc, seen.knowledge), [])
    inner: dict[int, set[Mention]] = {}  # head of a post inside another -> whom the outer one was given to
    for post in scene.posts:
        if (post.kind == "rank" and not post.of) or any(p.first <= post.head < p.head for p in scene.posts):
            continue  # "управляющий" of "управляющий директор" is no post of its own
        found = next((held for rule in RULES if (held := rule(scene, post))), [])
        found += in_place_of(scene, found)
        scene.found += [held for held in found if held.person not in inner.get(post.head, ())]
        for i in (*post.title, *range(post.first, post.last)):
            inner.setdefault(i, set()).update(held.person for held in found)
    scene.found += same_post(scene)
    return distinct(scene, [*heading(scene), *known_holder(scene)])


def _status(scene: Scene, post: Post, last: int) -> Status:
    """The post's status; what stands around it, or a former post that it is joined to, may say that it is over."""
    if post.status != "current" or any(
        lemma in listed("seats", "current") for lemma in scene.doc.lemma[post.first : post.head]
    ):
        return post.status
    before = scene.ending(post.first - 1) if scene.doc.form[post.first - 1] == "и" else None
    joined = before is not None and not before.of and before.cases & post.cases and before.status != "current"
    if before and joined:
        return before.status  # "бывший президент и премьер-министр Тарузии"
    return "former" if left(scene.doc, post, last) else "current"


def _held(scene: Scene, post: Post, names: list[Name], rule: str) -> list[Holding]:
    """The post given to each of `names`: with the country of the same place in the row, where there are as many."""
    doc = scene.doc
    people = [of_name(doc, name) for name in names]
    status = _status(scene, post, names[-1].last)
    if len(names) == 1 and len(post.of) > 1:
        return [Holding(post, people[0], of, status, rule) for of in post.of]
    if len(post.of) == len(names):
        titles = [_shared_title(doc, post, of) for of in post.of]
        return [
            Holding(post, who, of, status, rule, title) for who, of, title in zip(people, post.of, titles, strict=True)
        ]
    return [Holding(post, who, post.of[0] if post.of else None, status, rule) for who in people]


def _shared_title(doc: Doc, post: Post, of: Mention) -> str:
    """The title with the ministry that only the first country is told with: "главы МИД Тарузии и Элландии"."""
    first, own = doc.name_at(post.of[0].head), doc.name_at(of.head)
    if first is None or own is None or first.kind != "ORG" or own.kind != "LOC":
        return ""
    return f"{post_title(doc, post)} {doc.form[first.first]}"


def each_with_country(scene: Scene, post: Post) -> list[Holding]:
    """ "Президенты Тарузии Иван Лесной, Элландии - Пётр Дол": the post given once, then pairs."""
    doc = scene.doc
    if not post.plural:
        return []
    found: list[Holding] = []
    i, of = post.last, post.of[-1] if post.of else None
    end = doc.sents[doc.sent[post.head]][1]
    if of is None and i + 1 < end and doc.form[i] in (*_DASH, ":"):
        of, i = _place_at(doc, i + 1, end)
    while of is not None and i < end:
        i += doc.form[i] in _DASH
        name = next(persons_at(doc, i), None) if i < end else None
        if name is None:
            break
        found.append(Holding(post, of_name(doc, name), of, post.status, "each_with_country"))
        i = name.last
        while i < end and doc.form[i] in (",", "и", "а", "также"):
            i += 1
        of, i = _place_at(doc, i, end)
    return found if len(found) > 1 else []


def _place_at(doc: Doc, i: int, end: int) -> tuple[Mention | None, int]:
    """The country or organisation whose name opens at token `i`, and the token after it."""
    i += i + 1 < end and doc.form[i] in OPENING
    place = doc.name_at(i) if i < end else None
    if place is None or place.kind == "PER" or place.first != i:
        return None, i
    return of_name(doc, place), place.last + (place.last < end and doc.form[place.last] in CLOSING)


def before_name(scene: Scene, post: Post) -> list[Holding]:
    """The post right before the name of its holder; several names in their order after a post in the plural."""
    doc = scene.doc
    end = doc.sents[doc.sent[post.head]][1]
    start = _past_apposed(doc, post, past_bracket(doc, past_titles(scene, post)))
    fitting = (n for n in persons_at(doc, start) if fits(doc, post.cases, n) or _undeclined(doc, post, n))
    names = [n for n in fitting if n.first < end]
    others = not names or any(told(doc, post, names[0]) for told in (_succeeds, _kin, _served, _somebodys))
    if others or (post.plural and len(names) == 1) or _of_superior(scene, post, names[0]):
        return []
    names = names if post.plural else names[:1]
    i = names[-1].last
    out_of = None if post.of or post.country else comes_out_of(doc, i) or in_bracket(doc, i)
    return _held(scene, structs.replace(post, of=(out_of,)) if out_of else post, names, "before_name")


def _past_apposed(doc: Doc, post: Post, i: int) -> int:
    """The token after a noun that tells something else of the holder before his name: "тренер «Волны» тарузец"."""
    if (
        i + 1 >= len(doc)
        or doc.pos[i] != "NOUN"
        or not opens_person(doc, i + 1)
        or doc.name_at(i)
        or kind_of(doc.lemma[i])
    ):
        return i
    apposed = doc.feat(i, "Animacy") == "Anim" and doc.lemma[i] not in listed("seats", "kin")
    return i + 1 if apposed and plural(doc, i) == post.plural and cases_of(doc, i) & post.cases else i


def _undeclined(doc: Doc, post: Post, name: Name) -> bool:
    """Whether a foreign name right after the post is apposed to it and left undeclined: "с мэром Лурии Моше Лион"."""
    head = name_head(doc, name)
    apposed = doc.is_rel(head, "appos", "flat") and post.head <= doc.head[head] < post.last
    if not apposed or name.first != post.last or name.last - name.first == 1:
        return False
    readings = [parses(doc.form[i]) for i in range(name.first, name.last)]
    foreign = any(not p.is_known or "Fixd" in p.tag.grammemes for found in readings for p in found)
    return foreign and fits(doc, frozenset({"Nom"}), name)


def _succeeds(doc: Doc, post: Post, _name: Name) -> bool:
    """Whether the name after the post is that of whom another follows: "сменив на посту мэра Ивана Лесного"."""
    return post.first > 1 and doc.form[post.first - 2] == "на" and replaces(doc, max(post.first - 3, 0))


def _kin(doc: Doc, post: Post, name: Name) -> bool:
    """Whether the name is a relative's: "сын президента Иван Лесной"."""
    before = post.first - 1
    related = before >= 0 and doc.lemma[before] in listed("seats", "kin") and "Gen" in post.cases
    if not related or name.last - name.first == 1 or not fits(doc, cases_of(doc, before), name):
        return False
    return not fits(doc, _GENITIVE, name) or all(doc.feat(i, "Case") != "Gen" for i in range(name.first, name.last))


def _served(doc: Doc, post: Post, name: Name) -> bool:
    """Whether the name is that of whom a helper serves: "помощник Анны Ким"."""
    if post.noun not in listed("seats", "helper") or "Gen" in post.cases or post.head + 1 != name.first:
        return False
    return all("Gen" in name_cases(doc.form[i]) for i in range(name.first, name.last))


def _somebodys(doc: Doc, post: Post, _name: Name) -> bool:
    """Whether somebody is only told to be another's chief: "его шеф Иван Лесной"."""
    whose = any(doc.form[k].lower() in OWNED or doc.lemma[k] == "свой" for k in range(post.first, post.head))
    return whose and not post.of and post.noun in listed("seats", "superior")


def _of_superior(scene: Scene, post: Post, name: Name) -> bool:
    """Whether the name is that of the superior: "Пётр Дол, помощник лесного губернатора Ивана Лесного"."""
    doc = scene.doc
    inner = any(p.last == post.last and p.head in post.title for p in scene.posts if p.head != post.head)
    words = [name_cases(doc.form[i]) for i in range(name.first, name.last)]
    owns = fits(doc, _GENITIVE, name) and not all(cases & post.cases for cases in words)
    above = owns or (inner and fits(doc, _GENITIVE, name))
    return above and (before := _after_person(scene, post)) is not None and fits(scene.doc, post.cases, before)


def after_name(scene: Scene, post: Post) -> list[Holding]:
    """The post after its holder's name: "Пётр Дол, вице-президент компании"."""
    name = None if _belongs(scene.doc, post) else _after_person(scene, post)
    if name is None or post.plural or not fits(scene.doc, post.cases, name) or _goes_on(scene, post):
        return []
    return _held(scene, post, [name], "after_name")


def _belongs(doc: Doc, post: Post) -> bool:
    """Whether a helper is that of whoever is named before him: "Пётр Дол, его помощник Иван Лесной"."""
    return post.noun in listed("seats", "helper") and any(
        doc.form[k].lower() in OWNED for k in range(post.first, post.head)
    )


def _goes_on(scene: Scene, post: Post) -> bool:
    """Whether the post after a comma is a subject of its own: "По словам Дола, президент приедет"."""
    doc = scene.doc
    k = post.last
    if doc.form[k : k + 1] == ["и"] and (other := scene.opening(k + 1)) and _of_two(doc, post, other):
        return True  # "сообщил Дол, министр дорог Тарузии и мэр Лурии Анна Ким встретятся"
    while k < len(doc) - 1 and doc.pos[k] in ("ADV", "PART") and doc.form[k] != "не":
        k += 1  # "президент решительно отверг"
    if doc.form[post.first - 1] != "," or k >= len(doc) or doc.sent[k] != doc.sent[post.head]:
        return False
    finite = doc.pos[k] in ("VERB", "AUX") and doc.feat(k, "VerbForm") not in ("Part", "Conv", "Inf")
    return "Nom" in post.cases and (finite or doc.form[k] in ("не", "«", '"'))


def _after_person(scene: Scene, post: Post) -> Name | None:
    """The person's name that the post follows after a comma, a dash or a bracket."""
    doc, before = scene.doc, post.first - 1
    if before < 1 or doc.sent[before] != doc.sent[post.head]:
        return None
    if doc.form[before] in ("и", ",") and (rank := scene.ending(before)) and rank.kind == "rank":
        return _after_person(scene, rank)  # "Пётр Дол, политик и лидер партии"
    if doc.form[before] not in (",", "(", *_DASH):
        return _under_picture(doc, post)
    if doc.form[before - 1] == ")":  # an age or a party in brackets
        before = next((k for k in range(before - 2, max(before - 25, 0), -1) if doc.form[k] == "("), before)
    name = doc.name_at(before - 1)
    if name and name.kind == "PER":
        return name if name.last == before else None
    return _past_apposition(scene, post, before) if doc.form[before] == "," else None


def _under_picture(doc: Doc, post: Post) -> Name | None:
    """The name before a post where both are a whole line: "Пётр Дол, мэр", "Пётр Дол мэр Лесного"."""
    first, end = doc.sents[doc.sent[post.head]]
    name = doc.name_at(first)
    alone = name is not None and name.last == post.first and all(doc.pos[k] == "PUNCT" for k in range(post.last, end))
    return name if name and alone and name.kind == "PER" and post.of else None


def _past_apposition(scene: Scene, post: Post, comma: int) -> Name | None:
    """The name before another description of its bearer: "Пётр Дол, борец с шумом, член совета"."""
    doc, first = scene.doc, scene.doc.sents[scene.doc.sent[post.head]][0]
    k = comma - 1
    while k > max(first, comma - 9) and doc.form[k] != ",":
        if doc.pos[k] in ("VERB", "AUX", "SCONJ", "PRON") or doc.name_at(k) or doc.form[k] in '«»"()':
            return None
        k -= 1
    noun = next((i for i in range(k + 1, comma) if doc.pos[i] == "NOUN"), None)
    name = doc.name_at(k - 1) if k > first and doc.form[k] == "," else None
    animate = noun is not None and doc.feat(noun, "Animacy") == "Anim" and cases_of(doc, noun) & post.cases
    return name if name and name.kind == "PER" and name.last == k and animate else None


def joined_to_next(scene: Scene, post: Post) -> list[Holding]:
    """Two posts of one holder before the name: "сенатор и председатель комитета Пётр Дол", "вице-премьер – министр"."""
    doc, i = scene.doc, post.last
    if i + 1 >= len(doc) or doc.form[i] not in (",", "и", *_DASH) or post.plural:
        return []
    following = scene.opening(i + 1 + (doc.form[i + 1] in ("а", "также")) + (doc.form[i + 2 : i + 3] == ["также"]))
    if (
        following is None
        or following.noun == "коллега"
        or following.plural
        or not following.cases & post.cases
        or _after_person(scene, post)
    ):
        return []
    once = post.status == following.status == "former"  # "экс-министр Тарузии и бывший мэр Лурии Пётр Дол"
    if doc.form[i] == "и" and _of_two(doc, post, following) and not once:
        return []
    held = before_name(scene, following) or (joined_to_next(scene, following) if doc.form[i] == "," else [])
    shared = of_country(doc, following) or (doc.form[i] == "и" and _one_house(post, following))
    of_what = post.of or ((held[0].of,) if held and shared else (None,))
    return [Holding(post, held[0].person, of, post.status, "joined_to_next") for of in of_what if held]


def _of_two(doc: Doc, first: Post, second: Post) -> bool:
    """Whether two posts joined by "и" are each of a country, and so of two people."""
    return of_country(doc, first) and of_country(doc, second)


def _one_house(first: Post, second: Post) -> bool:
    """Whether two posts joined by "и" are of one organisation: "президент и генеральный директор «Рассвета»"."""
    apart = first.noun in listed("seats", "state", "several") or second.noun in _ELSEWHERE
    return (
        first.kind in ("post", "member")
        and second.kind == "post"
        and not first.of
        and len(first.title) <= _SHORT
        and not apart
    )


def joined_to_last(scene: Scene, post: Post) -> list[Holding]:
    """A further post of the holder of the one before: "Пётр Дол, сенатор и председатель комитета"."""
    doc, before = scene.doc, post.first - 1
    last = scene.found[-1] if scene.found else None
    if (
        last is None
        or last.post is None
        or post.plural
        or last.post.last != before
        or doc.form[before] not in ("и", ",")
    ):
        return []
    if last.rule not in ("after_name", "in_post", "joined_to_last") or not last.post.cases & post.cases:
        return []
    status = post.status if post.status != "current" or last.rule == "after_name" else last.status
    shared = of_country(doc, post) or _one_house(last.post, post)
    if post.of and last.of is None and doc.form[before] == "и" and shared:
        scene.found[-1] = structs.replace(last, of=post.of[0])  # "депутат и председатель комитета парламента"
    return [Holding(post, last.person, post.of[0] if post.of else None, status, "joined_to_last")]


def set_apart(scene: Scene, post: Post) -> list[Holding]:
    """The name after the post between commas or after a dash: "Председатель совета, Пётр Дол, ..."."""
    doc, i = scene.doc, post.last
    marks = (",", ":", *_DASH) if post.plural else (",", *_DASH)
    if i + 1 >= len(doc) or doc.form[i] not in marks or doc.sent[i + 1] != doc.sent[post.head]:
        return []
    start = _past_description(scene, post, i + 1)
    names = [name for name in persons_at(doc, start) if fits(doc, post.cases, name)]
    if len(names) < 1 + post.plural or names[0].last - names[0].first < 2:
        return []
    names = names if post.plural else names[:1]
    last = names[-1].last
    closed = last >= len(doc) or doc.form[last] in (",", ".", ")", ";", *_DASH) or doc.sent[last] != doc.sent[i]
    return _held(scene, post, names, "set_apart") if closed or start > i + 1 or is_age(doc, i + 1) else []


def _past_description(scene: Scene, post: Post, i: int) -> int:
    """The token after what else is told of the holder before the name: "лидер движения, поэт и бард Иван Лесной"."""
    doc, k = scene.doc, i
    while k < min(len(doc), i + 6) and doc.pos[k] in ("NOUN", "ADJ", "CCONJ") and doc.name_at(k) is None:
        k += 1
    nouns = [n for n in range(i, k) if doc.pos[n] == "NOUN" and doc.feat(n, "Animacy") == "Anim"]
    told = any(cases_of(doc, n) & post.cases for n in nouns) and not any(scene.opening(n) for n in nouns)
    return k if told and doc.form[i - 1] == "," else i


def gapped(scene: Scene, post: Post) -> list[Holding]:
    """ "Мэром стал Иван Лесной, судьёй - Пётр Дол": a second post by the verb of the first."""
    doc, i = scene.doc, post.last
    last = scene.found[-1] if scene.found else None
    if last is None or last.post is None or last.rule not in ("in_post", "gapped") or post.plural:
        return []
    if i + 1 >= len(doc) or doc.form[i] not in _DASH or doc.sent[last.post.head] != doc.sent[i + 1]:
        return []
    name = next(persons_at(doc, i + 1), None)
    if name is None or not post.cases & last.post.cases:
        return []
    return [Holding(post, of_name(doc, name), post.of[0] if post.of else None, last.status, "gapped")]


RULES: tuple[Rule, ...] = (
    each_with_country, counterpart, before_name, after_name, joined_to_next, joined_to_last, set_apart, gapped, in_post,
    by_noun, at_post,
)  # fmt: skip
