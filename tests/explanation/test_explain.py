"""What cannot all hold cannot, any fewer can, and every repair works."""

import json
from pathlib import Path
from typing import Any

import pytest

import cli
from scheduler.explanation import Conflict, Explanation, explain
from scheduler.explanation.claims import claims
from scheduler.explanation.explain import _settled, keep_only
from scheduler.explanation.feasibility import Probe
from scheduler.explanation.minimal_core import shrink
from scheduler.explanation.repairs import Repair
from scheduler.problem import Problem
from scheduler.problem.subproblem import restrict
from scheduler.render.reports.explanation_report import as_lines
from scheduler.render.terminal import answer
from scheduler.scenario import load
from scheduler.scenario.rereading import complaints
from scheduler.search import solve
from scheduler.search.budget import Budget
from scheduler.search.cpsat.limits import Limits
from scheduler.timetable.wording import Wording
from tests import draws
from tests.draws import sampled
from tests.twins import tiny
from tests.twins.drawing import draw

CHAIR = "scenarios/infeasible_chair.yaml"
Capture = pytest.CaptureFixture[str]


def probe() -> Probe:
    return Probe(Limits(60, 1, 1), 20)


def _says(found: Explanation) -> list[list[str]]:
    return [[claim.says for claim in conflict.claims] for conflict in found.conflicts]


def _check(problem: Problem) -> Explanation:
    """Each conflict of the problem as it stands, member by member, repair by repair."""
    found = explain(problem, workers=1)
    assert found.feasible is False
    assert found.smallest
    conflict = found.conflicts[0]
    part = restrict(problem, conflict.sessions)
    told = {(claim.loc, claim.says) for claim in conflict.claims}
    everything = claims(problem, part)
    core = [claim for claim in everything if (claim.loc, claim.says) in told]
    assert len(core) == len(conflict.claims)
    assert probe().infeasible(keep_only(part, everything, core), presolve=False)
    for claim in core:
        rest = [other for other in core if other is not claim]
        assert not probe().infeasible(keep_only(part, everything, rest)), claim.says
    assert all(conflict.confirmed for conflict in found.conflicts)
    assert all(conflict.repairs for conflict in found.conflicts)
    for n, conflict in enumerate(found.conflicts):
        for repair in conflict.repairs:
            mended = problem
            for m, other in enumerate(found.conflicts):
                mended = (repair if m == n else other.repairs[0]).change(mended)
            solve.solve(mended, Budget(workers=1))  # raises unless it works
    return found


def test_two_sessions_for_one_slot_cannot_both_be_held() -> None:
    problem = tiny.problem(slots=[{"id": "am", "start": "00:00", "end": "00:30"}])
    found = _check(problem)
    assert {"a must be held", "b must be held"} <= set(_says(found)[0])
    assert "trim b to 10 minutes, 20 fewer than its least" in {
        repair.says for repair in found.conflicts[0].repairs
    }


def test_where_nobody_is_trimmed_the_minutes_planned_are_part_of_the_conflict() -> None:
    problem = tiny.problem(
        slots=[{"id": "am", "start": "00:00", "end": "00:40"}],
        sessions=tiny.sessions(
            {"minutes": {"least": 10, "likely": 20}}, {"minutes": {"least": 10, "likely": 30}}
        ),
        in_force="roll",
    )
    found = _check(problem)
    assert {"a takes 20 minutes", "b takes 30 minutes"} <= set(_says(found)[0])
    repairs = {repair.says for repair in found.conflicts[0].repairs}
    assert "plan b for 20 minutes, 10 fewer than now" in repairs


def test_two_conflicts_are_told_and_mended_apart() -> None:
    away = [{"from": f"{tiny.DAY} 00:00", "to": f"{tiny.DAY} 02:00"}]
    problem = tiny.problem(
        rooms=tiny.TWO_ROOMS,
        people=[{"id": "ada", "unavailable": away}, {"id": "bo", "unavailable": away}],
        sessions=tiny.sessions({"chairs": ["ada"]}, {"chairs": ["bo"]}, {}),
    )
    found = _check(problem)
    assert [conflict.sessions for conflict in found.conflicts] in (
        [("a",), ("b",)],
        [("b",), ("a",)],
    )


