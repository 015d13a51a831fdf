"""Papers: whose a document, a page or an account is that says something: "в письме губернатора", "на сайте порта"."""

from collections.abc import Iterator

from onrecord.find.grammar.mentions import mention_of
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed

BACK = 12  # sentences: how far back a paper was spoken of that "в документе" means


def owner(doc: Doc, paper: int) -> Mention | None:
    """Whose words the paper at token `paper` holds, by its own phrase or by where it was spoken of before."""
    own = next(
        (k for k in doc.children(paper, "det", "nmod") if doc.form[k].lower() in listed("pronouns", "whose")), None
    )
    if own is not None:
        return Mention(doc.start[own], doc.end[own], own, "pronoun")
    found = _owned(doc, paper)
    if found is not None:
        return mention_of(doc, found)
    for earlier in _before(doc, paper):
        found = _owned(doc, earlier)
        if found is None or not _acts(doc, found):
            found = _made(doc, earlier)
        if found is not None:
            return mention_of(doc, found)
    return None


def _owned(doc: Doc, paper: int) -> int | None:
    """Who stands in a paper's own phrase: "письмо X", "письмо от X", "письмо, подписанное X", "... на сайте X"."""
    own = [k for k in doc.children(paper, "nmod", "amod") if _case(doc, k) in ("", "от") and k > paper]
    things = [k for k in own if doc.pos[k] == "NOUN" and doc.feat(k, "Case") == "Gen" and not _case(doc, k)]
    found = next((k for k in [*own, *things] if _acts(doc, k) or k in things), None)
    if found is not None:
        return _owned(doc, found) if doc.lemma[found] in listed("carriers", "document", "page") else found
    for k in doc.children(paper, "acl", "amod", "nmod"):
        made = doc.feat(k, "VerbForm") == "Part"
        for below in [k, *doc.children(k, "obl", "nmod")] if made else [k]:
            by = made and doc.feat(below, "Case") == "Ins" and not _case(doc, below)
            if by and _acts(doc, below):
                return below
            if doc.lemma[below] in listed("carriers", "page") and _case(doc, below) in ("на", "в"):
                return _owned(doc, below)
    return _in_name_of(doc, paper)


def _in_name_of(doc: Doc, paper: int) -> int | None:
    """Whoever stands after "от имени" behind a paper."""
    for k in range(paper + 1, min(paper + 4, doc.sents[doc.sent[paper]][1])):
        if doc.form[k].lower() == "имени" and doc.form[k - 1].lower() == "от":
            return next((n for n in doc.children(k, "nmod") if _acts(doc, n)), None)
    return None


def _before(doc: Doc, paper: int) -> Iterator[int]:
    """Where the same paper may have been told of before, the nearest first."""
    first = doc.sents[max(0, doc.sent[paper] - BACK)][0]
    papers = listed("carriers", "document") - listed("carriers", "page")
    same = papers if doc.lemma[paper] in listed("papers", "any") else {doc.lemma[paper], "документ"}
    if doc.lemma[paper] in papers:
        yield from (k for k in reversed(doc.where(same)) if first <= k < paper and doc.pos[k] == "NOUN")


def _made(doc: Doc, paper: int) -> int | None:
    """Who acts in the clause that tells of a paper: "X выпустил заявление", "X обратился с письмом"."""
    verb = doc.head[paper]
    if verb < 0 or doc.pos[verb] != "VERB" or doc.feat(verb, "Voice") == "Pass":
        return None
    if not doc.is_rel(paper, "obj") and _case(doc, paper) not in ("с", "со", "в"):
        return None
    subjects = (k for k in doc.children(verb, "nsubj") if doc.feat(k, "Case") in ("Nom", "") and _acts(doc, k))
    return next(subjects, None)


def _acts(doc: Doc, i: int) -> bool:
    """Whether a noun names somebody who may write."""
    if doc.name_at(i) is not None:
        return True
    known = listed("roles") | listed("agents")
    return doc.pos[i] == "NOUN" and (doc.feat(i, "Animacy") == "Anim" or doc.lemma[i] in known)


def _case(doc: Doc, i: int) -> str:
    return next((doc.form[k].lower() for k in doc.children(i, "case") if k < i), "")
