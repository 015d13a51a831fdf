"""Question: "министр иностранных дел Казахстана" read with the finders' own grammar as a post that can be compared."""

from collections.abc import Iterator

from onrecord.errors import UsageError
from onrecord.find.grammar.places import demonym
from onrecord.find.offices.holding import post_title
from onrecord.find.offices.posts import posts
from onrecord.knowledge import Entity, Knowledge
from onrecord.knowledge.tables import several
from onrecord.language import analyse
from onrecord.language.doc import Doc
from onrecord.language.gazetteer import gazetteer
from onrecord.language.morph import fold
from onrecord.language.nominative import nominative
from onrecord.store.sights import Held
from onrecord.stories.actors.posts import ACTING, Post, acting, post_of, replaced, side_of
from onrecord.values import Article, Mention, Part
from onrecord.words import listed

_LANGUAGES = ("en", "kk")
_ACTING = frozenset(word for language in _LANGUAGES for word in listed("acting", lang=language))


def asked(question: str, knowledge: Knowledge) -> Post:
    """The post that a question names; UsageError where it names none, or not of what.

    >>> from onrecord.knowledge import load
    >>> post = asked("глава МИД Казахстана", load())
    >>> post.role, post.side, asked("foreign minister of Kazakhstan", load()).key == post.key
    ('foreign_minister', 'KZ', True)
    """
    found = next(iter((*_russian(question, knowledge), *_by_names(question, knowledge))), None)
    if found is None or not found.side:
        missing = "names no post" if found is None else "does not say of which country or body"
        valid = "valid is for example 'министр иностранных дел Казахстана'"
        raise UsageError(f"{question!r} {missing}; {valid}", "no_post" if found is None else "post_of_nothing")
    return found


def _russian(question: str, knowledge: Knowledge) -> Iterator[Post]:
    """The post of a Russian question, as the finder of offices reads it."""
    part = Part("body", 0, len(question))
    doc = analyse(Article(id="", source="question", sha256="", text=question, language="ru", parts=(part,)), knowledge)
    for post in sorted(posts(doc, knowledge), key=lambda post: (post.first, -post.last))[:1]:
        of, country = _of(doc, post.of[0], knowledge) if post.of else ("", "")
        yield post_of(Held(post_title(doc, post), of, country, post.status, 0), "", knowledge)


def _of(doc: Doc, of: Mention, knowledge: Knowledge) -> tuple[str, str]:
    """What a post is of: a name in the nominative, or the country (ISO 3166-1 alpha-2) of an adjective."""
    country = demonym(doc, of.head, knowledge)
    if country:
        return "", country
    first, last = doc.token_at(of.start) or 0, (doc.token_at(of.end - 1) or 0) + 1
    known = gazetteer(knowledge).longest(doc, first)
    return known[1].name if known and known[0] == last else nominative(doc, first, last, of.head), ""


def _by_names(question: str, knowledge: Knowledge) -> Iterator[Post]:
    """The post of a question in English or Kazakh: the longest names of a role and of a country or body in it."""
    words = f" {fold(question)}"
    roles = [
        (name, row)
        for row in knowledge.tables["offices"]
        for language in _LANGUAGES
        for name in several(row[language])
        if f" {fold(name)}" in words
    ]
    bodies: list[tuple[str, Entity]] = [
        (name, entity)
        for entity in knowledge.entities.values()
        if entity.kind in ("country", "body")
        for name in entity.names
        if f" {fold(name)}" in words
    ]
    if roles:
        name, row = max(roles, key=lambda found: len(found[0]))
        of = max(bodies, key=lambda found: len(found[0]), default=None)
        rest = words.replace(f" {fold(name)}", " ", 1).replace(f" {fold(of[0])}" if of else "", "", 1)
        acts = row["id"].startswith(ACTING) or any(f" {told}" in rest for told in _ACTING)
        role = acting(replaced(row["role"])) if acts else row["role"]
        yield Post(role, side_of(of[1]) if of else "", "", "", "", "current")
