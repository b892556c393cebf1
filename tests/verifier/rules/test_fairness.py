"""Who finds no place loses all its minutes, and who has them all loses none."""

from scheduler.verifier.rules import fairness
from tests.conftest import At, Priced, Tiny


def test_the_difference_is_what_one_lost_more(tiny: Tiny, at: At, priced: Priced) -> None:
    rule = {"rule": "fairness", "share": "lost-minutes", "each": ["wg1", "wg2"], "weight": 1}
    sessions = [{"id": "wg1", "minutes": 25, "rank": 1}, {"id": "wg2", "minutes": 20}]
    problem, wg2 = tiny(rules=[rule], sessions=sessions), at("wg2", "A", "10:30", "10:50")
    (charge,) = priced(fairness, problem, wg2, unplaced=["wg1"])
    assert charge.amount == 25
    assert priced(fairness, problem, at("wg1", "A", "10:00", "10:25"), wg2) == []
