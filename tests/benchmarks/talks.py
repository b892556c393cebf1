"""
A conference of small talks, such as the simplest schedulers can express; no file is needed.

Talks of half an hour in slots of half an hour, three rooms; speakers who are away at times, and
talks that must not be held at once. Each talk has its place in a timetable that is hidden, and what
is asked for is true of it: so there is one that keeps every rule. What is scored are broken rules.
"""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

from scheduler.problem import Problem
from scheduler.timetable import Timetable

FIRST = date(2030, 5, 6)
ROOMS, A_DAY, HALF = 3, 8, timedelta(minutes=30)
FULL = 0.9
"""Of the room slots, how many are taken."""


@dataclass(frozen=True, slots=True)
class Talks:
    """
    ``away``: for each talk, the moments at which it cannot be held. ``apart``: pairs that must not
    be at once. ``moments``: the starts of the slots.
    """

    moments: tuple[datetime, ...]
    away: tuple[frozenset[int], ...]
    apart: tuple[tuple[int, int], ...]


def talks(count: int, seed: int = 1) -> Talks:
    """As many talks as asked for; the same seed gives the same conference."""
    draw = random.Random(seed)
    slots = -(-count // int(ROOMS * FULL))
    hidden = [n % slots for n in range(count)]
    draw.shuffle(hidden)
    away = tuple(
        frozenset(draw.sample([k for k in range(slots) if k != own], min(slots // 3, slots - 1)))
        for own in hidden
    )
    pairs = [(i, j) for i, j in combinations(range(count), 2) if hidden[i] != hidden[j]]
    return Talks(
        tuple(_moment(k) for k in range(slots)),
        away,
        tuple(draw.sample(pairs, min(4 * count, len(pairs)))),
    )


def problem(data: Talks) -> Problem:
    """The conference in our rules."""
    days = sorted({moment.date() for moment in data.moments})
    return Problem.model_validate(
        {
            "meeting": {"id": "talks", "title": "Talks", "timezone": "UTC", "grid": 30},
            "days": days,
            "slots": [
                {
                    "id": f"{clock:%H%M}",
                    "start": f"{clock:%H:%M}",
                    "end": f"{clock + HALF:%H:%M}",
                    "days": [m.date() for m in data.moments if m.time() == clock.time()],
                }
                for clock in data.moments[:A_DAY]
            ],
            "rooms": [{"id": f"r{r}"} for r in range(ROOMS)],
            "people": [
                {"id": f"p{n}", "unavailable": [_span(data.moments[k]) for k in sorted(away)]}
                for n, away in enumerate(data.away)
            ],
            "sessions": [
                {"id": f"t{n}", "minutes": 30, "chairs": [f"p{n}"]} for n in range(len(data.away))
            ],
            "rules": [
                {"rule": "conflict", "of": [f"t{i}"], "against": [f"t{j}"], "level": "hard"}
                for i, j in data.apart
            ],
        }
    )


def score(data: Talks, timetable: Timetable) -> dict[str, int]:
    """How many rules are broken, by kind, and their ``total``."""
    at = {int(s.session[1:]): (s.room, s.start.astimezone(UTC)) for s in timetable.sittings}
    held: dict[tuple[str, datetime], int] = defaultdict(int)
    for place in at.values():
        held[place] += 1
    away = [{data.moments[k] for k in slots} for slots in data.away]
    figures = {
        "unplaced": len(data.away) - len(at),
        "doubly_taken": sum(n - 1 for n in held.values()),
        "away": sum(start in away[n] for n, (_, start) in at.items()),
        "at_once": sum(i in at and j in at and at[i][1] == at[j][1] for i, j in data.apart),
        "strays": sum(start not in data.moments for _, start in at.values()),
    }
    return {"total": sum(figures.values()), **figures}


def _moment(k: int) -> datetime:
    day, n = divmod(k, A_DAY)
    opens = datetime.combine(FIRST, datetime.min.time(), tzinfo=UTC) + timedelta(hours=9)
    return opens + timedelta(days=day) + n * HALF


def _span(start: datetime) -> dict[str, str]:
    return {"from": f"{start:%Y-%m-%d %H:%M}", "to": f"{start + HALF:%Y-%m-%d %H:%M}"}
