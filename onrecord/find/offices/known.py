"""Known: the highest posts of countries that a text tells of without a name, where it names their holder elsewhere.

"Письмо президента Тарузии ... Лесной пишет": the knowledge tables say who of those named held that post.
"""

from onrecord.find.grammar.mentions import of_name
from onrecord.find.offices.holding import COUNTRY_ROLES, Holding, Scene, heads, post_title, roles
from onrecord.find.offices.meant import keys_of, place_of, surnames
from onrecord.find.offices.posts import Post
from onrecord.knowledge import Term
from onrecord.language.doc import Name
from onrecord.language.morph import fold
from onrecord.values import Mention
from onrecord.words import listed

Bearers = list[tuple[Term, Mention]]


def known_holder(scene: Scene) -> list[Holding]:
    """A post that no other rule gave to anybody, whose holder the tables name and the text too."""
    given = {id(held.post) for held in scene.found}
    bearers = _bearers(scene)
    inside = {i for post in scene.posts for i in post.title if i != post.head}  # "помощник президента"
    left = [p for p in scene.posts if id(p) not in given and p.head not in inside and p.kind == "post"]
    left = [p for p in left if not p.plural and len(p.of) < 2 and not _sought(scene, p)]
    return [held for post in left if bearers and (held := _held(scene, post, bearers))]


def _bearers(scene: Scene) -> Bearers:
    """The terms in the highest posts of countries of whomever the text names, with the first place of the name."""
    found: Bearers = []
    terms = heads(scene.seen.knowledge)
    for name in (name for name in scene.doc.names if name.kind == "PER"):
        mention = of_name(scene.doc, name)
        for term in {id(t): t for word in surnames(scene.doc, mention) for t in terms.get(word, ())}.values():
            if _first_name(scene, term, name) and term.person not in {t.person for t, m in found if m != mention}:
                found.append((term, mention))
    return found


def _first_name(scene: Scene, term: Term, name: Name) -> bool:
    """Whether the first name that stands in the text, if any, may be that of the holder."""
    word = scene.doc.form[name.first]
    names = scene.seen.knowledge.entities[term.person].names
    return name.last - name.first == 1 or any(fold(known)[:1] == fold(word)[:1] for known in names)


def _held(scene: Scene, post: Post, bearers: Bearers) -> Holding | None:
    """The holding of the one person whose term it may be."""
    doc, knowledge = scene.doc, scene.seen.knowledge
    role = roles(knowledge).get(post_title(doc, post), "")
    date = (scene.seen.article.published or "")[:10]
    if role not in COUNTRY_ROLES or post.status == "future" or not date:
        return None
    keys = keys_of(doc, knowledge, post.of[0]) if post.of else set()
    fits = [(t, m) for t, m in bearers if t.role == role and (not keys or f"country:{t.country}" in keys)]
    fits = [(t, m) for t, m in fits if _called(post.noun, t)]
    fits = [(t, m) for t, m in fits if t.on(date) == (post.status == "current") and t.since <= date]
    if len({term.person for term, _ in fits}) != 1:
        return None
    term, person = fits[0]
    of = post.of[0] if post.of else place_of(doc, knowledge, term.country or "")
    return Holding(post, person, of, post.status, "known_holder") if of else None


def _called(noun: str, term: Term) -> bool:
    """Whether a term's own titles have the noun of a post, or it is one of any head: no president was the king."""
    return noun in listed("seats", "vague") or any(word.startswith(noun) for word in term.title.split("|"))


def _sought(scene: Scene, post: Post) -> bool:
    """Whether a post is told as one that somebody gets, leaves or runs for: "кандидат на пост президента Тарузии"."""
    return post.first > 0 and scene.doc.lemma[post.first - 1] in listed("seats", "charge")
