"""Learned: help told in ways that no rule knows, found by nets (see `eval.train_aid`)."""

from collections import defaultdict

import numpy as np
from msgspec.structs import replace

from onrecord.find.aid.asking import in_words
from onrecord.find.aid.gifts import Frame, clause, goods, names_of, through
from onrecord.find.aid.given import as_role
from onrecord.find.aid.scene import Gift, Scene, all_of, first_aid, gift_of, of_dues, of_trade, party_at
from onrecord.find.aid.sight import Sight
from onrecord.find.aid.weights import STATUSES, load, may_tell
from onrecord.find.grammar.actions import of_clause
from onrecord.find.grammar.mentions import phrase
from onrecord.find.nets import chances, shares
from onrecord.language.doc import Doc
from onrecord.values import Mention

SURE = 0.94  # the chance from which nine words of ten tell of help, in pieces that the nets were not taught with


def help_model(scene: Scene) -> list[Gift]:
    """Words that nets take for help where no rule finds any: "безвозмездно обучит спасателей Заречья"."""
    doc, learned = scene.doc, load()
    likely = (i for i in doc.where(learned.gate) if may_tell(doc, i))
    likely = (i for i in likely if not of_dues(doc, i) and not of_trade(doc, i))
    told: defaultdict[int, list[Gift]] = defaultdict(list)  # by sentence: a long page holds thousands
    for gift in scene.found:
        told[doc.sent[gift.frame.verb]].append(gift)
    cues = [i for i in likely if not any(_same(doc, i, gift) for gift in told[doc.sent[i]])]
    if not cues:
        return []
    sight = Sight(doc, learned.vectors, learned.kinds)
    judged = chances(learned.words, np.array([sight.word(i) for i in cues]))
    found: list[Gift] = []
    for n in np.argsort(judged[:, 0], kind="stable").tolist():
        if 1 - judged[n, 0] < SURE:
            break
        gift = _gift(scene, sight, cues[n], STATUSES[int(np.argmax(judged[n, 1:]))])
        here = told[doc.sent[cues[n]]]
        if not _is_none(doc, cues[n], gift) and not any(_same(doc, cues[n], other) for other in here):
            found.append(gift)
            here.append(gift)
    return found


def _is_none(doc: Doc, i: int, gift: Gift) -> bool:
    """Whether a gift is first aid, mere words, or a noun alone without a sum and without both sides."""
    if doc.pos[i] == "NOUN" and gift.amount is None and not (gift.donors and gift.recipient):
        return True
    routine = any(first_aid(doc, k, gift) for k in (i, *doc.children(i)))
    return routine or any(in_words(doc, k) for k in doc.subtree(i))


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
    words = (i, of_clause(doc, scene.marks, i, i, i).last) if verbal else phrase(doc, i)
    gift = gift_of(doc, frame, status, *words)
    donor, recipient = _parties(scene, sight, i)
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


def _parties(scene: Scene, sight: Sight, i: int) -> list[Mention | None]:
    """Who gives and who gets what a word tells of: the likeliest of those near; None where that is nobody."""
    near = sight.parties(i)
    if not near:
        return [None, None]
    rows = sight.rows(i, near)
    best = [int(shares(nets, rows).argmax()) for nets in (load().donors, load().recipients)]
    found = [near[n] if n < len(near) else None for n in best]
    return [None if k is None else party_at(scene, k) or as_role(scene.doc, k) for k in found]
