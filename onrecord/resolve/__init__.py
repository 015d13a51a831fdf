"""Mentions -> actors: inside one article, every party of every finding becomes an actor's id."""

from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import Any

import msgspec

from onrecord.find.grammar.mentions import of_name
from onrecord.find.grammar.places import halves
from onrecord.find.offices.meant import bare
from onrecord.knowledge import Entity, Knowledge
from onrecord.language.doc import Doc
from onrecord.language.morph import fold, phrase_key
from onrecord.resolve.cast import Cast, Draft
from onrecord.resolve.meetings import completed
from onrecord.resolve.national import country_of_adjective
from onrecord.resolve.offices import once
from onrecord.resolve.persons import cast_persons
from onrecord.resolve.pronouns import people_before, resolve_pronoun
from onrecord.resolve.roles import Post, Roles, roles_of
from onrecord.resolve.things import cast_things, merge
from onrecord.span import Span
from onrecord.values import Actor, Article, Facts, Mention, Office, Quote
from onrecord.words import listed

__all__ = ["resolve"]

_VAGUE = listed("seats", "unclear")  # which may stand for nearly any body named before


def resolve(
    doc: Doc, article: Article, facts: Facts[Mention], knowledge: Knowledge
) -> tuple[tuple[Actor, ...], Facts[str]]:
    """The article's actors in order of first mention, and its facts with actors' ids for parties."""
    cast = Cast()
    cast_persons(doc, cast, knowledge)
    cast_things(doc, cast, knowledge)
    resolver = _Resolver(doc, article, cast, knowledge)
    facts = msgspec.structs.replace(facts, offices=tuple(map(resolver.placed, facts.offices)))
    resolver.post(facts.offices)
    resolver.roles.credited = {d for r in facts.relays if r.source.how == "name" and (d := resolver.draft(r.source))}
    speakers = resolver.speaking = {
        q.speaker: q.content if q.kind == "direct" else () for q in facts.quotes if q.speaker
    }
    for mention in sorted({m for layer in msgspec.structs.astuple(facts) for fact in layer for m in parties(fact)}):
        draft = resolver.draft(mention)
        if draft and mention in speakers:
            resolver.roles.speakers.append((mention.start, draft))
    _headline_speaker(doc, cast, facts.quotes, resolver)
    meetings = completed(facts.meetings, article, knowledge, resolver)
    ids, actors = cast.actors()

    def id_of(mention: Mention | Draft) -> str | None:
        draft = mention if isinstance(mention, Draft) else resolver.draft(mention)
        return ids[id(draft)] if draft else None

    layers = {name: getattr(facts, name) for name in Facts.__struct_fields__} | {"meetings": meetings}
    found = {name: tuple(_whole(with_parties(f, id_of) for f in layer)) for name, layer in layers.items()}
    return actors, Facts(**found | {"offices": once(found["offices"], actors, knowledge)})


def _headline_speaker(doc: Doc, cast: Cast, quotes: tuple[Quote[Mention], ...], resolver: "_Resolver") -> None:
    """A role that only the headline gives ("..., заявил депутат") is whoever the text quotes first."""
    first, last = doc.headline
    if first == last:
        return
    end = doc.end[last - 1]
    named = [d for q in quotes if q.speaker and q.speaker.start >= end and (d := resolver.draft(q.speaker))]
    for quote in quotes:
        if quote.speaker and quote.speaker.end <= end and quote.speaker.how == "role" and named:
            draft = resolver.draft(quote.speaker)
            if draft and draft.kind == "unnamed" and not draft.plural:
                noun, said = doc.lemma[quote.speaker.head], resolver.roles.descriptions
                called = [d for d in named if d.kind == "person" and d in said and noun in said[d].nouns]
                bearer = next(iter(called), named[0])
                if bearer.kind == "person":
                    merge(cast, draft, bearer)


def parties(value: object) -> Iterator[Mention]:
    """Every mention that a finding holds, at any depth."""
    if isinstance(value, Mention):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from parties(item)
    elif isinstance(value, msgspec.Struct) and not isinstance(value, Span):
        yield from parties(msgspec.structs.astuple(value))


def with_parties(value: Any, put: Callable[[Any], Any]) -> Any:
    """The same value with `put` applied to every mention or draft in it; what becomes None leaves a tuple."""
    if isinstance(value, Mention | Draft):
        return put(value)
    if isinstance(value, tuple):
        return tuple(kept for item in value if (kept := with_parties(item, put)) is not None)
    if isinstance(value, msgspec.Struct) and not isinstance(value, Span):
        old = msgspec.structs.astuple(value)
        new = [with_parties(item, put) for item in old]
        if any(a is not b and a != b for a, b in zip(old, new, strict=True)):
            fields = dict(zip(value.__struct_fields__, new, strict=True))
            return None if fields.get("actor", "") is None else type(value)(**fields)
    return value


