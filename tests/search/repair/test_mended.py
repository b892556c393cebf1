"""A replan short of time: near what was published, nobody left out, accepted; or nothing."""

from datetime import datetime, timedelta

import pytest

from scheduler import verifier
from scheduler.errors import NoTimetable
from scheduler.problem import Policy, Problem
from scheduler.replanning.replan import Replanned, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.search.repair import mended, repair
from scheduler.search.solve import solve
from scheduler.timetable import Record, Timetable
from tests.search.conferences import conference, filled
from tests.search.planted import orders


@pytest.fixture(scope="module")
def meeting() -> tuple[Problem, Timetable]:
    problem = conference(3, sessions=60, rooms=8, days=6)
    return problem, filled(problem)


def replanned(
    meeting: tuple[Problem, Timetable],
    fact: str,
    now: datetime,
    policy: Policy | None = None,
    *,
    seconds: float = 0.0,
) -> Replanned:
    """With no time at all, unless it is given some."""
    problem, timetable = meeting
    published = Record(
        meeting=problem.meeting.id,
        scenario_sha256="0",
        timezone=problem.meeting.timezone,
        sittings=timetable.sittings,
        unplaced=timetable.unplaced,
    )
    budget = Budget(seconds=seconds, workers=1)
    return replan(ReplanRequest(problem, published, (fact,), now=now, policy=policy, budget=budget))


@pytest.mark.parametrize(
    ("fact", "n"),
    [
        ("cancelled {id}", 5),
        ("overrun {id} 30m", 5),
        ("overrun {id} 30m", 20),
        ("late {id} 45m", 5),
        ("late {id} 45m", 20),
        ("late {id} 45m", 40),
    ],
)
def test_without_time_it_is_the_published_timetable_mended(
    meeting: tuple[Problem, Timetable], fact: str, n: int
) -> None:
    _, timetable = meeting
    assert not timetable.unplaced
    sitting = timetable.sittings[n]
    now = sitting.start + timedelta(minutes=-30 if fact.startswith("cancelled") else 15)
    way = replanned(meeting, fact.format(id=sitting.session), now)
    outcome = way.outcome
    assert outcome.strategy in (mended.NAME, repair.NAME)  # small ones are repaired all the same
    assert fact.startswith("cancelled") or outcome.strategy == mended.NAME
    assert not verifier.violations(outcome.problem, outcome.timetable)
    assert not outcome.timetable.unplaced
    assert outcome.out_of_time or outcome.status == "optimal"
    was = {s.session: (s.room, s.start) for s in timetable.sittings}
    moved = {s.session for s in outcome.timetable.sittings if was[s.session] != (s.room, s.start)}
    assert len(moved) <= 4


def test_where_somebody_would_be_left_out_nothing_is_made_up() -> None:
    """Two meetings fill the only room; one of them lasts longer, and there is no other place."""
    problem = Problem.model_validate(
        {
            "meeting": {"id": "full", "title": "F", "timezone": "UTC", "grid": 30},
            "days": ["2030-03-04"],
            "slots": [{"id": "am", "start": "10:00", "end": "12:00"}],
            "rooms": [{"id": "hall"}],
            "sessions": [{"id": "a", "minutes": 60}, {"id": "b", "minutes": 60}],
        }
    )
    timetable = filled(problem)
    now = timetable.sittings[0].start + timedelta(minutes=10)
    with pytest.raises(NoTimetable, match="no timetable found within 0 s"):
        replanned((problem, timetable), f"overrun {timetable.sittings[0].session} 30m", now, "roll")


def following(sessions: int, rooms: int, seed: int) -> tuple[Problem, Timetable]:
    """Rolling orders of sessions that may be cut, whose chairs are shared."""
    problem = orders(sessions, seed, rooms=rooms)
    return problem, solve(problem, Budget(seconds=20, workers=1)).timetable


@pytest.mark.parametrize("fact", ["overrun {id} 40m", "early {id} 10m"])
@pytest.mark.parametrize("n", [0, 9, 25])
def test_in_rolling_orders_whoever_is_next_begins(fact: str, n: int) -> None:
    """Six orders that share chairs, and no time at all: everybody keeps a place."""
    meeting = following(33, 6, 1)
    sitting = next(s for s in meeting[1].sittings[n:] if s.part == s.parts)
    told = fact.format(id=sitting.session)
    way = replanned(meeting, told, sitting.end - timedelta(minutes=15))
    assert way.outcome.strategy == mended.NAME
    assert not verifier.violations(way.outcome.problem, way.outcome.timetable)
    assert not way.outcome.timetable.unplaced


@pytest.mark.parametrize("n", [2, 9])
def test_with_time_it_is_the_least_change_from_there(n: int) -> None:
    meeting = following(20, 3, 2)
    sitting = next(s for s in meeting[1].sittings[n:] if s.part == s.parts)
    told, now = f"overrun {sitting.session} 40m", sitting.end - timedelta(minutes=15)
    soon = replanned(meeting, told, now).outcome
    best = replanned(meeting, told, now, seconds=20).outcome
    assert best.status == "optimal"
    assert [t.cost for t in best.tiers] <= [t.cost for t in soon.tiers]
    for tier in best.tiers:
        assert tier.bound == tier.cost


def test_what_has_begun_goes_on_after_the_pause_before_anybody_follows() -> None:
    """It has run into the end of its slot: the rest is held first thing in the afternoon."""
    problem = Problem.model_validate(
        {
            "meeting": {"id": "rest", "title": "R", "timezone": "UTC", "grid": 5},
            "days": ["2030-03-04"],
            "slots": [
                {"id": "am", "start": "10:00", "end": "13:00"},
                {"id": "pm", "start": "15:00", "end": "18:00"},
            ],
            "rooms": [{"id": "hall"}, {"id": "annex"}],
            "sessions": [
                {"id": "a", "minutes": 170, "split": {"least_part": 30}},
                {"id": "b", "minutes": 60, "split": {"least_part": 30}},
                {"id": "c", "minutes": 60},
            ],
            "rolling": [
                {"room": "hall", "order": ["a", "b"], "changeover": 5},
                {"room": "annex", "order": ["c"]},
            ],
        }
    )
    timetable = solve(problem, Budget(seconds=20, workers=1)).timetable
    now = timetable.of_session("a")[0].start + timedelta(minutes=100)
    outcome = replanned((problem, timetable), "overrun a 70m", now).outcome
    assert outcome.strategy == mended.NAME
    clocks = [(s.session, f"{s.start:%H:%M}-{s.end:%H:%M}") for s in outcome.timetable.sittings]
    assert sorted(clocks) == [
        ("a", "10:00-13:00"),
        ("a", "15:00-16:00"),
        ("b", "16:05-17:05"),
        ("c", "10:00-11:00"),
    ]
