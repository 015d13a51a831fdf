"""Who published an article: by its address, by the site's name, by the credit that the text gives."""

import re
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from onrecord.errors import OnrecordError
from onrecord.knowledge import Knowledge
from onrecord.knowledge.tables import Row, several
from onrecord.values import Outlet

_SIMPLE = re.compile(r"[\W_]+")
# "передаёт X со ссылкой на Y": X publishes, Y is its source. "сообщает X" alone may credit another outlet.
_OWN_CREDIT = re.compile(
    r"\b(?:переда[её]т|сообщает|пишет|информирует|рассказывает|отмечает|хабарлайды|жазады)\s{1,3}(?P<ru>[^,.:;!?\n]{2,60}?(?:\.[a-zа-я]{2,10})?)"
    r",?\s{1,3}(?:со?\s{1,3}ссылкой\s{1,3}на|ссылаясь\s{1,3}на|[^,.:;!?\n]{2,60}?\bсілтеме\s{1,3}жаса)"
    r"|(?P<en>[A-Z][^,.:;!?\n]{1,40}?(?:\.[a-z]{2,10})?)\s{1,3}(?:reports?|reported|says|writes),?\s{1,3}(?:citing|with\s{1,3}reference\s{1,3}to|referring\s{1,3}to)\b"
)


class _Outlets:
    """The table by domain and by name; a row further down (a user's own) takes precedence."""

    def __init__(self, rows: list[Row]) -> None:
        self.domains = {row["domain"].lower(): row for row in rows}
        self.names: dict[str, dict[str, None]] = {}  # a simple name -> domains, in the table's order
        for domain, row in self.domains.items():
            for name in (domain, *several(row["ru"]), *several(row["ru_other"]), *several(row["en"])):
                self.names.setdefault(simple(name), {})[domain] = None

    def named(self, name: str) -> Row | None:
        """The outlet of a name, or of one of several with that name the first listed, if they share a country."""
        found = [self.domains[domain] for domain in self.names.get(simple(name), ())]
        return found[0] if found and len({row["country"] for row in found}) == 1 else None


@lru_cache(maxsize=8)
def _outlets(knowledge: Knowledge) -> _Outlets:
    return _Outlets(knowledge.tables["outlets"])


def simple(name: str) -> str:
    """A name without case, marks and spaces, to compare by.

    >>> simple("МИА «Казинформ»")
    'миаказинформ'
    """
    return _SIMPLE.sub("", name.lower().replace("ё", "е"))


def domain_of(url: str | None) -> str | None:
    """The host of an address without "www."; None where there is none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.").rstrip(".") if host and "." in host else None


def outlet_at(url: str | None, site: str | None, knowledge: Knowledge) -> Outlet | None:
    """The outlet of a page, from its address or from the name that the site gives itself."""
    domain = domain_of(url)
    row = _row_of(domain, knowledge) or (_outlets(knowledge).named(site) if site and not domain else None)
    if row is not None:
        return _outlet(row)
    return Outlet(name=site or domain or "", domain=domain) if site or domain else None


def outlet_credited(text: str, knowledge: Knowledge) -> Outlet | None:
    """The known outlet that a text says passes the news on from another ("передаёт X со ссылкой на Y")."""
    for match in _OWN_CREDIT.finditer(text):
        row = _outlets(knowledge).named(match["ru"] or match["en"]) or _last_word(match["ru"] or match["en"], knowledge)
        if row is not None:
            return _outlet(row)
    return None


def outlet_named(name: str, knowledge: Knowledge) -> Outlet | None:
    """The known outlet of a name, as the line of a plain text's date gives it ("Вестник, 3 марта 2031")."""
    row = _outlets(knowledge).named(name)
    return _outlet(row) if row is not None else None


def is_outlet(name: str, knowledge: Knowledge) -> bool:
    """Whether a name or a domain is one that an outlet of the table goes by."""
    return simple(name) in _outlets(knowledge).names


def zone_of(outlet: Outlet | None, knowledge: Knowledge) -> str | None:
    """The IANA zone in which an outlet writes: its own, else the one of its country's capital."""
    if outlet is None:
        return None
    row = _outlets(knowledge).domains.get(outlet.domain or "", {})
    zone = row.get("zone") or knowledge.countries.get(outlet.country or "", {}).get("zone") or None
    try:
        return ZoneInfo(zone).key if zone else None
    except (KeyError, ValueError, OSError) as error:
        raise OnrecordError(
            f"outlets: {outlet.name}: no time zone {zone!r}; valid are names such as Asia/Almaty"
        ) from error


def _row_of(domain: str | None, knowledge: Knowledge) -> Row | None:
    """The row of a domain or of the nearest one above it: "ru.site.kz" is found as "site.kz"."""
    domains = _outlets(knowledge).domains
    while domain and "." in domain:
        if domain in domains:
            return domains[domain]
        domain = domain.partition(".")[2]
    return None


def _last_word(name: str, knowledge: Knowledge) -> Row | None:
    """The outlet at the end of "агентство X" or "корреспондент X"."""
    words = name.replace("«", " ").replace("»", " ").split()
    return next((row for i in range(1, len(words)) if (row := _outlets(knowledge).named(" ".join(words[i:])))), None)


def _outlet(row: Row) -> Outlet:
    return Outlet(name=several(row["ru"])[0], domain=row["domain"], country=row["country"] or None)
