"""The values that travel along the path: pages, articles, mentions, actors, facts, records.

Facts are generic in what stands for a party: `Quote[Mention]` is what a finder answers, `Quote[str]` (an actor's
id) is what the record holds; resolving turns one into the other and copies everything else.
"""

from typing import Generic, Literal, TypeVar

from msgspec import Struct, field

from onrecord.span import Span

SCHEMA = "onrecord/1"

PartKind = Literal["headline", "lead", "body", "caption", "furniture"]
ActorKind = Literal["person", "organisation", "place", "unnamed"]
MentionKind = Literal["name", "role", "pronoun"]


class Page(Struct, frozen=True, kw_only=True):
    """Bytes as they came, with what is known of where they came from."""

    source: str  # path or URL as given
    content: bytes
    media: Literal["html", "text"]
    charset: str | None = None  # as the source declared it; may be wrong
    url: str | None = None


class Part(Struct, frozen=True):
    """A stretch of the article's text and what it serves for."""

    kind: PartKind
    start: int
    end: int


class Outlet(Struct, frozen=True):
    """Who published the article."""

    name: str
    domain: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2


class Article(Struct, frozen=True, kw_only=True):
    """One readable text with its parts. `authors` are names here and actors' ids in a record."""

    id: str  # first 16 hex digits of the sha256 of URL (or ""), line break and text
    source: str
    url: str | None = None
    sha256: str  # of `text` in UTF-8
    text: str
    language: str  # BCP 47
    title: str | None = None
    published: str | None = None  # RFC 3339 with zone, or an EDTF date where no time is known
    modified: str | None = None
    authors: tuple[str, ...] = ()
    outlet: Outlet | None = None
    photo_credit: str | None = None
    views: int | None = None
    tags: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


class Mention(Struct, frozen=True, order=True):
    """A place in the text that stands for an actor; `head` is the index of its head token in the Doc."""

    start: int
    end: int
    head: int
    how: MentionKind

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Seen(Struct, frozen=True, order=True):
    """A mention as the record shows it."""

    start: int
    end: int
    how: MentionKind = field(name="as")


class Actor(Struct, frozen=True, kw_only=True):
    """A person, organisation, place or unnamed role, with every name the article gives it."""

    id: str
    kind: ActorKind
    name: str
    names: tuple[str, ...] = ()
    wikidata: str | None = None
    country: str | None = None
    mentions: tuple[Seen, ...] = ()


P = TypeVar("P")


class Fact(Struct, frozen=True, kw_only=True):
    """What every fact carries: the sentences it rests on, the rule that found it, and how often that rule was right.

    `confidence` is the share of its facts to expect right, `support` the number of facts that this was measured on.
    """

    evidence: tuple[Span, ...]
    rule: str
    confidence: float | None = None
    support: int | None = None


class Relay(Fact, Generic[P], frozen=True, kw_only=True):
    """The article credits a source for its news."""

    source: P
    mention: Span
    cue: Span | None = None


class Quote(Fact, Generic[P], frozen=True, kw_only=True):
    """Somebody's words or reported content."""

    kind: Literal["direct", "indirect"]
    content: tuple[Span, ...]
    cue: Span | None = None
    mention: Span | None = None
    speaker: P | None = None
    addressee: P | None = None
    occasion: str | None = None


class Delegation(Struct, Generic[P], frozen=True):
    """Who sat at a meeting for whom."""

    actor: P
    office: str | None = None
    of: P | None = None


class Absence(Struct, Generic[P], frozen=True):
    """Who was missing, and whether the text states it or a list of members shows it."""

    actor: P
    basis: Literal["stated", "membership"]


MeetingKind = Literal["summit", "session", "talks", "meeting", "call", "visit", "conference", "other"]
MeetingStatus = Literal["held", "planned", "cancelled", "denied"]


class Meeting(Fact, Generic[P], frozen=True, kw_only=True):
    """People or delegations come together, or are to."""

    id: str = ""
    what: Span
    kind: MeetingKind
    status: MeetingStatus
    body: P | None = None
    format: str | None = None
    place: P | None = None
    date: str | None = None  # EDTF
    date_text: Span | None = None
    participants: tuple[P, ...] = ()
    delegations: tuple[Delegation[P], ...] = ()
    absent: tuple[Absence[P], ...] = ()
    agenda: tuple[Span, ...] = ()
    outcomes: tuple[Span, ...] = ()


class Office(Fact, Generic[P], frozen=True, kw_only=True):
    """A person holds, held or is to hold a post."""

    person: P
    office: str
    of: P | None = None
    status: Literal["current", "former", "future"]
    mention: Span


class Aid(Fact, Generic[P], frozen=True, kw_only=True):
    """Money, goods, people or services given as help."""

    what: Span
    donor: P | None = None
    recipient: P | None = None
    via: P | None = None
    amount: float | None = None
    currency: str | None = None  # ISO 4217
    goods: tuple[str, ...] = ()
    status: Literal["given", "promised", "asked", "refused"]
    purpose: Span | None = None
    date: str | None = None


class Commitment(Fact, Generic[P], frozen=True, kw_only=True):
    """Somebody promises, plans, offers or demands a future action."""

    who: P | None
    what: Span
    kind: Literal["promise", "plan", "offer", "demand"]
    due: str | None = None  # EDTF


class Position(Fact, Generic[P], frozen=True, kw_only=True):
    """A holder's stance to a target."""

    holder: P | None
    target: P | None = None
    target_text: Span
    stance: Literal["supports", "opposes", "concerned", "calls_for"]
    expression: Span


class Reference(Fact, Generic[P], frozen=True, kw_only=True):
    """A treaty, resolution, law, plan or document that the text names."""

    what: Span
    kind: Literal["treaty", "resolution", "law", "plan", "document"]
    name: str
    body: P | None = None


class Topic(Fact, frozen=True, kw_only=True):
    """A subject by IPTC Media Topic."""

    code: str
    label: str
    spans: tuple[Span, ...]


class Facts(Struct, Generic[P], frozen=True, kw_only=True):
    """Every layer of findings, in the record's order."""

    relays: tuple[Relay[P], ...] = ()
    quotes: tuple[Quote[P], ...] = ()
    meetings: tuple[Meeting[P], ...] = ()
    offices: tuple[Office[P], ...] = ()
    aid: tuple[Aid[P], ...] = ()
    commitments: tuple[Commitment[P], ...] = ()
    positions: tuple[Position[P], ...] = ()
    references: tuple[Reference[P], ...] = ()
    topics: tuple[Topic, ...] = ()


LAYERS = Facts.__struct_fields__


class Record(Struct, frozen=True, kw_only=True):
    """The public record of one article (`onrecord schema` prints its JSON Schema)."""

    schema: str = SCHEMA
    article: Article
    actors: tuple[Actor, ...]
    relays: tuple[Relay[str], ...]
    quotes: tuple[Quote[str], ...]
    meetings: tuple[Meeting[str], ...]
    offices: tuple[Office[str], ...]
    aid: tuple[Aid[str], ...]
    commitments: tuple[Commitment[str], ...]
    positions: tuple[Position[str], ...]
    references: tuple[Reference[str], ...]
    topics: tuple[Topic, ...]
