"""Two voices, one rule: model and verifier agree on every timetable of the tiny problems."""

from types import ModuleType

import pytest

from scheduler import model as models
from scheduler import verify
from scheduler.model import name
from tests import tiny, twins

HARD = [(f, n) for f, problems in tiny.HARD.items() for n in range(len(problems))]
SOFT = [(f, n) for f, problems in tiny.SOFT.items() for n in range(len(problems))]


def _names(families: tuple[ModuleType, ...]) -> set[str]:
    return {name(family) for family in families}


def test_every_family_has_a_twin_and_a_tiny_problem() -> None:
    assert _names(models.HARD) == _names(verify.HARD) == set(tiny.HARD)  # type: ignore[arg-type]
    assert _names(models.SOFT) == _names(verify.SOFT) == set(tiny.SOFT)  # type: ignore[arg-type]


@pytest.mark.parametrize(("family", "n"), HARD)
def test_model_and_verifier_accept_the_same_timetables(family: str, n: int) -> None:
    build, tick = tiny.HARD[family][n]
    problem = build()
    expected = twins.accepted_by_verifier(problem, tick)
    found = twins.accepted_by_model(problem)
    assert _told(found - expected) == [], "the model accepts what the verifier refuses"
    assert _told(expected - found) == [], "the verifier accepts what the model refuses"
    assert expected, "the rule forbids everything"


@pytest.mark.parametrize("family", sorted(tiny.HARD))
def test_the_rule_bites_in_its_tiny_problem(family: str) -> None:
    build, tick = tiny.HARD[family][0]
    problem = build()
    others = [f for f in verify.HARD if name(f) != family]  # type: ignore[arg-type]
    lax = sum(not verify.violations(problem, t, others) for t in twins.everything(problem, tick))
    strict = sum(not verify.violations(problem, t) for t in twins.everything(problem, tick))
    if family in ("placement", "overtime"):  # built into what counts as a timetable here
        assert strict <= lax
    else:
        assert 0 < strict < lax


@pytest.mark.parametrize(("family", "n"), SOFT)
def test_model_and_verifier_charge_the_same(family: str, n: int) -> None:
    build, tick = tiny.SOFT[family][n]
    problem = build()
    accepted = sorted(twins.accepted_by_verifier(problem, tick), key=str)
    prices = set()
    for timetable in accepted:
        charged = twins.charged(problem, timetable)
        assert twins.price(problem, timetable) == charged, _told({timetable})
        ours = [c.amount for c in verify.charges(problem, timetable) if c.rule == family]
        prices.add(sum(ours))
    assert len(prices) > 1, "the price is the same for every timetable"


def _told(timetables: set) -> list[list[str]]:  # type: ignore[type-arg]
    return [
        [
            f"{s.session} {s.part}/{s.parts} {s.room} {s.start:%d %H:%M}-{s.end:%H:%M}"
            for s in t.sittings
        ]
        + [f"{u.session} unplaced" for u in t.unplaced]
        for t in sorted(timetables, key=str)[:4]
    ]
