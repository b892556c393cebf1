"""``verify`` accepts what the page accepts, and nothing else, and counts what the page counts."""

import pytest

from tests.draws import SHARES, rounds, sampled
from tests.oracle import asking, draws
from tests.oracle.case import Useless, agree

DRAWS = 60
LONG = range(1_000, 3_000)


@pytest.mark.parametrize("seed", sampled(range(DRAWS), always=3))
def test_verify_accepts_what_the_page_accepts(seed: int) -> None:
    check(seed)


@pytest.mark.long
@pytest.mark.parametrize("share", SHARES)
def test_verdicts_for_hours(share: int) -> None:
    rounds("oracle: verdicts", LONG, share, check)


def check(seed: int) -> None:
    for case in draws.verdicts(seed):
        try:
            agree(case, asking.verdict, seed)
        except Useless:
            continue
