"""Advice after a replan that leaves no timetable, or somebody out: each piece helps, as told."""

import random
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from scheduler.errors import Infeasible
from scheduler.problem import Problem
from scheduler.replanning.basis import read_basis
from scheduler.replanning.obstacles import Advice, find_advice
from scheduler.replanning.remedies import Remedy
from scheduler.replanning.replan import replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.solve import solve

DAY, NEXT = "2030-03-04", "2030-03-05"
LOST = f"room-lost A {DAY} 12:00 at {DAY} 11:00"
AWAY = f"absent ada {NEXT} at {DAY} 11:00"


def meeting(**more: Any) -> Problem:
    raw: dict[str, Any] = {
        "meeting": {"id": "m", "title": "m", "timezone": "UTC", "grid": 30},
        "days": [DAY, NEXT],
        "slots": [
            {"id": "morning", "start": "10:00", "end": "12:00"},
            {"id": "noon", "start": "13:00", "end": "15:00"},
        ],
        "rooms": [{"id": "A"}, {"id": "B"}],
        "people": [{"id": "ada"}],
        "sessions": [
            {"id": "a", "minutes": 60, "pin": {"exact": f"{DAY} 10:00", "room": "B"}},
            {"id": "b", "minutes": 120, "chairs": ["ada"], "rooms": ["A"], "slots": ["noon"]},
        ],
    }
    return Problem.model_validate(raw | more)


def asked(*facts: str, problem: Problem | None = None, **more: Any) -> ReplanRequest:
    problem = problem or meeting()
    budget = Budget(seconds=20, workers=1)
    published = record(solve(problem, budget), sha256="")
    return ReplanRequest(
        problem=problem,
        published=published,
        facts=facts,
        now=datetime(2030, 3, 4, 11),
        budget=budget,
        **more,
    )


def says(advice: Advice) -> set[str]:
    return {r.loosened.says for r in advice.helps if r.loosened is not None}


def is_solved(request: ReplanRequest, remedy: Remedy) -> bool:
    """The planner does it, and replans."""
    done = remedy.carried_out(request, read_basis(request))
    try:
        return not replan(done).outcome.timetable.unplaced
    except Infeasible:
        return False


def test_two_facts_of_which_either_would_do_are_told_each_by_itself() -> None:
    lost_both = f"room-lost A {DAY} 12:00 to {NEXT} 23:00 at {DAY} 11:00"
    request = asked(lost_both)
    assert replan(request).outcome.timetable.unplaced
    advice = find_advice(request, ("b",))
    assert [len(remedy.facts) for remedy in advice.obstacles] == [1]
    assert "let b use any suitable room" in says(advice)
    assert advice.untried == ()
    assert all(is_solved(request, remedy) for remedy in advice.helps)


def test_two_facts_that_only_help_together_are_told_together() -> None:
    """Her room is lost for good, and she is away: one of both taken back is not enough."""
    facts = (
        f"room-lost A {DAY} 12:00 to 2030-03-06 00:00 at {DAY} 11:00",
        f"absent ada {DAY} 12:00 to 2030-03-06 00:00 at {DAY} 11:00",
    )
    request = asked(*facts)
    advice = find_advice(request, ("b",))
    (together,) = advice.obstacles
    assert len(together.facts) == 2
    assert is_solved(request, together)
    for fact in together.facts:
        assert not is_solved(request, Remedy(facts=(fact,)))
    assert all(is_solved(request, remedy) for remedy in advice.helps)


def test_that_it_may_be_split_or_meet_in_another_slot_is_advice_where_it_helps() -> None:
    """The chair is there for an hour at noon on both days, and on both mornings."""
    facts = tuple(f"absent ada {day} 14:00 to {day} 15:00 at {DAY} 11:00" for day in (DAY, NEXT))
    request = asked(*facts)
    advice = find_advice(request, ("b",))
    assert "allow b on another day or in another slot" in says(advice)
    assert "let b be split" not in says(advice), "it would end at a wall, and she is away by then"
    assert all(is_solved(request, remedy) for remedy in advice.helps)


