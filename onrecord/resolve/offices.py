"""Offices once their parties are actors: what turns out to be one entry, for two names of a body are one actor."""

from msgspec import structs

from onrecord.values import Office
from onrecord.words import listed

_LASTING = ("future", "current", "former")


def once(offices: tuple[Office[str], ...]) -> tuple[Office[str], ...]:
    """Every person, title and country or organisation once; once former is former."""
    found: list[Office[str]] = []
    for office in offices:
        n = next((n for n, old in enumerate(found) if _same(old, office)), None)
        if n is None:
            found.append(office)
        else:
            found[n] = _merged(found[n], office)
    return tuple(found)


def _same(a: Office[str], b: Office[str]) -> bool:
    if a.person != b.person or a.of != b.of:
        return False
    titles = {a.office, b.office}
    return len(titles) == 1 or (a.of is not None and titles == listed("seats", "head"))


def _merged(a: Office[str], b: Office[str]) -> Office[str]:
    """The telling whose title says more than "глава", else the first, with its own words; once former is former."""
    kept = b if a.office in listed("seats", "vague") else a
    return structs.replace(kept, status=max(a.status, b.status, key=_LASTING.index))
