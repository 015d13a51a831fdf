"""Learned: help told in ways that no rule knows, found by nets (see `eval.train_aid`)."""

import numpy as np
from msgspec.structs import replace

from onrecord.find.aid.asking import in_words
from onrecord.find.aid.gifts import Frame, clause, goods, names_of, through
from onrecord.find.aid.given import as_role
from onrecord.find.aid.scene import Gift, Scene, all_of, first_aid, gift_of, party_at
from onrecord.find.aid.sight import Sight
from onrecord.find.aid.weights import STATUSES, load, may_tell
from onrecord.find.grammar.actions import of_clause, of_noun
from onrecord.find.nets import Nets, chances, shares
from onrecord.language.doc import Doc
from onrecord.language.weights import Floats
from onrecord.values import Mention

SURE = 0.94  # the chance from which on a word tells of help; of what is less sure more than half is none in whole texts


def help_model(scene: Scene) -> list[Gift]:
    """Words that nets take for help where no rule finds any: "безвозмездно обучит спасателей Заречья"."""
    doc, learned = scene.doc, load()
    likely = (i for i in doc.where(learned.gate) if may_tell(doc, i))
    cues = [i for i in likely if not any(_same(doc, i, gift) for gift in scene.found)]
    if not cues:
        return []
    sight = Sight(doc, learned.vectors, learned.kinds)
    judged = chances(learned.words, np.array([sight.word(i) for i in cues]))
    found: list[Gift] = []
    for n in np.argsort(judged[:, 0], kind="stable").tolist():
        if 1 - judged[n, 0] < SURE:
            break
        gift = _gift(scene, sight, cues[n], STATUSES[int(np.argmax(judged[n, 1:]))])
        routine = any(first_aid(doc, k, gift) for k in (cues[n], *doc.children(cues[n])))
        none = routine or any(in_words(doc, k) for k in doc.subtree(cues[n]))
        if not none and not any(_same(doc, cues[n], other) for other in found):
            found.append(gift)
    return found


def _same(doc: Doc, i: int, gift: Gift) -> bool:
    """Whether a gift tells what word `i` would tell: it holds the word, or one of them hangs on the other."""
    told = gift.frame.noun if gift.frame.noun is not None else gift.frame.verb
    return gift.first <= i < gift.last or told in doc.ancestors(i) or i in doc.ancestors(told)


def _gift(scene: Scene, sight: Sight, i: int, status: str) -> Gift:
    """The gift that a word tells, its sum and goods as rules read them, its parties as nets do."""
    doc, verbal = scene.doc, scene.doc.pos[i] == "VERB"
    verb = i if verbal else next((k for k in doc.ancestors(i) if doc.pos[k] == "VERB"), i)
    first, last = clause(doc, verb)
    frame = Frame(verb, None if verbal else i, min(first, i), max(last, i + 1))
    action = of_clause(doc, scene.marks, i, i, i) if verbal else of_noun(doc, scene.marks, i - 1, i)
    gift = gift_of(doc, frame, status, action.first, action.last)
    near = sight.parties(i)
    rows = sight.rows(i, near)
    donor, recipient = (_likeliest(scene, nets, near, rows) for nets in (load().donors, load().recipients))
    if donor is not None and recipient is not None and donor.span.overlaps(recipient.span):
        recipient = None
    return replace(
        gift,
        donors=all_of(doc, donor),
        recipient=recipient,
        via=through(doc, verb, doc.sents[doc.sent[i]][1]),
        goods=names_of(doc, goods(doc, frame)),
        rule=help_model.__name__,
    )


def _likeliest(scene: Scene, nets: Nets, near: list[int], rows: Floats) -> Mention | None:
    """The likeliest of the parties near a word; None where that is nobody."""
    best = int(shares(nets, rows).argmax())
    return None if best == len(near) else party_at(scene, near[best]) or as_role(scene.doc, near[best])
