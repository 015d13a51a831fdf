"""Learned positions: opinions between two names of a sentence, where the nets are sure enough for the record."""

from collections.abc import Iterator

from onrecord.find.grammar.mentions import mention_of
from onrecord.find.positions.opinions import Opinion, opinions
from onrecord.find.positions.sentence import Party, Sentence
from onrecord.find.positions.steps import Steps
from onrecord.find.positions.targets import GOOD
from onrecord.find.positions.weights import load
from onrecord.language.doc import ROOT, Doc
from onrecord.values import Mention, Position

SURE = 0.55  # the chance from which on an opinion is recorded: what is right from there on is in eval/log.md


def opinion_model(doc: Doc) -> Iterator[Position[Mention]]:
    """Names that another name in the same sentence is for or against."""
    weights = load()
    for n in sorted(promising(doc, weights.gate)):
        for opinion in between_names(Sentence(doc, *doc.sents[n], weights.lens), weights.steps):
            if position := _position(doc, opinion):
                yield position


def promising(doc: Doc, gate: frozenset[str]) -> set[int]:
    """The sentences where two names, one of them a subject, stand close to a word that often expresses an opinion.

    In others the nets are right much less often, and would take more time than all the rest of the path.
    """
    return {doc.sent[i] for i in doc.where(gate) if _has_parties(doc, i)}


def _has_parties(doc: Doc, i: int) -> bool:
    """Whether a token and its head are, or have below them, a name as subject and another one."""
    near = {k for above in (i, doc.head[i]) if above != ROOT for k in (above, *doc.children(above))}
    names = {k: name for k in near if (name := doc.name_at(k))}
    return len(set(names.values())) > 1 and any(doc.is_rel(k, "nsubj", "obl:agent") for k in names)


def between_names(sentence: Sentence, steps: Steps, least: float = SURE) -> Iterator[Opinion]:
    """The likeliest opinion on each name that a name holds with at least this chance."""
    seen: set[Party] = set()
    for opinion in opinions(sentence, steps, least):
        target = opinion.target.party
        if target.kind and isinstance(opinion.holder, Party) and opinion.holder.kind and target not in seen:
            seen.add(target)
            yield opinion


def _position(doc: Doc, opinion: Opinion) -> Position[Mention] | None:
    """An opinion in the record's terms; None where its two names are parts of one mention."""
    assert isinstance(opinion.holder, Party)
    holder, target = mention_of(doc, opinion.holder.head), mention_of(doc, opinion.target.party.head)
    if holder is None or target is None or holder.span.overlaps(target.span):
        return None
    return Position(
        holder=holder,
        target=target,
        target_text=target.span,
        stance="supports" if opinion.target.sign == GOOD else "opposes",
        expression=doc.span(*opinion.target.narrow()),
        evidence=(doc.sentence(target.head),),
        rule=opinion_model.__name__,
    )
