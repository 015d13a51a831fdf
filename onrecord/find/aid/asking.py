"""Asking: help that somebody asks for, hopes for or is refused: an action, a thing or a noun below the asking."""

from msgspec.structs import replace

from onrecord.find.aid.gifts import Frame, clause, datives, destination, from_whom, goods, money, nation, passive
from onrecord.find.aid.scene import (
    GIVING,
    Gift,
    Scene,
    all_of,
    finite_over,
    first_who_acts,
    gift_of,
    helpful,
    helps,
    kind_of,
    medical,
    negated,
    of_dues,
    of_trade,
    one_person,
    parties,
    some,
)
from onrecord.find.grammar.agents import agent, can_act, preposition
from onrecord.find.grammar.mentions import mention_of, phrase
from onrecord.language.doc import Doc
from onrecord.values import Mention
from onrecord.words import listed

_WANTED = ("help", "grant", "loan", "means", "goods", "people")  # kinds of nouns that one asks to be given


def asked_to_give(scene: Scene, verb: int) -> Gift | None:
    """ "Тарузия попросила соседей прислать врачей", "палата отказалась помочь рыбакам": the action asked for."""
    doc = scene.doc
    over = _asking_over(doc, verb) if kind_of(doc, verb) in (*GIVING, "assist", "rescue") else None
    if over is None or of_trade(doc, verb) or (of_dues(doc, verb) and not _housing(doc, verb)):
        return None
    last = clause(doc, verb)[1]
    frame = Frame(verb, None, verb, max(last, verb + 1))
    if not _gives_help(doc, frame):
        return None
    to = next((mention_of(doc, k) for k in datives(doc, frame)), None) or _saved(doc, verb)
    refused = kind_of(doc, over) == "refuse"
    asker, asked = _sides(scene, over, frame)
    donor, recipient = (asker, to) if refused else (asked, _other(to) or asker)
    gift = gift_of(doc, frame, "refused" if refused else "asked", min(over, verb), _end(doc, frame))
    return _told(doc, replace(gift, donors=all_of(doc, donor), recipient=recipient))


def _saved(doc: Doc, verb: int) -> Mention | None:
    """Whom somebody is asked to save."""
    return first_who_acts(doc, doc.children(verb, "obj")) if kind_of(doc, verb) == "rescue" else None


def _housing(doc: Doc, verb: int) -> bool:
    """Whether a home is given, which courts and prosecutors ask for too."""
    return any(doc.lemma[k] in listed("relief", "lodging") for k in doc.children(verb, "obj"))


def _asking_over(doc: Doc, verb: int) -> int | None:
    """The verb or noun of asking or refusing that an infinitive or "чтобы" completes: "просьба выделить"."""
    over = doc.head[verb]
    infinitive = doc.feat(verb, "VerbForm") == "Inf"
    wish = any(doc.form[k].lower() == "чтобы" for k in doc.children(verb, "mark"))
    if over < 0 or over > verb or not (infinitive or wish):
        return None
    if kind_of(doc, over) in ("asking", "ask"):
        called = passive(doc, over) or doc.pos[over] == "ADJ"  # "документ призван помочь"
        return over if not negated(doc, over) and not called else None
    refused = doc.lemma[over] in listed("relief", "decline") and "," not in doc.form[over:verb]
    return over if refused and not negated(doc, over) else None


def _gives_help(doc: Doc, frame: Frame) -> bool:
    """Whether an action asked for gives help: "помочь", or money, things, people or a home given."""
    if kind_of(doc, frame.verb) == "assist":  # not "помочь в опознании находки"
        crooked = listed("relief", "raider") | listed("aid", "crime")
        if any(in_words(doc, k) or doc.lemma[k] in crooked for k in _below(doc, frame)):
            return False  # "помочь советом", "помочь преступникам"
        return next(datives(doc, frame), None) is not None or not _below(doc, frame)
    things = doc.children(frame.verb, "obj", "nsubj")
    if kind_of(doc, frame.verb) == "rescue":
        return _saved(doc, frame.verb) is not None
    given = any(_wanted(doc, k) for k in things)
    return given or bool(goods(doc, frame)) or money(doc, frame) is not None


