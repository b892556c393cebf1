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
from scheduler.timetable import Record, Timetable
from tests.search.conferences import conference, filled


@pytest.fixture(scope="module")
def meeting() -> tuple[Problem, Timetable]:
    problem = conference(3, sessions=60, rooms=8, days=6)
    return problem, filled(problem)


def replanned(
    meeting: tuple[Problem, Timetable], fact: str, now: datetime, policy: Policy | None = None
) -> Replanned:
    """With no time at all."""
    problem, timetable = meeting
    published = Record(
        meeting=problem.meeting.id,
        scenario_sha256="0",
        timezone=problem.meeting.timezone,
        sittings=timetable.sittings,
        unplaced=timetable.unplaced,
    )
    budget = Budget(seconds=0.0, workers=1)
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
