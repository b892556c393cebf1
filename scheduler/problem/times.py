"""Times that a field of a scenario may hold: durations, clock times, hours, days, moments."""

import re
from contextlib import suppress
from datetime import date, datetime, time
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from scheduler.problem.amounts import Amount, Positive, pattern
from scheduler.vocabulary.calendar import YEAR, YEARS
from scheduler.vocabulary.durations import DURATION, minutes_in

CLOCK = r"([01]?[0-9]|2[0-3]):[0-5][0-9]"
MIDNIGHT = "24:00"
"""The end of a day; kept as 00:00, which is the beginning of the next."""
DAY = rf"{YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
MOMENT = rf"{YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[ T]([01][0-9]|2[0-3]):[0-5][0-9](:00)?"


def in_minutes(value: object) -> object:
    """``1h30`` -> 90; what says no duration is left for pydantic to refuse."""
    minutes = minutes_in(value) if isinstance(value, str) else None
    return value if minutes is None else minutes


def _of_minutes(bounds: dict[str, int], words: str = DURATION) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [{"type": "integer", **bounds}, pattern(words)]})


POSITIVE = _of_minutes({"exclusiveMinimum": 0, "maximum": 100_000}, f"(?=.*[1-9])({DURATION})")


PositiveMinutes = Annotated[Positive, BeforeValidator(in_minutes), POSITIVE]
AmountMinutes = Annotated[
    Amount, BeforeValidator(in_minutes), _of_minutes({"minimum": 0, "maximum": 1_000_000})
]
"""Minutes as a number, or as words: ``90``, ``90m``, ``1h30``, ``6h``."""


def _clock(value: object) -> object:
    """``"9:30"`` -> time(9, 30); anything else is left for pydantic to refuse."""
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or re.fullmatch(r"[0-9]{1,2}:[0-9]{2}", value) is None:
        raise ValueError(f"expected a clock time such as '09:30', not {value!r}")
    if re.fullmatch(CLOCK, value) is None:
        raise ValueError(f"there is no clock time {value!r}")
    hour, _, minute = value.partition(":")
    return time(int(hour), int(minute))


def _end_clock(value: object) -> object:
    """As a clock time; ``"24:00"`` too."""
    return time() if value == MIDNIGHT else _clock(value)


def _day(value: object) -> object:
    """``"2025-02-25"`` -> date; a number is no date, though pydantic takes it for one."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or re.fullmatch(DAY, value) is None:
        raise ValueError(f"expected a date such as 2025-02-25, not {value!r}")
    return date.fromisoformat(value)


def _moment(value: object) -> object:
    """``"2025-02-25 10:00"`` -> naive local datetime, to the minute."""
    parsed = value if isinstance(value, datetime) else None
    if isinstance(value, str) and len(value) >= len("2025-02-25T10:00") and value[4:5] == "-":
        with suppress(ValueError):
            parsed = datetime.fromisoformat(value)
    if parsed is None:
        raise ValueError(f"expected a moment such as '2025-02-25 10:00', not {value!r}")
    if parsed.tzinfo is not None:
        raise ValueError(f"write {value!r} as a local time, without an offset")
    if parsed.second or parsed.microsecond:
        raise ValueError(f"{value!r}: moments are whole minutes")
    if isinstance(value, str) and re.fullmatch(MOMENT, value) is None and parsed.year in YEARS:
        raise ValueError(f"expected a moment such as '2025-02-25 10:00', not {value!r}")
    return parsed


Clock = Annotated[
    time,
    BeforeValidator(_clock),
    PlainSerializer(lambda t: f"{t:%H:%M}"),
    WithJsonSchema(pattern(CLOCK)),
]
EndClock = Annotated[
    time,
    BeforeValidator(_end_clock),
    PlainSerializer(lambda t: f"{t:%H:%M}" if t != time() else MIDNIGHT),
    WithJsonSchema(pattern(f"{CLOCK}|{MIDNIGHT}")),
]
"""When something is over: where that is not after its start, it is on the next day."""
Hours = tuple[Clock, EndClock]
"""The same hours of every day, over midnight too: ``["20:00", "02:00"]``."""


def are_hours(hours: tuple[time, time]) -> bool:
    """Whether hours of a day last: those that end when they start do not, but a whole day does."""
    return hours[0] != hours[1] or hours[1] == time()


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({**pattern(DAY), "format": "date"}),
]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    PlainSerializer(lambda t: f"{t:%Y-%m-%d %H:%M}"),
    WithJsonSchema(pattern(MOMENT)),
]
