"""When facts are taken to have been told if nobody says, and who comes back to where it was."""

import pytest

from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import parse
from scheduler.replanning.next_problem import _held_after_all, default_moment
from scheduler.timetable import Timetable
from tests.conftest import At, Tiny, moment
from tests.twins import tiny as tinies


@pytest.mark.parametrize(
    ("fact", "end", "told"),
    [
        ("overrun wg1 10m", "10:25", "10:20"),  # just before its end
        ("overrun wg1 10m", "10:03", "10:01"),  # but not before it has begun
        ("early wg1 10m", "10:25", "10:15"),
        ("late wg1 10m", "10:25", "10:00"),
    ],
)
def test_it_is_when_somebody_would_first_have_told_it(
    tiny: Tiny, at: At, fact: str, end: str, told: str
) -> None:
    problem, before = tiny(), Timetable.of([at("wg1", "A", "10:00", end)])
    basis = PublishedBasis(problem, before, before=(), new=parse(problem, (fact,)))
    assert default_moment(basis, None) == moment(told)


def test_who_is_held_after_all_is_where_it_was_if_all_of_that_is_free_and_to_come() -> None:
    problem = tinies.problem()
    parts = (tinies.sitting("a", "00:00", "00:10"), tinies.sitting("a", "01:00", "01:10"))

    def back(now: str, taken: str) -> bool:
        there = Timetable.of([tinies.sitting("b", taken, f"{taken[:4]}9")])
        basis = PublishedBasis(problem, there, before=(), new=(), withdrawn=parts)
        found = tuple(_held_after_all(basis, (), moment(now)))
        assert found in ((), parts)
        return found == parts

    assert back("00:00", "00:20")
    assert not back("00:00", "01:00")
    assert not back("00:05", "00:20")
