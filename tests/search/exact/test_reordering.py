"""Policy reorder: another order where it saves something, and what holds after it."""

from datetime import datetime
from pathlib import Path

import pytest

from scheduler import verifier
from scheduler.problem import Problem
from scheduler.replanning.alternatives import alternatives
from scheduler.replanning.contingency import build_cards
from scheduler.replanning.next_problem import as_recorded
from scheduler.replanning.replan import Replanned, record_replan, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.scenario import load
from scheduler.search.budget import Budget
from scheduler.search.cpsat.solutions import ModelTier
from scheduler.search.exact.reordering import no_other_order
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Record
from tests.twins import tiny

SCENARIOS = Path(__file__).parents[3] / "scenarios"
NOW = datetime(2026, 5, 12, 10, 30)
LATE = ["absent budget-chair 2026-05-12 10:00 to 15:00"]
ALIKE = ("roll", "reorder")
LISTED = ["credentials", "budget", "review", "drafting", "adoption"]


@pytest.fixture(scope="module")
def problem() -> Problem:
    return load(SCENARIOS / "reorder_late_chair.yaml").problem


@pytest.fixture(scope="module")
def published(problem: Problem) -> Record:
    return record(solve(problem, Budget(workers=1)), sha256="")


@pytest.fixture(scope="module")
def swapped(problem: Problem, published: Record) -> Replanned:
    return replan(
        ReplanRequest(problem, published, LATE, now=NOW, policy="reorder", budget=Budget(workers=1))
    )


def stored(found: Replanned, before: Record) -> Record:
    return record_replan(found, before, sha256="")


def order(found: Replanned | Record) -> list[str]:
    made = found if isinstance(found, Record) else found.outcome.timetable
    return list(dict.fromkeys(s.session for s in made.sittings))


def test_where_to_wait_loses_a_session_nothing_else_is_shown(
    problem: Problem, published: Record
) -> None:
    (only,) = alternatives(
        ReplanRequest(problem, published, LATE, now=NOW, budget=Budget(workers=1))
    )
    assert (only.policy, only.outcome.timetable.unplaced) == ("reorder", ())
    lost = "Drafting would lose its place; reorder leaves out less"
    assert f"roll, hold and extend are not shown: {lost}" in only.notes
    assert not any("the same as roll" in note for note in only.notes)


def test_a_session_that_is_new_may_save_something_in_another_place() -> None:
    """It has no pair that changes places: what costs nothing in the published order may be dear."""
    sessions = [{"id": id, "minutes": 30} for id in "abc"]
    meeting = tiny.problem(
        slots=[{"id": "am", "start": "00:00", "end": "01:30"}],
        sessions=sessions,
        rolling=[{"room": "A", "order": ["c", "a", "b"]}],
    )
    before = [tiny.sitting("a", "00:00", "00:30"), tiny.sitting("b", "00:30", "01:00")]
    added = tiny.replanned("00:00", before, meeting, minutes={"c": 30}, in_force="reorder")
    tiers = [ModelTier(name, 0, 0) for name in ("unplaced", "cells", "order", "shifts")]
    assert not no_other_order(added, tiers)
    old = [*before, tiny.sitting("c", "01:00", "01:30")]
    assert no_other_order(tiny.replanned("00:00", old, meeting, in_force="reorder"), tiers)
    dear = [*tiers[:2], ModelTier("order", 1, 0), tiers[3]]
    assert not no_other_order(tiny.replanned("00:00", old, meeting, in_force="reorder"), dear)
    found = {tier.name: tier.cost for tier in solve(added, Budget(workers=1)).tiers}
    assert (found["order"], found["shifts"]) == (0, 0), "c goes last"


def test_nobody_comes_in_before_the_rest_of_what_has_begun() -> None:
    """Under roll she who is listed before it may; where it changes places, it stays in front."""
    meeting = tiny.problem(
        days=[tiny.DAY, tiny.NEXT],
        slots=[
            {"id": "am", "start": "00:00", "end": "00:30"},
            {"id": "pm", "start": "01:00", "end": "01:20"},
        ],
        sessions=[
            {"id": "long", "minutes": 50, "split": {}},
            {"id": "first", "minutes": 20, "rank": 1, "days": [tiny.DAY]},
        ],
        rolling=[{"room": "A", "order": ["first", "long"]}],
    )
    held = [tiny.sitting("long", "00:00", "00:30"), tiny.sitting("long", "01:00", "01:20")]
    held = [s.model_copy(update={"part": n, "parts": 2}) for n, s in enumerate(held, 1)]
    left = {"running": (held[0],), "minutes": {"long": 50, "first": 20}}
    now = {
        policy: tiny.replanned("00:20", held, meeting, in_force=policy, **left) for policy in ALIKE
    }
    sat = {policy: solve(problem, Budget(workers=1)) for policy, problem in now.items()}
    assert {u.session for u in sat["reorder"].timetable.unplaced} == {"first"}
    assert not sat["roll"].timetable.unplaced
    assert not verifier.violations(now["reorder"], sat["reorder"].timetable)


