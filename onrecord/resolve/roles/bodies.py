"""Bodies behind a role: a country, somebody's own body, the organisation that spoke or was named last."""

from onrecord.knowledge.tables import several
from onrecord.language.morph import fold
from onrecord.resolve.cast import Draft
from onrecord.resolve.national import key_of
from onrecord.resolve.roles.reading import Reading, class_of
from onrecord.resolve.roles.view import NEAR, View, named
from onrecord.values import Mention
from onrecord.words import frames, listed


def country(view: View, reading: Reading, mention: Mention) -> Draft | None:
    """ "Наша страна" is the outlet's own, "эта страна" the one named last."""
    state = mention.how == "role" and reading.head in listed("seats", "land")
    this = any(view.doc.lemma[k] == "этот" for k in view.doc.children(mention.head, "det"))
    if state and this and view.doc.feat(mention.head, "Number") == "Sing":
        named = [d for d in view.cast.kinds("place") if d.entity and d.entity.kind == "country"]
        before = [d for d in named if d.last_before(mention.start) >= 0]
        return max(before, key=lambda d: d.last_before(mention.start), default=None)
    if reading.ours and reading.head in listed("seats", "land") and view.home:
        home = view.knowledge.entities.get(f"country:{view.home}")
        return view.known(home) if home else None
    return None


def own_body(view: View, reading: Reading, mention: Mention) -> Draft | None:
    """ "Его ведомство": the body whose post the person has."""
    if reading.head not in listed("roles", "body"):
        return None
    for k in view.doc.children(mention.head):
        if view.doc.lemma[k] in ("его", "ее", "свой") or view.doc.form[k].lower() in ("его", "её", "ее"):
            owner = view.draft_of(Mention(view.doc.start[k], view.doc.end[k], k, "pronoun"))
            return next((p.of for p in view.posts if p.person is owner and p.of and p.of.kind == "organisation"), None)
    return None


def short_name(view: View, mention: Mention) -> str:
    """The short name in brackets right after a body's description: "тарузского союза рыбаков (ТСР)"."""
    doc, k = view.doc, (view.doc.token_at(mention.end - 1) or 0) + 1
    told = doc.form[k : k + 1] == ["("] and doc.form[k + 2 : k + 3] == [")"]
    return doc.form[k + 1] if told and doc.form[k + 1].isupper() and doc.form[k + 1].isalpha() else ""


def in_brackets(view: View, mention: Mention) -> Draft | None:
    """The organisation of the short name that stands in brackets after its description."""
    short = short_name(view, mention)
    return next((d for d in view.cast.kinds("organisation") if short in (d.name, *d.names)), None) if short else None


def of_field(view: View, mention: Mention, reading: Reading) -> Draft | None:
    """ "Внешнеполитическое ведомство": the named body whose field that is, of the country that is told, if any."""
    doc = view.doc
    if reading.head not in listed("seats", "agency") or doc.feat(mention.head, "Number") == "Plur":
        return None
    rows = [frames("fields").get(doc.lemma[k]) for k in doc.children(mention.head, "amod")]
    names = [fold(name) for row in rows if row for name in several(row["bodies"])]
    fits = [d for d in view.cast.kinds("organisation") if named(d) and any(_opens(d, name) for name in names)]
    if reading.of and reading.of.country:
        fits = [d for d in fits if _country(view, d) in (None, reading.of.country)]
    before = [d for d in fits if d.last_before(mention.start) >= 0]
    return max(before, key=lambda d: d.last_before(mention.start)) if before else fits[0] if len(fits) == 1 else None


def _opens(draft: Draft, name: str) -> bool:
    """Whether one of an organisation's names opens with `name`."""
    return any(f"{fold(own)} ".startswith(f"{name} ") for own in (draft.name, *draft.names))


def _country(view: View, draft: Draft) -> str | None:
    """The country of an organisation: by the tables, or as its name says."""
    known = draft.entity and draft.entity.country
    return known or key_of(draft.name, view.knowledge).partition("@")[2] or None


def body(view: View, reading: Reading, mention: Mention) -> Draft | None:
    """ "Ведомство", "агентство": of the organisations that the word fits, the one that spoke or was named last."""
    adjective = reading.of is not None and reading.of.kind == "country" and not reading.inside
    if reading.head not in listed("roles", "body") or not reading.bare or (reading.of and not adjective):
        return None
    if reading.inside or view.doc.feat(mention.head, "Number") == "Plur":
        return None
    known = [d for d in view.cast.kinds("organisation") if d.last_before(mention.start) >= 0]
    if reading.of:  # "российская компания"
        own = [d for d in known if _country(view, d) == reading.of.country]
        known = own or [d for d in known if not d.entity or d.entity.country in (None, reading.of.country)]
    outlets = [d for d in known if _publishes(view, d)]
    if reading.head in listed("outlets", "outlet"):
        bodies = outlets or ([d for d in known if named(d)] if reading.head == "агентство" else [])
    else:
        spoken = {draft for _, draft in view.speakers}
        bodies = [d for d in known if (named(d) or (d in spoken and _state(d))) and (d not in outlets or _state(d))]
        if reading.head in listed("bodies"):
            official = reading.head in listed("bodies", "official")
            bodies = [d for d in bodies if _state(d) == official and (official or not _no_business(d))] or bodies
    nouns = (reading.head, *class_of(reading.head))
    bodies = [d for d in bodies if any(_called(view, d, noun) for noun in nouns)] or bodies
    spoke = [d for at, d in view.speakers if d in bodies and mention.start - NEAR < at < mention.start]
    return spoke[-1] if spoke else max(bodies, key=lambda d: d.last_before(mention.start), default=None)


def _state(draft: Draft) -> bool:
    """Whether an organisation is one of a state's, by the letters that its name opens with."""
    if draft.entity and draft.entity.kind == "body":
        return True
    return any(fold(draft.name).lstrip("«").startswith(stem) for stem in listed("state"))


def _no_business(draft: Draft) -> bool:
    """Whether an organisation's own name says that it is something else than a business: "Речной центр"."""
    words = {fold(word).strip('«»"') for word in draft.name.split()}
    return not words.isdisjoint(listed("roles", "body") | listed("agents", "agent")) and words.isdisjoint(
        listed("bodies", "business")
    )


def _publishes(view: View, draft: Draft) -> bool:
    """Whether an organisation is a news outlet: by the tables, as a credited source, or by the noun before it."""
    if draft.entity and draft.entity.kind == "outlet":
        return True
    return draft in view.credited or any(_called(view, draft, noun) for noun in listed("outlets", "outlet"))


def _called(view: View, draft: Draft, noun: str) -> bool:
    """Whether the text names an organisation with a noun: "партия «Река»", "Речной банк"."""
    return any(
        view.doc.lemma[first - (view.doc.form[first - 1] in '«"“„') - 1] == noun or view.doc.lemma[m.head] == noun
        for m in draft.mentions.values()
        if m.how == "name" and (first := view.doc.token_at(m.start) or 0) > 1
    )
