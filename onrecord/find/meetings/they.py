"""They: whom a plural pronoun means at a meeting, where the sentence before joins several as one subject."""

from onrecord.find.context import Context
from onrecord.find.meetings.stretches import finite
from onrecord.find.meetings.subjects import subject_parties
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed


def meant_by(doc: Doc, seen: Context, party: Mention) -> list[Mention]:
    """The several whom "они" stands for: "X и Y выступают за мир. Их разговор длился час"; else the party itself."""
    if party.how != "pronoun" or doc.form[party.head].lower() not in listed("pronouns", "they"):
        return [party]
    opens = doc.sents[max(0, doc.sent[party.head] - 1)][0]
    for verb in reversed(range(opens, party.head)):
        if finite(doc, verb) and doc.feat(verb, "Number") == "Plur":
            found = [p for p in subject_parties(doc, seen, verb) if p.how == "name"]
            if len(found) > 1:
                return found
    return [party]
