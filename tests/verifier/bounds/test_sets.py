"""Prices of sessions prove what sets on at once cost: true ones stand, none tampered with do."""

import json
import random
from itertools import combinations
from math import comb
from typing import Any

import pytest

from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.search.cpsat.limits import Limits
from scheduler.search.time_then_rooms import overlap_bound
from scheduler.search.time_then_rooms.certifying import set_certificate
from scheduler.timetable import PriceGroup, SetCertificate, Timetable
from scheduler.verifier.bounds import dearest_set, sets
from scheduler.verifier.bounds.dearest_set import dearest
from tests import draws
from tests.draws import sampled
from tests.search.time_then_rooms.test_overlap_bound import crowded, optimum


def certified(problem: Problem, known: Timetable) -> SetCertificate | None:
    instance = compile(problem)
    proof = overlap_bound.bound(instance, known, Limits(60.0, 1, 1))
    return None if proof is None else set_certificate(instance, proof, "preferences")


def altered(certificate: SetCertificate, pick: random.Random) -> SetCertificate:
    """One number or name otherwise, and now and then more claimed."""
    raw: dict[str, Any] = json.loads(certificate.model_dump_json())
    kind = pick.choice(["bound", "price", "cost", "most", "member", "unit", "group", "moment"])
    n, group = pick.randrange(len(raw["prices"])), pick.choice(raw["groups"])
    if kind == "bound":
        raw["bound"] += pick.choice([1, 2, 10])
    elif kind == "price":
        id, price = raw["prices"][n]
        raw["prices"][n] = (id, pick.choice([0, price // 2, price * 2, price + 1_000, -price]))
    elif kind == "cost" and group["price"] is not None:
        group["price"] = pick.choice([group["price"] * 2, group["price"] + 7, -group["price"]])
    elif kind == "most":
        group["most"] = max(0, group["most"] - 1)
    elif kind == "member":
        name = pick.choice([id for id, _ in raw["prices"]])
        group["sessions"] = [*group["sessions"], name]
    elif kind == "unit":
        raw["unit"] = pick.choice([1, 500, 999])
    elif kind == "group":
        raw["groups"].append(group)
    elif kind == "moment":
        raw["moment"] = pick.choice([0, 5, 20])
    return SetCertificate.model_validate_json(json.dumps(raw))


def compare(seed: int) -> bool:
    """Whether a bound of more than nothing was checked: it holds, and so does all that passes."""
    problem = crowded(seed)
    best = optimum(problem)
    made = None if best is None else certified(problem, best[1])
    if best is None or made is None:
        return False
    assert sets.fault(problem, made) is None, seed
    pick = random.Random(seed)
    for _ in range(12):
        other = altered(made, pick)
        assert sets.fault(problem, other) is not None or other.bound <= best[0], (seed, other)
    return True


@pytest.mark.parametrize("seed", sampled(range(30), 3))
def test_whatever_passes_is_so(seed: int) -> None:
    compare(seed)


@pytest.mark.ci
def test_many_are_about_something() -> None:
    assert sum(compare(seed) for seed in range(30, 45)) > 3


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_whatever_passes_is_so_of_many(share: int) -> None:
    draws.rounds("certificates of sets", range(1_000, 3_000), share, compare)


def drawn_groups(pick: random.Random) -> tuple[PriceGroup, ...]:
    def some() -> tuple[str, ...]:
        return tuple(sorted(pick.sample("abcdefg", pick.choice([2, 3, 5, 7]))))

    pairs = [
        PriceGroup(sort="pairs", sessions=some(), most=1, price=pick.randrange(6)) for _ in range(2)
    ]
    torn = [
        PriceGroup(sort="delegation", sessions=some(), most=n, price=pick.randrange(9), name="d")
        for n in (1, 2)
    ]
    caps = [PriceGroup(sort="most", sessions=some(), most=pick.choice([1, 2, 3]))]
    return (*pairs, *torn, *caps)


def paid(on: tuple[str, ...], prices: dict[str, int], groups: tuple[PriceGroup, ...]) -> int | None:
    """What a set pays, less what it costs; None if it may not be on."""
    total = sum(prices[id] for id in on)
    for group in groups:
        n = len({*on} & {*group.sessions})
        if group.sort == "most" and n > group.most:
            return None
        over = comb(n, 2) if group.sort == "pairs" else max(0, n - group.most)
        total -= (group.price or 0) * over
    return total


@pytest.mark.parametrize("seed", range(20))
def test_no_set_pays_more_than_the_dearest(seed: int) -> None:
    pick = random.Random(seed)
    groups, prices = drawn_groups(pick), {id: pick.randrange(-1, 12) for id in "abcdefg"}
    exclusive = {frozenset(pick.sample("abcdefg", 2)) for _ in range(pick.choice([0, 2, 6]))}
    every = (
        paid(on, prices, groups)
        for size in range(8)
        for on in combinations("abcdefg", size)
        if not any(pair <= {*on} for pair in exclusive)
    )
    assert dearest(prices, groups, frozenset(exclusive)) == max(p for p in every if p is not None)


def test_what_would_take_too_long_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dearest_set, "NODES", 1)
    assert dearest({"a": 1, "b": 1}, (), frozenset()) is None


def test_nothing_is_proved_of_another_tier_or_of_who_may_be_left_out() -> None:
    problem = crowded(0)
    made = SetCertificate(tier="preferences", bound=1, moment=10, prices=(("a", 1),))
    other = sets.fault(problem, made.model_copy(update={"tier": "unplaced"}))
    assert other is not None
    assert other.false
    ranked = tuple(s.model_copy(update={"rank": 1}) for s in problem.sessions)
    left = sets.fault(problem.model_copy(update={"sessions": ranked}), made)
    assert left is not None
    assert "left out" in left.why
    stranger = made.model_copy(update={"prices": (("nobody", 1),)})
    named = sets.fault(problem, stranger)
    assert named is not None
    assert "not held" in named.why
