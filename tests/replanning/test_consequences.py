"""What follows is about the slot of the session itself, where it runs over."""

from typing import Any, cast

import pytest

from scheduler.problem import Problem, Sitting
from scheduler.replanning.consequences import Consequence, consequence_of, next_after
from scheduler.search.outcome import Outcome
from scheduler.timetable import Record, Timetable
from tests.twins import tiny


@pytest.mark.parametrize(
    ("end", "other", "over"), [("00:40", "01:20", True), ("00:30", "01:50", False)]
)
def test_it_runs_over_if_its_own_slot_does(end: str, other: str, over: bool) -> None:
    problem = tiny.problem(sessions=tiny.sessions({}, {}), rolling=tiny.ROLLING)
    before = (tiny.sitting("a", "00:10", "00:30"), tiny.sitting("b", "01:00", "01:20"))
    after = (tiny.sitting("a", "00:10", end), tiny.sitting("b", "01:00", other))
    found = consequence(problem, before, after)
    assert found.runs_over == over
    assert [minutes for _, minutes in found.overtime] == [10]


@pytest.mark.parametrize(("end", "over"), [("00:40", False), ("00:50", True)])
def test_overtime_that_is_agreed_for_a_slot_is_agreed_in_every_room(end: str, over: bool) -> None:
    problem = tiny.problem(
        sessions=tiny.sessions({}, {}),
        rooms=tiny.TWO_ROOMS,
        rolling=[{"room": "A", "order": ["a"]}],
    )
    beside = tiny.sitting("b", "00:20", "00:40", room="B")
    before = (tiny.sitting("a", "00:10", "00:30"), beside)
    found = consequence(problem, before, (tiny.sitting("a", "00:10", end), beside))
    assert found.runs_over == over
    assert bool(found.overtime) == over


def consequence(
    problem: Problem, before: tuple[Sitting, ...], after: tuple[Sitting, ...]
) -> Consequence:
    """What follows for the first rolling order if a ends later, the timetable being ``after``."""
    record = Record(meeting="m", scenario_sha256="", timezone="Europe/Zurich", sittings=before)
    outcome: Any = type("After", (), {"timetable": Timetable.of(after), "problem": problem})
    return consequence_of(record, cast(Outcome, outcome), problem.rolling[0], "a", 10)


def test_who_comes_before_the_rest_of_a_session_does_not_follow_it() -> None:
    """c got a place between the parts of a: b comes after a, and nobody comes after b."""
    order = [{"room": "A", "order": ["c", "a", "b"]}]
    problem = tiny.problem(sessions=tiny.sessions({"split": tiny.SPLIT}, {}, {}), rolling=order)
    parts = (tiny.sitting("a", "00:20", "00:30"), tiny.sitting("a", "01:20", "01:40"))
    between, then = tiny.sitting("c", "01:00", "01:20"), tiny.sitting("b", "02:00", "02:20")
    before = (tiny.sitting("a", "00:10", "00:30"), then)
    found = consequence(problem, before, (*parts, between, then))
    assert (found.next, found.at_once) == ("b", False)
    assert consequence(problem, before, (*parts, between)).next is None
    assert next_after(Timetable.of(before), problem.rolling[0], "b") == ()


def test_a_room_is_another_one_only_if_no_part_was_published_there() -> None:
    """b was to begin in B and to go on in A; now it sits in A alone, or in B alone."""
    problem = tiny.problem(
        sessions=tiny.sessions({}, {"split": tiny.SPLIT}),
        rooms=tiny.TWO_ROOMS,
        rolling=tiny.ROLLING,
    )
    a = tiny.sitting("a", "00:10", "00:30")
    parts = (tiny.sitting("b", "00:20", "00:30", room="B"), tiny.sitting("b", "01:00", "01:10"))
    alone = tiny.sitting("b", "01:00", "01:20")
    assert consequence(problem, (a, *parts), (a, alone)).rooms == ()
    assert consequence(problem, (a, alone), (a, *parts)).rooms == ("b",)


def test_who_starts_before_a_changeover_is_over_does_not_start_at_once() -> None:
    """b comes before a in the order, and needs no time after it."""
    order = [{"room": "A", "order": ["b", "a"], "changeover": 3}]
    problem = tiny.problem(sessions=tiny.sessions({}, {}), rolling=order)
    before = (tiny.sitting("a", "00:00", "00:20"),)
    for start, at_once in (("00:30", False), ("00:40", True)):
        after = (tiny.sitting("a", "00:00", "00:30"), tiny.sitting("b", start, "00:50"))
        assert consequence(problem, before, after).at_once == at_once
