"""Train the nets that find opinions: `python -m eval.train_opinions` writes onrecord/find/positions/opinions.npz.

Learns from RuOpinionNE's train sentences (MIT licence), navec's vectors, and our list of words that lean to praise or
blame (`onrecord/words/opinions.tsv`), which was written from general knowledge. Each step's nets are trained on what
the step before gives for sentences that it wasn't trained on: four folds of neighbouring sentences, as neighbours come
from one text. What ships are nets trained on all folds. About a quarter of an hour on one core.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from eval.figures import Score
from eval.fit import Recipe, fit, principal
from eval.gold import default_folder
from eval.opinions import FOLDER, SETS, read, tuples
from eval.opinions_metric import credit, gold_opinions, score
from onrecord.find.nets import Net, Nets
from onrecord.find.positions import targets, weights
from onrecord.find.positions.holders import BY_AUTHOR, BY_NOBODY, Holder, holder_figures
from onrecord.find.positions.learned import SURE, between_names, promising
from onrecord.find.positions.lens import KINDS, Lens
from onrecord.find.positions.opinions import Candidate, Opinion, candidates, opinions, whole_figures
from onrecord.find.positions.sentence import Party, Sentence
from onrecord.find.positions.steps import Steps
from onrecord.find.positions.targets import BAD, GOOD, Target
from onrecord.find.positions.weights import Weights
from onrecord.language.doc import Doc
from onrecord.language.weights import UNKNOWN, Floats, embeddings
from onrecord.words import frames

FOLDS = 4
WORKERS = 2  # nets in training at a time
SEEDS = 2  # nets of each step, whose chances are averaged
WIDTH = 64  # of the projected vectors
CUES = Recipe(hidden=96, epochs=5, batch=256, rate=1e-3, drop=0.4, drop_inputs=0.3)
PAIRS = Recipe(hidden=64, epochs=4, batch=256)
TARGETS = Recipe(hidden=16, epochs=15, batch=256, rate=3e-3, drop=0.1, drop_inputs=0)
HOLDERS = Recipe(hidden=32, epochs=10, batch=32, rate=1e-3, drop_inputs=0.3)
WHOLES = Recipe(hidden=16, epochs=15, batch=64, rate=3e-3, drop=0.1, drop_inputs=0)
LEANINGS = Recipe(hidden=64, epochs=14, batch=64, drop=0.5)
PLAIN = 6000  # of the data's commonest lemmas: those that are not listed lean nowhere
CONTENT = ("NOUN", "VERB", "ADJ", "ADV")
GATE = (2, 0.5)  # a lemma opens its sentence if so often, and in so much of its places, it is part of an expression
SURE_LEVELS = (0.3, 0.4, 0.45, 0.5, 0.55, 0.6)
THRESHOLDS = [n / 100 for n in range(8, 32)]


class Wanted(NamedTuple):
    """An opinion of the gold in our terms; None for a party that we don't see."""

    holder: Holder | None
    target: Party | None
    cues: frozenset[int]
    sign: int


class Example(NamedTuple):
    """A sentence, its gold, and the fold that it is left out of."""

    data: dict[str, Any]
    sentence: Sentence
    wanted: list[Wanted]
    fold: int


class Lesson(NamedTuple):
    """What a net learns from one sentence: inputs, classes or shares, and the sizes of groups of rows."""

    inputs: Floats
    wanted: Floats
    sizes: list[int]


