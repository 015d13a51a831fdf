"""Days as a text gives them, with or without month and year, and how they become dates of the calendar (EDTF)."""

from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct

WEEK = 7


class Now(Struct, frozen=True):
    """What a date that leaves things unsaid is read from; None is unknown."""

    today: date | None = None  # the day the text speaks from
    ahead: bool | None = None  # whether it speaks of what is to come
    year: int | None = None  # the year that its sentence has named


class Partial(Struct, frozen=True):
    """A day, a month or a year of which a part may be unsaid; months 21 to 24 are EDTF's spring to winter."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def completed(self, other: "Partial") -> "Partial":
        """This with what is unsaid taken from the other end of its range: "с 5 по 10 мая 2024 года"."""
        return Partial(self.year or other.year, self.month or (other.month if self.day else None), self.day)


def edtf(partial: Partial, now: Now) -> str | None:
    """The EDTF date of a partial one; None where its year is unsaid and cannot be told.

    >>> edtf(Partial(month=12, day=5), Now(date(2024, 1, 10)))
    '2023-12-05'
    """
    year = partial.year or now.year or _nearest_year(partial, now)
    if year is None:
        return None
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (partial.month, partial.day) if part)])


def possible(partial: Partial) -> bool:
    """Whether the calendar has such a day (29 February where the year is unsaid)."""
    if partial.day is None:
        return True
    return partial.month is not None and 1 <= partial.day <= monthrange(partial.year or 2024, partial.month)[1]


def _nearest_year(partial: Partial, now: Now) -> int | None:
    """The year that puts a day or month nearest to today, on the side of today that the text speaks of."""
    if now.today is None or partial.month is None:
        return None
    month = partial.month if partial.month <= 12 else (4, 7, 10, 13)[partial.month - 21]
    here = now.today.month + now.today.day / 31
    away = {year: 12 * (year - now.today.year) + month + (partial.day or 15) / 31 - here for year in _years(now.today)}
    # A month's grace: a monthly "in May" told in May is neither past nor to come.
    fits = [year for year, months in away.items() if now.ahead in (None, months > 0) or abs(months) < 1]
    return min(fits or away, key=lambda year: abs(away[year]))


def _years(today: date) -> range:
    return range(today.year - 1, today.year + 2)


def month_shifted(today: date, months: int) -> Partial:
    """The month so many months after today's."""
    count = today.year * 12 + today.month - 1 + months
    return Partial(count // 12, count % 12 + 1)


def week(today: date, weeks: int) -> str:
    """The week so many weeks after today's, Monday to Sunday, as an EDTF interval."""
    monday = today - timedelta(today.weekday()) + timedelta(weeks * WEEK)
    return f"{monday}/{monday + timedelta(WEEK - 1)}"


def weekday(today: date, number: int, side: int, ahead: bool | None) -> date:
    """The day of the week `number` (Monday is 0): the last one before today (`side` -1), the next one after it (1),
    or today's, else the last or, where the text looks ahead, the next (0)."""
    back = (today.weekday() - number) % WEEK
    if side > 0 or (side == 0 and ahead and back):
        return today + timedelta(WEEK - back)
    return today - timedelta(back or WEEK * (side < 0))
