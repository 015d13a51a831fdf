"""Tenure: a post that a verb gives or takes: "был избран президентом", "занимал пост министра", "ушёл с поста"."""

from onrecord.find.grammar.cases import ALL, cases_of, fits
from onrecord.find.grammar.cues import subject
from onrecord.find.grammar.mentions import mention_of, of_name
from onrecord.find.offices.holding import Holding, Scene, past_titles
from onrecord.find.offices.posts import Post, Status, past_bracket, persons_at
from onrecord.find.offices.unsaid import left_out
from onrecord.find.offices.workplace import led_to
from onrecord.language.doc import Doc, Name
from onrecord.language.morph import parses
from onrecord.values import Mention
from onrecord.words import frames, listed

_ENDING = ("dismiss", "relieve")
LEAVING = ("leave", *_ENDING)
_DATED = listed("dates", "month") | {"год"}
REACH = 9  # tokens between a verb and its post


def in_post(scene: Scene, post: Post) -> list[Holding]:
    """The person whom a verb puts into the post, keeps there or takes out of it; and whom that one follows."""
    doc = scene.doc
    charge = _charge(doc, post)
    acts = post.kind == "acting" and doc.feat(post.head, "VerbForm") == "Fin"  # "исполняет обязанности мэра"
    if charge is None and not acts and not _told_as(doc, post):
        return []
    if post.plural:
        return _of_several(scene, post)
    verb = post.head if acts else _verb(doc, post, charge)
    if verb is None or denied(doc, verb) or (charge is not None and _sought(doc, charge)):
        return []
    kind = "be" if acts else frames("tenure")[doc.lemma[verb]]["kind"]
    if charge is None and kind not in ("be", "become", "appoint"):
        return []
    if charge is not None and kind in ("be", "become") and doc.is_rel(charge, "nsubj"):
        return []  # "пост мэра стал вакантным"
    person, status = holder(doc, verb, kind, _appointee(scene, post)), status_of(doc, verb, kind)
    before = _instead(scene, post, verb)
    held: list[tuple[Mention, Status]] = [(before, "former" if status == "current" else "current")] if before else []
    if person and status and person.head not in range(post.first, post.last):
        held.insert(0, (person, post.status if post.status != "current" else status))
    of_what = post.of or (_work_place(doc, post),)
    return [Holding(post, who, of, since, "in_post") for who, since in held for of in of_what]


def _of_several(scene: Scene, post: Post) -> list[Holding]:
    """All whom a verb puts into a post in the plural: "депутатами избраны Иван Лесной и мэр Лурии Пётр Дол"."""
    doc, verb = scene.doc, _verb(scene.doc, post, None)
    kind = frames("tenure")[doc.lemma[verb]]["kind"] if verb is not None and not denied(doc, verb) else ""
    if verb is None or kind not in ("be", "become", "appoint") or doc.feat(verb, "Number") != "Plur":
        return []
    passive = doc.feat(verb, "Voice") == "Pass" or doc.feat(verb, "Variant") == "Short"
    case = "Acc" if kind == "appoint" and not passive else "Nom"
    status, of = status_of(doc, verb, kind), post.of[0] if post.of else None
    names = next((row for i in (verb + 1, post.last) if (row := _row(scene, i, case))), [])
    since = status if post.status == "current" else post.status
    return [Holding(post, of_name(doc, name), of, since, "in_post") for name in names if since]


def _row(scene: Scene, i: int, case: str) -> list[Name]:
    """The persons named in a row from token `i`, of whom some may be told with other posts."""
    doc, found = scene.doc, list[Name]()
    while i < len(doc):
        title = scene.opening(i)
        name = next(persons_at(doc, title.last if title and not title.plural else i), None)
        if name is None or not fits(doc, frozenset({case}), name):
            break
        found.append(name)
        i = past_bracket(doc, name.last)
        if doc.form[i : i + 1] not in (["и"], [","]):
            break
        i += 1
    return found if len(found) > 1 else []


def _work_place(doc: Doc, post: Post) -> Mention | None:
    """Where a post is that is told without what it is of: "работал юристом в компании «Рассвет»"."""
    after = post.country or post.last >= len(doc) or doc.form[post.last] not in ("в", "во", "на", "за", "у")
    return None if after else led_to(doc, post.last)


def _told_as(doc: Doc, post: Post) -> bool:
    """Whether the post stands as what somebody is or becomes: "мэром", "и.о. мэра", whose case does not show."""
    told = post.first if doc.lemma[post.first] == "один" else post.head  # "одним из лидеров"
    return post.cases == ALL or ("Ins" in post.cases and doc.feat(told, "Case") in ("Ins", "Dat"))


