"""A record for people: what a reader of the page would want to know, each fact above the words that prove it."""

from collections.abc import Callable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from onrecord.show.cast import Cast
from onrecord.show.clean import line
from onrecord.show.console import address
from onrecord.show.labels import counted, no_facts
from onrecord.show.layers import LAYERS_SHOWN
from onrecord.show.when import moment
from onrecord.values import Record

DOT = " · "


def view(record: Record) -> RenderableType:
    """The text form of a record, as wide as the console that prints it."""
    cast = Cast(record)
    sections = [section for layer, show in LAYERS_SHOWN.items() for section in _section(cast, layer, show)]
    return Group(*_head(cast), *(sections or [Text("\n" + no_facts(record.article.language, cast.language), "dim")]))


def divider() -> RenderableType:
    """What stands between two records."""
    return Padding(Rule(style="dim"), (1, 0))


def _head(cast: Cast) -> Iterator[Text]:
    article = cast.record.article
    yield Text(line(article.title or article.source), "bold underline")
    where = Text(DOT).join(part for part in (_published(cast), _chain(cast)) if part)
    if where:
        yield where
    more = Text(DOT.join(_more(cast)), "dim")
    if more:
        yield more
    yield Text(f"{cast.label('record')} {article.id}", "dim")
    yield address(article.url or article.source)


def _published(cast: Cast) -> Text:
    published = cast.record.article.published
    return Text(moment(published, cast.language) if published else "")


def _chain(cast: Cast) -> Text:
    """The outlet and whom it credits: "Вестник ← пресс-служба"; a credit to itself is no news."""
    outlet = cast.record.article.outlet
    first = line(outlet.name) if outlet else ""
    credited = [name for name in dict.fromkeys(cast.name(r.source) for r in cast.record.relays) if name != first]
    if not credited:
        return Text(first)
    before = f"{first} ← " if first else f"{cast.label('sources' if len(credited) > 1 else 'source')}: "
    return Text(before + ", ".join(credited))


def _more(cast: Cast) -> Iterator[str]:
    article = cast.record.article
    if article.authors:
        yield f"{cast.label('authors')}: " + ", ".join(map(cast.name, article.authors))
    if article.photo_credit:
        yield f"{cast.label('photo')}: {line(article.photo_credit)}"
    if article.views is not None:
        yield counted(article.views, "views", cast.language)
    if article.modified and article.modified != article.published:
        yield f"{cast.label('modified')} {moment(article.modified, cast.language)}"


def _section(cast: Cast, layer: str, show: Callable[[Cast], Iterator[RenderableType]]) -> Iterator[RenderableType]:
    """A layer under its heading; nothing where the layer is empty."""
    if getattr(cast.record, layer):
        yield Text(f"\n{cast.label(layer).upper()}", "bold cyan")
        yield from show(cast)
