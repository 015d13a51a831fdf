"""Relays: whom the article credits for its news (an outlet, an agency, a press service, a document)."""

import re
from collections.abc import Iterator

from msgspec import Struct

from onrecord.find.context import Context
from onrecord.find.grammar.cues import is_speech, subject
from onrecord.find.grammar.mentions import mention_of, of_name, phrase
from onrecord.find.grammar.outlets import is_outlet, outlet_at, publishes
from onrecord.language.doc import Doc
from onrecord.span import Span
from onrecord.values import Mention, Relay
from onrecord.words import listed

NEEDS: tuple[str, ...] = ()
REACH = 9  # tokens between an outlet and the word that credits it
CLOSE = 6  # tokens: how near a verb must be that the outlet is not the subject of
_SOURCE_LINE = re.compile(
    r"(?:Источник|Первоисточник|Дереккөз|Source)\s*:\s*(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})"
)
_DATELINE = re.compile(
    r"[А-ЯЁ][А-ЯЁ -]+[,.]\s*\d{1,2}\s+[а-яё]+\.?[^.\n]{0,12}?[-–—/]\s*/?([^.\n/]{3,30}?)(?:[./,]|\s[-–—])"
)


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
        first, last = phrase(doc, i)
        bare = Mention(doc.start[first], doc.end[last - 1], i, "role")
        named = any(
            doc.name_at(k) for k in doc.children(i, "appos", "flat", "nmod") if k > i and not _person_name(doc, k)
        )
        if doc.name_at(i) is None and not named and is_outlet(doc, bare, seen.knowledge):
            yield i


def _person_name(doc: Doc, i: int) -> bool:
    name = doc.name_at(i)
    return name is not None and name.kind == "PER"


def outlet_credited(doc: Doc, seen: Context) -> Found:
    """An outlet near a word that credits it: "сообщает X", "заявил газете X", "по данным X", "в интервью X"."""
    for i in sorted(set(_outlets(doc, seen))):
        cue = _nearest_cue(doc, i)
        if cue is not None and doc.name_at(i) is None:
            first, last = phrase(doc, i)
            bare = Mention(doc.start[first], doc.end[last - 1], i, "role")
            yield Credit(bare, bare.span, doc.span(cue))
        elif cue is not None:
            yield from filter(None, [_credit(doc, i, cue)])


def _nearest_cue(doc: Doc, i: int) -> int | None:
    first, last = doc.sents[doc.sent[i]]
    best: int | None = None
    for k in range(max(first, i - REACH), min(last, i + REACH)):
        if k != i and _credits(doc, k, i) and (best is None or abs(k - i) < abs(best - i)):
            best = k
    return best


def _credits(doc: Doc, k: int, i: int) -> bool:
    """Whether token `k` credits the outlet at `i`."""
    between = doc.form[min(k, i) + 1 : max(k, i)]
    if "," in between and not (k > i and between.count(",") == 1 and doc.lemma[k] in listed("relay", "verb")):
        return False
    if doc.lemma[k] == "информация" and _collective(doc, i):
        return 0 < k - i < CLOSE
    if doc.lemma[k] in listed("relay", "noun", "place"):
        told = doc.lemma[k] in listed("relay", "place")
        return k < i and not (told and (_own(doc, i) or _collective(doc, i)))
    if doc.lemma[k] not in listed("relay", "verb"):
        return False
    subject_of = doc.head[i] == k and doc.is_rel(i, "nsubj")
    return subject_of or (abs(k - i) < CLOSE and not _own(doc, i) and not _collective(doc, i))


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
        inside = [c for c in doc.subtree(head) if c > head and doc.name_at(c)] if _carries(doc, head) else []
        credit = _credit(doc, inside[0] if inside else head, noun)
        carried = inside or doc.lemma[head] in listed("relay", "press") or _document(doc, head)
        if credit and (carried or publishes(doc, credit.source, seen.knowledge)):
            yield credit


def _carries(doc: Doc, i: int) -> bool:
    """Whether a noun only carries the source's name: "данные", "сообщение", "источники в"."""
    return doc.lemma[i] in listed("carriers", "document") or doc.lemma[i] in listed("attribution")


def by_data(doc: Doc, seen: Context) -> Found:
    """ "Согласно документу", "по данным реестра": a document or a register."""
    for i in doc.index.get("согласно", ()):
        head = _dative_after(doc, i)
        if head > i and doc.sent[head] == doc.sent[i]:
            if doc.lemma[head] in listed("attribution", "data"):
                head = next(iter(doc.children(head, "nmod")), head)
            source = mention_of(doc, head)
            if _document(doc, head) or (source is not None and is_outlet(doc, source, seen.knowledge)):
                yield from filter(None, [_credit(doc, head, i)])
    for i in doc.where(listed("attribution", "data")):
        if "по" in map(str.lower, doc.form[max(0, i - 2) : i]):
            for head in doc.children(i, "nmod"):
                if head > i and _document(doc, head):
                    yield from filter(None, [_credit(doc, head, i)])


def _dative_after(doc: Doc, i: int) -> int:
    """The noun that "согласно" governs: the first dative after it; -1 if there is none."""
    last = doc.sents[doc.sent[i]][1]
    near = (k for k in range(i + 1, min(last, i + REACH)) if doc.pos[k] in ("NOUN", "PROPN"))
    return next((k for k in near if doc.feat(k, "Case") in ("Dat", "")), -1)


def _document(doc: Doc, i: int) -> bool:
    return doc.lemma[i] in listed("relay", "register") or doc.lemma[i] in listed("carriers", "document")


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


def source_line(doc: Doc, seen: Context) -> Found:
    """ "Источник: ..." at the foot, with an address."""
    for line in _SOURCE_LINE.finditer(doc.text):
        span = Span(*line.span(1))
        yield Credit(Mention(span.start, span.end, -1, "name"), span, None)


def dateline(doc: Doc, seen: Context) -> Found:
    """ "ГОРОД, 5 мая - Агентство." at the head of a text: an agency's own line."""
    opening = doc.text[:1500]
    for line in _DATELINE.finditer(opening):
        i = doc.token_at(line.start(1))
        if i is not None and doc.end[i] <= line.end(1) + 1 and (doc.name_at(i) or outlet_at(doc, i, seen.knowledge)):
            span = Span(*line.span(1))
            yield Credit(Mention(span.start, span.end, i, "name"), span, None)


RULES = (outlet_credited, with_reference_to, press_service, by_data, source_line, dateline)
