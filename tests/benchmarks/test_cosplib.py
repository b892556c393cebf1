"""CoSPLib: our charges against a count of theirs, over timetables good and bad."""

from functools import cache
from typing import Any

import pytest

from scheduler import verifier
from scheduler.problem import Problem
from scheduler.search import solve
from scheduler.search.budget import Budget
from tests.benchmarks.adapters import cosplib
from tests.benchmarks.data import instance
from tests.benchmarks.scorers.cosplib import score
from tests.benchmarks.strewn import FOUR, at_random, drawn, four, side_by_side
from tests.draws import sampled

INSTANCES = (
    "N2OR",
    "GECCO19",
    "GECCO20",
    "GECCO20Workshop",
    "GECCO22",
    "ISF22",
    "OR60F",
    "OR60F2",
)
every_instance = pytest.mark.parametrize("name", INSTANCES)


@cache
def built(name: str) -> tuple[dict[str, Any], Problem]:
    data = instance(f"cosplib/{name}")
    return data, cosplib.problem(data)


@every_instance
def test_every_submission_is_a_session_and_every_cell_a_room_slot(name: str) -> None:
    data, problem = built(name)
    assert [s.title for s in problem.sessions] == [s["name"] for s in data["submissions"]]
    assert [s.minutes.likely for s in problem.sessions] == [s["slots"] for s in data["submissions"]]
    assert [s.id for s in problem.slots] == [s["name"] for s in data["sessions"]]
    lengths = [
        (s.end.hour - s.start.hour) * 60 + s.end.minute - s.start.minute for s in problem.slots
    ]
    assert lengths == [s["slots"] for s in data["sessions"]]
    assert [r.name for r in problem.rooms] == data["rooms"]


Found = tuple[dict[str, int], dict[str, int]]


def both(conference: tuple[dict[str, Any], Problem], seed: int, *, parallel: bool) -> Found:
    """What they count in a timetable at random, and what we charge."""
    data, problem = conference
    timetable = at_random(data, problem, seed, parallel=parallel)
    return score(data, timetable), cosplib.charged(data, problem, timetable)


def alike(found: Found, terms: tuple[str, ...]) -> bool:
    theirs, ours = found
    return {t: ours[t] for t in terms} == {t: theirs[t] for t in terms}


@every_instance
@pytest.mark.parametrize("seed", [1, 2])
def test_terms_are_charged_as_they_count_them(name: str, seed: int) -> None:
    assert alike(both(built(name), seed, parallel=True), cosplib.EXACT)


@every_instance
@pytest.mark.parametrize("seed", [3, 4])
def test_without_parallel_cells_order_and_neighbours_are_charged_as_well(
    name: str, seed: int
) -> None:
    found = both(built(name), seed, parallel=False)
    assert found[0]["parallel"] == 0
    assert alike(found, cosplib.EXACT + cosplib.UNLESS_PARALLEL)


@pytest.mark.parametrize("seed", sampled(range(20), 5))
def test_conferences_in_which_every_term_weighs_something_are_charged_the_same(seed: int) -> None:
    assert alike(both(drawn(seed), seed, parallel=True), cosplib.EXACT)
    apart = both(drawn(seed), seed, parallel=False)
    assert alike(apart, cosplib.EXACT + cosplib.UNLESS_PARALLEL)


def test_no_term_is_zero_in_all_the_conferences_drawn() -> None:
    found = [both(drawn(seed), seed, parallel=True) for seed in range(20)]
    assert [t for t in cosplib.WEIGHTS if not any(theirs[t] for theirs, _ in found)] == []


@every_instance
def test_the_terms_are_all_that_the_problem_charges(name: str) -> None:
    data, problem = built(name)
    timetable = at_random(data, problem, 5, parallel=True)
    total = sum(cosplib.charged(data, problem, timetable).values())
    assert verifier.tier_costs(problem, timetable)["preferences"] == total


