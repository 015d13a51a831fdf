"""The words of the interface, in the language of the article where there are such."""

from collections.abc import Mapping

FACTS_IN = frozenset({"ru"})  # the languages that `onrecord.language` has a backend for

# key: (Russian, English); the keys of kinds and statuses are those of the record
_LABELS = {
    "meetings": ("Встречи", "Meetings"),
    "quotes": ("Кто что сказал", "Who said what"),
    "aid": ("Помощь", "Aid"),
    "commitments": ("Обещания и планы", "Commitments"),
    "positions": ("Позиции", "Positions"),
    "offices": ("Должности", "Offices"),
    "references": ("Документы", "Documents"),
    "topics": ("Темы", "Topics"),
    "relays": ("Со ссылкой на", "Credited"),
    "authors": ("автор", "by"),
    "source": ("источник", "credited"),
    "sources": ("источники", "credited"),
    "photo": ("фото", "photo"),
    "record": ("запись", "record"),
    "modified": ("изменено", "changed"),
    "nobody": ("Говорящий не назван", "Speaker not named"),
    "unknown": ("не назван", "not named"),
    "to": ("кому", "to"),
    "via": ("через", "via"),
    "for": ("на что", "for"),
    "due": ("срок", "due"),
    "participants": ("Участники", "Took part"),
    "absent": ("Не было", "Absent"),
    "agenda": ("Обсуждали", "Agenda"),
    "outcomes": ("Итоги", "Outcomes"),
    "stated": ("указано в тексте", "the text says so"),
    "membership": ("по составу участников", "by the list of members"),
    "summit": ("саммит", "summit"),
    "session": ("заседание", "session"),
    "talks": ("переговоры", "talks"),
    "meeting": ("встреча", "meeting"),
    "call": ("разговор", "call"),
    "visit": ("визит", "visit"),
    "conference": ("конференция", "conference"),
    "other": ("встреча", "meeting"),
    "held": ("состоялось", "held"),
    "planned": ("планируется", "planned"),
    "cancelled": ("отменено", "cancelled"),
    "denied": ("отрицается", "denied"),
    "current": ("сейчас", "now"),
    "former": ("ранее", "former"),
    "future": ("в будущем", "to be"),
    "given": ("оказана", "given"),
    "promised": ("обещана", "promised"),
    "asked": ("запрошена", "asked for"),
    "refused": ("отказано", "refused"),
    "promise": ("обещание", "promise"),
    "plan": ("план", "plan"),
    "offer": ("предложение", "offer"),
    "demand": ("требование", "demand"),
    "supports": ("поддерживает", "supports"),
    "opposes": ("против", "opposes"),
    "concerned": ("обеспокоен", "is concerned"),
    "calls_for": ("призывает", "calls for"),
    "treaty": ("договор", "treaty"),
    "resolution": ("резолюция", "resolution"),
    "law": ("закон", "law"),
    "document": ("документ", "document"),
    "person": ("человек", "person"),
    "organisation": ("организация", "organisation"),
    "place": ("место", "place"),
    "unnamed": ("без имени", "unnamed"),
    "since": ("с", "since"),
    "until": ("до", "until"),
    "tables": ("по таблицам", "by the tables"),
    "seen": ("по статьям до и после", "by articles before and after"),
    "seen_before": ("по последней статье до этого дня", "by the last article before that day"),
    "confirmed": ("подтверждено", "confirmed"),
    "taken_back": ("отменено", "taken back"),
    "articles": ("статей", "articles"),
    "mentions": ("упоминаний", "mentions"),
    "verbatim": ("дословно", "verbatim"),
    "cut": ("сокращено", "cut"),
    "altered": ("изменено", "altered"),
    "part": ("часть слов", "a part of it"),
    "other_speaker": ("сказал другой", "said by someone else"),
    "not_found": ("не найдено", "not found"),
    "indirect": ("в пересказе", "retold"),
    "changes": ("Изменил позицию", "Changed position"),
    "absences": ("Не участвовал", "Stayed away"),
    "no_topic": ("без темы", "no topic"),
    "ahead": ("срок впереди", "due ahead"),
    "past": ("срок прошёл", "due date past"),
    "first": ("первым сообщил", "first"),
    "no_facts": ("Фактов для записи не найдено.", "Nothing to keep on record was found."),
    "language": ("Язык страницы", "The page's language"),
    "only_russian": ("Факты пока читаются только на русском.", "Facts are read only in Russian so far."),
}
# key: what is counted, in the forms of Russian (1, 2, 5) and of English (1, 2)
_COUNTED = {"views": (("просмотр", "просмотра", "просмотров"), ("view", "views"))}
# IPTC Media Topics in Russian: our own translation of the labels in words/topics.tsv, which the JSON keeps
_TOPICS = {
    "medtop:16000000": "война и мир",
    "medtop:20000053": "терроризм",
    "medtop:20000056": "вооружённые конфликты",
    "medtop:20000065": "гражданские беспорядки",
    "medtop:20000070": "государственный переворот",
    "medtop:20000071": "массовые убийства",
    "medtop:20000073": "мирный процесс",
    "medtop:20000080": "военнопленные",
    "medtop:20000082": "преступность",
    "medtop:20000086": "киберпреступность",
    "medtop:20000093": "коррупция",
    "medtop:20000106": "судебная власть",
    "medtop:20000139": "аварии и чрезвычайные происшествия",
    "medtop:20000148": "стихийные бедствия и катастрофы",
    "medtop:20000344": "экономика",
    "medtop:20000345": "экономическая политика",
    "medtop:20000377": "торговая политика",
    "medtop:20000418": "изменение климата",
    "medtop:20000430": "природные ресурсы",
    "medtop:20000446": "болезни",
    "medtop:20000533": "безработица",
    "medtop:20000574": "выборы",
    "medtop:20000587": "основные права",
    "medtop:20000593": "правительство",
    "medtop:20000598": "национальная безопасность",
    "medtop:20000638": "международные отношения",
    "medtop:20000639": "дипломатия",
    "medtop:20000642": "экономические санкции",
    "medtop:20000645": "беженцы и вынужденные переселенцы",
    "medtop:20000771": "иммиграция",
    "medtop:20000775": "дискриминация",
    "medtop:20000817": "социальное обеспечение",
}


