"""A search that starts from a timetable that was found elsewhere."""

from importlib import import_module
from typing import Any

import pytest

from scheduler.errors import Infeasible, NoTimetable, VerificationError
from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.search import starting
from scheduler.search.budget import Budget
from scheduler.search.cpsat.limits import Limits
from scheduler.search.proofs import Answer, claim_nothing
from scheduler.timetable import Timetable, Unplaced
from tests.twins import tiny

solving = import_module("scheduler.search.solve")
ONE = Budget(workers=1)


def replan() -> Problem:
    """Two sessions in a room, one of which has to make way for what runs over."""
    before = [tiny.sitting("a", "00:00", "00:20"), tiny.sitting("b", "01:00", "01:30")]
    return tiny.replanned("00:00", before, tiny.problem())


def with_only(*sessions: str) -> Timetable:
    sittings = solving.solve(replan(), ONE).timetable.sittings
    return Timetable.of(
        [s for s in sittings if s.session in sessions],
        [Unplaced(session=id, reason="left out") for id in "ab" if id not in sessions],
    )


def finding(monkeypatch: pytest.MonkeyPatch, found: Answer | Exception) -> None:
    def search(*_: Any) -> tuple[Answer, str]:
        if isinstance(found, Exception):
            raise found
        return found, "exact"

    monkeypatch.setattr(solving, "_search", search)


def test_what_breaks_a_rule_here_is_no_start_and_the_cheapest_is() -> None:
    stray = with_only("a").model_copy(update={"unplaced": ()})
    assert starting.cheapest(replan(), [stray]) is None
    start = starting.cheapest(replan(), [with_only("a"), stray, with_only("a", "b")])
    assert start is not None
    assert not any(start.costs)


def test_out_of_time_it_is_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    start = with_only("a")
    finding(monkeypatch, NoTimetable("no timetable found within 0 s"))
    monkeypatch.setattr(solving.mended, "mend", lambda _: None)
    outcome = solving.solve(replan(), ONE, starts=[start])
    assert outcome.timetable.sittings == start.sittings
    assert (outcome.status, outcome.strategy) == ("feasible", starting.NAME)
    with pytest.raises(NoTimetable):
        solving.solve(replan(), ONE)


def test_the_better_of_both_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    worse, better = with_only("a"), with_only("a", "b")
    price = starting.cheapest(replan(), [worse])
    assert price is not None
    costs = {tier.name: tier.cost for tier in price.tiers}
    finding(monkeypatch, claim_nothing(costs, worse))
    assert solving.solve(replan(), ONE, starts=[better]).timetable.unplaced == ()
    assert solving.solve(replan(), ONE, starts=[worse]).strategy == "exact"


def test_nothing_is_called_impossible_that_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    start = with_only("a", "b")
    finding(monkeypatch, Infeasible("no timetable satisfies every hard rule"))
    with pytest.raises(VerificationError, match="the verifier accepts one"):
        solving.solve(replan(), ONE, starts=[start])
    with pytest.raises(Infeasible):
        solving.solve(replan(), ONE)


@pytest.mark.parametrize(("parts", "whole", "cheaper"), [(3, 2, "ab"), (2, 3, "a"), (2, 2, "a")])
def test_of_what_is_found_in_parts_and_as_a_whole_the_cheaper_one_is_told(
    monkeypatch: pytest.MonkeyPatch, parts: int, whole: int, cheaper: str
) -> None:
    in_parts = claim_nothing({"moves": parts}, with_only("a"))
    as_a_whole = claim_nothing({"moves": whole}, with_only("a", "b"))
    monkeypatch.setattr(solving.decomposed, "first", lambda *_: in_parts)
    monkeypatch.setattr(solving, "_as_a_whole", lambda *_: (as_a_whole, "exact"))
    answer, name = solving._search(compile(replan()), Limits(60, 1, 1))
    told = {sitting.session for sitting in answer.timetable.sittings}
    assert (told, answer.costs) == (set(cheaper), [min(parts, whole)])
    assert name == ("exact" if cheaper == "ab" else solving.decomposed.NAME)
