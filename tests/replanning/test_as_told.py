"""How long a session lasts that is said to have gone on: until its slot closes, and as held."""

import pytest

from scheduler.problem import Problem
from scheduler.replanning.as_told import as_told
from tests.conftest import moment
from tests.twins import tiny

PARTS = [
    tiny.sitting("a", "00:10", "00:30"),
    tiny.sitting("a", "01:00", "01:30"),
    tiny.sitting("a", "02:00", "02:20"),
]


def stands(over: int, running: int, minutes: int = 70) -> Problem:
    """a began ten minutes late; so many of its parts are over, and so many go on."""
    base = tiny.problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "00:30"},
            {"id": "noon", "start": "01:00", "end": "01:30"},
            {"id": "pm", "start": "02:00", "end": "02:30"},
            {"id": "night", "start": "03:00", "end": "03:30"},
        ],
        sessions=tiny.sessions({"minutes": 60, "split": tiny.SPLIT}, {}),
    )
    return tiny.replanned(
        "02:10",
        PARTS,
        base,
        starts={"a": moment("00:10")},
        minutes={"a": minutes},
        history=PARTS[:over],
        running=PARTS[over : over + running],
    )


@pytest.mark.parametrize(
    ("over", "running", "lasts"),
    [
        (0, 0, 20),  # from ten past until half past
        (0, 1, 20),
        (1, 1, 20 + 30),
        (2, 1, 20 + 30 + 30),
        (3, 0, 20 + 30 + 20),
    ],
)
def test_who_went_on_lasts_until_the_slot_closes_in_which_it_went_on(
    over: int, running: int, lasts: int
) -> None:
    for minutes in (70, 90):
        situation = as_told(stands(over, running, minutes), {"a"}).situation
        assert situation is not None
        assert situation.minutes["a"] == min(minutes, lasts)
