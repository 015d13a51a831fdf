"""Sides: the country that acts where the text names its capital, or where its minister or spokesman says "we"."""

from collections.abc import Iterator
from functools import cache

from onrecord.find.context import Context
from onrecord.find.grammar.agents import agent, can_act, quote_at
from onrecord.find.grammar.mentions import phrase
from onrecord.knowledge import Entity, Knowledge
from onrecord.knowledge.tables import several
from onrecord.language.doc import Doc, Name
from onrecord.language.gazetteer import gazetteer
from onrecord.language.morph import fold
from onrecord.span import Span
from onrecord.values import Mention
from onrecord.words import listed


def doer(doc: Doc, seen: Context, verb: int) -> Mention | None:
    """Whoever acts in a verb, where "we" of a speaker with a state's post is his country."""
    quote = quote_at(seen, doc.start[verb])
    if quote is None or quote.speaker is None or not _says_we(doc, verb):
        return agent(doc, seen, verb)
    return side(doc, seen, quote.speaker) or quote.speaker


def state(doc: Doc, seen: Context, party: Mention) -> Mention:
    """The country that a capital stands for, where the article names it and another one; else the party itself.

    Also the country of a "side": "тарузская сторона".
    """
    known = gazetteer(seen.knowledge)
    if party.how == "role" and doc.lemma[party.head] == "сторона":
        known_by = adjectives(seen.knowledge)
        codes = [known_by[doc.lemma[k]] for k in doc.children(party.head, "amod") if doc.lemma[k] in known_by]
        return (_named(doc, seen, codes[0]) if len(codes) == 1 else None) or party
    found = known.longest(doc, party.head) if party.how == "name" and doc.form[party.head][0].isupper() else None
    if found is None or found[1].kind != "capital" or found[1].country is None:
        return party
    named = {entity.id for _, entity in _entities(doc, seen) if entity.kind == "country"}
    foreign = named - {f"country:{found[1].country}"}
    return (_named(doc, seen, found[1].country) if foreign else None) or party


def _says_we(doc: Doc, verb: int) -> bool:
    """Whether "we" act in a verb or a short adjective: "мы намерены", "будем строить"."""
    verbs = (verb, *doc.children(verb, "aux", "cop"))
    first = any(doc.feat(k, "Person") == "1" and doc.feat(k, "Number") == "Plur" for k in verbs)
    return first or any(doc.lemma[k] == "мы" for k in doc.children(verb, "nsubj"))


def side(doc: Doc, seen: Context, speaker: Mention) -> Mention | None:
    """Whom a speaker says "we" for: the country that he serves, as the text names it first, else his organisation."""
    known = _last_named(seen, speaker) if speaker.how == "pronoun" else speaker
    countries = {country for span in _posts(doc, seen, known) for country in _countries(doc, seen, span)}
    if countries:
        return _named(doc, seen, countries.pop()) if len(countries) == 1 else None
    return next((of for of in _served(doc, seen, known) if can_act(doc, of.head)), None)


def _last_named(seen: Context, speaker: Mention) -> Mention:
    """Whoever spoke last under a name or a role before "он" speaks."""
    before = [quote.speaker for quote in seen.facts.quotes if quote.speaker and quote.speaker.start < speaker.start]
    return max((who for who in before if who.how != "pronoun"), default=speaker)


def _posts(doc: Doc, seen: Context, speaker: Mention) -> Iterator[Span]:
    """Where the text says what a speaker is: his offices, or the role that he is called by."""
    if speaker.how == "role" and doc.lemma[speaker.head] in listed("commitments", "spokesman"):
        first, last = phrase(doc, speaker.head)
        yield doc.span(first, last)
    yield from (of.span for of in _served(doc, seen, speaker))


def _served(doc: Doc, seen: Context, speaker: Mention) -> Iterator[Mention]:
    """What a speaker holds a post of that lets him say "we" for it."""
    for office in seen.facts.offices:
        same = doc.lemma[office.person.head] == doc.lemma[speaker.head] or _shares(doc, office.person, speaker)
        first, last = (doc.token_at(offset) or 0 for offset in (office.mention.start, office.mention.end - 1))
        post = not listed("commitments", "spokesman").isdisjoint(doc.lemma[first : last + 1])
        if same and post and office.of is not None and office.status == "current":
            yield office.of


def _shares(doc: Doc, a: Mention, b: Mention) -> bool:
    """Whether two names of a person have their last word in common, whatever its case."""
    last = [doc.token_at(mention.end - 1) for mention in (a, b)]
    return a.how == b.how == "name" and len({doc.lemma[k] for k in last if k is not None}) == 1


@cache
def adjectives(knowledge: Knowledge) -> dict[str, str]:
    """The ISO code of a country by its adjective: {"тарузский": "TZ"}."""
    rows = knowledge.countries.items()
    return {fold(adjective): code for code, row in rows for adjective in several(row["ru_adj"])}


def _countries(doc: Doc, seen: Context, span: Span) -> Iterator[str]:
    """ISO codes of the countries that a stretch names outright, by an adjective, or by a body of theirs."""
    known = gazetteer(seen.knowledge)
    first, last = doc.token_at(span.start), doc.token_at(span.end - 1)
    for k in range(first or 0, (last or 0) + 1):
        found = known.longest(doc, k) if doc.form[k][0].isupper() else None
        if found is not None and found[1].country:
            yield found[1].country


def _named(doc: Doc, seen: Context, country: str) -> Mention | None:
    """The first place where the text names a country outright."""
    places = (name for name, entity in _entities(doc, seen) if entity.id == f"country:{country}")
    return next((Mention(doc.start[n.first], doc.end[n.last - 1], n.first, "name") for n in places), None)


def _entities(doc: Doc, seen: Context) -> Iterator[tuple[Name, Entity]]:
    """The places that the text names and the tables know."""
    known = gazetteer(seen.knowledge)
    for name in doc.names:
        found = known.longest(doc, name.first) if name.kind == "LOC" else None
        if found is not None:
            yield name, found[1]