@pytest.mark.ci
def test_a_session_in_two_conflicts_is_trimmed_for_one_and_then_for_the_other() -> None:
    problem = tiny.problem(
        slots=[{"id": "am", "start": "00:00", "end": "00:20"}],
        sessions=tiny.sessions({"minutes": 40, "split": {}}, {"minutes": 10}),
    )
    alone, together = _check(problem).conflicts
    assert (alone.sessions, set(together.sessions)) == (("a",), {"a", "b"})
    assert "trim a to 20 minutes, 20 fewer than its least" in {r.says for r in alone.repairs}
    assert "trim a to 10 minutes, 10 fewer than its least" in {r.says for r in together.repairs}


@pytest.mark.ci
def test_a_slot_that_two_conflicts_need_is_added_once() -> None:
    problem = tiny.problem(
        slots=[{"id": "am", "start": "00:00", "end": "00:20"}],
        rooms=tiny.TWO_ROOMS,
        sessions=tiny.sessions({"minutes": 30}, {"minutes": 30}),
    )
    found = explain(problem, workers=1).conflicts
    assert [conflict.sessions for conflict in found] == [("a",), ("b",)]
    slots = [r for conflict in found for r in conflict.repairs if r.says.startswith("add a slot")]
    assert [r.says for r in slots] == ["add a slot on 2030-03-04, 00:50 to 02:50"] * 2
    mended = slots[1].change(slots[0].change(problem))
    assert len(mended.slots) == 2
    assert complaints(mended) == ()


class OnlyTogether(Probe):
    """Two conflicts, of which a second repair helps only with the first one of the other."""

    def possible(self, problem: Problem, *_: object, **__: object) -> Any:
        return problem if problem.meeting.title in ("M, a2, b1", "M, a1, b2") else None


def test_of_two_conflicts_no_repairs_are_shown_that_do_not_help_together() -> None:
    def marked(mark: str) -> Repair:
        def change(problem: Problem) -> Problem:
            title = f"{problem.meeting.title}, {mark}"
            meeting = problem.meeting.model_copy(update={"title": title})
            return problem.model_copy(update={"meeting": meeting})

        return Repair(mark, 1, change)

    conflicts = tuple(
        Conflict((id,), (), (marked(f"{id}1"), marked(f"{id}2")), confirmed=True) for id in "ab"
    )
    asked = OnlyTogether(Limits(60, 1, 1), 20)
    settled = _settled(tiny.problem(), conflicts, asked, 5)
    assert [conflict.repairs for conflict in settled] == [(), ()]


def test_a_rule_that_cannot_hold_is_named_with_its_place() -> None:
    problem = tiny.problem(
        rooms=tiny.TWO_ROOMS,
        sessions=tiny.sessions({"slots": ["am"]}, {"slots": ["am"]}),
        rules=[{"rule": "conflict", "of": ["a", "b"], "level": "hard"}],
    )
    found = _check(problem)
    rules = [claim for claim in found.conflicts[0].claims if claim.kind == "rule"]
    assert [(rule.loc, rule.says) for rule in rules] == [(("rules", 0), "a, b are not in parallel")]


@pytest.mark.ci
def test_a_paper_that_is_out_too_late_is_named_with_its_day_and_its_place() -> None:
    problem = tiny.problem(
        documents=[{"id": "draft", "sessions": ["a"], "out": tiny.DAY, "reading_days": 1}],
        levels=[{"rule": "documents", "level": "hard"}],
    )
    found = _check(problem)
    papers = [claim for claim in found.conflicts[0].claims if claim.kind == "document"]
    assert [(paper.loc, paper.says) for paper in papers] == [
        (("documents", 0), "draft is ready on 2030-03-05")
    ]
    assert "get draft ready earlier" in {r.says for r in found.conflicts[0].repairs}


def test_what_is_possible_needs_no_explanation() -> None:
    found = explain(tiny.problem(), workers=1)
    assert (found.feasible, found.conflicts) == (True, ())


def test_a_session_that_runs_with_nowhere_to_go_is_explained_as_well() -> None:
    problem = tiny.replanned(
        "00:10",
        tiny.PUBLISHED,
        tiny.problem(rolling=tiny.ROLLING),
        running=tiny.PUBLISHED[:1],
        minutes={"a": 45, "b": 30},
        settled=["a"],
    )
    found = explain(problem, workers=1)
    assert found.feasible is False
    assert "a may not be split" in _says(found)[0]


