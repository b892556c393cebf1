"""A session forced somewhere: what forbids it, who would move, what it would cost."""

import pytest

from scheduler import planning
from scheduler.insight.forcing import Forced, NoSuchPlaceError
from scheduler.insight.forcing import force as forced
from scheduler.problem import Problem
from scheduler.timetable import Timetable
from tests.conftest import MONDAY, TUESDAY, At, Tiny


def solve(problem: Problem, seconds: float) -> planning.Outcome:
    return planning.solve(problem, seconds=seconds, workers=1)


def force(
    problem: Problem, timetable: Timetable, session: str, slot: str, room: str | None = None
) -> Forced:
    return forced(problem, timetable, session, slot, room, solve=solve, seconds=20)


def test_where_nothing_is_in_the_way_nobody_else_moves(tiny: Tiny, at: At) -> None:
    timetable = Timetable.of([at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")])
    found = force(tiny(), timetable, "wg2", f"{TUESDAY}/afternoon", "B")
    assert found.refusals == ()
    assert {change.session for change in found.changes} == {"wg2"}
    assert found.timetable is not None
    assert found.timetable.of_session("wg2") == (at("wg2", "B", "14:00", "14:20", day=TUESDAY),)


def test_who_is_in_the_way_is_moved_and_nobody_else(tiny: Tiny, at: At) -> None:
    problem = tiny(
        rooms=[{"id": "A"}],
        sessions=[{"id": id, "minutes": 60} for id in ("wg1", "wg2", "wg3")],
    )
    timetable = Timetable.of(
        [
            at("wg1", "A", "10:00", "11:00"),
            at("wg2", "A", "14:00", "15:00"),
            at("wg3", "A", "10:00", "11:00", day=TUESDAY),
        ]
    )
    found = force(problem, timetable, "wg2", f"{MONDAY}/morning")
    assert [v.rule for v in found.refusals] == ["room_clash"]
    assert found.proved
    assert {change.session for change in found.changes} == {"wg1", "wg2"}


def test_what_no_other_session_can_clear_is_not_even_searched(tiny: Tiny, at: At) -> None:
    timetable = Timetable.of([at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")])
    problem = tiny(
        sessions=[
            {"id": "wg1", "minutes": 25, "chairs": ["ada"], "days": [MONDAY]},
            {"id": "wg2", "minutes": 20, "chairs": ["ada", "bo"]},
        ]
    )
    found = force(problem, timetable, "wg1", f"{TUESDAY}/morning")
    assert found.for_good
    assert found.timetable is None
    assert [v.rule for v in found.refusals] == ["window"]


def test_where_those_in_the_way_can_go_nowhere_it_is_impossible(tiny: Tiny, at: At) -> None:
    problem = tiny(
        rooms=[{"id": "A"}],
        sessions=[
            {"id": "wg1", "minutes": 60, "slots": [f"{MONDAY}/morning"]},
            {"id": "wg2", "minutes": 60},
        ],
    )
    timetable = Timetable.of([at("wg1", "A", "10:00", "11:00"), at("wg2", "A", "14:00", "15:00")])
    found = force(problem, timetable, "wg2", f"{MONDAY}/morning")
    assert not found.for_good
    assert found.timetable is None or found.dropped == ("wg1",)


def test_a_plain_slot_means_the_best_of_all_days(tiny: Tiny, at: At) -> None:
    problem = tiny(
        sessions=[{"id": id, "minutes": 60} for id in ("wg1", "wg2")], rooms=[{"id": "A"}]
    )
    timetable = Timetable.of([at("wg1", "A", "10:00", "11:00"), at("wg2", "A", "14:00", "15:00")])
    found = force(problem, timetable, "wg2", "morning")
    assert found.place.slot == f"{TUESDAY}/morning"
    assert {change.session for change in found.changes} == {"wg2"}


@pytest.mark.parametrize(
    ("slot", "room", "words"),
    [
        ("evening", None, "no slot is called 'evening'"),
        ("morning", "C", "no room is called 'C'"),
        ("lunch", None, "lunch is not for sessions of kind 'session'"),
    ],
)
def test_a_place_that_is_none_is_refused(
    tiny: Tiny, slot: str, room: str | None, words: str
) -> None:
    problem = tiny(
        slots=[
            {"id": "morning", "start": "10:00", "end": "11:00"},
            {"id": "lunch", "start": "12:00", "end": "13:00", "only": ["side-event"]},
        ]
    )
    with pytest.raises(NoSuchPlaceError, match=words):
        force(problem, Timetable(sittings=()), "wg1", slot, room)
