"""The grammar of dates that every finder reads by: days, months, years and ranges, said outright or from today.

Each rule takes a token and answers (value, end) or None; the value is EDTF, or None where a date stands there that
nobody could place (its year is unsaid and the article has no date).
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from onrecord.find.partial import Now, Partial, edtf, month_shifted, possible, week, weekday
from onrecord.language.doc import Doc
from onrecord.span import Span
from onrecord.values import Article

Read = tuple[str | None, int] | None
ReadPart = tuple[Partial, int] | None

_STEMS = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр".split()
_ENDINGS = "ь я ю ем ём е й а у ом".split()
_SHORT = {"янв": 1, "фев": 2, "февр": 2, "апр": 4, "авг": 8, "сен": 9, "сент": 9, "окт": 10, "ноя": 11, "нояб": 11, "дек": 12}
MONTHS = {stem + ending: n for n, stem in enumerate(_STEMS, 1) for ending in _ENDINGS} | {"март": 3, "август": 8} | _SHORT
del MONTHS["ма" + "ь"], MONTHS["маа"], MONTHS["мау"], MONTHS["маом"]
WEEKDAYS = {"понедельник": 0, "вторник": 1, "среда": 2, "четверг": 3, "пятница": 4, "суббота": 5, "воскресение": 6, "воскресенье": 6}
_SEASONS = {"весна": 21, "лето": 22, "осень": 23, "зима": 24, "весной": 21, "летом": 22, "осенью": 23, "зимой": 24}
_DAYS = {"позавчера": -2, "вчера": -1, "накануне": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}
_SIDES = {
    **dict.fromkeys(("этот", "текущий", "нынешний", "уходящий"), 0),
    **dict.fromkeys(("прошлый", "минувший", "прошедший", "предыдущий", "истекший"), -1),
    **dict.fromkeys(("следующий", "будущий", "грядущий", "предстоящий", "ближайший", "наступающий"), 1),
    "позапрошлый": -2,
}
_COUNTS = {
    word: n for n, words in enumerate(("один одну одна", "два две", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять"), 1) for word in words.split()
}
_PARTS = {"начало", "середина", "конец", "половина", "квартал", "полугодие", "декада", "число", "итог"}
_PREPOSITIONS = {"в", "во", "на", "с", "со", "от", "до", "к", "ко", "по", "за", "после", "около", "о", "об", "перед", "через", "не"}
_YEAR_WORDS = {"год", "гг", "г", "годы"}
_DAY = re.compile(r"(\d{1,2})(?:-(?:го|е|ое|му|м))?")
_DAY_RANGE = re.compile(r"(\d{1,2})[-–—](\d{1,2})")
_YEAR = re.compile(r"([12]\d{3})(-(?:го|й|м|му))?")
_YEAR_RANGE = re.compile(r"([12]\d{3})[-–—]((?:[12]\d)?\d\d)")
_WRITTEN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)")
_ISO = re.compile(r"([12]\d{3})-(\d\d)-(\d\d)")


class Time(Struct, frozen=True):
    """A date in a text: its EDTF value and its tokens `first` up to `last` (exclusive)."""

    edtf: str | None
    first: int
    last: int

    def span(self, doc: Doc) -> Span:
        return doc.span(self.first, self.last)


def today_of(article: Article) -> date | None:
    """The day an article speaks from: when it was published, None where unknown or known by the month only."""
    try:
        return date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None


def times(doc: Doc, first: int, last: int, now: Now) -> Iterator[Time]:
    """The dates among tokens `first` up to `last`, each with the preposition before it."""
    i = first
    while i < last:
        found = time_at(doc, i, now)
        if found and found[1] <= last:
            opens = i - (i > first and doc.form[i - 1].lower() in ("в", "во", "на", "к", "ко", "до", "с", "со", "от"))
            yield Time(found[0], opens, found[1])
            i = found[1]
        else:
            i += 1


def time_at(doc: Doc, i: int, now: Now) -> Read:
    """The date that starts at token `i` (no preposition but "с" of a range, "через"), as (EDTF, end).

    "5 мая 2024 года" -> ("2024-05-05", i + 4); "на прошлой неделе" at "прошлой" -> an interval; "вчера" -> a day.
    """
    return next((found for rule in RULES if (found := rule(doc, i, now))), None)


def _form(doc: Doc, i: int) -> str:
    """The token's form in lower case, "" beyond the sentence of the token before."""
    return doc.form[i].lower() if i < len(doc) and (i == 0 or doc.sent[i] == doc.sent[i - 1] or doc.form[i - 1] != ".") else ""


