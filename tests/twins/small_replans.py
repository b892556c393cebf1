"""Random small replans: sessions with and without a rank, large and small, new, lost and late."""

import random
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from scheduler.errors import FactError, Infeasible
from scheduler.problem import Problem
from scheduler.replanning.basis import read_basis
from scheduler.replanning.replan import build_problem
from scheduler.replanning.request import Effort, ReplanRequest
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.search.solve import solve
from scheduler.vocabulary.policies import Policy
from tests.twins import tiny

POLICIES: tuple[Policy, ...] = ("roll", "hold", "extend", "reorder", "stay")
BUDGET = Budget(seconds=30.0, workers=1)


def draw(seed: int) -> Problem | None:
    """
    The problem of a replan, with the policy in force.

    None where the first timetable leaves nothing to replan, or the facts do not fit it.
    """
    pick = random.Random(seed)
    whole = _meeting(pick)
    new = pick.choice([None, None, "c"])
    policy = pick.choice(POLICIES)
    first = whole.model_copy(
        update={"sessions": tuple(session for session in whole.sessions if session.id != new)}
    )
    now = pick.choice(["00:00", "00:00", "00:10", "00:25"])
    facts = [*([f"added {new}"] if new else []), *_facts(pick, whole, new)]
    try:
        published = record(solve(first, BUDGET), sha256="")
        request = ReplanRequest(
            whole,
            published,
            facts,
            now=datetime.fromisoformat(f"{tiny.DAY} {now}"),
            freeze_minutes=pick.choice([0, 0, 30]),
            budget=BUDGET,
        )
        basis = read_basis(request)
        moment = datetime.fromisoformat(f"{tiny.DAY} {now}").replace(tzinfo=whole.zone)
        problem = build_problem(basis, request, moment, policy, Effort(BUDGET))
    except (FactError, Infeasible):
        return None
    return problem.model_copy(update={"in_force": policy})


def _meeting(pick: random.Random) -> Problem:
    rooms: list[dict[str, Any]] = [{"id": "A", "seats": 300}, {"id": "B"}, {"id": "C", "seats": 40}]
    rows = [_session(pick) for _ in range(pick.choice([3, 3, 4]))]
    names = list("abcd"[: len(rows)])
    rolling = [{"room": "A", "order": pick.sample(names, pick.choice([1, 2, 3]))}]
    for row in rows:
        row.update({"split": tiny.SPLIT} if pick.random() < 0.1 else {})
    return tiny.problem(
        slots=[
            {"id": "am", "start": "00:00", "end": "00:30"},
            {"id": "pm", "start": "01:00", "end": "01:20"},
        ][: pick.choice([1, 2, 2])],
        rooms=rooms[: pick.choice([2, 2, 3])],
        people=[{"id": "ada", "deputies": [{"id": "cy"}]}, {"id": "bo"}, {"id": "cy"}],
        sessions=tiny.sessions(*rows),
        rolling=rolling if pick.random() < 0.35 else [],
        rules=[{"rule": "prefer", "of": "a", "rooms": ["B"]}] if pick.random() < 0.2 else [],
        notice={"audience": pick.choice([50, 100]), "weight": pick.choice([1, 2])},
    )


def _session(pick: random.Random) -> dict[str, Any]:
    row: dict[str, Any] = {
        "minutes": pick.choice([10, 20, 20, 30, {"least": 10, "likely": 20}]),
        "attendance": pick.choice([0, 0, 30, 120, 260]),
        "chairs": pick.choice([[], [], [], ["ada"], ["bo"]]),
    }
    if pick.random() < 0.5:
        row["rank"] = pick.choice([1, 2, 3])
    return row


def _facts(pick: random.Random, problem: Problem, new: str | None) -> Iterator[str]:
    old = [session.id for session in problem.sessions if session.id != new]
    room = problem.rooms[0].id
    subject = pick.choice(old)
    kinds: tuple[list[str], ...] = (
        [f"room-lost {room} {tiny.DAY}"],
        [f"room-lost {room} {tiny.DAY}", f"absent ada {tiny.DAY}"],
        [f"room-lost {pick.choice(problem.rooms).id} {tiny.DAY} 00:30"],
        [f"absent {pick.choice(['ada', 'bo'])} {tiny.DAY}"],
        [f"cancelled {subject}"],
        [f"overrun {subject} 10m"],
        [f"late {subject} 10m"],
        [],
    )
    yield from pick.choice(kinds)
