"""Targets: which words of a sentence express an opinion, and what each may be about, in three steps.

Each step is a net of one hidden layer over figures of tokens and of ways through the tree: which tokens may express an
opinion (cues); which party each of them is about (pairs); and by a party's best cue and its rivals, how likely it is a
target at all (targets).
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from onrecord.find.nets import chances
from onrecord.find.positions.relation import relation, way
from onrecord.find.positions.sentence import Party, Sentence
from onrecord.find.positions.steps import Steps
from onrecord.language.weights import Floats

CUE = 0.17  # chance from which on a token is looked at as a cue
COVERING, NARROW = 0.05, 0.5  # of the best cue's chance: what a token needs to be part of an expression
GAP = 2  # tokens: how far the next cue of a narrow expression may be
GOOD, BAD = 1, 2  # columns of the chances of cues and pairs; 0 is neither


class Pair(NamedTuple):
    """A cue, a party, and the chance of each class."""

    cue: int
    party: Party
    chance: Floats


class Target(NamedTuple):
    """A party, GOOD or BAD, the cues that say so with their chances (the best one first), and figures of all this."""

    party: Party
    sign: int
    cues: tuple[tuple[float, int], ...]
    figures: list[float]

    def covering(self) -> list[int]:
        """All cues that are likely enough, wherever they stand, in text order."""
        return sorted(cue for chance, cue in self.cues if chance >= COVERING * self.cues[0][0])

    def narrow(self) -> tuple[int, int]:
        """The best cue, with those beside it that are nearly as good."""
        near = {cue for chance, cue in self.cues if chance >= NARROW * self.cues[0][0]}
        first = last = self.cues[0][1]
        while not near.isdisjoint(range(first - GAP, first)):
            first = max(near & {*range(first - GAP, first)})
        while not near.isdisjoint(range(last + 1, last + 1 + GAP)):
            last = min(near & {*range(last + 1, last + 1 + GAP)})
        return first, last + 1


def cue_chances(sentence: Sentence, steps: Steps) -> Floats:
    """For each token the chances that it expresses nothing, something good, something bad."""
    return chances(steps.cues, sentence.take(sentence.around))


def pair_figures(sentence: Sentence, cues: Floats) -> tuple[list[tuple[int, Party]], Floats]:
    """Every likely cue with every party, and their figures."""
    doc, logits = sentence.doc, logit(np.vstack([cues[:1], cues, cues[-1:]]))
    places, slots, lines = [], [], []
    for n in np.flatnonzero(cues[:, 0] < 1 - CUE).tolist():
        i = n + sentence.first
        if doc.pos[i] == "PUNCT":
            continue
        near = [*logits[n + 1, 1:], *logits[n, 1:], *logits[n + 2, 1:]]
        for party in sentence.parties:
            k = party.head
            turn = way(sentence, i, k)[2]
            itself = -logits[k - sentence.first + 1, 0]
            places.append((i, party))
            slots.append([sentence.row(i), sentence.head(i), sentence.row(k), sentence.head(k), sentence.row(k - 1)])
            lines.append([*relation(sentence, i, party), *near, itself, turn == i, turn == k])
    if not places:
        return [], np.zeros((0, 0), np.float32)
    return places, np.hstack([sentence.take_short(np.array(slots)), np.array(lines, np.float32)])


def pairs(sentence: Sentence, cues: Floats, steps: Steps) -> list[Pair]:
    """The likely cues with what each may be about."""
    places, figures = pair_figures(sentence, cues)
    if not places:
        return []
    return [Pair(*place, chance) for place, chance in zip(places, chances(steps.pairs, figures), strict=True)]


def targets(sentence: Sentence, cues: Floats, found: list[Pair]) -> list[Target]:
    """The parties that some cue may be about, once for each sign."""
    by_target: dict[tuple[Party, int], list[tuple[float, int]]] = {}
    by_cue: dict[tuple[int, int], dict[Party, float]] = {}
    for cue, party, chance in found:
        for sign in (GOOD, BAD):
            by_target.setdefault((party, sign), []).append((float(chance[sign]), cue))
            by_cue.setdefault((cue, sign), {})[party] = float(chance[sign])
    order = sorted((max(held)[0] for held in by_target.values()), reverse=True)
    strongest = logit(cues[:, 1:].max(0))
    answer = []
    for (party, sign), held in by_target.items():
        best, *rest = ranked = sorted(held, reverse=True)
        rival = max((chance for p, chance in by_cue[best[1], sign].items() if p != party), default=0.0)
        other = max(by_target[party, GOOD + BAD - sign])[0]
        likely = [best[0], rest[0][0] if rest else 0.0, other, rival, float(cues[best[1] - sentence.first, sign])]
        figures = [
            *logit(np.array(likely)),
            *strongest[[sign - 1, GOOD + BAD - sign - 1]],
            best[0],
            float(np.log(sum(chance for chance, _ in held) + 1e-4)),
            min(5, order.index(best[0])),
            *_shape(sentence, party, sign, len(held)),
        ]
        answer.append(Target(party, sign, tuple(ranked), figures))
    return answer


def _shape(sentence: Sentence, party: Party, sign: int, cues: int) -> Iterator[float]:
    """What a target is, and how much else stands in its sentence."""
    doc, k = sentence.doc, party.head
    yield from (len(sentence.parties) / 10, (sentence.last - sentence.first) / 30, cues / 5, sign == GOOD)
    yield from (party.kind == kind for kind in (None, "PER", "LOC", "ORG"))
    yield from (doc.is_rel(k, rel) for rel in ("nsubj", "obj", "nmod"))
    yield from (doc.feat(k, "Case") == "Nom", doc.feat(k, "Animacy") == "Anim")


def logit(chance: Floats) -> Floats:
    """Chances on a scale that has no ends."""
    found: Floats = np.log((chance + 1e-4) / (1 - chance + 1e-4))
    return found
