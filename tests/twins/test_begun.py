"""Two voices on what has begun: of what runs, the minutes to come are judged by the rules."""

import pytest

from tests.draws import sampled
from tests.twins.agreement import accepted_alike, priced_alike
from tests.twins.tiny_begun import BEGUN


@pytest.mark.parametrize("case", sampled(sorted(BEGUN), 8))
def test_they_accept_and_charge_the_same(case: str) -> None:
    build, tick = BEGUN[case]
    problem = build()
    assert accepted_alike(problem, tick), "the rules forbid everything"
    assert priced_alike(problem, tick)