def _instead(scene: Scene, post: Post, verb: int) -> Mention | None:
    """Who held the post before: "избран мэром вместо Ивана Лесного", "сменил Ивана Лесного на посту мэра"."""
    doc = scene.doc
    if doc.form[post.last : post.last + 1] == ["вместо"]:
        before = next(persons_at(doc, post.last + 1), None)
        return of_name(doc, before) if before else None
    return appointed(doc, verb, _appointee(scene, post)) if replaces(doc, verb) else None


def replaces(doc: Doc, verb: int) -> bool:
    """Whether a verb puts one person in another's place: "сменил"."""
    return frames("tenure").get(doc.lemma[verb], {}).get("kind") == "replace"


def _appointee(scene: Scene, post: Post) -> int:
    """The token after a post and other titles of whom it is given to: "назначил мэром генерала Ивана Лесного"."""
    i = past_titles(scene, post)
    while (title := scene.opening(i)) and title.last > i:
        i = title.last
    return i


def by_noun(scene: Scene, post: Post) -> list[Holding]:
    """ "Назначение Петра Дола министром", "уход Петра Дола с поста мэра"."""
    doc, first = scene.doc, doc_start(scene.doc, post.head)
    charge = _charge(doc, post)
    if post.plural or (charge is None and doc.feat(post.head, "Case") != "Ins"):
        return []
    for k in range(post.first - 1, max(first, post.first - REACH) - 1, -1):
        kind = frames("tenure").get(doc.lemma[k], {}).get("kind") if doc.pos[k] == "NOUN" else None
        person = _named(doc, k) if kind in ("naming", "leaving") else None
        if person is None and kind == "leaving" and charge is not None:
            person = _leaver(doc, k)
        if person and any(_tenure(doc, j) for j in range(k + 1, post.first)):
            return []  # "после смерти Ивана Лесного занял пост мэра"
        if person:
            status: Status = "former" if kind == "leaving" else "current"
            return [Holding(post, person, post.of[0] if post.of else None, status, "by_noun")]
    return []


def _leaver(doc: Doc, noun: int) -> Mention | None:
    """Who says or does that he leaves: "Пётр Дол заявил об уходе", "вынудил Петра Дола подать в отставку"."""
    verb = next((up for up in doc.ancestors(noun) if doc.pos[up] == "VERB"), None)
    if verb is not None and doc.feat(verb, "VerbForm") == "Inf" and doc.pos[doc.head[verb]] == "VERB":
        verb = doc.head[verb]
    if verb is not None and doc.form[noun - 1].lower() == "после":
        return holder(doc, verb, "leave")  # "Пётр Дол после ухода с поста мэра уехал"
    if verb is None or denied(doc, verb) or doc.feat(verb, "Tense") != "Past" or doc.lemma[verb] in listed("tenure"):
        return None
    return appointed(doc, verb, None) or holder(doc, verb, "leave")


def at_post(scene: Scene, post: Post) -> list[Holding]:
    """The name right before the post's charge: "первый указ Петра Дола на посту мэра"."""
    doc, charge = scene.doc, _charge(scene.doc, post)
    if charge is None or doc.form[charge - 1] not in ("на", "в") or doc.feat(charge, "Case") != "Loc":
        return []
    name = doc.name_at(charge - 2) if charge > 1 and not post.plural else None
    if name is None or name.kind != "PER":
        return []
    return [Holding(post, of_name(doc, name), post.of[0] if post.of else None, post.status, "at_post")]


def _named(doc: Doc, noun: int) -> Mention | None:
    """Whom a noun of tenure tells of: "назначение Петра Дола", "поздравил Петра Дола с назначением"."""
    name = next(persons_at(doc, noun + 1), None)
    if name and fits(doc, frozenset({"Gen"}), name):
        return of_name(doc, name)
    before = doc.name_at(noun - 2) if doc.form[noun - 1] in ("с", "со") else None
    return of_name(doc, before) if before and before.kind == "PER" and before.last == noun - 1 else None


def doc_start(doc: Doc, i: int) -> int:
    """The first token of the sentence that token `i` stands in."""
    return doc.sents[doc.sent[i]][0]


