"""Mentions: what a noun, a name or a pronoun in a sentence stands for, as a span that resolving can work on."""

from onrecord.language.declension import nominatives
from onrecord.language.doc import Doc, Name
from onrecord.language.morph import fold, parses
from onrecord.values import Mention
from onrecord.words import listed

NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"}
_PHRASE = ("amod", "det", "nummod", "nmod", "flat", "compound", "case", "fixed")
_OPENING, _CLOSING = {"«", '"', "“", "„"}, {"»", '"', "”", "“"}
STRETCH = 12  # tokens: how far a person's name may stand from the noun that it is in apposition to
_PERSONAL = listed("pronouns", "naming")


def mention_of(doc: Doc, i: int) -> Mention | None:
    """The mention whose head is token `i`.

    A name stands for itself; a noun with a person's name in apposition ("президент Казахстана Касым-Жомарт Токаев")
    stands for that name; a relative pronoun for the noun that its clause describes; another noun is a role.
    """
    name = doc.name_at(i) or _apposed(doc, i)
    if name and (doc.name_at(i) or not _whose(doc, i, name)):
        return of_name(doc, name, i)
    if doc.pos[i] in ("PRON", "DET") or doc.lemma[i] in _PERSONAL:
        if doc.lemma[i] in ("который", "кто") and (antecedent := _antecedent(doc, i)) is not None:
            return mention_of(doc, antecedent)
        return Mention(doc.start[i], doc.end[i], i, "pronoun") if doc.lemma[i] in _PERSONAL else None
    if doc.pos[i] not in NOMINAL:
        return None
    whose = next((k for k in doc.children(i, "nmod") if doc.lemma[k] == "который"), None)
    if whose is not None and doc.feat(i, "Animacy") != "Anim" and (antecedent := _antecedent(doc, whose)) is not None:
        return mention_of(doc, antecedent)  # "Тарузия, делегация которой требует"
    first, last = phrase(doc, i)
    return Mention(doc.start[first], doc.end[last - 1], i, "role")


def of_name(doc: Doc, name: Name, i: int | None = None) -> Mention:
    """The mention of a proper name; `i` is the token that heads it where one is known.

    An organisation's name takes in the name in the genitive that completes it: "МИД" + "Казахстана".
    """
    head = i if i is not None and name.first <= i < name.last else name_head(doc, name)
    last = name.last
    while name.kind == "ORG" and last < len(doc) and doc.sent[last] == doc.sent[head]:
        more = doc.name_at(last)
        if more is None or more.kind == "PER" or more.first != last or not _completes(doc, name, more):
            break
        last = more.last
    last += name.kind == "ORG" and _cut_adjective(doc, last)
    if last < len(doc) and doc.form[last] in _CLOSING and any(f in _OPENING for f in doc.form[name.first : last]):
        last += 1  # the tagger leaves the closing mark outside: "РИА «Новости"
    first = name.first - _cut_mark(doc, name.first, last)
    return Mention(doc.start[first], doc.end[last - 1], head, "name")


def _cut_adjective(doc: Doc, last: int) -> bool:
    """Whether the tagger ended a name at an adjective whose noun follows: "Института права и лесного | хозяйства"."""
    amod = doc.pos[last - 1] == "ADJ" and doc.is_rel(last - 1, "amod") and doc.head[last - 1] == last
    return amod and last < len(doc) and doc.pos[last] == "NOUN" and doc.name_at(last) is None


def _completes(doc: Doc, name: Name, more: Name) -> bool:
    above = name_head(doc, more)
    last = name.last - 1 - (doc.form[name.last - 1] == ")")  # "Совета рек (СР) | Тарузии"
    if more.kind == "LOC" and doc.form[last].isupper() and doc.feat(above, "Case") == "Gen":
        return True  # "с главой МИД | Тарузии Петром Долом": what hangs on the abbreviation the parser hangs elsewhere
    return doc.feat(above, "Case") in ("Gen", "") and doc.is_rel(above, "nmod") and doc.head[above] >= name.first


def name_head(doc: Doc, name: Name) -> int:
    """The token of a name that hangs on a word outside it."""
    return next((i for i in range(name.first, name.last) if not name.first <= doc.head[i] < name.last), name.first)


