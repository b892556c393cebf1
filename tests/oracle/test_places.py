"""Every claim of ``why --at`` and of ``suggest`` agrees with all timetables of a small meeting."""

import pytest

from tests.draws import SHARES, rounds, sampled
from tests.oracle import draws
from tests.oracle.case import Useless, agree

DRAWS = 60
LONG = range(1_000, 1_500)
KINDS = ("why", "suggest")


@pytest.mark.parametrize("seed", sampled(range(DRAWS), always=2))
@pytest.mark.parametrize("kind", KINDS)
def test_places_are_as_they_are_told(kind: str, seed: int) -> None:
    check(kind, seed)


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("kind", KINDS)
def test_places_for_hours(kind: str, share: int) -> None:
    rounds(f"oracle: {kind}", LONG, share, lambda seed: check(kind, seed))


def check(kind: str, seed: int) -> None:
    for case in draws.KINDS[kind](seed):
        try:
            agree(case, draws.CHECKS[kind], f"{kind} {seed}")
        except Useless:
            continue
