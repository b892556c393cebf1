"""A large meeting: ten days, ten rooms, three slots, 300 sittings of thirty bodies."""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.files import write
from scheduler.problem import Problem, Sitting
from scheduler.scenario import load
from scheduler.timetable import Record
from scheduler.timetable.files import to_bytes

ZONE = ZoneInfo("Europe/Zurich")
DAYS = [date(2030, 3, 4) + timedelta(days=7 * (d // 5) + d % 5) for d in range(10)]
SLOTS = (("morning", 10), ("afternoon", 15), ("evening", 18))
SUBJECTS = (
    "Exchange of national implementation practices",
    "Transparency",
    "Matters relating to the least developed countries and to capacity-building under the Treaty",
    "Adoption of the agenda and organisation of work",
    "Finance",
    "Methodological issues: common metrics, emissions from fuel used for international transport",
)
LENGTHS = (60, 75, 90, 120)


def scenario_text() -> str:
    """The scenario as a file."""
    head = [
        "format: 1",
        "meeting: {id: large, title: A large meeting, venue: Palais, timezone: Europe/Zurich}",
        f"days: [{', '.join(map(str, DAYS))}]",
        "slots:",
        *(f'  - {{id: {id}, start: "{hour}:00", end: "{hour + 3}:00"}}' for id, hour in SLOTS),
        "rooms:",
        *(f"  - {{id: r{r}, name: Room {r + 1}, seats: {400 - 30 * r}}}" for r in range(10)),
        "people:",
        *(f"  - {{id: c{b}, title: Chair of body {b + 1}}}" for b in range(30)),
        *(f"  - {{id: a{n}, title: Adviser {n + 1}}}" for n in range(8)),
        "sessions:",
    ]
    return "\n".join([*head, *map(_session, range(300)), ""])


def _session(n: int) -> str:
    body = _body(n)
    title = f"{SUBJECTS[(n // 7 + n % 10) % len(SUBJECTS)]} ({n + 1})"
    advisers = f", attendees: [a{body % 8}]" if n % 3 == 0 else ""
    return (
        f'  - {{id: s{n:03}, title: "{title}", group: Body {body + 1}, chairs: [c{body}]'
        f"{advisers}, minutes: {LENGTHS[n % 4]}, attendance: {20 + n % 90}}}"
    )


def _body(n: int) -> int:
    """A body sits once a day, in one slot and room: nobody presides twice at once."""
    return n % 30


def sittings() -> tuple[Sitting, ...]:
    """Session n on day n // 30, in slot n % 3 and room n % 30 // 3."""
    made = []
    for n in range(300):
        start = datetime.combine(DAYS[n // 30], datetime.min.time(), ZONE)
        start = start.replace(hour=SLOTS[n % 3][1])
        end = start + timedelta(minutes=LENGTHS[n % 4])
        room = f"r{n % 30 // 3}"
        made.append(Sitting(session=f"s{n:03}", room=room, start=start, end=end))
    return tuple(made)


def record() -> Record:
    return Record(
        meeting="large", scenario_sha256="", timezone="Europe/Zurich", sittings=sittings()
    )


@cache
def problem(folder: Path) -> Problem:
    return load(stored(folder)[0]).problem


def stored(folder: Path) -> tuple[Path, Path]:
    """The scenario and the timetable as files."""
    scenario, timetable = folder / "large.yaml", folder / "large.json"
    scenario.write_text(scenario_text(), encoding="utf-8")
    write(timetable, to_bytes(record()))
    return scenario, timetable