def _lemma(doc: Doc, i: int) -> str:
    return doc.lemma[i] if i < len(doc) else ""


def _same(doc: Doc, i: int, k: int) -> bool:
    """Whether token `k` is there and in the sentence of `i`."""
    return k < len(doc) and doc.sent[k] == doc.sent[i]


def _range(doc: Doc, i: int, now: Now) -> Read:
    """ "С 5 по 10 мая 2024 года", "1 мая - 5 июня", "27 и 28 апреля"."""
    since = _form(doc, i) in ("с", "со")
    start = i + since
    first = _part(doc, start) or (_bare(doc, start) if start < len(doc) else None)
    if first is None or not _same(doc, i, first[1]):
        return None
    joins = ("по", "до") if since else ("-", "–", "—", "и")
    if _form(doc, first[1]) not in joins:
        return None
    last = _part(doc, first[1] + 1)
    if last is None or not _same(doc, i, last[1] - 1) or (first[0].day is None) != (last[0].day is None):
        return None
    return _interval(first[0].completed(last[0]), last[0], now), last[1]


def _interval(first: Partial, last: Partial, now: Now) -> str | None:
    ends = edtf(last, now)
    begins = edtf(first if first.year or not ends else Partial(int(ends[:4]), first.month, first.day), now)
    return f"{begins}/{ends}" if begins and ends and begins < ends else ends


def _bare(doc: Doc, i: int) -> ReadPart:
    """A day or a year whose month or noun comes with the other end of its range."""
    if found := _DAY.fullmatch(doc.form[i]):
        return (Partial(day=int(found[1])), i + 1) if 1 <= int(found[1]) <= 31 else None
    found = _YEAR.fullmatch(doc.form[i])
    return (Partial(int(found[1])), i + 1) if found else None


def _part(doc: Doc, i: int) -> ReadPart:
    """A day, month or year said outright."""
    if i >= len(doc):
        return None
    return _numeric(doc, i) or _day_of_month(doc, i) or _month(doc, i) or _year(doc, i)


def _numeric(doc: Doc, i: int) -> ReadPart:
    """ "23.11.2023", "2023-11-23"."""
    if found := _WRITTEN.fullmatch(doc.form[i]):
        day, month, year = map(int, found.groups())
        year += 2000 * (year < 100)
    elif found := _ISO.fullmatch(doc.form[i]):
        year, month, day = map(int, found.groups())
    else:
        return None
    return _if_possible(Partial(year, month, day), i + 1) if 1 <= month <= 12 else None


def _if_possible(partial: Partial, end: int) -> ReadPart:
    return (partial, end) if possible(partial) else None


def _day_of_month(doc: Doc, i: int) -> ReadPart:
    found = _DAY.fullmatch(doc.form[i])
    month = MONTHS.get(_form(doc, i + 1)) if found else None
    if not found or not month:
        return None
    year, end = _year_after(doc, i + 2)
    return _if_possible(Partial(year, month, int(found[1])), end)


def _month(doc: Doc, i: int) -> ReadPart:
    """A month: with its year, or small letters that no other word has."""
    month = MONTHS.get(_form(doc, i))
    if not month or _form(doc, i) in _SHORT:
        return None
    year, end = _year_after(doc, i + 1)
    led = i > 0 and (doc.form[i - 1].lower() in _PREPOSITIONS or doc.lemma[i - 1] in _PARTS)
    return (Partial(year, month), end) if year or led or not doc.form[i][0].isupper() else None


def _year_after(doc: Doc, i: int) -> tuple[int | None, int]:
    """The year said after a month, and where it ends; (None, i) where none is said."""
    if i < len(doc) and doc.form[i] == "." and i + 1 < len(doc) and doc.sent[i + 1] == doc.sent[i - 1] and doc.form[i - 1].lower() in _SHORT:
        i += 1  # "2 дек. 2023"
    found = _YEAR.fullmatch(doc.form[i]) if i < len(doc) and doc.sent[i] == doc.sent[i - 1] else None
    return (int(found[1]), _year_word(doc, i + 1)) if found else (None, i)


