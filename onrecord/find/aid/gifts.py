"""Gifts: the roles around a verb or a noun of giving: who receives, through whom, how much, which goods, what for."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from onrecord.find.grammar.agents import can_act, joined, preposition
from onrecord.find.grammar.amounts import Amount, amounts
from onrecord.find.grammar.mentions import mention_of, name_head, phrase
from onrecord.find.grammar.sides import adjectives
from onrecord.knowledge import Knowledge
from onrecord.language.doc import Doc
from onrecord.language.morph import parses
from onrecord.language.nominative import nominative
from onrecord.span import Span
from onrecord.values import Mention
from onrecord.words import frames, listed


class Frame(Struct, frozen=True):
    """A clause of giving: its verb, its noun of help where it has one, and its tokens `first` up to `last`."""

    verb: int
    noun: int | None
    first: int
    last: int


def clause(doc: Doc, center: int) -> tuple[int, int]:
    """The tokens around a verb or a noun up to the next predicates before and after it."""
    opens, end = doc.sents[doc.sent[center]]
    before = next((k for k in range(center - 1, opens - 1, -1) if _other_predicate(doc, center, k)), None)
    last = next((k for k in range(center + 1, end) if _other_predicate(doc, center, k)), end)
    return (opens if before is None else _opening(doc, before, center)), last


def _opening(doc: Doc, before: int, center: int) -> int:
    """Where a clause begins after the predicate `before`: at the last "и", "а" between them, else the first comma."""
    joins = [k for k in range(before + 1, center) if doc.form[k].lower() in ("и", "а", "но")]
    verbal = [k for k in joins if k + 4 > center or doc.form[k - 1] == ","]
    commas = [k for k in range(before + 1, center) if doc.form[k] in (",", "-", "–", "—", ":")]
    return verbal[-1] if verbal else commas[0] if commas else before + 1


def _other_predicate(doc: Doc, center: int, k: int) -> bool:
    """Whether another predicate than the one that the center belongs to stands at token `k`."""
    if doc.form[k] == ";":
        return True
    finite = doc.pos[k] == "VERB" and (doc.feat(k, "VerbForm") in ("Fin", "Conv") or doc.feat(k, "Variant") == "Short")
    return finite and k != center and k not in _governing(doc, center)


def _governing(doc: Doc, center: int) -> list[int]:
    """The verbs above an infinitive or a noun that it makes one predicate with: "решил выделить"."""
    found: list[int] = []
    if doc.feat(center, "VerbForm") == "Fin" or doc.feat(center, "Variant") == "Short":
        return found
    for up in doc.ancestors(center):
        found.append(up)
        if doc.feat(up, "VerbForm") == "Fin":
            break
    return found


def datives(doc: Doc, frame: Frame) -> Iterator[int]:
    """Nouns in the dative without a preposition: who receives; also "пострадавшим"."""
    for k in range(frame.first, frame.last):
        stands = dative(doc, k) and doc.pos[k] in ("NOUN", "PROPN", "PRON", "ADJ", "VERB") and not _must(doc, k)
        name = doc.name_at(k)
        headed = name is None or name_head(doc, name) == k
        if not stands or not headed or _modifies(doc, k, frame.last) or _after_preposition(doc, k, frame.first):
            continue
        if may_get(doc, k):
            yield k


def _must(doc: Doc, k: int) -> bool:
    """Whether a dative is who has to act: "рыбакам стоит поставить лодки в сарай"."""
    over = doc.head[k]
    doing = over >= 0 and any(doc.feat(c, "VerbForm") == "Inf" for c in doc.children(over))
    return doing and doc.lemma[over] in listed("aid", "must", "need")


def dative(doc: Doc, k: int) -> bool:
    """Whether a noun without a preposition stands in the dative.

    Taggers take many a one for a genitive, but its adjective tells, or for a locative: "кредит порту".
    """
    cases = {doc.feat(k, "Case"), *(doc.feat(a, "Case") for a in doc.children(k, "amod"))}
    return "Dat" in cases or (doc.feat(k, "Case") == "Loc" and doc.pos[k] == "NOUN" and not preposition(doc, k))


def may_get(doc: Doc, k: int) -> bool:
    """Whether a dative may name who receives: "школам", "пострадавшим", not "кредитам", "уже выделенным"."""
    if doc.pos[k] in ("ADJ", "VERB"):
        given = doc.lemma[k] in listed("aid", "give", "spend", "send")
        return doc.form[k - 1] != "," and doc.form[k - 1].lower() != "уже" and not given
    return can_act(doc, k) or doc.lemma[k] in listed("aid", "receiver", "needy", "treasury")


def _modifies(doc: Doc, k: int, last: int) -> bool:
    """Whether an adjective or participle in the dative belongs to a noun after it."""
    nouns = (n for n in range(k + 1, min(k + 8, last)) if doc.pos[n] in ("NOUN", "PROPN"))
    return doc.pos[k] in ("ADJ", "VERB") and any(doc.feat(n, "Case") == "Dat" for n in nouns)


def _after_preposition(doc: Doc, k: int, first: int) -> bool:
    """Whether a preposition governs noun `k`: found by the words before it, since parsers misplace them."""
    for j in range(k - 1, max(first, k - 4) - 1, -1):
        if doc.pos[j] == "ADP":
            return True
        if doc.pos[j] not in ("ADJ", "DET", "NUM") and not (doc.pos[j] == "PUNCT" and doc.form[j] not in ",-–—"):
            return doc.feat(j, "Case") == "Dat" and _after_preposition(doc, j, first)
    return False


def destination(doc: Doc, frame: Frame) -> int | None:
    """The place that something is sent to: "в Тарузию", "на остров", "Тарузия, где раздали"; also "в фонды"."""
    where = next((k for k in doc.children(frame.verb, "advmod") if doc.lemma[k] in ("где", "куда")), None)
    if where is not None and doc.is_rel(frame.verb, "acl") and _place(doc, doc.head[frame.verb]):
        return doc.head[frame.verb]
    for k in range(frame.first, frame.last):
        if doc.form[k].lower() in ("в", "во", "на") and k + 1 < frame.last:
            noun = next((n for n in range(k + 1, min(k + 4, frame.last)) if doc.pos[n] in ("NOUN", "PROPN")), None)
            if noun is None or not _whither(doc, noun):
                continue
            named = next((a for a in doc.children(noun, "appos", "flat") if _place(doc, a)), noun)
            if _place(doc, named) or _spot(doc, noun):
                return named
    return None


def _whither(doc: Doc, noun: int) -> bool:
    """Whether a noun after "в", "на" says where to; a tagged locative in "ю" is none."""
    return doc.feat(noun, "Case") in ("Acc", "Nom", "") or doc.form[noun].endswith("ю")


def _spot(doc: Doc, noun: int) -> bool:
    """Whether a noun is a part of a named place or a fund: "в район города Порт-Лин", "в фонд защиты озёр"."""
    if doc.lemma[noun] in listed("aid", "fund") or (
        doc.lemma[noun] in listed("aid", "receiver", "needy") and doc.feat(noun, "Number") == "Plur"
    ):
        return True  # "в фонд", "в школы"
    part = doc.lemma[noun] in listed("aid", "receiver", "needy") or doc.lemma[noun] in listed("relief", "part")
    return part and any(_place(doc, k) for k in doc.subtree(noun) if k > noun)


def _place(doc: Doc, i: int) -> bool:
    """Whether a noun after "в", "на" names a place: taggers take rare ones for people's names."""
    name = doc.name_at(i)
    return name is not None and name.kind != "ORG"


