"""Raising: money that everybody is asked for: "сбор средств для больницы", "собирают пожертвования в пользу сирот"."""

from msgspec.structs import replace

from onrecord.find.aid.gifts import Frame, beneficiary
from onrecord.find.aid.scene import Gift, Scene, gift_of, kind_of, of_dues
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.language.doc import Doc
from onrecord.words import listed

_REACH = 12  # tokens: how far after a collection whoever it is for stands


def raised(scene: Scene, center: int) -> Gift | None:
    """A collection of money or help, asked of nobody in particular, for whoever is named after it."""
    doc = scene.doc
    if (
        kind_of(doc, center) != "raising"
        or of_dues(doc, center)
        or not any(_wanted(doc, k) for k in doc.children(center))
    ):
        return None
    frame = Frame(center, None, center, _end(doc, center))
    to = beneficiary(doc, frame)
    if to is None:
        return None
    gift = gift_of(doc, frame, "asked", center, max(center + 1, phrase(doc, to)[1]))
    return replace(gift, recipient=mention_of(doc, to))


def _wanted(doc: Doc, k: int) -> bool:
    """Whether a noun is what is collected: money or help, not signatures."""
    below = doc.is_rel(k, "nmod", "obj") and doc.feat(k, "Case") in ("Gen", "Acc", "")
    return below and (doc.lemma[k] in listed("aid", "means", "help", "grant", "support"))


def _end(doc: Doc, center: int) -> int:
    """Where the words of a collection end: at the next predicate or clause."""
    end = min(center + _REACH, doc.sents[doc.sent[center]][1])
    after = range(center + 1, end)
    return next((k for k in after if doc.feat(k, "VerbForm") == "Fin" or doc.form[k] in (",", ";", ":")), end)