def _whole(facts: Iterator[Any]) -> Iterator[Any]:
    """Facts that still have what makes them facts: an office its person, a relay its source, a position its holder."""
    for fact in facts:
        if all(getattr(fact, field, "") is not None for field in ("person", "source", "holder")):
            yield fact


class _Resolver:
    """Answers who a mention stands for; each mention is decided once, in text order."""

    def __init__(self, doc: Doc, article: Article, cast: Cast, knowledge: Knowledge) -> None:
        self.doc, self.cast, self.knowledge = doc, cast, knowledge
        self.roles = Roles(doc, article, cast, knowledge, self.draft)
        self.speaking: dict[Mention, tuple[Span, ...]] = {}  # a quote's speaker -> what is said in direct speech

    def post(self, offices: tuple[Office[Mention], ...]) -> None:
        """Note the posts that the article gives to people whom it names."""
        for office in offices:
            person = self.cast.of.get((office.person.start, office.person.end))
            of = self.draft(office.of) if office.of else None
            if person is None:
                continue
            words = office.office.split()
            inside = self._nouns(office.mention)
            post = Post(
                person=person,
                at=office.mention.start,
                title=office.office,
                head=self._lemma(words[0]),
                role=self._role(words, of),
                of=of,
                words=inside,
                holds=office.status == "current",
            )
            self.roles.posts.append(post)
            if post.head in listed("seats", "boss") and any(word.startswith("мин") for word in inside):
                self.roles.posts.append(msgspec.structs.replace(post, head="министр"))

    def placed(self, office: Office[Mention]) -> Office[Mention]:
        """An office without what it is of, where that is but a noun ("партии") that means nothing named."""
        of = office.of
        if of is None or not bare(self.doc, of):
            return office
        vague = self.doc.lemma[of.head] in _VAGUE or self.doc.feat(of.head, "Number") == "Plur"
        draft = None if vague else self.draft(of)
        named = draft and any(m.how == "name" for m in draft.mentions.values())
        return office if named else msgspec.structs.replace(office, of=None)

    def _nouns(self, span: Span) -> frozenset[str]:
        """The lemmas of the nouns inside a span."""
        doc, first = self.doc, self.doc.token_at(span.start)
        inside = range(len(doc)) if first is None else range(first, len(doc))
        nouns = takewhile(lambda k: doc.start[k] < span.end, inside)
        return frozenset(doc.lemma[k] for k in nouns if doc.pos[k] in ("NOUN", "PROPN"))

    def _role(self, words: list[str], of: Draft | None) -> str:
        """The role of a post's title; "глава" of a ministry or of a country has one only together with it."""
        lemmas = list(map(self._lemma, words))
        known = roles_of(self.knowledge)
        role = known.get(" ".join(lemmas)) or known.get(" ".join([*lemmas, fold(of.name)]) if of else "")
        if not role and lemmas == ["глава"] and of and of.entity and of.entity.kind == "country":
            role = "head_of_state"
        return role or ""

    def _lemma(self, word: str) -> str:
        return phrase_key([word])

    def draft(self, mention: Mention) -> Draft | None:
        """The actor of a mention, None where nothing tells."""
        known = self.cast.of.get((mention.start, mention.end))
        if known is not None:
            return known
        if mention.head < 0:
            return self.cast.assign(mention, self.roles.outlet(mention))
        if mention.how == "pronoun":
            return self._of_pronoun(mention)
        country = self._half(mention) or country_of_adjective(self.doc, mention.head, self.knowledge)
        if country:
            return self.cast.assign(mention, self.roles.known(country))
        if mention.how == "name" and (found := self._inside(mention)):
            return found
        return self.roles.resolve(mention)

    def _half(self, mention: Mention) -> Entity | None:
        """The side that a part of a word stands for: "тарузско" of "тарузско-элландские переговоры"."""
        if mention.span.covers(self.doc.span(mention.head)):
            return None
        joined = halves(self.doc, mention.head, self.knowledge)
        return next((entity for part, entity in joined if part.span == mention.span), None)

    def _of_pronoun(self, mention: Mention) -> Draft | None:
        """Whom a pronoun stands for; people who are no party of anything yet ("рыбаки ждут") may be meant too."""
        entered: list[tuple[Mention, Draft]] = []
        for role in people_before(self.doc, mention):
            count = len(self.cast.drafts)
            draft = None if _key(role) in self.cast.of else self.draft(role)
            if draft and len(self.cast.drafts) > count:
                entered.append((role, draft))
        found = resolve_pronoun(self.doc, self.cast, mention, self.roles.speakers, self.speaking.get(mention))
        for role, draft in entered:
            if draft is not found:
                self.cast.drafts.remove(draft)
                del self.cast.of[_key(role)]
        return self.cast.assign(mention, found) if found else None

    def _inside(self, mention: Mention) -> Draft | None:
        """The actor of the name that covers the mention, where a finder took a part of a name."""
        name = self.doc.name_at(mention.head)
        return self.cast.of.get(_key(of_name(self.doc, name))) if name else None


def _key(mention: Mention) -> tuple[int, int]:
    return (mention.start, mention.end)
