"""A fact told after it took effect: what was held until then is what was published, played on."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from scheduler.errors import Infeasible
from scheduler.problem import Problem
from scheduler.replanning.replan import Replanned, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Unplaced
from tests.twins import tiny

DAY = "2030-03-04"
BUDGET = Budget(seconds=600, workers=1)


def meeting(**changes: Any) -> Problem:
    raw: dict[str, Any] = {
        "meeting": {"id": "m", "title": "m", "timezone": "Europe/Zurich", "grid": 15},
        "days": [DAY],
        "slots": [
            {"id": "am", "start": "09:00", "end": "10:30"},
            {"id": "pm", "start": "14:00", "end": "15:30"},
        ],
        "rooms": [{"id": "A"}],
        "people": [{"id": "kim"}],
        "sessions": [{"id": "panel", "minutes": 30, "chairs": ["kim"]}],
    }
    return Problem.model_validate(raw | changes)


def replanned(
    problem: Problem, begins: str, ends: str, fact: str, now: str, *unplaced: str
) -> Replanned:
    """Panel was published from ``begins`` to ``ends``, the fact is told ``now``."""
    published = record(solve(problem, BUDGET), sha256="").model_copy(
        update={
            "sittings": (tiny.sitting("panel", begins, ends, day=DAY),),
            "unplaced": tuple(Unplaced(session=id, reason="no place") for id in unplaced),
        }
    )
    return replan(
        ReplanRequest(
            problem,
            published,
            facts=(fact,),
            now=datetime.fromisoformat(f"{DAY}T{now}"),
            policy="roll",
            budget=BUDGET,
        )
    )


def held(found: Replanned) -> str:
    assert found.outcome.status == "optimal"
    (panel,) = found.outcome.timetable.sittings
    return f"{panel.start:%H:%M}-{panel.end:%H:%M}"


def test_a_session_without_a_place_was_not_held_before_the_fact_was_told() -> None:
    """Had talk been given the morning, panel would have had to wait for its end, and did not."""
    sessions = [{"id": "panel", "minutes": 30}, {"id": "talk", "minutes": 60, "rank": 1}]
    problem = meeting(slots=[{"id": "am", "start": "09:00", "end": "10:30"}], sessions=sessions)
    found = replanned(problem, "09:00", "09:30", "late panel 4m", "09:10", "talk")
    assert held(found) == "09:04-09:34"


def test_who_goes_on_went_on_though_its_chair_was_to_leave() -> None:
    away = {"from": f"{DAY} 09:45", "to": f"{DAY} 13:00"}
    problem = meeting(people=[{"id": "kim", "unavailable": [away]}])
    assert held(replanned(problem, "09:00", "09:30", "overrun panel 30m", "10:00")) == "09:00-10:00"


def test_who_may_be_cut_went_on_past_its_deadline_as_well() -> None:
    panel = {"id": "panel", "minutes": 30, "split": {}, "deadline": f"{DAY} 09:30"}
    found = replanned(meeting(sessions=[panel]), "09:00", "09:30", "overrun panel 10m", "09:45")
    assert held(found) == "09:00-09:40"


def test_who_goes_on_went_on_though_nothing_was_to_be_held_so_late() -> None:
    late = {"rule": "nothing_after", "of": "all", "after": "15:00", "level": "hard"}
    found = replanned(meeting(rules=[late]), "14:30", "15:00", "overrun panel 20m", "15:20")
    assert held(found) == "14:30-15:20"


def test_who_began_late_before_the_wall_sat_until_it() -> None:
    """Three minutes are wanting at 10:30: it had begun, and has not moved to the afternoon."""
    problem = meeting(
        slots=[
            {"id": "am", "start": "09:00", "end": "10:30", "overtime": {"minutes": 10}},
            {"id": "pm", "start": "14:00", "end": "15:30"},
        ]
    )
    published = record(solve(problem, BUDGET), sha256="").model_copy(
        update={"sittings": (tiny.sitting("panel", "10:00", "10:30", day=DAY),)}
    )
    request = ReplanRequest(
        problem,
        published,
        facts=("late panel 3m",),
        now=datetime.fromisoformat(f"{DAY}T10:15"),
        policy="extend",
        budget=BUDGET,
    )
    assert held(replan(request)) == "10:03-10:33"


def behind_panel(fact: str, now: str) -> dict[str, str]:
    """Panel until half past nine, then talk until the slot closes, both published."""
    slots = [
        {"id": "am", "start": "09:00", "end": "10:30", "overtime": {"minutes": 15}},
        {"id": "pm", "start": "14:00", "end": "15:30"},
    ]
    sessions = [{"id": "panel", "minutes": 30}, {"id": "talk", "minutes": 60}]
    problem = meeting(sessions=sessions, slots=slots)
    sittings = (
        tiny.sitting("panel", "09:00", "09:30", day=DAY),
        tiny.sitting("talk", "09:30", "10:30", day=DAY),
    )
    published = record(solve(problem, BUDGET), sha256="").model_copy(update={"sittings": sittings})
    moment = datetime.fromisoformat(f"{DAY}T{now}")
    request = ReplanRequest(
        problem, published, facts=(fact,), now=moment, policy="extend", budget=BUDGET
    )
    found = replan(request).outcome.timetable.sittings
    return {s.session: f"{s.start:%H:%M}-{s.end:%H:%M}" for s in found}


@pytest.mark.parametrize("now", ["09:41", "10:00"])
def test_who_found_its_room_taken_begins_when_that_is_free(now: str) -> None:
    held = behind_panel("overrun panel 12m", now)
    assert held == {"panel": "09:00-09:42", "talk": "09:45-10:45"}


def test_who_began_late_began_then_whoever_had_to_wait_for_it() -> None:
    held = behind_panel("late panel 7m", "09:35")
    assert held == {"panel": "09:07-09:37", "talk": "09:45-10:45"}


def test_a_room_that_is_lost_from_now_on_was_there_until_now() -> None:
    problem = meeting(
        rooms=[{"id": "A"}, {"id": "B"}],
        sessions=[{"id": "panel", "minutes": 30, "split": {"least_part": 5}}],
    )
    published = record(solve(problem, BUDGET), sha256="").model_copy(
        update={"sittings": (tiny.sitting("panel", "09:00", "09:30", day=DAY),)}
    )
    facts = ("late panel 5m", f"room-lost A {DAY} 09:20 to {DAY} 13:00")
    moment = datetime.fromisoformat(f"{DAY}T09:20")
    found = replan(
        ReplanRequest(problem, published, facts=facts, now=moment, policy="roll", budget=BUDGET)
    )
    first, *_ = found.outcome.timetable.sittings
    assert (first.room, f"{first.start:%H:%M}-{first.end:%H:%M}") == ("A", "09:05-09:20")


@pytest.mark.ci
def test_who_came_forward_and_then_overran_began_before_anybody_knew() -> None:
    """Panel ends early; talk, planned for twenty minutes, begins at once, and needs forty."""
    overtime = {"minutes": 20, "price": 1}
    problem = meeting(
        slots=[
            {"id": "am", "start": "09:00", "end": "10:00", "overtime": overtime},
            {"id": "pm", "start": "14:00", "end": "15:30"},
        ],
        sessions=[{"id": "panel", "minutes": 50}, {"id": "talk", "minutes": 20}],
        rolling=[{"room": "A", "order": ["panel", "talk"]}],
    )
    sittings = (
        tiny.sitting("panel", "09:00", "09:50", day=DAY),
        tiny.sitting("talk", "14:00", "14:20", day=DAY),
    )
    published = record(solve(problem, BUDGET), sha256="").model_copy(update={"sittings": sittings})
    request = ReplanRequest(
        problem,
        published,
        facts=("early panel 20m", "overrun talk 20m"),
        policy="extend",
        budget=BUDGET,
    )
    for now in ("09:45", "09:55", "10:05", "14:10"):
        found = replan(replace(request, now=datetime.fromisoformat(f"{DAY}T{now}")))
        (talk,) = found.outcome.timetable.of_session("talk")
        assert f"{talk.start:%H:%M}-{talk.end:%H:%M}" == "09:30-10:10", now
        with pytest.raises(Infeasible):  # nobody agreed to the overtime that it took
            replan(replace(request, now=datetime.fromisoformat(f"{DAY}T{now}"), policy="roll"))
