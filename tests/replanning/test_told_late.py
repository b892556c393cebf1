"""A fact told after it took effect: what was held until then is what was published, played on."""

from datetime import datetime
from typing import Any

from scheduler.problem import Problem
from scheduler.replanning.replan import replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.search.solve import record, solve
from scheduler.timetable import Unplaced
from tests.twins import tiny

DAY = "2030-03-04"


def meeting() -> Problem:
    raw: dict[str, Any] = {
        "meeting": {"id": "m", "title": "m", "timezone": "Europe/Zurich", "grid": 15},
        "days": [DAY],
        "slots": [{"id": "am", "start": "09:00", "end": "10:30"}],
        "rooms": [{"id": "A"}],
        "sessions": [{"id": "panel", "minutes": 30}, {"id": "talk", "minutes": 60, "rank": 1}],
    }
    return Problem.model_validate(raw)


def test_a_session_without_a_place_was_not_held_before_the_fact_was_told() -> None:
    """Had talk been given the morning, panel would have had to wait for its end, and did not."""
    problem = meeting()
    published = record(solve(problem, Budget(seconds=600, workers=1)), sha256="").model_copy(
        update={
            "sittings": (tiny.sitting("panel", "09:00", "09:30", day=DAY),),
            "unplaced": (Unplaced(session="talk", reason="no place"),),
        }
    )
    found = replan(
        ReplanRequest(
            problem,
            published,
            facts=("late panel 4m",),
            now=datetime.fromisoformat(f"{DAY}T09:10"),
            policy="reorder",
            budget=Budget(seconds=600, workers=1),
        )
    )
    assert found.outcome.status == "optimal"
    assert [s.session for s in found.outcome.timetable.sittings] == ["panel"]
    (panel,) = found.outcome.timetable.sittings
    assert f"{panel.start:%H:%M}-{panel.end:%H:%M}" == "09:04-09:34"
