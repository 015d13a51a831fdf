"""Correcting: the log of corrections, and the forms that add to it where the desk may be edited."""

from secrets import token_urlsafe
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from msgspec import Struct
from pydantic import BaseModel, Field
from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from onrecord.desk.decided import Link, decided, name_of, page_of, place_of
from onrecord.desk.desk import Desk, same, signed
from onrecord.desk.guard import hostname
from onrecord.desk.problems import Refused, Told
from onrecord.desk.templating import page
from onrecord.stories.actors.naming import identity_named
from onrecord.stories.corrections.choose import address, addresses_in, judgement_of, to_judge, to_merge, undone
from onrecord.stories.corrections.choose import fact as fact_named
from onrecord.stories.corrections.making import Decision, Parts, correct
from onrecord.stories.corrections.values import LONGEST as NAME
from onrecord.stories.corrections.values import Action, Correction

COOKIE = "onrecord-forms"
LONGEST = 500  # characters of a field
SHOWN = 200  # entries of the log
router = APIRouter(include_in_schema=False)
Text = Annotated[str, Field(max_length=LONGEST)]


class Filled(BaseModel):
    """What a form of a correction sends; `over` says that its sender was told of a rejection and goes on."""

    seal: Text
    by: Annotated[str, Field(max_length=NAME)]
    what: Text = ""
    other: Text = ""
    why: Text = ""
    over: Text = ""


@router.get("/corrections")
def corrections(request: Request, fact: str = "", actor: str = "") -> Response:
    """The log, and the forms; a fact or an actor to begin with."""
    with request.app.state.desk.store.reading() as connection:
        rows, subject = decided(connection, SHOWN), _subject(connection, fact.strip(), actor.strip())
    given = request.cookies.get(COOKIE) or token_urlsafe(24)
    known = seal(request.app.state.desk, given)
    begun = {"fact": fact[:LONGEST], "actor": actor[:LONGEST], "seal": known}
    made = page(request, "corrections.html", rows=rows, begun=begun, subject=subject)
    made.headers["cache-control"] = "no-store"
    secure = request.url.scheme == "https"
    made.set_cookie(COOKIE, given, httponly=True, samesite="strict", secure=secure)
    return made


class Subject(Struct, frozen=True, kw_only=True):
    """What forms begin with: a fact, with its layer and its words, or an actor; and who rejected the fact and why."""

    layer: str = ""
    fact: Link | None = None
    actor: Link | None = None
    rejected: Correction | None = None


def _subject(connection: Connection, fact: str, actor: str) -> Subject:
    """What an address names; Unknown where the store has no such thing."""
    about = fact_named(connection, fact) if fact else None
    known = identity_named(connection, actor) if actor else None
    last = judgement_of(connection, about) if about else None
    return Subject(
        layer=about.layer if about else "",
        fact=Link(about.words, place_of(connection, about)) if about else None,
        actor=Link(name_of(connection, known), page_of(known)) if known else None,
        rejected=last if last and last.action == "reject" else None,
    )


def seal(desk: Desk, given: str) -> str:
    """What a form of ours holds and no other site can know: it is made from the reader's cookie."""
    return signed(desk.secret, given.encode())


def sealed(request: Request, seal_given: str) -> None:
    """Refuse a form that is not ours, or a desk that is only to be read."""
    desk: Desk = request.app.state.desk
    origin = request.headers.get("origin", "")
    if not desk.editing:
        raise Refused("read_only")
    foreign = origin and hostname(origin.partition("://")[2]) != hostname(request.headers["host"])
    given = request.cookies.get(COOKIE, "")
    if foreign or not given or not same(seal_given, seal(desk, given)):
        raise Refused("seal")


@router.post("/corrections/{action}")
def decide(request: Request, action: Action, form: Annotated[Filled, Form()]) -> Response:
    """Take a form's correction into the log and apply it; who confirms what was rejected is told so first."""
    sealed(request, form.seal)
    desk: Desk = request.app.state.desk
    what, by, why = form.what.strip(), form.by.strip(), form.why.strip()
    if not by or not why:
        raise Told("unsigned")
    if action == "confirm" and not form.over:
        with desk.store.reading() as connection:
            rejected = _subject(connection, what, "").rejected
        if rejected:
            return RedirectResponse("/corrections?" + urlencode({"fact": what}), 303)
    decision = Decision(action=action, by=by, why=why)
    correct(desk.store, desk.knowledge, decision, lambda connection: [_parts(connection, action, what, form.other)])
    return RedirectResponse("/corrections", 303)


def _parts(connection: Connection, action: Action, what: str, other: str) -> Parts:
    """What a form names, as a correction holds it."""
    if action in ("reject", "confirm"):
        return {"fact": to_judge(connection, action, what.strip())}
    if action == "undo":
        return {"of": undone(connection, what.strip())}
    if action == "merge":
        return {"actors": to_merge(connection, (what.strip(), other.strip()))}
    if action == "split":
        if not other.split():
            raise Told("split_where")
        return {"actors": addresses_in(connection, identity_named(connection, what.strip()), other.split())}
    if not other.strip():
        raise Told("no_new_name")
    if len(other.strip()) > NAME:
        raise Told("long", field="other.rename", number=len(other.strip()), most=NAME)
    made: dict[str, Any] = {"actors": (address(connection, identity_named(connection, what.strip())),)}
    return made | {"name": other.strip()}
