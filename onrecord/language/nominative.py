"""Nominatives of noun phrases: "Совету Безопасности ООН" -> "Совет Безопасности ООН"."""

from onrecord.language import morph
from onrecord.language.doc import Doc

_OPEN, _CLOSE = "«\"“„'", "»\"”“'"


def nominative(doc: Doc, first: int, last: int, head: int) -> str:
    """The words of tokens `first` up to `last` with the phrase's head, and what agrees with it, in the nominative."""
    case = doc.feat(head, "Case")
    changed: dict[int, str] = {}
    numbers = [doc.feat(k, "Case") for k in doc.children(head, "nummod") if k < head]  # not "школы № 17"
    counted = case == "Gen" and any(number != "Gen" for number in numbers)  # "двести рыбаков", "4 рыбаков" stand so
    if case and case != "Nom" and not counted:
        changed[head] = _nominative_of(doc, head, None, None)
        reading = morph.best(doc.form[head], doc.pos[head], doc.feats[head])
        number, gender = reading.tag.number, reading.tag.gender
        for k in range(first, last):
            if k != head and doc.head[k] == head and doc.feat(k, "Case") == case and _agrees(doc, k):
                changed[k] = _nominative_of(doc, k, number, gender)
    return _joined(doc, first, last, changed)


def _agrees(doc: Doc, k: int) -> bool:
    """Whether a dependent changes with its head: adjectives, appositions, compounds with a hyphen."""
    if doc.is_rel(k, "appos") and any(doc.feat(j, "Case") == "Gen" for j in doc.children(doc.head[k], "nmod") if j < k):
        return False  # "союза писателей Тарузии": the country belongs to what the genitive before it names
    return (doc.is_rel(k, "amod", "det", "flat", "appos", "nummod") and doc.form[k].isalpha()) or "-" in doc.form[k]


def _nominative_of(doc: Doc, i: int, number: str | None, gender: str | None) -> str:
    form = doc.form[i]
    if (form.isupper() and len(form) > 1) or not form[-1:].isalpha():
        return form
    reading = morph.best(form, doc.pos[i], doc.feats[i])
    wanted = number or morph.NUMBER.get(doc.feat(i, "Number"))
    if reading.tag.POS == "NOUN":  # a noun in apposition keeps its own number and gender
        return morph.inflect(form, reading, "nomn", morph.NUMBER.get(doc.feat(i, "Number")))
    if reading.tag.POS == "NUMR":  # "двух стран" -> "две страны"
        return morph.inflect(form, reading, "nomn", None, gender)
    return morph.inflect(form, reading, "nomn", wanted, gender)


def _joined(doc: Doc, first: int, last: int, changed: dict[int, str]) -> str:
    """The tokens' text with `changed` forms put in, spaces as they stand, outer quotation marks gone."""
    pieces: list[str] = []
    for i in range(first, last):
        if i > first and doc.start[i] > doc.end[i - 1]:
            pieces.append(" ")
        pieces.append(changed.get(i, doc.form[i]))
    text = "".join(pieces).strip()
    if len(text) > 2 and text[0] in _OPEN and text[-1] in _CLOSE and not any(c in text[1:-1] for c in _OPEN + _CLOSE):
        text = text[1:-1]
    return text


def singular_title(doc: Doc, tokens: tuple[int, ...], head: int, noun: str | None = None) -> str:
    """The words of a post in the nominative singular, lower case but for names: "Главам МИД" -> "глава МИД".

    `tokens` may leave words out; those up to `head` agree with it, those after it stay as they are. `noun` is the
    head's nominative where it is known.
    """
    gender = morph.GENDER.get(doc.feat(head, "Gender"), "masc")
    pieces: list[str] = []
    for n, i in enumerate(tokens):
        if n and (tokens[n - 1] != i - 1 or doc.start[i] > doc.end[i - 1]):
            pieces.append(" ")
        pieces.append(noun if noun and i == head else _agreeing(doc, i, gender) if i <= head else _lowered(doc, i))
    return "".join(pieces).strip()


def _agreeing(doc: Doc, i: int, gender: str) -> str:
    form = doc.form[i].lower()
    if doc.pos[i] not in ("ADJ", "VERB") or len(form) == 1:
        return form
    return morph.inflect(form, morph.best(form, doc.pos[i], doc.feats[i]), "nomn", "sing", gender)


def _lowered(doc: Doc, i: int) -> str:
    """A word as it stands, without a capital that makes no name."""
    form, name = doc.form[i], doc.name_at(i)
    return form if name or (form.isupper() and len(form) > 1) else form[:1].lower() + form[1:]


def genitive(name: str) -> str:
    """A name of one or more words, given in the nominative, in the genitive.

    >>> genitive("Греция")
    'Греции'
    """
    return " ".join(_genitive_of(word) for word in name.split())


def _genitive_of(word: str) -> str:
    reading = next((p for p in morph.parses(word) if "nomn" in p.tag.grammemes), None)
    return morph.inflect(word, reading, "gent") if reading and not word.isupper() else word
