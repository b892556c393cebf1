"""Facts must not change what was over when the last of them was told."""

import pytest

from scheduler.errors import FactError
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import parse
from scheduler.replanning.past import refuse_rewritten
from scheduler.timetable import Timetable
from tests.conftest import moment
from tests.twins import tiny


def rewritten(*facts: str, now: str = "03:00") -> bool:
    """Whether it is refused that c, which was over at 00:30, has another place."""
    problem = tiny.problem(sessions=tiny.sessions({}, {}, {}))
    before = Timetable.of([tiny.sitting("c", "00:10", "00:30")])
    after = Timetable.of([tiny.sitting("c", "00:00", "00:20")])
    told = parse(problem, [f"{fact} at {tiny.DAY} {hour}" for fact, _, hour in map(split, facts)])
    basis = PublishedBasis(problem, before, before=(), new=told)
    refuse_rewritten(basis, told, before, before, moment(now))
    try:
        refuse_rewritten(basis, told, before, after, moment(now))
    except FactError:
        return True
    return False


def split(fact: str) -> tuple[str, str, str]:
    return fact.partition(" at ")


@pytest.mark.parametrize(
    ("hours", "refused"),
    [(("00:20", "00:30"), False), (("00:20", "00:31"), True), (("00:40", "00:20"), True)],
)
def test_it_is_the_last_of_several_facts_that_counts(hours: tuple[str, str], refused: bool) -> None:
    facts = [f"overrun {id} 5m at {hour}" for id, hour in zip("ab", hours, strict=True)]
    assert rewritten(*facts) == refused
    assert not rewritten(*facts, now="00:30")
    assert not rewritten("overrun c 5m at 00:40")