def nation(doc: Doc, knowledge: Knowledge, places: Iterable[int]) -> Mention | None:
    """The country whose adjective is the first among tokens `places`: "тарузской экономики"."""
    found = (k for k in places if doc.pos[k] == "ADJ" and doc.lemma[k] in adjectives(knowledge))
    return next((Mention(doc.start[k], doc.end[k], k, "role") for k in found), None)


def beneficiary(doc: Doc, frame: Frame) -> int | None:
    """ "Для X", "в пользу X", "на лечение X", or the genitive after "поддержка" where it names people."""
    for k in range(frame.first, frame.last):
        if doc.form[k].lower() == "для" or _in_behalf(doc, k):
            noun = next((n for n in range(k + 1, min(k + 5, frame.last)) if doc.pos[n] in ("NOUN", "PROPN")), None)
            if noun is not None and doc.lemma[noun] in listed("aid", "help", "support"):
                noun = next(_helped_below(doc, noun, frame.last), None)  # "для помощи жителям"
            if noun is not None and may_get(doc, noun):
                return noun
        if doc.lemma[k] in listed("relief", "head") and doc.form[k - 1].lower() == "на":
            return k  # "по 100 крон на жителя"
    if frame.noun is not None and doc.lemma[frame.noun] == "поддержка":
        return next(
            (k for k in doc.children(frame.noun, "nmod") if doc.feat(k, "Case") == "Gen" and can_act(doc, k)), None
        )
    return None


