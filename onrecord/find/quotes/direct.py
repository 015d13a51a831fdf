"""Direct speech: whose words a stretch in quotation marks is, by what stands after, before and around it."""

import re
from collections.abc import Callable

from msgspec import Struct, structs

from onrecord.find.context import Context
from onrecord.find.grammar.cues import Cue, beside, cue_at, is_speech, spoken_by
from onrecord.find.grammar.marks import Marked, marked
from onrecord.find.grammar.mentions import mention_of
from onrecord.language.doc import Doc
from onrecord.span import Span, trimmed
from onrecord.values import Mention, Quote
from onrecord.words import listed

REACH = 14  # tokens: how far into an attribution its verb may stand
WORDS = 3  # fewer words in marks are a title or a scare quote, unless they make a sentence
_DASH_AFTER = re.compile(r"[\"»”“']*\s*[,.!?…]*\s*[-–—]+\s*|,\s*")
_BROKEN = re.compile(r"[,.!?…]\s+[-–—]\s+")
_WORD = re.compile(r"\w+")


class Scene(Struct):
    """The quotation marks of one article, and the quotes found so far."""

    doc: Doc
    seen: Context
    regions: list[Marked]
    found: list[Quote[Mention]]


Rule = Callable[[Scene, Marked], Quote[Mention] | None]


def direct(doc: Doc, seen: Context) -> list[Quote[Mention]]:
    """The article's direct quotes."""
    scene = Scene(doc, seen, [m for m in marked(doc) if m.depth == 0], [])
    for region in scene.regions:
        if len(_WORD.findall(region.inner.of(doc.text))) < WORDS and not _sentence_like(doc, region):
            continue
        for rule in RULES:
            quote = rule(scene, region)
            if quote is not None:
                _keep(scene.found, quote)
                break
    scene.found += [quote for paragraphs in PARAGRAPHS for quote in paragraphs(scene)]
    return scene.found


def _keep(found: list[Quote[Mention]], quote: Quote[Mention]) -> None:
    """Add a quote; words of one's own under the same verb as the ones before are parts of one quote."""
    last = found[-1] if found else None
    if last and quote.rule == last.rule == "own_words" and quote.cue == last.cue:
        found[-1] = structs.replace(last, content=(*last.content, *quote.content))
    else:
        found.append(quote)


def _sentence_like(doc: Doc, region: Marked) -> bool:
    inner = region.inner.of(doc.text)
    return (
        len(inner) > 3
        and inner[:1].isupper()
        and (inner[-1] in "!?…." or doc.text[region.end : region.end + 1] == ",")
        and (len(_WORD.findall(inner)) >= 2)
    )


def clean(doc: Doc, span: Span) -> Span:
    """A quote's content without the comma or full stop that ends it; question marks stay."""
    return trimmed(doc.text, span.start, span.end, ".,;: \t\n\u00a0")


def _quote(scene: Scene, rule: str, content: tuple[Span, ...], cue: Cue) -> Quote[Mention]:
    doc = scene.doc
    places = [*content, cue.span]
    first, last = doc.token_at(min(p.start for p in places)), doc.token_at(max(p.end for p in places) - 1)
    ends = doc.sents[doc.sent[last if last is not None else len(doc) - 1]][1]
    evidence = Span(doc.start[doc.sents[doc.sent[first or 0]][0]], doc.end[ends - 1])
    return Quote(
        kind="direct",
        content=tuple(clean(doc, span) for span in content),
        cue=cue.span,
        mention=cue.mention,
        speaker=cue.party,
        evidence=(evidence,),
        rule=rule,
    )


def _attribution(scene: Scene, offset: int) -> Cue | None:
    """The cue of the attribution that begins at `offset`: its first verb of saying, before the sentence ends."""
    doc = scene.doc
    i = doc.token_at(offset)
    if i is None:
        return None
    paragraph = doc.paragraphs[doc.paragraph_of(i)]
    for k in range(i, min(paragraph[1], i + REACH)):
        if doc.form[k] in (".", "!", "?") or (doc.text[doc.start[k]] in '«"“„' and k == i):
            return None
        if is_speech(doc, k):
            return _spoken_within(doc, i, _attributed(doc, k))
    if doc.pos[i] == "VERB" and doc.feat(i, "VerbForm") == "Fin":
        cue = cue_at(doc, i)
        return cue if cue.party and cue.party.head > i else None
    return None


def _spoken_within(doc: Doc, i: int, cue: Cue) -> Cue:
    """The cue with a speaker from the attribution; one that the parser took from the quote is looked for anew."""
    if cue.mention is None or cue.mention.start >= doc.start[i]:
        return cue
    return spoken_by(doc, cue.token, beside(doc, cue.token, i))


