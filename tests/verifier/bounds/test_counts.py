"""What prices prove is checked without a search: true ones stand, and none that are tampered do."""

import json
import random
from typing import Any

import pytest

from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.search.cpsat.limits import Limits
from scheduler.search.time_then_rooms import count_bound
from scheduler.search.time_then_rooms.certifying import certificate
from scheduler.timetable import CountCertificate, Record
from scheduler.verifier.bounds.certificates import check_bounds
from scheduler.verifier.bounds.counts import fault
from tests import draws
from tests.draws import sampled
from tests.search.time_then_rooms.test_count_bound import framed_meeting, study
from tests.search.time_then_rooms.test_overlap_bound import crowded, optimum


def certified(problem: Problem) -> CountCertificate:
    instance = compile(problem)
    proof = count_bound.bound(instance, Limits(60.0, 1, 1), enough=10_000)
    return certificate(instance, proof, "preferences")


def altered(certificate: CountCertificate, pick: random.Random) -> CountCertificate:
    """One number, name or order otherwise, and now and then more claimed."""
    raw: dict[str, Any] = json.loads(certificate.model_dump_json())
    kind = pick.choice(["bound", "price", "cost", "most", "member", "leaf", "order", "unit"])
    leaf = pick.choice(raw["leaves"])
    group = pick.choice(raw["groups"])
    if kind == "bound":
        raw["bound"] += pick.choice([1, 2, 10])
    elif kind == "price" and leaf["priced"]:
        row = pick.choice(leaf["priced"])
        g, price = row["prices"][0]
        row["prices"] = [(g, pick.choice([0, price // 2, price * 2, price + 1_000]))]
    elif kind == "cost" and group["price"] is not None:
        group["price"] = pick.choice([group["price"] * 2, group["price"] + 7, -group["price"]])
    elif kind == "most":
        group["most"] = max(0, group["most"] - 1)
    elif kind == "member":
        name = pick.choice([id for g in raw["groups"] for id in g["sessions"]])
        group["sessions"] = [*group["sessions"], name]
    elif kind == "leaf":
        raw["leaves"].remove(leaf)
    elif kind == "order" and leaf["orders"]:
        leaf["orders"] = leaf["orders"][:-1] or [leaf["orders"][0][::-1]]
    elif kind == "unit":
        raw["unit"] = pick.choice([1, 500, 999])
    return CountCertificate.model_validate_json(json.dumps(raw))


def compare(seed: int) -> bool:
    """Whether a bound of more than nothing was checked: it holds, and so does all that passes."""
    problem = framed_meeting(seed) if seed % 2 else crowded(seed)
    best = optimum(problem)
    if best is None:
        return False
    cost, made = best[0], certified(problem)
    assert fault(problem, made) is None, seed
    pick = random.Random(seed)
    for _ in range(12):
        other = altered(made, pick)
        assert fault(problem, other) is not None or other.bound <= cost, (seed, other)
    return made.bound > 0


@pytest.mark.parametrize("seed", sampled(range(30), 4))
def test_whatever_passes_is_so(seed: int) -> None:
    compare(seed)


@pytest.mark.ci
def test_most_are_about_something() -> None:
    assert sum(compare(seed) for seed in range(30, 50)) > 8


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_whatever_passes_is_so_of_many(share: int) -> None:
    draws.rounds("certificates of counts", range(1_000, 3_000), share, compare)


def test_two_bodies_that_open_one_after_the_other() -> None:
    problem, made = study(), certified(study())
    assert made.bound == 2
    assert fault(problem, made) is None
    more = made.model_copy(update={"bound": 3})
    assert fault(problem, more) == "they prove 2"
    fewer = made.model_copy(update={"leaves": made.leaves[1:]})
    assert fault(problem, fewer) == "its leaves do not cover all timetables"
    root = made.leaves[0].model_copy(update={"orders": ()})
    assert fault(problem, made.model_copy(update={"leaves": (root,)})) is not None


def test_prices_of_pairs_are_those_of_the_statements() -> None:
    problem, made = study(), certified(study())
    (first, *others) = made.groups
    assert first.price is not None
    dear = first.model_copy(update={"price": 3 * first.price})
    assert "cost less" in str(fault(problem, made.model_copy(update={"groups": (dear, *others)})))
    rooms = [g for g in made.groups if g.sort == "most" and g.most > 1]
    for group in rooms:
        fewer = group.model_copy(update={"most": group.most - 1})
        groups = tuple(fewer if g is group else g for g in made.groups)
        assert "may be on at once" in str(
            fault(problem, made.model_copy(update={"groups": groups}))
        )


def test_nothing_is_proved_of_who_may_be_left_out() -> None:
    problem, made = study(), certified(study())
    sessions = tuple(s.model_copy(update={"rank": 1}) for s in problem.sessions)
    ranked = problem.model_copy(update={"sessions": sessions})
    assert fault(ranked, made) == "sessions may be left out or split"
    kept = Record(
        meeting="m", scenario_sha256="", timezone="UTC", sittings=(), certificates=(made,)
    )
    checked = check_bounds(ranked, kept)
    assert (checked.proved, checked.false) == ({}, ())  # it is not judged, so it is not wrong
    assert checked.unknown == {made.tier: "sessions may be left out or split"}
    assert check_bounds(problem, kept).proved == {made.tier: made.bound}


def test_a_certificate_of_another_meeting_proves_nothing() -> None:
    """With other windows, or fewer sessions, the same prices prove less, or are of nobody."""
    problem, made = study(), certified(study())
    free = tuple(rule for rule in problem.rules if rule.rule not in ("opening", "closing"))
    assert fault(problem.model_copy(update={"rules": free}), made) is not None
    fewer = problem.model_copy(update={"sessions": problem.sessions[:-1]})
    assert "not held" in str(fault(fewer, made))
