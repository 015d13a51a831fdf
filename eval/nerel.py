"""nerel: persons' posts and workplaces, and who meets where and when, on the relations of NEREL.

Easy matching: parties agree when a mention of our actor lies on a mention of the gold's entity.

A post of gold is a person and a profession that WORKS_AS joins within one sentence, where WORKPLACE says where:
the corpus also holds professions of no place ("актёр"), which our record leaves out. The same person's
professions of one noun are one post, as in our record. An office of ours stands for a post when the persons agree and
its words overlap the profession or are its noun. One that stands for a profession of no place, or for one that the
corpus tells of in another sentence, counts for nothing; any other is wrong. Of the posts found, `workplace|post` says
how many are of the right country or organisation.

A meeting of gold is an EVENT whose noun or verb is in our table of meetings and in which somebody takes part; ours is
one when its words overlap. Of the meetings found, the rows with a bar say how many participants, places and dates
are the gold's (PARTICIPANT_IN, TAKES_PLACE_IN, POINT_IN_TIME).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from eval.figures import Score, cell, heading
from eval.fresh import reported
from eval.gold import Report, Run, record_of
from eval.nerel_gold import FOLDER, Entity, Text, texts
from eval.show import Error, grouped, our_ranges, within
from onrecord.language.morph import fold, parses
from onrecord.words import listed

Item = dict[str, Any]
Read = list[tuple[Text, Item]]
LAYERS = ("posts", "events")
_BODIES = ("WORKPLACE", "MEMBER_OF")


class Post(Struct, frozen=True):
    """A person's posts of one noun: `places` are the workplaces' mentions, none where the corpus tells none."""

    person: str
    noun: str
    words: tuple[Entity, ...]
    places: tuple[Entity, ...]
    near: bool  # told of within one sentence


class Event(Struct, frozen=True):
    """A meeting of gold; `words` are all its mentions."""

    words: tuple[Entity, ...]
    participants: tuple[str, ...]
    places: tuple[Entity, ...]
    dates: tuple[Entity, ...]


def noun_of(words: str) -> str:
    """The lemma of the first noun of a phrase, "" where there is none.

    >>> noun_of("генерального директора")
    'директор'
    """
    for word in words.split():
        reading = parses(word.strip('«»",.()'))[0]
        if reading.tag.POS == "NOUN" or "-" in word:
            return fold(reading.normal_form)
    return ""


def posts(text: Text) -> list[Post]:
    """The posts of gold, with the professions of no place."""
    found: dict[tuple[str, str], list[tuple[Entity, Entity]]] = {}
    for person, job in text.of("WORKS_AS"):
        who, what = text.entities[person], text.entities[job]
        noun = noun_of(text.text[what.start : what.end])
        found.setdefault((text.owner[person], noun), []).append((who, what))
    places = _places(text)
    return [_post(text, person, noun, pairs, places) for (person, noun), pairs in found.items()]


def _places(text: Text) -> dict[Entity, list[Entity]]:
    """Mention of a person or a profession -> every mention of where that one works."""
    found: dict[Entity, list[Entity]] = {}
    for one, other in (pair for kind in _BODIES for pair in text.of(kind)):
        found.setdefault(text.entities[one], []).extend(text.mentions[text.owner[other]])
    return found


def _post(
    text: Text, person: str, noun: str, pairs: list[tuple[Entity, Entity]], places: dict[Entity, list[Entity]]
) -> Post:
    words = [what for _, what in pairs]
    own = [place for what in words for place in places.get(what, ())]
    his = [place for who, what in pairs for place in places.get(who, ()) if what.holds(place)]
    near = any(_together(text.text, who, what) for who, what in pairs)
    return Post(person, noun, tuple(words), tuple(own or his), near)


def _together(text: str, a: Entity, b: Entity) -> bool:
    between = text[min(a.end, b.end) : max(a.start, b.start)]
    return "\n" not in between and ". " not in between


def _lie(actor: Item | None, places: Iterable[Entity]) -> bool:
    """Whether a mention of our actor lies on one of `places`."""
    spans = [(m["start"], m["end"]) for m in actor["mentions"]] if actor else []
    return any(a < place.end and place.start < b for place in places for a, b in spans)


def _of_noun(office: Item, post: Post, text: Text) -> bool:
    span = office["mention"]
    over = any(span["start"] < word.end and word.start < span["end"] for word in post.words)
    return over or noun_of(office["office"]) == post.noun


class Posts(Struct):
    """One text's posts held against our offices: `of` says which post each of ours stands for."""

    gold: list[Post]
    ours: list[Item]
    actors: dict[str, Item]
    of: list[Post | None]
    placed: list[bool]

    @classmethod
    def match(cls, text: Text, record: Item) -> "Posts":
        """Each of our offices put to the post that it stands for best; each post has one office at most."""
        gold, ours = posts(text), record.get("offices", [])
        actors = {a["id"]: a for a in record.get("actors", [])}
        found = cls(gold, ours, actors, [None] * len(ours), [False] * len(ours))
        named = {id_: [m for m in actor["mentions"] if m["as"] == "name"] for id_, actor in actors.items()}
        rated = []
        for n, office in enumerate(ours):
            person = {"mentions": named[office["person"]]}
            for i, post in enumerate(gold):
                if _lie(person, text.mentions[post.person]) and _of_noun(office, post, text):
                    placed = _lie(actors.get(office["of"]), post.places)
                    rated.append((2 * (post.near and bool(post.places)) + placed, n, i))
        taken: set[int] = set()
        for rate, n, i in sorted(rated, key=lambda r: (-r[0], r[1:])):
            if found.of[n] is None and i not in taken:
                found.of[n], found.placed[n] = gold[i], rate % 2 == 1
                taken.add(i)
        return found

    def scores(self) -> dict[str, Score]:
        """Scores of posts, and of the workplaces of those that were found."""
        wanted = [p for p in self.gold if p.near and p.places]
        hits = [n for n, post in enumerate(self.of) if post and post.near and post.places]
        wrong = sum(post is None for post in self.of)
        placed = sum(self.placed[n] for n in hits)
        told = sum(self.ours[n]["of"] is not None for n in hits)
        return {
            "posts": Score(len(wanted), len(hits) + wrong, len(hits), len(hits)),
            "workplace|post": Score(len(hits), told, placed, placed),
        }