def main() -> int:
    """Train, tell what the folds reach, write the file."""
    given = read(default_folder() / FOLDER / SETS["train"])
    lens = projection([doc for _, doc in given])
    taught = [example(data, doc, lens, n * FOLDS // len(given)) for n, (data, doc) in enumerate(given)]
    learned = learn(taught)
    say("all steps are learned")
    without = [left_out(e, *learned) for e in taught]
    seen = [opinions(e.sentence, steps) for e, steps in zip(taught, without, strict=True)]
    threshold, reached = best_threshold(taught, seen)
    say(f"left-out folds: F1 {reached:.3f} at {threshold}")
    lemmas = gate(taught)
    checked = check_sure(taught, without, lemmas)
    weights.save(Weights(lens, Steps(*(step.nets for step in learned)), lemmas, threshold, checked))
    return 0


def learn(taught: Sequence[Example]) -> tuple["Step", ...]:
    """The steps, each taught with what those before it give for sentences that they were not taught with."""
    cue_nets = Step([cue_lesson(e) for e in taught], taught, CUES)
    cues = [targets.cue_chances(e.sentence, left_out(e, cue_nets)) for e in taught]
    say("cues are learned")
    pair_nets = Step([pair_lesson(e, c) for e, c in zip(taught, cues, strict=True)], taught, PAIRS)
    found = [
        targets.targets(e.sentence, c, targets.pairs(e.sentence, c, left_out(e, cue_nets, pair_nets)))
        for e, c in zip(taught, cues, strict=True)
    ]
    say("pairs are learned")
    target_nets = Step([target_lesson(e, t) for e, t in zip(taught, found, strict=True)], taught, TARGETS)
    held = [holder_lesson(e, c, t) for e, c, t in zip(taught, cues, found, strict=True)]
    holder_nets = Step(held, taught, HOLDERS, grouped=True)
    say("targets and holders are learned")
    before = (cue_nets, pair_nets, target_nets, holder_nets)
    offered = [candidates(e.sentence, left_out(e, *before)) for e in taught]
    whole_nets = Step([whole_lesson(e, o) for e, o in zip(taught, offered, strict=True)], taught, WHOLES)
    return *before, whole_nets


def say(line: str) -> None:
    print(line, flush=True)


def projection(docs: Sequence[Doc]) -> Lens:
    """The directions in which the vectors of the data's lemmas vary most."""
    return Lens(*principal([lemma for doc in docs for lemma in doc.lemma], WIDTH), leanings(docs))


def leanings(docs: Sequence[Doc]) -> Nets:
    """Nets that tell by a word's vector which kind of listed word it is like; other common words are like none."""
    words, listed = embeddings(), frames("opinions")
    content = (lemma for doc in docs for lemma, pos in zip(doc.lemma, doc.pos, strict=True) if pos in CONTENT)
    others = [lemma for lemma, _ in Counter(content).most_common(PLAIN) if lemma not in listed]
    taught = [(lemma, KINDS.index(row["kind"])) for lemma, row in listed.items()] + [(w, len(KINDS)) for w in others]
    known = [(words.id(lemma), kind) for lemma, kind in taught if words.id(lemma) != words.id(UNKNOWN)]
    inputs, wanted = words.vectors(n for n, _ in known), _classes([kind for _, kind in known], len(KINDS) + 1)
    return [fit(inputs, wanted, LEANINGS, seed) for seed in range(SEEDS)]


def example(data: dict[str, Any], doc: Doc, lens: Lens, fold: int) -> Example:
    """A sentence of the data, ready to learn from."""
    sentence = Sentence(doc, 0, len(doc), lens)
    return Example(data, sentence, [_wanted(sentence, item) for item in data["opinions"]], fold)


def _wanted(sentence: Sentence, item: dict[str, Any]) -> Wanted:
    place = item["Source"][1][0]
    holder = BY_AUTHOR if place == "NULL" else BY_NOBODY if place == "0:0" else _party(sentence, item["Source"][1])
    sign = GOOD if item["Polarity"] == "POS" else BAD
    cues = frozenset(_tokens(sentence.doc, item["Polar_expression"][1]))
    return Wanted(holder, _party(sentence, item["Target"][1]), cues, sign)


def _tokens(doc: Doc, places: Sequence[str]) -> list[int]:
    ranges = [tuple(map(int, place.split(":"))) for place in places]
    return [i for i in range(len(doc)) if any(doc.start[i] < last and first < doc.end[i] for first, last in ranges)]


def _party(sentence: Sentence, places: Sequence[str]) -> Party | None:
    """The party that heads what the gold names; else one that lies in it."""
    held = _tokens(sentence.doc, places)
    head = next((i for i in held if sentence.doc.head[i] not in held), None)
    parties = sentence.parties
    inside = [p for p in parties if head is not None and p.first <= head < p.last]
    return next(iter([*inside, *(p for p in parties if not {*range(p.first, p.last)}.isdisjoint(held))]), None)


class Step:
    """The nets of one step: one for each fold, trained without it, and those that ship."""

    def __init__(
        self, lessons: Sequence[Lesson], taught: Sequence[Example], recipe: Recipe, grouped: bool = False
    ) -> None:
        def train(left_out: int, seed: int) -> Net:
            used = [x for x, e in zip(lessons, taught, strict=True) if e.fold != left_out and len(x.inputs)]
            inputs, wanted = np.vstack([x.inputs for x in used]), np.vstack([x.wanted for x in used])
            return fit(inputs, wanted, recipe, seed, [n for x in used for n in x.sizes] if grouped else None)

        with ThreadPoolExecutor(WORKERS) as pool:
            made = [[pool.submit(train, left_out, seed) for seed in range(SEEDS)] for left_out in range(-1, FOLDS)]
        self.nets: Nets = [job.result() for job in made[0]]
        self._without = [[job.result() for job in jobs] for jobs in made[1:]]

    def unseen(self, example: Example) -> Nets:
        """As many nets as ship, trained without this sentence: fewer would be surer of themselves."""
        return self._without[example.fold]


def left_out(e: Example, *steps: Step) -> Steps:
    """The steps so far, as trained without a sentence; the others have no nets yet."""
    known = [step.unseen(e) for step in steps]
    return Steps(*known, *[()] * (len(Steps._fields) - len(known)))


def _classes(labels: Sequence[int], count: int) -> Floats:
    return np.eye(count, dtype=np.float32)[np.array(labels, np.intp)]


def cue_lesson(e: Example) -> Lesson:
    """Which tokens express something good or bad; marks aren't asked for."""
    label = {i: w.sign for w in e.wanted for i in w.cues}
    asked = [n for n in range(len(e.sentence.doc)) if e.sentence.doc.pos[n] != "PUNCT"]
    return Lesson(e.sentence.take(e.sentence.around[asked]), _classes([label.get(n, 0) for n in asked], 3), [])


def pair_lesson(e: Example, cues: Floats) -> Lesson:
    """Which likely cues are about which parties."""
    places, figures = targets.pair_figures(e.sentence, cues)
    label = {(i, w.target): w.sign for w in e.wanted for i in w.cues}
    return Lesson(figures, _classes([label.get(place, 0) for place in places], 3), [])


def target_lesson(e: Example, found: Sequence[Target]) -> Lesson:
    """Which parties are targets."""
    right = {(w.target, w.sign) for w in e.wanted}
    figures = np.array([target.figures for target in found], np.float32)
    return Lesson(figures, _classes([(target.party, target.sign) in right for target in found], 2), [])


def holder_lesson(e: Example, cues: Floats, found: Sequence[Target]) -> Lesson:
    """Who holds the gold's opinions, by our cue for them and by the gold's likeliest one."""
    lessons = []
    for target, wanted in _held(e, cues, found):
        holders, figures = holder_figures(e.sentence, target)
        right = np.array([[holder in wanted] for holder in holders], np.float32)
        if right.any():
            lessons.append((figures, right / right.sum()))
    if not lessons:
        return Lesson(np.zeros((0, 0), np.float32), np.zeros((0, 1), np.float32), [])
    return Lesson(np.vstack([x for x, _ in lessons]), np.vstack([y for _, y in lessons]), [len(x) for x, _ in lessons])


def whole_lesson(e: Example, offered: Sequence[Candidate]) -> Lesson:
    """Which candidates are right as a whole, by the data's score."""
    if not offered:
        return Lesson(np.zeros((0, 0), np.float32), np.zeros((0, 2), np.float32), [])
    gold = gold_opinions(e.data)
    ours = [tuples(e.sentence.doc, [Opinion(c.target, c.holder, c.chance)]) for c in offered]
    return Lesson(whole_figures(offered), _classes([credit(one, gold) > 0 for (one,) in ours], 2), [])


def _held(e: Example, cues: Floats, found: Sequence[Target]) -> Iterator[tuple[Target, set[Holder]]]:
    ours = {(target.party, target.sign): target for target in found}
    by_target: dict[tuple[Party, int], list[Wanted]] = {}
    for w in e.wanted:
        if w.target and w.holder and w.cues and w.holder != w.target:
            by_target.setdefault((w.target, w.sign), []).append(w)
    for (party, sign), several in by_target.items():
        best = min(several[0].cues, key=lambda i: cues[i, 0])
        asked = {best: Target(party, sign, ((1.0, best),), [])}
        if target := ours.get((party, sign)):
            asked[target.cues[0][1]] = target
        for cue, target in asked.items():
            near = {w.holder for w in several if cue in w.cues} or {w.holder for w in several}
            yield target, {holder for holder in near if holder}


def best_threshold(taught: Sequence[Example], found: Sequence[Sequence[Opinion]]) -> tuple[float, float]:
    """The least chance with the best F1, and that F1."""

    def reached(threshold: float) -> float:
        total = Score()
        for e, held in zip(taught, found, strict=True):
            ours = tuples(e.sentence.doc, [o for o in held if o.chance >= threshold])
            total += score(gold_opinions(e.data), ours)
        return total.f1

    return max(((t, reached(t)) for t in THRESHOLDS), key=lambda pair: pair[1])


def check_sure(taught: Sequence[Example], steps: Sequence[Steps], lemmas: frozenset[str]) -> tuple[int, int]:
    """How many of the record's opinions are right, of how many; told for several chances, to choose SURE by."""
    rated = [
        (opinion.chance, credit(found, gold_opinions(e.data)) > 0)
        for e, its in zip(taught, steps, strict=True)
        if promising(e.sentence.doc, lemmas)
        for opinion in between_names(e.sentence, its, min(SURE_LEVELS))
        for found in tuples(e.sentence.doc, [opinion], narrow=True)
    ]
    for level in SURE_LEVELS:
        right = [is_right for chance, is_right in rated if chance >= level]
        say(f"left-out folds, for the record from {level}: {sum(right)} right of {len(right)}")
    right = [is_right for chance, is_right in rated if chance >= SURE]
    return sum(right), len(right)


def gate(taught: Sequence[Example]) -> frozenset[str]:
    """The lemmas that are often part of an expression."""
    every = Counter(lemma for e in taught for lemma in e.sentence.doc.lemma)
    cue = Counter(e.sentence.doc.lemma[i] for e in taught for i in {i for w in e.wanted for i in w.cues})
    least, part = GATE
    return frozenset(lemma for lemma, count in cue.items() if count >= least and count >= part * every[lemma])


if __name__ == "__main__":
    sys.exit(main())
