"""How each layer of a record is shown: one function a layer, the table of them at the end."""

from collections.abc import Callable, Iterator

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.show.cast import Cast
from onrecord.show.clean import line
from onrecord.show.labels import topic
from onrecord.show.when import moment
from onrecord.span import Span
from onrecord.values import Aid, Commitment, Fact, Meeting, Position, Quote, Reference

INDENT = 2
PROOF = 3  # sentences of evidence shown under a fact; the record holds all
DOT = " · "
BAR = "│ "
QUOTE_MARKS = '«»“”„"'

Shown = tuple[Text, tuple[Span, ...]]  # the line that says what, and the sentences that it rests on


def _quotes(cast: Cast) -> Iterator[RenderableType]:
    """The quotes under their speakers, in the order in which these begin to speak."""
    for number, speaker in enumerate(dict.fromkeys(quote.speaker for quote in cast.record.quotes)):
        name = cast.titled(speaker) if speaker else Text(cast.label("nobody"), "italic")
        yield _in(Text("\n" if number else "") + name)
        for quote in cast.record.quotes:
            if quote.speaker == speaker:
                yield _quote(cast, quote)


def _quote(cast: Cast, quote: Quote[str]) -> RenderableType:
    words = cast.words(quote.cue) if quote.cue else ""
    cue = words[:1].lower() + words[1:] if any(map(str.isalnum, words)) else ""
    said = cast.words(quote.content)
    if quote.kind == "direct":
        shown = Text.assemble(f"«{said.strip(QUOTE_MARKS)}»", (f" — {cue}" if cue else "", "dim"))
    else:
        shown = Text.assemble((f"{cue}: " if cue else "", "dim"), said)
    if quote.addressee:
        shown.append(f" → {cast.name(quote.addressee)}", "dim")
    return _hanging("—" if quote.kind == "indirect" else "", shown + cast.marks(quote), INDENT * 2)


def _meetings(cast: Cast) -> Iterator[RenderableType]:
    for number, meeting in enumerate(cast.record.meetings):
        yield _in(Text("\n" if number else "") + _meeting_head(cast, meeting))
        details = Table.grid(padding=(0, 2))
        details.add_column(style="dim", no_wrap=True)
        details.add_column(ratio=1)
        for key, lines in _meeting_details(cast, meeting):
            if lines:
                details.add_row(cast.label(key), "\n".join(lines))
        if details.row_count:
            yield _in(details, 2)
        yield _proof(cast, meeting.evidence)


def _meeting_head(cast: Cast, meeting: Meeting[str]) -> Text:
    kind = cast.label(meeting.kind).capitalize() + (f": {cast.name(meeting.body)}" if meeting.body else "")
    date = moment(meeting.date, cast.language) if meeting.date else ""
    facts = (line(meeting.format or ""), cast.name(meeting.place), date, cast.label(meeting.status))
    return Text.assemble((kind, "bold"), "".join(DOT + fact for fact in facts if fact), cast.marks(meeting))


def _meeting_details(cast: Cast, meeting: Meeting[str]) -> Iterator[tuple[str, list[str]]]:
    sent = {delegation.actor: delegation for delegation in meeting.delegations}
    yield "participants", [_delegate(cast, actor, meeting) for actor in dict.fromkeys((*meeting.participants, *sent))]
    yield "absent", [f"{cast.name(absence.actor)} ({cast.label(absence.basis)})" for absence in meeting.absent]
    yield "agenda", [cast.words(span) for span in meeting.agenda]
    yield "outcomes", [cast.words(span) for span in meeting.outcomes]


def _delegate(cast: Cast, actor: str, meeting: Meeting[str]) -> str:
    """A participant as "name — office, country"."""
    for delegation in meeting.delegations:
        if delegation.actor == actor:
            post = ", ".join(filter(None, (line(delegation.office or ""), cast.name(delegation.of))))
            return f"{cast.name(actor)} — {post}" if post else cast.name(actor)
    return cast.name(actor)


def _aid(cast: Cast) -> Iterator[RenderableType]:
    yield from _proven(cast, [_shown(cast, _aid_head(cast, aid), aid) for aid in cast.record.aid])


def _aid_head(cast: Cast, aid: Aid[str]) -> Text:
    unknown = cast.label("unknown")
    parties = f"{cast.name(aid.donor) or unknown} → {cast.name(aid.recipient) or unknown}"
    what = [_amount(aid), *map(line, aid.goods)]
    details = [
        f"{cast.label('via')} {cast.name(aid.via)}" if aid.via else "",
        ", ".join(filter(None, what)) or cast.words(aid.what),
        f"{cast.label('for')}: {cast.words(aid.purpose)}" if aid.purpose else "",
        moment(aid.date, cast.language) if aid.date else "",
        cast.label(aid.status),
    ]
    return Text.assemble((parties, "bold"), "".join(DOT + detail for detail in details if detail))


def _amount(aid: Aid[str]) -> str:
    """An amount with its currency, thousands set apart: "2 000 000 USD"."""
    if aid.amount is None:
        return ""
    return f"{aid.amount:,.15g}".replace(",", "\u00a0") + (f"\u00a0{line(aid.currency)}" if aid.currency else "")


