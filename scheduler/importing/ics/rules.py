"""Rules of repetition (RFC 5545, 3.3.10), followed from one moment to another and no further."""

import calendar
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice

from scheduler.importing.ics.rule_text import Rule
from scheduler.importing.ics.values import YEARS, Unreadable

STEPS = 100_000
"""Days that one rule may look at; two hundred years have fewer."""
STEPS_OF_FILE = 400_000
"""The same of all rules of a file; a few for each of thousands, where they lie near the meeting."""
OF_A_TIME = 5
"""What a time that comes of a rule costs, in days looked at; an hour or a minute, twice that."""
MOST = 20_000
"""The most times of one rule that are looked at; every hour of two years is fewer."""
DAY = timedelta(days=1)
BY_CLOCK = ("HOURLY", "MINUTELY")


class Steps:
    """How much may still be looked at."""

    def __init__(self, left: int = STEPS_OF_FILE) -> None:
        self.left = left

    def take(self, count: int, of: int) -> int:
        """What a rule that had ``of`` left has left after so many more; Unreadable if nothing."""
        self.left -= count
        if self.left < 0 or of < count:
            raise Unreadable("repeats too often, or since too long ago")
        return of - count


def times(
    rule: Rule, begin: datetime, window: tuple[datetime, datetime], steps: Steps
) -> Iterator[datetime]:
    """
    The times of a rule that begins at ``begin`` within a window, by its own clock, in order.

    Unreadable if there are too many of them, or too much lies before.
    """
    first, last = window
    if rule.until is not None:
        last = min(last, rule.until)
    start = begin if rule.count is not None else max(begin, first)
    found, inside, left = 0, 0, STEPS
    periods = (_clock_periods if rule.frequency in BY_CLOCK else _day_periods)(
        rule, begin, start, last
    )
    for looked_at, moments in periods:
        left = steps.take(looked_at + OF_A_TIME * len(moments), left)
        for moment in moments:
            if moment < begin or moment > last:
                continue
            found += 1
            if rule.count is not None and found > rule.count:
                return
            if moment >= first:
                inside += 1
                if inside > MOST:
                    raise Unreadable("repeats too often")
                yield moment


def _day_periods(
    rule: Rule, begin: datetime, start: datetime, last: datetime
) -> Iterator[tuple[int, Sequence[datetime]]]:
    """Years, months, weeks or days: their days, each with the hours of the rule."""
    hours = sorted(_clocks(rule, begin))
    step = _first_step(rule, begin.date(), start.date())
    while True:
        opening = _opening(rule, begin.date(), step)
        if opening is None or opening > last.date():
            return
        days = _days(rule, begin.date(), opening)
        fitting = (day for day in days if _fits(rule, begin.date(), day))
        moments = (datetime.combine(day, hour) for day in fitting for hour in hours)
        yield len(days), _positions(rule, list(islice(moments, MOST + 1)))
        step += 1


def _first_step(rule: Rule, begin: date, start: date) -> int:
    match rule.frequency:
        case "YEARLY":
            apart = start.year - begin.year
        case "MONTHLY":
            apart = (start.year - begin.year) * 12 + start.month - begin.month
        case "WEEKLY":
            apart = (start - begin).days // 7
        case _:
            apart = (start - begin).days
    return max(0, apart // rule.interval - 1)


def _opening(rule: Rule, begin: date, step: int) -> date | None:
    """The first day of a period; None after all years."""
    ahead = step * rule.interval
    if rule.frequency == "YEARLY":
        year, month, day = begin.year + ahead, 1, 1
    elif rule.frequency == "MONTHLY":
        year, month = divmod(begin.year * 12 + begin.month - 1 + ahead, 12)
        month, day = month + 1, 1
    else:
        ahead *= 7 if rule.frequency == "WEEKLY" else 1
        if ahead > 400_000:
            return None
        back = (begin.weekday() - rule.week_start) % 7 if rule.frequency == "WEEKLY" else 0
        return begin + timedelta(days=ahead - back)
    return date(year, month, day) if year < YEARS.stop else None


def _days(rule: Rule, begin: date, opening: date) -> list[date]:
    match rule.frequency:
        case "YEARLY":
            return [day for month in _months(rule, begin) for day in _month(opening.year, month)]
        case "MONTHLY":
            return _month(opening.year, opening.month)
        case _:
            count = 7 if rule.frequency == "WEEKLY" else 1
            return [opening + n * DAY for n in range(count)]


def _months(rule: Rule, begin: date) -> list[int]:
    """The months of a year in which days of the rule can lie."""
    if "BYMONTH" in rule.by:
        return sorted({*rule.by["BYMONTH"]})
    is_open = rule.weekdays or {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"} & rule.by.keys()
    return [*range(1, 13)] if is_open else [begin.month]


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day + 1) for day in range(calendar.monthrange(year, month)[1])]


