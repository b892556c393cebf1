"""The scenario that a meeting begins with: what is known of it, with a comment for each part."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from math import gcd

from scheduler.letter.names_of_ids import slug
from scheduler.vocabulary.calendar import MONTHS
from scheduler.vocabulary.title_dates import dates_in

SCHEMA = "# yaml-language-server: $schema=meeting.schema.json\n"
"""The first line of a scenario: editors complete by it."""
GRID = 15
DAY = 24 * 60
OVERTIME, PAST_CLOSE = 30, 60
"""Minutes beyond the end of the last slot, and past the last close, that cost something."""
PERIODS = ((12, "morning"), (17, "afternoon"), (24, "evening"))
PAUSE, EVENING = 60, 120
"""Minutes before an evening slot, and of it."""
ASSIGNMENT, BETWEEN, A_DAY, CAPS = 180, 90, 2, {3: 5, 4: 7, 7: 8}
"""What a team of interpreters may do unless the scenario says otherwise: see ``Interpretation``."""
LANGUAGES = "[en, fr]"


@dataclass(frozen=True, slots=True)
class First:
    """
    What is known of a meeting at first.

    Attributes
    ----------
    windows
        Start and end of each slot, by the local clock, in order.
    sessions
        Title and likely minutes of each.
    rolling
        Which sessions follow one another in the first room, by their places from 0, in order.
    city
        Where it is; empty if that is not known.
    """

    title: str
    timezone: str
    days: tuple[date, ...]
    windows: tuple[tuple[time, time], ...]
    rooms: tuple[str, ...]
    sessions: tuple[tuple[str, int], ...]
    rolling: tuple[int, ...]
    city: str = ""


USUAL = First(
    title="Meeting of the Working Groups",
    timezone="Europe/Zurich",
    days=(date(2030, 3, 5), date(2030, 3, 6)),
    windows=((time(10), time(13)), (time(15), time(18))),
    rooms=("Plenary",),
    sessions=(("Working Group 1", 300), ("Working Group 2", 300)),
    rolling=(0, 1),
)


def text_of(first: First) -> str:
    """The scenario as a file, without its schema line."""
    taken = set[str]()
    rooms = [(slug(name, taken), name) for name in first.rooms]
    ids = [slug(title, taken) for title, _ in first.sessions]
    named = list(zip(ids, first.sessions, strict=True))
    grid = _grid(first)
    return "\n".join(
        [
            *_meeting(first, grid),
            *_slots(first),
            "rooms:",
            *(
                line
                for id, name in rooms
                for line in (f"  - id: {id}", f"    name: {_quoted(name)}")
            ),
            "    # seats: 200",
            "",
            "# Teams of interpreters, and what they speak; sessions name their languages below.",
            _interpretation(first),
            "",
            _noted("people:", "office holders by office, never by name"),
            *(line for id, (title, _) in named for line in _chair(id, title)),
            _away(first),
            "",
            _noted("sessions:", "what must be held, and how long"),
            *(line for id, (title, likely) in named for line in _session(id, title, likely, grid)),
            *_rolling(first, rooms[0][0], ids),
            _noted("policy: roll", "what a replan may use: roll, hold, extend, reorder or stay"),
            "",
            *_annex(first),
            "",
        ]
    )


def _meeting(first: First, grid: int) -> list[str]:
    days = ", ".join(map(str, first.days))
    return [
        "# A meeting in the planner's words. 'rollgrid check meeting.yaml' lists every mistake,",
        "# 'rollgrid solve meeting.yaml' finds the timetable and keeps it as a draft.",
        "format: 1",
        "meeting:",
        _noted(f"  id: {slug(first.title, set())}", "short, without spaces; never changes"),
        f"  title: {_quoted(first.title)}",
        f"  venue: {_quoted(first.city)}" if first.city else "  # venue: Conference Centre",
        _noted(f"  timezone: {first.timezone}", "all clock times below are local to it"),
        _noted(f"  grid: {grid}", "sessions start on multiples of so many minutes"),
        "",
        f"days: [{days}]",
        "",
    ]


def _slots(first: First) -> Iterator[str]:
    """The slots; the last may run over where midnight leaves room, and an evening may follow."""
    yield _noted("slots:", "clock times of every day; no session crosses the end of one")
    windows, taken = first.windows, set[str]()
    closes = _minutes(windows[-1][1]) or DAY
    for start, end in windows:
        id = slug(next(name for hour, name in PERIODS if start.hour < hour), taken)
        last = end == windows[-1][1] and closes + OVERTIME < DAY
        over = f", overtime: {{minutes: {OVERTIME}, price: 4}}" if last else ""
        yield f'  - {{id: {id}, start: "{start:%H:%M}", end: "{_end(end)}"{over}}}'
    if closes + PAUSE + EVENING < DAY:
        start, end = (time(*divmod(closes + more, 60)) for more in (PAUSE, PAUSE + EVENING))
        day = first.days[-2:][0]
        hours = f'start: "{start:%H:%M}", end: "{end:%H:%M}"'
        yield _noted(
            f"  # - {{id: {slug('evening', taken)}, {hours}, days: [{day}]}}", "one evening"
        )
    if closes + PAST_CLOSE < DAY:
        price = f"{{minutes: {PAST_CLOSE}, price: 4}}"
        yield _noted(f"last_close: {price}", "how far the last slot of all may run over")
    yield ""


def _end(end: time) -> str:
    return "24:00" if end == time() else f"{end:%H:%M}"


def _away(first: First) -> str:
    """An absence in the last hour of all, or in the last slot if that is shorter."""
    day, (start, end) = first.days[-1], first.windows[-1]
    begins = max(_minutes(start), (_minutes(end) or DAY) - 60)
    hours = f"from: {day} {time(*divmod(begins, 60)):%H:%M}, to: {day} {_end(end)}"
    return f"    # unavailable: [{{{hours}}}]"


def _chair(session: str, title: str) -> tuple[str, str]:
    return f"  - id: {session}-chair", f"    title: {_quoted(f'Chair of {title}')}"


def _session(id: str, title: str, likely: int, grid: int) -> list[str]:
    least = max(grid, likely * 4 // 5 // grid * grid)
    most = -(-likely * 6 // 5 // grid) * grid
    cut = min(2 * grid, least)
    return [
        f"  - id: {id}",
        f"    title: {_quoted(title)}",
        f"    minutes: {{least: {least}, likely: {likely}, most: {most}}}",
        f"    chairs: [{id}-chair]",
        _noted(f"    split: {{least_part: {cut}}}", "may go on in the next slot"),
        _noted(f"    # languages: {LANGUAGES}", "interpreted, by a team above"),
    ]


def _interpretation(first: First) -> str:
    """As many teams as may serve every slot: one, or two that take turns."""
    slots, days = len(first.windows) + 1, len(first.days)
    pauses = (_minutes(start) - _minutes(end) for (_, end), (start, _) in pairwise(first.windows))
    alone = slots <= A_DAY and all(pause >= BETWEEN for pause in pauses)
    alone = alone and all(slots * min(days, span) <= cap for span, cap in CAPS.items())
    teams = [f"{{id: team-{n}, languages: {LANGUAGES}}}" for n in range(1, 2 if alone else 3)]
    longest = max((_minutes(end) or DAY) - _minutes(start) for start, end in first.windows)
    minutes = f"minutes: {longest}, " if longest > ASSIGNMENT else ""
    return f"# interpretation: {{{minutes}teams: [{', '.join(teams)}]}}"


def _rolling(first: First, room: str, ids: Sequence[str]) -> list[str]:
    if len(first.rolling) < 2:
        return [""]
    order = ", ".join(ids[n] for n in first.rolling)
    return [
        "",
        _noted("rolling:", "each starts when the one before it ends"),
        f"  - {{room: {room}, order: [{order}]}}",
        "",
    ]


def _annex(first: First) -> list[str]:
    """What is printed around the table; the title names the days unless the meeting's does."""
    dated = any(dates_in(first.title))
    title = f"Draft schedule: {first.title}{'' if dated else f', {_printed(first.days)}'}"
    note = "* The draft schedule is subject to change."
    rolls = " The sessions are held **on a rolling basis**." if first.rolling else ""
    return [
        _noted("annex:", "what is printed around the table"),
        f"  title: {_quoted(title)}",
        f"  # footnotes: [{_quoted(note + rolls)}]",
        _noted("  # side_events: tbc", "a row for side events, still to be confirmed"),
    ]


def _printed(days: Sequence[date]) -> str:
    """``5-7 April 2027``, ``30 April - 2 May 2027``"""
    begin, over = min(days), max(days)
    last = f"{over.day} {MONTHS[over.month - 1].title()} {over.year}"
    if begin == over:
        return last
    if (begin.month, begin.year) == (over.month, over.year):
        return f"{begin.day}-{last}"
    year = "" if begin.year == over.year else f" {begin.year}"
    return f"{begin.day} {MONTHS[begin.month - 1].title()}{year} - {last}"


def _grid(first: First) -> int:
    """The largest of the usual grids on which all hours and minutes lie."""
    clocks = [_minutes(clock) for window in first.windows for clock in window]
    return gcd(GRID, *clocks, *(minutes for _, minutes in first.sessions))


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _noted(line: str, note: str) -> str:
    """With a comment behind it, those of all lines in one column where it is free."""
    return f"{line:<30}  # {note}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
