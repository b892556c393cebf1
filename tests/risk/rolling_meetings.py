"""Random meetings that roll: pins, splits, lunches, overtime, several orders; and their lengths."""

from random import Random
from typing import Any

from scheduler.errors import Infeasible
from scheduler.problem import Problem
from scheduler.scenario.loading import judge
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.timetable import Record
from tests.random_facts.asking import node

DAYS = ("2027-03-02", "2027-03-03", "2027-03-04")


def draw_meeting(rng: Random) -> tuple[Problem, Record]:
    """A meeting that the reader accepts, with its first timetable."""
    while True:
        scenario, findings = judge(node(_scenario(rng)))
        if scenario is None or any(not f.code.startswith("W") for f in findings):
            continue
        given = {name: getattr(scenario, name) for name in scenario.model_fields_set}
        problem = Problem.model_construct(**given)
        try:
            outcome = solve(problem, Budget(seconds=60, workers=1), "roll", naming_rules=False)
        except Infeasible:  # what does not fit is drawn again
            continue
        if not outcome.timetable.unplaced:
            return problem, record(outcome, sha256="")


def _scenario(rng: Random) -> dict[str, Any]:
    days = list(DAYS[: rng.randint(1, 3)])
    grid = rng.choice((5, 10, 15))
    slots: list[dict[str, Any]] = [
        {"id": "morning", "start": "10:00", "end": rng.choice(("12:00", "13:00"))},
        {"id": "afternoon", "start": "15:00", "end": rng.choice(("17:00", "18:00"))},
    ]
    if rng.random() < 0.4:
        slots.append({"id": "lunch", "start": "13:30", "end": "14:30", "only": ["side-event"]})
    for slot in slots[:2]:
        if rng.random() < 0.5:
            slot["overtime"] = {"minutes": 30, "price": rng.randint(1, 4)}
    orders = rng.randint(1, 3)
    sessions: list[dict[str, Any]] = []
    rolling = []
    for o in range(orders):
        own = [_session(rng, f"s{o}{n}", days, grid) for n in range(rng.randint(1, 4))]
        sessions += own
        order: dict[str, Any] = {"room": f"room{o}", "order": [s["id"] for s in own]}
        if rng.random() < 0.3:
            order["changeover"] = rng.choice((5, 15, 20))
        rolling.append(order)
    if len(slots) > 2 and rng.random() < 0.7:
        side = {"id": "side", "kind": "side-event", "minutes": 60, "rooms": ["room0"]}
        sessions.append(side)
    scenario = {
        "format": 1,
        "meeting": {"id": "m", "title": "M", "timezone": "Europe/Zurich", "grid": grid},
        "days": days,
        "slots": slots,
        "rooms": [{"id": f"room{o}"} for o in range(orders)],
        "sessions": sessions,
        "rolling": rolling,
    }
    if rng.random() < 0.7:
        scenario["last_close"] = {"minutes": rng.choice((20, 60, 120)), "price": 2}
    return scenario


def _session(rng: Random, id: str, days: list[str], grid: int) -> dict[str, Any]:
    likely = grid * rng.randint(max(1, 30 // grid), 180 // grid)
    if rng.random() < 0.2:
        likely += rng.randint(1, 4)
    session: dict[str, Any] = {
        "id": id,
        "minutes": {"least": max(1, likely // 2), "likely": likely, "most": likely * 2},
    }
    if rng.random() < 0.75:
        split: dict[str, Any] = {}
        if rng.random() < 0.5:
            split["least_part"] = min(likely // 2, rng.choice((10, 20, 30))) or 1
        if rng.random() < 0.15:
            split["most_parts"] = 2
        if rng.random() < 0.15:
            split["days"] = "same"
        session["split"] = split or True
    if rng.random() < 0.2:
        clock = rng.choice(("10:30", "11:00", "15:00", "16:00"))
        kind = rng.choice(("not_before", "exact"))
        session["pin"] = {kind: f"{rng.choice(days)} {clock}"}
    if rng.random() < 0.1:
        session["days"] = days[rng.randrange(len(days)) :]
    return session


def draw_minutes(rng: Random, problem: Problem) -> dict[str, int]:
    """How long each session of an order really lasts, one in six as planned."""
    ordered = {id for order in problem.rolling for id in order.order}
    return {
        s.id: s.minutes.likely
        if rng.random() < 1 / 6
        else max(1, s.minutes.likely + round(rng.gauss(0, 1) * s.minutes.likely / 5))
        for s in problem.sessions
        if s.id in ordered
    }
