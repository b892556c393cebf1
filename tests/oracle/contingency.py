"""The contingency card beside a replan of each end: every row holds for every end of its span."""

import tempfile
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from scheduler.problem import Problem
from tests.oracle import tiers
from tests.oracle.alternatives import overtime, trimmed
from tests.oracle.asking import count
from tests.oracle.case import Case, Disagreement, Useless, told
from tests.oracle.commands import run
from tests.oracle.judge import judge as families
from tests.oracle.listing import Listed, best
from tests.oracle.meeting import Meeting, Sit, Table, local, minute
from tests.oracle.replaying import replay
from tests.oracle.standing import Fact, Told, by_session, problem_now

EARLIER = 5
"""Minutes before the printed end at which an overrun is told, once the session has begun."""
ENDS = 2
"""Of each row, so many ends are looked at."""


class Outcome(NamedTuple):
    """What makes two ends equal, as the page has it."""

    follower: str | None
    starts: int | None
    at_once: bool
    goes_on: tuple[int, ...]
    resumes: tuple[int, ...]
    cells: frozenset[object]
    rooms: frozenset[str]
    overtime: bool
    trimmed: bool


def contingency(case: Case) -> None:
    """Some ends of every row, the row's own and others of its span, are replanned and counted."""
    plan = case.plan()
    if families(plan.problem, plan.record.sittings, case.unplaced):
        raise Useless("what is published is no timetable")
    id, policy = case.more["session"], case.policy or "roll"
    with tempfile.TemporaryDirectory() as folder:
        scenario, published = case.write(Path(folder))
        said = run(
            "contingency", id, "--scenario", f"{scenario}", "--timetable", f"{published}",
            "--policy", policy, "--workers", "1", "--json",
        )  # fmt: skip
    card = said["cards"][0]
    rng = Random(f"{case.more['seed']}")
    spans_follow(case, card)
    for row in card["rows"]:
        for outcome in rng.sample(row["found"], min(ENDS, len(row["found"]))):
            of_end(case, card, row, outcome, rng)


def moment(text: str | None) -> int:
    return 0 if text is None else minute(datetime.fromisoformat(text))


def spans_follow(case: Case, card: dict[str, Any]) -> None:
    """From the start of the last published sitting on, each row begins where one ends."""
    rows = card["rows"]
    own = [s for s in map(Sit.of, case.plan().record.sittings) if s.session == card["session"]]
    last = max(own)
    if moment(rows[0]["after"]) != last.start:
        raise Disagreement("contingency begins", f"{rows[0]['after']} {told_of(case)}")
    for before, row in pairwise(rows):
        if before["until"] != row["after"]:
            raise Disagreement("contingency spans", f"{before['until']} and {row['after']}")


def told_of(case: Case) -> str:
    plan = case.plan()
    return told(Meeting(plan.problem), map(Sit.of, plan.record.sittings))


def of_end(
    case: Case, card: dict[str, Any], row: dict[str, Any], outcome: dict[str, Any], rng: Random
) -> None:
    """The outcome told for an end, and for one that lies between it and the end before."""
    step = case.plan().problem.meeting.grid
    after, end = moment(row["after"]), moment(outcome["end"])
    room = min(step, end - after) - 1
    for sooner in {0, rng.randint(0, max(0, room))}:
        problem = ended(case, card["session"], outcome["offset"] - sooner)
        if problem is None:
            continue
        found = count(problem)
        said = (
            f"{card['session']} ends {outcome['end']} less {sooner} under {case.policy}\n"
            f"published {told_of(case)}\nrow { ({**row, 'found': outcome}) }"
        )
        least = best(found)
        meeting, id = Meeting(problem), card["session"]
        if sooner and not any(Table(meeting, t.sits).over(id) == end - sooner for t in least):
            continue  # no replan ends then: its minutes are held otherwise
        loses = not least or bool(least[0].unplaced - frozenset(case.unplaced))
        if (row["kind"] == "stuck") != loses:
            raise Disagreement("contingency choice", f"{said}\npage: {shown(meeting, least)}")
        if not loses and not any(holds(row, outcome, meeting, card, one) for one in least):
            raise Disagreement("contingency outcome", f"{said}\npage: {shown(meeting, least)}")


