"""No sitting goes on after an hour, of the night that follows where its slot goes over midnight."""

import pytest

from scheduler.verifier.rules import nothing_after
from tests.conftest import At, Priced, Tiny


@pytest.mark.parametrize(
    ("after", "amounts"), [("10:24", [1]), ("10:25", []), ("10:20", [5]), ("09:00", [85])]
)
def test_minutes_after_the_hour_are_charged(
    tiny: Tiny, at: At, priced: Priced, after: str, amounts: list[int]
) -> None:
    rule = {"rule": "nothing_after", "of": ["wg1"], "after": after, "level": "soft"}
    sittings = [at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "14:00", "14:20")]
    assert [c.amount for c in priced(nothing_after, tiny(rules=[rule]), *sittings)] == amounts
