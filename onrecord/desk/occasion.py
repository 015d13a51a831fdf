"""A meeting's page: who sat there for whom, who was missing and on what basis, what was said, how outlets have it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.desk.problems import NotFound
from onrecord.desk.templating import page
from onrecord.store.lists import Row, judgements, records_by_id
from onrecord.store.rows import row
from onrecord.stories.occasions import tellings

router = APIRouter(include_in_schema=False)


@router.get("/meetings/{article}/{number}")
def meeting(request: Request, article: str, number: str) -> Response:
    """The page of a meeting as one article has it."""
    with request.app.state.desk.store.reading() as connection:
        record = records_by_id(connection, article)[0]
        if number not in map(str, range(len(record.meetings))):
            has = f"article {article} has {len(record.meetings)} meetings; they count from 0"
            raise NotFound(has, "no_meeting")
        found = record.meetings[int(number)]
        judged = judgements(connection, record.article.id)
        shown = _judged(row(record, "meetings", int(number), found), judged)
        others = tellings(connection, shown)
    quotes = [(n, quote) for n, quote in enumerate(record.quotes) if quote.occasion == found.id]
    said = [_judged(row(record, "quotes", n, quote), judged) for n, quote in quotes]
    said = [one for one in said if one["judgement"] != "rejected"]
    return page(request, "meeting.html", row=shown, said=said, others=others, title=record.article.title)


def _judged(shown: Row, judged: dict[str, str]) -> Row:
    return shown | {"judgement": judged.get(shown["fact"])}
