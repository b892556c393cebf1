"""Replans: the situation, the cheapest timetable of a policy, what is forced, what a choice."""

from collections.abc import Iterable

import pytest

from tests.draws import SHARES, rounds, sampled
from tests.oracle import asking, draws
from tests.oracle.case import Case, Useless, agree

DRAWS = 60
LONG = range(1_000, 3_000)


@pytest.mark.parametrize("seed", sampled(range(DRAWS), always=1))
def test_replans_are_as_the_page_has_them(seed: int) -> None:
    check(draws.replans(seed), seed)


@pytest.mark.parametrize("seed", sampled(range(DRAWS), always=1))
def test_facts_that_are_told_late(seed: int) -> None:
    check(draws.late_replans(seed), seed)


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
def test_replans_for_hours(share: int) -> None:
    rounds("oracle: replans", LONG, share, lambda seed: check(draws.replans(seed), seed))


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
def test_late_facts_for_hours(share: int) -> None:
    rounds("oracle: late facts", LONG, share, lambda seed: check(draws.late_replans(seed), seed))


def check(cases: Iterable[Case], seed: int) -> None:
    for case in cases:
        try:
            agree(case, asking.replan, seed)
        except Useless:
            continue