def events(text: Text) -> list[Event]:
    """The meetings of gold."""
    found: dict[str, dict[str, list[str]]] = {}
    for kind in ("PARTICIPANT_IN", "TAKES_PLACE_IN", "POINT_IN_TIME"):
        for a, b in text.of(kind):
            event, other = (b, a) if kind == "PARTICIPANT_IN" else (a, b)
            found.setdefault(text.owner[event], {}).setdefault(kind, []).append(other)
    return [_event(text, id_, told) for id_, told in found.items() if "PARTICIPANT_IN" in told and _meets(text, id_)]


def _event(text: Text, id_: str, told: dict[str, list[str]]) -> Event:
    places = [m for other in told.get("TAKES_PLACE_IN", ()) for m in text.mentions[text.owner[other]]]
    dates = [text.entities[other] for other in told.get("POINT_IN_TIME", ())]
    people = dict.fromkeys(text.owner[other] for other in told["PARTICIPANT_IN"])
    return Event(tuple(text.mentions[id_]), tuple(people), tuple(places), tuple(dates))


def _meets(text: Text, id_: str) -> bool:
    words = [word for m in text.mentions[id_] for word in text.text[m.start : m.end].split()]
    lemmas = {fold(parses(word.strip('«»",.()'))[0].normal_form) for word in words}
    return any(m.kind == "EVENT" for m in text.mentions[id_]) and bool(lemmas & listed("meetings"))


def _over(meeting: Item, event: Event) -> bool:
    span = meeting["what"]
    return any(span["start"] < word.end and word.start < span["end"] for word in event.words)


def event_scores(text: Text, record: Item) -> dict[str, Score]:
    """Scores of meetings; one of ours on an event that the table does not know for a meeting counts for nothing."""
    gold, ours = events(text), record.get("meetings", [])
    actors = {a["id"]: a for a in record.get("actors", [])}
    pairs = [(event, next((m for m in ours if _over(m, event)), None)) for event in gold]
    hits = [(event, meeting) for event, meeting in pairs if meeting is not None]
    total = {"events": Score(len(gold), len(hits) + _wrong(text, ours), len(hits), len(hits))}
    rows = ("participants|event", "place|event", "date|event")
    total |= dict.fromkeys(rows, Score())
    for event, meeting in hits:
        for row, score in zip(rows, _parties(text, event, meeting, actors), strict=True):
            total[row] += score
    return total


