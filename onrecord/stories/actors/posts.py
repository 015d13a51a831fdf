"""Posts compared: the role and the side of a post, and whether two posts can be one person's."""

from collections.abc import Container, Iterable
from functools import cache, lru_cache

from msgspec import Struct

from onrecord.knowledge import Entity, Knowledge, Term
from onrecord.knowledge.tables import several
from onrecord.language.morph import fold, normal_forms, phrase_key
from onrecord.resolve.national import adjectives_of
from onrecord.resolve.roles.reading import roles_of
from onrecord.store.names import slug
from onrecord.store.sights import Held
from onrecord.words import frames, listed

_ENVOYS = frozenset({"ambassador", "consul", "charge_daffaires", "military_attache", "permanent_representative",
                     "envoy"})  # fmt: skip
_TOP = frozenset({"head_of_state", "head_of_government", "speaker", "upper_house_speaker", "governor", "mayor", "akim",
                  "security_council_secretary", "central_bank_governor", "prosecutor_general", "ambassador",
                  "supreme_court_chairman", "constitutional_court_chairman"})  # fmt: skip
OPEN = "9999"  # the end of a term that is not known to have ended
ACTING = "acting_"  # begins the roles of those who act for the holder, as in knowledge/offices.tsv
_TOGETHER = frozenset({"head_of_government", "deputy_head_of_government"})  # may lead a ministry as well


class Post(Struct, frozen=True, order=True):
    """A post that can be compared: what is held, and of what.

    A role is a slug of knowledge/offices.tsv, else the title's lemmas. A side is an ISO 3166-1 alpha-2 code, a body's
    id, or a name in Latin letters; "" where unknown.
    """

    role: str
    side: str
    calling: str  # of words/callings.tsv: what the holder does for a living; "state" for the offices of a state
    since: str  # the first and the last day on which it was seen to be held, "" where no day is known
    until: str
    status: str

    @property
    def key(self) -> tuple[str, str]:
        """What two sightings of one post share."""
        return (self.role, self.side)


def post_of(held: Held, day: str, knowledge: Knowledge) -> Post:
    """The post that an article gives on a day."""
    role, side, calling = _read(held.title, held.of, held.country, knowledge)
    return Post(role, side, calling, day, day, held.status)


@lru_cache(maxsize=100_000)
def _read(title: str, of: str, country: str, knowledge: Knowledge) -> tuple[str, str, str]:
    """Role, side and calling of a title and of what it is of."""
    served = acted_in(title, knowledge)
    whole, side = _seat(served or title, of, country, knowledge)
    lemmas = phrase_key(whole.split())
    role = roles_of(knowledge).get(lemmas, lemmas)
    calling = _calling(phrase_key(title.split()) if served else lemmas, knowledge)
    return (acting(role) if served else role), side, calling


def acting(role: str) -> str:
    """The role of whoever acts for the holder of one.

    >>> acting("foreign_minister")
    'acting_foreign_minister'
    """
    return f"{ACTING}{role}"


def replaced(role: str) -> str:
    """The role that somebody acts in: the role itself where nobody acts.

    >>> replaced("acting_foreign_minister"), replaced("foreign_minister")
    ('foreign_minister', 'foreign_minister')
    """
    return role.removeprefix(ACTING)


@lru_cache(maxsize=10_000)
def acted_in(title: str, knowledge: Knowledge) -> str:
    """The post that a title says somebody acts in, "" where it says no such thing.

    Adjectives ("временный") say so before posts that the tables know, and not where they belong to a post's own name.

    >>> from onrecord.knowledge import load
    >>> titles = ("и. о. министра обороны", "временный президент", "временный поверенный в делах", "министр обороны")
    >>> [acted_in(title, load()) for title in titles]
    ['министра обороны', 'президент', '', '']
    """
    words = title.split()
    for last in range(min(3, len(words) - 1), 0, -1):
        key = phrase_key(words[:last])
        post = words[last:]
        if key in listed("acting", "acting"):
            return " ".join(post)
        if key in listed("acting", "adjective") and _opens(post, roles_of(knowledge)):
            return "" if _opens(words, _own_names(knowledge)) else " ".join(post)
    return ""


def _opens(words: list[str], names: Container[str]) -> bool:
    """Whether words are, or open with, one of some names of posts."""
    return any(phrase_key(words[:last]) in names for last in range(1, len(words) + 1))


@cache
def _own_names(knowledge: Knowledge) -> frozenset[str]:
    """The lemma keys of the names of posts in which nobody acts for a holder: "временный поверенный" is such a name."""
    rows = (row for row in knowledge.tables["offices"] if not row["id"].startswith(ACTING))
    return frozenset(phrase_key(name.split()) for row in rows for name in (row["ru"], *several(row["ru_other"])))


