"""The scenario that a meeting begins with: what is known of it, with a comment for each part."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from math import gcd

from scheduler.letter.names_of_ids import slug

SCHEMA = "# yaml-language-server: $schema=meeting.schema.json\n"
"""The first line of a scenario: editors complete by it."""
GRID = 15
DAY = 24 * 60
OVERTIME, PAST_CLOSE = 30, 60
"""Minutes beyond the end of the last slot, and past the last close, that cost something."""
PERIODS = ((12, "morning"), (17, "afternoon"), (24, "evening"))


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
        Whether the sessions follow one another in the first room.
    """

    title: str
    timezone: str
    days: tuple[date, ...]
    windows: tuple[tuple[time, time], ...]
    rooms: tuple[str, ...]
    sessions: tuple[tuple[str, int], ...]
    rolling: bool


USUAL = First(
    title="Meeting of the Working Groups",
    timezone="Europe/Zurich",
    days=(date(2030, 3, 5), date(2030, 3, 6)),
    windows=((time(10), time(13)), (time(15), time(18))),
    rooms=("Plenary",),
    sessions=(("Working Group 1", 300), ("Working Group 2", 300)),
    rolling=True,
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
            *_slots(first.windows),
            "rooms:",
            *(
                line
                for id, name in rooms
                for line in (f"  - id: {id}", f"    name: {_quoted(name)}")
            ),
            "    # seats: 200",
            "",
            _noted("people:", "office holders by office, never by name"),
            *(line for id, (title, _) in named for line in _chair(id, title)),
            f"    # unavailable: [{{from: {first.days[-1]} 15:00, to: {first.days[-1]} 18:00}}]",
            "",
            _noted("sessions:", "what must be held, and how long"),
            *(line for id, (title, likely) in named for line in _session(id, title, likely, grid)),
            *_rolling(first, rooms[0][0], ids),
            _noted("policy: roll", "what a replan may use: roll, hold, extend, reorder or stay"),
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
        "  # venue: Conference Centre",
        _noted(f"  timezone: {first.timezone}", "all clock times below are local to it"),
        _noted(f"  grid: {grid}", "sessions start on multiples of so many minutes"),
        "",
        f"days: [{days}]",
        "",
    ]


def _slots(windows: Sequence[tuple[time, time]]) -> Iterator[str]:
    """The slots; the last may run over where midnight leaves room."""
    yield _noted("slots:", "clock times of every day; no session crosses the end of one")
    taken, closes = set[str](), _minutes(windows[-1][1]) or DAY
    for start, end in windows:
        id = slug(next(name for hour, name in PERIODS if start.hour < hour), taken)
        last = end == windows[-1][1] and closes + OVERTIME < DAY
        over = f", overtime: {{minutes: {OVERTIME}, price: 4}}" if last else ""
        yield f'  - {{id: {id}, start: "{start:%H:%M}", end: "{_end(end)}"{over}}}'
    if closes + PAST_CLOSE < DAY:
        price = f"{{minutes: {PAST_CLOSE}, price: 4}}"
        yield _noted(f"last_close: {price}", "how far the last slot of all may run over")
    yield ""


def _end(end: time) -> str:
    return "24:00" if end == time() else f"{end:%H:%M}"


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
    ]


def _rolling(first: First, room: str, ids: Sequence[str]) -> list[str]:
    if not first.rolling or len(ids) < 2:
        return [""]
    return [
        "",
        _noted("rolling:", "each starts when the one before it ends"),
        f"  - {{room: {room}, order: [{', '.join(ids)}]}}",
        "",
    ]


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
