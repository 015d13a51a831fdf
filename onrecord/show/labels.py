"""The words of the interface, in the language of the article where there are such."""

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
    "photo": ("фото", "photo"),
    "views": ("просмотров", "views"),
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
    "articles": ("статей", "articles"),
    "mentions": ("упоминаний", "mentions"),
    "no_facts": ("Фактов для записи не найдено.", "Nothing to keep on record was found."),
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