def _apposed(doc: Doc, i: int) -> Name | None:
    """The name in apposition to a noun: "агентство Reuters", "президент России Владимир Путин"."""
    best: Name | None = None
    for k in doc.children(i, "appos", "flat", "nmod", "nsubj", "parataxis"):
        name = doc.name_at(k)
        if name is None or k < i or any(_opens_clause(doc, n) for n in range(i + 1, name.first)):
            continue
        if _surely_genitive(doc, i, name) or _of_nearer(doc, i, name):
            continue
        person = name.kind == "PER" and (not doc.is_rel(k, "nmod") or agrees(doc, i, k))
        body = name.kind == "ORG" and doc.is_rel(k, "appos", "flat") and doc.feat(i, "Animacy") != "Anim"
        if person or (body and not _comma(doc, i, name.first)):
            best = best or name
    return best or _apposed_below(doc, i) or _apposed_further(doc, i) or _apposed_along(doc, i)


def _surely_genitive(doc: Doc, i: int, name: Name) -> bool:
    """Whether a first name that can be no nominative follows a noun that is one: "тётя | Дарьи Листовой"."""
    if name.kind != "PER" or name.last - name.first < 2 or doc.feat(i, "Case") != "Nom":
        return False
    known = [p.tag.grammemes for p in parses(doc.form[name.first]) if p.is_known and "Name" in p.tag.grammemes]
    return bool(known) and not any("nomn" in grammemes for grammemes in known) and doc.is_rel(i, "nsubj")


def _of_nearer(doc: Doc, i: int, name: Name) -> bool:
    """Whether a person's name is that of a nearer noun: "министр Тарузии и посол Велонии Анна Берг обсудят"."""
    near = (k for k in range(name.first - 1, i, -1) if doc.pos[k] == "NOUN" and doc.feat(k, "Animacy") == "Anim")
    n = next(near, None)
    if n is None or name.kind != "PER" or doc.feat(n, "Number") != "Sing":
        return False
    case, verb = doc.feat(n, "Case"), doc.head[i]
    opens = min((k for k in doc.children(n, "amod") if i < k < n), default=n)
    several = verb >= 0 and doc.is_rel(i, "nsubj") and doc.feat(verb, "Number") == "Plur"
    if several and doc.form[opens - 1] == "и" and doc.feat(i, "Number") == "Sing":
        return case == doc.feat(i, "Case")
    after = doc.pos[opens - 1] == "ADP" and case != doc.feat(i, "Case")  # "сказал посол на встрече с министром X"
    return after and case == doc.feat(name.last - 1, "Case")


def _whose(doc: Doc, i: int, name: Name) -> bool:
    """Whether a surname alone after "адвокат", "отец" tells whose he is: "пресс-секретарь аль-Хадида".

    That is so where the form is a genitive that the tagger did not see: of a name that the article has elsewhere, or
    of one that ends as no nominative does.
    """
    if doc.lemma[i] not in listed("attendants") or doc.feat(i, "Case") != "Nom" or name.last > name.first + 1:
        return False
    form, verb = doc.form[name.first], doc.head[i]
    of = {fold(n) for n, readings in nominatives(form).items() if n != form and any(c == "Gen" for c, _ in readings)}
    if verb >= 0 and doc.feat(verb, "Gender") == "Fem" and form[-1] in "ая" and doc.feat(i, "Gender") != "Fem":
        return False  # "сообщила адвокат Ветрова"
    known = any(p.is_known and "nomn" in p.tag.grammemes and "Surn" in p.tag.grammemes for p in parses(form))
    ends = form.endswith(("ой", "ого", "ей", "его")) and not known
    return bool(of) and (ends or not doc.feat(name.first, "Case") or not of.isdisjoint(map(fold, _people(doc))))


def _people(doc: Doc) -> set[str]:
    """The last words of all persons' names in an article, as they stand."""
    return {doc.form[name.last - 1] for name in doc.names if name.kind == "PER"}


def _apposed_along(doc: Doc, i: int) -> Name | None:
    """A person's name further on in the noun's stretch: "активист «Луча» и союза Иван Петров"."""
    if doc.feat(i, "Animacy") != "Anim" or doc.feat(i, "Number") != "Sing" or not _alone(doc, i):
        return None
    for k in range(i + 1, min(doc.sents[doc.sent[i]][1], i + STRETCH)):
        if doc.form[k] in (",", ":", ";", "—", "–", "-", "(") or doc.pos[k] == "VERB":
            return None
        name = doc.name_at(k)
        if name and name.kind == "PER":
            return name if doc.feat(k, "Case") == doc.feat(i, "Case") == "Nom" else None
    return None


