"""Holdings: a person in a post as a rule found it, and how several of one become an office of the record."""

from functools import cache

from msgspec import Struct, structs

from onrecord.find.context import Context
from onrecord.find.grammar.seated import kind_of
from onrecord.find.offices.meant import (
    OWNED,
    bare,
    country_meant,
    keys_of,
    names_any,
    of_what,
    owner_before,
    place_meant,
    place_of,
    surnames,
)
from onrecord.find.offices.posts import Post, Status, organisation_before
from onrecord.find.offices.units import is_place
from onrecord.knowledge import Knowledge, Term
from onrecord.knowledge.tables import several
from onrecord.language.doc import Doc
from onrecord.language.morph import fold
from onrecord.language.nominative import singular_title
from onrecord.span import Span
from onrecord.values import Mention, Office
from onrecord.words import frames, listed, valued

# Short forms of one title, and titles that are one post where they are of a country.
_SHORT = valued("titles", "short")
_ALONE = valued("titles", "alone")  # short forms that are no title where they stand alone
_LASTING: tuple[Status, ...] = ("future", "current", "former")
COUNTRY_ROLES = ("head_of_state", "head_of_government")


class Holding(Struct, frozen=True):
    """A person in a post; `title` and `mention` where the words are no post's ("возглавляет")."""

    post: Post | None
    person: Mention
    of: Mention | None
    status: Status
    rule: str
    title: str = ""
    mention: Span | None = None


class Scene:
    """One article's posts, and the holdings found so far."""

    def __init__(self, doc: Doc, seen: Context, posts: list[Post], found: list[Holding]) -> None:
        self.doc, self.seen, self.posts, self.found = doc, seen, posts, found
        self._opening: dict[int, Post] = {}
        self._ending: dict[int, Post] = {}
        for post in posts:
            self._opening.setdefault(post.first, post)
            self._opening.setdefault(post.head, post)
            self._ending.setdefault(post.last, post)

    def opening(self, i: int) -> Post | None:
        """The post whose phrase opens at token `i`."""
        return self._opening.get(i)

    def ending(self, i: int) -> Post | None:
        """The post whose phrase ends right before token `i`."""
        return self._ending.get(i)


def past_titles(scene: Scene, post: Post) -> int:
    """The token after the post and after titles that follow it: "министр обороны генерал армии Пётр Дол"."""
    doc, i = scene.doc, post.last
    while (title := scene.opening(i)) and title.cases & post.cases and title.plural == post.plural and i != post.first:
        if title.status != "current":
            break
        i = title.last
    if i + 2 < len(doc) and doc.form[i] in ("«", '"') and doc.form[i + 2] in ("»", '"'):
        return i + 3  # a nickname
    return i


def distinct(scene: Scene, more: list[Holding]) -> list[Office[Mention]]:
    """Offices in text order, each once: the same person, title and country or organisation are one entry."""
    holdings = [h for h in [*scene.found, *more] if _counts(scene.doc, h)]
    offices: list[Office[Mention]] = []
    holdings = [_of_own(scene, h, holdings) for h in holdings]
    for office in sorted((_office(scene, h) for h in holdings), key=lambda o: o.mention):
        same = next((n for n, old in enumerate(offices) if _same(scene, old, office)), None)
        if same is None:
            offices.append(office)
        else:
            offices[same] = _merged(offices[same], office)
    return offices


def _of_own(scene: Scene, holding: Holding, holdings: list[Holding]) -> Holding:
    """A post of "the company" is of the one that its holder has another post of: "владелец «Волны», глава компании"."""
    doc, of = scene.doc, holding.of
    if of is None or not bare(doc, of) or doc.lemma[of.head] not in listed("bodies", "business"):
        return holding
    names = surnames(doc, holding.person)
    named = [h.of for h in holdings if h.of and h.of.how == "name" and names & surnames(doc, h.person)]
    own = {doc.lemma[body.head]: body for body in named if (name := doc.name_at(body.head)) and name.kind == "ORG"}
    return structs.replace(holding, of=next(iter(own.values()))) if len(own) == 1 else holding


def _merged(a: Office[Mention], b: Office[Mention]) -> Office[Mention]:
    """One entry of two: what only one of them tells; once former is former, and who has become is no more to become."""
    person = b.person if a.person.how == "pronoun" else a.person
    of = b.of if a.of is None or (b.of and b.of.how == "name" and a.of.how == "role") else a.of
    return structs.replace(a, person=person, of=of, status=max(a.status, b.status, key=_LASTING.index))