def _year_word(doc: Doc, i: int) -> int:
    """Where "года", "г." ends that may follow a year's number."""
    if i >= len(doc) or doc.lemma[i] not in _YEAR_WORDS and _form(doc, i) not in ("г", "гг"):
        return i
    dotted = doc.form[i].lower() in ("г", "гг") and i + 1 < len(doc) and doc.form[i + 1] == "." and doc.start[i + 1] == doc.end[i]
    return i + 1 + dotted


def _year(doc: Doc, i: int) -> ReadPart:
    found = _YEAR.fullmatch(doc.form[i])
    if not found:
        return None
    end = _year_word(doc, i + 1)
    return (Partial(int(found[1])), end) if end > i + 1 or found[2] else None


def _outright(doc: Doc, i: int, now: Now) -> Read:
    """A day, a month or a year in words or figures; "прошлого года" after a month counts from today."""
    found = _part(doc, i)
    if found is None:
        return None
    partial, end = found
    if partial.year is None and (beside := _year_from_today(doc, end, now)):
        year, end = beside
        partial = Partial(year, partial.month, partial.day)
        return (edtf(partial, now) if year else None), end
    return edtf(partial, now), end


def _year_from_today(doc: Doc, i: int, now: Now) -> tuple[int | None, int] | None:
    """ "Прошлого года", "с. г." after a month; the year is None where today is unknown."""
    if _form(doc, i) == "с.г" or _form(doc, i) == "с" and [_form(doc, i + n) for n in (1, 2)] == [".", "г"]:
        return (now.today.year if now.today else None), i + (1 if _form(doc, i) == "с.г" else 3)
    if i + 1 < len(doc) and doc.lemma[i] in _SIDES and doc.lemma[i + 1] == "год":
        return (now.today.year + _SIDES[doc.lemma[i]] if now.today else None), i + 2
    return None


def _days_joined(doc: Doc, i: int, now: Now) -> Read:
    """ "27-28 апреля 2017 года"."""
    found = _DAY_RANGE.fullmatch(doc.form[i])
    month = MONTHS.get(_form(doc, i + 1)) if found else None
    if not found or not month:
        return None
    year, end = _year_after(doc, i + 2)
    first, last = (Partial(year, month, int(day)) for day in found.groups())
    return (_interval(first, last, now), end) if possible(first) and possible(last) else None


def _years_joined(doc: Doc, i: int, now: Now) -> Read:
    """ "2023-2024 годах"."""
    found = _YEAR_RANGE.fullmatch(doc.form[i])
    end = _year_word(doc, i + 1)
    if not found or end == i + 1:
        return None
    first, last = found.groups()
    return _interval(Partial(int(first)), Partial(int(first[: 4 - len(last)] + last)), now), end


def _months_joined(doc: Doc, i: int, now: Now) -> Read:
    """ "В сентябре-октябре 2001 года"."""
    first, _, last = _form(doc, i).partition("-")
    if first not in MONTHS or last not in MONTHS:
        return None
    year, end = _year_after(doc, i + 1)
    return _interval(Partial(year, MONTHS[first]), Partial(year, MONTHS[last]), now), end


def _season(doc: Doc, i: int, now: Now) -> Read:
    """ "Летом 2024 года", "этой весной"."""
    month = _SEASONS.get(_form(doc, i)) or _SEASONS.get(_lemma(doc, i))
    if not month:
        return None
    year, end = _year_after(doc, i + 1)
    if year is None and (beside := _year_from_today(doc, end, now)):
        year, end = beside
    if year is None and end == i + 1 and _form(doc, i) not in _SEASONS:
        return None
    return edtf(Partial(year, month), now) if year or end == i + 1 else None, end


def _from_today(doc: Doc, i: int, now: Now) -> Read:
    """ "В текущем году", "в прошлом месяце", "на этой неделе", "в минувшую пятницу"."""
    side = _SIDES.get(_lemma(doc, i))
    if side is None or not _same(doc, i, i + 1):
        return None
    unit = doc.lemma[i + 1]
    if unit in WEEKDAYS:
        day = weekday(now.today, WEEKDAYS[unit], side, now.ahead) if now.today else None
        return (day.isoformat() if day else None), i + 2
    if unit == "месяц" and _form(doc, i + 1) != "месяцы" or unit in ("год", "неделя", "день", "сутки") and doc.feat(i + 1, "Number") != "Plur":
        return _shifted(now, unit, side), i + 2
    if MONTHS.get(_form(doc, i + 1)) and now.today:
        month = MONTHS[_form(doc, i + 1)]
        return edtf(Partial(month=month), Now(now.today, side > 0 if side else None)), i + 2
    return None


