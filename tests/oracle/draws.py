"""Random cases by kind, from a seed."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from scheduler.problem import Problem
from tests.oracle import (
    advising,
    alternatives,
    asking,
    contingency,
    drawing,
    explaining,
    figures,
    placing,
    returning,
    telling,
)
from tests.oracle.case import Case, Useless, rows
from tests.oracle.listing import Listed, TooMany, best, every_timetable, is_possible, options
from tests.oracle.meeting import Meeting, Sit
from tests.oracle.themes import PLAIN, TIGHT, Theme, theme

POLICIES = (None, None, None, *drawing.POLICIES)
ATTEMPTS = 6
"""Meetings that are drawn until one has a timetable, and not too many."""
TRIES = 12
"""Meetings on a theme that are drawn until the reader accepts one."""


def drawn(rng: Random, on: Theme) -> drawing.Data:
    """A meeting; on a theme, one that the reader accepts, if it comes soon."""
    data: drawing.Data = {}
    for _ in range(TRIES if on is not PLAIN else 1):
        data = drawing.meeting(rng, on.ground, on.special, on.sessions)
        if read(Case(data)) is not None:
            break
    return data


def solves(seed: int) -> Iterator[Case]:
    rng = Random(f"solve {seed}")
    yield Case(drawn(rng, theme(seed)), policy=rng.choice(POLICIES))


def verdicts(seed: int) -> Iterator[Case]:
    """Timetables that are one, or nearly one, or none at all."""
    rng = Random(f"verdict {seed}")
    case = Case(drawn(rng, theme(seed)))
    problem = read(case)
    if problem is None:
        return
    meeting, found = Meeting(problem), counted(problem)
    for sits, out in nearly(rng, meeting, found, 6):
        yield Case(case.scenario, rows(problem, sits), tuple(out))


def situations(seed: int) -> Iterator[Case]:
    """Timetables of replans, or nearly so, in the situation that the facts make."""
    for rng, meeting, case in published(seed, "situation"):
        plan = case.plan()
        before = [Sit.of(s) for s in plan.record.sittings]
        told = telling.told(rng, meeting.problem, before)
        case = telling.case_of(case, told)
        problem = asking.problem_told(case, plan)
        if problem is None:
            return
        for sits, out in nearly(rng, Meeting(problem), counted(problem), 4):
            yield replace(case, more={"rows": list(rows(problem, sits)), "out": list(out)})


def nearly(
    rng: Random, meeting: Meeting, found: list[Listed], many: int
) -> Iterator[tuple[list[Sit], list[str]]]:
    """Timetables with a thing or two that is otherwise, and some that are none at all."""
    own = [(s.id, list(options(meeting, s))) for s in meeting.held]
    for _ in range(many):
        if found and rng.random() < 0.7:
            pick = rng.choice(found)
            sits, out = list(pick.sits), list(pick.unplaced)
        else:
            picked = [(id, rng.choice(some) if some else None) for id, some in own]
            out = [id for id, option in picked if option is None]
            sits = [sit for _, option in picked for sit in option or ()]
        for _ in range(rng.choice((0, 1, 1, 1, 2))):
            sits, out = disturbed(rng, meeting, sits, out)
        yield sits, out


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
    yield from replans(seed, what="late")


def replans(seed: int, what: str = "replan") -> Iterator[Case]:
    """Facts about a published timetable that need not be the best."""
    for rng, meeting, case in published(seed, what):
        sits = [Sit.of(s) for s in case.plan().record.sittings]
        for _ in range(3):
            told = telling.told(rng, meeting.problem, sits, late=what == "late")
            yield telling.case_of(case, told)


def pinned(seed: int) -> Iterator[Case]:
    """Replans with pins and bans."""
    for rng, meeting, case in published(seed, "pin"):
        sits = [Sit.of(s) for s in case.plan().record.sittings]
        for _ in range(3):
            told = telling.told(rng, meeting.problem, sits)
            told = telling.kept(rng, meeting, told._replace(facts=told.facts[:1]), sits)
            yield telling.case_of(case, told)


def choices(seed: int) -> Iterator[Case]:
    """Something that happens, to be replanned under every policy; every other time an overrun."""
    for rng, meeting, case in published(seed, "choice", TIGHT if seed % 2 else None):
        sits = [Sit.of(s) for s in case.plan().record.sittings]
        for n in range(30):
            told = telling.told(rng, meeting.problem, sits)
            longer = any(fact.kind == "overrun" and 1 < fact.minutes <= 5 for fact in told.facts)
            if longer or (told.facts and (n > 20 or not seed % 2)):
                yield telling.case_of(case, told)
                return


def cards(seed: int) -> Iterator[Case]:
    """A session of a rolling order of which the card tells, under some policy."""
    for n in range(ATTEMPTS):
        for rng, meeting, case in published(seed, f"card {n}"):
            ids = sorted({r["session"] for r in case.rows} & set(meeting.orders))
            if ids:
                more = {"session": rng.choice(ids), "seed": seed}
                yield replace(case, policy=rng.choice(drawing.POLICIES), more=more)
                return


def losses(seed: int) -> Iterator[Case]:
    """Replans that leave somebody, or everybody, without a place."""
    for n in range(ATTEMPTS):
        for case in replans(seed * ATTEMPTS + n, what="loss"):
            problem = asking.problem_told(case, case.plan())
            found = counted(problem)
            if problem is not None and all(one.unplaced for one in best(found)):
                yield case
                return


def orders(seed: int) -> Iterator[Case]:
    """Two facts about different things, to be told in either order, together and one by one."""
    for rng, meeting, case in published(seed, "order"):
        sits = [Sit.of(s) for s in case.plan().record.sittings]
        for _ in range(9):
            told = telling.told(rng, meeting.problem, sits)
            if len(told.facts) > 1:
                yield telling.case_of(case, told)
                return


def returns(seed: int) -> Iterator[Case]:
    """Facts that are taken back after what they led to was published."""
    for rng, meeting, case in published(seed, "return"):
        sits = [Sit.of(s) for s in case.plan().record.sittings]
        for _ in range(9):
            first = telling.told(rng, meeting.problem, sits)
            if first.facts:
                case = telling.case_of(case, first)
                again = telling.later(rng, meeting, first)
                every = range(len(first.facts))
                undone = sorted(rng.sample(every, rng.choice((1, len(every)))))
                more = {"undone": undone, "now": again.now.isoformat(), "policy": again.policy}
                yield replace(case, more=more | {"freeze": again.freeze})
                return


def decisions(seed: int) -> Iterator[Case]:
    """Lists of speakers, sessions added and cancelled, told now or some time ago."""
    for rng, meeting, case in published(seed, "decision"):
        sits = [Sit.of(s) for s in case.plan().record.sittings]
        for _ in range(3):
            ids = sorted({s.session for s in sits if not_named(case.scenario, s.session)})
            new = rng.choice(ids) if ids and rng.random() < 0.3 else None
            left = [s for s in sits if s.session != new]
            told = telling.decided(rng, meeting.problem, left, new)
            yield telling.case_of(replace(case, rows=rows(meeting.problem, left)), told)


def not_named(scenario: drawing.Data, id: str) -> bool:
    """Whether no statement is about a session by its name."""
    return f'"{id}"' not in json.dumps(scenario.get("rules", []))


def read(case: Case) -> Problem | None:
    try:
        return case.load().problem
    except Useless:
        return None


def published(
    seed: int, what: str, on: Theme | None = None
) -> Iterator[tuple[Random, Meeting, Case]]:
    """A small meeting with one of its timetables, and the generator of what is asked of it."""
    for n in range(ATTEMPTS):
        rng = Random(f"{what} {seed}" if n == 0 else f"{what} {seed} {n}")
        case = Case(drawn(rng, on or theme(seed)))
        found = counted(read(case))
        if found:
            pick = rng.choice(best(found) if on is TIGHT or rng.random() < 0.4 else found)
            out = tuple(sorted(pick.unplaced))
            problem = pick.meeting.problem
            yield rng, Meeting(problem), replace(case, rows=rows(problem, pick.sits), unplaced=out)
            return


def counted(problem: Problem | None) -> list[Listed]:
    """All timetables; none where there are too many."""
    try:
        return [] if problem is None else every_timetable(problem)
    except TooMany:
        return []


def places(seed: int) -> Iterator[Case]:
    """Questions about where a session might be."""
    for rng, meeting, case in published(seed, "place"):
        for _ in range(3):
            id = rng.choice([s.id for s in meeting.problem.sessions])
            slot, room = rng.choice(meeting.slots), rng.choice(list(meeting.rooms))
            at = rng.choice((slot.id, slot.id, slot.name, f"{slot.id}:{room}"))
            yield replace(case, more={"session": id, "at": at})


def scores(seed: int) -> Iterator[Case]:
    for _, _, case in published(seed, "score"):
        yield case


def pairs(seed: int) -> Iterator[Case]:
    """Two timetables of one meeting."""
    for rng, meeting, case in published(seed, "pair"):
        found = every_timetable(meeting.problem)
        for _ in range(3):
            other = rng.choice(found)
            after = {"rows": rows(meeting.problem, other.sits), "out": sorted(other.unplaced)}
            yield replace(case, more=after)


def papers(seed: int) -> Iterator[Case]:
    """Meetings with a document."""
    rng = Random(f"paper {seed}")
    data = drawn(rng, theme(seed))
    ids = [s["id"] for s in data["sessions"]]
    taken_up = rng.sample(ids, rng.choice((1, 1, 2)))
    paper = {"id": "paper", "sessions": taken_up, "out": data["days"][0]}
    data["documents"] = [paper | {"reading_days": rng.choice((0, 1, 14))}]
    yield Case(data)


def conflicts(seed: int) -> Iterator[Case]:
    """Meetings that have no timetable."""
    for n in range(40):
        rng = Random(f"conflict {seed} {n}")
        case = Case(drawn(rng, theme(seed)), policy=rng.choice(POLICIES))
        problem = read(case)
        if problem is None:
            continue
        try:
            if is_possible(problem.model_copy(update={"in_force": case.policy})):
                continue
        except TooMany:
            continue
        yield case
        return


KINDS: dict[str, Callable[[int], Iterator[Case]]] = {
    "first solve": solves,
    "verdict": verdicts,
    "situation": situations,
    "replan": replans,
    "late replan": late_replans,
    "decision": decisions,
    "pin": pinned,
    "order": orders,
    "advice": losses,
    "contingency": cards,
    "alternatives": choices,
    "return": returns,
    "why": places,
    "suggest": places,
    "explain": conflicts,
    "score": scores,
    "diff": pairs,
    "deadlines": papers,
}
CHECKS: dict[str, Callable[[Case], None]] = {
    "first solve": asking.first_solve,
    "verdict": asking.verdict,
    "situation": asking.verdict_of_replan,
    "replan": asking.replan,
    "late replan": asking.replan,
    "decision": asking.replan,
    "pin": asking.replan,
    "order": returning.in_any_order,
    "advice": advising.advice,
    "contingency": contingency.contingency,
    "alternatives": alternatives.alternatives,
    "return": returning.taken_back,
    "why": placing.why_at,
    "suggest": placing.suggest,
    "explain": explaining.explain,
    "score": figures.score,
    "diff": figures.diff,
    "deadlines": figures.deadlines,
}
