"""What was held by now of what is taken back."""

from contextlib import nullcontext

import pytest

from scheduler.errors import FactError
from scheduler.replanning.basis import refuse_late_facts
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import parse
from scheduler.replanning.held import _held_beyond, held_by, published_overtime, true_starts
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


# --- late ----------------------------------------------------------------------------------------


def late(minutes: int, begins: str, *, before: tuple[str, ...] = ()) -> str:
    """When a truly starts that is told late, where it is published to begin then."""
    problem = tiny.problem()
    published = Timetable.of([tiny.sitting("a", begins, "00:30")])
    told = parse(problem, before)
    new = parse(problem, (f"late a {minutes}m",) if minutes else ())
    basis = PublishedBasis(problem, published, before=told, new=new)
    return f"{true_starts(basis)['a']:%H:%M}"


def test_late_counts_from_the_start_that_was_published_when_it_was_told() -> None:
    assert late(7, "00:00") == "00:07"
    assert late(3, "00:07", before=("late a 7m",)) == "00:10"


def test_once_it_is_published_again_the_start_that_is_published_is_the_told_start() -> None:
    """Told to begin at seven past, and published from ten past: that was decided since."""
    assert late(0, "00:10", before=("late a 7m",)) == "00:10"


def test_two_delays_told_at_once_add_up() -> None:
    problem = tiny.problem()
    published = Timetable.of([tiny.sitting("a", "00:00", "00:20")])
    new = parse(problem, ("late a 7m", "late a 3m"))
    basis = PublishedBasis(problem, published, before=(), new=new)
    assert true_starts(basis) == {"a": moment("00:10")}


def test_who_is_not_in_the_timetable_is_not_late() -> None:
    problem = tiny.problem()
    basis = PublishedBasis(problem, Timetable.of([]), before=(), new=parse(problem, ("late a 7m",)))
    with pytest.raises(FactError, match="a is not in the published timetable"):
        true_starts(basis)


@pytest.mark.parametrize(("now", "refused"), [("00:19", False), ("00:20", True)])
def test_what_was_over_is_not_told_late(now: str, refused: bool) -> None:
    problem = tiny.problem()
    published = Timetable.of([tiny.sitting("a", "00:00", "00:20")])
    new = parse(problem, (f"late a 7m at {tiny.DAY} {now}",))
    basis = PublishedBasis(problem, published, before=(), new=new)
    said = pytest.raises(FactError, match=r"late a 7m.*: a was over by then, as published")
    with said if refused else nullcontext():
        refuse_late_facts(basis, moment(now))


def test_who_is_published_in_a_slot_that_was_edited_away_agrees_to_no_overtime() -> None:
    """Until half past one b was in the afternoon; of the morning it would be an hour over."""
    slots = [{"id": "am", "start": "00:00", "end": "00:30"}]
    problem = tiny.problem(slots=slots, last_close={"minutes": 20})
    for start, agreed in (("00:20", 60), ("00:40", 60), ("00:50", 0), ("01:00", 0)):
        found = published_overtime(problem, [tiny.sitting("b", start, "01:30")])
        assert list(found.values()) == ([agreed] if agreed else [])