def test_who_had_no_place_as_published_needs_none_for_a_fact_to_be_in_the_way() -> None:
    """Interpreters who stay for half an hour leave b out, and so there is room for c."""
    problem = meeting(
        slots=[{"id": "noon", "start": "13:00", "end": "15:00"}],
        days=[DAY],
        rooms=[{"id": "A"}],
        sessions=[
            {"id": "b", "minutes": 120, "languages": ["en"]},
            {"id": "c", "minutes": 60, "rank": 1},
        ],
        interpretation={"teams": [{"id": "one", "languages": ["en"]}]},
    )
    request = asked("interpretation-cut 30m", problem=problem)
    assert [u.session for u in replan(request).outcome.timetable.unplaced] == ["b"]
    (fact,) = find_advice(request, ("b",)).obstacles
    assert [str(f) for f in fact.facts] == ["interpretation-cut 30m"]


@pytest.mark.ci
def test_a_deadline_is_given_up_only_where_that_is_said() -> None:
    """The evening would do by itself; without it, only the day after the deadline."""
    b = {"id": "b", "minutes": 60, "chairs": ["ada"], "slots": ["noon"]}
    slots = [{"id": "noon", "start": "13:00", "end": "14:00"}]
    evening = {"id": "evening", "start": "18:00", "end": "19:00", "days": [DAY]}
    held_to = {"deadline": f"{DAY} 20:00"}
    away = f"absent ada {DAY} 13:00 to {DAY} 14:00 at {DAY} 11:00"
    other, late = "allow b on another day or in another slot", f"past its deadline ({DAY} 20:00)"
    for more, sessions, advised in (
        ([evening], [b | held_to], other),
        ([], [b | held_to], f"{other}, and {late}"),
        ([], [{k: v for k, v in b.items() if k != "slots"} | held_to], f"let b go on {late}"),
    ):
        request = asked(away, problem=meeting(slots=[*slots, *more], sessions=sessions))
        advice = find_advice(request, ("b",))
        assert {s for s in says(advice) if "another day" in s or "go on" in s} == {advised}
        assert all(is_solved(request, remedy) for remedy in advice.helps)


def test_that_it_may_be_split_is_advised_where_an_hour_is_left_on_each_day() -> None:
    facts = (
        f"absent ada {DAY} 12:00 to {DAY} 14:00 at {DAY} 11:00",
        f"absent ada {NEXT} 14:00 to {NEXT} 15:00 at {DAY} 11:00",
    )
    request = asked(*facts)
    advice = find_advice(request, ("b",))
    assert "let b be split" in says(advice)
    assert all(is_solved(request, remedy) for remedy in advice.helps)


def test_one_room_more_has_whatever_some_room_has() -> None:
    """b asks for two booths: a room without them would not help."""
    rooms = [{"id": "A", "features": {"booths": 2}}, {"id": "B", "features": {"booths": 1}}]
    b = {"id": "b", "minutes": 120, "slots": ["noon"], "features": {"booths": 2}}
    request = asked(
        f"room-lost A {DAY} 12:00 to {NEXT} 23:00 at {DAY} 11:00",
        problem=meeting(rooms=rooms, sessions=[b]),
    )
    advice = find_advice(request, ("b",))
    assert "add a room" in says(advice)
    assert all(is_solved(request, remedy) for remedy in advice.helps)


def test_without_time_everything_is_untried_and_nothing_is_claimed() -> None:
    request = asked(f"room-lost A {DAY} 12:00 to {NEXT} 23:00 at {DAY} 11:00")
    advice = find_advice(replace(request, budget=Budget(seconds=0, workers=1)), ("b",))
    assert advice.helps == ()
    assert any(remedy.facts for remedy in advice.untried)


