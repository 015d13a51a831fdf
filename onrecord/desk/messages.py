"""The words of the pages in Russian, Kazakh and English: messages of the desk's own, and the labels of the record."""

from functools import cache
from importlib.resources import files

from starlette.requests import Request

from onrecord.knowledge.tables import Row, parse
from onrecord.show.labels import label

TONGUES = ("ru", "kk", "en")
NAMES = {"ru": "Русский", "kk": "Қазақша", "en": "English"}
COOKIE = "onrecord-language"


@cache
def table() -> dict[str, Row]:
    """The messages by their keys."""
    text = files("onrecord.desk.words").joinpath("messages.tsv").read_text(encoding="utf-8")
    return {row["key"]: row for row in parse(text, "messages.tsv")}


def message(key: str, tongue: str, **values: object) -> str:
    """A message with its values filled in, else a label; KeyError where there is neither.

    >>> message("search", "en")
    'Search'
    """
    row = table().get(key)
    return row[tongue].format(**values) if row else label(key, tongue)


def tongue_of(request: Request) -> str:
    """The language of the pages: what was chosen now, else before, else what the browser asks for, else Russian."""
    given = [request.query_params.get("ui", ""), request.cookies.get(COOKIE, "")]
    accepted = request.headers.get("accept-language", "")[:200].lower()
    given += [part.partition(";")[0].strip().partition("-")[0] for part in accepted.split(",")]
    return next((one for one in given if one in TONGUES), TONGUES[0])
