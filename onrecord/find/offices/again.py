"""Again: a post that a sentence tells by "этот пост" and gives to another: "Раньше этот пост занимал Иван Лесной"."""

from onrecord.find.offices.holding import Holding, Scene
from onrecord.find.offices.posts import Post, Status
from onrecord.find.offices.tenure import appointed, denied, holder, status_of, tenure_verb
from onrecord.values import Mention
from onrecord.words import frames, listed

_HERE = ("этот", "данный", "тот")


def same_post(scene: Scene) -> list[Holding]:
    """Whoever holds, held or gets the post that was told of last."""
    doc = scene.doc
    charges = [k for k in doc.where(listed("seats", "charge")) if k and doc.lemma[k - 1] in _HERE]
    return [held for charge in charges for held in _held(scene, charge)]


def _held(scene: Scene, charge: int) -> list[Holding]:
    doc, post = scene.doc, _told_before(scene, charge)
    verb = tenure_verb(doc, charge)
    if post is None or verb is None or denied(doc, verb):
        return []
    kind = frames("tenure")[doc.lemma[verb]]["kind"]
    status = status_of(doc, verb, kind)
    told: list[tuple[Mention | None, Status | None]] = [(holder(doc, verb, kind), status)]
    if kind == "replace":
        told.append((appointed(doc, verb), "former" if status == "current" else "current"))
    of, mention = post.of[0] if post.of else None, doc.span(charge - 1, charge + 1)
    return [Holding(post, who, of, since, "same_post", mention=mention) for who, since in told if who and since]


def _told_before(scene: Scene, charge: int) -> Post | None:
    """The last post of the sentence before, else of the same one, that a longer title does not take in."""
    doc, inside = scene.doc, {k for post in scene.posts for k in post.title if k != post.head}
    posts = [p for p in scene.posts if p.kind == "post" and not p.plural and p.head < charge and p.head not in inside]
    before = [p for p in posts if doc.sent[p.head] == doc.sent[charge] - 1]
    here = [p for p in posts if doc.sent[p.head] == doc.sent[charge]]
    return next(iter([*before[-1:], *here[-1:]]), None)
