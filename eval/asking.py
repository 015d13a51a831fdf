"""Asking: what the readers of `eval.desk` ask for, by kind: every page, list and twin of the desk and of its API.

What fills the questions comes from the store itself: busy and rare names, common and rare words, days of all its time.
"""

import random
from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import quote, urlencode

from msgspec import Struct
from sqlalchemy import Connection, text

from eval.telling import OF_STATES, TITLES
from onrecord.desk.paging import cursor
from onrecord.store.base import Store
from onrecord.store.tables import bit
from onrecord.values import LAYERS

SAMPLE, ENDS = (
    300,
    10,
)  # articles, stories or actors that are asked for; the commonest and the rarest of words and names
PICTURES = ("attention", "coverage", "flows")
Question = Callable[[], str]


class Known(Struct, frozen=True):
    """What may be asked for; of words and names the ENDS first are the commonest."""

    articles: list[str]
    meetings: list[str]
    stories: list[str]
    actors: list[str]
    names: list[str]
    words: list[str]
    said: list[str]
    days: list[str]
    outlets: list[str]
    places: list[tuple[str, str]]  # of articles


def known(store: Store) -> Known:
    """Look at a store for what may be asked for."""
    with store.reading() as connection:

        def some(query: str, most: int = SAMPLE) -> list[str]:
            """A sample, evenly from all that there are."""
            found = connection.execute(text(query)).scalars().all()
            return [str(one) for one in found[:: max(1, len(found) // most)]]

        spoken = some(
            "SELECT json_extract(CAST(row AS TEXT), '$.words') FROM facts WHERE layer = 'quotes' AND id % 97 = 1"
        )
        places = connection.execute(text("SELECT instant, key FROM articles WHERE id % 997 = 1")).all()
        return Known(
            articles=some("SELECT article FROM articles"),
            meetings=some(f"SELECT article FROM articles WHERE layers & {bit('meetings')}"),
            stories=[
                *some("SELECT story FROM stories ORDER BY articles DESC", 1)[:1],
                *some("SELECT story FROM stories"),
            ],
            actors=some("SELECT identity FROM roster WHERE identity IS NOT NULL ORDER BY id"),
            names=some("SELECT name FROM roster WHERE kind = 'person' ORDER BY id"),
            words=_ranked(connection, sorted({word for words in spoken for word in words.lower().split()})),
            said=[words for words in spoken if len(words.split()) > 3],
            days=some("SELECT DISTINCT first_day FROM articles"),
            outlets=some("SELECT DISTINCT outlet FROM articles"),
            places=[(instant, key) for instant, key in places],
        )


def _ranked(connection: Connection, words: list[str]) -> list[str]:
    """Words, those that most articles have first."""
    count = text("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH :word")
    found = {word: connection.execute(count, {"word": f'"{word}"'}).scalar_one() for word in words}
    return sorted(filter(found.__getitem__, found), key=lambda word: -found[word])


class Asking:
    """Questions by kind, each time about something else."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._chance = random.Random(1)
        self.kinds: dict[str, Question] = self._pages()
        for path in ("/{}", "/api/v1/{}", "/{}.json", "/{}.csv", "/{}.atom"):
            self.kinds[path.format("LAYER")] = partial(self._list, LAYERS, path)
            self.kinds[path.format("articles")] = partial(self._list, ("articles",), path)
            self.kinds[path.format("actors")] = partial(self._actors, path)
        self.kinds["/actors?since="] = self._actors_within

    def _list(self, names: Sequence[str], path: str) -> str:
        """One of some lists, filtered or not, from its beginning or from deep inside."""
        asked, chance = self.filters(), self._chance
        name = chance.choice(names)
        if chance.random() < 0.3:
            place = chance.choice(self._known.places)
            asked["cursor"] = cursor(place if name == "articles" else (*place, 0))
        return f"{path.format(name)}?{urlencode(asked)}"

    def _actors(self, path: str) -> str:
        """The list of actors: of a name, or deep inside."""
        chance = self._chance
        ways: tuple[dict[str, str], ...] = (
            {},
            {"who": self._end(self._known.names)},
            {"cursor": cursor((chance.randrange(10_000),))},
        )
        return f"{path.format('actors')}?{urlencode(chance.choice(ways))}"

    def _actors_within(self) -> str:
        """The list of actors within days."""
        first, last = sorted(self._chance.choices(self._known.days, k=2))
        ways = ({"since": first}, {"until": last}, {"since": first, "until": last}, {"since": first, "lang": "ru"})
        return f"/actors?{urlencode(self._chance.choice(ways))}"

    def _one(self, of: list[str]) -> str:
        return quote(self._chance.choice(of), safe=":~")

    def _end(self, of: list[str]) -> str:
        """One of the commonest or, as often, any."""
        return self._chance.choice(of[:ENDS] if self._chance.random() < 0.5 else of)

    def filters(self) -> dict[str, str]:
        """Filters as people combine them: none in two of five."""
        known, chance = self._known, self._chance
        first, last = sorted(chance.choices(known.days, k=2))
        who, about = {"who": self._end(known.names)}, {"about": self._end(known.words)}
        ways: tuple[dict[str, str], ...] = (
            *(who, {"who": self._end(known.actors)}, about, {"outlet": chance.choice(known.outlets)}),
            *({"since": first}, {"until": first}, {"since": first, "until": last}),
            *(who | {"since": first}, who | about, about | {"lang": "ru"}),
        )
        return dict(chance.choice(ways)) if chance.random() < 0.6 else {}

    def _pages(self) -> dict[str, Question]:
        known, chance = self._known, self._chance

        def post() -> str:
            return urlencode(
                {"post": f"{chance.choice(TITLES)} {chance.choice(OF_STATES)}", "on": chance.choice(known.days)}
            )

        def words() -> str:
            by = {"by": self._end(known.names)} if chance.random() < 0.5 else {}
            return urlencode({"words": chance.choice(known.said)} | by)

        def search() -> str:
            return urlencode({"q": self._end(known.words)} | self.filters())

        def story() -> str:
            return known.stories[0] if chance.random() < 0.2 else self._one(known.stories)

        def narrowed() -> str:
            return "?" + urlencode(self.filters())

        return {
            "/": lambda: "/",
            "/articles/ID": lambda: f"/articles/{self._one(known.articles)}",
            "/articles/ID?q=": lambda: (
                f"/articles/{self._one(known.articles)}?{urlencode({'q': self._end(known.words)})}"
            ),
            "/actors/ID": lambda: f"/actors/{self._one(known.actors)}",
            "/actors/ID (busy)": lambda: f"/actors/{self._one(known.actors[:ENDS])}",
            "/actor?name=": lambda: f"/actor?{urlencode({'name': self._end(known.names)})}",
            "/meetings/ID/N": lambda: f"/meetings/{self._one(known.meetings)}/0",
            "/stories": lambda: f"/stories{narrowed()}",
            "/stories.FORM": lambda: f"/stories.{chance.choice(('json', 'csv', 'atom'))}{narrowed()}",
            "/calendar": lambda: f"/calendar{narrowed()}",
            "/stories/ID": lambda: f"/stories/{story()}",
            "/search": lambda: f"/search?{search()}",
            "/check": lambda: f"/check?{words()}",
            "/who": lambda: f"/who?{post()}",
            "/corrections": lambda: "/corrections",
            "/pictures": lambda: f"/pictures{narrowed()}",
            "/pictures/NAME.csv": lambda: f"/pictures/{chance.choice(PICTURES)}.csv{narrowed()}",
            "/api/v1/stories": lambda: f"/api/v1/stories{narrowed()}",
            "/api/v1/stories/ID": lambda: f"/api/v1/stories/{story()}",
            "/api/v1/articles/ID": lambda: f"/api/v1/articles/{self._one(known.articles)}",
            "/api/v1/actors/ID": lambda: f"/api/v1/actors/{self._one(known.actors)}",
            "/api/v1/search": lambda: f"/api/v1/search?{search()}",
            "/api/v1/check": lambda: f"/api/v1/check?{words()}",
            "/api/v1/who": lambda: f"/api/v1/who?{post()}",
            "/metrics": lambda: "/metrics",
        }