def _apposed_further(doc: Doc, i: int) -> Name | None:
    """A name in apposition to a noun in apposition: "политик, председатель комитета Иван Петров"."""
    for k in doc.children(i, "appos", "conj"):
        same = doc.feat(k, "Number") == doc.feat(i, "Number") == "Sing" and agrees(doc, i, k)
        listed = doc.is_rel(k, "conj") and any(doc.form[c] == "и" for c in doc.children(k)) and not _alone(doc, i)
        if k > i and doc.pos[k] == "NOUN" and same and not listed and (name := _apposed(doc, k)):
            return name
    return None


def _apposed_below(doc: Doc, i: int) -> Name | None:
    """A person's name that the parser hung on a word inside the noun's phrase ("глава МИД России Иван Петров")."""
    _, last = phrase(doc, i)
    below = doc.name_at(last) if last < len(doc) else None
    if below and _surely_genitive(doc, i, below):
        return None
    name = doc.name_at(last) if last < len(doc) and doc.sent[last] == doc.sent[i] else None
    if name and name.kind == "PER" and name.first == last and agrees(doc, i, name_head(doc, name)):
        return name
    inside = doc.name_at(last - 1)
    if inside and inside.kind == "PER" and inside.first > i and agrees(doc, i, name_head(doc, inside)):
        return inside
    return None


def _alone(doc: Doc, i: int) -> bool:
    """Whether its verb shows that nouns joined by "и" are one person: "актриса и певица Анна Берг сказала"."""
    return doc.is_rel(i, "nsubj") and doc.head[i] >= 0 and doc.feat(doc.head[i], "Number") == "Sing"


def _comma(doc: Doc, first: int, last: int) -> bool:
    return "," in doc.form[first:last]


def agrees(doc: Doc, a: int, b: int) -> bool:
    """Whether two tokens may be of one case and number (a word without case agrees with anything)."""
    case_a, case_b = doc.feat(a, "Case"), doc.feat(b, "Case")
    return (not case_a or not case_b or case_a == case_b) and doc.feat(a, "Number") in (
        "",
        doc.feat(b, "Number") or "Sing",
    )


def _antecedent(doc: Doc, i: int) -> int | None:
    """The noun that the relative clause around pronoun `i` describes."""
    for up in doc.ancestors(i):
        if doc.is_rel(up, "acl"):
            return _several_before(doc, i, doc.head[up]) or doc.head[up]
    return _before_comma(doc, i)


def _several_before(doc: Doc, i: int, noun: int) -> int | None:
    """The people whom "которые" means, where the parser took a noun in the singular after them: "жители в порту"."""
    several = doc.feat(i, "Number") == "Plur" and doc.feat(i, "Case") == "Nom"
    if not several or doc.feat(noun, "Number") != "Sing" or doc.children(noun, "conj"):
        return None
    before = range(noun - 1, max(doc.sents[doc.sent[noun]][0], noun - 6) - 1, -1)
    people = (k for k in before if doc.feat(k, "Number") == "Plur" and doc.feat(k, "Animacy") == "Anim")
    return next((k for k in people if doc.pos[k] == "NOUN"), None)


def _before_comma(doc: Doc, i: int) -> int | None:
    """The name or noun right before the comma of "..., по словам которого", where the parser missed the clause."""
    opens = doc.sents[doc.sent[i]][0]
    comma = next((k for k in range(i - 1, max(opens, i - 4), -1) if doc.form[k] == ","), None)
    if comma is None or doc.lemma[i] != "который" or doc.feat(comma - 1, "Number") != doc.feat(i, "Number"):
        return None
    name = doc.name_at(comma - 1)
    return comma - 1 if name and name.kind == "PER" else None


