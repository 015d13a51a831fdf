"""Tenure: a post that a verb gives or takes: "был избран президентом", "занимал пост министра", "ушёл с поста"."""

from onrecord.find.cues import subject
from onrecord.find.holding import Holding, Scene
from onrecord.find.mentions import mention_of, of_name
from onrecord.find.posts import Post, Status, persons_at
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import frames, listed

REACH = 9  # tokens between a verb and its post


def in_post(scene: Scene, post: Post) -> list[Holding]:
    """The person whom a verb puts into the post, keeps there or takes out of it."""
    doc = scene.doc
    charge = _charge(doc, post)
    if charge is None and "Ins" not in post.cases:
        return []
    if charge is None and doc.feat(post.head, "Case") != "Ins" and doc.feat(post.head, "Case") != "Dat":
        return []
    verb = _verb(doc, post, charge)
    if verb is None or _denied(doc, verb) or charge is not None and _sought(doc, charge):
        return []
    kind = frames("tenure")[doc.lemma[verb]]["kind"]
    if charge is None and kind in ("take", "leave", "dismiss", "lead"):
        return []
    person = _person(doc, verb, kind, post)
    status = status_of(doc, verb, kind)
    if person is None or status is None or person.head in range(post.first, post.last) or post.plural:
        return []
    return [Holding(post, person, post.of[0] if post.of else None, _joined(post.status, status), "in_post")]


def _joined(own: Status, verb: Status) -> Status:
    return own if own != "current" else verb


def _charge(doc: Doc, post: Post) -> int | None:
    """The noun of "на пост министра", "в должности директора" right before the post."""
    before = post.first - 1
    return before if before >= 0 and doc.lemma[before] in listed("seats", "charge") and "Gen" in post.cases else None


def _sought(doc: Doc, charge: int) -> bool:
    """Whether somebody only runs for the post: "кандидат на пост мэра"."""
    return any(doc.lemma[k] in listed("tenure", "seek") for k in range(max(charge - 4, 0), charge))


def _verb(doc: Doc, post: Post, charge: int | None) -> int | None:
    """The verb of tenure that governs the post: up the tree, else the nearest in its clause."""
    start = post.head if charge is None else charge
    for up in doc.ancestors(start):
        if _tenure(doc, up):
            return up
        if doc.pos[up] in ("VERB", "AUX") and doc.feat(up, "VerbForm") != "Inf":
            break
    first, last = doc.sents[doc.sent[start]]
    left = _nearest(doc, range(start - 1, max(first, start - REACH) - 1, -1))
    return left if left is not None else _nearest(doc, range(post.last, min(last, post.last + 4)))


def _nearest(doc: Doc, tokens: range) -> int | None:
    for k in tokens:
        if _tenure(doc, k):
            return k
        if doc.pos[k] == "VERB" or doc.form[k] in (";", ":", "—", "«", "»", '"'):
            return None
    return None


def _tenure(doc: Doc, i: int) -> bool:
    return doc.pos[i] in ("VERB", "AUX", "ADJ") and doc.lemma[i] in frames("tenure")


def _denied(doc: Doc, verb: int) -> bool:
    return verb > 0 and doc.form[verb - 1].lower() in ("не", "бы") or doc.form[min(verb + 1, len(doc) - 1)] == "бы"


def _person(doc: Doc, verb: int, kind: str, post: Post | None) -> Mention | None:
    passive = doc.feat(verb, "Voice") == "Pass" or doc.feat(verb, "Variant") == "Short"
    if kind in ("appoint", "dismiss") and not passive:
        return _object(doc, verb, post)
    who = _described(doc, verb)
    who = subject(doc, verb) if who is None else who
    mention = mention_of(doc, who) if who is not None else None
    if mention is None or mention.how == "role":
        return None
    name = doc.name_at(mention.head)
    return mention if mention.how == "pronoun" or (name and name.kind == "PER") else _named(doc, mention)


def _described(doc: Doc, verb: int) -> int | None:
    """The person's name that a participle right after a comma describes: "Пётр Дол, занимающий пост мэра"."""
    k = verb - 1 - (doc.pos[verb - 1] == "ADV")
    name = doc.name_at(k - 1) if doc.feat(verb, "VerbForm") == "Part" and k > 0 and doc.form[k] == "," else None
    return name.last - 1 if name and name.kind == "PER" else None


def _named(doc: Doc, mention: Mention) -> Mention | None:
    first = doc.token_at(mention.start)
    name = doc.name_at(first) if first is not None else None
    return mention if name and name.kind == "PER" else None


def _object(doc: Doc, verb: int, post: Post | None) -> Mention | None:
    """Whom an active verb appoints: its object, or the name right after the post."""
    for k in doc.children(verb, "obj", "iobj"):
        name = doc.name_at(k)
        if name and name.kind == "PER":
            return of_name(doc, name)
    if post is not None and (after := next(persons_at(doc, post.last), None)):
        return of_name(doc, after)
    near = next(persons_at(doc, verb + 1), None)
    return of_name(doc, near) if near else None


def status_of(doc: Doc, verb: int, kind: str) -> Status | None:
    """What a verb's tense says of the post; None where the verb leaves it open ("может стать")."""
    helper = next((k for k in doc.children(verb, "aux", "cop") if doc.lemma[k] in ("быть", "стать")), verb)
    tense, future = doc.feat(verb, "Tense") or doc.feat(helper, "Tense"), doc.form[helper].lower().startswith("буд")
    if future or tense == "Fut":
        return "current" if kind in ("leave", "dismiss") else "future"
    if doc.feat(verb, "VerbForm") == "Inf":
        return None
    if kind in ("leave", "dismiss"):
        return "former"
    past = tense == "Past" and doc.feat(verb, "Aspect") == "Imp" and kind not in ("appoint", "become")
    return "former" if past else "current"
