"""The door: where a reader gives the token of a desk that is open to other machines."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from onrecord.desk.desk import same
from onrecord.desk.guard import SESSION
from onrecord.desk.templating import page

router = APIRouter(include_in_schema=False)
WEEK = 7 * 24 * 3600


@router.get("/login")
def ask(request: Request) -> Response:
    """The page that asks for the token."""
    return page(request, "login.html", wrong=False)


@router.post("/login")
def enter(request: Request, token: Annotated[str, Form()] = "") -> Response:
    """Take the token and remember it in a cookie that scripts cannot read."""
    desk = request.app.state.desk
    if desk.token is None or not same(token, desk.token):
        return page(request, "login.html", 403, wrong=True)
    made = RedirectResponse("/", 303)
    secure = request.url.scheme == "https"
    made.set_cookie(SESSION, desk.session(), max_age=WEEK, httponly=True, samesite="strict", secure=secure)
    return made
