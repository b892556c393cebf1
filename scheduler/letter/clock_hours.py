"""
Hours as people write them, in the six languages: read, not printed.

``10:00 – 13:00``, ``10 a.m. to noon``, ``from 15:00 until 18:00``, ``10 h 30 - 13 h``, ``de 10.00 a
13.00 horas``, ``с 10 ч. до 13 ч.``, ``上午10时30分至下午1时``, ``من 10:00 إلى 13:00``.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import time

from scheduler.letter.folding import plain

Hours = tuple[time, time]
DAY = 24 * 60
"""Minutes of a day."""
LONGEST_NIGHT, LONGEST_SLOT = 12 * 60, 18 * 60
"""Minutes from a start to an end on the next day: more is rather a slip, as 10:00 – 1:00."""
_MARK = r"(?:[:.h/٫：∶]|heures?\b|hrs?\b|horas?\b|ч\.?|час(?:ов|а|\.)?|[时時点點])"
_UNIT = (
    r"(?:h\b\.?|heures?\b|hours\b|hrs?\b\.?|horas?\b|hs\b"
    r"|ч(?:ас(?:ов|а|\.)?|\.|\b)|[时時点點]整?)"
)
_HALF = r"(?:a\.?\s?m\b\.?|p\.?\s?m\b\.?|noon\b|midi\b|midnight\b|minuit\b|[صم](?!\w))"
NOON = ("noon", "midday", "midi", "mediodía", "mediodia", "полдень", "полудня", "正午", "الظهر")
MIDNIGHT = ("midnight", "minuit", "medianoche", "полночь", "полуночи", "午夜", "منتصف الليل")
_NAMED = "|".join(map(re.escape, (*NOON, *MIDNIGHT)))
_EARLY, _LATE = ("上午", "早上", "凌晨"), ("下午", "晚上", "中午")
_DASH = (
    r"(?:[-‐‑‒–—―−~～〜→]|\b(?:to|until|till|til|à|jusqu[’'´`]?\s?à|au|al?(?: las)?|hasta(?: las)?"
    r"|до|по)\b|至|到|إلى|الى|حتى)"
)
_FROM = r"(?:\b(?:from|de(?: las)?|desde(?: las)?|со?)\b\s*|[从從自]\s*|من\s*)?"


def _clock_words(n: int) -> str:
    """A clock time with its groups; ``n`` tells the two of a pair apart."""
    return (
        rf"(?:(?P<day{n}>{'|'.join((*_EARLY, *_LATE))})?\s*(?P<hour{n}>\d{{1,2}})"
        rf"(?:\s*{_MARK}\s*(?P<minute{n}>\d{{2}})(?!\d)(?:\s*(?:分|мин\b\.?|min\b\.?))?"
        rf"|(?P<and_half{n}>[时時点點]半))?\s*(?P<unit{n}>{_UNIT})?\s*(?P<half{n}>{_HALF})?"
        rf"|(?P<named{n}>{_NAMED}))"
    )


HOURS = re.compile(
    rf"{_FROM}(?<!\d)(?<!\d[:.]){_clock_words(1)}\s*{_DASH}\s*{_clock_words(2)}", re.IGNORECASE
)
TWO_LINES = re.compile(rf"{_FROM}{_clock_words(1)}\s+{_clock_words(2)}", re.IGNORECASE)
"""A start over an end, as in narrow columns."""
_FOUR = r"([01]\d|2[0-4])([0-5][05])\s*(?:h|hrs?\.?)?"
FOUR_DIGITS = re.compile(rf"{_FOUR}\s*[-–—]\s*{_FOUR}")
"""``1000 – 1300``, as armed forces write it."""
YEARS = range(1990, 2100)
START = re.compile(rf"(?<!\d){_clock_words(1)}", re.IGNORECASE)
DAY_PARTS: Mapping[str, Hours] = {
    **dict.fromkeys(("morning", "matin", "mañana", "утро", "上午", "صباحا"), (time(10), time(13))),
    **dict.fromkeys(
        ("afternoon", "après-midi", "tarde", "день", "下午", "بعد الظهر"), (time(15), time(18))
    ),
    **dict.fromkeys(("evening", "soir", "soirée", "noche", "вечер", "晚上"), (time(19), time(21))),
}
"""What is meant where no hours are given: those of most treaty meetings."""


def hours_of(text: str) -> Hours | None:
    """
    The two clock times of a text, or None if it has none, or no end after its start.

    An end that is not after the start is on the next day: 24:00 is 00:00.
    """
    return _within_day(_span(HOURS.search(text)))


def label_span(lines: Sequence[str]) -> tuple[int, int] | None:
    """
    The hours that head a row, in minutes from midnight; an end past midnight is more than 1,440.

    ``lines``: of its cell. A start may stand above its end.
    """
    text = " ".join(filter(None, lines))
    match = FOUR_DIGITS.fullmatch(text.strip())
    if match is not None:
        h1, m1, h2, m2 = map(int, match.groups())
        if not (h1 * 100 + m1 in YEARS and h2 * 100 + m2 in YEARS):
            return _turned(h1 * 60 + m1, h2 * 60 + m2)
    return _span(HOURS.search(text)) or _start_over_end(lines)


def _start_over_end(lines: Sequence[str]) -> tuple[int, int] | None:
    """In one line both need a word that says so: ``11 h 15`` is a start alone."""
    filled = [line for line in lines if line.strip()]
    match = TWO_LINES.fullmatch(" ".join(filled).strip())
    if match is None or (len(filled) < 2 and not (_is_clock(match, 1) and _is_clock(match, 2))):
        return None
    return _span(match)


def start_of(text: str) -> time | None:
    """The clock time that is all of a text: ``10:00``, ``3 p.m.``; a bare number is none."""
    match = START.fullmatch(text.strip())
    return _as_start(match)


def start_before(text: str) -> tuple[time, str] | None:
    """The clock time at the start of a text, and the rest: ``10:00 Opening``."""
    match = START.match(text)
    start = _as_start(match)
    if match is None or start is None:
        return None
    rest = text[len(match[0].rstrip()) :]
    return (start, rest) if rest[:1] in (" ", ",", ";", ":", "–", "-") else None


def _as_start(match: re.Match[str] | None) -> time | None:
    if match is None or not _is_clock(match, 1):
        return None
    minutes = _minutes(match, 1)
    return _time(minutes) if minutes is not None and minutes < DAY else None


def why_not(span: tuple[int, int]) -> str | None:
    """Why hours cannot be those of a slot."""
    start, end = span
    if start >= end:
        return "it ends when it starts"
    if end > DAY and end - start > LONGEST_NIGHT:
        return f"it ends before it starts, or more than {LONGEST_NIGHT // 60} hours later"
    longest = f"it is longer than {LONGEST_SLOT // 60} hours"
    return longest if end - start > LONGEST_SLOT else None


def length_of(hours: Hours) -> int:
    """Minutes; an end that is not after the start is on the next day."""
    start, end = (clock.hour * 60 + clock.minute for clock in hours)
    return end - start if end > start else end - start + DAY


def offset_in(hours: Hours, clock: time) -> int:
    """Minutes from the start of hours to a clock time within them, over midnight too."""
    start = hours[0].hour * 60 + hours[0].minute
    return (clock.hour * 60 + clock.minute - start) % DAY


def as_hours(span: tuple[int, int] | None) -> Hours | None:
    """The same as clock times, if they are of one day."""
    return _within_day(span)


def part_of_day(text: str) -> Hours | None:
    """``Morning`` is 10:00 to 13:00, and so on; None if it is no such word."""
    hours_of_part = {plain(word): hours for word, hours in DAY_PARTS.items()}
    return hours_of_part.get(plain(text))


def _span(match: re.Match[str] | None) -> tuple[int, int] | None:
    if match is None or not (_is_clock(match, 1) or _is_clock(match, 2)):
        return None
    end = _minutes(match, 2)
    start = _minutes(match, 1, _same_half(match))
    if start is None or end is None or start == DAY:
        return None
    # 3.30 p.m. to 6, 下午3时至6时
    half_told = match["half1"] or match["day1"]
    if half_told and not (match["half2"] or match["day2"]) and end <= start:
        end += DAY // 2
    return _turned(start, end)


def _turned(start: int, end: int) -> tuple[int, int]:
    """An end before the start is that of the next day."""
    return start, end + DAY if end < start else end


def _within_day(span: tuple[int, int] | None) -> Hours | None:
    if span is None or why_not(span) is not None:
        return None
    return _time(span[0]), _time(span[1] % DAY)


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _is_clock(match: re.Match[str], n: int) -> bool:
    """Two bare numbers are hours only with a word that says so: 25-28 is no time."""
    said = ("minute", "and_half", "unit", "half", "named", "day")
    return any(match[f"{group}{n}"] is not None for group in said)


def _same_half(match: re.Match[str]) -> str | None:
    """3-6 p.m. begins in the afternoon, 10-1 p.m. in the morning."""
    half, hour, later = match["half2"], match["hour1"], match["hour2"]
    if half is None or hour is None or later is None:
        return None
    if half[0] in "pPم":
        return half if int(hour) % 12 < int(later) % 12 else None
    return half if half[0] in "aAص" else None


def _minutes(match: re.Match[str], n: int, assumed: str | None = None) -> int | None:
    """Minutes from midnight, 1,440 at the end of the day; None if there is no such time."""
    named = match[f"named{n}"]
    if named is not None:
        return 12 * 60 if named.casefold() in NOON else DAY
    hours = int(match[f"hour{n}"])
    minutes = 30 if match[f"and_half{n}"] else int(match[f"minute{n}"] or 0)
    half = (match[f"half{n}"] or assumed or "").casefold()
    part = match[f"day{n}"]
    if half.startswith(("midnight", "minuit")):
        return DAY if hours == 12 and minutes == 0 else None
    if (half.startswith(("p", "م")) or part in _LATE) and hours < 12:
        hours += 12
    elif (half.startswith(("a", "ص")) or part in _EARLY) and hours == 12:
        hours = 0
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= DAY else None
