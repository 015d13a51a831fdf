"""Again: a post that a sentence tells by "этот пост" and gives to another: "Раньше этот пост занимал Иван Лесной"."""

from onrecord.find.offices.holding import Holding, Scene
from onrecord.find.offices.meant import surnames
from onrecord.find.offices.posts import Post, Status
from onrecord.find.offices.tenure import LEAVING, appointed, denied, holder, status_of, tenure_verb
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import frames, listed


def same_post(scene: Scene) -> list[Holding]:
    """Whoever holds, held or gets the post that was told of last."""
    doc = scene.doc
    charges = [k for k in doc.where(listed("seats", "charge")) if k and doc.lemma[k - 1] in listed("pronouns", "this")]
    return [held for charge in charges for held in _held(scene, charge)]


def _held(scene: Scene, charge: int) -> list[Holding]:
    doc, verb = scene.doc, tenure_verb(scene.doc, charge)
    if verb is None or denied(doc, verb):
        return []
    kind = frames("tenure")[doc.lemma[verb]]["kind"]
    person = holder(doc, verb, kind)
    borne = _borne(scene, person) if person else []
    own = [p for p in scene.posts if _before(doc, p, charge) and (p in borne or _served_as(scene, p))]
    if own and kind not in LEAVING:
        return []  # "директор завода Анна Берг занимает этот пост": the director's, or one told before?
    post = own[-1] if own else _told_before(scene, charge)
    if post is None or (doc.lemma[verb] == "отказаться" and post not in borne):
        return []  # what somebody refuses was never theirs
    status = status_of(doc, verb, kind)
    told: list[tuple[Mention | None, Status | None]] = [(person, status)]
    if kind == "replace":
        told.append((appointed(doc, verb), "former" if status == "current" else "current"))
    of, mention = post.of[0] if post.of else None, doc.span(charge - 1, charge + 1)
    return [Holding(post, who, of, since, "same_post", mention=mention) for who, since in told if who and since]


def _before(doc: Doc, post: Post, charge: int) -> bool:
    """Whether a post is told before "этот пост" in the same sentence."""
    return post.head < charge and doc.sent[post.head] == doc.sent[charge]


def _borne(scene: Scene, person: Mention) -> list[Post]:
    """The posts that the article gives to somebody by that name."""
    names = surnames(scene.doc, person)
    return [h.post for h in scene.found if h.post and names & surnames(scene.doc, h.person)]


def _served_as(scene: Scene, post: Post) -> bool:
    """Whether a post is what somebody unread did before: "Пётр Дол, начинавший ректором школы, получил этот пост"."""
    return scene.doc.feat(post.head, "Case") == "Ins" and all(h.post is not post for h in scene.found)


def _told_before(scene: Scene, charge: int) -> Post | None:
    """The last post of the same sentence, else of the one before, that a longer title does not take in."""
    doc, inside = scene.doc, {k for post in scene.posts for k in post.title if k != post.head}
    posts = [p for p in scene.posts if p.kind == "post" and not p.plural and p.head < charge and p.head not in inside]
    here = [p for p in posts if _before(doc, p, charge)]
    before = [p for p in posts if doc.sent[p.head] == doc.sent[charge] - 1]
    return next(iter([*here[-1:], *before[-1:]]), None)
