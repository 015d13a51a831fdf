"""Roles met again: the actor of the same words, or of a longer phrase that they shorten."""

from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.language.morph import fold
from onrecord.resolve.cast import Draft
from onrecord.resolve.national import key_of
from onrecord.resolve.roles.reading import Reading
from onrecord.resolve.roles.view import View
from onrecord.values import Mention
from onrecord.words import listed


def same_words(view: View, name: str, mention: Mention) -> Draft | None:
    """An actor met under the same words, or the one whose longer description opens with them."""
    key = key_of(name, view.knowledge)
    drafts = [d for d in view.cast.kinds("unnamed", "organisation") if d.last_before(mention.start) >= 0]
    exact = [d for d in drafts if any(key_of(n, view.knowledge) == key for n in (d.name, *d.names))]
    opens = [d for d in drafts if fold(d.name).startswith(key + " ")]
    source = view.doc.lemma[mention.head] in listed("roles", "source")  # "источник" is the source heard last
    found = [*exact, *opens] if source else exact or opens
    return max(found, key=lambda d: d.last_before(mention.start)) if found else None


def same_head(view: View, reading: Reading, mention: Mention) -> Draft | None:
    """A noun alone ("дежурный") after a longer phrase with it ("дежурный по порту", "дежурный Иван Лесной")."""
    doc, head = view.doc, mention.head
    first, last = phrase(doc, head)
    if last - first > 1:
        return None
    for k in reversed(doc.index[doc.lemma[head]]):
        one = doc.lemma[head] in listed("roles", "source") or doc.feat(k, "Number") == doc.feat(head, "Number")
        if k >= head or not one:
            continue
        earlier = mention_of(doc, k)
        if earlier and earlier.end - earlier.start > mention.end - mention.start:
            return view.draft_of(earlier)
    return None
