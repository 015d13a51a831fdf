"""Records made by hand about an invented region, for tests that need a record and no reader."""

from hashlib import sha256
from typing import Any

from onrecord.span import Span
from onrecord.values import (
    LAYERS,
    Absence,
    Actor,
    ActorKind,
    Aid,
    Article,
    Commitment,
    Delegation,
    Meeting,
    MentionKind,
    Office,
    Outlet,
    Page,
    Part,
    Position,
    Quote,
    Record,
    Reference,
    Relay,
    Seen,
    Topic,
)

TITLE = "Совет Восьми ввёл санкции против Вестании"
TEXT = f"""{TITLE}

23 марта 2031, 18:56
1550

Президент Лурии Павел Остров принял участие в заседании Совета Восьми в узком составе, передаёт «Вестник Лурии» \
со ссылкой на пресс-службу президента. Заседание прошло в Приморске. Вестания на нём не присутствовала.

«Мы не сворачиваем с пути, – сказал Остров, – и помощь придёт вовремя». Елена Дорн отметила, что санкциям нет \
альтернативы.

Лурия отправила Аргоне через Красный Парус 2 млн крон и продовольствие. Остров пообещал открыть порт к 1 июня.

Лурия поддерживает договор о проливах.
"""


def at(words: str, text: str = TEXT, after: str = "") -> Span:
    """Where words stand in a text, the first time after `after`."""
    start = text.index(words, text.index(after) + len(after) if after else 0)
    return Span(start, start + len(words))


def seen(words: str, how: MentionKind = "name", after: str = "") -> Seen:
    """A mention at the first place of its words."""
    span = at(words, after=after)
    return Seen(span.start, span.end, how)


def actor(id: str, kind: ActorKind, name: str, *mentions: Seen, country: str | None = None) -> Actor:
    """An actor whose names are its mentions' words."""
    names = tuple(dict.fromkeys(TEXT[mention.start : mention.end] for mention in mentions))
    return Actor(id=id, kind=kind, name=name, names=names, country=country, mentions=mentions)


ACTORS = (
    actor(
        "a1",
        "person",
        "Павел Остров",
        seen("Павел Остров"),
        seen("Остров", after="сказал "),
        seen("Остров", after="продовольствие. "),
    ),
    actor("a2", "person", "Елена Дорн", seen("Елена Дорн")),
    actor("a3", "place", "Лурия", seen("Лурии"), seen("Лурия", after="альтернативы"), country="XL"),
    actor("a4", "place", "Вестания", seen("Вестании"), seen("Вестания"), country="XV"),
    actor("a5", "organisation", "Совет Восьми", seen("Совет Восьми"), seen("Совета Восьми")),
    actor("a6", "place", "Приморск", seen("Приморске")),
    actor("a7", "organisation", "пресс-служба президента Лурии", seen("пресс-службу президента", "role")),
    actor("a8", "place", "Аргона", seen("Аргоне")),
    actor("a9", "organisation", "Красный Парус", seen("Красный Парус")),
)
SENTENCES = {
    "session": at(
        "Президент Лурии Павел Остров принял участие в заседании Совета Восьми в узком составе, передаёт «Вестник "
        "Лурии» со ссылкой на пресс-службу президента."
    ),
    "absence": at("Вестания на нём не присутствовала."),
    "direct": at("«Мы не сворачиваем с пути, – сказал Остров, – и помощь придёт вовремя»."),
    "indirect": at("Елена Дорн отметила, что санкциям нет альтернативы."),
    "aid": at("Лурия отправила Аргоне через Красный Парус 2 млн крон и продовольствие."),
    "promise": at("Остров пообещал открыть порт к 1 июня."),
    "treaty": at("Лурия поддерживает договор о проливах."),
}


def article(source: str = "pages/session.html", published: str | None = "2031-03-23T18:56:00+06:00") -> Article:
    """The sample's article as read from a source."""
    furniture = at("23 марта 2031, 18:56\n1550")
    return Article(
        id=sha256(TEXT.encode()).hexdigest()[:16],
        source=source,
        url="https://vestnik.example/session" if source.endswith(".html") else None,
        sha256=sha256(TEXT.encode()).hexdigest(),
        text=TEXT,
        language="ru",
        title=TITLE,
        published=published,
        authors=("a2",),
        outlet=Outlet("Вестник Лурии", "vestnik.example", "XL"),
        photo_credit="Вестник Лурии",
        views=1550,
        tags=("санкции",),
        parts=(
            Part("headline", 0, len(TITLE)),
            Part("furniture", furniture.start, furniture.end),
            Part("body", furniture.end + 2, len(TEXT.rstrip())),
        ),
    )


