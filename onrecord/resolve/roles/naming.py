"""How a role is called in the record: its words in the nominative, with the country or the full name of its body."""

from collections import Counter

from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.language.morph import fold
from onrecord.language.nominative import genitive, nominative, singular_title
from onrecord.resolve.national import country_of_adjective, national
from onrecord.resolve.roles.reading import Reading
from onrecord.resolve.roles.view import View, named
from onrecord.values import Mention
from onrecord.words import listed

ONE_COUNTRY = 0.6  # share of the mentions of countries from which an article speaks of one


def called(view: View, mention: Mention) -> str:
    first, last = phrase(view.doc, mention.head)
    end = (view.doc.token_at(mention.end - 1) or 0) + 1
    if mention.how == "role":  # a finder knows it better
        first = max(first, min(view.doc.token_at(mention.start) or 0, mention.head))
        last = end if end > mention.head + 1 else last
    last = max(last, end)
    last = _set_off(view, mention.head, _with_second_owner(view, mention.head, last))
    while first < mention.head and view.doc.lemma[first] in listed("modifiers", "another"):
        first += 1
    words = nominative(view.doc, first, last, mention.head)
    initial = mention.how != "name" and view.doc.name_at(first) is None and not (len(words) > 1 and words[1].isupper())
    return words[:1].lower() + words[1:] if initial else words


def _with_second_owner(view: View, head: int, last: int) -> int:
    """The end of a phrase with its second owner: "пресс-служба мэра | и правительства Заречья"."""
    doc = view.doc
    if last + 1 >= len(doc) or doc.form[last] != "и" or doc.sent[last] != doc.sent[head]:
        return last
    second = next((k for k in range(last + 1, min(last + 4, len(doc))) if doc.pos[k] in ("NOUN", "PROPN")), None)
    above = doc.head[second] if second is not None else head
    if second is None or not head < above < last or not doc.is_rel(second, "conj") or doc.children(second, "case"):
        return last
    alike = doc.is_rel(above, "nmod") and doc.feat(above, "Case") == doc.feat(second, "Case") == "Gen"
    return phrase(doc, second)[1] if alike else last


def _set_off(view: View, head: int, last: int) -> int:
    """The end of a phrase with an adjective set off behind it: "источник, близкий | к совету"."""
    doc = view.doc
    near = (k for k in range(head + 1, min(last + 2, len(doc) - 1)) if doc.form[k] == ",")
    told = next((k + 1 for k in near if doc.lemma[k + 1] in listed("modifiers", "insider")), None)
    if told is None or doc.sent[told] != doc.sent[head]:
        return last
    last = told + 1
    while last < doc.sents[doc.sent[head]][1] and doc.pos[last] in ("ADP", "ADJ", "NOUN", "PROPN", "DET", "NUM"):
        last += 1
    return last


def national_name(view: View, mention: Mention, reading: Reading) -> str | None:
    """A country's body under the name of the body: "тарузийское правительство" is "правительство Тарузии"."""
    head = mention.head
    state = reading.head in listed("national") or reading.head in listed("seats", "authority")
    if reading.of is None or reading.of.kind != "country" or not state:
        return None
    adjectives = [k for k in view.doc.children(head, "amod") if k < head]
    if not any(country_of_adjective(view.doc, k, view.knowledge) == reading.of for k in adjectives):
        return None
    rest = [k for k in adjectives if country_of_adjective(view.doc, k, view.knowledge) != reading.of]
    if len(rest) < len(adjectives) - 1 or phrase(view.doc, head)[1] > head + 1:
        return None
    title = singular_title if view.doc.feat(head, "Number") == "Sing" else None
    words = title(view.doc, (*rest, head), head) if title else nominative(view.doc, head, head + 1, head).lower()
    return national(words, reading.of)


def of_country_spoken_of(view: View, reading: Reading, name: str) -> str:
    """ "Правительство" of an article that speaks of one country is that country's government."""
    if reading.of or not reading.bare or reading.head not in listed("national"):
        return name
    states = {p.of.entity.country for p in view.posts if p.holds and p.role and p.of and p.of.entity}
    if len(states) == 1 and (state := states.pop()):  # the one country whose officials are named
        return national(name, view.knowledge.entities[f"country:{state}"])
    counts: Counter[str] = Counter()
    for draft in view.cast.kinds("place"):
        if draft.entity and draft.entity.kind in ("country", "capital") and draft.entity.country:
            counts[draft.entity.country] += len(draft.mentions)
    top = counts.most_common(1)
    if not top or top[0][1] < ONE_COUNTRY * counts.total():
        return name
    return national(name, view.knowledge.entities[f"country:{top[0][0]}"])


def completed(view: View, mention: Mention, reading: Reading, name: str) -> str:
    """A name with the full name of the body in it, where the text gives that elsewhere."""
    for k in view.doc.children(mention.head, "nmod"):
        inner = mention_of(view.doc, k)
        first, last = phrase(view.doc, k)
        bare = inner is not None and inner.how == "role" and last == k + 1 and mention.head < first
        if inner and bare and view.doc.lemma[k] in listed("roles", "body"):
            draft, word = view.draft_of(inner), view.doc.words(first, last)
            if draft and named(draft) and name.endswith(word):
                return f"{name.removesuffix(word)}{genitive(draft.name)}"
    for inside in reading.inside:
        draft, words = view.cast.of.get((inside.start, inside.end)), view.doc.text[inside.start : inside.end]
        if not draft or not name.endswith(words):
            continue
        before = (view.doc.token_at(inside.start) or 1) - 1
        country = country_of_adjective(view.doc, before, view.knowledge)
        if country:  # "представитель тарузийского Госсовета"
            return national(name.removesuffix(f"{view.doc.form[before]} {words}") + words, country)
        if fold(draft.name).startswith(fold(words) + " "):
            return name + draft.name[len(words) :]
    return name
