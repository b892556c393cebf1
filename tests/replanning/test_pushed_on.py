"""Who waited for a room began when it was free, and who had begun by then had begun."""

from scheduler.problem import Sitting
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import parse
from scheduler.replanning.pushed_on import pushed_on
from scheduler.timetable import Timetable
from tests.conftest import moment
from tests.twins import tiny

DAY = [{"id": "day", "start": "00:00", "end": "01:30"}]


def held(*past: Sitting, facts: tuple[str, ...] = (), now: str = "01:00") -> list[tuple[str, str]]:
    """When b was held, which was to follow a in its room at 00:20."""
    problem = tiny.problem(slots=DAY, sessions=tiny.sessions({}, {}))
    before = Timetable.of(
        [tiny.sitting("a", "00:00", "00:20"), tiny.sitting("b", "00:20", "00:40")]
    )
    basis = PublishedBasis(problem, before, before=(), new=parse(problem, facts))
    found = pushed_on(basis, Timetable.of(past), moment(now)).of_session("b")
    return [(f"{s.start:%H:%M}", f"{s.end:%H:%M}") for s in found]


def test_it_begins_on_the_grid_once_the_room_is_free() -> None:
    ran_over, printed = tiny.sitting("a", "00:00", "00:27"), tiny.sitting("b", "00:20", "00:40")
    assert held(ran_over, printed) == [("00:30", "00:50")]
    assert held(ran_over, printed, now="00:30") == []
    later = tiny.sitting("b", "00:40", "01:00")
    assert held(ran_over, later) == [("00:40", "01:00")]


def test_a_start_that_was_told_is_the_start() -> None:
    on_time, late = tiny.sitting("a", "00:00", "00:20"), ("late b 7m",)
    for was in ("00:20", "00:40"):
        there = tiny.sitting("b", was, "01:00")
        assert held(on_time, there, facts=late) == [("00:27", "00:47")]
    assert held(on_time, tiny.sitting("b", "00:27", "01:00"), facts=late) == [("00:27", "01:00")]
