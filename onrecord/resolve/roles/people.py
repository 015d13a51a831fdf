"""Persons behind a role: the bearer of a post, one of a country or a body, whoever was in view last."""

from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.knowledge import Entity
from onrecord.language.morph import fold, parses
from onrecord.resolve.cast import Draft
from onrecord.resolve.national import key_of
from onrecord.resolve.roles.posts import TOP_ROLES, Post, of_country, same_side, speaks_for
from onrecord.resolve.roles.reading import Reading, class_of, epithet
from onrecord.resolve.roles.view import NEAR, View, named
from onrecord.values import Mention
from onrecord.words import listed

SOON = 500  # characters: how far back the speaker is still in view when he is called something new


def by_post(view: View, reading: Reading, mention: Mention) -> Draft | None:
    """The person whom the article gives the post: the last one before the mention, else the first one after."""
    inside = [d for m in reading.inside if (d := view.cast.of.get((m.start, m.end)))]
    if not reading.bare and reading.of is None and not inside:
        return None
    fits = [post for post in view.posts if _fits(view, post, reading, inside)]
    fits = [post for post in fits if post.holds] or fits
    if not fits:
        return None
    before = [post for post in fits if post.at <= mention.start]
    if before and reading.of is None and not reading.ours:
        # The bearer spoken of last, not the post given last.
        return max((post.person for post in before), key=lambda draft: draft.last_before(mention.start))
    chosen = max(before, key=lambda p: p.at) if before else min(fits, key=lambda p: p.at)
    return chosen.person


def _fits(view: View, post: Post, reading: Reading, inside: list[Draft]) -> bool:
    """Whether a post may be what a role mention names: of one head or role, or alike and of the same body."""
    same = post.role == reading.role != "" or post.head == reading.head
    if reading.role == "leader":
        same = post.role in TOP_ROLES
    home = view.knowledge.entities.get(f"country:{view.home}") if reading.ours and view.home else None
    wanted = reading.of or home
    if post.of and (post.of in inside or _short(view, post.of, inside)):
        return same or post.head in class_of(reading.head)
    one = post.role == reading.role != ""  # "глава МВД" is the country's "министр внутренних дел"
    if not same or (inside and wanted is None and post.of is not None and not (one and of_country(post.of))):
        return False
    if wanted is None or post.of is None:
        return True
    of = post.of.entity
    cities = of is not None and of.kind == wanted.kind == "city"  # all of one country
    return of is not None and (of.id == wanted.id or (of.country == wanted.country and not cities))


def _short(view: View, of: Draft, inside: list[Draft]) -> bool:
    """Whether one of some bodies is named by the first word of another's name, or by its abbreviation there.

    Not a state's body: "МИД" may be that of several.
    """
    words = [] if "@" in key_of(of.name, view.knowledge) else fold(of.name).split()
    ends = (words[0], words[-1].strip("()")) if len(words) > 1 and words[-1].startswith("(") else words[:1]
    return any(d.name.isupper() and fold(d.name) in ends for d in inside)


def by_knowledge(view: View, reading: Reading) -> Draft | None:
    """The holder at the article's date, of the country that is named or the outlet's own."""
    date = (view.article.published or "")[:10]
    of = reading.of.country or "" if reading.of else view.home if reading.ours else None
    if reading.of and reading.of.kind == "body" and not reading.of.country:
        of = reading.of.id.removeprefix("body:")
    if not of or not reading.role:
        return None
    for role in TOP_ROLES if reading.role == "leader" else (reading.role, "head_of_body"):
        if not date:
            found = _named_holder(view, of, role)
            if found:
                return found
            continue
        term = view.knowledge.holder(of, role, date)
        if term:
            return view.known(view.knowledge.entities[term.person])
    return None


def _named_holder(view: View, of: str, role: str) -> Draft | None:
    """The one of a post's holders, at whatever date, whom an article without a date names."""
    holders = {term.person for term in view.knowledge.terms.get((of, role), ())}
    named = [draft for draft in view.cast.kinds("person") if draft.entity and draft.entity.id in holders]
    return named[0] if len(named) == 1 else None


