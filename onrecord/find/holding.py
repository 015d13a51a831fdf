"""Holdings: a person in a post as a rule found it, and how several of one become an office of the record."""

from msgspec import Struct, structs

from onrecord.find.context import Context
from onrecord.find.posts import Post, Status, demonym
from onrecord.language.declension import nominatives
from onrecord.language.doc import Doc
from onrecord.language.gazetteer import gazetteer
from onrecord.language.morph import fold
from onrecord.language.nominative import singular_title
from onrecord.span import Span
from onrecord.values import Mention, Office
from onrecord.words import listed

_SHORT = {"премьер": "премьер-министр", "генсек": "генеральный секретарь", "гендиректор": "генеральный директор"}


class Holding(Struct, frozen=True):
    """A person in a post; `title` and `mention` where the words are no post's ("возглавляет")."""

    post: Post | None
    person: Mention
    of: Mention | None
    status: Status
    rule: str
    title: str = ""
    mention: Span | None = None


class Scene(Struct):
    """One article's posts, and the holdings found so far."""

    doc: Doc
    seen: Context
    posts: list[Post]
    found: list[Holding]

    def opening(self, i: int) -> Post | None:
        """The post whose phrase opens at token `i`."""
        return next((post for post in self.posts if post.first == i or post.head == i), None)


def distinct(scene: Scene, more: list[Holding]) -> list[Office[Mention]]:
    """Offices in text order, each once: the same person, title and country or organisation are one entry."""
    offices: list[Office[Mention]] = []
    for office in sorted((_office(scene, h) for h in [*scene.found, *more] if _counts(h)), key=lambda o: o.mention):
        same = next((n for n, old in enumerate(offices) if _same(scene, old, office)), None)
        if same is None:
            offices.append(office)
        elif offices[same].of is None and office.of is not None:
            offices[same] = structs.replace(offices[same], of=office.of)
    return offices


def _counts(holding: Holding) -> bool:
    """Whether a holding is an office: a member of a profession holds one only in an organisation."""
    return holding.post is None or holding.post.kind != "member" or bool(holding.of)


def _office(scene: Scene, holding: Holding) -> Office[Mention]:
    doc, post = scene.doc, holding.post
    title = holding.title or singular_title(doc, post.title, post.head) if post else holding.title
    mention = holding.mention or (doc.span(post.first, post.last) if post else holding.person.span)
    return Office(
        person=holding.person,
        office=title,
        of=holding.of or (country_meant(scene, holding) if post else None),
        status=holding.status,
        mention=mention,
        evidence=(doc.sentence(doc.token_at(mention.start) or 0),),
        rule=holding.rule,
    )


def country_meant(scene: Scene, holding: Holding) -> Mention | None:
    """Which country "президент страны" is of: the one named last before it."""
    if holding.post is None or not holding.post.country:
        return None
    doc = scene.doc
    for i in range(holding.post.head - 1, -1, -1):
        if demonym(doc, i, scene.seen.knowledge):
            return Mention(doc.start[i], doc.end[i], i, "role")
        name = doc.name_at(i)
        found = gazetteer(scene.seen.knowledge).longest(doc, name.first) if name and name.kind == "LOC" else None
        if name and found and found[1].kind == "country":
            return Mention(doc.start[name.first], doc.end[name.last - 1], name.first, "name")
    return None


def _same(scene: Scene, a: Office[Mention], b: Office[Mention]) -> bool:
    if not _surnames(scene.doc, a.person) & _surnames(scene.doc, b.person) or a.status != b.status:
        return False
    if _SHORT.get(a.office, a.office) != _SHORT.get(b.office, b.office):
        return False
    return a.of is None or b.of is None or bool(_keys(scene, a.of) & _keys(scene, b.of))


def _surnames(doc: Doc, person: Mention) -> set[str]:
    last = doc.token_at(person.end - 1) or person.head
    return {fold(form) for form in nominatives(doc.form[last])}


def _keys(scene: Scene, of: Mention) -> set[str]:
    """What a country or an organisation may be known by: its entity, its country, its words."""
    doc, knowledge = scene.doc, scene.seen.knowledge
    first = doc.token_at(of.start) or of.head
    last = (doc.token_at(of.end - 1) or of.head) + 1
    found = gazetteer(knowledge).longest(doc, first)
    keys = {" ".join(doc.lemma[first:last])}
    if found:
        keys.add(found[1].id if found[1].kind != "country" else f"country:{found[1].country}")
    if demonym(doc, of.head, knowledge):
        keys.add(f"country:{demonym(doc, of.head, knowledge)}")
    return keys
