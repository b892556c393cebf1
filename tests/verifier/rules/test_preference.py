"""Hours that are asked for end what is running; if they have not come yet, they end it at once."""

from datetime import date, time
from types import SimpleNamespace
from typing import Any, cast

import pytest

from scheduler.problem import Preference
from scheduler.timetable import Timetable
from scheduler.verifier.reading import read
from scheduler.verifier.rules import preference
from tests.conftest import ZURICH, At, Stand, Tiny, moment


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


@pytest.mark.parametrize(
    ("hours", "over_midnight", "spans"),
    [
        ("10:00-18:00", False, ["30 10:00-30 18:00"]),
        ("10:00-18:00", True, ["30 10:00-30 18:00", "31 10:00-31 18:00"]),
        ("18:00-10:00", False, ["29 18:00-30 10:00", "30 18:00-31 10:00"]),
        ("10:00-10:00", True, ["29 10:00-01 10:00"]),
        # an hour is left out in the second night, so that nothing lies between there
        ("03:00-02:00", True, ["29 03:00-30 02:00", "30 03:00-31 03:00", "31 03:00-01 02:00"]),
    ],
)
def test_hours_count_from_the_evening_before_and_go_on_in_the_night_that_follows(
    hours: str, over_midnight: bool, spans: list[str]
) -> None:
    reading: Any = SimpleNamespace(zone=ZURICH, slot_day=lambda _: date(2030, 3, 30))
    place: Any = SimpleNamespace(slot=SimpleNamespace(over_midnight=over_midnight))
    opens, closes = map(time.fromisoformat, hours.split("-"))
    found = preference.hours_near(reading, (opens, closes), place)
    said = [[f"{m.astimezone(ZURICH):%d %H:%M}" for m in span] for span in found]
    assert ["-".join(span) for span in said] == spans
