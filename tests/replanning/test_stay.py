"""Policy ``stay``: as few sessions as can be move; days and the annex count after that."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from scheduler.errors import Infeasible
from scheduler.problem import Problem, Sitting
from scheduler.replanning.alternatives import alternatives
from scheduler.replanning.replan import Replanned, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Record
from tests.twins import tiny

TODAY, TOMORROW = "2030-03-04", "2030-03-05"
NOW = datetime(2030, 3, 4, 10, 30)


def meeting(**more: Any) -> Problem:
    """
    One room, a 10:00-11:00, b 11:00-12:00, c 12:15-13:00, today until 13:45, and all of tomorrow.

    ``a`` overruns by an hour: b goes to tomorrow, or b and c both start later today.
    """
    raw = {
        "meeting": {"id": "m", "title": "m", "timezone": "UTC", "grid": 15},
        "days": [TODAY, TOMORROW],
        "slots": [{"id": "day", "start": "10:00", "end": "13:45"}],
        "rooms": [{"id": "A", "seats": 50}],
        "sessions": [
            {"id": "a", "minutes": 60},
            {"id": "b", "minutes": 60},
            {"id": "c", "minutes": 45},
        ],
    }
    return Problem.model_validate(raw | more)


def published(problem: Problem) -> Record:
    before = record(solve(problem, Budget(seconds=10)), sha256="")
    at = {"a": "10:00", "b": "11:00", "c": "12:15"}
    ends = {"a": "11:00", "b": "12:00", "c": "13:00"}
    sittings = tuple(
        tiny.sitting(id, at[id], ends[id], day=TODAY).model_copy(
            update={"start": moment(at[id]), "end": moment(ends[id])}
        )
        for id in at
    )
    return before.model_copy(update={"sittings": sittings})


def moment(clock: str) -> datetime:
    return datetime.fromisoformat(f"{TODAY}T{clock}").replace(tzinfo=UTC)


def overrun(policy: Any = None, **more: Any) -> Replanned:
    problem = meeting(**more)
    return replan(
        ReplanRequest(problem, published(problem), ["overrun a 60m"], now=NOW, policy=policy)
    )


def moved(found: Replanned) -> set[str]:
    return {change.session for change in found.changes if change.kind == "moved"}


def test_one_moves_to_another_day_rather_than_two_on_the_same() -> None:
    assert moved(overrun("roll")) == {"b", "c"}
    found = overrun("stay")
    assert moved(found) == {"b"}
    assert found.outcome.timetable.of_session("b")[0].start.day == 5
    costs = {tier.name: tier.cost for tier in found.outcome.tiers}
    assert (costs["moves"] > 0, costs["days"] > 0) == (True, True)
    assert list(costs)[:5] == ["unplaced", "freeze", "moves", "days", "cells"]
    assert all(t.cost == t.bound for t in found.outcome.tiers)


def test_what_is_forced_is_asked_at_an_equal_number_of_moves() -> None:
    forced = {change.session: change.forced for change in overrun("stay").changes}
    assert forced["a"] is True
    assert forced["b"] is True  # with one move in all, nobody else can make room


def test_it_is_the_usual_policy_where_nothing_rolls() -> None:
    assert meeting().usual_policy == "stay"
    assert overrun().policy == "stay"
    rolls = [{"room": "A", "order": ["a", "b", "c"]}]
    assert meeting(rolling=rolls).usual_policy == "roll"
    assert meeting(policy="hold").usual_policy == "hold"


@pytest.mark.parametrize(("usual", "first"), [("stay", "stay"), ("roll", "roll")])
def test_alternatives_are_in_the_order_of_the_usual_policy(usual: str, first: str) -> None:
    problem = meeting(policy=usual)
    ways = alternatives(ReplanRequest(problem, published(problem), ["overrun a 60m"], now=NOW))
    assert ways[0].policy == first
    assert {way.policy for way in ways} == {"roll", "stay"}
    assert "hold gives the same timetable as roll" in ways[0].notes
    assert not any("reorder" in note for note in ways[0].notes)  # there is no order to change


def test_on_a_rolling_basis_alone_it_is_not_tried() -> None:
    problem = meeting(rolling=[{"room": "A", "order": ["a", "b", "c"]}])
    ways = alternatives(ReplanRequest(problem, published(problem), ["overrun a 60m"], now=NOW))
    said = " ".join(ways[0].notes) + " ".join(way.policy for way in ways)
    assert "stay" not in said


def test_nobody_stays_beyond_what_roll_may_use() -> None:
    """Overtime is not for it: today is not the last close."""
    slots = [{"id": "day", "start": "10:00", "end": "13:45", "overtime": {"minutes": 60}}]
    starts = {
        policy: overrun(policy, slots=slots).outcome.timetable.of_session("b")[0].start.day
        for policy in ("stay", "extend")
    }
    assert starts == {"stay": 5, "extend": 4}


def test_what_had_begun_stays_where_it_was_whatever_is_told_with_it() -> None:
    """b runs now and needs more than its slot has; a was longer yesterday: nothing is rewritten."""
    problem = meeting(slots=[{"id": "day", "start": "10:00", "end": "13:45"}])
    at = {"a": (TODAY, "10:00", "11:00"), "b": (TOMORROW, "10:00", "13:00")}
    before = published(problem).model_copy(update={"sittings": tuple(placed(at))})
    problem = problem.model_copy(update={"sessions": problem.sessions[:2]})
    now = datetime(2030, 3, 5, 12, 0)
    facts = ["overrun a 15m", "overrun b 30m"]
    found = replan(ReplanRequest(problem, before, facts, now=now)).outcome.timetable
    (b,) = found.of_session("b")
    assert (b.room, b.start, b.end.hour, b.end.minute) == ("A", before.sittings[1].start, 13, 30)


def test_who_may_not_be_cut_cannot_have_gone_on_after_its_slot_closed() -> None:
    """Told a day late: b had an hour more to go when its slot closed, and may not be split."""
    problem = meeting()
    at = {"a": (TODAY, "10:00", "11:00"), "b": (TODAY, "12:45", "13:45")}
    before = published(problem).model_copy(update={"sittings": tuple(placed(at))})
    problem = problem.model_copy(update={"sessions": problem.sessions[:2]})
    request = ReplanRequest(problem, before, ["overrun a 15m", "overrun b 60m"])
    with pytest.raises(Infeasible):
        replan(replace(request, now=datetime(2030, 3, 5, 12, 0)))


def test_who_was_away_is_why_something_was_not_held() -> None:
    problem = meeting(
        people=[{"id": "p"}],
        sessions=[{"id": "a", "minutes": 60}, {"id": "b", "minutes": 60, "chairs": ["p"]}],
    )
    at = {"a": (TODAY, "10:00", "11:00"), "b": (TODAY, "11:00", "12:00")}
    before = published(meeting()).model_copy(update={"sittings": tuple(placed(at))})
    facts = [f"absent p {TODAY} 10:30 to 12:15"]
    found = replan(
        ReplanRequest(problem, before, facts, now=datetime(2030, 3, 4, 11, 30))
    ).outcome.timetable
    assert found.of_session("b")[0].start >= datetime(2030, 3, 4, 12, 15, tzinfo=UTC)


def placed(at: dict[str, tuple[str, str, str]]) -> Iterator[Sitting]:
    for session, (day, *clock) in at.items():
        start, end = (datetime.fromisoformat(f"{day}T{c}").replace(tzinfo=UTC) for c in clock)
        yield Sitting(session=session, room="A", start=start, end=end)