def _counts(doc: Doc, holding: Holding) -> bool:
    """Whether a holding is an office: a member holds one only in an organisation, a profession only in a named one."""
    kind, of = holding.post.kind if holding.post else "post", holding.of
    if holding.post and holding.post.noun in listed("seats", "envoy") and _sent_by_one(doc, holding.post, of):
        return False
    if kind not in ("member", "work", "rank"):
        return True
    if of is None or (of.how == "role" and doc.pos[of.head] == "ADJ"):
        return False
    name = doc.name_at(of.head)
    if kind == "rank":
        return name is not None and name.kind == "ORG"
    if holding.post and any(doc.lemma[k] in listed("seats", "honour") for k in holding.post.title):
        return False  # "народный артист Тарузии"
    of_person = (name is not None and name.kind == "PER") or (of.how == "role" and bool(kind_of(doc.lemma[of.head])))
    return kind == "member" or (names_any(doc, of) and not of_person)  # "адвокат Анны Ким" holds no post


def _sent_by_one(doc: Doc, post: Post, of: Mention | None) -> bool:
    """Whether somebody only stands for people: "его представитель", "представитель интересов вдовы"."""
    words = [doc.lemma[k] for k in post.title if k != post.head]
    people = [doc.feat(k, "Animacy") == "Anim" and not kind_of(doc.lemma[k]) for k in post.title if k > post.head]
    return "интерес" in words or (of is None and (not words or any(people)))


def _office(scene: Scene, holding: Holding) -> Office[Mention]:
    doc, post = scene.doc, holding.post
    mention = holding.mention or (doc.span(post.first, post.told) if post else holding.person.span)
    title = holding.title or (post_title(doc, post) if post else "")
    role = roles(scene.seen.knowledge).get(title, "")
    of = of_what(doc, scene.seen.knowledge, holding.of, post.head if post and post.country else None)
    if of is None or bare(doc, of):
        of = _country(scene, holding, role) or of or _told_elsewhere(scene, post, title) or _beside(scene, post)
    ended = holding.status == "current" and has_ended(scene, holding.person, role, of)
    return Office(
        person=holding.person,
        office=title,
        of=of,
        status="former" if ended else holding.status,
        mention=mention,
        evidence=(doc.sentence(doc.token_at(mention.start) or 0),),
        rule=holding.rule,
    )


def _told_elsewhere(scene: Scene, post: Post | None, title: str) -> Mention | None:
    """What the article says that a post of the same title is of, where that is one body: "генсек ООН ... генсек"."""
    if post is None or post.kind != "post" or post.noun in listed("seats", "helper", "several"):
        return None
    doc, told_when = scene.doc, listed("seats", "former", "current", "future")
    if any(k not in post.title and doc.lemma[k] not in told_when for k in range(post.first, post.head)):
        return None  # "лесной губернатор": of somewhere else
    same = [p for p in scene.posts if p.noun == post.noun and p.of]
    beside = [p.of[-1] for p in same if p.head < post.head and doc.sent[p.head] == doc.sent[post.head]]
    if beside and not is_place(doc, beside[-1]) and post.title[-1] == post.head:
        return of_what(doc, scene.seen.knowledge, beside[-1], None)  # "замдиректора «Волны» ..., замдиректора ..."
    same = [p for p in same if post_title(doc, p) == title]
    told = [p.of[0] for p in same if not bare(doc, p.of[0])]
    keys = [keys_of(doc, scene.seen.knowledge, of) for of in told]
    return told[0] if told and all(keys[0] & other for other in keys) else None


def _beside(scene: Scene, post: Post | None) -> Mention | None:
    """What a post is of by the name before its bracket, a possessive, the one place of its kind in the article."""
    if post is None or post.kind != "post":
        return None
    doc = scene.doc
    whose = next((k for k in range(post.first, post.head) if doc.form[k].lower() in OWNED), None)
    if doc.form[post.first - 1] == "(" and (body := organisation_before(doc, post.first)):
        return body  # "партия «Рассвет» (лидер Иван Лесной)"
    if whose is not None and post.noun in listed("seats", "second"):
        before = [p.of[-1] for p in scene.posts if p.of and p.head < whose and doc.sent[p.head] == doc.sent[whose]]
        return before[-1] if before else None  # "мэр Лурии и его заместитель"
    if post.noun in listed("seats", "helper"):
        return None
    return place_meant(doc, scene.seen.knowledge, post.noun) if whose is None else owner_before(doc, whose)


def _country(scene: Scene, holding: Holding, role: str) -> Mention | None:
    """The country of a post that says of none: by the tables, of the post before, or the one the article is about."""
    found, post = country_of_holder(scene, holding.person, role), holding.post
    if found is None and post is not None and post.noun in listed("seats", "state"):
        return _country_beside(scene, post) or country_meant(scene.doc, scene.seen.knowledge)
    return found


