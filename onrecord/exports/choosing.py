"""Facts of one story or one meeting, among all: how, and what it is called."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from onrecord.errors import Unknown, UsageError
from onrecord.exports.found import Found, facts_found
from onrecord.show.blocks import heading
from onrecord.show.labels import tongue
from onrecord.store.dates import days
from onrecord.store.lists import Filters
from onrecord.store.tables import identities
from onrecord.stories.actors.naming import Nobody, identity_named
from onrecord.stories.follow.parts import event
from onrecord.stories.views import story_of, telling_rows

Place = tuple[str, str]  # an article's id and its source


class Choice(Struct, frozen=True):
    """What facts are of: its name, which facts are (None: all), and filters that let all of them through."""

    about: str
    keeps: Callable[[Found], bool] | None
    filters: Filters


def chosen(connection: Connection, given: dict[str, Any], filters: Filters) -> Choice:
    """What the options `story` and `meeting` ask for; without them, all that the filters keep."""
    if given["story"]:
        return of_story(connection, given["story"], filters)
    if given["meeting"]:
        return of_meeting(connection, given["meeting"], filters)
    return Choice(_name(connection, filters.who) if filters.who else "", None, filters)


def _name(connection: Connection, who: str) -> str:
    """What the one is called who is meant; as it was asked for where nobody is, or several may be."""
    try:
        identity = identity_named(connection, who)
    except UsageError:
        return who
    return str(connection.execute(select(identities.c.name).where(identities.c.identity == identity)).scalar_one())


def of_one(connection: Connection, filters: Filters) -> Filters:
    """Filters whose `who` is the one identity that it means, as a dossier needs it; Several where it is not one.

    A name that no identity has stays: articles may have it that are not joined yet.
    """
    try:
        return replace(filters, who=identity_named(connection, filters.who)) if filters.who else filters
    except Nobody:
        return filters


def of_story(connection: Connection, story: str, filters: Filters) -> Choice:
    """The facts of a story's articles; `story` begins its id or an article's. UsageError where there is none."""
    told = list(telling_rows(connection, story_of(connection, story)))
    articles = {(row["article"], row["source"]) for row in told}
    if all(row["published"] for row in told):
        dates = sorted(days(row["published"]) for row in told)
        first, last = filters.since or dates[0][0], filters.until or max(last for _, last in dates)
        filters = replace(filters, since=first, until=last)
    return Choice(told[0]["title"] or story, lambda found: _place(found) in articles, filters)


def of_meeting(connection: Connection, fact: str, filters: Filters) -> Choice:
    """A meeting in every article that has it, and what was said there; `fact` names it in one of them."""
    meetings = list(facts_found(connection, ("meetings",), replace(filters, limit=None)))
    named = next((found for found in meetings if found.row["fact"] == fact), None)
    if named is None:
        shown = "`onrecord meetings` shows what each is called"
        raise Unknown(f"no meeting {fact!r} among these facts; {shown}", "no_meeting")
    same = [found for found in meetings if _event(found) == _event(named)]
    here = {(_place(found), found.fact.id) for found in same}

    def keeps(found: Found) -> bool:
        if found.layer == "meetings":
            return (_place(found), found.fact.id) in here
        return found.layer == "quotes" and (_place(found), found.fact.occasion) in here

    about = " · ".join(filter(None, heading(named.row, "meetings", tongue(named.row["language"]))))
    return Choice(about, keeps, filters)


def _place(found: Found) -> Place:
    return found.row["article"], found.row["source"]


def _event(found: Found) -> tuple[object, ...]:
    published = found.row["published"]
    return event(found.row, days(published)[0] if published else "")
