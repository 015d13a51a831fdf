"""Gazetteer: known names of countries, cities, bodies and outlets, found in a text by their lemmas."""

from functools import cache, lru_cache

from razdel import tokenize

from onrecord.knowledge import Entity, Knowledge
from onrecord.language.declension import nominatives
from onrecord.language.doc import Doc, NameKind
from onrecord.language.morph import fold, known_parses, normal_forms, phrase_key

KINDS: dict[str, NameKind] = {"country": "LOC", "capital": "LOC", "city": "LOC", "body": "ORG", "outlet": "ORG"}
_MARKS = ("«", "»", '"', "“", "”", "„")
_ORDER = {"country": 0, "capital": 1, "body": 2, "outlet": 3, "city": 4, "person": 5}


class Step:
    """A step into a name: which lemmas may come `after`, and the entities whose name ends here."""

    __slots__ = ("after", "entities")

    def __init__(self) -> None:
        self.after: dict[str, Step] = {}
        self.entities: list[Entity] = []


class Gazetteer:
    """Names as lemma sequences, in a tree.

    A name is looked up under the key that `phrase_key` gives its nominative, so that any case of it in a text whose
    words are lemmatised leads to the same entity.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.by_key: dict[str, list[Entity]] = {}
        self.tree = Step()
        self.words: set[str] = set()  # one-word keys of names that are not written all in capitals
        for entity in sorted(knowledge.entities.values(), key=lambda e: _ORDER[e.kind]):
            if entity.kind != "person":
                for name in entity.names:
                    self._add(name, entity)

    def _add(self, name: str, entity: Entity) -> None:
        name = name.strip(
            '«»"'
        )  # a name that the tables give in marks is an everyday word: `_plain` asks for the marks
        key = phrase_key(token.text for token in tokenize(name))
        if not name.isupper():
            self.words.add(key)
        step = self.tree
        for lemma in key.split(" "):
            step = step.after.setdefault(lemma, Step())
        if entity not in step.entities:
            step.entities.append(entity)
        self.by_key[key] = step.entities

    def entity(self, key: str) -> Entity | None:
        """The entity of a name's key; countries before capitals, bodies, outlets and cities of the same name."""
        found = self.by_key.get(key)
        return found[0] if found else None

    def longest(self, doc: Doc, i: int) -> tuple[int, Entity] | None:
        """The longest known name that starts at token `i`: its end token (exclusive) and its entity."""
        for first in _keys(doc.lemma[i], doc.form[i]):
            if first not in self.tree.after:
                continue
            steps, last = [self.tree.after[first]], i + 1
            ends: list[tuple[int, Entity]] = []
            while steps:
                ends += [(last, step.entities[0]) for step in steps if step.entities]
                keys = _keys(doc.lemma[last], doc.form[last]) if last < len(doc) else ()
                steps, last = [step.after[key] for step in steps for key in keys if key in step.after], last + 1
            for last, entity in reversed(ends):
                if last > i + 1 or self._plain(doc, i, entity):
                    return last, entity
        return None

    def _plain(self, doc: Doc, i: int, entity: Entity) -> bool:
        """Whether one word is the name and not an everyday word or a shorter abbreviation in other capitals.

        "ВОЗ" is not "воз"; "Эксперт" is a magazine only in quotation marks, since experts open sentences.
        """
        form = doc.form[i]
        if not form.isupper() and self.words.isdisjoint(_keys(doc.lemma[i], form)):
            return False
        opens = i == doc.sents[doc.sent[i]][0]
        if entity.kind == "city" and opens and _everyday(form) and fold(form) not in map(fold, entity.names):
            return False  # "Семья" is no form of Семей
        if entity.kind in ("country", "capital", "city") or (form.isupper() and len(form) > 1):
            return True
        marked = i > 0 and doc.form[i - 1][-1] in "«\"„“'"
        return marked or not (opens or entity.kind == "outlet") or not _everyday(form)


@lru_cache(maxsize=100_000)
def _keys(lemma: str, form: str) -> tuple[str, ...]:
    """What a word may stand under: lemma, form, and each nominative that a name no dictionary has may come from."""
    if form in _MARKS:
        return _MARKS  # one mark is as good as another: РИА "Новости"
    keys = (lemma, folded) if (folded := fold(form)) != lemma else (lemma,)
    if not form[0].isupper() or form.isupper() or known_parses(form):
        return keys
    return tuple(dict.fromkeys((*keys, *sorted(normal_forms(form)), *map(fold, nominatives(form)))))


def _everyday(form: str) -> bool:
    """Whether a dictionary knows the form as a word that is no name."""
    names = {"Surn", "Name", "Geox", "Orgn", "Trad", "Abbr"}
    return any(names.isdisjoint(p.tag.grammemes) for p in known_parses(form))


@cache
def gazetteer(knowledge: Knowledge) -> Gazetteer:
    """The gazetteer of a set of knowledge tables, built once."""
    return Gazetteer(knowledge)
