"""Robust timetables from end to end: judged in fresh weeks, verified, and kept by replans."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scheduler import verifier
from scheduler.errors import UsageError
from scheduler.interface import solving
from scheduler.problem import Place, Policy
from scheduler.problem.day_slots import MINUTE
from scheduler.replanning.answering import answer_by
from scheduler.replanning.pins import with_pins
from scheduler.risk.assessing import draw_lengths, layout_of
from scheduler.risk.drawing import draw_weeks
from scheduler.risk.stand import stand_at
from scheduler.risk.weeks import hold_week
from scheduler.robustness.hours import Priced, costs
from scheduler.robustness.judging import judge
from scheduler.robustness.robust import make_robust
from scheduler.scenario import load
from scheduler.search.outcome import record
from tests.robustness.meetings import BUDGET, chain_of, solved

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def test_sessions_in_no_order_are_moved_apart_at_no_cost() -> None:
    plain = solved("free")
    made = make_robust(plain, BUDGET)
    assert made.judgement.is_better
    assert not made.hours
    assert made.outcome.tiers == plain.tiers
    assert not verifier.violations(plain.problem, made.outcome.timetable)
    # there is room for the longest of each: nobody ever has to decide
    assert made.judgement.plain.undecided.mean() > 0.1
    assert made.judgement.robust.undecided.mean() == 0
    of = made.outcome.timetable.of_session
    first, second = sorted((of("c")[0], of("d")[0]), key=lambda s: s.start)
    longest = {"c": 150, "d": 90}[first.session]
    assert second.start - first.start >= longest * MINUTE


@pytest.mark.ci
def test_a_rolling_order_gets_hours_that_the_verifier_demands() -> None:
    plain = solved("coarse")
    made = make_robust(plain, BUDGET)
    assert made.judgement.is_better
    assert [t.cost for t in made.outcome.tiers] == [t.cost for t in plain.tiers]
    with_hours = with_pins(plain.problem, made.hours)
    assert not verifier.violations(with_hours, made.outcome.timetable)
    if made.outcome.timetable != plain.timetable:  # without its hours it would be idle
        assert {v.rule for v in verifier.violations(plain.problem, made.outcome.timetable)} == {
            "rolling"
        }


def test_hours_are_judged_as_they_were_chosen_in_the_same_weeks() -> None:
    plain = solved("coarse")
    stand, chain = chain_of(plain)
    b = plain.timetable.of_session("b")[0].start
    hours = (0, stand.minute(b), 0)
    pinned = with_pins(plain.problem, [Place(session="b", not_before=b)])
    other = stand_at(pinned, plain.timetable)
    judgement = judge(stand, other, 500, 9)
    lengths = draw_lengths(stand, ["a", "b", "c"], 500, 9)
    rows = np.stack([lengths[id] for id in ("a", "b", "c")])
    priced = Priced(chain, stand.meeting_minutes, rows, plain.problem.risk.weights)
    assert judgement.robust.cost.tolist() == costs(priced, hours).tolist()
    assert judgement.plain.cost.tolist() == costs(priced, (0, 0, 0)).tolist()
    assert judgement.gain.value == pytest.approx(
        costs(priced, (0, 0, 0)).mean() - costs(priced, hours).mean()
    )


@pytest.mark.parametrize("minutes", [{"a": 45}, {"a": 75, "b": 90}])
def test_a_week_with_hours_is_what_replans_make_of_it(minutes: dict[str, int]) -> None:
    plain = solved("coarse")
    b = plain.timetable.of_session("b")[0].start
    pins = (Place(session="b", not_before=b),)
    problem = with_pins(plain.problem, pins)
    printed = record(replace(plain, problem=problem), sha256="", pins=pins)
    week = hold_week(plain.problem, printed, minutes, answer_by(plain.problem, "roll", BUDGET))
    assert week.last.pins == pins  # they stay with the timetable
    stand = stand_at(problem, plain.timetable)
    (chain,) = layout_of(stand).chains
    lengths = [np.array([minutes.get(link.session, link.planned)]) for link in chain.links]
    table = draw_weeks(chain, lengths)
    for n, link in enumerate(chain.links):
        own = week.last.timetable.of_session(link.session)
        assert stand.minute(own[0].start) == table.starts[n, 0]
        assert stand.minute(own[-1].end) == table.ends[n, 0]
    assert week.last.timetable.of_session("b")[0].start >= b


@pytest.mark.parametrize("policy", ["extend", "hold", "reorder"])
def test_under_other_policies_it_is_refused(policy: Policy) -> None:
    plain = solved("coarse")
    problem = plain.problem.model_copy(update={"in_force": policy})
    with pytest.raises(UsageError, match=f"under policy roll or stay, not under {policy}"):
        make_robust(replace(plain, problem=problem), BUDGET)


def test_without_any_spread_it_is_refused() -> None:
    with pytest.raises(UsageError, match="lasts exactly its minutes"):
        solving.solve(load(SCENARIOS / "two_rooms.yaml"), robust=True, workers=1)


@pytest.mark.ci
@pytest.mark.parametrize(
    ("name", "better"), [("csp10", False), ("csp11", False), ("experts", True)]
)
def test_in_fresh_weeks_a_gain_is_told_where_there_is_one(name: str, better: bool) -> None:
    plan = solving.solve(load(SCENARIOS / f"{name}.yaml"), robust=True, workers=1, seconds=60)
    told = plan.record.robust
    assert told is not None
    assert told.kept == better == (told.gain > told.margin)
    assert bool(plan.record.hours) == better
    assert told.samples == 100_000
    if better:
        assert told.robust.cost < told.plain.cost / 2
    # weeks of yet another seed say the same
    problem = with_pins(plan.scenario.problem, plan.record.hours)
    plain = solving.solve(load(SCENARIOS / f"{name}.yaml"), workers=1)
    again = judge(
        stand_at(plain.problem, plain.timetable), stand_at(problem, plan.timetable), 20_000, 77
    )
    assert again.is_better == better
    assert again.gain.value == pytest.approx(told.gain, abs=again.gain.margin * 2 + told.margin)


def test_figures_that_weeks_do_not_come_to_are_a_false_claim() -> None:
    from scheduler.interface.chances_claimed import false_chances
    from scheduler.interface.plan import Plan

    plain = solved("free")
    made = make_robust(plain, BUDGET)
    kept = record(made.outcome, sha256="").model_copy(update={"robust": made.stored(1)})
    plan = Plan(None, made.outcome.problem, kept)  # type: ignore[arg-type]  # not read
    assert not false_chances(plan)
    told = made.stored(1)
    lie = told.model_copy(update={"robust": told.robust.model_copy(update={"undecided": 0.25})})
    (claim,) = false_chances(replace(plan, record=kept.model_copy(update={"robust": lie})))
    assert claim.claim == "robust"
    assert "not 0.25" in claim.message
