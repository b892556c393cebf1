"""Hours that are asked for end what is running; if they have not come yet, they end it at once."""

from typing import cast

import pytest

from scheduler.problem import Preference
from scheduler.timetable import Timetable
from scheduler.verifier.reading import read
from scheduler.verifier.rules import preference
from tests.conftest import At, Stand, Tiny, moment


@pytest.mark.parametrize(
    ("rule", "ends"),
    [
        ({"rule": "prefer", "hours": ["10:00", "10:40"]}, ["10:40"]),
        ({"rule": "prefer", "hours": ["10:10", "10:40"]}, ["10:40"]),
        ({"rule": "prefer", "hours": ["10:20", "10:40"]}, ["10:10"]),
        ({"rule": "avoid", "hours": ["10:20", "10:40"]}, ["10:20"]),
        ({"rule": "avoid", "hours": ["09:00", "10:10"]}, []),
        ({"rule": "prefer", "days": ["2030-03-04"]}, []),
    ],
)
def test_what_runs_ends_with_the_hours_that_are_wanted(
    tiny: Tiny, at: At, stand: Stand, rule: dict[str, object], ends: list[str]
) -> None:
    running = at("wg1", "A", "10:00", "10:50")
    situation = stand("10:10", running=(running,), published=(running,), minutes={"wg1": 50})
    problem = tiny(rules=[rule | {"of": ["wg1"], "level": "hard"}])
    reading = read(problem.model_copy(update={"situation": situation}), Timetable.of([running]))
    (stay,) = reading.stays_of["wg1"]
    told = list(preference.ends(reading, cast(Preference, problem.rules[0]), stay))
    assert told == [moment(end) for end in ends]
