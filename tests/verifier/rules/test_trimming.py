"""Every minute that a session gets less than planned costs."""

from scheduler.verifier.rules import trimming
from tests.conftest import At, Priced, Stand, Tiny


def test_five_minutes_trimmed_cost_five_times_the_weight(
    tiny: Tiny, at: At, priced: Priced
) -> None:
    problem = tiny(weights={"trim": 3})
    [charge] = priced(trimming, problem, at("wg1", "A", "10:00", "10:20"))
    assert (charge.amount, charge.tier, charge.sessions) == (15, "preferences", ("wg1",))
    assert charge.message == "wg1 is trimmed from 25 to 20 minutes."


def test_all_three_parts_count(tiny: Tiny, at: At, priced: Priced) -> None:
    problem = tiny(sessions=[{"id": "wg1", "minutes": 130, "split": {}}])
    first = at("wg1", "A", "10:00", "11:00"), at("wg1", "A", "14:00", "15:00")
    day = "2030-03-05"
    assert priced(trimming, problem, *first, at("wg1", "A", "10:00", "10:10", day=day)) == []
    [charge] = priced(trimming, problem, *first, at("wg1", "A", "10:00", "10:09", day=day))
    assert charge.amount == 1


def test_minutes_in_force_are_the_measure_and_unplaced_sessions_are_not_trimmed(
    tiny: Tiny, at: At, stand: Stand, priced: Priced
) -> None:
    begun = at("wg1", "A", "10:00", "10:20")
    problem = tiny(situation=stand("10:10", minutes={"wg1": 30}, running=(begun,)))
    [charge] = priced(trimming, problem, begun)
    assert (charge.amount, charge.tier) == (10, "minutes")
    assert priced(trimming, problem, begun, unplaced=["wg1"]) == []


def test_the_planned_minutes_cost_nothing(tiny: Tiny, at: At, priced: Priced) -> None:
    assert priced(trimming, tiny(), at("wg1", "A", "10:00", "10:25")) == []
