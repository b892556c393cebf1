"""A slot over midnight belongs to the day on which it begins, in every rule that names days."""

from typing import Any

import pytest

from scheduler.problem import Problem
from tests.twins import tiny
from tests.twins.agreement import accepted_alike, priced_alike

NIGHT = [{"id": "night", "start": "23:00", "end": "01:00"}]
OF = {"of": ["all"]}
RULES: dict[str, dict[str, Any]] = {
    "spread": {**OF, "most": 1},
    "frequency": {**OF, "days": 1, "most": 1},
    "together": {**OF, "same": "day"},
    "days_apart": {"sessions": ["a", "b"], "least": 1},
    "room_stability": {**OF, "per": "day"},
    "prefer": {**OF, "days": [tiny.DAY]},
    "avoid": {**OF, "days": [tiny.DAY]},
}


def two_in_a_night(rule: str, level: str) -> Problem:
    """One before midnight, one after it, or both on one side; or on the next night."""
    statement = {"rule": rule, **RULES[rule], "level": level}
    return tiny.problem(
        meeting={"id": "m", "title": "M", "timezone": "Europe/Zurich", "grid": 60},
        days=[tiny.DAY, tiny.NEXT],
        slots=NIGHT,
        rooms=[{"id": "A"}, {"id": "B"}],
        sessions=tiny.sessions({"minutes": 60}, {"minutes": 60}),
        rules=[statement],
    )


@pytest.mark.parametrize("rule", RULES)
def test_what_it_costs(rule: str) -> None:
    assert len(priced_alike(two_in_a_night(rule, "soft"), 60)) > 10


@pytest.mark.parametrize("rule", RULES)
def test_what_is_allowed(rule: str) -> None:
    assert accepted_alike(two_in_a_night(rule, "hard"), 60)
