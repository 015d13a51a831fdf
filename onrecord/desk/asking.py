"""Asking: were these words said so, and who held a post on a day."""

import gc
import re
from datetime import date

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from onrecord.desk.problems import Told
from onrecord.desk.templating import page
from onrecord.knowledge import Knowledge
from onrecord.store.dates import days
from onrecord.store.lists import Row
from onrecord.stories.actors.holders import by_articles, by_tables
from onrecord.stories.actors.question import asked
from onrecord.stories.quotes.check import check
from onrecord.stories.quotes.rows import row_of

LONGEST = 4000  # characters of words to check
QUESTION = 300
_STEPS = re.compile(r"\[-(?P<left_out>.*?)-\]|\{\+(?P<added>.*?)\+\}", re.DOTALL)
router = APIRouter(include_in_schema=False)


@router.get("/check")
def checked(request: Request, words: str = "", by: str = "") -> Response:
    """The page that checks words; without words the form alone."""
    found: Row | None = None
    if words.strip():
        with request.app.state.desk.store.reading() as connection:
            found = verdict(connection, words, by)
    return page(request, "check.html", words=words, by=by, found=found, steps=steps)


def verdict(connection: Connection, words: str, by: str = "") -> Row:
    """What became of words that somebody is said to have said."""
    for field, text, most in (("words", words, LONGEST), ("by", by, QUESTION)):
        if len(text) > most:
            raise Told("long", field=field, number=len(text), most=most)
    return row_of(check(connection, words.strip(), by.strip() or None))


def steps(difference: str) -> list[tuple[str, str]]:
    """A difference as pieces: what is the same, what was left out, what was added.

    >>> steps("мы [-три-] {+два+} порта")
    [('same', 'мы '), ('left_out', 'три'), ('same', ' '), ('added', 'два'), ('same', ' порта')]
    """
    found, at = [], 0
    for step in _STEPS.finditer(difference):
        found += [("same", difference[at : step.start()]), (str(step.lastgroup), str(step[step.lastgroup or 0]))]
        at = step.end()
    return [(kind, text) for kind, text in (*found, ("same", difference[at:])) if text]


@router.get("/who")
def who(request: Request, post: str = "", on: str = "") -> Response:
    """The page that says who held a post; without a post the form alone."""
    found: list[Row] | None = None
    if post.strip():
        desk = request.app.state.desk
        with desk.store.reading() as connection:
            found = holders(connection, desk.knowledge, post, on)
    return page(request, "who.html", post=post, on=on, found=found)


def warm(knowledge: Knowledge) -> None:
    """Load the language's models, which takes seconds, so that the first who asks need not wait for them.

    What is loaded then stays: looking through it for garbage would take a tenth of a second now and again.
    """
    asked("министр иностранных дел Казахстана", knowledge)
    gc.collect()
    gc.freeze()


def holders(connection: Connection, knowledge: Knowledge, post: str, on: str = "") -> list[Row]:
    """Who held a post on a day (today where none is given), by the tables and by the articles."""
    if len(post) > QUESTION:
        raise Told("long", field="post", number=len(post), most=QUESTION)
    try:
        day = days(on.strip())[1] if on.strip() else date.today().isoformat()
    except ValueError as error:
        raise Told("date", field="on", value=on[:40]) from error
    wanted = asked(post, knowledge)
    return [*by_tables(wanted, day, knowledge), *by_articles(connection, wanted, day, knowledge)]
