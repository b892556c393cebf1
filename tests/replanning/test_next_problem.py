"""When facts are taken to have been told, if nobody says."""

import pytest

from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import parse
from scheduler.replanning.next_problem import default_moment
from scheduler.timetable import Timetable
from tests.conftest import At, Tiny, moment


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
