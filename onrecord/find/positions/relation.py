"""Relation: how a token stands to a party of its sentence, as figures for the opinion nets."""

from functools import cache

from onrecord.find.positions.sentence import Party, Sentence

_RELS = """nsubj nsubj:pass obj iobj obl nmod amod appos conj acl acl:relcl advcl xcomp ccomp parataxis obl:agent root
cop advmod flat:name"""
_PREPOSITIONS = "в на с к против за о от для по из у над между со перед при до"
_DISTANCES = (-12, -6, -3, -2, -1, 0, 1, 2, 3, 6, 12)
_STEPS = (0, 1, 2, 3, 4, 8)
FAR = 9  # steps up or down the tree: as far as no way at all
Figures = tuple[float, ...]


def relation(sentence: Sentence, i: int, party: Party) -> list[float]:
    """Distance, way through the tree, marks and names between, and what the party is; several steps ask for it."""
    found = sentence.relations.get((i, party))
    if found is None:
        found = sentence.relations[i, party] = _relation(sentence, i, party)
    return found


def _relation(sentence: Sentence, i: int, party: Party) -> list[float]:
    doc, k = sentence.doc, party.head
    up, down, _ = way(sentence, i, k)
    above_i = doc.rel[sentence.chains[i - sentence.first][up - 1]] if 0 < up < FAR else ""
    above_k = doc.rel[sentence.chains[k - sentence.first][down - 1]] if 0 < down < FAR else ""
    low, high = min(i, k), max(i, k)
    quoted_i, quoted_k = sentence.quoted[i - sentence.first], sentence.quoted[k - sentence.first]
    return [
        *_at_most(k - i, _DISTANCES),
        *_at_most(up, _STEPS),
        *_at_most(down, _STEPS),
        *_turn(up, down),
        *_one_of(above_i, _RELS),
        *_one_of(above_k, _RELS),
        float(party.first <= i < party.last),
        *_sort(party.kind),
        float(quoted_i),
        float(quoted_k),
        float(quoted_i != quoted_k),
        *_at_most(sum(low < name.head < high for name in sentence.names), (0, 1, 2)),
        float("," in doc.form[low:high]),
        float(sentence.names[:1] == [party]),
        *_only(len(sentence.names)),
        *_one_of(sentence.prepositions[k - sentence.first], _PREPOSITIONS),
    ]


def way(sentence: Sentence, i: int, k: int) -> tuple[int, int, int]:
    """Steps up from `i` and down to `k`, and the token where the way turns; FAR and -1 where none leads."""
    above = sentence.steps_to[k - sentence.first]
    for up, token in enumerate(sentence.chains[i - sentence.first]):
        if token in above:
            return up, above[token], token
    return FAR, FAR, -1


@cache
def _at_most(value: int, edges: tuple[int, ...]) -> Figures:
    """Whether the value is at most each of the edges."""
    return tuple(float(value <= edge) for edge in edges)


@cache
def _turn(up: int, down: int) -> Figures:
    """One figure for each short way."""
    return tuple(float(up == a and down == b) for a in range(4) for b in range(4))


@cache
def _one_of(label: str, labels: str) -> Figures:
    return tuple(float(label == each) for each in labels.split())


@cache
def _sort(kind: str | None) -> Figures:
    return (float(kind is not None), *(float(kind == each) for each in ("PER", "LOC", "ORG")))


@cache
def _only(names: int) -> Figures:
    return (float(names == 1), float(not names))
