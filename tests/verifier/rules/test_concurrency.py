"""Sittings that go on at once are counted; those that hold no minute are not."""

from scheduler import verifier
from scheduler.timetable import Timetable
from scheduler.verifier.rules import concurrency
from tests.conftest import At, Tiny


def test_a_sitting_without_a_minute_is_not_named(tiny: Tiny, at: At) -> None:
    problem = tiny(
        rules=[{"rule": "concurrency", "most": 1}],
        sessions=[{"id": f"wg{n}", "minutes": 20} for n in (1, 2, 3)],
    )
    sittings = [
        at("wg1", "A", "10:00", "10:20"),
        at("wg2", "B", "10:10", "10:30"),
        at("wg3", "A", "10:20", "10:20"),
    ]
    (found,) = verifier.violations(problem, Timetable.of(sittings), (concurrency,))
    assert found.sessions == ("wg1", "wg2")
    assert verifier.violations(problem, Timetable.of(sittings[1:]), (concurrency,)) == []