def _commitments(cast: Cast) -> Iterator[RenderableType]:
    by_party = _grouped(
        [(found.who, _shown(cast, _commitment(cast, found), found)) for found in cast.record.commitments]
    )
    for who, found in by_party:
        yield _in(_party(cast, who))
        yield from _proven(cast, found, 2)


def _commitment(cast: Cast, found: Commitment[str]) -> Text:
    due = f"{DOT}{cast.label('due')}: {moment(found.due, cast.language)}" if found.due else ""
    return Text(f"{cast.label(found.kind)}: {cast.words(found.what)}{due}")


def _positions(cast: Cast) -> Iterator[RenderableType]:
    """The positions under their holders, the targets of one expression on one line."""
    said: dict[tuple[object, ...], list[Position[str]]] = {}
    for position in cast.record.positions:
        said.setdefault((position.holder, position.stance, position.expression), []).append(position)
    by_holder = _grouped([(same[0].holder, _shown(cast, _position(cast, same), *same)) for same in said.values()])
    for holder, found in by_holder:
        yield _in(_party(cast, holder))
        yield from _proven(cast, found, 2)


def _position(cast: Cast, found: list[Position[str]]) -> Text:
    targets = dict.fromkeys(cast.words(position.target_text) for position in found)
    return Text(f"{cast.label(found[0].stance)}: {'; '.join(targets)}")


def _offices(cast: Cast) -> Iterator[RenderableType]:
    """The posts, each once however often the article names it."""
    shown: set[str] = set()
    for found in cast.record.offices:
        post = ", ".join(filter(None, (line(found.office), cast.name(found.of))))
        status = "" if found.status == "current" else f" ({cast.label(found.status)})"
        text = f"{cast.name(found.person)} — {post}{status}"
        if text not in shown:
            shown.add(text)
            yield _in(Text.assemble(text, (f"  «{cast.words(found.mention)}»", "dim"), cast.marks(found)))


def _references(cast: Cast) -> Iterator[RenderableType]:
    yield from _proven(cast, [_shown(cast, _reference(cast, found), found) for found in cast.record.references])


def _reference(cast: Cast, found: Reference[str]) -> Text:
    body = f"{DOT}{cast.name(found.body)}" if found.body else ""
    return Text.assemble((line(found.name), "bold"), f"{DOT}{cast.label(found.kind)}{body}")


def _topics(cast: Cast) -> Iterator[RenderableType]:
    for found in cast.record.topics:
        words = ", ".join(dict.fromkeys(cast.words(span) for span in found.spans))
        name = line(topic(found.code, found.label, cast.language))
        yield _in(Text(name) + Text(f"  {words}", "dim") + cast.marks(found))


def _party(cast: Cast, actor: str | None) -> Text:
    return Text(cast.name(actor) or cast.label("unknown"), "bold")


def _grouped(found: list[tuple[str | None, Shown]]) -> list[tuple[str | None, list[Shown]]]:
    """What belongs to each party, parties and things in the order in which they first come."""
    groups: dict[str | None, list[Shown]] = {}
    for party, shown in found:
        groups.setdefault(party, []).append(shown)
    return list(groups.items())


def _shown(cast: Cast, head: Text, *facts: Fact) -> Shown:
    """A line of one or more facts, with their rules; their evidence, each sentence once."""
    return head + cast.marks(*facts), tuple(dict.fromkeys(span for fact in facts for span in fact.evidence))


def _proven(cast: Cast, found: list[Shown], depth: int = 1) -> Iterator[RenderableType]:
    """Facts, each above the sentences that it rests on; those that rest on the same stand together above them."""
    by_evidence: dict[tuple[Span, ...], list[Text]] = {}
    for head, evidence in found:
        by_evidence.setdefault(evidence, []).append(head)
    for evidence, heads in by_evidence.items():
        for head in heads:
            yield _in(head, depth)
        yield _proof(cast, evidence, depth + 1)


def _proof(cast: Cast, evidence: tuple[Span, ...], depth: int = 2) -> RenderableType:
    """The sentences that a fact rests on."""
    more = f" (+{len(evidence) - PROOF})" if len(evidence) > PROOF else ""
    return _in(Barred(Text(cast.words(evidence[:PROOF]) + more, "dim italic")), depth)


class Barred:
    """Text with a bar before every line of it."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for row in self._text.wrap(console, options.max_width - len(BAR)):
            yield Text(BAR, "dim") + row


def _in(what: RenderableType, depth: int = 1) -> RenderableType:
    return Padding(what, (0, 0, 0, INDENT * depth))


def _hanging(mark: str, text: Text, indent: int) -> RenderableType:
    """Text with a mark before its first line; every line of it begins at the same column."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", width=1)
    grid.add_column(ratio=1)
    grid.add_row(mark, text)
    return Padding(grid, (0, 0, 0, indent))


# In the order of the text form; relays stand in its head.
LAYERS_SHOWN: dict[str, Callable[[Cast], Iterator[RenderableType]]] = {
    "meetings": _meetings,
    "quotes": _quotes,
    "aid": _aid,
    "commitments": _commitments,
    "positions": _positions,
    "offices": _offices,
    "references": _references,
    "topics": _topics,
}
