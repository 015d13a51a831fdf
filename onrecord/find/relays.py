"""Relays: whom the article credits for its news (an outlet, an agency, a press service, a document)."""

import re
from collections.abc import Iterator

from msgspec import Struct

from onrecord.find.context import Context
from onrecord.find.grammar.cases import may_be
from onrecord.find.grammar.cues import is_speech, subject
from onrecord.find.grammar.mentions import mention_of, of_name, phrase
from onrecord.find.grammar.outlets import is_outlet, outlet_at, publishes, title_after
from onrecord.language.doc import Doc
from onrecord.span import Span
from onrecord.values import Mention, Relay
from onrecord.words import listed

NEEDS: tuple[str, ...] = ()
REACH = 9  # tokens between an outlet and the word that credits it
CLOSE = 6  # tokens: how near a verb must be that the outlet is not the subject of
_INTRODUCE = listed("outlets", "outlet", "some")
_SOURCE_LINE = re.compile(
    r"(?:Источник|Первоисточник|Дереккөз|Source)\s*:\s*(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})"
)
_DATELINE = re.compile(
    r"[А-ЯЁ][А-ЯЁ -]+[,.]\s*\d{1,2}\s+[а-яё]+\.?[^.\n]{0,12}?[-–—/]\s*/?([^.\n/]{3,30}?)(?:[./,]|\s[-–—])"
)
_DATED = re.compile(r"^\s*([A-ZА-ЯЁ][^\n:]{2,30}?),? \(?(?:\d{4}-\d\d-\d\d|\d\d?\.\d\d\.\d{4})\)?:", re.MULTILINE)


class Credit(Struct, frozen=True):
    """A credited source: the token of its head (or its mention where no token stands there), and the crediting word."""

    source: Mention
    span: Span
    cue: Span | None


Found = Iterator[Credit]


def find(doc: Doc, seen: Context) -> list[Relay[Mention]]:
    """The article's relays in text order, one a place of crediting."""
    taken: list[Span] = []
    found: list[Relay[Mention]] = []
    for rule in RULES:
        for credit in rule(doc, seen):
            if not any(credit.span.overlaps(span) for span in taken):
                taken.append(credit.span)
                evidence = _evidence(doc, credit)
                name = rule.__name__
                found.append(
                    Relay(source=credit.source, mention=credit.span, cue=credit.cue, evidence=(evidence,), rule=name)
                )
    return sorted(found, key=lambda relay: relay.mention)


def _evidence(doc: Doc, credit: Credit) -> Span:
    return doc.sentence(credit.source.head) if credit.source.head >= 0 else _line(doc.text, credit.span)


def _line(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, len(text) if end < 0 else end)


def _credit(doc: Doc, i: int, cue: int | None) -> Credit | None:
    """The credit of the source at token `i`."""
    party = mention_of(doc, i)
    if party is None:
        return None
    return Credit(party, party.span, None if cue is None else doc.span(cue))


def _outlets(doc: Doc, seen: Context) -> Iterator[int]:
    """Head tokens of everything that stands for an outlet: names of known ones, and outlet nouns without a name."""
    for name in doc.names:
        if name.kind != "PER" or name.last - name.first == 1:
            mention = of_name(doc, name)
            if publishes(doc, mention, seen.knowledge):
                yield mention.head
    for i in doc.where(listed("outlets", "outlet", "collective")):
        named = any(
            doc.name_at(k) or doc.lemma[k] in listed("outlets", "outlet")
            for k in doc.children(i, "appos", "flat", "nmod")
            if k > i and not _person_name(doc, k)
        )
        titled = title_after(doc, i) is not None
        if doc.name_at(i) is None and (titled or not named) and is_outlet(doc, _bare(doc, i), seen.knowledge):
            yield i


def _bare(doc: Doc, i: int) -> Mention:
    """An outlet that its noun alone stands for, or the title in marks after the noun."""
    title = title_after(doc, i)
    if title is not None:
        return title
    first, last = phrase(doc, i)
    return Mention(doc.start[first], doc.end[last - 1], i, "role")