def holds(
    row: dict[str, Any],
    outcome: dict[str, Any],
    meeting: Meeting,
    card: dict[str, Any],
    one: Listed,
) -> bool:
    """Whether a row says of a timetable what is so; who follows at once may do so at that hour."""
    wanted, found = as_told(outcome), as_counted(meeting, card, one)
    if wanted != found._replace(starts=wanted.starts, at_once=wanted.at_once):
        return False
    printed, every = row["kind"] == "printed", all(f["at_once"] for f in row["found"])
    if (printed or every) and found.at_once:
        return True
    return (printed or not every) and wanted.starts == found.starts


def shown(meeting: Meeting, found: list[Listed]) -> str:
    one = found[0] if found else None
    return "none" if one is None else f"{told(meeting, one.sits)} without {sorted(one.unplaced)}"


def ended(case: Case, id: str, offset: int) -> Problem | None:
    """The problem of the replan where a session ends so much later; earlier, if below zero."""
    plan = case.plan()
    sittings = plan.record.sittings
    sits = list(map(Sit.of, sittings))
    last = max(s for s in sits if s.session == id)
    fact = Fact("overrun" if offset >= 0 else "early", id, abs(offset))
    now = max(last.end - EARLIER, last.start + 1) if offset > 0 else last.end + offset
    facts = (fact,) if offset else ()
    at = plan.scenario.problem
    policy = case.policy or "roll"
    told = Told(facts, local(now, at.meeting.timezone), policy)
    played = replay(at, sits, facts, now, policy)
    return problem_now(at, sittings, told, played=played)


# --- outcomes ------------------------------------------------------------------------------------


def as_told(outcome: dict[str, Any]) -> Outcome:
    return Outcome(
        outcome["next"],
        None if outcome["next"] is None else moment(outcome["starts"]),
        outcome["at_once"],
        tuple(map(moment, outcome["goes_on"])),
        tuple(map(moment, outcome["resumes"])),
        frozenset((c["room"], c["slot"], tuple(c["after"])) for c in outcome["cells"]),
        frozenset(r if isinstance(r, str) else str(r) for r in outcome["rooms"]),
        bool(outcome["overtime"]),
        bool(outcome["trimmed"]),
    )


def as_counted(meeting: Meeting, card: dict[str, Any], one: Listed) -> Outcome:
    table = Table(meeting, one.sits, one.unplaced)
    id = card["session"]
    own = table.by[id]
    old = by_session(meeting.published)[id]
    over = table.over(id)
    order = meeting.orders[id]
    later = sorted(
        (table.by[other][0].start, other)
        for other in order.order
        if other in table.by and other != id and table.by[other][0].start >= over
    )
    follower = later[0][1] if later else None
    starts = later[0][0] if later else None
    at_once = starts is not None and starts == next_on_grid(meeting, over + order.changeover)
    was, now = tiers.cells(meeting, meeting.published), tiers.cells(meeting, one.sits)
    return Outcome(
        follower,
        starts,
        at_once,
        tuple(s.start for s in own[len(old) :]),
        tuple(s.start for s in table.by[follower][1:]) if follower else (),
        frozenset(
            (room, slot.id, tuple(now.get((room, slot), ())))
            for room, slot in {*was, *now}
            if was.get((room, slot), []) != now.get((room, slot), [])
        ),
        frozenset(
            other
            for other, sits in by_session(meeting.published).items()
            if {s.room for s in table.by.get(other, ())} - {s.room for s in sits}
        ),
        overtime(meeting, table) > 0,
        trimmed(meeting, table) > 0,
    )


def next_on_grid(meeting: Meeting, moment: int) -> int:
    while not meeting.on_grid(moment):
        moment += 1
    return moment


__all__ = ["contingency"]
