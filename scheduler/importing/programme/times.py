"""When talks are: the spellings of moments, clock times and durations that programmes have."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from scheduler.importing.programme.source import RawTalk
from scheduler.problem.day_slots import MINUTE
from scheduler.vocabulary.calendar import YEARS

NIGHT = time(4)
"""What starts before is on the page of the day before, as all these programmes have it."""
MORNING = time(8)
MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:[.,]\d{1,9})?)?"
    r" ?(Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII | re.IGNORECASE,
)
CLOCK = re.compile(r"(?:.*T)?(\d{1,2}):(\d\d)(?::\d\d.*)?", re.ASCII)
HOURS = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d\d)", re.ASCII)
ISO = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,5}S)?)?", re.ASCII)
LONGEST = 10_000
"""Minutes of a talk: a week."""


@dataclass(frozen=True, slots=True)
class When:
    """
    The start of a talk: ``local`` by the clock of its place, and the offset, if it says that.

    ``day``: of the programme, which goes on after midnight.
    """

    local: datetime
    offset: timedelta | None
    day: date

    def moment(self, zone: tzinfo) -> datetime:
        """In UTC; by the clock of the zone where it says no offset."""
        if self.offset is not None:
            return (self.local - self.offset).replace(tzinfo=UTC)
        return self.local.replace(tzinfo=zone).astimezone(UTC)


def start_of(talk: RawTalk) -> When | str:
    """When a talk begins, or why that is not known."""
    text = talk.fields["date"].strip()
    match = MOMENT.fullmatch(text)
    if text and match is None:
        return "its date is not a date and time such as 2025-02-25T10:00:00+01:00"
    day = _date(match[1] if match is not None else talk.day.strip()[:10])
    page = _date(talk.day.strip()[:10])
    if day is None:
        return "neither it nor the day around it has a date"
    if match is not None and match[2]:
        clock, offset = _clock(match[2]), _offset(match[3])
        if clock is None:
            return "its date has no such hour"
        local = datetime.combine(day, clock)
        return When(local, offset, _page(local, page))
    clock = _clock(talk.fields["start"].strip())
    if clock is None:
        return "it has no start: no date with an hour, and no start such as 10:00"
    # an hour on the page of a day: that of the night comes after it
    late = match is None and clock < NIGHT
    local = datetime.combine(day + timedelta(days=late), clock)
    return When(local, None, _page(local, page))


def is_elsewhere(talk: RawTalk, when: When) -> bool:
    """Whether its date is not of the day that it stands under, nor of the night after it."""
    page = _date(talk.day.strip()[:10])
    if page is None or when.local.date() == page:
        return False
    return when.local.date() - page != timedelta(days=1) or when.local.time() >= MORNING


def _page(local: datetime, page: date | None) -> date:
    """The day of the programme on which it stands, where that can be; else by the clock."""
    if page is not None and timedelta() <= local.date() - page <= timedelta(days=1):
        return page
    return local.date() - timedelta(days=local.time() < NIGHT)


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return day if day is not None and day.year in YEARS else None


def _clock(text: str) -> time | None:
    match = CLOCK.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2]))


def _offset(text: str | None) -> timedelta | None:
    if not text:
        return None
    if text in "Zz":
        return timedelta()
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return -offset if text[0] == "-" else offset


def minutes_of(talk: RawTalk) -> int | str:
    """How long a talk lasts, or why that is not known."""
    text = talk.fields["duration"].strip()
    match = HOURS.fullmatch(text)
    if match is not None and match[1] is not None and int(match[1]) <= 23 and len(match[2]) == 2:
        minutes = int(match[1]) * 60 + int(match[2])  # 01:30:00 has seconds
    elif match is not None:
        minutes = int(match[1] or 0) * 24 * 60 + int(match[2]) * 60 + int(match[3])
    elif text and (iso := ISO.fullmatch(text.upper())) is not None:
        minutes = sum(
            int(n or 0) * unit for n, unit in zip(iso.groups(), (1440, 60, 1), strict=True)
        )
    else:
        return (
            "its duration is not hours and minutes such as 01:30" if text else "it has no duration"
        )
    if minutes == 0:
        return f"its duration is {text}: no minutes"
    return minutes if minutes <= LONGEST else f"its duration is more than {LONGEST:,} minutes"


def ends(start: datetime, minutes: int) -> datetime:
    """When it is over, in UTC."""
    return start + minutes * MINUTE
