"""A session at a place: however long, in whatever parts, whoever presides or interprets."""

import pytest

from scheduler import verifier
from scheduler.insight.occupancy import Occupancy
from scheduler.insight.places import places
from scheduler.insight.precomputed import precompute
from scheduler.insight.seatings import Seated, seatings
from scheduler.insight.suggesting import suggest
from scheduler.problem import Problem
from scheduler.timetable import Timetable
from tests.conftest import MONDAY, TUESDAY, At, Tiny

HALF_TO_WHOLE = {"least": 20, "likely": 40, "most": 40}


def seated(problem: Problem, timetable: Timetable, session: str, slot: str, start: int) -> Seated:
    """At the n-th start on the grid of a slot, in room A."""
    occupancy = Occupancy(precompute(problem), timetable)
    there = places(
        occupancy,
        occupancy.precomputed.sessions[session],
        rooms=("A",),
        slots=frozenset((slot,)),
    )
    return seatings(occupancy, list(there)[start])


def lengths(found: Seated, session: str) -> list[int]:
    own = (a.timetable.of_session(session) for a in found.accepted)
    return [sum(int((s.end - s.start).total_seconds()) // 60 for s in sits) for sits in own]


def test_it_is_trimmed_by_as_much_as_the_next_session_asks_for(tiny: Tiny, at: At) -> None:
    problem = tiny(sessions=[{"id": "wg1", "minutes": HALF_TO_WHOLE}, {"id": "wg2", "minutes": 20}])
    timetable = Timetable.of([at("wg1", "A", "14:00", "14:40"), at("wg2", "A", "10:30", "10:50")])
    found = seated(problem, timetable, "wg1", f"{MONDAY}/morning", 0)
    assert found.whole
    assert lengths(found, "wg1") == [30]


def test_shorter_ones_are_tried_as_long_as_they_may_be_cheaper(tiny: Tiny, at: At) -> None:
    """Each minute beside wg2 costs 3, each minute less 2: so it ends when wg2 begins."""
    problem = tiny(
        sessions=[{"id": "wg1", "minutes": HALF_TO_WHOLE}, {"id": "wg2", "minutes": 20}],
        rules=[{"rule": "conflict", "of": ["wg1", "wg2"], "weight": 3}],
        weights={"trim": 2},
    )
    timetable = Timetable.of([at("wg1", "A", "14:00", "14:40"), at("wg2", "B", "10:30", "10:50")])
    found = seated(problem, timetable, "wg1", f"{MONDAY}/morning", 0)
    assert found.whole
    cheapest = min(found.accepted, key=lambda a: a.difference.by_tier)
    (sitting,) = cheapest.timetable.of_session("wg1")
    assert f"{sitting.end:%H:%M}" == "10:30"


def test_what_is_cut_may_end_in_the_overtime_or_be_trimmed_to_the_wall(tiny: Tiny, at: At) -> None:
    problem = tiny(
        slots=[{"id": "morning", "start": "10:00", "end": "11:00", "overtime": {"minutes": 10}}],
        sessions=[
            {
                "id": "wg1",
                "minutes": {"least": 30, "likely": 45, "most": 45},
                "split": {"least_part": 40},
            }
        ],
    )
    timetable = Timetable.of([at("wg1", "A", "10:00", "10:45", day=TUESDAY)])
    found = seated(problem, timetable, "wg1", f"{MONDAY}/morning", 3)
    assert found.whole
    assert 40 in lengths(found, "wg1")
    assert 30 in lengths(found, "wg1")
    for one in found.accepted:
        assert verifier.violations(problem, one.timetable) == []


def test_where_not_all_was_tried_that_is_said(tiny: Tiny, at: At) -> None:
    problem = tiny(
        sessions=[{"id": "wg1", "minutes": HALF_TO_WHOLE}, {"id": "wg2", "minutes": 20}],
        weights={"trim": 0},
    )
    timetable = Timetable.of([at("wg1", "A", "14:00", "14:40"), at("wg2", "A", "10:30", "10:50")])
    occupancy = Occupancy(precompute(problem), timetable)
    place = next(iter(places(occupancy, occupancy.precomputed.sessions["wg1"], rooms=("A",))))
    found = seatings(occupancy, place, 3)
    assert (found.judged, found.whole) == (3, False)


@pytest.mark.parametrize(("least", "free"), [(20, 1), (40, 0)])
def test_a_place_is_suggested_that_takes_some_trimming(
    tiny: Tiny, at: At, least: int, free: int
) -> None:
    problem = tiny(
        days=[MONDAY],
        slots=[{"id": "morning", "start": "10:00", "end": "11:00"}],
        rooms=[{"id": "A"}],
        sessions=[
            {"id": "wg1", "minutes": {"least": least, "likely": 40, "most": 40}},
            {"id": "wg2", "minutes": 20, "pin": {"exact": f"{MONDAY}T10:20"}},
        ],
    )
    timetable = Timetable.of([at("wg2", "A", "10:20", "10:40")], [])
    answer = suggest(problem, timetable, "wg1")
    assert answer.tried == answer.places == 6
    assert answer.free == free + (least == 20)