def meeting() -> Meeting[str]:
    """A session with one who came and one who stayed away."""
    return Meeting(
        id="m1",
        what=at("заседании Совета Восьми"),
        kind="session",
        status="held",
        body="a5",
        format="узкий состав",
        place="a6",
        date="2031-03-23",
        participants=("a1", "a3"),
        delegations=(Delegation("a1", "президент", "a3"),),
        absent=(Absence("a4", "stated"),),
        evidence=(SENTENCES["session"], SENTENCES["absence"]),
        rule="session_of_body",
        confidence=0.91,
    )


def quotes() -> tuple[Quote[str], ...]:
    """A direct quote that its cue cuts in two, and an indirect one."""
    direct = Quote(
        kind="direct",
        content=(at("Мы не сворачиваем с пути"), at("и помощь придёт вовремя")),
        cue=at("сказал"),
        mention=at("Остров", after="сказал "),
        speaker="a1",
        occasion="m1",
        evidence=(SENTENCES["direct"],),
        rule="quote_cut_by_cue",
        confidence=0.97,
        support=12,
    )
    indirect = Quote(
        kind="indirect",
        content=(at("санкциям нет альтернативы"),),
        cue=at("отметила"),
        mention=at("Елена Дорн"),
        speaker="a2",
        evidence=(SENTENCES["indirect"],),
        rule="that_clause",
    )
    return direct, indirect


def record(source: str = "pages/session.html", published: str | None = "2031-03-23T18:56:00+06:00") -> Record:
    """A record with something in every layer."""
    proof: dict[str, Any] = {name: {"evidence": (span,), "rule": "by_hand"} for name, span in SENTENCES.items()}
    return Record(
        article=article(source, published),
        actors=ACTORS,
        relays=(
            Relay(source="a7", mention=at("пресс-службу президента"), cue=at("со ссылкой на"), **proof["session"]),
        ),
        quotes=quotes(),
        meetings=(meeting(),),
        offices=(
            Office(
                person="a1",
                office="президент",
                of="a3",
                status="current",
                mention=at("Президент Лурии"),
                **proof["session"],
            ),
        ),
        aid=(
            Aid(
                what=at("2 млн крон и продовольствие"),
                donor="a3",
                recipient="a8",
                via="a9",
                amount=2_000_000,
                currency="XLK",
                goods=("продовольствие",),
                status="given",
                **proof["aid"],
            ),
        ),
        commitments=(
            Commitment(
                who="a1", what=at("открыть порт к 1 июня"), kind="promise", due="2031-06-01", **proof["promise"]
            ),
        ),
        positions=(
            Position(
                holder="a3",
                target_text=at("договор о проливах"),
                stance="supports",
                expression=at("поддерживает"),
                **proof["treaty"],
            ),
        ),
        references=(
            Reference(what=at("договор о проливах"), kind="treaty", name="договор о проливах", **proof["treaty"]),
        ),
        topics=(
            Topic(
                code="medtop:20000638",
                label="санкции",
                spans=(at("санкции"),),
                evidence=(Span(0, len(TITLE)),),
                rule="words",
            ),
        ),
    )


def page(source: str = "pages/session.html", content: str = TEXT) -> Page:
    """A page as it came from a source."""
    return Page(source=source, content=content.encode(), media="text")


def said(name: str, words: str, *, source: str, published: str | None = None, language: str = "ru") -> Record:
    """A record of one sentence: who said what."""
    text = f"{name}: {words}"
    whole = Span(0, len(text))
    speaker = Actor(id="a1", kind="person", name=name, names=(name,), mentions=(Seen(0, len(name), "name"),))
    content = (Span(len(name) + 2, len(text)),)
    mention = Span(0, len(name))
    quote = Quote(
        kind="direct", content=content, mention=mention, speaker="a1", evidence=(whole,), rule="colon", confidence=0.5
    )
    empty: dict[str, Any] = {layer: () for layer in LAYERS if layer != "quotes"}
    return Record(
        article=Article(
            id=sha256(text.encode()).hexdigest()[:16],
            source=source,
            sha256=sha256(text.encode()).hexdigest(),
            text=text,
            language=language,
            title=words,
            published=published,
            parts=(Part("body", 0, len(text)),),
        ),
        actors=(speaker,),
        quotes=(quote,),
        **empty,
    )
