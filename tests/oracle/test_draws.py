"""Whatever the program says of a random small meeting, counting all its timetables says too."""

from typing import NamedTuple

import pytest

from tests.draws import SHARES, rounds, sampled
from tests.oracle import draws
from tests.oracle.case import Useless, agree


class Suite(NamedTuple):
    """How many draws of a kind are tried in every run, and in the suite that takes hours."""

    always: int
    long: int = 2_000


SUITES = {
    "first solve": Suite(always=3),
    "verdict": Suite(always=3),
    "replan": Suite(always=1),
    "late replan": Suite(always=1),
    "decision": Suite(always=1),
    "pin": Suite(always=1),
    "order": Suite(always=1),
    "return": Suite(always=1),
    "situation": Suite(always=1),
    "alternatives": Suite(always=1),
    "contingency": Suite(always=1),
    "advice": Suite(always=1),
    "why": Suite(always=2, long=500),
    "suggest": Suite(always=2, long=500),
    "explain": Suite(always=1, long=200),
    "score": Suite(always=2),
    "diff": Suite(always=2),
    "deadlines": Suite(always=2),
}
DRAWS = range(60)
"""Tried in every run or in the suite marked ``ci``."""
LONG = 1_000
"""The first seed of those that take hours."""


def samples(kind: str) -> list[object]:
    return sampled(((kind, seed) for seed in DRAWS), always=SUITES[kind].always)


@pytest.mark.parametrize(("kind", "seed"), [one for kind in SUITES for one in samples(kind)])
def test_the_program_says_what_the_page_says(kind: str, seed: int) -> None:
    check(kind, seed)


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("kind", SUITES)
def test_draws_for_hours(kind: str, share: int) -> None:
    seeds = range(LONG, LONG + SUITES[kind].long)
    rounds(f"oracle: {kind}", seeds, share, lambda seed: check(kind, seed))


def check(kind: str, seed: int) -> None:
    for case in draws.KINDS[kind](seed):
        try:
            agree(case, draws.CHECKS[kind], f"{kind} {seed}")
        except Useless:
            continue