def left(doc: Doc, post: Post, last: int) -> bool:
    """Whether the words around a post and its holder, up to token `last`, say that he holds it no more."""
    first, end = doc.sents[doc.sent[post.head]]
    if post.first > first and doc.lemma[post.first - 1] in listed("tenure", "leaving") and "Gen" in post.cases:
        urged = any(doc.lemma[k] in listed("tenure", "urge") for k in range(max(first, post.first - 5), post.first))
        return not urged  # "отставка губернатора Петра Дола", but not "требует отставки"
    if post.first > first and doc.lemma[post.first - 1] == "полномочие" and "Gen" in post.cases:
        return any(doc.lemma[k] in listed("tenure", "stop") for k in range(max(first, post.first - 4), post.first))
    gone = any(doc.lemma[k] in listed("seats", "charge") or doc.lemma[k] == "отставка" for k in range(first, end))
    before = post.first - 1 if _charge(doc, post) is None else post.first - 3  # "снял с должности мэра Петра Дола"
    for k in (before, *range(last, min(end, last + 3))):
        row = frames("tenure").get(doc.lemma[k]) if k >= first else None
        if row is None or doc.feat(k, "Tense") != "Past" or denied(doc, k):
            continue
        if row["kind"] == "leave" and gone:
            return True
        if row["kind"] in _ENDING and (gone or row["kind"] == "dismiss"):
            return doc.feat(k, "Voice") == "Pass" or k < post.first
    return False


def _charge(doc: Doc, post: Post) -> int | None:
    """The noun of "на пост министра", "в должности директора" right before the post."""
    before = post.first - 1
    return before if before >= 0 and doc.lemma[before] in listed("seats", "charge") and "Gen" in post.cases else None


def _sought(doc: Doc, charge: int) -> bool:
    """Whether somebody only runs for the post: "кандидат на пост мэра"."""
    return any(doc.lemma[k] in listed("tenure", "seek") for k in range(max(charge - 4, 0), charge))


def _verb(doc: Doc, post: Post, charge: int | None) -> int | None:
    """The verb of tenure that governs the post: up the tree, else the nearest in its clause."""
    start = post.head if charge is None else charge
    if charge is None and post.last < len(doc) and doc.pos[post.last] == "VERB" and _tenure(doc, post.last):
        return post.last
    for up in doc.ancestors(start):
        if _tenure(doc, up):
            return up
        if doc.pos[up] in ("VERB", "AUX") and doc.feat(up, "VerbForm") != "Inf":
            break
    first, last = doc.sents[doc.sent[start]]
    before = _nearest(doc, range(start - 1, max(first, start - REACH) - 1, -1))
    return before if before is not None else _nearest(doc, range(post.last, min(last, post.last + 4)))


def tenure_verb(doc: Doc, charge: int) -> int | None:
    """The verb of tenure whose object "этот пост" is, with token `charge` for its noun."""
    first, last = doc.sents[doc.sent[charge]]
    above = next((up for up in doc.ancestors(charge) if doc.pos[up] == "VERB"), None)
    if above is not None and _tenure(doc, above):
        return above
    after = _nearest(doc, range(charge + 1, min(last, charge + 3)))
    return after if after is not None else _nearest(doc, range(charge - 1, max(first, charge - 4) - 1, -1))


def _nearest(doc: Doc, tokens: range) -> int | None:
    for k in tokens:
        if _tenure(doc, k):
            return k
        if doc.pos[k] == "VERB" or doc.form[k] in (";", ":", "—", "«", "»", '"'):
            return None
    return None


def _tenure(doc: Doc, i: int) -> bool:
    row = frames("tenure").get(doc.lemma[i]) if doc.pos[i] in ("VERB", "AUX", "ADJ") else None
    return row is not None and row["kind"] not in ("seek", "urge", "naming", "leaving", "intend", "stop")


def denied(doc: Doc, verb: int) -> bool:
    """Whether a verb is negated or only imagined."""
    around = doc.form[max(verb - 1, 0) : verb + 2]
    return any(word.lower() == "бы" for word in around) or (verb > 0 and around[0].lower() == "не")


def holder(doc: Doc, verb: int, kind: str, past: int | None = None) -> Mention | None:
    """The person of whom a verb of tenure says that he gets, holds or leaves the post; `past` is the token after it."""
    passive = doc.feat(verb, "Voice") == "Pass" or doc.feat(verb, "Variant") == "Short"
    if kind in ("appoint", *_ENDING) and not passive:
        return appointed(doc, verb, past)
    if doc.feat(verb, "VerbForm") == "Part" and past is not None and (name := next(persons_at(doc, past), None)):
        cases = frozenset({"Nom"}) if doc.feat(verb, "Variant") == "Short" else cases_of(doc, verb)
        if fits(doc, cases, name):
            return of_name(doc, name)  # "занимающая пост мэра Анна Ким", but not "назначен советником Анны Ким"
    if doc.feat(verb, "VerbForm") == "Conv" and doc.head[verb] >= 0:
        verb = doc.head[verb]  # "возглавив партию, Пётр Дол ушёл"
    who = _described(doc, verb)
    who = _right_beside(doc, verb, kind) if who is None else who
    who = subject(doc, verb) if who is None else who
    mentions = [mention_of(doc, k) for k in ([who] if who is not None else []) + doc.children(verb, "nsubj")]
    found = next((m for m in mentions if m and (_pronoun(doc, m) or _is_person(doc, m))), None)
    return found or (left_out(doc, verb) if who is None else None)


