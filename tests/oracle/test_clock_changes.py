"""Nights in which the clocks change: hours of the day that are skipped, or occur twice."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from tests.draws import sampled
from tests.oracle import asking
from tests.oracle.case import Case

FORWARD, BACK = "2030-03-31", "2030-10-27"
HOURS = (
    ("02:30", "03:30"),
    ("02:30", "03:00"),
    ("02:15", "02:45"),
    ("01:30", "02:30"),
    ("01:45", "03:15"),
)
LEVELS = ("hard", "soft")


def meeting(day: str, **changes: Any) -> dict[str, Any]:
    """Two sessions in a slot that is open over the change, whatever it is."""
    return {
        "meeting": {"id": "m", "title": "M", "timezone": "Europe/Zurich", "grid": 15},
        "days": [day],
        "slots": [{"id": "night", "start": "01:15", "end": "04:00"}],
        "rooms": [{"id": "A"}],
        "people": [{"id": "ada"}],
        "sessions": [
            {"id": "s", "minutes": {"least": 14, "likely": 16}, "chairs": ["ada"], "group": "G"},
            {"id": "t", "minutes": 20},
        ],
    } | changes


def with_hours(opens: str, closes: str) -> Iterator[dict[str, Any]]:
    """All that has hours of the day."""
    daily = {"daily": [opens, closes]}
    for which in ("unavailable", "available"):
        yield {"people": [{"id": "ada", which: [daily]}]}
        yield {"groups": [{"id": "G", which: [daily]}]}
        yield {"rooms": [{"id": "A", which: [daily]}, {"id": "B"}]}
        team = {"id": "one", "languages": ["en"], which: [daily]}
        session = {"id": "s", "minutes": 16, "languages": ["en"]}
        yield {"sessions": [session], "interpretation": {"teams": [team]}}
    for level in LEVELS:
        for rule in ("prefer", "avoid"):
            hours = {"rule": rule, "of": "all", "hours": [opens, closes], "level": level}
            yield {"rules": [hours]}
        yield {"rules": [{"rule": "nothing_after", "of": "all", "after": opens, "level": level}]}
        remote = {"id": "ada", "remote": True, "comfort": [opens, closes]}
        yield {"people": [remote], "levels": [{"rule": "comfort", "level": level}]}


CASES = [
    Case(meeting(day, **changes))
    for hours, day in product(HOURS, (FORWARD, BACK))
    for changes in with_hours(*hours)
]


@pytest.mark.parametrize("n", sampled(range(0, len(CASES), 7), always=2))
def test_hours_of_the_day_mean_the_same_to_the_page_and_the_program(n: int) -> None:
    asking.first_solve(CASES[n])


@pytest.mark.long
@pytest.mark.parametrize("n", range(len(CASES)))
def test_all_hours_of_the_day_mean_the_same(n: int) -> None:
    asking.first_solve(CASES[n])
