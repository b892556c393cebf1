"""What began in the overtime of its slot."""

import pytest

from scheduler import verifier
from scheduler.errors import Infeasible
from scheduler.problem import Problem
from scheduler.search.budget import Budget
from scheduler.search.solve import solve
from tests.twins import tiny


def on(minutes: int) -> Problem:
    """Told to begin at 32 minutes past, a is on; it may sit until forty past."""
    of = tiny.problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "00:30", "overtime": {"minutes": 10, "price": 3}},
            {"id": "pm", "start": "01:00", "end": "01:40"},
        ],
        sessions=[{"id": "a", "minutes": minutes}],
    )
    late = tiny.sitting("a", "00:32", f"00:{32 + minutes}")
    return tiny.replanned("00:35", [late], of, running=[late], in_force="extend")


def test_what_began_in_the_overtime_of_a_slot_ends_and_costs_as_if_it_had_begun_before() -> None:
    problem, budget = on(8), Budget(seconds=600, workers=1)
    found = solve(problem, budget)
    charged = [(c.tier, c.amount) for c in verifier.charges(problem, found.timetable)]
    assert [(t.name, t.cost) for t in found.tiers if t.cost] == charged == [("minutes", 30)]
    with pytest.raises(Infeasible):
        solve(on(9), budget)
