"""Of a small meeting, a repair's later tiers are proved too: who presides, what is preferred."""

from datetime import datetime
from typing import Any

from scheduler.problem import Problem
from scheduler.replanning.replan import Replanned, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.search.exact import remaining_tiers
from scheduler.search.outcome import record
from scheduler.search.solve import solve

BUDGET = Budget(seconds=600, workers=1)


def meeting(sessions: int) -> Problem:
    """One of several sessions has a chair with a deputy."""
    raw: dict[str, Any] = {
        "meeting": {"id": "m", "title": "m", "timezone": "UTC", "grid": 30},
        "days": ["2030-03-04", "2030-03-05"],
        "slots": [{"id": "am", "start": "09:00", "end": "12:00"}],
        "rooms": [{"id": f"r{n}"} for n in range(sessions)],
        "people": [{"id": "chair", "deputies": [{"id": "vice", "price": 3}]}, {"id": "vice"}],
        "sessions": [
            {"id": "s0", "minutes": 180, "chairs": ["chair"], "days": ["2030-03-05"]},
            *({"id": f"s{n}", "minutes": 60} for n in range(1, sessions)),
        ],
    }
    return Problem.model_validate(raw)


def without_the_chair(problem: Problem) -> Replanned:
    published = record(solve(problem, BUDGET), sha256="")
    now = datetime(2030, 3, 4, 14)
    return replan(
        ReplanRequest(problem, published, ["absent chair 2030-03-05"], now=now, budget=BUDGET)
    )


def test_that_a_deputy_has_to_preside_is_proved() -> None:
    found = without_the_chair(meeting(2))
    assert found.outcome.strategy == "repair"
    assert found.outcome.status == "optimal"
    costs = {tier.name: tier.cost for tier in found.outcome.tiers if tier.cost}
    assert costs == {"served": 1, "preferences": 3}
    assert [(c.kind, c.forced) for c in found.changes] == [("chairs", True)]


def test_of_a_large_meeting_the_repair_is_all(monkeypatch: Any) -> None:
    monkeypatch.setattr(remaining_tiers, "FEW", 1)
    found = without_the_chair(meeting(2))
    open_tiers = [tier.name for tier in found.outcome.tiers if tier.bound < tier.cost]
    assert open_tiers == ["served", "preferences"]
