"""Filters from an address: the same as those of the command line, checked."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from babel import Locale
from starlette.requests import Request

from onrecord.desk.problems import Told
from onrecord.store.dates import days
from onrecord.store.lists import Filters, Place

NAMES = ("who", "about", "outlet", "since", "until", "lang")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
LONGEST = 200  # characters of a filter


def only(request: Request, *more: str) -> None:
    """Refuse an address with a name that its page does not know: a filter that is misspelt would narrow nothing."""
    valid = (*NAMES, *more, "cursor", "ui")
    for name in request.query_params:
        if name not in valid:
            raise Told("filter", name=name[:40], valid=", ".join(valid))
    once(request)


def once(request: Request) -> None:
    """Refuse an address that has a name twice: one of the two would narrow nothing."""
    for name in request.query_params:
        if len(request.query_params.getlist(name)) > 1:
            raise Told("twice", field=name[:40])


def given(request: Request) -> dict[str, str]:
    """The filters that an address has and that are not empty."""
    return {name: _date(value) for name in NAMES if (value := request.query_params.get(name, "").strip())}


def _date(value: str) -> str:
    """A filter, its date in the order of days as the lists have it where it is written as people write dates."""
    found = _DOTTED.fullmatch(value)
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else value


def filters(found: Mapping[str, str | None], limit: int | None = None, after: Place | None = None) -> Filters:
    """Filters of their names in addresses; Told names the one that is not valid."""
    known = {name: value for name in NAMES if (value := found.get(name))}
    for name, value in known.items():
        if len(value) > LONGEST:
            raise Told("long", field=name, number=len(value), most=LONGEST)
    for name in ("since", "until"):
        try:
            days(known.get(name, "2031"))
        except ValueError as error:
            raise Told("date", field=name, value=known[name][:40]) from error
    if "since" in known and "until" in known and days(known["since"])[0] > days(known["until"])[1]:
        raise Told("order", field="since", value=known["since"], until=known["until"])
    language = known.pop("lang", None)
    if language and language.partition("-")[0] not in Locale("en").languages:
        raise Told("language", field="lang", value=language[:40])
    return Filters(**known, language=language, limit=limit, after=after)


def file_name(what: str, ending: str, known: Iterable[str]) -> str:
    """What a file that a reader takes away is called: what it holds, and what that is narrowed to.

    >>> file_name("quotes", "csv", ["Анна Берг", "2031-05"])
    'onrecord-quotes-Анна-Берг-2031-05.csv'
    """
    narrowed = (re.sub(r"\W+", "-", value).strip("-")[:40] for value in known)
    return "-".join(["onrecord", what, *filter(None, narrowed)]) + f".{ending}"


def query(known: Mapping[str, str], **more: str | None) -> str:
    """Filters as the query of an address, "" where there is nothing."""
    kept = {**known, **{name: value for name, value in more.items() if value}}
    return "?" + urlencode(kept) if kept else ""
