"""Reading: a role mention taken apart into the post it names and of whom or what."""

from functools import cache

from msgspec import Struct

from onrecord.find.grammar.mentions import of_name, phrase
from onrecord.knowledge import Entity, Knowledge
from onrecord.knowledge.tables import several
from onrecord.language.doc import Doc
from onrecord.language.gazetteer import gazetteer
from onrecord.language.morph import phrase_key
from onrecord.resolve.national import country_of_adjective
from onrecord.values import Mention
from onrecord.words import frames, listed


class Reading(Struct, frozen=True):
    """A role mention taken apart."""

    head: str
    role: str  # slug of knowledge/offices.tsv, "" where unknown
    of: Entity | None
    ours: bool
    bare: bool  # no modifiers that would tell it from another bearer of the role
    inside: tuple[Mention, ...] = ()  # names of bodies and places in its phrase


@cache
def roles_of(knowledge: Knowledge) -> dict[str, str]:
    """Lemma key of a post's name -> its role ("глава государство" -> "head_of_state")."""
    found: dict[str, str] = {}
    for row in knowledge.tables["offices"]:
        for name in (row["ru"], *several(row["ru_other"])):
            found.setdefault(phrase_key(name.split()), row["role"])
    return found


def class_of(head: str) -> list[str]:
    """The heads of posts whose bearers a noun may mean: "глава" a director, "дипломат" a consul."""
    row = frames("classes").get(head)
    return several(row["kind"]) if row else []


def epithet(doc: Doc, i: int) -> bool:
    """Whether an adjective only says that somebody is known, or how old: "опальный чиновник", "32-летний политик"."""
    return doc.lemma[i] in listed("roles", "epithet") or (doc.form[i][0].isdigit() and "-летн" in doc.form[i])


def read_role(doc: Doc, mention: Mention, knowledge: Knowledge) -> Reading:
    """Take a role mention apart: post, and of what."""
    first, last = phrase(doc, mention.head)
    of: Entity | None = None
    words: list[str] = []
    inside: list[Mention] = []
    ours = False
    i = first
    while i < last:
        found = gazetteer(knowledge).longest(doc, i) if doc.form[i][0].isupper() else None
        country = country_of_adjective(doc, i, knowledge)
        name = doc.name_at(i)
        if name and name.kind != "PER" and i > mention.head:
            inside.append(of_name(doc, name))
        if found and found[0] <= last and name:
            of, i = of or found[1], found[0]
            continue
        if country:
            of = of or country
        elif doc.lemma[i] in ("наш", "свой"):
            ours = ours or doc.lemma[i] == "наш"
        elif doc.pos[i] not in ("DET", "PUNCT") and not epithet(doc, i):
            words.append(doc.lemma[i])
        i += 1
    if len(words) > 1 and words[-1] in listed("seats", "land") and (of or inside):
        words.pop()  # "глава МВД республики"
    head = doc.lemma[mention.head]
    role = roles_of(knowledge).get(" ".join(words)) or (roles_of(knowledge).get(head, "") if len(words) == 1 else "")
    if (head == "лидер" and (of or ours) and len(words) <= 1) or words == ["лидер", "государство"]:
        role = "leader"
    unique = tuple(dict.fromkeys(inside))
    bare = (len(words) == 1 or bool(role)) and (of is not None or not inside)
    return Reading(head, role, of, ours, bare, unique)
