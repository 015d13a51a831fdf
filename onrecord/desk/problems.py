"""Errors as the web has them: RFC 9457 problems for programs, a page for people."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from logging import getLogger

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from onrecord.desk.messages import message, tongue_of
from onrecord.desk.templating import page
from onrecord.errors import NothingFound, OnrecordError, StoreFailure, Unknown
from onrecord.store.lemmas import NoWords
from onrecord.stories.actors.naming import Nobody, Several
from onrecord.values import LAYERS

LOG = getLogger(__name__)
PROBLEM = "application/problem+json"
TWINS = (".json", ".jsonl", ".csv", ".atom", ".svg", ".png", ".js")


FIELDS = {name: f"filter.{name}" for name in ("who", "about", "outlet", "since", "until")}
FIELDS |= {"q": "search", "lang": "language", "words": "words_to_check", "by": "said_by", "name": "filter.who"}
FIELDS |= {"post": "post_and_of_what", "on": "on_day", "month": "month", "day": "on_day"}
FIELDS_OF_FORMS = {name: name for name in ("who_decides", "why", "other.rename", "fact_id")}
LONGEST = 4000  # characters of a field that is shown again
# What the store's own errors are called on pages.
CALLED: dict[type[Exception], str] = {
    NoWords: "wrong.no_words",
    Several: "wrong.several",
    Nobody: "wrong.nobody",
    NothingFound: "wrong.nothing",
}


class Told(OnrecordError):
    """What is wrong with a question: programs read it in English, people in the language of their pages."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(message(f"wrong.{key}", "en", **values), key, **values)


class Refused(Told):
    """What somebody may not do here."""


class NotFound(Unknown):
    """What an address names is not on the desk."""


def problem(status: int, title: str, detail: str, instance: str) -> Response:
    """A problem as JSON; `instance` is the path that was asked for."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": instance}
    return Response(msgspec.json.encode(body), status, media_type=PROBLEM)


def for_programs(path: str) -> bool:
    """Whether a path answers data and not a page.

    >>> for_programs("/api/v1/quotes"), for_programs("/quotes.csv"), for_programs("/quotes")
    (True, True, False)
    """
    return path.startswith(("/api/", "/metrics", "/readyz", "/healthz")) or path.endswith(TWINS)


def answer(request: Request, status: int, detail: str, error: Exception | None = None) -> Response:
    """An error as whoever asked can read it; a page has the fields again that were filled in."""
    path = request.url.path
    if for_programs(path):
        return problem(status, HTTPStatus(status).phrase, detail, path)
    tongue, code = tongue_of(request), 404 if status == 404 else 500 if status >= 500 else 400
    said = _said(error, tongue)
    shown = {"said": _clean(said or message(f"help.{code}", tongue)), "detail": "" if said else detail}
    fields = _typed(request) if code == 400 and not path.startswith("//") else []  # "//" would be another host
    return page(request, "error.html", status, code=code, fields=fields, **shown)


def _said(error: Exception | None, tongue: str) -> str:
    """What is known to say of an error in a language, "" where that is nothing."""
    if isinstance(error, OnrecordError) and error.key:
        values = {name: _named(name, value, tongue) for name, value in error.values.items()}
        return message(f"wrong.{error.key}", tongue, **values)
    key = next((CALLED[kind] for kind in CALLED if isinstance(error, kind)), None)
    return message(key, tongue) if key else ""


def _named(name: str, value: object, tongue: str) -> object:
    """A value of a message, fields and layers by the names that pages give them."""
    if name == "field" and (label_of := (FIELDS | FIELDS_OF_FORMS).get(str(value))):
        return message(label_of, tongue)
    some = str(value).split(", ")
    return ", ".join(message(f"list.{one}", tongue) for one in some) if set(some) <= set(LAYERS) else value


def _of_form(error: RequestValidationError) -> Told | None:
    """What is wrong with a form of a correction, where pages have words for it."""
    first = error.errors()[0]
    if first["type"] != "string_too_long":
        return None
    field = str(first["loc"][-1])
    form = {"by": "who_decides"}.get(field, field)
    return Told("long", field=form, number=len(first["input"]), most=first["ctx"]["max_length"])


def _typed(request: Request) -> list[tuple[str, str, str]]:
    """The fields of the form that an address was made of: name, the key of its label, what was typed."""
    given = request.query_params.items()
    return [(name, FIELDS[name], value[:LONGEST].encode("utf-8", "replace").decode()) for name, value in given
            if name in FIELDS]  # fmt: skip


def handle(app: FastAPI) -> None:
    """Have an application answer the errors that are known."""

    async def known(request: Request, error: Exception) -> Response:
        if isinstance(error, StoreFailure):  # its message names the store's path, which is the keeper's alone
            LOG.error("%s", error)
            return answer(request, 503, "the store is busy, damaged, or its disk is full: whoever keeps it sees more")
        return answer(request, status_of(error), _clean(str(error)), error)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        plain = error.detail == HTTPStatus(error.status_code).phrase and not for_programs(request.url.path)
        made = answer(request, error.status_code, "" if plain else _clean(str(error.detail)))
        made.headers.update(error.headers or {})
        return made

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        told = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
        return answer(request, 422, _clean(told), _of_form(error))

    handlers: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
        OnrecordError: known,
        HTTPException: http,
        RequestValidationError: invalid,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def status_of(error: Exception) -> int:
    """What an error of ours is on the web: not there, not allowed, or a question that is not valid."""
    if isinstance(error, Unknown | NothingFound):
        return 404
    return 403 if isinstance(error, Refused) else 400


def _clean(detail: str) -> str:
    """As much of a message as is of use, without what UTF-8 cannot hold."""
    return detail[:500].encode("utf-8", "replace").decode()
