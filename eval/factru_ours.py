"""Our record in FactRuEval's terms: offices are Occupation, meetings of two persons or more are Meeting.

Where the corpus draws other lines than our record, in the words of its own markup:

- An Occupation joins a person to an organisation or a country; a Position is a noun of the text, and may be missing
  ("партия, возглавляемая Петром Долом"). An office that a verb tells of has no Position here.
- The department that somebody heads is Where, not a part of the Position: "начальник | отдела кадров", "глава |
  правительства Тарузии". Our titles keep it, so that their words are divided here.
- A member of parliament "от партии" is in two Occupations, the second one without a Position; in one with the party
  where no parliament is told.
- Owners and founders hold no Occupation (owners are in facts of Ownership, which we don't attempt).
- Every participant of the corpus' 27 facts of Meeting is a Person; ours may also be countries and bodies. A Meeting is
  of those who met one another: who takes part in one summit or press conference has not met all the others there.
"""

import re
from collections.abc import Iterator
from typing import Any

from eval.factru_gold import Argument, Fact, Text
from onrecord.find.offices.heading import RULES as HEADING
from onrecord.language.morph import fold, parses
from onrecord.words import listed

Item = dict[str, Any]

BY_VERB = {rule.__name__ for rule in HEADING}
OWNERS = {"владелец", "владелица", "совладелец", "совладелица", "основатель", "основательница", "сооснователь",
          "учредитель", "соучредитель", "создатель", "акционер"}  # fmt: skip
_PARTY = re.compile(r"\bот (?!штат|округ|област|кра[яй]|регион|город|республик)(.+)")
ENCOUNTERS = ("meeting", "talks", "call", "visit")  # kinds of our meetings whose parties face one another


class _Parties:
    """Arguments of one text: our actors, and stretches of its words, as the corpus' entities."""

    def __init__(self, record: Item, text: Text) -> None:
        self.text = text
        self.actors = {a["id"]: a for a in record["actors"]}
        self.entities = {id_: entity_of(actor, text) for id_, actor in self.actors.items()}

    def actor(self, name: str, id_: str) -> Argument:
        entity = self.entities[id_]
        return Argument(name, frozenset({entity} if entity else ()), words=frozenset({self.actors[id_]["name"]}))

    def words(self, name: str, start: int, end: int) -> Argument:
        """The organisation that a stretch of the text names."""
        near = max(_near(start, end, "organisation", self.text), default=None)
        return Argument(name, frozenset({near[1]} if near else ()), words=frozenset({self.text.text[start:end]}))


def facts_of(record: Item, text: Text) -> Iterator[Fact]:
    """The facts that our record of a text holds; of Meetings those of two persons or more who met one another.

    Planned, cancelled and denied ones count: the corpus marks them with a modality, which does not matter.
    """
    if not record:
        return
    parties = _Parties(record, text)
    for office in record["offices"]:
        if not OWNERS & set(office["office"].split()):
            yield from _occupations(office, parties)
    for meeting in record["meetings"]:
        people = [p for p in meeting["participants"] if parties.actors[p]["kind"] == "person"]
        if len(people) > 1 and meeting["kind"] in ENCOUNTERS:
            present = tuple(parties.actor("Participant", p) for p in people)
            yield Fact("Meeting", present, rule=meeting["rule"])


def _occupations(office: Item, parties: _Parties) -> Iterator[Fact]:
    """An office as an Occupation, and the party that a member of parliament is of as another."""
    start, end = office["mention"]["start"], office["mention"]["end"]
    who, words = parties.actor("Who", office["person"]), parties.text.text[start:end]
    post = tuple(_post(office, parties))
    sender = _PARTY.search(words)
    party = (parties.words("Where", start + sender.start(1), end),) if sender else ()
    placed = any(argument.name == "Where" for argument in post)
    yield Fact("Occupation", (who, *post, *(() if placed else party)), rule=office["rule"])
    if party and placed:
        yield Fact("Occupation", (who, *party), rule=office["rule"])


def _post(office: Item, parties: _Parties) -> Iterator[Argument]:
    """Where, and the Position where a noun tells it."""
    start, end = office["mention"]["start"], office["mention"]["end"]
    by_verb = office["rule"] in BY_VERB
    unit = None if by_verb else _unit(parties.text.text[start:end], bodies=office["of"] is None)
    if unit is not None:
        yield parties.words("Where", start + unit, end)
        words = parties.text.text[start : start + unit].rstrip()
        yield Argument("Position", spans=((start, start + len(words)),), words=frozenset({words}))
        return
    if office["of"]:
        yield parties.actor("Where", office["of"])
    if not by_verb:
        words = parties.text.text[start:end]
        yield Argument("Position", spans=((start, end),), words=frozenset({office["office"], words}))


def _unit(words: str, bodies: bool = False) -> int | None:
    """Where the department that somebody heads begins; with `bodies` also a body that the text doesn't name.

    >>> _unit("начальник отдела кадров")
    10
    >>> _unit("глава федеральной службы")
    6
    >>> _unit("спикер парламента", bodies=True)
    7
    """
    units = listed("seats", "unit", "governing", *(["body"] if bodies else ()))
    told = list(re.finditer(r"[\w-]+", words))
    n = next((n for n, word in enumerate(told) if n and {fold(p.normal_form) for p in parses(word[0])} & units), None)
    while n is not None and n > 1 and {p.tag.POS for p in parses(told[n - 1][0])} & {"ADJF", "PRTF"}:
        n -= 1
    return None if n is None else told[n].start()


def entity_of(actor: Item, text: Text) -> str | None:
    """The entity on whose mentions an actor's mentions lie; those by name decide where there are any."""
    for how in ("name", "role"):
        votes: dict[str, float] = {}
        for mention in actor["mentions"]:
            if mention["as"] == how:
                near = max(_near(mention["start"], mention["end"], actor["kind"], text), default=(0.0, ""))
                votes[near[1]] = votes.get(near[1], 0.0) + near[0]
        if any(votes.values()):
            return max(sorted(votes), key=lambda entity: votes[entity])
    return None


def _near(start: int, end: int, kind: str, text: Text) -> Iterator[tuple[float, str]]:
    """Entities with a mention that overlaps, each with intersection / union of characters."""
    for id_, named in text.objects.items():
        shared = min(end, named.end) - max(start, named.start)
        if shared > 0 and id_ in text.owner and (kind == "person") == (named.kind == "Person"):
            union = max(end, named.end) - min(start, named.start)
            yield shared / union, text.owner[id_]
