"""Sessions that were held in more parts than they may have: what has begun is not undone."""

from datetime import datetime
from typing import Any

import pytest

from scheduler import verifier
from scheduler.problem import Problem, Sitting
from scheduler.replanning.replan import replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.timetable import Record, Timetable
from tests.conftest import At, Tiny

LONG = 600.0
"""Seconds that only a hang would reach."""


def published(problem: Problem, *sittings: Sitting) -> Record:
    return Record(
        meeting=problem.meeting.id,
        scenario_sha256="",
        timezone=problem.meeting.timezone,
        sittings=Timetable.of(sittings).sittings,
    )


def in_parts(at: At, *hours: str) -> list[Sitting]:
    """Parts of wg1 on Monday, each written ``10:00-11:00``."""
    ends = [span.split("-") for span in hours]
    return [at("wg1", "A", a, b, part=n, parts=len(ends)) for n, (a, b) in enumerate(ends, 1)]


def meeting(tiny: Tiny, split: dict[str, Any] | None) -> Problem:
    slots = [
        {"id": f"s{hour}", "start": f"{hour}:00", "end": f"{hour}:30"} for hour in (10, 12, 14, 16)
    ]
    session = {"id": "wg1", "minutes": 80, "split": split}
    return tiny(slots=slots, sessions=[session, {"id": "wg2", "minutes": 20}])


@pytest.mark.parametrize("split", [None, {"most_parts": 2}])
@pytest.mark.parametrize("hour", [14, 15])
def test_parts_that_have_begun_are_not_counted_against_a_session(
    tiny: Tiny, at: At, split: dict[str, Any] | None, hour: int
) -> None:
    """By then the third part runs, or is over."""
    problem = meeting(tiny, split)
    held = in_parts(at, "10:00-10:30", "12:00-12:30", "14:00-14:20")
    request = ReplanRequest(
        problem,
        published(problem, *held, at("wg2", "B", "16:00", "16:20")),
        now=datetime(2030, 3, 4, hour, 10),
        budget=Budget(seconds=LONG, workers=1),
    )
    outcome = replan(request).outcome
    assert outcome.timetable.of_session("wg1") == tuple(held)
    assert verifier.violations(outcome.problem, outcome.timetable) == []
