"""Once: a gift that a text tells several times is kept once."""

from msgspec.structs import replace

from onrecord.find.aid.scene import Gift, Scene
from onrecord.find.grammar.sides import adjectives
from onrecord.language.gazetteer import gazetteer
from onrecord.values import Mention

SAME = 50  # gifts before one that it is held against
_COMING = {"given", "promised"}  # what is promised in one sentence is told as given in another


def once(scene: Scene, gifts: list[Gift]) -> list[Gift]:
    """The gifts in text order, without those by which a text only tells again what it told before."""
    kept: list[Gift] = []
    for gift in gifts:
        near = range(max(0, len(kept) - SAME), len(kept))
        new = [d for d in gift.donors if not any(_again(scene, replace(gift, donors=(d,)), kept[i]) for i in near)]
        gift = replace(gift, donors=tuple(new) or gift.donors)
        told = next((i for i in near if _again(scene, gift, kept[i])), None)
        if told is not None:
            kept[told] = _with_parties(kept[told], gift)
        else:
            kept.append(gift)
    return kept


def _with_parties(gift: Gift, other: Gift) -> Gift:
    """A gift with the parties that only another telling of it names."""
    named = gift.recipient is not None and (gift.recipient.how != "pronoun" or other.recipient is None)
    return replace(gift, donors=gift.donors or other.donors, recipient=gift.recipient if named else other.recipient)


def _again(scene: Scene, gift: Gift, other: Gift) -> bool:
    """Whether a gift is the same help as `other`, with no sum, thing or party more than it."""
    givers, to = (
        [{_who(scene, donor) for donor in g.donors} - {None} for g in (gift, other)],
        _receivers(scene, gift, other),
    )
    if not set(gift.goods) <= set(other.goods) or gift.status not in _alike(
        other.status, bool(gift.amount) or not givers[0]
    ):
        return False
    if gift.amount is not None:
        apart = to[0] and to[1] and to[0] != to[1]
        return gift.amount == other.amount and gift.currency == other.currency and not apart and _meet(*givers)
    if to[0] is None or to[0] != to[1]:
        return False
    return not givers[0] or givers[0] <= givers[1]


def _meet(a: set[str | None], b: set[str | None]) -> bool:
    return not a or not b or not a.isdisjoint(b)


def _alike(status: str, loosely: bool) -> set[str]:
    return _COMING if loosely and status in _COMING else {status}


def _receivers(scene: Scene, *gifts: Gift) -> list[str | None]:
    return [_who(scene, gift.recipient) if gift.recipient is not None else None for gift in gifts]


def _who(scene: Scene, party: Mention) -> str | None:
    """What a party is known by wherever the text names it: a country by name, capital or adjective; no pronoun."""
    doc, head = scene.doc, party.head
    if party.how == "pronoun":
        return None
    known_by = adjectives(scene.seen.knowledge)
    described = doc.children(head, "amod") if doc.lemma[head] == "сторона" else [head]
    nation = next((doc.lemma[k] for k in described if doc.pos[k] == "ADJ" and doc.lemma[k] in known_by), None)
    if nation is not None:  # "тарузская сторона"
        return f"country:{known_by[nation]}"
    name = doc.name_at(head)
    found = gazetteer(scene.seen.knowledge).longest(doc, name.first) if name is not None else None
    if found is None:
        return doc.lemma[head]
    entity = found[1]
    return f"country:{entity.country}" if entity.kind in ("country", "capital") and entity.country else entity.id