def _helped_below(doc: Doc, noun: int, last: int) -> Iterator[int]:
    """Who is helped by the noun of help that they stand after, "помощь жителям", "поддержка школ"."""
    below = (k for k in doc.children(noun, "nmod", "iobj", "obj") if noun < k < last and not preposition(doc, k))
    return (k for k in below if doc.feat(k, "Case") in ("Dat", "Gen", ""))


def _in_behalf(doc: Doc, k: int) -> bool:
    """Whether a noun says that whoever follows is the one who gets: "в пользу X", "на счета X", "на лечение X"."""
    before = doc.form[k - 1].lower() if k else ""
    behalf = doc.lemma[k] in listed("aid", "behalf", "help") or doc.lemma[k] == "поддержка"
    return behalf and before in ("в", "на") and doc.feat(k, "Case") in ("Acc", "Nom")


def from_whom(doc: Doc, frame: Frame, *prepositions: str) -> list[int]:
    """Whoever stands after "от", "у": every giver of a row of them."""
    for k in range(frame.first, frame.last):
        if doc.form[k].lower() in prepositions:
            near = range(k + 1, min(k + 5, frame.last))
            noun = next((n for n in near if doc.pos[n] in ("NOUN", "PROPN") or doc.lemma[n] == "который"), None)
            name = doc.name_at(noun) if noun is not None else None
            head = name_head(doc, name) if name is not None else noun
            if head is not None and can_act(doc, head):
                return joined(doc, head)
    return []


def lender(doc: Doc, frame: Frame) -> Mention | None:
    """The organisation in the genitive after a loan or help: "кредит Банка островов"; "помощи Велонии" may be whose."""
    got = doc.lemma[frame.verb] in listed("aid", "get")
    if frame.noun is None or doc.lemma[frame.noun] not in listed(
        "aid", *(("grant", "loan", "help", "means") if got else ("grant", "loan"))
    ):
        return None
    cases = ("Gen", "Dat") if got else ("Gen",)  # taggers take "помощь Велонии" for either
    named = [k for k in doc.children(frame.noun, "nmod", "iobj") if doc.feat(k, "Case") in cases and doc.name_at(k)]
    named = [k for k in named if k > frame.noun and not _after_preposition(doc, k, 0)]
    return next((mention_of(doc, k) for k in named if got or not _borrower(doc, k)), None)


def _borrower(doc: Doc, k: int) -> bool:
    """Whether a place after a loan is the one that gets it: its genitive may be a dative, "кредит Тарузии"."""
    name = doc.name_at(k)
    return name is not None and name.kind == "LOC" and any("datv" in r.tag.grammemes for r in parses(doc.form[k]))


