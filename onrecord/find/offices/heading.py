"""Heading: posts without a noun of a post: "возглавляет партию", "во главе с", "под руководством"."""

from collections.abc import Iterator

from msgspec import structs

from onrecord.find.grammar.cases import fits
from onrecord.find.grammar.cues import subject
from onrecord.find.grammar.marks import OPENING
from onrecord.find.grammar.mentions import mention_of, of_name
from onrecord.find.grammar.seated import is_body, role_at
from onrecord.find.offices.holding import Holding, Scene
from onrecord.find.offices.meant import OWNED, owner_before
from onrecord.find.offices.posts import Status, persons_at
from onrecord.find.offices.tenure import denied, holder, status_of
from onrecord.language import morph
from onrecord.language.doc import Doc, Name
from onrecord.span import Span, cover
from onrecord.values import Mention
from onrecord.words import listed, valued

_TITLES = valued("titles", "heading")
_REACH = 6  # tokens from "которую" to its verb


def heading(scene: Scene) -> list[Holding]:
    """Every person who heads an organisation without a noun that says so."""
    doc = scene.doc
    return [_of_part(doc, _governing(doc, held)) for rule in RULES for held in rule(doc)]


def _holding(person: Mention, of: Mention, status: Status, rule: str, told: tuple[str, Span]) -> Holding:
    return Holding(None, person, of, status, rule, *told)


def _governing(doc: Doc, held: Holding) -> Holding:
    """The head of a government or an administration is named so, and holds the post in its country."""
    of = held.of
    if of is None or doc.lemma[of.head] not in listed("seats", "governing"):
        return held
    where = next((name for name in doc.names if of.head < name.first and doc.end[name.last - 1] <= of.end), None)
    where = where or doc.name_at(of.head + 1)
    place = of_name(doc, where) if where and where.kind != "PER" and doc.feat(where.first, "Case") == "Gen" else None
    body = "правительства" if doc.lemma[of.head] in listed("seats", "cabinet") else _genitive(doc, of.head)
    return structs.replace(held, of=place, title=f"глава {body}")


def _of_part(doc: Doc, held: Holding) -> Holding:
    """The head of a part of an organisation is named so: "возглавляет | совет директоров «Волны»"."""
    unit = held.of.head if held.of else -1
    if held.of is None or doc.lemma[unit] not in listed("seats", "unit") - listed("seats", "committee"):
        return held
    k = unit + 1
    while k < len(doc) and doc.pos[k] in ("NOUN", "ADJ") and doc.feat(k, "Case") == "Gen" and doc.name_at(k) is None:
        k += 1
    owner = doc.name_at(k + (doc.form[k] in OPENING)) if k + 1 < len(doc) and doc.sent[k] == doc.sent[unit] else None
    if owner is None or owner.first not in (k, k + 1) or not (owner.kind == "ORG" or _sends(doc, unit, owner)):
        return held
    last = next((j for j in range(unit + 1, k) if is_body(doc.lemma[j])), k)  # "совет директоров | завода «Волна»"
    words = [_genitive(doc, unit), *doc.form[unit + 1 : last]]
    return structs.replace(held, of=of_name(doc, owner), title=f"{held.title} {' '.join(words)}")


def _sends(doc: Doc, unit: int, owner: Name) -> bool:
    """Whether a country sends a delegation."""
    return owner.kind == "LOC" and doc.lemma[unit] in listed("seats", "sent")


def leads(doc: Doc) -> Iterator[Holding]:
    """ "Пётр Дол возглавляет партию «Рассвет»"."""
    for verb in doc.where(_TITLES):
        if doc.pos[verb] != "VERB" or denied(doc, verb) or doc.feat(verb, "Voice") == "Pass":
            continue
        of = _organisation_after(doc, verb + 1) or _relative(doc, verb) or _object_before(doc, verb)
        kind = "become" if doc.lemma[verb] == "возглавить" else "be"
        person, status = holder(doc, verb, "lead"), status_of(doc, verb, kind)
        if of and person and status:
            near = doc.sentence(verb).start <= of.start  # "Её возглавил": the organisation stands in a sentence before
            told = _TITLES[doc.lemma[verb]], cover([doc.span(verb), of.span]) if near else doc.span(verb)
            for who in _all(doc, person) if doc.feat(verb, "Number") == "Plur" else [person]:
                yield _holding(who, of, status, "leads", told)


def _all(doc: Doc, person: Mention) -> list[Mention]:
    """A person and those named in a row with him: "возглавляют | Иван Лесной и Пётр Дол"."""
    row = [of_name(doc, name) for name in persons_at(doc, doc.token_at(person.start) or 0)]
    return row or [person]


def led(doc: Doc) -> Iterator[Holding]:
    """ "Возглавляемая Петром Долом партия", "партия, возглавляемая Петром Долом"."""
    for verb in doc.where(_TITLES):
        name = next(persons_at(doc, verb + 1), None) if doc.feat(verb, "Voice") == "Pass" else None
        if name is None or not fits(doc, frozenset({"Ins"}), name):
            continue
        before = _organisation_before(doc, verb - 2) if verb > 1 and doc.form[verb - 1] == "," else None
        of = before or _organisation_after(doc, name.last)
        if of:
            told = _TITLES[doc.lemma[verb]], doc.span(verb, name.last)
            yield _holding(of_name(doc, name), of, "current", "led", told)


