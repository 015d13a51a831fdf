"""References: treaties, resolutions, laws, plans and documents that the text names."""

from typing import Literal, cast

from onrecord.find.context import Context
from onrecord.find.grammar.mentions import of_name, phrase
from onrecord.language.doc import Doc
from onrecord.language.nominative import nominative
from onrecord.values import Mention, Reference
from onrecord.words import frames, listed

NEEDS: tuple[str, ...] = ()
Kind = Literal["treaty", "resolution", "law", "plan", "document"]


def find(doc: Doc, seen: Context) -> list[Reference[Mention]]:
    """The article's references in text order, one a name."""
    found: dict[str, Reference[Mention]] = {}
    for i in doc.where(listed("documents")):
        kind = cast(Kind, frames("documents")[doc.lemma[i]]["kind"])
        for rule in RULES:
            answer = rule(doc, i)
            if answer is None:
                continue
            (first, last), body = answer
            name = nominative(doc, first, last, i)
            span = doc.span(first, last)
            reference = Reference(
                what=span, kind=kind, name=name, body=body, evidence=(doc.sentence(i),), rule=rule.__name__
            )
            found.setdefault(name.casefold(), reference)
            break
    return sorted(found.values(), key=lambda r: r.what)


Answer = tuple[tuple[int, int], Mention | None] | None


def of_a_body(doc: Doc, i: int) -> Answer:
    """A document with the body or the states that made it: "резолюции Совета Безопасности ООН"."""
    first, last = phrase(doc, i)
    for k in doc.children(i, "nmod"):
        name = doc.name_at(k)
        if name and k > i and name.kind in ("ORG", "LOC") and doc.feat(k, "Case") in ("Gen", ""):
            mention = of_name(doc, name)
            end = doc.token_at(mention.end - 1)
            return (first, max(last, (end if end is not None else k) + 1)), mention
    return None


def named(doc: Doc, i: int) -> Answer:
    """A document with a name of its own: a capital, a title in marks, or a subject ("договор о дружбе")."""
    first, last = phrase(doc, i)
    adjective = next((k for k in doc.children(i, "amod") if k < i), None)
    if doc.lemma[i] == "право":
        return ((first, last), None) if adjective is not None and doc.lemma[adjective] == "международный" else None
    if adjective is not None and doc.form[adjective][0].isupper() and adjective != doc.sents[doc.sent[i]][0]:
        return (first, last), None
    after = i + 1
    if after < len(doc) and doc.text[doc.start[after]] in '«"“„' and doc.sent[after] == doc.sent[i]:
        closing = next(
            (k for k in range(after + 1, doc.sents[doc.sent[i]][1]) if doc.text[doc.end[k] - 1] in '»"”'), None
        )
        return ((first, closing + 1), None) if closing is not None else None
    if (
        after < len(doc)
        and doc.form[after] in ("о", "об")
        and frames("documents")[doc.lemma[i]]["kind"] in ("treaty", "law", "resolution")
    ):
        head = next((k for k in doc.children(i, "nmod") if k > after), None)
        return ((first, phrase(doc, head)[1]), None) if head is not None else None
    return None


RULES = (of_a_body, named)