def borrower(doc: Doc, frame: Frame) -> int | None:
    """The place that stands after a loan which "выдан", "предоставлен": a dative that taggers take for a genitive."""
    if frame.noun is None or doc.lemma[frame.noun] not in listed("aid", "loan") or not passive(doc, frame.verb):
        return None
    return next((k for k in doc.children(frame.noun, "nmod") if k > frame.noun and _borrower(doc, k)), None)


def through(doc: Doc, first: int, last: int) -> Mention | None:
    """The channel: "через X", "по линии X", or whom it was handed to: "передав её X", "отправив её в структуру X"."""
    for k in range(first, last - 1):
        low = doc.form[k].lower()
        if low == "через" or (low == "линии" and doc.form[k - 1].lower() == "по") or low == "посредничестве":
            named = next((n for n in range(k + 1, min(k + 5, last)) if doc.pos[n] in ("NOUN", "PROPN")), None)
            if named is not None and can_act(doc, named) and doc.lemma[named] not in listed("relief", "term"):
                return mention_of(doc, named)
        if doc.lemma[k] in listed("aid", "send", "give", "spend") and handed_over(doc, k):
            return _handed_to(doc, k, last)
    return None


def handed_over(doc: Doc, verb: int) -> bool:
    """Whether a converb only tells where a gift went: "передав её X"."""
    return doc.feat(verb, "VerbForm") == "Conv" and any(
        doc.lemma[k] in listed("pronouns", "third", "neuter", "whose") for k in range(verb + 1, min(verb + 3, len(doc)))
    )


def _handed_to(doc: Doc, verb: int, last: int) -> Mention | None:
    """The organisation that goods are handed to; the name in apposition rather than the noun before it."""
    names = [n for n in doc.names if verb < n.first < last and n.kind == "ORG" and "," not in doc.form[verb : n.first]]
    apposed = [n for n in names if doc.form[n.first - 1] in ("-", "–", "—", "(")]
    found = apposed or names
    return mention_of(doc, found[0].first) if found else None


def money(doc: Doc, frame: Frame) -> tuple[Amount, int, int] | None:
    """The sum of money that a clause gives, with its tokens."""
    sums = (found for found in amounts(doc, frame.first, frame.last) if found[0].money)
    return next((found for found in sums if _of_frame(doc, frame, found[1], found[2])), None)


def _of_frame(doc: Doc, frame: Frame, first: int, last: int) -> bool:
    """Whether the sum of tokens `first` up to `last` belongs to no other action: "зарабатывать 5 тысяч, чтобы дать"."""
    head = next((k for k in range(first, last) if doc.head[k] not in range(first, last)), first)
    above = (up for up in (head, *doc.ancestors(head)) if doc.pos[up] == "VERB" or up in (frame.verb, frame.noun))
    over = next(above, frame.verb)
    chain = _governing(doc, frame.verb) if not doc.is_rel(frame.verb, "advcl") else []
    beside = frame.noun is not None and over in doc.ancestors(frame.noun)  # "просит дать кредит в 5 млн"
    return over in (frame.verb, frame.noun, *chain) or beside or doc.lemma[over] in listed("aid", "measure")


def goods(doc: Doc, frame: Frame) -> list[int]:
    """Heads of the things or people that are given, where at least one of a row is such as one helps with."""
    cases = ("Nom", "") if passive(doc, frame.verb) else ("Acc", "Gen", "")
    sent = doc.lemma[frame.verb] in listed("aid", "send") or frame.noun is not None
    wanted = listed("aid", "goods")
    if sent:
        wanted |= listed("aid", "people", "crew") if _to_help(doc, frame) else listed("aid", "people")
    for k in range(frame.first, frame.last):
        if (
            doc.lemma[k] in wanted
            and not _sends(doc, k, frame.verb)
            and doc.feat(k, "Case") in cases
            and doc.pos[k] == "NOUN"
        ):
            head = _row_head(doc, k, frame)
            if head is not None and _of_verb(doc, head, frame.verb) and not _after_preposition(doc, head, frame.first):
                return [n for n in joined(doc, head) if n < frame.last]
    return []


