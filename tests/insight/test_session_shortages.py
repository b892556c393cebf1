"""What arithmetic says cannot be is never what a search finds, and most of what no search finds."""

from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL

from scheduler import model as models
from scheduler.insight.capacity import shortages
from scheduler.insight.shortage_rules import rules_of_shortages
from scheduler.instance.compile import compile
from scheduler.problem import Problem
from scheduler.search.cpsat.limits import Limits
from scheduler.search.cpsat.running import run
from scheduler.search.cpsat.timetables import timetable_of
from scheduler.timetable import Timetable
from tests import draws
from tests.conftest import MONDAY, TUESDAY, Tiny
from tests.draws import sampled
from tests.search.test_bounds import meeting
from tests.twins import drawing, small_replans, tiny
from tests.twins.test_random_twins import situated

PIN = {"exact": f"{tiny.DAY} 00:00"}


def codes(problem: Problem) -> list[str]:
    return [shortage.code for shortage in shortages(compile(problem))]


def some_timetable(problem: Problem) -> Timetable | None:
    """One that the exact model accepts; None if it proves that there is none."""
    instance = compile(problem)
    model = models.build(instance, soft=(), may_drop=instance.replanning)
    solver, status = run(model.cp, Limits(60.0, 1, 1), "any")
    assert status in (OPTIMAL, FEASIBLE, INFEASIBLE)
    return None if status == INFEASIBLE else timetable_of(model, solver)


def drawn(seed: int) -> list[Problem]:
    """Meetings of all sorts; each that has a timetable is replanned from it as well."""
    plain = [drawing.draw(seed), drawing.draw_night(seed), meeting(seed)]
    problems = []
    for problem in plain:
        problems.append(problem)
        timetable = some_timetable(problem)
        if timetable is not None:
            problems.append(situated(seed, timetable, problem))
    replan = small_replans.draw(seed) if seed % 10 == 0 else None
    return [*problems, *([replan] if replan is not None else [])]


def compare(seed: int) -> Counter[tuple[bool, bool]]:
    """How many are (short by arithmetic, impossible)."""
    seen: Counter[tuple[bool, bool]] = Counter()
    for problem in drawn(seed):
        short, impossible = bool(codes(problem)), some_timetable(problem) is None
        assert impossible or not short, (seed, shortages(compile(problem)))
        seen[short, impossible] += 1
    return seen


@pytest.mark.parametrize("seed", sampled(range(40), 6))
def test_what_is_short_has_no_timetable(seed: int) -> None:
    compare(seed)


@pytest.mark.ci
def test_most_of_what_has_no_timetable_is_short() -> None:
    seen = sum((compare(seed) for seed in range(40, 100)), Counter[tuple[bool, bool]]())
    assert seen[True, True] > seen[False, True] > 0
    assert seen[False, False] > 0


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_what_is_short_has_no_timetable_of_many(share: int) -> None:
    draws.rounds("short by arithmetic", range(1_000, 5_000), share, compare)


def running(told: int, **session: Any) -> Problem:
    """Ten past, and a session that began on the hour in a slot of forty minutes has so many."""
    base = tiny.problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "00:40", "overtime": {"minutes": 10, "price": 1}},
            {"id": "pm", "start": "01:00", "end": "01:20"},
        ],
        rooms=[{"id": "A"}],
        sessions=tiny.sessions({"minutes": 30, "pin": PIN, **session}),
    )
    first = some_timetable(base)
    assert first is not None
    at = datetime.fromisoformat(f"{tiny.DAY}T00:10").replace(tzinfo=tiny.ZURICH)
    on = [s for s in first.sittings if s.start < at]
    return tiny.replanned(
        "00:10",
        list(first.sittings),
        base,
        in_force="roll",
        history=[],
        running=on,
        minutes={"a": told},
        settled=["a"],
        freeze_until=at,
    )


def test_what_runs_past_its_slot_may_do_so_if_it_is_split_or_the_policy_allows_overtime() -> None:
    assert codes(running(40)) == []
    short = running(45)
    assert codes(short) == ["S074"]
    assert [s.message for s in shortages(compile(short))] == [
        "a needs 45 minutes, and can have 40: it has begun, may go on until 00:40, "
        "and may not be split"
    ]
    assert rules_of_shortages(short) == ("placement",)
    assert codes(short.model_copy(update={"in_force": "extend"})) == []
    assert codes(running(60, split={})) == []
    assert codes(running(65, split={})) == ["S074"]


def test_who_presides_and_which_rooms_are_open_at_once_are_counted_together(tiny: Tiny) -> None:
    """The room has Monday, the chair Tuesday: neither of them alone is short."""
    monday = {"from": f"{MONDAY} 08:00", "to": f"{MONDAY} 20:00"}
    tuesday = {"from": f"{TUESDAY} 08:00", "to": f"{TUESDAY} 20:00"}
    given: dict[str, Any] = {
        "people": [{"id": "ada", "unavailable": [monday]}],
        "rooms": [{"id": "A", "unavailable": [tuesday]}],
        "sessions": [{"id": "s", "minutes": 30, "chairs": ["ada"]}],
    }
    problem = tiny(**given)
    assert codes(problem) == ["S074"]
    assert rules_of_shortages(problem) == ("availability",)
    assert codes(tiny(**given, levels=[{"rule": "availability", "level": "soft"}])) == []
    deputy = {"people": [*given["people"], {"id": "bo"}]}
    deputy["people"][0] = {**deputy["people"][0], "deputies": [{"id": "bo"}]}
    assert codes(tiny(**{**given, **deputy})) == []


def test_nobody_has_to_be_held_in_a_situation_who_has_not_begun() -> None:
    problem = running(30)
    (a,) = problem.sessions
    endless = a.minutes.model_copy(update={"least": 300, "likely": 300, "most": 300})
    late = a.model_copy(update={"id": "b", "minutes": endless, "pin": None})
    both = problem.model_copy(update={"sessions": (a, late)})
    assert codes(both) == []
    assert "S074" in codes(both.model_copy(update={"situation": None, "in_force": None}))
