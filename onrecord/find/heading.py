"""Heading: posts that a verb or a set phrase names without a noun: "возглавляет партию", "во главе с", "под руководством"."""

from collections.abc import Iterator

from onrecord.find.holding import Holding, Scene
from onrecord.find.mentions import mention_of, of_name
from onrecord.find.tenure import _denied, _person, status_of
from onrecord.find.posts import persons_at
from onrecord.find.seat import GOVERNING
from onrecord.language import morph
from onrecord.language.doc import Doc
from onrecord.span import Span
from onrecord.values import Mention
from onrecord.words import listed

_TITLES = {"возглавлять": "глава", "возглавить": "глава", "руководить": "руководитель"}


def heading(scene: Scene) -> list[Holding]:
    """Every person who heads an organisation without a noun that says so."""
    return [*_leads(scene), *_at_the_head(scene), *_under(scene)]


def _leads(scene: Scene) -> Iterator[Holding]:
    """ "Пётр Дол возглавляет партию «Рассвет»"."""
    doc = scene.doc
    for verb in doc.where(_TITLES):
        if doc.pos[verb] != "VERB" or _denied(doc, verb) or doc.feat(verb, "Voice") == "Pass":
            continue
        of = _organisation_after(doc, verb + 1) or _relative(doc, verb)
        person, status = _person(doc, verb, "lead", None), status_of(doc, verb, "be")
        if doc.lemma[verb] == "возглавить" and status == "former":
            status = "current"
        if of and person and status:
            yield Holding(None, person, of, status, "leads", _TITLES[doc.lemma[verb]], Span(doc.start[verb], of.end))


def _relative(doc: Doc, verb: int) -> Mention | None:
    """ "Партия, которую возглавляет Пётр Дол": the organisation before the relative clause."""
    which = doc.lemma[verb - 1] == "который" and doc.feat(verb - 1, "Case") in ("Acc", "Ins")
    return _organisation_before(doc, verb - 3) if which and verb > 3 and doc.form[verb - 2] == "," else None


def _organisation_after(doc: Doc, i: int) -> Mention | None:
    """The organisation that opens within three tokens of token `i`."""
    for k in range(i, min(len(doc), i + 4)):
        name = doc.name_at(k)
        if name and name.kind == "ORG":
            return of_name(doc, name)
        if name or doc.pos[k] in ("VERB", "ADP") or doc.form[k] in (",", "."):
            return None
        if doc.pos[k] == "NOUN":
            return mention_of(doc, k) if doc.lemma[k] in listed("seats", "body") else None
    return None


def _at_the_head(scene: Scene) -> Iterator[Holding]:
    """ "Правительство во главе с Петром Долом"."""
    doc = scene.doc
    for i in doc.index.get("глава", ()):
        if i + 2 < len(doc) and doc.form[i - 1].lower() == "во" and doc.form[i + 1] in ("с", "со"):
            name = next(persons_at(doc, i + 2), None)
            of = _organisation_before(doc, i - 2)
            if name and of:
                title, where = _governing(doc, i - 2, of)
                yield Holding(
                    None, of_name(doc, name), where, "current", "at_the_head", title, Span(of.start, doc.end[i + 1])
                )
        elif doc.form[i - 1].lower() == "во" and (of := _organisation_after(doc, i + 1)):
            verb = next(
                (
                    k
                    for k in range(i - 2, max(i - 6, -1), -1)
                    if doc.lemma[k] in ("стоять", "встать", "стать", "находиться")
                ),
                None,
            )
            person = _person(doc, verb, "lead", None) if verb is not None else None
            if person and verb is not None:
                yield Holding(
                    None,
                    person,
                    of,
                    status_of(doc, verb, "be") or "current",
                    "at_the_head",
                    "глава",
                    Span(doc.start[i - 1], of.end),
                )


def _governing(doc: Doc, i: int, of: Mention) -> tuple[str, Mention | None]:
    """A bare government names the post, not an organisation: "правительство во главе с"."""
    return (f"глава {_genitive(doc, i)}", None) if doc.lemma[i] in GOVERNING else ("глава", of)


def _genitive(doc: Doc, i: int) -> str:
    return str(morph.inflect(doc.form[i].lower(), morph.best(doc.form[i].lower(), "NOUN", doc.feats[i]), "gent"))


def _organisation_before(doc: Doc, i: int) -> Mention | None:
    while i >= 0 and doc.form[i] in ("»", '"'):
        i -= 1
    name = doc.name_at(i)
    if name:
        return of_name(doc, name) if name.kind == "ORG" else None
    return mention_of(doc, i) if i >= 0 and doc.lemma[i] in listed("seats", "body", "unit") else None


def _under(scene: Scene) -> Iterator[Holding]:
    """ "Комиссия под руководством Петра Дола"."""
    doc = scene.doc
    for i in doc.index.get("руководство", ()):
        if i + 1 < len(doc) and doc.form[i - 1].lower() == "под":
            name = next(persons_at(doc, i + 1), None)
            of = _organisation_before(doc, i - 2)
            if name and of:
                yield Holding(None, of_name(doc, name), of, "current", "under", "руководитель", doc.span(i - 1, i + 1))
