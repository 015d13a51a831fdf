"""Offices once their parties are actors: two names of a body or of a post turn out to make one entry."""

from collections.abc import Iterable

from msgspec import structs

from onrecord.knowledge import Knowledge
from onrecord.language.morph import fold
from onrecord.resolve.national import key_of
from onrecord.values import Actor, Office
from onrecord.words import listed

_LASTING = ("future", "current", "former")


class _Of:
    """What a post is of: its name, folded, whether it is an organisation, its country's ISO code or ""."""

    def __init__(self, actor: Actor, knowledge: Knowledge) -> None:
        self.name, self.body = fold(actor.name), actor.kind == "organisation"
        self.country = actor.country or key_of(actor.name, knowledge).partition("@")[2]


def once(offices: tuple[Office[str], ...], actors: Iterable[Actor], knowledge: Knowledge) -> tuple[Office[str], ...]:
    """Every person, post and country or organisation once; once former is former."""
    found: list[Office[str]] = []
    known = {actor.id: _Of(actor, knowledge) for actor in actors}
    for office in offices:
        n = next((n for n, old in enumerate(found) if _same(old, office, known)), None)
        if n is None:
            found.append(office)
        else:
            found[n] = _merged(found[n], office)
    return tuple(found)


def _same(a: Office[str], b: Office[str], of: dict[str, _Of]) -> bool:
    if a.person != b.person:
        return False
    if a.of == b.of and a.office == b.office:
        return True
    short, full = sorted((a, b), key=_says)
    if short.of is None and full.office.startswith(short.office + " "):
        return True  # "советник Иван Лесной ... советник президента Тарузии"
    body = of[short.of] if short.of and of[short.of].body else None
    if body and _minister(short, full, body, of[full.of].country if full.of else ""):
        return True
    one = a.of == b.of
    return (one or short.of is None) and _heads(short.office, full.office, of_one=one and body is not None)


def _heads(short: str, full: str, *, of_one: bool) -> bool:
    """Whether both titles are those of one head: "глава", "генеральный директор" of a body; "глава ведомства"."""
    chief, _, rest = short.partition(" ")
    first, *_, last = words if len(words := full.split()) > 1 else [*words, *words]
    if chief not in listed("seats", "vague"):
        return False
    if not rest:
        return of_one and last in listed("seats", "vague", "head")
    return first in listed("seats", "vague", "head") and f"{full} ".startswith(f"{first} {rest} ")


def _minister(short: Office[str], full: Office[str], body: _Of, country: str) -> bool:
    """Whether the head of a ministry is told as its minister too: "глава Минтранса", "министр транспорта"."""
    called = body.name.split()[0]
    ministry = called.startswith("мин") or called in listed("seats", "ministry")
    apart = body.country and country and body.country != country
    heads = short.office in listed("seats", "vague") and full.office.split()[0] in listed("seats", "minister")
    return ministry and heads and not apart


def _says(office: Office[str]) -> tuple[bool, int]:
    """How much a title says: "глава" less than "директор", "министр" less than "министр обороны"."""
    words = office.office.split()
    return words[0] not in listed("seats", "vague"), len(words)


def _merged(a: Office[str], b: Office[str]) -> Office[str]:
    """The telling whose title says more, else the first, with its own words; once former is former."""
    kept = b if _says(b) > _says(a) else a
    return structs.replace(kept, status=max(a.status, b.status, key=_LASTING.index))
