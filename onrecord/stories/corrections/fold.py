"""Fold: what the corrections in force make of the identities that were decided; a pure function of both."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from onrecord.stories.corrections.values import Address, Correction


class Found(Struct, frozen=True):
    """Where an address leads: the actor's rows (reprints have one each, none where the article is not there)."""

    actors: tuple[int, ...]
    decided: str


class Corrected(Struct, frozen=True):
    """What corrections change: actors that became one of their own, identities that became others', names."""

    split: dict[int, str]
    merged: dict[str, str]
    names: dict[str, str]


def fold(log: Iterable[Correction], find: Callable[[Address], Found | None]) -> Corrected:
    """The effect of corrections, the oldest first; an address that leads nowhere has none."""
    split: dict[int, str] = {}
    parent: dict[str, str] = {}
    names: dict[str, str] = {}

    def root(identity: str) -> str:
        while identity in parent:
            identity = parent[identity]
        return identity

    def now(address: Address) -> str | None:
        found = find(address)
        if found is None:
            return None
        return root(next((split[actor] for actor in found.actors if actor in split), found.decided))

    for entry in log:
        known = [identity for address in entry.actors if (identity := now(address))]
        if entry.action == "merge":
            for other in known[1:]:
                if root(other) != known[0]:
                    parent[root(other)] = known[0]
        elif entry.action == "split" and known:
            own = f"{known[0]}~{min(address.article for address in entry.actors)}"
            parent.pop(own, None)  # split off, merged back, and split off again
            split |= {actor: own for address in entry.actors if (f := find(address)) for actor in f.actors}
        elif entry.action == "rename" and known and entry.name:
            names[known[0]] = entry.name
    return Corrected(split, {identity: root(identity) for identity in parent}, _rooted(names, root))


def _rooted(names: dict[str, str], root: Callable[[str], str]) -> dict[str, str]:
    """The name of each identity as it stands at the end; the last given of those that became one."""
    return {root(identity): name for identity, name in names.items()}