def _relative(doc: Doc, verb: int) -> Mention | None:
    """ "Партия, которую возглавляет Пётр Дол": the organisation before the relative clause."""
    which = next((k for k in range(verb - 1, max(verb - _REACH, 1), -1) if doc.lemma[k] == "который"), None)
    told = which is not None and doc.feat(which, "Case") in ("Acc", "Ins", "Nom") and doc.form[which - 1] == ","
    return _organisation_before(doc, which - 2) if which is not None and told else None


def _object_before(doc: Doc, verb: int) -> Mention | None:
    """ "Министерство дорог возглавит Пётр Дол", "Её возглавил Пётр Дол": the organisation before the verb."""
    name = next(persons_at(doc, verb + 1), None)
    follows = name is not None and fits(doc, frozenset({"Nom"}), name)
    object_first = any(k < verb for k in doc.children(verb, "obj")) and (subject(doc, verb) or 0) > verb
    if not verb or not (follows or object_first):
        return None
    meant = owner_before(doc, verb - 1) if doc.form[verb - 1].lower() in OWNED else None
    return meant or _organisation_before(doc, verb - 1)


def _organisation_after(doc: Doc, i: int) -> Mention | None:
    """The organisation that opens within three tokens of token `i`."""
    for k in range(i, min(len(doc), i + 4)):
        name = doc.name_at(k)
        if name and name.kind == "ORG":
            return of_name(doc, name)
        if name or doc.pos[k] in ("VERB", "ADP") or doc.form[k] in (",", "."):
            return None
        if doc.pos[k] == "NOUN":
            return _common(doc, k)
    return None


def _common(doc: Doc, i: int) -> Mention | None:
    """An organisation told by a common noun, or the name that the noun introduces."""
    if doc.lemma[i] not in listed("seats", "body", "unit"):
        return None
    k = i + 1 + (doc.form[i + 1 : i + 2] in (["«"], ['"']))
    name = doc.name_at(k) if k < len(doc) else None
    called = name is not None and name.kind == "ORG" and name.first in (k, i + 1)
    owned = called and k == i + 1 and doc.feat(k, "Case") == "Gen" and not doc.form[k].isupper()  # "комитет | Сената"
    if name and called and not owned:
        return of_name(doc, name)
    mention = mention_of(doc, i)  # the parser may hang whoever heads it on the noun: "возглавит комиссию | Иван Лесной"
    told = mention and mention.how == "name" and (who := doc.name_at(mention.head)) and who.kind == "PER"
    return role_at(doc, i, i) if told else mention


def _organisation_before(doc: Doc, i: int) -> Mention | None:
    """The organisation that ends with token `i`."""
    while i > 0 and doc.form[i] in ("»", '"'):
        i -= 1
    name = doc.name_at(i)
    if name and name.kind == "LOC" and (whole := doc.name_at(name.first - 1)) and whole.kind == "ORG":
        name = whole
    if name:
        return of_name(doc, name) if name.kind == "ORG" else None
    return mention_of(doc, i) if i >= 0 and doc.lemma[i] in listed("seats", "body", "unit") else None


def together_with(doc: Doc) -> Iterator[Holding]:
    """ "Партия во главе с Петром Долом"; of a bare government: "правительство во главе с"."""
    for i in _at_the_head(doc):
        name = next(persons_at(doc, i + 2), None) if doc.form[i + 1 : i + 2] in (["с"], ["со"]) else None
        of = _organisation_before(doc, i - 2)
        if name and of:
            told = "глава", Span(of.start, doc.end[i + 1])
            yield _holding(of_name(doc, name), of, "current", "together_with", told)


def _at_the_head(doc: Doc) -> list[int]:
    return [i for i in doc.index.get("глава", ()) if i > 1 and doc.form[i - 1].lower() == "во"]


def _genitive(doc: Doc, i: int) -> str:
    return morph.inflect(doc.form[i].lower(), morph.best(doc.form[i].lower(), "NOUN", doc.feats[i]), "gent")


def stands(doc: Doc) -> Iterator[Holding]:
    """ "Пётр Дол стоит во главе партии"; also a noun in between: "работа Петра Дола во главе партии"."""
    for i in _at_the_head(doc):
        of = _organisation_after(doc, i + 1)
        verb = next((k for k in range(i - 2, max(i - 6, -1), -1) if doc.lemma[k] in listed("seats", "standing")), None)
        before = doc.name_at(i - 2)
        person = holder(doc, verb, "lead") if verb is not None else None
        if person is None and before and before.kind == "PER":
            person = of_name(doc, before)
        if of and person:
            status = status_of(doc, verb, "be") if verb is not None else None
            yield _holding(person, of, status or "current", "stands", ("глава", Span(doc.start[i - 1], of.end)))


def under(doc: Doc) -> Iterator[Holding]:
    """ "Комиссия под руководством Петра Дола"."""
    for i in doc.index.get("руководство", ()):
        name = next(persons_at(doc, i + 1), None) if i > 1 and doc.form[i - 1].lower() == "под" else None
        of = _organisation_before(doc, i - 2) if name else None
        if name and of:
            yield _holding(of_name(doc, name), of, "current", "under", ("руководитель", doc.span(i - 1, i + 1)))


RULES = (leads, led, together_with, stands, under)
