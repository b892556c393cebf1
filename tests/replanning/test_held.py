"""What was held by now of what is taken back."""

from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import parse
from scheduler.replanning.held import _held_beyond
from scheduler.timetable import Timetable
from tests.conftest import moment
from tests.twins import tiny


def test_only_minutes_until_now_count_as_held() -> None:
    problem = tiny.problem()
    facts = parse(problem, ("overrun a 10m",))
    sitting = tiny.sitting("a", "00:00", "00:30")
    basis = PublishedBasis(problem, Timetable.of([sitting]), before=facts, new=(), undone=facts)
    assert _held_beyond(basis, [sitting], moment("00:20")) == {}
    assert _held_beyond(basis, [sitting], moment("00:25")) == {"a": 25}
    assert _held_beyond(basis, [sitting], moment("00:50")) == {"a": 30}
