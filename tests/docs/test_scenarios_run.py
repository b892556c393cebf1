"""Every scenario of the repository comes out as its header says, worked by hand."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import Infeasible
from scheduler.problem import Problem, Sitting
from scheduler.replanning.request import ReplanRequest
from scheduler.scenario import Loaded, load
from scheduler.search.budget import Budget
from scheduler.timetable import Timetable
from tests.docs.scenario_headers import Run, read_header

OF_TIMETABLES = {"W110", "W112"}
"""Warnings that no file has, only what comes out of it."""
ROOT = Path(__file__).parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
RUNS = [run for path in SCENARIOS for run in read_header(path)[1]]
SHORT = [run for run in RUNS if not run.long]
SLOW = {
    "conference_of_parties",
    "council",
    "council_groups",
    "infeasible_chair",
    "overbooked_queue",
}
"""What their runs prove takes a second or more of one core."""
HANG = 600.0
"""Seconds after which something hangs; no proof takes as long, however busy the machine is."""


def name(value: Path | Run) -> str:
    return value.stem if isinstance(value, Path) else value.title


@pytest.mark.parametrize("path", SCENARIOS, ids=name)
def test_a_header_says_what_is_shown_and_how_each_run_ends(path: Path) -> None:
    shows, runs = read_header(path)
    assert shows
    for run in runs:
        assert len(run.expected("exit")) == 1, run.title
        assert len(run.expectations) > 1, run.title


@pytest.mark.parametrize("path", SCENARIOS, ids=name)
def test_a_scenario_loads_with_the_warnings_it_announces(path: Path) -> None:
    announced = {word for (word,) in read_header(path)[1][0].expected("warning")}
    codes = {diagnostic.code for diagnostic in load(path).diagnostics}
    assert {code for code in announced if code.startswith("W1")} - OF_TIMETABLES == codes


@pytest.mark.parametrize("run", [run for run in SHORT if run.scenario.stem not in SLOW], ids=name)
def test_a_scenario_comes_out_as_its_header_says(run: Run) -> None:
    _comes_out(run)


@pytest.mark.ci
@pytest.mark.parametrize("run", [run for run in SHORT if run.scenario.stem in SLOW], ids=name)
def test_a_slow_scenario_comes_out_as_its_header_says(run: Run) -> None:
    _comes_out(run)


@pytest.mark.long
@pytest.mark.parametrize("run", [run for run in RUNS if run.long], ids=name)
def test_a_large_scenario_comes_out_as_its_header_says(run: Run) -> None:
    _comes_out(run)


def _comes_out(run: Run) -> None:
    loaded = load(run.scenario)
    if run.expected("exit") == (("4",),):
        with pytest.raises(Infeasible) as caught:
            solved(loaded, run)
        for rules in run.expected("rules"):
            assert set(rules) <= set(caught.value.rules)
        return
    assert run.expected("exit") == (("0",),)
    outcome = solved(loaded, run) if run.fact is None else replanned(loaded, run, run.fact)
    check_outcome(outcome, loaded, run)
    check_timetable(outcome.timetable, loaded.problem, run)


def solved(loaded: Loaded, run: Run) -> Any:
    from scheduler.search.solve import solve

    return solve(loaded.problem, Budget(seconds=HANG, workers=1), policy=run.policy)


def replanned(loaded: Loaded, run: Run, fact: str) -> Any:
    """The replan after one fact, from the timetable that the scenario alone gives."""
    from scheduler.replanning.replan import replan
    from scheduler.search.outcome import record

    (first, *_) = read_header(run.scenario)[1]
    published = record(solved(loaded, first), sha256=loaded.sha256)
    now = datetime.fromisoformat(run.now) if run.now is not None else None
    said = replan(
        ReplanRequest(
            loaded.problem,
            published,
            (fact,),
            now=now,
            policy=run.policy,
            budget=Budget(seconds=HANG, workers=1),
        )
    )
    return said.outcome


def check_outcome(outcome: Any, loaded: Loaded, run: Run) -> None:
    told = {warning.code for warning in (*loaded.diagnostics, *outcome.warnings)}
    assert {word for (word,) in run.expected("warning")} <= told
    for (status,) in run.expected("status"):
        assert outcome.status == status
    costs = {tier.name: str(tier.cost) for tier in outcome.tiers}
    for tier, cost in run.expected("cost"):
        assert costs[tier] == cost


def check_timetable(timetable: Timetable, problem: Problem, run: Run) -> None:
    for room, slot, *sessions in run.expected("cell"):
        assert held(timetable, problem, slot, room) == sessions, (room, slot)
    for slot, count in run.expected("held"):
        assert len(held(timetable, problem, slot)) == int(count), slot
    for session, *moment in run.expected("starts"):
        assert timetable.of_session(session)[0].start == local(problem, moment), session
    for session, *moment in run.expected("ends"):
        assert timetable.of_session(session)[-1].end == local(problem, moment), session
    unplaced = {lost.session for lost in timetable.unplaced}
    listed = {session for lost in run.expected("unplaced") for session in lost}
    told_by_cost = any(tier == "unplaced" for tier, _ in run.expected("cost"))
    assert unplaced == listed or (told_by_cost and not listed)


def held(timetable: Timetable, problem: Problem, slot: str, room: str | None = None) -> list[str]:
    """Sessions in a day slot, in order of start, each once."""
    found = [
        sitting.session
        for sitting in timetable.sittings
        if room in (None, sitting.room) and sits_in(sitting, problem, slot)
    ]
    return list(dict.fromkeys(found))


def sits_in(sitting: Sitting, problem: Problem, slot: str) -> bool:
    day, _, template = slot.partition("/")
    (window,) = [s for s in problem.slots if s.id == template]
    start = sitting.start.astimezone(ZoneInfo(problem.meeting.timezone))
    return (
        str(start.date()) == day
        and window.start <= start.time() < window.end
        and window.serves(problem.session(sitting.session).kind)
    )


def local(problem: Problem, words: list[str]) -> datetime:
    zone = ZoneInfo(problem.meeting.timezone)
    return datetime.fromisoformat(" ".join(words)).replace(tzinfo=zone)
