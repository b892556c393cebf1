"""The closing session, too, leaves the minutes that are reserved."""

import pytest

from scheduler.problem import Closing
from scheduler.timetable import Timetable
from scheduler.verifier.reading import read
from scheduler.verifier.rules import closing
from tests.conftest import TUESDAY, At, Broken, Tiny, moment


@pytest.mark.parametrize(("reserve", "complaints"), [(30, 0), (31, 1), (41, 1)])
def test_it_ends_before_what_is_reserved(
    tiny: Tiny, at: At, broken: Broken, reserve: int, complaints: int
) -> None:
    problem = tiny(rules=[{"rule": "closing", "session": "wg2", "of": ["wg1"], "reserve": reserve}])
    wg1 = at("wg1", "A", "10:00", "10:25")
    wg2 = at("wg2", "A", "14:10", "14:30", day=TUESDAY)
    assert len(broken(closing, problem, wg1, wg2)) == complaints


@pytest.mark.parametrize("reserve", [0, 10])
def test_what_runs_ends_where_minutes_are_reserved(tiny: Tiny, at: At, reserve: int) -> None:
    rule = {"rule": "closing", "session": "wg2", "of": ["wg2"], "reserve": reserve}
    problem = tiny(rules=[rule])
    sittings = [at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "14:00", "14:20")]
    reading = read(problem, Timetable.of(sittings))
    told = [
        list(closing.ends(reading, declared, reading.stays_of[id][0]))
        for declared in problem.rules
        if isinstance(declared, Closing)
        for id in ("wg1", "wg2")
    ]
    assert told == [[], [moment("14:50", TUESDAY)] if reserve else []]
