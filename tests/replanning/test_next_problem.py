"""When facts are taken to have been told if nobody says, and who comes back to where it was."""

from datetime import timedelta

import pytest

from scheduler.problem import Policy
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import parse
from scheduler.replanning.next_problem import (
    _held_after_all,
    build_situation,
    default_moment,
    sequence_of,
)
from scheduler.timetable import Record, Timetable
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


def test_who_comes_back_past_the_end_of_its_slot_may_stay_as_long() -> None:
    """Whatever the policy: so it was published."""
    problem = tinies.problem()
    own = (tinies.sitting("a", "00:20", "00:37"),)
    basis = PublishedBasis(problem, Timetable.of([]), before=(), new=(), withdrawn=own)
    for now, agreed in (("00:20", {f"{tinies.DAY}/am": 7}), ("00:21", {})):
        then = build_situation(basis, basis.published, moment(now), timedelta(0), "hold")
        assert then.situation is not None
        assert then.situation.overtime == agreed


def test_only_who_was_put_in_another_order_is_published_in_another_order() -> None:
    """Who had no place, and was given one after who had begun, is not."""
    problem = tinies.problem(rolling=tinies.ROLLING)
    sittings = (tinies.sitting("a", "01:00", "01:20"), tinies.sitting("b", "00:00", "00:30"))
    policies: dict[Policy, tuple[str, ...]] = {"stay": (), "reorder": ("b", "a")}
    for policy, sequence in policies.items():
        published = Record(
            meeting="m",
            scenario_sha256="",
            timezone="Europe/Zurich",
            sittings=sittings,
            policy=policy,
        )
        assert sequence_of(problem, published) == sequence
