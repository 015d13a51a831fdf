"""Opinions: who holds what to be good or bad, by nets trained on RuOpinionNE (see `eval.train_opinions`).

Likely targets and the holders of each make candidates; a last net tells how likely each of them is right as a whole,
among all that the sentence offers.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from onrecord.find.nets import chances
from onrecord.find.positions.holders import BY_AUTHOR, BY_NOBODY, Holder, holders
from onrecord.find.positions.sentence import Party, Sentence
from onrecord.find.positions.steps import Steps
from onrecord.find.positions.targets import Target, cue_chances, logit, pairs, targets
from onrecord.language.weights import Floats

LIKELY = 0.05  # the least chance of a target that is looked at
CANDIDATE = 0.03  # the least chance of a target times that of its holder
HOLDERS = 3  # the likeliest holders of a target that are looked at


class Candidate(NamedTuple):
    """A target and a holder, the chance of each, and their ranks in the sentence and for the target."""

    target: Target
    holder: Holder
    chance: float
    share: float
    ranks: tuple[int, int]
    by_author: float
    by_nobody: float


class Opinion(NamedTuple):
    """`target` with its cues, who holds it so, and how likely all of that is right."""

    target: Target
    holder: Holder
    chance: float


def opinions(sentence: Sentence, steps: Steps, least: float = CANDIDATE) -> list[Opinion]:
    """The opinions of a sentence whose chance is at least `least`, the likeliest first."""
    offered = candidates(sentence, steps, least)
    if not offered:
        return []
    likely = chances(steps.wholes, whole_figures(offered))[:, 1]
    found = [Opinion(c.target, c.holder, float(n)) for c, n in zip(offered, likely, strict=True) if n >= least]
    return sorted(found, key=lambda opinion: -opinion.chance)


def candidates(sentence: Sentence, steps: Steps, least: float = CANDIDATE) -> list[Candidate]:
    """What the sentence offers, the likeliest targets first; nothing where no cue is half as likely as `least`."""
    cues = cue_chances(sentence, steps)
    if cues[:, 1:].max() < least / 2:
        return []
    found = targets(sentence, cues, pairs(sentence, cues, steps))
    if not found:
        return []
    likely = chances(steps.targets, np.array([target.figures for target in found], np.float32))[:, 1]
    order = [int(n) for n in np.argsort(-likely, kind="stable") if likely[n] >= LIKELY]
    return [c for rank, n in enumerate(order) for c in _held(sentence, found[n], float(likely[n]), rank, steps)]


def _held(sentence: Sentence, target: Target, chance: float, rank: int, steps: Steps) -> Iterator[Candidate]:
    ranked = holders(sentence, target, steps)
    share_of = dict(ranked)
    for place, (holder, share) in enumerate(ranked[:HOLDERS]):
        if chance * share >= CANDIDATE:
            yield Candidate(target, holder, chance, share, (rank, place), share_of[BY_AUTHOR], share_of[BY_NOBODY])


def whole_figures(offered: Sequence[Candidate]) -> Floats:
    """The figures of each candidate among all of its sentence."""
    order = sorted((c.chance * c.share for c in offered), reverse=True)
    lines = []
    for c in offered:
        both, kind = c.chance * c.share, c.holder.kind if isinstance(c.holder, Party) else c.holder
        lines.append(
            [
                *logit(np.array([c.chance, c.share, both])),
                *(c.chance, c.share, both, c.by_author, c.by_nobody),
                *(min(c.ranks[0], 4), c.ranks[1], min(order.index(both), 6), len(offered) / 5),
                *(float(kind == each) for each in (BY_AUTHOR, BY_NOBODY, None, "PER", "LOC", "ORG")),
                len(c.target.covering()) / 5,
                *c.target.figures,
            ]
        )
    return np.array(lines, np.float32)