def _country_beside(scene: Scene, post: Post) -> Mention | None:
    """The country of the last post before in the sentence: "министр обороны Тарузии ..., министр финансов ..."."""
    doc = scene.doc
    before = [p.of[-1] for p in scene.posts if p.of and p.head < post.head and doc.sent[p.head] == doc.sent[post.head]]
    keys = keys_of(doc, scene.seen.knowledge, before[-1]) if before else ()
    return before[-1] if any(key.startswith("country:") for key in keys) else None


def post_title(doc: Doc, post: Post) -> str:
    """The title without "экс-" and without what a hyphen adds to it: "депутат-новичок" -> "депутат"."""
    noun = (
        post.noun
        if kind_of(post.noun)
        else "исполняющий"
        if doc.lemma[post.head] in listed("seats", "acting")
        else None
    )
    title = singular_title(doc, post.title, post.head, noun).removeprefix("экс-")
    if title in _ALONE:
        return _ALONE[title]
    first, _, rest = title.partition("-")
    if not rest or " " in first or first in ("и.о.", "вице"):
        return title
    last, space, tail = rest.partition(" ")
    if title.split()[0] in frames("posts"):
        return title
    if first in frames("posts") and kind_of(last) in ("", "rank"):
        return first + space + tail
    return rest if kind_of(last) and not kind_of(first) else title


def country_of_holder(scene: Scene, person: Mention, role: str) -> Mention | None:
    """The country that the holder of one of its posts is of by the knowledge tables, where the article names it."""
    knowledge, date = scene.seen.knowledge, (scene.seen.article.published or "")[:10]
    terms = _terms_of(scene, person, role)
    found = {term.country for term in terms if term.country}
    if len(found) > 1 and date:
        found = {term.country for term in terms if term.country and term.on(date)}
    return place_of(scene.doc, knowledge, found.pop()) if len(found) == 1 else None


def has_ended(scene: Scene, person: Mention, role: str, of: Mention | None) -> bool:
    """Whether by the knowledge tables everybody of that name had left a country's highest post before the article."""
    date = (scene.seen.article.published or "")[:10]
    keys = keys_of(scene.doc, scene.seen.knowledge, of) if of and len(date) == 10 else set()
    known = _terms_of(scene, person, role) if role in COUNTRY_ROLES else []
    terms = [term for term in known if f"country:{term.country}" in keys]
    return bool(terms) and all(term.until and date[: len(term.until)] > term.until for term in terms)


def _terms_of(scene: Scene, person: Mention, role: str) -> list[Term]:
    terms = heads(scene.seen.knowledge) if role else {}
    found = {id(t): t for surname in surnames(scene.doc, person) for t in terms.get(surname, ()) if t.role == role}
    return list(found.values())


@cache
def heads(knowledge: Knowledge) -> dict[str, list[Term]]:
    """Folded surname -> the terms that people of that name have had in the posts of countries."""
    found: dict[str, list[Term]] = {}
    regional = {row["role"] for row in knowledge.tables["offices"] if row["of"] == "region"}
    every = (term for terms in knowledge.terms_of.values() for term in terms)
    for term in (term for term in every if term.country and term.role not in regional):
        for surname in {fold(name.split()[-1]) for name in knowledge.entities[term.person].names}:
            found.setdefault(surname, []).append(term)
    return found


@cache
def roles(knowledge: Knowledge) -> dict[str, str]:
    """Title -> its role in the knowledge tables ("премьер" -> "head_of_government")."""
    rows = knowledge.tables["offices"]
    return {fold(name): row["role"] for row in rows for name in (row["ru"], *several(row["ru_other"]))}


def _same(scene: Scene, a: Office[Mention], b: Office[Mention]) -> bool:
    pronoun = b.person.how == "pronoun" or a.person.how == "pronoun"
    if not pronoun and not surnames(scene.doc, a.person) & surnames(scene.doc, b.person):
        return False
    if not _meanings(scene, a) & _meanings(scene, b):
        return False
    if a.mention == b.mention and a.of and b.of:
        return a.of == b.of  # "член палаты и рабочей группы"
    if a.of is None or b.of is None or "role" in (_told(scene.doc, a.of), _told(scene.doc, b.of)):
        return True
    knowledge = scene.seen.knowledge
    return bool(keys_of(scene.doc, knowledge, a.of) & keys_of(scene.doc, knowledge, b.of))


def _told(doc: Doc, of: Mention) -> str:
    """How an organisation is told: the adjective of a country is as good as its name."""
    return "name" if doc.pos[of.head] == "ADJ" else of.how


def _meanings(scene: Scene, office: Office[Mention]) -> set[str]:
    """What a title says: its full form, and the highest posts of a country under whichever name."""
    title = _SHORT.get(office.office, office.office)
    role = "head_of_state" if title in listed("seats", "chief") else roles(scene.seen.knowledge).get(title, "")
    return {title, role} if role in COUNTRY_ROLES else {title}