def _of_verb(doc: Doc, head: int, verb: int) -> bool:
    """Whether goods belong to a verb, not to an action below it: "дал приказ остановить автомобили"."""
    nearest = next((k for k in doc.ancestors(head) if doc.feat(k, "VerbForm") == "Inf"), verb)
    return nearest == verb or nearest not in range(verb + 1, head)


def _to_help(doc: Doc, frame: Frame) -> bool:
    """Whether a sentence tells what a crew or experts are sent for: help, rescue; others go to inspect."""
    words = range(*doc.sents[doc.sent[frame.verb]])
    return any(doc.lemma[k] in listed("aid", "help", "people", "needy", "relief") for k in words)


def _sends(doc: Doc, k: int, verb: int) -> bool:
    """Whether noun `k` is what a participle describes, so that it gives: "самолёт, доставивший палатки"."""
    return doc.head[verb] == k and doc.is_rel(verb, "acl") and not passive(doc, verb)


def _row_head(doc: Doc, k: int, frame: Frame) -> int | None:
    """The first noun of the row or the measure that noun `k` stands in; None where it completes another noun."""
    while frame.first <= doc.head[k] < frame.last and doc.pos[doc.head[k]] == "NOUN":
        above = doc.head[k]
        measured = frames("money").get(doc.lemma[above], {}).get("kind") == "unit"
        if doc.is_rel(k, "nmod") and not measured and doc.lemma[above] not in listed("aid", "container"):
            return None
        if not doc.is_rel(k, "conj", "nmod"):
            break
        k = above
    return k


def passive(doc: Doc, verb: int) -> bool:
    """Whether what is given is a verb's subject: "были отправлены палатки", "выделяется кредит"."""
    reflexive = doc.lemma[verb].endswith("ся") and doc.lemma[verb] not in listed("aid", "ask", "refuse")
    return doc.feat(verb, "Voice") == "Pass" or reflexive


def names_of(doc: Doc, heads: list[int]) -> tuple[str, ...]:
    """Goods in the nominative, without numbers: "шесть палаток" -> "палатки"."""
    found = []
    for head in heads:
        while frames("money").get(doc.lemma[head]) and (inner := doc.children(head, "nmod")):  # "5 тысяч тонн муки"
            head = inner[0]
        first, last = phrase(doc, head)
        last = next((k for k in range(head + 1, last) if doc.pos[k] == "ADP"), last)
        while first < head and (doc.pos[first] in ("NUM", "DET", "SYM") or doc.form[first][0].isdigit()):
            first += 1
        found.append(nominative(doc, first, last, head))
    return tuple(found)


def purpose(doc: Doc, frame: Frame, after: int) -> Span | None:
    """What the gift is for: "на ремонт школ", "для восстановления порта"."""
    prepositions = ("для",) if doc.lemma[frame.verb] in listed("aid", "send") else ("на", "для")
    for k in range(after, frame.last - 1):
        noun = next((n for n in range(k + 1, min(k + 5, frame.last)) if doc.pos[n] in ("NOUN", "NUM", "SYM")), None)
        if doc.form[k].lower() in prepositions and noun is not None and _aim(doc, noun):
            return doc.span(k, min(phrase(doc, noun)[1], frame.last))
    return None


def _aim(doc: Doc, noun: int) -> bool:
    """Whether a noun may say what a gift is for: no sum, no date, nobody."""
    known = doc.lemma[noun] in frames("money") or doc.lemma[noun] in listed("relief", "counted")
    return doc.pos[noun] == "NOUN" and not known and not can_act(doc, noun) and doc.name_at(noun) is None


def receivers(doc: Doc, frame: Frame) -> Iterator[int]:
    """Candidates for the receiver, the likeliest first."""
    yield from datives(doc, frame)
    for look in (borrower, destination, beneficiary):
        found = look(doc, frame)
        if found is not None:
            yield found
