"""Filters from an address: the same as those of the command line, checked."""

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request

from onrecord.errors import OnrecordError
from onrecord.store.dates import days
from onrecord.store.lists import Filters, Place

NAMES = ("who", "about", "outlet", "since", "until", "lang")
LONGEST = 200  # characters of a filter


def given(request: Request) -> dict[str, str]:
    """The filters that an address has and that are not empty."""
    return {name: value for name in NAMES if (value := request.query_params.get(name, "").strip())}


def filters(found: Mapping[str, str | None], limit: int | None = None, after: Place | None = None) -> Filters:
    """Filters of their names in addresses; OnrecordError names the one that is not valid."""
    known = {name: value for name in NAMES if (value := found.get(name))}
    for name, value in known.items():
        if len(value) > LONGEST:
            raise OnrecordError(f"{name}: {len(value)} characters; valid are {LONGEST} at most")
    for name in ("since", "until"):
        try:
            days(known.get(name, "2031"))
        except ValueError as error:
            raise OnrecordError(f"{name}: {error}") from error
    language = known.pop("lang", None)
    return Filters(**known, language=language, limit=limit, after=after)


def query(known: Mapping[str, str], **more: str | None) -> str:
    """Filters as the query of an address, "" where there is nothing."""
    kept = {**known, **{name: value for name, value in more.items() if value}}
    return "?" + urlencode(kept) if kept else ""
