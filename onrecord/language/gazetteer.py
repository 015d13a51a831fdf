"""Gazetteer: known names of countries, cities, bodies and outlets, found in a text by their lemmas."""

from functools import cache

from razdel import tokenize

from onrecord.knowledge import Entity, Knowledge
from onrecord.language.declension import nominatives
from onrecord.language.doc import Doc, NameKind
from onrecord.language.morph import fold, normal_forms, parses, phrase_key

KINDS: dict[str, NameKind] = {"country": "LOC", "capital": "LOC", "city": "LOC", "body": "ORG", "outlet": "ORG"}
_ORDER = {"country": 0, "capital": 1, "body": 2, "outlet": 3, "city": 4, "person": 5}


class Gazetteer:
    """Names as lemma sequences, by their first lemma, the longest first.

    A name is looked up under the key that `phrase_key` gives its nominative, so that any case of it in a text whose
    words are lemmatised leads to the same entity.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.by_key: dict[str, list[Entity]] = {}
        self.by_first: dict[str, list[tuple[str, ...]]] = {}
        self.words: set[str] = set()  # one-word keys of names that are not written all in capitals
        for entity in sorted(knowledge.entities.values(), key=lambda e: _ORDER[e.kind]):
            if entity.kind != "person":
                for name in entity.names:
                    self._add(name, entity)
        for keys in self.by_first.values():
            keys.sort(key=lambda key: (-len(key), key))

    def _add(self, name: str, entity: Entity) -> None:
        name = name.strip(
            '«»"'
        )  # a name that the tables give in marks is an everyday word: `_plain` asks for the marks
        key = phrase_key(token.text for token in tokenize(name))
        if not name.isupper():
            self.words.add(key)
        entities = self.by_key.setdefault(key, [])
        if not entities:
            lemmas = tuple(key.split(" "))
            self.by_first.setdefault(lemmas[0], []).append(lemmas)
        if entity not in entities:
            entities.append(entity)

    def entity(self, key: str) -> Entity | None:
        """The entity of a name's key; countries before capitals, bodies, outlets and cities of the same name."""
        found = self.by_key.get(key)
        return found[0] if found else None

    def longest(self, doc: Doc, i: int) -> tuple[int, Entity] | None:
        """The longest known name that starts at token `i`: its end token (exclusive) and its entity."""
        for first in _keys(doc, i):
            for lemmas in self.by_first.get(first, ()):
                last = i + len(lemmas)
                if last <= len(doc) and all(lemmas[k] in _keys(doc, i + k) for k in range(1, len(lemmas))):
                    entity = self.by_key[" ".join(lemmas)][0]
                    if len(lemmas) > 1 or self._plain(doc, i, entity):
                        return last, entity
        return None

    def _plain(self, doc: Doc, i: int, entity: Entity) -> bool:
        """Whether one word is the name and not an everyday word or a shorter abbreviation in other capitals.

        "ВОЗ" is not "воз"; "Эксперт" is a magazine only in quotation marks, since experts open sentences.
        """
        form = doc.form[i]
        if not form.isupper() and self.words.isdisjoint(_keys(doc, i)):
            return False
        if entity.kind in ("country", "capital", "city") or (form.isupper() and len(form) > 1):
            return True
        opens = i == doc.sents[doc.sent[i]][0]
        marked = i > 0 and doc.form[i - 1][-1] in "«\"„“'"
        return marked or not (opens or entity.kind == "outlet") or not _everyday(form)


def _keys(doc: Doc, i: int) -> tuple[str, ...]:
    """What a token may stand under: lemma, form, and each nominative that a name no dictionary has may come from."""
    form = doc.form[i]
    keys = (doc.lemma[i], fold(form))
    if not form[0].isupper() or form.isupper() or any(p.is_known for p in parses(form)):
        return keys
    return (*keys, *normal_forms(form), *map(fold, nominatives(form)))


def _everyday(form: str) -> bool:
    """Whether a dictionary knows the form as a word that is no name."""
    names = {"Surn", "Name", "Geox", "Orgn", "Trad", "Abbr"}
    return any(p.is_known and names.isdisjoint(p.tag.grammemes) for p in parses(form))


@cache
def gazetteer(knowledge: Knowledge) -> Gazetteer:
    """The gazetteer of a set of knowledge tables, built once."""
    return Gazetteer(knowledge)
