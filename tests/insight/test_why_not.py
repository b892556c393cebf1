"""A session forced somewhere: what forbids it, who would move, what it would cost."""

import pytest

from scheduler import verifier
from scheduler.insight.location import Location, NoSuchPlaceError
from scheduler.insight.why_not import why_not
from scheduler.insight.why_not_answer import WhyNot
from scheduler.problem import Problem
from scheduler.search import located
from scheduler.search.budget import Budget
from scheduler.timetable import Timetable
from tests.conftest import MONDAY, TUESDAY, At, Tiny
from tests.search.conferences import filled, subsidiary

FULL = "2030-03-06/morning"
"""A slot in which six meetings go on throughout."""


def locate(
    problem: Problem, location: Location, stay: frozenset[str], seconds: float
) -> located.Located:
    return located.locate(problem, location, stay, Budget(seconds=seconds, workers=1))


def force(
    problem: Problem, timetable: Timetable, session: str, slot: str, room: str | None = None
) -> WhyNot:
    at = slot if room is None else f"{slot}:{room}"
    return why_not(problem, timetable, session, at, locate=locate, seconds=20)


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


def test_a_session_that_is_there_already_is_told_its_own_timetable(tiny: Tiny, at: At) -> None:
    timetable = Timetable.of([at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")])
    found = force(tiny(), timetable, "wg1", "morning", "A")
    assert (found.timetable, found.refusals, found.changes) == (timetable, (), ())


def unwanted(
    problem: Problem, location: Location, stay: frozenset[str], seconds: float
) -> located.Located:
    if len(problem.sessions) == 1:
        return located.Located(None, proved=False)
    raise AssertionError("a large meeting is not solved again in three seconds")


@pytest.mark.ci
def test_in_a_large_meeting_those_in_the_way_go_to_the_nearest_place() -> None:
    problem = subsidiary(1)
    timetable = filled(problem)
    assert not timetable.unplaced
    found = why_not(problem, timetable, "s050", FULL, locate=unwanted, seconds=3)
    assert {v.rule for v in found.refusals} == {"concurrency"}
    assert found.timetable is not None
    assert verifier.violations(problem, found.timetable) == []
    assert len({change.session for change in found.changes}) == 2
    assert not found.proved


def test_a_chain_of_orders_moves_along(tiny: Tiny, at: At) -> None:
    """wg2 comes the day after wg1: where wg1 moves to Tuesday, wg2 goes on to Wednesday."""
    problem = tiny(
        days=[MONDAY, TUESDAY, "2030-03-06"],
        rules=[{"rule": "precedence", "first": "wg1", "then": "wg2", "days": 1}],
    )
    timetable = Timetable.of(
        [at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:00", "10:20", day=TUESDAY)]
    )
    found = why_not(problem, timetable, "wg1", f"{TUESDAY}/afternoon", locate=unwanted, seconds=0)
    assert {v.rule for v in found.refusals} == {"precedence"}
    assert found.timetable is not None
    (moved,) = found.timetable.of_session("wg2")
    assert f"{moved.start:%Y-%m-%d}" == "2030-03-06"


def test_nothing_is_shown_that_breaks_a_rule_about_no_session(tiny: Tiny, at: At) -> None:
    """A team serves once a day: the verifier names the team, and no session that could move."""
    problem = tiny(
        sessions=[{"id": id, "minutes": 30, "languages": ["en"]} for id in ("wg1", "wg2")],
        interpretation={
            "teams": [{"id": "t", "languages": ["en"]}],
            "per_day": 1,
            "caps": [{"days": 1, "most": 5}],
        },
    )
    timetable = Timetable.of(
        [
            at("wg1", "A", "10:00", "10:30").model_copy(update={"team": "t"}),
            at("wg2", "A", "10:00", "10:30", day=TUESDAY).model_copy(update={"team": "t"}),
        ]
    )
    found = force(problem, timetable, "wg2", f"{MONDAY}/afternoon")
    assert found.timetable is not None
    assert verifier.violations(problem, found.timetable) == []
    assert {change.session for change in found.changes} == {"wg1", "wg2"}


def test_what_forbids_one_start_of_the_slot_is_not_told_of_all(tiny: Tiny, at: At) -> None:
    """wg1 may not begin at ten, and from 10:30 on wg2 is in the way, which can begin earlier."""
    problem = tiny(
        rooms=[{"id": "A"}],
        sessions=[
            {"id": "wg1", "minutes": 30, "after": f"{MONDAY}T10:30"},
            {"id": "wg2", "minutes": 30, "slots": [f"{MONDAY}/morning"]},
        ],
    )
    timetable = Timetable.of([at("wg1", "A", "14:00", "14:30"), at("wg2", "A", "10:30", "11:00")])
    found = force(problem, timetable, "wg1", f"{MONDAY}/morning")
    assert not found.for_good
    assert found.timetable is not None
    assert found.timetable.of_session("wg1") == (at("wg1", "A", "10:30", "11:00"),)


def test_in_a_rolling_order_another_order_is_asked_for(tiny: Tiny, at: At) -> None:
    problem = tiny(
        rooms=[{"id": "A"}],
        sessions=[{"id": id, "minutes": 60} for id in ("wg1", "wg2")],
        rolling=[{"room": "A", "order": ["wg1", "wg2"]}],
    )
    timetable = Timetable.of([at("wg1", "A", "10:00", "11:00"), at("wg2", "A", "14:00", "15:00")])
    found = force(problem, timetable, "wg2", f"{MONDAY}/morning")
    assert (found.policy, found.proved) == ("reorder", True)
    assert found.timetable is not None
    assert found.timetable.of_session("wg2") == (at("wg2", "A", "10:00", "11:00"),)
    assert found.difference is not None
    assert dict(zip(found.difference.tiers, found.difference.by_tier, strict=True))["order"] == 1


def test_the_cheapest_is_told_with_how_many_places_there_are(tiny: Tiny, at: At) -> None:
    problem = tiny(rooms=[{"id": "A"}], sessions=[{"id": "wg1", "minutes": 30}])
    timetable = Timetable.of([at("wg1", "A", "10:00", "10:30")])
    found = force(problem, timetable, "wg1", f"{TUESDAY}/morning")
    assert found.proved
    assert found.priced == found.places > found.free > 1


def test_in_another_order_nobody_is_held_longer_than_now(tiny: Tiny, at: At) -> None:
    """wg1 was trimmed to 40 minutes, to fit in before wg2; behind wg3 it need not be longer."""
    problem = tiny(
        days=[MONDAY],
        rooms=[{"id": "A"}],
        sessions=[
            {"id": "wg1", "minutes": {"least": 30, "likely": 60, "most": 60}},
            {"id": "wg2", "minutes": 20},
            {"id": "wg3", "minutes": 60},
        ],
        rolling=[{"room": "A", "order": ["wg1", "wg2", "wg3"]}],
    )
    timetable = Timetable.of(
        [
            at("wg1", "A", "10:00", "10:40"),
            at("wg2", "A", "10:40", "11:00"),
            at("wg3", "A", "14:00", "15:00"),
        ]
    )
    found = force(problem, timetable, "wg3", f"{MONDAY}/morning")
    assert (found.policy, found.proved, found.dropped) == ("reorder", True, ())
    assert found.timetable is not None
    assert found.timetable.of_session("wg1") == (at("wg1", "A", "14:00", "14:40"),)
    assert found.timetable.of_session("wg2") == (at("wg2", "A", "14:40", "15:00"),)


def test_who_makes_way_is_held_no_longer_than_now(tiny: Tiny, at: At) -> None:
    problem = tiny(
        days=[MONDAY],
        rooms=[{"id": "A"}],
        sessions=[
            {"id": "wg1", "minutes": 60},
            {"id": "wg2", "minutes": {"least": 30, "likely": 60, "most": 60}},
        ],
    )
    timetable = Timetable.of([at("wg1", "A", "14:00", "15:00"), at("wg2", "A", "10:00", "10:40")])
    found = force(problem, timetable, "wg1", f"{MONDAY}/morning")
    assert found.timetable is not None
    assert found.proved
    (moved,) = found.timetable.of_session("wg2")
    assert (f"{moved.start:%H:%M}", f"{moved.end:%H:%M}") == ("14:00", "14:40")


def test_overtime_that_is_published_is_agreed_in_another_order_too(tiny: Tiny, at: At) -> None:
    over = {"id": "morning", "start": "10:00", "end": "11:00", "overtime": {"minutes": 10}}
    problem = tiny(
        slots=[over, {"id": "afternoon", "start": "14:00", "end": "15:00"}],
        sessions=[
            {"id": "wg1", "minutes": 60},
            {"id": "wg2", "minutes": 60},
            {"id": "wg3", "minutes": 35},
        ],
        days=[MONDAY],
        rolling=[{"room": "A", "order": ["wg1", "wg2"]}],
    )
    stays = at("wg3", "B", "10:30", "11:05")
    timetable = Timetable.of(
        [at("wg1", "A", "10:00", "11:00"), at("wg2", "A", "14:00", "15:00"), stays]
    )
    found = force(problem, timetable, "wg2", f"{MONDAY}/morning")
    assert found.timetable is not None
    assert found.proved
    assert found.timetable.of_session("wg3") == (stays,)
