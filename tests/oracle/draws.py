"""Random cases by kind, from a seed."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from scheduler.problem import Problem
from tests.oracle import asking, drawing, telling
from tests.oracle.case import Case, Useless, rows
from tests.oracle.listing import TooMany, best, every_timetable, options
from tests.oracle.meeting import Meeting, Sit

POLICIES = (None, None, None, *drawing.POLICIES)


def solves(seed: int) -> Iterator[Case]:
    rng = Random(f"solve {seed}")
    yield Case(drawing.meeting(rng), policy=rng.choice(POLICIES))


def verdicts(seed: int) -> Iterator[Case]:
    """Timetables that are one, or nearly one, or none at all."""
    rng = Random(f"verdict {seed}")
    case = Case(drawing.meeting(rng))
    problem = read(case)
    if problem is None:
        return
    meeting = Meeting(problem)
    try:
        found = every_timetable(problem)
    except TooMany:
        found = []
    own = [(s.id, list(options(meeting, s))) for s in meeting.held]
    for _ in range(6):
        if found and rng.random() < 0.7:
            pick = rng.choice(found)
            sits, out = list(pick.sits), list(pick.unplaced)
        else:
            picked = [(id, rng.choice(some) if some else None) for id, some in own]
            out = [id for id, option in picked if option is None]
            sits = [sit for _, option in picked for sit in option or ()]
        for _ in range(rng.choice((0, 1, 1, 1, 2))):
            sits, out = disturbed(rng, meeting, sits, out)
        yield Case(case.scenario, rows(problem, sits), tuple(out))


def disturbed(
    rng: Random, meeting: Meeting, sits: list[Sit], out: list[str]
) -> tuple[list[Sit], list[str]]:
    """One thing is otherwise."""
    if not sits:
        return sits, out
    sits, out, grid = list(sits), list(out), meeting.grid
    n, m = rng.randrange(len(sits)), rng.randrange(len(sits))
    sit, other = sits[n], sits[m]
    what = rng.randrange(9)
    if what < 3:
        by = rng.choice((-grid, grid, 1, -1, 2 * grid, 5, 1_440, 240))
        sits[n] = sit._replace(start=sit.start + by, end=sit.end + by)
    elif what == 3:
        by = rng.choice((-1, 1, grid, -grid, 3, -3))
        sits[n] = sit._replace(end=max(sit.start + 1, sit.end + by))
    elif what == 4:
        sits[n] = sit._replace(room=rng.choice(list(meeting.rooms)))
    elif what == 5:
        sits = [s for s in sits if s.session != sit.session]
        out += [sit.session] if rng.random() < 0.8 else []
    elif what == 6 and meeting.problem.interpretation is not None:
        teams = [t.id for t in meeting.problem.interpretation.teams]
        sits[n] = sit._replace(team=rng.choice([None, *teams]))
    elif what == 7:
        chairs = rng.choice(meeting.panels(meeting.sessions[sit.session]))
        sits = [s._replace(chairs=chairs) if s.session == sit.session else s for s in sits]
    elif what == 8:
        lengths = sit.end - sit.start, other.end - other.start
        sits[n] = sit._replace(room=other.room, start=other.start, end=other.start + lengths[0])
        if n != m:
            sits[m] = other._replace(room=sit.room, start=sit.start, end=sit.start + lengths[1])
    return sits, out


def late_replans(seed: int) -> Iterator[Case]:
    """As replans, with facts that took effect before they are told."""
    yield from replans(seed, late=True)


def replans(seed: int, *, late: bool = False) -> Iterator[Case]:
    """Facts about a published timetable that need not be the best."""
    rng = Random(f"replan {seed}" if not late else f"late {seed}")
    case = Case(drawing.meeting(rng))
    problem = read(case)
    if problem is None:
        return
    try:
        found = every_timetable(problem)
    except TooMany:
        return
    if not found:
        return
    pick = rng.choice(best(found) if rng.random() < 0.4 else found)
    published = rows(problem, pick.sits)
    for _ in range(3):
        told = telling.told(rng, problem, pick.sits, late=late)
        yield Case(
            case.scenario,
            published,
            tuple(sorted(pick.unplaced)),
            told.facts,
            told.now.isoformat(),
            told.policy,
            told.freeze,
        )


def read(case: Case) -> Problem | None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            return case.load(Path(folder)).problem
        except Useless:
            return None


KINDS: dict[str, Callable[[int], Iterator[Case]]] = {
    "first solve": solves,
    "verdict": verdicts,
    "replan": replans,
    "late replan": late_replans,
}
CHECKS: dict[str, Callable[[Case], None]] = {
    "first solve": asking.first_solve,
    "verdict": asking.verdict,
    "replan": asking.replan,
    "late replan": asking.replan,
}
