"""Persons by what they were called where they were named: "боксер" or "канадский спортсмен" for "канадца Бена Тила"."""

from onrecord.find.grammar.mentions import phrase
from onrecord.resolve.cast import Draft
from onrecord.resolve.roles.descriptions import people_of
from onrecord.resolve.roles.reading import Reading, class_of
from onrecord.resolve.roles.view import View
from onrecord.values import Mention
from onrecord.words import listed


def described(view: View, reading: Reading, mention: Mention) -> Draft | None:
    """The person named before of whom a noun was said, or of the country that the noun's adjective names."""
    doc, head = view.doc, mention.head
    first, last = phrase(doc, head)
    alone = last == head + 1 and not reading.inside and (reading.of is None or reading.of.kind == "country")
    alone = alone and reading.head not in listed("roles", "new", "affiliate", "source")
    if not alone or doc.feat(head, "Number") != "Sing" or doc.feat(head, "Animacy") != "Anim":
        return None
    others = listed("modifiers", "other") | listed("pronouns", "whose", "mine")
    if any(doc.lemma[k] in others for k in range(first, head)):
        return None
    if any(doc.lemma[k] in listed("strangers") for k in range(first, head)):
        return None
    country = people_of(view.knowledge).get(reading.head) or (reading.of and reading.of.country)
    persons = [d for d in view.cast.kinds("person") if d.last_before(mention.start) >= 0]
    known = [(draft, said) for draft in persons if (said := view.descriptions.get(draft))]
    nouns = {reading.head, *(class_of(reading.head) if country else ())}
    there = {(draft, code) for draft, said in known for code in said.countries}
    named_so = [d for d, said in known if said.nouns & nouns and (not country or country in said.countries)]
    in_office = {p.person for p in view.posts if p.of and p.of.entity and p.of.entity.country == country}
    of_there = [d for d in persons if d in in_office or (d, country) in there] if country else []
    fits = named_so or (of_there if len(of_there) == 1 else [])
    return max(fits, key=lambda draft: draft.last_before(mention.start), default=None)
