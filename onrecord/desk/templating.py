"""Templating: Jinja with what templates may call; everything from a store is escaped, bounded and cleaned."""

import re
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord import __version__
from onrecord.desk.messages import NAMES, TONGUES, message, tongue_of
from onrecord.desk.sources import named, veiled
from onrecord.desk.tagging import tagged
from onrecord.show.clean import line
from onrecord.show.labels import known, label, status_of, topic
from onrecord.show.when import moment
from onrecord.store.dates import instant, period

FEW = 10  # facts of which a share says little: one of them is ten hundredths or more
LETTERS = {
    "relays": "r",
    "quotes": "q",
    "meetings": "m",
    "offices": "o",
    "aid": "a",
    "commitments": "c",
    "positions": "p",
    "references": "d",
    "topics": "t",
}
LONGEST = 2000  # characters of a cell that are shown; the twins have all
_NUL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BASIS = re.compile(r"(.*) \((stated|membership)\)", re.DOTALL)


def short(text: object, longest: int = LONGEST) -> str:
    """As much of a text as a page shows, on one line.

    >>> short("Мир\\n труд", 4)
    'Мир …'
    """
    if isinstance(text, int):
        return str(text)
    whole = str(text)
    found = line(whole[: longest + 1])
    return found if max(len(whole), len(found)) <= longest else found[:longest].rstrip() + " …"


def plain(text: str) -> str:
    """A stretch of an article without what a browser obeys in place of showing; line breaks stay."""
    return _NUL.sub("\ufffd", text)


def web(url: object) -> str | None:
    """A URL that may be a link: http or https, and nothing else.

    >>> web("javascript:alert(1)"), web("https://vestnik.example/a")
    (None, 'https://vestnik.example/a')
    """
    try:
        parts = urlsplit(str(url or ""))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(str(url)) > LONGEST:
        return None
    return line(str(url))


def anchor(fact: str) -> str:
    """A fact's name on its article's page.

    >>> anchor("1f2e3d4c#/quotes/0")
    'q0'
    """
    _, _, rest = fact.partition("#/")
    layer, _, number = rest.partition("/")
    return f"{LETTERS[layer]}{number}"


def words_of(row: dict[str, Any]) -> str:
    """The address of a fact's words, marked and in view."""
    name = anchor(row["fact"])
    return f"/articles/{row['fact'].partition('#')[0]}?fact={name}#{name}"


def actor_link(name: str) -> str:
    """The address that leads to whoever bears a name."""
    return "/actor?" + urlencode({"name": name[:200]})


def basis(shown: str) -> tuple[str, str]:
    """Somebody absent as the rows have it, in two: the name, and what the absence rests on."""
    found = _BASIS.fullmatch(shown)
    return (found[1], found[2]) if found else (shown, "")


def stamp(published: str) -> str:
    """A time as feeds need it: RFC 3339 with a zone; the first moment of a date, of 1970 where none is known.

    >>> stamp("2031-03"), stamp("2031-03-04T17:40:00+05:00")
    ('2031-03-01T00:00:00Z', '2031-03-04T12:40:00Z')
    """
    exact = instant(published)
    if len(exact) == len("2031-03-04T12:40:00Z"):
        return exact
    found = period(exact)
    return f"{found[0] if found else '1970-01-01'}T00:00:00Z"


def number(value: float) -> str:
    """A number, thousands set apart."""
    return f"{value:,.15g}".replace(",", "\u00a0")


@cache
def environment() -> Environment:
    """The templates, which see no variable that they are not given."""
    made = Environment(
        loader=PackageLoader("onrecord.desk"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {"short": short, "plain": plain, "web": web, "number": number, "basis": basis, "anchor": anchor}
    made.filters |= {
        "stamp": stamp,
        "words_of": words_of,
        "actor_link": actor_link,
        "path": lambda text: quote(text, safe=":~"),
    }
    made.filters |= {"named": named, "veiled": veiled}
    made.tests["begins"] = lambda whole, name: str(whole).startswith(f"{name} — ")
    made.globals |= {
        "t": _message,
        "label": _label,
        "status_label": _status,
        "topic_label": _topic,
        "time": _time,
        "percent": _percent,
    }
    made.globals |= {"weekday": _weekday}
    made.globals |= {"version": __version__, "tongues": NAMES, "letters": LETTERS, "known": known}
    return made


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A page in the reader's language."""
    tongue = tongue_of(request)
    shown = {"tongue": tongue, "request": request, "path": request.url.path, "editing": request.app.state.desk.editing}
    shown |= {"other": {one: _in_tongue(request, one) for one in TONGUES}, "here": request.url.path}
    made = HTMLResponse(environment().get_template(template).render(shown | values), status)
    made.headers["vary"] = "Accept-Language, Cookie"
    if request.query_params.get("ui") in TONGUES:
        made.set_cookie("onrecord-language", tongue, max_age=31_536_000, httponly=True, samesite="lax")
    return tagged(request, made)


def _in_tongue(request: Request, tongue: str) -> str:
    kept = [(key, value) for key, value in request.query_params.multi_items() if key != "ui"]
    return "?" + urlencode([*kept, ("ui", tongue)])


@pass_context
def _message(context: Context, key: str, **values: object) -> str:
    return message(key, context["tongue"], **values)


@pass_context
def _label(context: Context, key: str | None) -> str:
    """A kind, a status or the like in the reader's language; what has no label as it stands."""
    return label(key, context["tongue"]) if key and known(key) else short(key or "", 100)


@pass_context
def _status(context: Context, row: dict[str, Any]) -> str:
    return status_of(row["kind"], row["status"], context["tongue"])


@pass_context
def _topic(context: Context, code: str, name: str) -> str:
    return short(topic(code, name, context["tongue"]), 200)


@pass_context
def _time(context: Context, value: str | None) -> Markup:
    """A date in words, exact on hover; that it is unknown where it is."""
    if not value:
        return Markup('<span class="unknown">{}</span>').format(message("undated", context["tongue"]))
    exact = short(value, 60)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(exact, exact, moment(exact, context["tongue"]))


@pass_context
def _weekday(context: Context, day: date) -> str:
    return str(format_date(day, "EEE", locale=context["tongue"]))


@pass_context
def _percent(context: Context, row: dict[str, Any]) -> str:
    """How often the rule of a fact is right, and on how many facts that was measured; that it was on few or none."""
    if row["confidence"] is None:
        return message("unmeasured", context["tongue"])
    right = message("right", context["tongue"], percent=f"{row['confidence']:.0%}".removesuffix("%"))
    if row["support"] is None:
        return right
    if not row["support"]:  # the rule was not met in the measured texts: what its layer's rules do stands for it
        return message("of_layer", context["tongue"], right=right)
    if row["support"] < FEW:
        return message("few_checked", context["tongue"], number=row["support"])
    measured = message("of_checked", context["tongue"], number=row["support"])
    return f"{right} ({measured})"