def _fits(rule: Rule, begin: date, day: date) -> bool:
    """Whether a day of a period is one of the rule; what that leaves open is as at its begin."""
    by = rule.by
    if "BYMONTH" in by and day.month not in by["BYMONTH"]:
        return False
    if rule.weekdays and not any(_is_weekday(rule, day, *wanted) for wanted in rule.weekdays):
        return False
    length = calendar.monthrange(day.year, day.month)[1]
    if "BYMONTHDAY" in by and not {day.day, day.day - length - 1} & {*by["BYMONTHDAY"]}:
        return False
    year_day, year_length = day.timetuple().tm_yday, 365 + calendar.isleap(day.year)
    if "BYYEARDAY" in by and not {year_day, year_day - year_length - 1} & {*by["BYYEARDAY"]}:
        return False
    if "BYWEEKNO" in by and not _week_numbers(day, rule.week_start) & {*by["BYWEEKNO"]}:
        return False
    return _fits_begin(rule, begin, day)


def _fits_begin(rule: Rule, begin: date, day: date) -> bool:
    by = rule.by
    if rule.weekdays or {"BYMONTHDAY", "BYYEARDAY"} & by.keys():
        return True
    match rule.frequency:
        case "YEARLY" if "BYWEEKNO" in by:
            return day.weekday() == begin.weekday()
        case "YEARLY":
            return day.day == begin.day and ("BYMONTH" in by or day.month == begin.month)
        case "MONTHLY":
            return day.day == begin.day
        case "WEEKLY":
            return day.weekday() == begin.weekday()
        case _:
            return True


def _is_weekday(rule: Rule, day: date, nth: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    if nth == 0 or rule.frequency not in ("YEARLY", "MONTHLY") or "BYWEEKNO" in rule.by:
        return True
    if rule.frequency == "MONTHLY" or "BYMONTH" in rule.by:
        position, length = day.day, calendar.monthrange(day.year, day.month)[1]
    else:
        position = day.timetuple().tm_yday
        length = 365 + calendar.isleap(day.year)
    return nth in ((position - 1) // 7 + 1, -((length - position) // 7 + 1))


def _week_numbers(day: date, week_start: int) -> set[int]:
    """The number of its week, from the first and from the last; a week is of the year of most."""
    middle = day - timedelta(days=(day.weekday() - week_start) % 7) + timedelta(days=3)
    number = (middle.timetuple().tm_yday - 1) // 7 + 1
    last = date(middle.year, 12, 31)
    end = last - timedelta(days=(last.weekday() - week_start) % 7) + timedelta(days=3)
    weeks = ((end if end.year == middle.year else end - 7 * DAY).timetuple().tm_yday - 1) // 7 + 1
    return {number, number - weeks - 1}


def _clocks(rule: Rule, begin: datetime) -> list[time]:
    hours = rule.by.get("BYHOUR", (begin.hour,))
    minutes = rule.by.get("BYMINUTE", (begin.minute,))
    seconds = rule.by.get("BYSECOND", (begin.second,))
    return [time(h, m, min(s, 59)) for h in {*hours} for m in {*minutes} for s in {*seconds}]


def _positions(rule: Rule, moments: list[datetime]) -> list[datetime]:
    if "BYSETPOS" not in rule.by:
        return moments
    count = len(moments)
    places = {p - 1 if p > 0 else count + p for p in rule.by["BYSETPOS"]}
    return [moments[place] for place in sorted(places) if 0 <= place < count]


def _clock_periods(
    rule: Rule, begin: datetime, start: datetime, last: datetime
) -> Iterator[tuple[int, Sequence[datetime]]]:
    """Hours or minutes: those that the rest of the rule lets through."""
    unit = timedelta(hours=1) if rule.frequency == "HOURLY" else timedelta(minutes=1)
    whole = begin.replace(minute=0) if rule.frequency == "HOURLY" else begin
    whole = whole.replace(second=0)
    step = max(0, (start - whole) // (unit * rule.interval) - 1)
    while (moment := whole + step * rule.interval * unit) <= last:
        yield 2 * OF_A_TIME, _positions(rule, _of_clock_period(rule, begin, moment))
        step += 1


def _of_clock_period(rule: Rule, begin: datetime, moment: datetime) -> list[datetime]:
    by = rule.by
    if not _fits(rule, begin.date(), moment.date()):
        return []
    if "BYHOUR" in by and moment.hour not in by["BYHOUR"]:
        return []
    if rule.frequency == "MINUTELY" and moment.minute not in by.get("BYMINUTE", (moment.minute,)):
        return []
    minutes = (
        by.get("BYMINUTE", (begin.minute,)) if rule.frequency == "HOURLY" else (moment.minute,)
    )
    seconds = by.get("BYSECOND", (begin.second,))
    clocks = sorted((m, min(s, 59)) for m in {*minutes} for s in {*seconds})
    return [moment.replace(minute=m, second=s) for m, s in clocks]
