"""Counterpart: the same post in another country: "его элландский коллега Пётр Дол"."""

from onrecord.find.grammar.cases import fits
from onrecord.find.grammar.mentions import of_name
from onrecord.find.offices.holding import Holding, Scene, post_title
from onrecord.find.offices.meant import OWNED, surnames
from onrecord.find.offices.posts import Post, of_country, persons_at


def counterpart(scene: Scene, post: Post) -> list[Holding]:
    """The same post in another country: "министр дорог Тарузии и его элландский коллега Пётр Дол"."""
    doc = scene.doc
    whose = doc.form[post.first].lower() in OWNED or doc.lemma[post.first] == "свой"
    if post.noun != "коллега" or not post.of or post.plural or not whose:
        return []
    name = next(persons_at(doc, post.last), None)
    its = _post_of_other(scene, post) if name and fits(doc, post.cases, name) else None
    if name is None or its is None:
        return []
    body = doc.name_at(its.of[0].head)
    title = f"{post_title(doc, its)} {doc.form[body.first]}" if body and body.kind == "ORG" else post_title(doc, its)
    told = doc.span(post.first, post.told)
    return [Holding(its, of_name(doc, name), post.of[0], "current", "counterpart", title, told)]


def _post_of_other(scene: Scene, post: Post) -> Post | None:
    """The post of whom somebody is the colleague: told before in the sentence, or of one who is named there."""
    doc, first = scene.doc, scene.doc.sents[scene.doc.sent[post.head]][0]
    posts = [p for p in scene.posts if first <= p.head < post.first and p.kind == "post" and of_country(doc, p)]
    if posts:
        return min((p for p in posts if p.last == posts[-1].last), key=lambda p: p.first)
    names = [of_name(doc, n) for n in doc.names if n.kind == "PER" and first <= n.first < post.first]
    called = set().union(*(surnames(doc, name) for name in names[-1:]))
    held = [h.post for h in scene.found if h.post and called & surnames(doc, h.person) and h.status == "current"]
    return next((p for p in reversed(held) if p.kind == "post" and p.of), None)