def _person_name(doc: Doc, i: int) -> bool:
    name = doc.name_at(i)
    return name is not None and name.kind == "PER"


def outlet_credited(doc: Doc, seen: Context) -> Found:
    """An outlet near a word that credits it: "сообщает X", "заявил газете X", "по данным X", "в интервью X"."""
    for i in sorted(set(_outlets(doc, seen))):
        cue = _nearest_cue(doc, i)
        if cue is not None and doc.name_at(i) is None:
            bare = _bare(doc, i)
            yield Credit(bare, bare.span, doc.span(cue))
        elif cue is not None:
            yield from filter(None, [_credit(doc, i, cue)])


def _nearest_cue(doc: Doc, i: int) -> int | None:
    first, last = doc.sents[doc.sent[i]]
    best = _own_verb(doc, i)
    for k in range(max(first, i - REACH), min(last, i + REACH)):
        if k != i and _credits(doc, k, i) and (best is None or abs(k - i) < abs(best - i)):
            best = k
    return best


def _own_verb(doc: Doc, i: int) -> int | None:
    """The verb by which the outlet at `i` itself says something, however far off: "X, ссылаясь на Y, сообщает"."""
    name = doc.name_at(i)
    heads = [i] if name is None else [*range(name.first, name.last)]
    above = {doc.head[k] for k in heads if doc.is_rel(k, "nsubj")} | {
        doc.head[doc.head[k]]
        for k in heads
        if doc.is_rel(doc.head[k], "nsubj") and doc.lemma[doc.head[k]] in _INTRODUCE
    }
    return next((k for k in above if k >= 0 and (doc.lemma[k] in listed("relay", "verb", "voice"))), None)


def _credits(doc: Doc, k: int, i: int) -> bool:
    """Whether token `k` credits the outlet at `i`."""
    between = doc.form[min(k, i) + 1 : max(k, i)]
    if "," in between and not (k > i and between.count(",") == 1 and doc.lemma[k] in listed("relay", "verb")):
        return False
    if doc.lemma[k] == "информация" and _collective(doc, i):
        return 0 < k - i < CLOSE or (k < i and doc.form[k - 1].lower() == "по")
    if doc.lemma[k] in listed("relay", "noun", "place"):
        told = doc.lemma[k] in listed("relay", "place")
        return k < i and not (told and (_own(doc, i) or _collective(doc, i)))
    if doc.lemma[k] not in listed("relay", "verb") or doc.feat(k, "VerbForm") == "Inf":
        return False
    subject_of = doc.head[i] == k and doc.is_rel(i, "nsubj")
    told = not _own(doc, i) and not _collective(doc, i) and not _of_staff(doc, i)
    return subject_of or (abs(k - i) < CLOSE and told)


def _of_staff(doc: Doc, i: int) -> bool:
    """Whether an outlet only says whose man somebody is, who speaks or is spoken of: "телеведущий X рассказал"."""
    above = doc.head[i]
    if above < 0 or above > i or not doc.is_rel(i, "nmod"):
        return False
    return doc.lemma[above] in listed("outlets", "staff")


def _own(doc: Doc, i: int) -> bool:
    """Whether an outlet's name is one by which only the outlet itself goes: what it was told there is no relay."""
    return doc.lemma[i] in listed("outlets", "own")


def _collective(doc: Doc, i: int) -> bool:
    """The press at large: credited as a subject, or by "в СМИ появилась информация", not as somebody spoken to."""
    return doc.lemma[i] in listed("outlets", "collective")


def with_reference_to(doc: Doc, seen: Context) -> Found:
    """ "Со ссылкой на X": an outlet, a press service, a document; anybody else's words are a quote."""
    for noun in doc.index.get("ссылка", ()):
        if not 0 < noun < len(doc) - 2 or doc.form[noun - 1].lower() not in ("со", "с") or doc.form[noun + 1] != "на":
            continue
        heads = [k for k in doc.children(noun, "nmod", "obl") if k > noun + 1] or [noun + 2]
        head = heads[0]
        inside = [c for c in doc.subtree(head) if c > head and _publisher(doc, seen, c)] if _carries(doc, head) else []
        credit = _credit(doc, inside[0] if inside else head, noun)
        carried = inside or doc.lemma[head] in listed("relay", "press") or _document(doc, head)
        if credit and (carried or publishes(doc, credit.source, seen.knowledge)):
            yield credit