def tongue(language: str) -> str:
    """The language of the labels beside a text: Russian for Russian and its neighbours' texts, else English."""
    return "ru" if language.partition("-")[0] in {"ru", "kk", "be", "uk", "ky"} else "en"


def known(key: object) -> bool:
    """Whether there is a label for it."""
    return key in _LABELS


def label(key: str, language: str) -> str:
    """A label in "ru" or "en".

    >>> label("aid", "en")
    'Aid'
    """
    return _LABELS[key][0 if language == "ru" else 1]


def counted(number: int, key: str, language: str) -> str:
    """A number with what it counts, thousands set apart.

    >>> counted(2, "views", "ru")
    '2 просмотра'
    """
    russian, english = _COUNTED[key]
    if language != "ru":
        return f"{number:,} {english[number != 1]}".replace(",", "\u00a0")
    last, teen = number % 10, number % 100 in range(11, 15)
    form = 2 if teen or last in (0, *range(5, 10)) else 0 if last == 1 else 1
    return f"{number:,} {russian[form]}".replace(",", "\u00a0")


def topic(code: str, name: str, language: str) -> str:
    """A topic's name in Russian; `name`, the English one, for other readers and for a topic that has none.

    >>> topic("medtop:20000344", "economy", "ru")
    'экономика'
    """
    return _TOPICS.get(code, name) if language == "ru" else name


def no_facts(code: str, language: str) -> str:
    """Why a record holds nothing: there was nothing to find, or its language (`code`) is not one that is read."""
    if code in FACTS_IN:
        return label("no_facts", language)
    return f"{label('language', language)}: {_named(code, language)}. {label('only_russian', language)}"


def only_russian(unread: Mapping[str, int]) -> str:
    """That pages in some languages (code -> pages) were not searched for facts, for standard error."""
    found = ", ".join(f"{_named(code, 'en')} ({unread[code]})" for code in sorted(unread))
    return f"facts are read only in Russian so far; none were looked for in pages in {found}"


def _named(code: str, language: str) -> str:
    """A language's name in "ru" or "en"; its code where it has none."""
    from babel import Locale

    return str(Locale(language).languages.get(code, code))
