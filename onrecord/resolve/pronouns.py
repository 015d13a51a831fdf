"""Personal pronouns: the person whom the text had in view last, with the pronoun's gender."""

from collections.abc import Iterator

from onrecord.find.grammar.agents import may_be_subject
from onrecord.find.grammar.mentions import mention_of
from onrecord.language.doc import Doc
from onrecord.resolve.cast import Cast, Draft
from onrecord.span import Span
from onrecord.values import Mention

WINDOW = 4  # sentences: farther back a personal pronoun no longer reaches
SPOKE, SPEAKS = 0.7, 1.7  # what it is worth to have spoken before, in sentences of distance
_GENDER = {"она": "Fem", "он": "Masc", "оно": "Neut"}


def resolve_pronoun(
    doc: Doc, cast: Cast, mention: Mention, speakers: list[tuple[int, Draft]], words: tuple[Span, ...] | None = None
) -> Draft | None:
    """The actor of a third-person pronoun; `speakers` are (offset, actor) of quotes resolved so far.

    A pronoun that itself speaks ("сказал он") means the last speaker rather than whom its `words` were about; whoever
    is named in direct speech alone, is not its speaker. `words` is None where the pronoun does not speak.
    """
    here = doc.sent[mention.head]
    gender = _gender(doc, mention.head)
    plural = doc.lemma[mention.head] == "они" or doc.feat(mention.head, "Number") == "Plur"
    spoke = {id(draft): offset for offset, draft in speakers if offset < mention.start}
    best: tuple[float, Draft] | None = None
    for draft in cast.drafts:
        if draft.kind == "place" or (draft.kind == "organisation") > plural or not _agrees(draft, gender, plural):
            continue
        seen = (m for m in draft.mentions.values() if not words or not any(span.covers(m.span) for span in words))
        score = max((_salience(doc, m, here, mention) for m in seen), default=-99.0)
        score += (SPOKE if words is None else SPEAKS) * (id(draft) in spoke) + 0.5 * (draft.kind == "person")
        score += 0.5 * (plural and draft.plural)
        if score > -WINDOW and (best is None or score > best[0]):
            best = (score, draft)
    return best[1] if best else _body_that_spoke(doc, mention, speakers) if words is not None else None


def _body_that_spoke(doc: Doc, mention: Mention, speakers: list[tuple[int, Draft]]) -> Draft | None:
    """The body that spoke last, where nobody else may be meant: "сообщили в полиции. По её данным"."""
    first = doc.start[doc.sents[max(0, doc.sent[mention.head] - WINDOW)][0]]
    return next((d for at, d in reversed(speakers) if first <= at < mention.start and d.kind == "organisation"), None)


def people_before(doc: Doc, mention: Mention) -> Iterator[Mention]:
    """The people without a name who act in the pronoun's sentence before it, or in the sentence before that one.

    Several people count in any place: "узнали от жителей. Они рассказали".
    """
    here = doc.sent[mention.head]
    plural = doc.lemma[mention.head] == "они" or doc.feat(mention.head, "Number") == "Plur"
    for k in range(doc.sents[max(0, here - 1)][0], mention.head):
        free = plural and not doc.is_rel(k, "nmod")  # no "лидер | демократов"
        acts = doc.pos[k] == "NOUN" and (free or (doc.is_rel(k, "nsubj") and may_be_subject(doc, k)))
        people = doc.feat(k, "Animacy") == "Anim" and (doc.feat(k, "Number") == "Plur") == plural
        role = mention_of(doc, k) if acts and people else None
        if role is not None and role.how == "role":
            yield role


def _gender(doc: Doc, i: int) -> str:
    """The pronoun's gender: by its own form, else by its verb's ("его" may also be neuter: taken as a man's)."""
    low = doc.form[i].lower()
    if low in ("ее", "её", "ей", "ею", "ней", "нее", "неё", "она"):
        return "Fem"
    return (
        "Masc"
        if low in ("он", "его", "ему", "им", "нем", "нём", "него", "нему", "ним")
        else _GENDER.get(doc.lemma[i], "")
    )


def _agrees(draft: Draft, gender: str, plural: bool) -> bool:
    if plural:
        return draft.plural or draft.kind == "organisation"
    return not draft.plural and (not gender or not draft.gender or draft.gender == gender)


def _salience(doc: Doc, seen: Mention, here: int, pronoun: Mention) -> float:
    """How much a mention is in view at the pronoun: near, a subject, not inside the pronoun's own clause."""
    if seen.end > pronoun.start or seen.head >= len(doc):
        return -99.0
    distance = here - doc.sent[seen.head]
    above = doc.head[seen.head]
    apposed = doc.is_rel(seen.head, "appos", "flat") and above >= 0 and doc.is_rel(above, "nsubj")
    subject = doc.is_rel(seen.head, "nsubj") or apposed
    same_clause = distance == 0 and doc.head[seen.head] == doc.head[pronoun.head]
    return -distance + 1.0 * subject - 2.0 * same_clause + 0.0001 * (seen.start - pronoun.start)