def _shifted(now: Now, unit: str, count: int) -> str | None:
    """Today moved by a count of units, as precisely as the unit is."""
    today = now.today
    if today is None:
        return None
    if unit in ("день", "сутки"):
        return (today + timedelta(count)).isoformat()
    if unit == "неделя":
        return week(today, count)
    return edtf(month_shifted(today, count) if unit == "месяц" else Partial(today.year + count), now)


def _part_of(doc: Doc, i: int, now: Now) -> Read:
    """ "В начале марта", "до конца года", "во второй половине 2015 года", "в последнюю декаду апреля"."""
    noun = i if _lemma(doc, i) in _PARTS else i + 1
    if _lemma(doc, noun) not in _PARTS or not _same(doc, i, noun + 1) or noun > i and doc.pos[i] not in ("ADJ", "NUM"):
        return None
    if doc.form[noun + 1].lower() in ("года", "месяца", "недели"):
        return _shifted(now, doc.lemma[noun + 1], 0), noun + 2
    return _outright(doc, noun + 1, now) or _from_today(doc, noun + 1, now)


def _weekday(doc: Doc, i: int, now: Now) -> Read:
    """ "В понедельник", with the date that may follow: "в понедельник, 5 мая"."""
    number = WEEKDAYS.get(_lemma(doc, i))
    if number is None or not doc.is_rel(i, "obl", "nmod", "conj", "parataxis", "advmod", "root", "appos", "nsubj"):
        return None
    follows = i + 1 + (_form(doc, i + 1) == ",")
    if _same(doc, i, follows) and (outright := _outright(doc, follows, now)) and doc.form[follows][0].isdigit():
        return outright
    if i == 0 or doc.form[i - 1].lower() not in _PREPOSITIONS and doc.lemma[i - 1] not in ("вечер", "утро", "ночь", "день"):
        return None
    return (weekday(now.today, number, 0, now.ahead).isoformat() if now.today else None), i + 1


def _adverb(doc: Doc, i: int, now: Now) -> Read:
    """ "Вчера", "сегодня"; "накануне" only where no event follows that it is the eve of."""
    shift = _DAYS.get(_form(doc, i))
    if shift is None:
        return None
    if doc.form[i].lower() == "накануне" and _same(doc, i, i + 1) and doc.feat(i + 1, "Case") == "Gen":
        return None
    return ((now.today + timedelta(shift)).isoformat() if now.today else None), i + 1


def _ago(doc: Doc, i: int, now: Now) -> Read:
    """ "Два года назад", "неделю назад", "через три дня"."""
    within = _form(doc, i) == "через"
    start = i + within
    if start >= len(doc) or not _same(doc, i, start):
        return None
    said = doc.form[start].lower()
    count = _COUNTS.get(said) or (int(said) if said.isdecimal() and len(said) < 4 else None)
    unit = start + (count is not None)
    if not _same(doc, i, unit) or (name := _UNITS.get(doc.form[unit].lower())) is None:
        return None
    if within:
        return (_shifted(now, name, count or 1), unit + 1) if doc.form[min(unit + 1, len(doc) - 1)].lower() != "после" else None
    return (_shifted(now, name, -(count or 1)), unit + 2) if _same(doc, i, unit + 1) and _form(doc, unit + 1) == "назад" else None


_UNITS = {
    **dict.fromkeys(("день", "дня", "дней", "сутки", "суток"), "день"),
    **dict.fromkeys(("неделю", "недели", "недель"), "неделя"),
    **dict.fromkeys(("месяц", "месяца", "месяцев"), "месяц"),
    **dict.fromkeys(("год", "года", "лет"), "год"),
}

RULES = (
    _range,
    _days_joined,
    _years_joined,
    _months_joined,
    _outright,
    _weekday,
    _from_today,
    _part_of,
    _season,
    _adverb,
    _ago,
)
