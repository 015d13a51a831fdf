"""Which fields of a fact name actors: one table that the check, the store and the lists share."""

from collections.abc import Iterator

from onrecord.values import LAYERS, Fact, Record

# Field -> the fields inside each of its items that name actors; () where the field itself does.
PARTIES: dict[str, dict[str, tuple[str, ...]]] = {
    "relays": {"source": ()},
    "quotes": {"speaker": (), "addressee": ()},
    "meetings": {"body": (), "place": (), "participants": (), "delegations": ("actor", "of"), "absent": ("actor",)},
    "offices": {"person": (), "of": ()},
    "aid": {"donor": (), "recipient": (), "via": ()},
    "commitments": {"who": ()},
    "positions": {"holder": (), "target": ()},
    "references": {"body": ()},
    "topics": {},
}


def facts(record: Record) -> Iterator[tuple[str, int, Fact]]:
    """Every fact with its layer and its place there, in the record's order."""
    for layer in LAYERS:
        for number, fact in enumerate(getattr(record, layer)):
            yield layer, number, fact


def parties(layer: str, fact: Fact) -> Iterator[tuple[str, str]]:
    """The fields of a fact that name an actor, each with the actor's id.

    A quote by "a1" answers ("speaker", "a1").
    """
    for name, inside in PARTIES[layer].items():
        value = getattr(fact, name)
        for item in value if isinstance(value, tuple) else (value,):
            ids = [getattr(item, key) for key in inside] if inside else [item]
            yield from ((name, actor) for actor in ids if actor is not None)