def phrase(doc: Doc, i: int) -> tuple[int, int]:
    """The noun phrase of token `i` as a token range: modifiers and genitives, without clauses.

    Of appositions only a person in the genitive whose the noun is belongs to it: "пресс-секретарь | Берга".
    """
    first = last = i
    todo = [i]
    while todo:
        k = todo.pop()
        first, last = min(first, k), max(last, k)
        todo += [c for c in doc.children(k, *_PHRASE, "appos") if _belongs(doc, i, k, c)]
    first = max((k + 1 for k in range(first, i) if _opens_clause(doc, k)), default=first)
    last = min((k - 1 for k in range(i + 1, last + 1) if _opens_clause(doc, k)), default=last)
    first -= _cut_mark(doc, first, last + 1)
    marks = any(doc.form[k] in _OPENING for k in range(first, last))
    if marks and last + 1 < len(doc) and doc.form[last + 1] in _CLOSING:
        last += 1  # the parser leaves the closing mark of a name outside its phrase
    while first < i and (
        doc.pos[first] in ("ADP", "PUNCT", "CCONJ", "SCONJ", "PART") and doc.form[first] not in '«"“„'
    ):
        first += 1
    return first, last + 1


def _cut_mark(doc: Doc, first: int, last: int) -> bool:
    """Whether the mark right before tokens `first` up to `last` opens what closes in them: "«малые» порты"."""
    closes = next((k for k in range(first, last) if doc.form[k] in _CLOSING | _OPENING), None)
    opened = first > doc.sents[doc.sent[first]][0] and doc.form[first - 1] in _OPENING
    return opened and closes is not None and doc.form[closes] in _CLOSING


def _opens_clause(doc: Doc, k: int) -> bool:
    """Whether a token shows that the parser ran a noun together with another clause."""
    return doc.pos[k] == "SCONJ" or doc.feat(k, "VerbForm") == "Fin"


def _belongs(doc: Doc, i: int, k: int, child: int) -> bool:
    """Whether `child` of `k` is inside the phrase of `i`: not the phrase's own preposition, no name in apposition."""
    if k == i and doc.is_rel(child, "case"):
        return False
    name = doc.name_at(child)
    if doc.is_rel(child, "appos"):
        return k == i and child > i and name is not None and name.kind == "PER" and _whose(doc, i, name)
    if name and name.kind == "PER" and child > i and doc.is_rel(child, "flat", "nmod") and k == i:
        return doc.name_at(i) is not None or not agrees(doc, i, child) or _whose(doc, i, name)
    if name and doc.feat(child, "Case") == "Dat" and doc.feat(k, "Case") == "Loc" and not doc.children(child, "case"):
        return False  # "сообщили в ведомстве | «Вестям»"
    if doc.is_rel(child, "nmod") and _about(doc, k, child):
        return False
    if child < i and doc.is_rel(child, "nmod") and doc.lemma[child] in listed("carriers", "occasion"):
        return False  # "в | четверг информированный источник"
    if doc.is_rel(child, "nmod") and _comma(doc, min(k, child), max(k, child)):
        return False
    return doc.sent[child] == doc.sent[i]


def _about(doc: Doc, k: int, child: int) -> bool:
    """Whether "о" opens what people speak of, not who they are: "переговоры с кредиторами | о долге"."""
    about = any(doc.lemma[c] in ("о", "об") for c in doc.children(child, "case"))
    return about and (doc.feat(k, "Animacy") == "Anim" or doc.lemma[k] in listed("agents"))


def comes_out_of(doc: Doc, i: int, kinds: tuple[str, ...] = ("ORG",)) -> Mention | None:
    """What is named after "из" at token `i` by a name of one of `kinds`: "Пётр Дол | из «Рассвета»"."""
    if i >= len(doc) or doc.form[i] != "из":
        return None
    k, end = i + 1, doc.sents[doc.sent[i]][1]
    while k < end and (doc.pos[k] == "ADJ" or doc.form[k] in '«"“„') and doc.name_at(k) is None:
        k += 1
    name = doc.name_at(k) if k < end else None
    return of_name(doc, name) if name and name.kind in kinds and name.first == k else None


def in_bracket(doc: Doc, i: int) -> Mention | None:
    """The organisation alone in the brackets that open at token `i`: "депутат Пётр Дол | (партия «Луч»)"."""
    if i >= len(doc) or doc.form[i] != "(":
        return None
    k, end = i + 1, doc.sents[doc.sent[i]][1]
    while k < end and (doc.pos[k] == "NOUN" or doc.form[k] in '«"“„') and doc.name_at(k) is None:
        k += 1
    name = doc.name_at(k) if k < end else None
    alone = name is not None and ")" in (doc.form[name.last - 1], *doc.form[name.last : name.last + 2])
    return of_name(doc, name) if name and name.kind == "ORG" and alone else None