def _attributed(doc: Doc, k: int) -> Cue:
    """The cue at a verb; "приводит агентство слова чиновника" and "цитирует X" have the speaker as object."""
    lemma = doc.lemma[k]
    if lemma in ("приводить", "привести", "передавать", "передать", "цитировать", "процитировать"):
        for words in doc.children(k, "obj", "nsubj"):
            if doc.lemma[words] in ("слово", "заявление", "мнение"):
                return spoken_by(doc, k, next(iter(doc.children(words, "nmod", "appos", "flat")), None))
        quoted = next(iter(doc.children(k, "obj")), None)
        if quoted is None and k + 1 < len(doc) and doc.lemma[k + 1] in ("он", "она", "они", "его", "ее", "их"):
            quoted = k + 1
        if "цитир" in lemma and quoted is not None:
            return spoken_by(doc, k, quoted)
    return cue_at(doc, k)


def quote_then_cue(scene: Scene, region: Marked) -> Quote[Mention] | None:
    """«Content», — said X."""
    doc = scene.doc
    if not _opens_sentence(doc, region):
        return None
    after = _DASH_AFTER.match(doc.text, region.end)
    if after is None:
        return None
    i = doc.token_at(after.end())
    if i is None or doc.paragraph_of(i) != doc.paragraph_of(doc.token_at(region.start) or 0):
        return None
    cue = _attribution(scene, after.end())
    if cue is None or (not any(c in after.group() for c in "-–—") and not _verb_first(doc, i, cue)):
        return None
    return _quote(scene, "quote_then_cue", (region.inner,), cue)


def _upto(text: str, end: int, blank: str = " \t\r\n\v\f\u00a0\u2009\u2028\u202f") -> int:
    """Where the text before `end` ends when the blanks there are left out."""
    return trimmed(text, 0, end, blank).end


def _opens_sentence(doc: Doc, region: Marked) -> bool:
    """Whether the stretch opens its sentence: marks in its middle are a part of somebody's reported speech."""
    before = _upto(doc.text, region.start, " \t\u00a0")
    return doc.text[max(0, before - 1) : before] in '\n.!?…»"”-–—:)]'


def _verb_first(doc: Doc, i: int, cue: Cue) -> bool:
    """After a bare comma an attribution opens with its verb, or with "как" and its verb."""
    return cue.token - i <= 2


def attribution_inside(scene: Scene, region: Marked) -> Quote[Mention] | None:
    """«Content, — said X. — Content»: the attribution stands inside the marks, between dashes."""
    doc = scene.doc
    text = doc.text
    for dash in _BROKEN.finditer(text, region.inner.start, region.inner.end):
        i = doc.token_at(dash.end())
        if i is None or not any(is_speech(doc, k) for k in range(i, min(len(doc), i + 4))):
            continue
        if not (text[dash.end()].islower()):
            continue
        cue = _attribution(scene, dash.end())
        if cue is None:
            continue
        first = Span(region.inner.start, dash.start() + (text[dash.start()] in "!?…"))
        resume = re.compile(r"[.,]\s+[-–—]\s+").search(text, max(dash.end(), cue.span.end), region.inner.end)
        content = (first, Span(resume.end(), region.inner.end)) if resume else (first,)
        return _quote(scene, "attribution_inside", content, cue)
    return None


def _colon_before(doc: Doc, region: Marked) -> int | None:
    """The colon right before a stretch in marks."""
    before = _upto(doc.text, region.start)
    return doc.token_at(before - 1) if doc.text.endswith(":", 0, before) else None


def cue_then_quote(scene: Scene, region: Marked) -> Quote[Mention] | None:
    """X said: «content»."""
    doc, colon = scene.doc, _colon_before(scene.doc, region)
    if colon is None:
        return None
    first = doc.sents[doc.sent[colon]][0]
    for k in range(colon - 1, first - 1, -1):
        if is_speech(doc, k):
            return _quote(scene, "cue_then_quote", (region.inner,), _attributed(doc, k))
    return None


def name_then_quote(scene: Scene, region: Marked) -> Quote[Mention] | None:
    """X: «content»; a name, a colon and no verb."""
    doc, colon = scene.doc, _colon_before(scene.doc, region)
    if colon is None:
        return None
    first = doc.sents[doc.sent[colon]][0]
    name = next((doc.name_at(k) for k in range(colon - 1, first - 1, -1) if doc.name_at(k)), None)
    party = mention_of(doc, name.first) if name and name.first <= first + 4 and name.last == colon else None
    return (
        _quote(scene, "name_then_quote", (region.inner,), Cue(colon, doc.span(colon), party, party.span))
        if party
        else None
    )