def _pronoun(doc: Doc, mention: Mention) -> bool:
    """Whether a mention is a pronoun of persons; of "после того, как" the parser makes a subject."""
    return mention.how == "pronoun" and doc.lemma[mention.head] not in ("тот", "это", "кто", "никто")


def _right_beside(doc: Doc, verb: int, kind: str) -> int | None:
    """The person's name in the nominative beside a finite verb: "министром станет | Иван Лесной"."""
    if doc.pos[verb] not in ("VERB", "ADJ") or doc.feat(verb, "VerbForm") in ("Conv", "Inf"):
        return None
    if doc.feat(verb, "VerbForm") == "Part" and doc.feat(verb, "Variant") != "Short":
        return None
    after = next(persons_at(doc, verb + 1), None) if kind in ("be", "become", "take", "lead") else None
    k = verb - 1
    while k > 0 and (doc.pos[k] in ("AUX", "ADV") or doc.form[k].isdigit() or doc.lemma[k] in _DATED):
        k -= 1  # "Иван Лесной | 26 января был избран"
    before = doc.name_at(k) if verb else None
    name = after or (before if before and before.kind == "PER" else None)
    return name.last - 1 if name and fits(doc, frozenset({"Nom"}), name) else None


def _is_person(doc: Doc, mention: Mention) -> bool:
    """Whether a mention is a person's name; its head may be a noun in apposition to it."""
    first = doc.token_at(mention.start) or 0
    name = doc.name_at(first) if mention.how == "name" else None
    gerund = all(p.tag.POS == "GRND" for p in parses(doc.form[first]))  # one that opens a sentence passes for a name
    return name is not None and name.kind == "PER" and not gerund


def _described(doc: Doc, verb: int) -> int | None:
    """The person's name that a participle right after a comma describes: "Пётр Дол, занимающий пост мэра"."""
    k = verb - 1 - (doc.pos[verb - 1] == "ADV")
    name = doc.name_at(k - 1) if doc.feat(verb, "VerbForm") == "Part" and k > 0 and doc.form[k] == "," else None
    return name.last - 1 if name and name.kind == "PER" else None


def appointed(doc: Doc, verb: int, past: int | None = None) -> Mention | None:
    """Whom an active verb appoints: its object, or the name right after the post or the verb."""
    for k in doc.children(verb, "obj", "iobj"):
        mention = mention_of(doc, k)
        if mention and (_is_person(doc, mention) or (mention.how == "pronoun" and doc.feat(k, "Case") == "Acc")):
            return mention
    near = [next(persons_at(doc, i), None) for i in (*([] if past is None else [past]), verb + 1)]
    return next((of_name(doc, name) for name in near if name), None)


def status_of(doc: Doc, verb: int, kind: str) -> Status | None:
    """What a verb's tense says of the post; None where the verb leaves it open ("может стать")."""
    helper = next((k for k in doc.children(verb, "aux", "cop") if doc.lemma[k] in ("быть", "стать")), verb)
    tense = doc.feat(verb, "Tense") or doc.feat(helper, "Tense")
    if doc.feat(verb, "VerbForm") == "Conv" and kind == "be":
        past = any(doc.feat(up, "Tense") == "Past" for up in doc.ancestors(verb))
        return "former" if past else "current"  # "будучи мэром, подписал"
    if doc.form[helper].lower().startswith("буд") or tense == "Fut":
        return "current" if kind in LEAVING else "future"
    if doc.feat(verb, "VerbForm") == "Inf":
        meant = doc.head[verb] >= 0 and doc.lemma[doc.head[verb]] in listed("tenure", "intend")
        return "current" if kind in LEAVING else "future" if meant else None
    if kind in LEAVING:
        return "former"
    lasting = tense == "Past" and doc.feat(verb, "Aspect") == "Imp" and kind not in ("appoint", "become", "replace")
    return "former" if lasting else "current"
