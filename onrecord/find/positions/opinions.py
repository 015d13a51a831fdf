"""Opinions: who holds what to be good or bad, by nets trained on RuOpinionNE (see `eval.train_opinions`).

Four steps, each a net of one hidden layer over figures of tokens and of ways through the tree: which tokens may
express an opinion (cues); which party each of them is about (pairs); by its best cue and its rivals, how likely a
party is a target at all (targets); who holds the opinion: the author, nobody that the sentence names, or a party.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from onrecord.find.positions.nets import Steps, chances, shares
from onrecord.find.positions.relation import relation, way
from onrecord.find.positions.sentence import Party, Sentence
from onrecord.language.weights import Floats

CUE = 0.17  # chance from which on a token is looked at as a cue
TARGET = 0.06  # the least chance of an opinion that is worth telling
HOLDERS = 3  # the likeliest holders of a target that are kept
COVERING, NARROW = 0.05, 0.5  # of the best cue's chance: what a token needs to be part of an expression
GAP = 2  # tokens: how far the next cue of a narrow expression may be
GOOD, BAD = 1, 2  # columns of the chances of cues and pairs; 0 is neither
BY_AUTHOR, BY_NOBODY = "author", "nobody"
Holder = Party | str


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

    def covering(self) -> tuple[int, int]:
        """The tokens from the first to the last cue."""
        cues = [cue for chance, cue in self.cues if chance >= COVERING * self.cues[0][0]]
        return min(cues), max(cues) + 1

    def narrow(self) -> tuple[int, int]:
        """The best cue, with those beside it that are nearly as good."""
        near = {cue for chance, cue in self.cues if chance >= NARROW * self.cues[0][0]}
        first = last = self.cues[0][1]
        while not near.isdisjoint(range(first - GAP, first)):
            first = max(near & {*range(first - GAP, first)})
        while not near.isdisjoint(range(last + 1, last + 1 + GAP)):
            last = min(near & {*range(last + 1, last + 1 + GAP)})
        return first, last + 1


class Opinion(NamedTuple):
    """`target` with its cues, who holds it so, and how likely both are."""

    target: Target
    holder: Holder
    chance: float


def opinions(sentence: Sentence, steps: Steps, least: float = TARGET) -> list[Opinion]:
    """The opinions of a sentence whose chance is at least `least`, the likeliest first."""
    cues = cue_chances(sentence, steps)
    if cues[:, 1:].max() < least:
        return []
    found = targets(sentence, cues, pairs(sentence, cues, steps))
    if not found:
        return []
    likely = chances(steps.targets, np.array([target.figures for target in found], np.float32))[:, 1]
    held = [
        Opinion(target, holder, float(chance * share))
        for target, chance in zip(found, likely, strict=True)
        if chance >= least
        for holder, share in holders(sentence, target, steps)
        if chance * share >= least
    ]
    return sorted(held, key=lambda opinion: -opinion.chance)


def cue_chances(sentence: Sentence, steps: Steps) -> Floats:
    """For each token the chances that it expresses nothing, something good, something bad."""
    return chances(steps.cues, sentence.take(sentence.around))


def pair_figures(sentence: Sentence, cues: Floats) -> tuple[list[tuple[int, Party]], Floats]:
    """Every likely cue with every party, and their figures."""
    doc, logits = sentence.doc, _logit(np.vstack([cues[:1], cues, cues[-1:]]))
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
    return places, np.hstack([sentence.take(np.array(slots)), np.array(lines, np.float32)])


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
    answer = []
    for (party, sign), held in by_target.items():
        best, *rest = ranked = sorted(held, reverse=True)
        rival = max((chance for p, chance in by_cue[best[1], sign].items() if p != party), default=0.0)
        other = max(by_target[party, GOOD + BAD - sign])[0]
        likely = [best[0], rest[0][0] if rest else 0.0, other, rival, float(cues[best[1] - sentence.first, sign])]
        figures = [
            *_logit(np.array(likely)),
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


def holder_figures(sentence: Sentence, target: Target) -> tuple[list[Holder], Floats]:
    """Who may hold an opinion: every other party, the author, nobody; and the figures of each."""
    cue, k = target.cues[0][1], target.party.head
    others = [party for party in sentence.parties if party != target.party]
    ends = [sentence.row(cue), sentence.row(k)]
    slots = [[sentence.row(p.head), sentence.row(p.head - 1), sentence.head(p.head), *ends] for p in others]
    lines = [[*relation(sentence, cue, p), *relation(sentence, k, p), 0.0, 0.0] for p in others]
    width = 2 * len(relation(sentence, cue, target.party))
    lines += [[*[0.0] * width, 1.0, 0.0], [*[0.0] * width, 0.0, 1.0]]
    slots += [[0, 0, 0, *ends]] * 2
    return [*others, BY_AUTHOR, BY_NOBODY], np.hstack([sentence.take(np.array(slots)), np.array(lines, np.float32)])


def holders(sentence: Sentence, target: Target, steps: Steps) -> list[tuple[Holder, float]]:
    """The likeliest holders of an opinion, with their chances."""
    who, figures = holder_figures(sentence, target)
    likely = shares(steps.holders, figures)
    return [(who[n], float(likely[n])) for n in np.argsort(-likely, kind="stable")[:HOLDERS]]


def _logit(chance: Floats) -> Floats:
    found: Floats = np.log((chance + 1e-4) / (1 - chance + 1e-4))
    return found