def in_words(doc: Doc, k: int) -> bool:
    """Whether help is words alone: "советом", but not "помочь совету"."""
    return doc.lemma[k] in listed("relief", "word") and doc.feat(k, "Case") == "Ins"


def _below(doc: Doc, frame: Frame) -> list[int]:
    return doc.children(frame.verb, "obl", "iobj", "obj")


def _wanted(doc: Doc, k: int) -> bool:
    """Whether a noun is what one asks to be given: help, money, things, people or a home."""
    return doc.lemma[k] in listed("aid", *_WANTED) or doc.lemma[k] in listed("relief", "lodging") or _means(doc, k)


def _means(doc: Doc, k: int) -> bool:
    return doc.lemma[k] == "средство" or (doc.lemma[k] in listed("aid", "support") and helpful(doc, k))


def _sides(scene: Scene, over: int, frame: Frame) -> tuple[Mention | None, Mention | None]:
    """Who asks (or refuses), and who is asked: "попросил X", "обратился к X с просьбой", "просьба рыбаков к X"."""
    doc = scene.doc
    verb = over
    if doc.pos[over] == "NOUN":
        owners = (k for k in doc.children(over, "nmod") if doc.feat(k, "Case") == "Gen" and not preposition(doc, k))
        owner = first_who_acts(doc, owners)
        up = doc.head[over]
        verb = up if up >= 0 and doc.pos[up] == "VERB" else over
        asker = owner or (agent(doc, scene.seen, verb) if verb != over else None)
    else:
        asker = agent(doc, scene.seen, over)
    around = Frame(verb, None, min(verb, over), frame.verb)
    beside = (k for k in doc.children(verb, "obj", "iobj", "obl") if k != over and not preposition(doc, k))
    beside = (k for k in beside if doc.feat(k, "Case") in ("Acc", "Dat", "Gen", ""))
    asked = first_who_acts(doc, [*from_whom(doc, around, "к", "ко", "у", "от"), *beside])
    return asker, asked


def _other(who: Mention | None) -> Mention | None:
    """A receiver who is told by more than "ему", "им": else it is whoever asks."""
    return who if who is not None and who.how != "pronoun" else None


def _end(doc: Doc, frame: Frame) -> int:
    """Where the words of the action end: at the next predicate, comma or full stop."""
    stops = (k for k in range(frame.verb + 1, frame.last) if doc.form[k] in (",", ";", ":", ".", "»", "-", "–", "—"))
    return next(stops, frame.last)


def _told(doc: Doc, gift: Gift) -> Gift | None:
    """A request between states, bodies or groups, not between two persons or of somebody unknown."""
    those = [who for who in parties(gift) if who.how != "pronoun"]
    public = [who for who in those if not one_person(doc, who) and can_act(doc, who.head)]
    if not public or any(_on_duty(doc, donor) for donor in gift.donors):
        return None
    to = gift.recipient
    return replace(gift, recipient=None) if to is not None and _on_duty(doc, to) else gift


def _on_duty(doc: Doc, who: Mention) -> bool:
    """Whether somebody only does their duty by helping, or asks for others: "полиция", "прокуратура"."""
    return doc.lemma[who.head] in listed("relief", "duty")


def hoped_for(scene: Scene, noun: int) -> Gift | None:
    """ "Порт рассчитывает на помощь палаты", "рыбаки ждут помощи от столицы", "нуждается в кредите"."""
    doc = scene.doc
    verb = doc.head[noun]
    if verb < 0 or doc.lemma[verb] not in listed("relief", "hope") or not _sought(doc, noun):
        return None
    if negated(doc, verb) or negated(doc, finite_over(doc, verb)):
        return None
    who = agent(doc, scene.seen, verb)
    donor = _helper(scene, noun, verb)
    first, last = phrase(doc, noun)
    gift = gift_of(doc, Frame(verb, noun, min(first, verb), max(last, verb + 1)), "asked", first, last)
    gift = replace(gift, donors=all_of(doc, donor), recipient=who)
    enough = donor is not None or (who is not None and who.how == "name" and helpful(doc, noun))
    return _told(doc, gift) if enough and who is not None else None