def act_then_quote(scene: Scene, region: Marked) -> Quote[Mention] | None:
    """X published a statement: «content»; a verb that says nothing, with a noun of what is said."""
    doc, colon = scene.doc, _colon_before(scene.doc, region)
    if colon is None:
        return None
    first = doc.sents[doc.sent[colon]][0]
    root = next((k for k in range(first, colon) if doc.pos[k] == "VERB" and doc.rel[k] == "root"), None)
    carried = any(doc.lemma[k] in listed("carriers") | listed("attribution") for k in range(first, colon))
    cue = cue_at(doc, root) if root is not None and carried else None
    return _quote(scene, "act_then_quote", (region.inner,), cue) if cue and cue.party else None


def goes_on(scene: Scene, region: Marked) -> Quote[Mention] | None:
    """A whole sentence in marks right after a quote or an attribution in the same paragraph: the same speaker."""
    doc = scene.doc
    i = doc.token_at(region.start)
    if i is None:
        return None
    first, _ = doc.paragraphs[doc.paragraph_of(i)]
    previous = doc.token_at(region.start - 1) if region.start else None
    before = _upto(doc.text, region.start)
    opens = i == first or doc.text[max(0, before - 1) : before] in '.!?…»"'
    closes = doc.text[region.end : region.end + 2].strip()[:1] in ("", ".", "\n") or not region.closed
    if not (opens and closes) or previous is None:
        return None
    earlier = [
        q for q in scene.found if q.evidence[0].start >= doc.start[first] - 600 and q.content[-1].end <= region.start
    ]
    if not earlier:
        return None
    last_quote = max(earlier, key=lambda q: q.content[-1].end)
    if region.start - max(last_quote.evidence[0].end, last_quote.content[-1].end) > 3:
        return None
    cue = Cue(i, region.inner, last_quote.speaker, None)
    return structs.replace(_quote(scene, "goes_on", (region.inner,), cue), cue=None, mention=None)


def own_words(scene: Scene, region: Marked) -> Quote[Mention] | None:
    """X called him «the words in marks»: three words or more in lower case, inside a sentence of X's doing."""
    doc = scene.doc
    inner = region.inner.of(doc.text)
    i = doc.token_at(region.inner.start)
    if (
        i is None
        or not region.closed
        or not inner[:1].islower()
        or len(_WORD.findall(inner)) < WORDS
        or _opens_sentence(doc, region)
    ):
        return None
    verb = next((k for k in doc.ancestors(i) if doc.pos[k] == "VERB" and not region.outer.covers(doc.span(k))), None)
    if verb is None:
        return None
    cue = cue_at(doc, verb)
    if cue.party is None or region.outer.overlaps(cue.party.span) or doc.lemma[cue.party.head] in ("то", "тот", "это"):
        return None
    thing = doc.feat(cue.party.head, "Animacy") == "Inan" and cue.party.how == "role"
    if thing or (len(_WORD.findall(inner)) == WORDS and not is_speech(doc, verb)):
        return None
    return _quote(scene, "own_words", (region.inner,), cue)


def dialogue(scene: Scene) -> list[Quote[Mention]]:
    """A paragraph that opens with a dash and has an attribution between dashes: «- Content, - said X.»"""
    doc, found = scene.doc, []
    for first, last in doc.paragraphs:
        if doc.form[first] not in ("-", "–", "—") or last - first < WORDS + 2:
            continue
        start, end = doc.end[first], doc.end[last - 1]
        for dash in _BROKEN.finditer(doc.text, start, end):
            cue = _attribution(scene, dash.end())
            if cue is not None and doc.text[dash.end()].islower():
                span = trimmed(doc.text, start, dash.start() + (doc.text[dash.start()] in "!?…"))
                found.append(_quote(scene, "dialogue", (span,), cue))
                break
    return found


def unmarked(scene: Scene) -> list[Quote[Mention]]:
    """A paragraph without marks after one that ends with a verb of saying and a colon."""
    doc, found = scene.doc, []
    for (first, last), (start, end) in zip(doc.paragraphs, doc.paragraphs[1:], strict=False):
        opens = doc.text[doc.start[start]]
        if doc.form[last - 1] != ":" or opens in '«"“„-–—' or end - start < WORDS + 1:
            continue
        verb = next((k for k in range(last - 1, max(first, last - 12) - 1, -1) if is_speech(doc, k)), None)
        cue = _attributed(doc, verb) if verb is not None else None
        if cue is not None and cue.mention is not None:
            found.append(_quote(scene, "unmarked", (doc.span(start, end),), cue))
    return found


RULES: tuple[Rule, ...] = (
    attribution_inside,
    quote_then_cue,
    cue_then_quote,
    name_then_quote,
    act_then_quote,
    goes_on,
    own_words,
)
PARAGRAPHS: tuple[Callable[[Scene], list[Quote[Mention]]], ...] = (dialogue, unmarked)
