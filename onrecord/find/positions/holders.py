"""Holders: who holds an opinion on a target: the author, nobody that the sentence names, or a party of the sentence."""

from collections.abc import Iterator

import numpy as np

from onrecord.find.nets import shares
from onrecord.find.positions.relation import relation
from onrecord.find.positions.sentence import Party, Sentence
from onrecord.find.positions.steps import Steps
from onrecord.find.positions.targets import GOOD, Target
from onrecord.language.weights import Floats
from onrecord.words import listed

BY_AUTHOR, BY_NOBODY = "author", "nobody"
Holder = Party | str


def holder_figures(sentence: Sentence, target: Target) -> tuple[list[Holder], Floats]:
    """Who may hold an opinion: every other party, the author, nobody; and the figures of each."""
    cue, k = target.cues[0][1], target.party.head
    others = [party for party in sentence.parties if party != target.party]
    ends = [sentence.row(cue), sentence.row(k)]
    slots = [[sentence.row(p.head), sentence.row(p.head - 1), sentence.head(p.head), *ends] for p in others]
    towards = relation(sentence, cue, target.party)
    scene = [float(target.sign == GOOD), *towards, *_scene(sentence, cue)]
    lines = [[*relation(sentence, cue, p), *relation(sentence, k, p), 0.0, 0.0, *scene] for p in others]
    none = [0.0] * (2 * len(towards))
    lines += [[*none, 1.0, 0.0, *scene], [*none, 0.0, 1.0, *scene]]
    slots += [[0, 0, 0, *ends]] * 2
    return [*others, BY_AUTHOR, BY_NOBODY], np.hstack(
        [sentence.take_short(np.array(slots)), np.array(lines, np.float32)]
    )


def _scene(sentence: Sentence, cue: int) -> Iterator[float]:
    """What tells whether the author, somebody or nobody says it: who is there, and what the cue has below it."""
    doc, span = sentence.doc, range(sentence.first, sentence.last)
    names = sentence.names
    yield from (len(names) / 3, sum(name.kind == "PER" for name in names) / 2)
    yield from (len(sentence.parties) / 10, len(span) / 30)
    yield from (float(any(sentence.quoted)), float(sentence.quoted[cue - sentence.first]))
    yield from (float(bool(doc.children(cue, rel))) for rel in ("nsubj", "obj", "obl:agent", "nmod", "ccomp"))
    yield from (float(doc.feat(cue, "Voice") == voice) for voice in ("Act", "Pass", "Mid"))
    yield from (float(doc.pos[cue] == pos) for pos in ("NOUN", "VERB", "ADJ", "ADV"))
    yield float(any(doc.lemma[i] in listed("pronouns", "first", "mine") for i in span))


def holders(sentence: Sentence, target: Target, steps: Steps) -> list[tuple[Holder, float]]:
    """Who may hold an opinion, with their chances, the likeliest first."""
    who, figures = holder_figures(sentence, target)
    likely = shares(steps.holders, figures)
    return [(who[n], float(likely[n])) for n in np.argsort(-likely, kind="stable")]
