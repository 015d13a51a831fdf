"""Succession: whom the new holder of a post follows: "стала мэром вместо Ивана Лесного", "сменив на этом посту ..."."""

from msgspec import structs

from onrecord.find.grammar.cases import fits
from onrecord.find.grammar.mentions import of_name
from onrecord.find.offices.holding import Holding, Scene
from onrecord.find.offices.posts import persons_at
from onrecord.find.offices.tenure import replaces
from onrecord.language.doc import Doc, Name
from onrecord.words import listed

_REACH = 9  # tokens from "вместо" or "сменив" to the name


def in_place_of(scene: Scene, found: list[Holding]) -> list[Holding]:
    """Whom the new holder of a post follows in it: "стал мэром, сменив на этом посту Ивана Лесного"."""
    doc = scene.doc
    held = found[-1] if found else None
    if held is None or held.post is None or held.status == "former" or any(h.status == "former" for h in found):
        return []
    first, end = max(held.post.last, doc.token_at(held.person.end) or 0), doc.sents[doc.sent[held.post.head]][1]
    before = next((name for k in range(first, end) if (name := _followed(doc, k, end, held.rule))), None)
    if before is None:
        return []
    status = "current" if held.status == "future" else "former"
    return [structs.replace(held, person=of_name(doc, before), status=status, rule="in_place_of")]


def _followed(doc: Doc, k: int, end: int, rule: str) -> Name | None:
    """Who was there before, where token `k` is "вместо" or a verb of following in the same post."""
    instead = doc.lemma[k] == "вместо" and rule == "in_post"
    if not instead and not (replaces(doc, k) and _same_post(doc, k, end)):
        return None
    for i in range(k + 1, min(end, k + _REACH)):
        name = next(persons_at(doc, i), None)
        if name:
            return name if fits(doc, frozenset({"Gen", "Acc"}), name) else None
        finite = doc.pos[i] == "VERB" and doc.feat(i, "VerbForm") not in ("Part", "Conv")
        if finite or doc.form[i] in (",", ";", ":"):
            return None
    return None


def _same_post(doc: Doc, verb: int, end: int) -> bool:
    """Whether one follows the other "на этом посту", "в этой должности"."""
    charges = [k for k in range(verb, min(end, verb + _REACH)) if doc.lemma[k] in listed("seats", "charge")]
    return any(doc.lemma[k - 1] in listed("pronouns", "this") | {"он"} for k in charges)
