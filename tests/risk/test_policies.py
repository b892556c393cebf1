"""Policies in the same weeks: what they cost follows from the weeks, and is told with care."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from scheduler.problem import Policy, Problem
from scheduler.problem.day_slots import MINUTE
from scheduler.risk.drawn import tally
from scheduler.risk.policies import compare
from scheduler.risk.stand import stand_at
from scheduler.risk.weeks import Week, hold_week, lost_places
from scheduler.timetable import Record
from tests.risk.queues import queue


def longer(published: Record, id: str, minutes: int) -> Record:
    """A timetable in which a session ends later, and those after it start later."""
    moved, sittings = False, []
    for s in published.sittings:
        start = s.start + (minutes * MINUTE if moved else 0 * MINUTE)
        moved = moved or s.session == id
        end = s.end + (minutes * MINUTE if moved else 0 * MINUTE)
        sittings.append(s.model_copy(update={"start": start, "end": end}))
    return published.model_copy(update={"sittings": tuple(sittings)})


def meeting() -> tuple[Problem, Record]:
    stand, _ = queue(3, 60, None, spread={"observed": [30, 90]})
    problem = stand.instance.problem
    record = Record(
        meeting="q", scenario_sha256="", timezone="UTC", sittings=stand.timetable.sittings
    )
    return problem, record


def pushes(published: Record, facts: Sequence[str], now: datetime) -> Record:
    kind, id, minutes, *_ = facts[0].split()
    sign = 1 if kind == "overrun" else -1
    return longer(published, id, sign * int(minutes.removesuffix("m")))


def cuts(published: Record, facts: Sequence[str], now: datetime) -> Record:
    """Takes from the session after it what an overrun needs."""
    kind, id, minutes, *_ = facts[0].split()
    if kind != "overrun":
        return published
    more, sittings = int(minutes.removesuffix("m")), []
    ids = [s.session for s in published.sittings]
    for s in published.sittings:
        after = ids.index(id) + 1 < len(ids) and s.session == ids[ids.index(id) + 1]
        start = s.start + (more * MINUTE if after else 0 * MINUTE)
        end = s.end + (more * MINUTE if s.session == id else 0 * MINUTE)
        sittings.append(s.model_copy(update={"start": start, "end": end}))
    return published.model_copy(update={"sittings": tuple(sittings)})


def test_an_overrun_is_told_at_the_printed_end_and_an_early_end_as_it_happens() -> None:
    problem, printed = meeting()
    week = hold_week(problem, printed, {"s000": 75, "s001": 50, "s002": 60}, pushes)
    assert [t.facts for t in week.told] == [
        ("overrun s000 15m at 2027-03-01 01:00",),
        ("early s001 10m at 2027-03-01 02:05",),
    ]
    assert week.stopped is None
    assert f"{week.last.sittings[-1].end:%H:%M}" == "03:05"


def test_whoever_was_trimmed_is_closed_when_the_policy_says() -> None:
    problem, printed = meeting()
    week = hold_week(problem, printed, {"s000": 75, "s001": 70, "s002": 60}, cuts)
    # s001 would take 70 minutes; it was cut to 45, and ends as cut: nothing more is told
    assert [t.facts for t in week.told] == [("overrun s000 15m at 2027-03-01 01:00",)]
    assert week.trimmed == {"s001": 15}


def test_a_week_stops_where_a_session_loses_its_place_or_nothing_is_left() -> None:
    problem, printed = meeting()

    def loses(published: Record, facts: Sequence[str], now: datetime) -> Record:
        kept = published.sittings[:-1]
        unplaced = ({"session": "s002", "reason": "The time runs out"},)
        return Record.model_validate(
            {**published.model_dump(), "sittings": kept, "unplaced": unplaced}
        )

    minutes = {"s000": 75, "s001": 50, "s002": 60}
    week = hold_week(problem, printed, minutes, loses)
    assert week.stopped == printed.sittings[0].end
    assert lost_places(printed, week.last) == {"s002"}
    assert hold_week(problem, printed, minutes, lambda *_: None).stopped == week.stopped


def test_in_a_stopped_week_only_what_is_known_has_an_end() -> None:
    problem, printed = meeting()
    stand = stand_at(problem, printed.timetable)
    minutes = {"s000": 75, "s001": 60, "s002": 60}
    nothing = hold_week(problem, printed, minutes, lambda *_: None)
    drawn = tally(stand, [nothing])
    never = drawn.never
    assert [int(drawn.ends[f"s00{n}"][0]) for n in range(3)] == [never, never, never]
    assert [int(drawn.starts[f"s00{n}"][0]) for n in range(3)] == [0, never, never]

    def loses(published: Record, facts: Sequence[str], now: datetime) -> Record:
        after = longer(published, "s000", 15)
        unplaced = ({"session": "s002", "reason": "The time runs out"},)
        kept = [s for s in after.sittings if s.session != "s002"]
        return Record.model_validate({**after.model_dump(), "sittings": kept, "unplaced": unplaced})

    drawn = tally(stand, [hold_week(problem, printed, minutes, loses)])
    assert [int(drawn.ends[f"s00{n}"][0]) for n in range(3)] == [75, never, never]
    assert bool(drawn.stopped[0])


def test_the_same_weeks_are_compared_pair_by_pair() -> None:
    problem, printed = meeting()
    stand = stand_at(problem, printed.timetable)
    draws = np.random.default_rng(5)
    weeks: dict[Policy, list[Week]] = {"roll": [], "hold": []}
    for _ in range(40):
        minutes = {s.session: int(draws.choice((30, 60, 90))) for s in printed.sittings}
        weeks["roll"].append(hold_week(problem, printed, minutes, pushes))
        weeks["hold"].append(hold_week(problem, printed, minutes, cuts))
    made = compare(stand, weeks)
    by_policy = {p.policy: p for p in made.policies}
    assert (made.samples, made.held) == (40, 40)
    assert by_policy["hold"].trimmed.value > 0 == by_policy["roll"].trimmed.value
    # all is in one cell: neither changes it, and so neither is better
    assert by_policy["roll"].changed.value == by_policy["hold"].changed.value == 0
    assert made.better == {made.policies[1].policy: False}


def test_nobody_is_told_before_the_week_has_surprises() -> None:
    problem, printed = meeting()
    minutes = {s.session: 60 for s in printed.sittings}
    assert hold_week(problem, printed, minutes, pushes) == Week(printed)