def sole_bearer(view: View, reading: Reading, mention: Mention) -> Draft | None:
    """ "Лидер коммунистов", "глава ведомства": the one person of whom the text has given such a post before.

    What the post is of must not differ: "директор завода" is nobody who heads a museum.
    """
    doc, first, last = view.doc, *phrase(view.doc, mention.head)
    capital = first == mention.head - 1 and doc.lemma[first] == "столичный"  # "столичный мэр" is that of the capital
    of = {doc.lemma[k] for k in range(mention.head + 1, last) if doc.pos[k] in ("NOUN", "PROPN")}
    of |= {"столица"} if capital else set()
    alone = first == mention.head or capital
    plain = alone and of and not reading.inside and reading.of is None and not _owned(view, mention)
    if not plain or doc.feat(mention.head, "Number") != "Sing" or reading.head in listed("roles", "affiliate", "new"):
        return None
    heads = (reading.head, *class_of(reading.head))
    fits = [p for p in view.posts if p.head in heads and p.holds and p.at < mention.start]
    fits = (
        [p for p in fits if p.words & (of - {p.head})] or [p for p in fits if p.head == reading.head and p.of] or fits
    )
    bodies = listed("roles", "body") | listed("agents")
    whole = all(p.words & of or p.words.isdisjoint(bodies) or "ведомство" in of for p in fits)
    return fits[0].person if fits and whole and all(p.person is fits[0].person for p in fits) else None


def by_affiliation(view: View, reading: Reading, name: str, mention: Mention) -> Draft | None:
    """ "Представитель Кремля", "американский дипломат": whoever spoke last of those that fit."""
    if view.doc.feat(mention.head, "Number") != "Sing":
        return None
    key = fold(name)
    words = {view.doc.lemma[k] for k in range(*phrase(view.doc, mention.head)) if view.doc.pos[k] in ("NOUN", "PROPN")}
    fits = [p for p in view.posts if f"{fold(p.title)} ".startswith(key + " ")]
    fits += [p for p in view.posts if p.head == reading.head and len(words) > 1 and words <= p.words]
    if reading.of and reading.head in listed("roles", "person", "calling", "affiliate"):
        affiliate = reading.head in listed("roles", "affiliate")
        bodies = [d for m in reading.inside if (d := view.cast.of.get((m.start, m.end))) and d.kind == "organisation"]
        own = [p for p in view.posts if p.of and (p.of in bodies or not bodies or reading.of.kind == "body")]
        fits += [p for p in own if speaks_for(p, reading.of, affiliate, view.knowledge)]
    fits += _spokesmen(view, reading)
    before = [p.person for p in fits if p.person.last_before(mention.start) >= 0]
    spoke = [draft for _, draft in view.speakers if draft in before]
    if not spoke and fits and len({p.person for p in fits}) == 1 and len(words) > 1:
        spoke = [fits[0].person]  # the text names its only bearer, here or later
    if not spoke and reading.of and not reading.role and reading.head in listed("roles", "person", "calling"):
        spoke = [d for at, d in view.speakers if at > mention.start - NEAR and _may_be_of(view, d, reading.of)]
    return spoke[-1] if spoke else None


def another(view: View, mention: Mention) -> bool:
    """Whether a phrase says that it means somebody not named: "неназванный представитель", "другой депутат"."""
    first, _ = phrase(view.doc, mention.head)
    return any(view.doc.lemma[k] in listed("modifiers", "unnamed") for k in range(first, mention.head))


def _spokesmen(view: View, reading: Reading) -> list[Post]:
    """The posts of those who speak for the body that "представитель" is of."""
    if reading.head != "представитель":
        return []
    bodies = [d for m in reading.inside if (d := view.cast.of.get((m.start, m.end))) and d.kind == "organisation"]
    speak = listed("roles", "affiliate") | {"пресс-секретарь"}
    return [p for p in view.posts if p.of in bodies and p.head in speak]


def _may_be_of(view: View, draft: Draft, wanted: Entity) -> bool:
    """Whether nothing says that a person belongs to another country or body."""
    sides = [p.of for p in view.posts if p.person is draft and p.of]
    return draft.kind == "person" and all(same_side(of, wanted, view.knowledge) for of in sides)


def generic(view: View, reading: Reading, mention: Mention) -> Draft | None:
    """ "Политик", "собеседник агентства": whoever fits and was mentioned last."""
    singular = view.doc.feat(mention.head, "Number") == "Sing"
    if reading.head in listed("roles", "interlocutor") and singular:
        spoke = [(at, d) for at, d in view.speakers if d.kind in ("person", "unnamed") and mention.start - NEAR < at]
        return _source_told_of(view, mention, spoke[-1][0] if spoke else 0) or (spoke[-1][1] if spoke else None)
    if _owned(view, mention):
        return None  # "мой адвокат", "её пресс-секретарь": somebody else's, not the person in view
    if (going_on := _goes_on(view, reading, mention)) is not None:
        return going_on
    person = reading.head in listed("roles", "person", "calling") or _somebody(view, mention)
    if not person or not reading.bare or reading.of or not singular:
        return None
    return _unnamed(view, mention) or _of_class(view, reading, mention) or _latest(view, mention, "person")


