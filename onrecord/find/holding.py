"""Holdings: a person in a post as a rule found it, and how several of one become an office of the record."""

from msgspec import Struct, structs

from onrecord.find.context import Context
from onrecord.find.mentions import of_name
from onrecord.find.posts import Post, Status, demonym, kind_of
from onrecord.language.declension import nominatives
from onrecord.language.doc import Doc
from onrecord.language.gazetteer import gazetteer
from onrecord.language.morph import fold
from onrecord.language.nominative import singular_title
from onrecord.span import Span
from onrecord.values import Mention, Office
from onrecord.words import frames

_POINTING = {"указанный", "данный", "этот", "тот", "весь", "сам"}
_HEAD = {"глава государства", "глава", "глава страны", "глава республики"}
_TOP = {"президент", "король", "королева", "император", "эмир", "султан", "монарх"}
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
    mention = holding.mention or (doc.span(post.first, post.last) if post else holding.person.span)
    return Office(
        person=holding.person,
        office=holding.title or (_title(doc, post) if post else ""),
        of=of_what(scene, holding),
        status=holding.status,
        mention=mention,
        evidence=(doc.sentence(doc.token_at(mention.start) or 0),),
        rule=holding.rule,
    )


def _title(doc: Doc, post: Post) -> str:
    """The title without "экс-" and without what a hyphen adds to it: "депутат-новичок" -> "депутат"."""
    title = singular_title(doc, post.title, post.head).removeprefix("экс-")
    first, _, rest = title.partition("-")
    return first if first in frames("posts") and rest and not kind_of(rest.split()[0]) and " " not in rest else title


def of_what(scene: Scene, holding: Holding) -> Mention | None:
    """The country or organisation that a holding is of; what a bare noun ("страны", "компании") means in this article."""
    doc, post, of = scene.doc, holding.post, holding.of
    if of is None:
        return country_meant(scene, holding) if post and post.country else None
    if of.how == "role" and doc.pos[of.head] != "ADJ" and _bare(doc, of):
        return _described_before(doc, of)
    return of


def _bare(doc: Doc, of: Mention) -> bool:
    """Whether an organisation is told by one noun that says nothing of its own: "партии", "указанной партии"."""
    first, last = doc.token_at(of.start) or 0, doc.token_at(of.end - 1) or 0
    return last == of.head and all(doc.pos[k] == "DET" or doc.lemma[k] in _POINTING for k in range(first, last))


def _described_before(doc: Doc, of: Mention) -> Mention | None:
    """The organisation that the noun introduced before: "партия «Рассвет» ... председатель партии"."""
    for i in reversed([k for k in doc.index.get(doc.lemma[of.head], ()) if k < of.head]):
        for k in (i + 1, i + 2):
            name = doc.name_at(k) if k < len(doc) else None
            if name and name.kind == "ORG" and doc.sent[k] == doc.sent[i]:
                return of_name(doc, name)
    return None


def country_meant(scene: Scene, holding: Holding) -> Mention | None:
    """Which country "президент страны" is of: the one that the article names most often before it."""
    doc, knowledge = scene.doc, scene.seen.knowledge
    places: dict[str, list[Mention]] = {}
    for i in range(holding.post.head if holding.post else 0):
        if not doc.form[i][0].isupper() and doc.pos[i] != "ADJ":
            continue
        iso = demonym(doc, i, knowledge)
        name = doc.name_at(i)
        if iso:
            places.setdefault(iso, []).append(Mention(doc.start[i], doc.end[i], i, "role"))
        elif name and name.first == i and name.kind == "LOC" and (found := gazetteer(knowledge).longest(doc, i)):
            if found[1].kind == "country" and found[1].country:
                places.setdefault(found[1].country, []).append(of_name(doc, name))
    return max(places.values(), key=lambda found: (len(found), found[-1].start))[-1] if places else None


def _same(scene: Scene, a: Office[Mention], b: Office[Mention]) -> bool:
    if not _surnames(scene.doc, a.person) & _surnames(scene.doc, b.person) or a.status != b.status:
        return False
    if _role(a) != _role(b) and not {"head", "top"} == {_role(a), _role(b)}:
        return False
    return a.of is None or b.of is None or bool(_keys(scene, a.of) & _keys(scene, b.of))


def _role(office: Office[Mention]) -> str:
    """What a title means, where several mean one post; a country has no head but its head of state."""
    title = _SHORT.get(office.office, office.office)
    return "head" if title in _HEAD else "top" if title in _TOP else title


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
