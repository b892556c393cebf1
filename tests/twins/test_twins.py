"""Two voices, one rule: model and verifier agree on every timetable of the tiny problems."""

from collections.abc import Collection, Mapping
from types import ModuleType
from typing import Any, get_args

import pytest

from scheduler import model as models
from scheduler import verifier
from scheduler.model import name
from scheduler.problem import LEVELS, Level, LevelCode
from tests.draws import sampled
from tests.twins import tiny, tiny_rules, twins
from tests.twins.agreement import accepted_alike, priced_alike
from tests.twins.drawing import draw

LEVELED = tiny_rules.LEVELED | tiny_rules.STATED


def _numbered(problems: Mapping[str, Collection[Any]]) -> list[Any]:
    """Every problem by number: the first of each family in every run, the others marked ``ci``."""
    return [
        row
        for family, built in problems.items()
        for row in sampled([(family, n) for n in range(len(built))], 1)
    ]


def _names(families: Collection[ModuleType]) -> set[str]:
    return {name(family) for family in families}


def test_every_family_has_a_twin_and_a_tiny_problem() -> None:
    built_in = _names(verifier.HARD) - _names(verifier.LEVELED) - _names(verifier.STATED.values())
    assert built_in == {"placement", "overtime", "split", "rolling", "history"} <= set(tiny.HARD)
    assert built_in <= _names(models.HARD)
    assert _names(models.SOFT) == _names(verifier.SOFT) == set(tiny.SOFT)


def test_every_rule_with_a_level_has_a_twin_and_a_tiny_problem() -> None:
    assert _names(models.LEVELED) == _names(verifier.LEVELED) == set(tiny_rules.LEVELED)
    assert set(get_args(LevelCode)) == set(tiny_rules.LEVELED)
    assert set(models.STATED) == set(verifier.STATED) == set(tiny_rules.STATED)
    assert set(LEVELED) == set(LEVELS)
    assert {case.partition(" ")[0] for case in tiny_rules.BEGUN} == set(tiny_rules.STATED)


def test_the_draws_hold_every_rule_that_is_stated() -> None:
    drawn = {rule.rule for seed in range(1_000) for rule in draw(seed).rules}
    assert drawn == set(tiny_rules.STATED)


@pytest.mark.parametrize(("family", "n"), _numbered(tiny.HARD))
def test_model_and_verifier_accept_the_same_timetables(family: str, n: int) -> None:
    build, tick = tiny.HARD[family][n]
    assert accepted_alike(build(), tick), "the rule forbids everything"


@pytest.mark.parametrize(("rule", "n"), _numbered(LEVELED))
def test_they_accept_the_same_where_a_rule_is_hard_and_it_bites(rule: str, n: int) -> None:
    build, tick = LEVELED[rule][n]
    strict = accepted_alike(build("hard"), tick)
    assert strict, "the rule forbids everything"
    lax = twins.each_accepted_by_verifier(build("warn"), tick)
    assert n > 0 or any(t not in strict for t in lax), "the rule forbids nothing"


@pytest.mark.parametrize("rule", sampled(sorted(tiny_rules.BEGUN), 6))
def test_they_accept_the_same_of_what_has_begun(rule: str) -> None:
    build, tick = tiny_rules.BEGUN[rule]
    assert accepted_alike(build("hard"), tick), "what has begun is not undone"


@pytest.mark.parametrize("family", sorted(tiny.HARD))
def test_the_rule_bites_in_its_tiny_problem(family: str) -> None:
    build, tick = tiny.HARD[family][0]
    problem = build()
    others = [f for f in verifier.HARD if name(f) != family]
    lax = len(twins.accepted_by_verifier(problem, tick, others))
    strict = len(twins.accepted_by_verifier(problem, tick))
    if family in ("placement", "overtime"):  # built into what counts as a timetable here
        assert strict <= lax
    else:
        assert 0 < strict < lax


@pytest.mark.parametrize(("family", "n"), _numbered(tiny.SOFT))
def test_model_and_verifier_charge_the_same(family: str, n: int) -> None:
    build, tick = tiny.SOFT[family][n]
    problem = build()
    prices = {
        sum(c.amount for c in verifier.charges(problem, timetable) if c.rule == family)
        for timetable in priced_alike(problem, tick)
    }
    assert len(prices) > 1, "the price is the same for every timetable"


@pytest.mark.parametrize("level", sampled(["soft", "warn"], 1))
@pytest.mark.parametrize(("rule", "n"), _numbered(LEVELED))
def test_they_charge_the_same_where_a_rule_is_not_hard(rule: str, n: int, level: Level) -> None:
    build, tick = LEVELED[rule][n]
    problem = build(level)
    tier = "preferences" if level == "soft" else "warnings"
    prices = {
        verifier.tier_costs(problem, timetable)[tier] for timetable in priced_alike(problem, tick)
    }
    assert len(prices) > 1 or n > 0, "the price is the same for every timetable"


@pytest.mark.parametrize("rule", sampled(sorted(tiny_rules.BEGUN), 6))
def test_they_charge_the_same_for_what_has_begun(rule: str) -> None:
    build, tick = tiny_rules.BEGUN[rule]
    assert priced_alike(build("soft"), tick)
