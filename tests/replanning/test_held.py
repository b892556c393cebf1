"""What was held by now of what is taken back."""

from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import parse
from scheduler.replanning.held import _held_beyond, held_by
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


def test_what_was_held_past_the_end_of_its_slot_is_agreed_from_then_on() -> None:
    slots = [{"id": "am", "start": "00:00", "end": "00:30", "overtime": {"minutes": 20}}]
    problem = tiny.problem(slots=slots, sessions=tiny.sessions({}))
    before = Timetable.of([tiny.sitting("a", "00:10", "00:30")])
    facts = parse(problem, ("overrun a 10m",))
    basis = PublishedBasis(problem, before, before=(), new=facts)
    past = Timetable.of([tiny.sitting("a", "00:10", "00:40")])
    found = held_by(basis, past, moment("01:00"), "roll", {})
    assert found.over == past.sittings
    assert found.overtime == {f"{tiny.DAY}/am": 10}
