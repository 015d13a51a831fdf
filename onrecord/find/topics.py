"""Topics: what the text speaks of, by IPTC Media Topics, with every place that shows it."""

from functools import cache

from onrecord.find.context import Context
from onrecord.find.grammar.mentions import phrase
from onrecord.language.doc import Doc
from onrecord.language.morph import phrase_key
from onrecord.span import Span
from onrecord.values import Topic
from onrecord.words import frames

NEEDS: tuple[str, ...] = ()


@cache
def _by_first() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """First lemma -> (the term's lemmas, code, label), longest terms first."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for term, row in frames("topics").items():
        lemmas = tuple(phrase_key(term.split()).split())
        found.setdefault(lemmas[0], []).append((lemmas, row["kind"], row["label"]))
    for terms in found.values():
        terms.sort(key=lambda term: -len(term[0]))
    return found


def find(doc: Doc, seen: Context) -> list[Topic]:
    """One topic a code, by how often the text comes back to it."""
    spans: dict[tuple[str, str], list[Span]] = {}
    for topic, inside in filter(None, (term(doc, i) for i in doc.where(_by_first()))):
        known = spans.setdefault(topic, [])
        if not any(span.covers(inside) for span in known):
            known.append(inside)
    ranked = sorted(spans.items(), key=lambda item: (-len(item[1]), item[1][0]))
    return [
        Topic(code=code, label=label, spans=tuple(found), evidence=_sentences(doc, found), rule=term.__name__)
        for (code, label), found in ranked
    ]


def term(doc: Doc, i: int) -> tuple[tuple[str, str], Span] | None:
    """A word or several that stand for a topic, and are no part of a name: with the phrase around the word."""
    for lemmas, code, label in _by_first()[doc.lemma[i]]:
        if tuple(doc.lemma[i : i + len(lemmas)]) == lemmas and not doc.name_at(i):
            first, last = phrase(doc, i) if len(lemmas) == 1 else (i, i + len(lemmas))
            return (code, label), doc.span(min(first, i), max(last, i + len(lemmas)))
    return None


def _sentences(doc: Doc, spans: list[Span]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(doc.sentence(i) for span in spans if (i := doc.token_at(span.start)) is not None))