def _sought(doc: Doc, noun: int) -> bool:
    """Whether a noun is help to be hoped for; "поддержка" is one's votes unless it is a state's or of money."""
    if not helps(doc, noun) and doc.lemma[noun] not in listed("aid", "loan", "grant"):
        return False
    if doc.lemma[noun] not in listed("aid", "support"):
        return not medical(doc, noun)
    below = doc.children(noun, "nmod")
    state = any(doc.lemma[k] in listed("relief", "public") for k in below)
    return helpful(doc, noun) or state


def _helper(scene: Scene, noun: int, verb: int) -> Mention | None:
    """Who is to help: "помощь палаты", "тарузская помощь", "помощи от палаты", "помощи со стороны палаты"."""
    doc = scene.doc
    by_adjective = nation(doc, scene.seen.knowledge, doc.children(noun, "amod"))
    owners = (k for k in doc.children(noun, "nmod") if doc.feat(k, "Case") in ("Gen", "") and not preposition(doc, k))
    frame = Frame(verb, noun, min(noun, verb), clause(doc, verb)[1])
    sources = [*from_whom(doc, frame, "от", "у", "к"), *owners]
    return by_adjective or first_who_acts(doc, sources)


def sought(scene: Scene, noun: int) -> Gift | None:
    """ "Рыбаки обратились за помощью в Велонию": help asked of a place or of nobody named."""
    doc = scene.doc
    verb = doc.head[noun]
    if verb < 0 or kind_of(doc, verb) != "ask" or preposition(doc, noun) != "за" or not helps(doc, noun):
        return None
    who = agent(doc, scene.seen, verb)
    frame = Frame(verb, noun, min(verb, noun), clause(doc, verb)[1])
    to = destination(doc, frame)
    homeward = next((k for k in range(verb + 1, frame.last) if doc.lemma[k] == "родина"), None)
    if who is None or medical(doc, noun) or one_person(doc, who) or (to is None and homeward is None):
        return None
    donor = mention_of(doc, to) if to is not None else None
    last = max(noun + 1, phrase(doc, to if to is not None else homeward or noun)[1])
    gift = gift_of(doc, frame, "asked", min(verb, noun), max(verb + 1, last))
    return _told(doc, replace(gift, donors=some(donor), recipient=who))


def denied(scene: Scene, noun: int) -> Gift | None:
    """ "Власти отказали ветерану в предоставлении жилья", "отказ в выделении средств": what is not given."""
    doc = scene.doc
    over = doc.head[noun]
    refusal = over >= 0 and (kind_of(doc, over) == "refuse" or doc.lemma[over] == "отказ")
    if not refusal or preposition(doc, noun) not in ("в", "во", "от") or negated(doc, over):
        return None
    if preposition(doc, noun) == "от" and kind_of(doc, noun) != "handing":
        return None  # "отказался от помощи": the other side's choice, which `help_given` reads
    if not _withheld(doc, noun):
        return None
    frame = Frame(over, None, min(over, noun), max(clause(doc, over)[1], noun + 1))
    donor = agent(doc, scene.seen, over) if doc.pos[over] == "VERB" else None
    to = next((mention_of(doc, k) for k in datives(doc, frame)), None)
    gift = gift_of(doc, frame, "refused", min(over, noun), max(over + 1, phrase(doc, noun)[1]))
    return _told(doc, replace(gift, donors=all_of(doc, donor), recipient=to)) if donor or to else None


def _withheld(doc: Doc, noun: int) -> bool:
    """Whether a noun is help that may be refused: "в поддержке фильма", "в предоставлении жилья"."""
    if kind_of(doc, noun) == "handing":
        return any(_wanted(doc, k) for k in doc.children(noun, "nmod", "obj", "iobj")) and not of_dues(doc, noun)
    if doc.lemma[noun] == "поддержка":  # parsers hang what is supported anywhere
        after = range(noun + 1, min(noun + 3, len(doc)))
        return any(doc.lemma[k] in listed("relief", "cause") | listed("aid", "needy", "receiver") for k in after)
    return doc.lemma[noun] == "финансирование" or doc.lemma[noun] in listed("relief", "lodging")