def _publisher(doc: Doc, seen: Context, i: int) -> bool:
    mention = mention_of(doc, i) if doc.name_at(i) else None
    agency = doc.head[i] >= 0 and doc.lemma[doc.head[i]] in listed("outlets", "outlet")
    return mention is not None and (agency or publishes(doc, mention, seen.knowledge))


def _carries(doc: Doc, i: int) -> bool:
    """Whether a noun only carries the source's name: "данные", "сообщение", "источники в"."""
    return doc.lemma[i] in listed("carriers", "document", "page") or doc.lemma[i] in listed("attribution")


def by_data(doc: Doc, seen: Context) -> Found:
    """ "Согласно документу", "по данным реестра": a document or a register."""
    for i in doc.index.get("согласно", ()):
        head = _dative_after(doc, i)
        spoken = i > 0 and doc.form[i - 1] in '«"“'  # somebody else names the document
        if head > i and doc.sent[head] == doc.sent[i] and not spoken:
            if doc.lemma[head] in listed("attribution", "data") or doc.lemma[head] in listed("relay", "outcome"):
                head = next(iter(doc.children(head, "nmod")), head)
            source = mention_of(doc, head)
            if _document(doc, head) or (source is not None and is_outlet(doc, source, seen.knowledge)):
                yield from filter(None, [_credit(doc, head, i)])
    for i in doc.where(listed("attribution", "data")):
        if "по" in map(str.lower, doc.form[max(0, i - 2) : i]):
            for head in doc.children(i, "nmod"):
                if head > i and _document(doc, head):
                    yield from filter(None, [_credit(doc, head, i)])


def judging_by(doc: Doc, seen: Context) -> Found:
    """ "Судя по документу «О порте»": a document, by its title where it has one."""
    for i in range(len(doc) - 2):
        if doc.form[i].lower() == "судя" and doc.form[i + 1] == "по":
            head = _dative_after(doc, i + 1)
            if (
                head > i
                and doc.lemma[head] in listed("carriers", "document", "page")
                and doc.feat(head, "Number") == "Sing"
            ):
                title = title_after(doc, head)
                credit = Credit(title, title.span, doc.span(i)) if title else _credit(doc, head, i)
                yield from filter(None, [credit])


def _dative_after(doc: Doc, i: int) -> int:
    """The noun that "согласно" governs: the first dative after it; -1 if there is none."""
    last = doc.sents[doc.sent[i]][1]
    near = (k for k in range(i + 1, min(last, i + REACH)) if doc.pos[k] in ("NOUN", "PROPN"))
    return next((k for k in near if doc.feat(k, "Case") in ("Dat", "") or may_be(doc, k, "Dat")), -1)


def _document(doc: Doc, i: int) -> bool:
    return doc.lemma[i] in listed("relay", "register") or doc.lemma[i] in listed("carriers", "document", "page")


def press_service(doc: Doc, seen: Context) -> Found:
    """ "..., передаёт пресс-служба X", "как сообщила пресс-служба X", "пресс-служба X подтвердила"."""
    for i in doc.where(listed("relay", "press")):
        verb = doc.head[i] if doc.head[i] >= 0 else -1
        if (
            verb < 0
            or not doc.is_rel(i, "nsubj")
            or (not is_speech(doc, verb) and doc.lemma[verb] not in listed("relay", "verb"))
        ):
            continue
        reports = any(doc.lemma[k] == "что" for k in range(verb, min(len(doc), verb + 8)))
        quotes = any(
            c in doc.text[doc.start[doc.sents[doc.sent[i]][0]] : doc.end[i]] for c in ('", -', "», —", '", —', "», -")
        )
        if reports or (quotes and "цитир" not in doc.lemma[verb]) or subject(doc, verb) != i:
            continue
        first, last = phrase(doc, i)
        party = mention_of(doc, i)
        if party:
            yield Credit(party, Span(doc.start[first], doc.end[last - 1]), doc.span(verb))


