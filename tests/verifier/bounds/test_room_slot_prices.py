"""Prices of room slots are checked without a search: what passes is so, and more is refused."""

import json
import random
from typing import Any

import pytest

from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.search import cells
from scheduler.search.cells import pattern_bound
from scheduler.search.cpsat.limits import Limits
from scheduler.timetable import PatternCertificate
from scheduler.verifier.bounds import least_pattern
from scheduler.verifier.bounds.room_slot_prices import Fault, fault
from tests import draws
from tests.draws import sampled
from tests.search.cells.test_cells import board
from tests.search.cells.test_pattern_bound import DEAR, found, papers
from tests.search.test_bounds import optimum


def certified(problem: Problem) -> PatternCertificate:
    own = board(problem)
    _, prices = found(pattern_bound.patterns_of(own, DEAR))
    return prices.certificate(own, "preferences")


def altered(certificate: PatternCertificate, pick: random.Random) -> PatternCertificate:
    """Another price, one less or one twice, another unit, and now and then more claimed."""
    raw: dict[str, Any] = json.loads(certificate.model_dump_json())
    kind = pick.choice(["bound", "price", "cell", "less", "twice", "unit"])
    if kind == "bound":
        raw["bound"] += pick.choice([1, 2, 10])
    elif kind == "unit":
        raw["unit"] = pick.choice([1, 500, 10_000])
    elif raw["prices"]:
        row = pick.choice(raw["prices"])
        if kind == "price":
            row[2] = pick.choice([0, row[2] // 2, row[2] * 2, -row[2]])
        elif kind == "cell":
            row[1] = pick.choice(["A", "B", "nowhere"])
        elif kind == "less":
            raw["prices"].remove(row)
        else:
            raw["prices"].append(row)
    return PatternCertificate.model_validate_json(json.dumps(raw))


def compare(seed: int) -> bool:
    """Whether a bound of more than nothing was checked: it holds, and so does all that passes."""
    problem = papers(seed)
    best = optimum(problem)
    if best is None:
        return False
    cost, made = best[1].cost, certified(problem)
    assert fault(problem, made) is None, seed
    assert fault(problem, made.model_copy(update={"bound": cost + 1})) is not None
    pick = random.Random(seed)
    for _ in range(12):
        other = altered(made, pick)
        assert fault(problem, other) is not None or other.bound <= cost, (seed, other)
    return made.bound > 0


@pytest.mark.parametrize("seed", sampled(range(30), 1))
def test_whatever_passes_is_so(seed: int) -> None:
    compare(seed)


@pytest.mark.ci
def test_most_are_about_something() -> None:
    assert sum(compare(seed) for seed in range(30, 60)) > 8


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_whatever_passes_is_so_of_many(share: int) -> None:
    draws.rounds("certificates of patterns", range(1_000, 3_000), share, compare)


def test_tampered_prices_are_false() -> None:
    problem = papers(2)
    made = certified(problem)
    assert made.bound == 1
    more = made.model_copy(update={"bound": 2})
    assert fault(problem, more) == Fault("they prove 1", false=True)
    (slot, room, _), *_ = made.prices or (("2030-03-04/am", "A", 0),)
    dear = made.model_copy(update={"prices": (*made.prices, (slot, room, 90_000))})
    assert fault(problem, dear) == Fault("they prove 0", false=True)
    below = made.model_copy(update={"prices": ((slot, room, -1),)})
    assert fault(problem, below) == Fault("a price is negative", false=True)
    elsewhere = made.model_copy(update={"tier": "unplaced"})
    assert fault(problem, elsewhere) == Fault("the tier does not charge room slots", false=True)


def test_what_is_not_known_is_not_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = papers(2)
    made = certified(problem)
    sessions = tuple(s.model_copy(update={"rank": 1}) for s in problem.sessions)
    ranked = problem.model_copy(update={"sessions": sessions})
    assert fault(ranked, made) == Fault("sessions may be left out or split", false=False)
    shared = problem.model_copy(update={"rules": problem.rules[1:]})
    assert fault(shared, made) == Fault("no rule gives each room slot to one body", false=False)
    monkeypatch.setattr(least_pattern, "STATES", 0)
    more = made.model_copy(update={"bound": 50})
    wrong = fault(problem, more)
    assert wrong is not None
    assert wrong.why.startswith("they prove")
    assert not wrong.false


@pytest.mark.ci
def test_what_the_search_proves_by_patterns_is_kept_and_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cells, "LARGE", 0)
    problem = papers(2)
    answer = cells.solve(compile(problem), Limits(2, 1, 1))
    assert answer is not None
    (certificate,) = answer.certificates
    assert certificate.kind == "patterns"
    assert certificate.bound == 1
    assert fault(problem, certificate) is None