def test_in_a_replan_somebody_may_be_left_out_before_anything_is_impossible() -> None:
    room = {
        "id": "A",
        "seats": 50,
        "unavailable": [{"from": f"{tiny.DAY} 00:40", "to": f"{tiny.DAY} 03:00"}],
    }
    problem = tiny.replanned(
        "00:00", [tiny.sitting("a", "00:00", "00:20")], tiny.problem(rooms=[room])
    )
    assert explain(problem, workers=1).feasible is True
    alone = problem.model_copy(update={"situation": None, "in_force": None})
    assert explain(alone, workers=1).feasible is False


@pytest.mark.parametrize("wanted", [{3}, {0, 9}, {2, 3, 7}, set(range(10))])
def test_the_smallest_set_is_found_wherever_its_members_stand(wanted: set[int]) -> None:
    assert set(shrink(range(10), lambda kept: wanted <= set(kept))) == wanted


@pytest.mark.parametrize("seed", sampled(range(40), 6))
def test_random_impossible_problems_are_explained(seed: int) -> None:
    _is_explained(seed)


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_many_random_impossible_problems_are_explained(share: int) -> None:
    draws.rounds("explanations", range(40, 700), share, _is_explained)


def _is_explained(seed: int) -> None:
    problem = draw(seed)
    if probe().infeasible(problem):
        _check(problem)


def test_the_command_names_places_and_ways_out(capsys: Capture) -> None:
    assert cli.main(["explain", CHAIR, "--workers", "1"]) == answer.INFEASIBLE
    told = capsys.readouterr().out
    assert told.startswith("With WGTU alone, these 5 cannot all hold; any 4 of them can:\n")
    assert f"  {CHAIR}:35:19  Chair of the WGTU is not available Thursday 27 February 15:00" in told
    assert "  1. allow WGTU to use other days too" in told
    assert "confirmed by a second run" in told


def test_the_command_prints_one_object(capsys: Capture) -> None:
    assert cli.main(["explain", CHAIR, "--json"]) == answer.INFEASIBLE
    told = json.loads(capsys.readouterr().out)
    assert (told["format_version"], told["feasible"]) == (1, False)
    assert told["conflicts"][0]["sessions"] == ["wgtu"]
    assert {claim["kind"] for claim in told["conflicts"][0]["claims"]} >= {
        "held",
        "hours",
        "window",
    }
    assert all(repair["price"] > 0 for repair in told["conflicts"][0]["repairs"])


def test_what_is_possible_ends_well_and_points_on(capsys: Capture) -> None:
    assert cli.main(["explain", "scenarios/csp11.yaml"]) == answer.OK
    assert capsys.readouterr().err.endswith("next: rollgrid solve scenarios/csp11.yaml\n")


@pytest.mark.ci
def test_a_solve_that_cannot_be_points_to_explain(capsys: Capture) -> None:
    assert cli.main(["solve", CHAIR]) == answer.INFEASIBLE
    assert capsys.readouterr().err.endswith(f"next: rollgrid explain {CHAIR}\n")


def test_a_file_that_cannot_be_read_is_not_explained(tmp_path: Path) -> None:
    assert cli.main(["explain", str(tmp_path / "none.yaml")]) == answer.INVALID


def test_no_repair_is_offered_that_the_reader_would_refuse() -> None:
    """Trimmed to fit, c would be shorter than its least part: a scenario that is an error."""
    problem = tiny.problem(
        slots=[{"id": "am", "start": "00:00", "end": "00:30"}],
        sessions=tiny.sessions({"minutes": 20}, {"minutes": 20, "split": {"least_part": 20}}),
    )
    found = explain(problem, workers=1)
    says = {repair.says for repair in found.conflicts[0].repairs}
    assert says
    assert not any(words.startswith("trim b") for words in says)
    for repair in found.conflicts[0].repairs:
        assert complaints(repair.change(problem)) == ()


def test_a_scenario_that_is_written_and_read_again_has_no_complaints() -> None:
    for path in ("scenarios/csp11.yaml", CHAIR):
        assert complaints(load(Path(path)).problem) == ()


@pytest.mark.parametrize(
    ("sessions", "told"), [("a", "a"), ("ab", "a and b"), ("abcdef", "a, b, c, d and 2 more")]
)
def test_a_conflict_names_the_sessions_that_it_is_about(sessions: str, told: str) -> None:
    conflict = Conflict(tuple(sessions), claims(tiny.problem(), tiny.problem())[:2], (), True)
    found = Explanation(False, (conflict,), True, 9, 1.0)
    head = as_lines(found, lambda claim: "meeting.yaml:1:1", Wording({}, None))[0]
    assert head.plain.strip() == f"With {told} alone, these 2 cannot all hold; any 1 of them can:"