def _source_told_of(view: View, mention: Mention, since: int) -> Draft | None:
    """The source that the text has told of since somebody spoke last: "иная версия у источника агентства"."""
    doc = view.doc
    told = [k for k in doc.where(listed("roles", "source")) if since < doc.start[k] < mention.start]
    source = mention_of(doc, told[-1]) if told and mention.start - doc.start[told[-1]] < NEAR else None
    return view.draft_of(source) if source is not None and source.how == "role" else None


def _goes_on(view: View, reading: Reading, mention: Mention) -> Draft | None:
    """The person who has just spoken, where a phrase only calls him something more: "арестованный фотограф"."""
    doc, first, last = view.doc, *phrase(view.doc, mention.head)
    if first == mention.head or last > mention.head + 1 or reading.of or reading.inside:
        return None
    strange = any(doc.lemma[k] in listed("strangers") or doc.pos[k] != "ADJ" for k in range(first, mention.head))
    someone = doc.feat(mention.head, "Animacy") == "Anim" and doc.feat(mention.head, "Number") == "Sing"
    spoke = [d for at, d in view.speakers if mention.start - SOON < at < mention.start]
    if strange or not someone or not spoke or reading.head in listed("roles", "new", "source", "affiliate"):
        return None
    last_one, gender = spoke[-1], doc.feat(mention.head, "Gender")
    same = not last_one.gender or gender == last_one.gender or gender == "Masc"
    return last_one if last_one.kind == "person" and named(last_one) and same else None


def _unnamed(view: View, mention: Mention) -> Draft | None:
    """Whoever spoke last, where that is somebody whom the text does not name: "дипломат" after "представитель"."""
    spoke = [d for at, d in view.speakers if mention.start - NEAR < at < mention.start]
    last = spoke[-1] if spoke else None
    return last if last and last.kind == "unnamed" and not last.plural else None


def _somebody(view: View, mention: Mention) -> bool:
    """Whether a noun alone means a person in view: "теннисист", but no witness, neighbour or son."""
    first, last = phrase(view.doc, mention.head)
    word = view.doc.lemma[mention.head]
    alone = all(k == mention.head or epithet(view.doc, k) for k in range(first, last))
    known = any(p.is_known for p in parses(word))  # "финнадзор" is nobody, whatever the tagger takes it for
    return known and view.doc.feat(mention.head, "Animacy") == "Anim" and alone and word not in listed("roles")


def _owned(view: View, mention: Mention) -> bool:
    """Whether a role is somebody's: a possessive pronoun stands with it."""
    return any(
        view.doc.lemma[k] in listed("pronouns", "whose", "mine", "self", "yours")
        for k in view.doc.children(mention.head)
    )


def _of_class(view: View, reading: Reading, mention: Mention) -> Draft | None:
    """The person mentioned last of those whose post makes them what the word says ("дипломат": a consul)."""
    heads = class_of(reading.head)
    fits = {p.person for p in view.posts if p.head in heads and p.person.last_before(mention.start) >= 0}
    for draft in view.cast.kinds("person"):
        said = view.descriptions.get(draft)
        if said and not said.nouns.isdisjoint(heads) and draft.last_before(mention.start) >= 0:
            fits.add(draft)
    return max(fits, key=lambda draft: draft.last_before(mention.start), default=None)


def _something_else(view: View, draft: Draft) -> bool:
    """Whether the text says what somebody is, so that a calling it did not name is another's: "прокурор", "врач"."""
    return draft in view.descriptions or any(post.person is draft for post in view.posts)


def _latest(view: View, mention: Mention, *kinds: str) -> Draft | None:
    gender = view.doc.feat(mention.head, "Gender")
    drafts = [
        draft
        for draft in view.cast.drafts
        if draft.kind in kinds and draft.last_before(mention.start) >= 0 and not draft.plural
    ]
    fits = [d for d in drafts if not gender or not d.gender or d.gender == gender or gender == "Masc"]
    calling = view.doc.lemma[mention.head] in listed("roles", "calling")
    if calling:
        fits = [d for d in fits if not _something_else(view, d)]
    spoke = [d for offset, d in view.speakers if d in fits and mention.start - NEAR < offset < mention.start]
    if calling and not spoke:
        return None
    return spoke[-1] if spoke else max(fits, key=lambda d: d.last_before(mention.start)) if fits else None