def _wrong(text: Text, ours: list[Item]) -> int:
    """How many of our meetings lie on no event of gold at all."""
    marked = [e for e in text.entities.values() if e.kind == "EVENT"]
    return sum(not any(m["what"]["start"] < e.end and e.start < m["what"]["end"] for e in marked) for m in ours)


def _parties(text: Text, event: Event, meeting: Item, actors: dict[str, Item]) -> tuple[Score, Score, Score]:
    """Scores of one meeting's participants, place and date."""
    people = [actors[p] for p in meeting["participants"]]
    wanted = sum(any(_lie(p, text.mentions[id_]) for p in people) for id_ in event.participants)
    right = sum(any(_lie(p, text.mentions[id_]) for id_ in event.participants) for p in people)
    place, day = meeting["place"], meeting["date_text"]
    at = bool(place) and _lie(actors[place], event.places)
    on = bool(day) and _lie({"mentions": [day]}, event.dates)
    where = Score(1, bool(place), at, at) if event.places else Score()
    when = Score(1, bool(day), on, on) if event.dates else Score()
    return Score(len(event.participants), len(people), wanted, right), where, when


def read(gold: Path, part: str = "dev", run: Run = record_of) -> Read:
    """Every text of one set with our record of it, but for those that `fresh` only reports."""
    folder, hidden = gold / FOLDER / part, reported()
    wanted = (text for text in texts(folder) if f"nerel__{part}__{text.name}" not in hidden)
    return [(text, run(folder / f"{text.name}.txt")) for text in wanted]


def measure(found: Read, floors: dict[str, float]) -> Report:
    """P, R and F1 of posts and meetings, and of their parties."""
    totals: dict[str, Score] = {}
    for text, record in found:
        for row, score in {**Posts.match(text, record).scores(), **event_scores(text, record)}.items():
            totals[row] = totals.get(row, Score()) + score
    lines = [heading("NEREL dev, easy", "floor")]
    lines += [score.row(row) + cell(floors.get(row)) for row, score in totals.items()]
    return Report({row: score.f1 for row, score in totals.items()}, lines)


def show(found: Read, layer: str) -> list[str]:
    """Posts or meetings that were missed, or are wrong, in their sentences."""
    errors = _post_errors if layer == "posts" else _event_errors
    return grouped([error for text, record in found for error in errors(text, record)], f"{layer}, train")


def _post_errors(text: Text, record: Item) -> Iterator[Error]:
    match = Posts.match(text, record)

    def told(office: Item) -> str:
        named = (match.actors[office[key]]["name"] for key in ("person", "of") if office[key])
        return f"{office['office']}; {office['status']}; {'; '.join(named)}"

    for post in match.gold:
        if post.near and post.places and post not in match.of:
            yield Error("missed", "", text.name, (_drawn(text, post),))
    for n, office in enumerate(match.ours):
        place, of = within(text.text, our_ranges("offices", office)), match.of[n]
        if of is None:
            yield Error("wrong", office["rule"], text.name, (f"ours  {place}\n        {told(office)}",))
        elif of.near and of.places and not match.placed[n]:
            ours = f"ours  {place}\n        {told(office)}"
            yield Error("another workplace", office["rule"], text.name, (_drawn(text, of), ours))


def _drawn(text: Text, post: Post) -> str:
    who = text.mentions[post.person][0]
    where = {text.text[p.start : p.end] for p in post.places}
    place = within(text.text, [(post.words[0].start, post.words[0].end)])
    return f"gold  {place}\n        {text.text[who.start : who.end]}; {' | '.join(sorted(where))}"


def _event_errors(text: Text, record: Item) -> Iterator[Error]:
    ours = record.get("meetings", [])
    marked = [e for e in text.entities.values() if e.kind == "EVENT"]
    for event in events(text):
        if not any(_over(m, event) for m in ours):
            yield Error("missed", "", text.name, (within(text.text, [(event.words[0].start, event.words[0].end)]),))
    for m in ours:
        if not any(m["what"]["start"] < e.end and e.start < m["what"]["end"] for e in marked):
            yield Error("wrong", m["rule"], text.name, (within(text.text, our_ranges("meetings", m)),))