def on_site(doc: Doc, seen: Context) -> Found:
    """ "..., сообщается на сайте X": the site's owner; "(перевод на сайте X)": the outlet that copied the news."""
    for i in doc.index.get("сайт", ()):
        first, last = doc.sents[doc.sent[i]]
        owner = next((k for k in range(i + 1, min(last, i + 4)) if doc.name_at(k)), None)
        if owner is None or doc.feat(i, "Case") != "Loc":
            continue
        kinds = ("posted", "copy", "verb") if _publisher(doc, seen, owner) else ("posted",)
        near = range(max(first, i - CLOSE), min(last, i + CLOSE))
        cue = next((k for k in near if doc.lemma[k] in listed("relay", *kinds)), None)
        if cue is not None and not _quotation_after(doc, owner):
            yield from filter(None, [_credit(doc, owner, cue)])


def _quotation_after(doc: Doc, i: int) -> bool:
    """Whether words in quotation marks follow the phrase of token `i`: what they say is a quote."""
    last = doc.sents[doc.sent[i]][1]
    return any(doc.form[k] == "," and doc.form[k + 1] in '«"“' for k in range(i + 1, min(last - 1, i + 3)))


def at_press_service(doc: Doc, seen: Context) -> Found:
    """ "..., сообщили в пресс-службе X": closing credit for what stands before it."""
    for i in doc.where(listed("relay", "press")):
        verb, (first, last) = doc.head[i], doc.sents[doc.sent[i]]
        if not first < verb < i or not doc.is_rel(i, "obl") or doc.lemma[verb] not in ("сообщить", "сообщать"):
            continue
        start, end = phrase(doc, i)
        spoken = any(doc.form[k] in '«"“”»' for k in range(first, verb)) or doc.form[first].lower() == "как"
        if not spoken and end >= last - 1 and doc.feat(verb, "Number") == "Plur" and (party := mention_of(doc, i)):
            yield Credit(party, Span(doc.start[start], doc.end[end - 1]), doc.span(verb))


def headline_source(doc: Doc, seen: Context) -> Found:
    """ "The Times: ..." or "СМИ: ..." at the head of a text: an outlet and a colon."""
    colon = next((k for k in range(*doc.headline) if doc.form[k] == ":"), None)
    if colon is None:
        return
    for i in _outlets(doc, seen):
        name = doc.name_at(i)
        first, last = (name.first, name.last) if name else (i, i + 1)
        if doc.headline[0] <= first <= doc.headline[0] + 1 and colon - 1 <= last <= colon:
            yield from filter(None, [_credit(doc, i, None)])


def source_line(doc: Doc, seen: Context) -> Found:
    """ "Источник: ..." at the foot, with an address."""
    for line in _SOURCE_LINE.finditer(doc.text):
        span = Span(*line.span(1))
        yield Credit(Mention(span.start, span.end, -1, "name"), span, None)


def dateline(doc: Doc, seen: Context) -> Found:
    """ "ГОРОД, 5 мая - Агентство.", "Агентство 2031-05-01: ..." at the head of a text: an agency's own line."""
    opening = doc.text[:1500]
    for line in (*_DATELINE.finditer(opening), *_DATED.finditer(opening)):
        i = doc.token_at(line.start(1))
        if i is not None and doc.end[i] <= line.end(1) + 1 and (doc.name_at(i) or outlet_at(doc, i, seen.knowledge)):
            span = Span(*line.span(1))
            yield Credit(Mention(span.start, span.end, i, "name"), span, None)


RULES = (
    outlet_credited,
    with_reference_to,
    press_service,
    at_press_service,
    by_data,
    judging_by,
    on_site,
    headline_source,
    source_line,
    dateline,
)