@pytest.mark.ci
@pytest.mark.parametrize("seed", range(30))
def test_all_advice_helps(seed: int) -> None:
    """Rooms lost and people away at random; a hint that helps is told exactly if it does."""
    pick = random.Random(seed)
    hours = ["10:00", "11:30", "12:00", "13:30", "14:00"]
    facts = []
    for kind in pick.sample(["absent ada", "room-lost A", "room-lost B"], pick.choice([1, 2, 3])):
        day, clock = pick.choice([DAY, NEXT]), pick.choice(hours)
        if (day, clock) <= (DAY, "11:00"):
            clock = "11:30"
        facts.append(f"{kind} {day} {clock} to 2030-03-06 00:00 at {DAY} 11:00")
    request = asked(*facts)
    try:
        lost = tuple(u.session for u in replan(request).outcome.timetable.unplaced)
    except Infeasible:
        lost = ()
    else:
        if not lost:
            return
    advice = find_advice(request, lost)
    assert all(is_solved(request, remedy) for remedy in advice.helps)
    for fact in read_basis(request).facts:
        alone = Remedy(facts=(fact,))
        assert (alone in advice.helps) == is_solved(request, alone)


def test_what_would_go_to_somebody_who_weighs_more_is_no_advice() -> None:
    """One of both has a place in the hour; that c could sit there instead is no help."""
    problem = meeting(
        days=[DAY],
        slots=[{"id": "noon", "start": "13:00", "end": "14:00"}],
        rooms=[{"id": "A"}],
        sessions=[
            {"id": "b", "minutes": 60, "rank": 1},
            {"id": "c", "minutes": 60, "rank": 2},
        ],
    )
    advice = find_advice(asked(problem=problem), ("c",))
    assert advice == Advice()


def test_a_place_for_one_of_them_is_advice_where_a_replan_gives_it() -> None:
    """At noon c has an hour; d has no place whatever is done."""
    problem = meeting(
        days=[DAY],
        rooms=[{"id": "A"}],
        sessions=[
            {"id": "a", "minutes": 120, "pin": {"exact": f"{DAY} 10:00", "room": "A"}},
            {"id": "c", "minutes": 60, "rank": 1, "slots": ["morning"]},
            {"id": "d", "minutes": 150, "rank": 2},
        ],
    )
    request = replace(asked(problem=problem), now=datetime(2030, 3, 4, 9))
    advice = find_advice(request, ("c",))
    assert "allow c on another day or in another slot" in says(advice)


def one_hour(*sessions: dict[str, Any]) -> Problem:
    """A day of one slot, from one to two o'clock, in one room."""
    return meeting(
        days=[DAY],
        slots=[{"id": "noon", "start": "13:00", "end": "14:00"}],
        rooms=[{"id": "A"}],
        sessions=sessions,
    )


BUSY = 'added n 60m {"attendance": 900}'


def test_a_session_that_was_added_or_cancelled_may_be_in_the_way() -> None:
    """Where b is cancelled, c has room, and d has none beside it: with b, d sits there."""
    problem = one_hour(
        {"id": "b", "minutes": 30},
        {"id": "c", "minutes": 60, "rank": 1, "attendance": 300},
        {"id": "d", "minutes": 30, "rank": 1},
    )
    for fact, lost in (("cancelled b", "d"), (BUSY, "b")):
        request = replace(asked(fact, problem=problem), now=datetime(2030, 3, 4, 9))
        assert lost in {u.session for u in replan(request).outcome.timetable.unplaced}
        advice = find_advice(request, (lost,))
        assert [str(f) for r in advice.obstacles for f in r.facts] == [fact]
        assert all(is_placed(request, remedy, lost) for remedy in advice.helps)


def test_that_a_session_was_not_added_is_no_advice_for_it() -> None:
    request = asked("added n 60m", problem=one_hour({"id": "b", "minutes": 30, "rank": 9}))
    assert find_advice(replace(request, now=datetime(2030, 3, 4, 9)), ("n",)).obstacles == ()


def is_placed(request: ReplanRequest, remedy: Remedy, session: str) -> bool:
    done = replan(remedy.carried_out(request, read_basis(request))).outcome
    return bool(done.timetable.of_session(session))