@pytest.mark.parametrize(
    ("changes", "known"),
    [({}, True), ({"cancelled": {"d"}}, True), ({"cancelled": {"c"}}, False)],
)
def test_only_who_is_held_in_an_order_can_be_new_in_it(
    changes: dict[str, set[str]], known: bool
) -> None:
    """a and b were published; c, in no order, and d, in it, were not; d is cancelled or not."""
    base = tiny.problem(
        rooms=tiny.TWO_ROOMS,
        sessions=tiny.sessions({}, {}, {}, {}),
        rolling=[{"room": "A", "order": ["a", "b", "d"] if changes else ["a", "b"]}],
    )
    sittings = [tiny.sitting("a", "00:00", "00:20"), tiny.sitting("b", "01:00", "01:20")]
    replanned = tiny.replanned("00:00", sittings, base, in_force="reorder", **changes)
    rolled = [ModelTier(name, 0, 0) for name in ("unplaced", "moves", "order")]
    assert no_other_order(replanned, rolled) == known


def test_each_pair_that_changes_places_is_charged_and_told(swapped: Replanned) -> None:
    assert order(swapped) == ["credentials", "review", "budget", "drafting", "adoption"]
    (charge,) = [c for c in swapped.outcome.charges if c.rule == "order"]
    assert (charge.sessions, charge.amount) == (("budget", "review"), 2)
    reasons = {change.session: change.reason for change in swapped.changes}
    assert reasons == {
        "budget": "Chair of the Budget Committee is absent from Tue 10:00 to Tue 15:00",
        "review": "it swaps places with Budget",
    }
    assert all(tier.cost == tier.bound for tier in swapped.outcome.tiers)


def test_planned_minutes_are_kept_and_no_slot_runs_over(swapped: Replanned) -> None:
    assert not [c for c in swapped.outcome.charges if c.rule in ("trimming", "overtime")]


@pytest.mark.ci
def test_where_no_other_order_helps_it_comes_to_what_roll_does() -> None:
    problem = load(SCENARIOS / "csp11.yaml").problem
    before = record(solve(problem, Budget(workers=1)), sha256="")
    now = datetime(2025, 2, 25, 17, 55)
    ways = alternatives(
        ReplanRequest(problem, before, ["overrun enip 30m"], now=now, budget=Budget(workers=1)), 4
    )
    assert [way.policy for way in ways] == ["extend", "hold", "roll"]
    assert "reorder: no other order does better" in ways[0].notes


def test_every_policy_keeps_the_order_that_was_published_since(
    problem: Problem, published: Record, swapped: Replanned
) -> None:
    kept = stored(swapped, published)
    later = datetime(2026, 5, 12, 11, 30)
    for policy in ("roll", "hold", "extend", "reorder"):
        again = replan(
            ReplanRequest(problem, kept, [], now=later, policy=policy, budget=Budget(workers=1))
        )
        assert again.outcome.timetable == kept.timetable, policy
        assert again.changes == ()
    rolled = replan(
        ReplanRequest(
            problem, kept, ["early review 30m"], now=later, policy="roll", budget=Budget(workers=1)
        )
    )
    assert order(rolled) == order(kept)
    third = stored(rolled, kept)
    assert third.situation is not None
    assert third.situation.sequence[:3] == ("credentials", "review", "budget")
    fourth = replan(
        ReplanRequest(
            problem,
            third,
            [],
            now=datetime(2026, 5, 12, 12, 0),
            policy="roll",
            budget=Budget(workers=1),
        )
    )
    assert order(fourth) == order(kept)


def test_a_stored_order_is_judged_with_its_situation(
    problem: Problem, published: Record, swapped: Replanned
) -> None:
    kept = stored(swapped, published)
    assert verifier.violations(as_recorded(problem, kept), kept.timetable) == []
    plain = {v.rule for v in verifier.violations(problem, kept.timetable)}
    assert "rolling" in plain, "the plain scenario has another order"


def test_without_a_published_timetable_the_order_is_the_listed_one(problem: Problem) -> None:
    assert order(record(solve(problem, Budget(workers=1), policy="reorder"), sha256="")) == LISTED


def test_an_order_edited_in_the_scenario_is_taken_as_it_is_written(
    problem: Problem, published: Record
) -> None:
    """Nobody has published another order: who edits the list means it, and pays for each pair."""
    listed = ["credentials", "review", "budget", "drafting", "adoption"]
    rolling = (problem.rolling[0].model_copy(update={"order": tuple(listed)}),)
    edited = problem.model_copy(update={"rolling": rolling})
    now = datetime(2026, 5, 12, 9, 0)
    found = replan(
        ReplanRequest(edited, published, [], now=now, policy="roll", budget=Budget(workers=1))
    )
    assert order(found) == listed
    assert sum(c.amount for c in found.outcome.charges if c.rule == "order") == 2


@pytest.mark.ci
def test_a_card_under_reorder_says_who_changes_places(problem: Problem, published: Record) -> None:
    (card,) = build_cards(
        ReplanRequest(problem, published, policy="reorder", budget=Budget(workers=1)),
        session="credentials",
    )
    assert card.rows[-1].kind in ("stuck", "unknown")
    for row in card.rows:
        assert all(found.swapped == row.found[0].swapped for found in row.found)
