"""Unsaid: who a sentence without a subject is about: "Пётр Дол родился в Приморске. В 2006 году назначен мэром"."""

from onrecord.find.grammar.marks import OPENING
from onrecord.find.grammar.mentions import mention_of
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed

_REACH = 8  # sentences back to the one that names somebody
_SUBJECTS = ("nsubj", "csubj")


def left_out(doc: Doc, verb: int) -> Mention | None:
    """The person whom the sentences before are about, where that of token `verb` has no subject of its own."""
    own = doc.sent[verb]
    if doc.feat(verb, "Number") == "Plur" or doc.feat(verb, "VerbForm") in ("Inf", "Conv") or not _bare(doc, own):
        return None
    for n in range(own - 1, max(own - _REACH, -1), -1):
        if doc.sents[n][0] < doc.headline[1]:
            return None
        if not _bare(doc, n):
            return _topic(doc, n, doc.feat(verb, "Gender"))
    return None


def _bare(doc: Doc, n: int) -> bool:
    """Whether nothing in a sentence is a subject, and none of it is spoken: a CV's line."""
    first, last = doc.sents[n]
    spoken = doc.form[first] in (*OPENING, "-", "–", "—")
    return not spoken and not any(doc.is_rel(k, *_SUBJECTS) for k in range(first, last))


def _topic(doc: Doc, n: int, gender: str) -> Mention | None:
    """The person who is the subject of a sentence's main verb, if of the gender that the verb tells."""
    first, last = doc.sents[n]
    root = next((k for k in range(first, last) if doc.head[k] < 0), None)
    subjects = doc.children(root, "nsubj") if root is not None else []
    mention = mention_of(doc, subjects[0]) if len(subjects) == 1 else None
    if mention is None or mention.how == "role" or {doc.feat(subjects[0], "Gender"), gender} == {"Masc", "Fem"}:
        return None
    name = doc.name_at(doc.token_at(mention.start) or 0)
    person = name is not None and name.kind == "PER"
    he = doc.lemma[subjects[0]] in listed("pronouns", "third") and doc.feat(subjects[0], "Number") == "Sing"
    return mention if person or he else None