@every_instance
def test_only_what_found_no_cell_is_against_the_rules(name: str) -> None:
    """Random timetables keep one track to a cell: theirs and ours have nothing else to forbid."""
    data, problem = built(name)
    timetable = at_random(data, problem, 6, parallel=True)
    theirs = score(data, timetable)
    assert (theirs["mixed_cells"], theirs["doubly_taken"], theirs["strays"]) == (0, 0, 0)
    left = {u.session for u in timetable.unplaced}
    assert {v.sessions for v in verifier.violations(problem, timetable)} == {(id,) for id in left}
    assert theirs["unplaced"] == len(left)


def test_two_tracks_in_one_cell_are_against_the_rules_of_both() -> None:
    data, problem = built("N2OR")
    tracks = [s.group for s in problem.sessions]
    other = next(i for i, track in enumerate(tracks) if track != tracks[0])
    timetable = side_by_side(problem, 0, other)
    assert score(data, timetable)["mixed_cells"] == 1
    broken = {
        v.rule for v in verifier.violations(problem, timetable, [verifier.STATED["exclusive"]])
    }
    assert broken == {"exclusive"}


def test_two_submissions_at_once_in_a_room_are_against_the_rules_of_both() -> None:
    data, problem = built("N2OR")
    twice = side_by_side(problem, 0, 1, minutes_between=0)
    assert score(data, twice)["doubly_taken"] == 1
    assert "room_clash" in {v.rule for v in verifier.violations(problem, twice)}


def test_presenters_may_be_held_to_be_in_one_room_at_a_time() -> None:
    data, problem = built("GECCO19")
    strict = cosplib.problem(data, presenters="hard")
    timetable = at_random(data, problem, 1, parallel=True)
    clashes = score(data, timetable)["presenter_pairs"]
    family = [verifier.STATED["conflict"]]
    assert clashes > 0
    assert len(verifier.violations(strict, timetable, family)) == clashes
    assert verifier.violations(problem, timetable, family) == []


def test_their_figures_of_four_sittings_are_counted_by_hand() -> None:
    """Track A in two rooms of the first session and again in the third, B beside it once."""
    found = score(FOUR, four("s0 X 0", "s0 Y 0", "s2 X 0", "s0 Z 1"))
    assert found == {
        "track_session": 1 * (5 + 5),  # A in s0, in two cells
        "track_room": 2 * 7,  # A in Y
        "session_room": 3 * 11,  # s0 in Z
        "similar_tracks": 4 * (13 + 13),  # two cells of A beside one of B
        "rooms_per_track": 5 * 1,
        "parallel": 6 * 1,
        "consecutive": 7 * 1,  # s0 and s2
        "timezones": 8 * 2 * 17,  # p3 in s0, two time slots
        "order": 9 * (2 + 1),  # p0 is first and not second, p2 third and not first; at once with p1
        "submission_session": 10 * 19,
        "submission_room": 11 * 2 * 23,
        "presenters": 12 * 1,  # p0 and p3, of which p3 comes a time slot later
        "attendees": 13 * 1,  # p0 and p1
        "chairs": 14 * 2,
        "presenters_slot": 15 * 0,
        "attendees_slot": 16 * 1,
        "total": 10 + 14 + 33 + 104 + 5 + 6 + 7 + 272 + 27 + 190 + 506 + 12 + 13 + 28 + 0 + 16,
        "presenter_pairs": 1,
        "unplaced": 0,
        "strays": 0,
        "mixed_cells": 0,
        "doubly_taken": 0,
    }


@pytest.mark.long
def test_n2or_costs_one_and_no_less() -> None:
    """As a model made for the library proves; its own heuristics find one as well."""
    data, problem = built("N2OR")
    outcome = solve.solve(problem, Budget(seconds=60))
    assert outcome.status == "optimal"
    assert score(data, outcome.timetable)["total"] == 1