def post_of_term(term: Term, knowledge: Knowledge) -> Post:
    """The post that the tables give a person."""
    state = term.role in _state_roles(knowledge)
    side = term.country or (f"body:{term.body}" if term.body else "")
    return Post(term.role, side, "state" if state else "", term.since, term.until or OPEN, "current")


def side_of(entity: Entity) -> str:
    """The side that an entity is: a country's or its capital's code, a body's id."""
    return entity.country or "" if entity.kind in ("country", "capital") else entity.id


def apart(some: Iterable[Post], others: Iterable[Post]) -> bool:
    """Whether the posts of two tell that they are two persons."""
    others = list(others)
    return any(two_states(p, q) or two_lives(p, q) for p in some for q in others)


def over_time(posts: Iterable[Post]) -> list[Post]:
    """Each post once for each status, from the first day on which it was seen to the last."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for post in posts:
        days = found.setdefault((post.role, post.side, post.calling, post.status), [])
        days += [day for day in (post.since, post.until) if day]
    return [
        Post(role, side, calling, min(days, default=""), max(days, default=""), status)
        for (role, side, calling, status), days in sorted(found.items())
    ]


def two_states(p: Post, q: Post) -> bool:
    """Offices of two states: nobody serves both."""
    states = p.calling == q.calling == "state" and len(p.side) == len(q.side) == 2
    return states and p.side != q.side and not {replaced(p.role), replaced(q.role)} & _ENVOYS


def two_lives(p: Post, q: Post) -> bool:
    """Two ways of life, or two of the highest offices, at one time."""
    if p.status != "current" or q.status != "current" or not (p.since < q.until and q.since < p.until):
        return False
    if p.calling and q.calling and p.calling != q.calling:
        return True
    tops = _is_top(p.role) and _is_top(q.role) and OPEN not in (p.until, q.until)
    return tops and p.role != q.role and p.side == q.side and not {p.role, q.role} & _TOGETHER


def _is_top(role: str) -> bool:
    return role in _TOP or (role.endswith("_minister") and not role.startswith(("deputy_", ACTING)))


def _seat(title: str, of: str, country: str, knowledge: Knowledge) -> tuple[str, str]:
    """A title and a side: "глава" of "МИД Тарузии" is "глава МИД" of Tarusia; "сельское хозяйство" is no side."""
    entity = named(knowledge).get(fold(of))
    for name in dict.fromkeys((of, *(entity.names if entity and entity.kind == "body" else ()))):
        field, its = _field(name, knowledge)
        if field and phrase_key([*title.split(), *field]) in roles_of(knowledge):
            return f"{title} {' '.join(field)}", its or (entity and entity.country) or country
    if entity:
        return title, side_of(entity)
    field, its = _field(of, knowledge)
    return (f"{title} {' '.join(field)}", its) if its else (title, country or slug(of))


def _field(name: str, knowledge: Knowledge) -> tuple[list[str], str]:
    """What is left of a body's name without the country that it opens or ends with, and that country; "" for none."""
    words = name.split()
    for kept, told in ((words[:-1], words[-1:]), (words[1:], words[:1])):
        country = country_of(told[0], knowledge) if told and kept else None
        if country:
            return kept, country
    return words, ""


def country_of(word: str, knowledge: Knowledge) -> str | None:
    """The country that a word in any case, or an adjective, names."""
    for form in sorted({fold(word), *normal_forms(word)}):
        entity = named(knowledge).get(form) or knowledge.entities.get(adjectives_of(knowledge).get(form, ""))
        if entity and entity.kind == "country":
            return entity.country
    return None


@cache
def named(knowledge: Knowledge) -> dict[str, Entity]:
    """Folded name -> the country, body, city or outlet that bears it; the tables' first where several do."""
    found: dict[str, Entity] = {}
    for entity in knowledge.entities.values():
        if entity.kind != "person":
            for name in entity.names:
                found.setdefault(fold(name), entity)
    return found


@cache
def _state_roles(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(row["role"] for row in knowledge.tables["offices"] if row["of"] in ("country", "region"))


def _calling(lemmas: str, knowledge: Knowledge) -> str:
    """What a title's holder does for a living, by its first words; "" where it does not tell."""
    words = lemmas.split()
    for last in range(len(words), 0, -1):
        role = roles_of(knowledge).get(" ".join(words[:last]))
        if role in _state_roles(knowledge):
            return "state"
    row = frames("callings").get(words[0]) if words else None
    return row["kind"] if row else ""
