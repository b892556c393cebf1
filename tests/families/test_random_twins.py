"""Model and verifier agree on every timetable of random tiny problems, prices included."""

import random
from datetime import datetime, timedelta
from math import prod
from typing import Any

import pytest

from scheduler.problem import Problem
from tests import tiny, twins

MINUTE = timedelta(minutes=1)
MOST = 4_000
"""Timetables of a problem that are still worth going through."""


def draw(seed: int) -> Problem:
    """Two or three sessions of every kind of rule, in one or two rooms and two or three slots."""
    pick = random.Random(seed)
    rooms = [{"id": "A", "seats": 30}, {"id": "B", "seats": 10}][: pick.choice([1, 2, 2])]
    slots = _slots(pick)
    rows = [_session(pick, rooms) for _ in range(pick.choice([2, 2, 2, 3]))]
    names = "abc"[: len(rows)]
    rolling: list[dict[str, Any]] = []
    if pick.random() < 0.7:
        members = [n for n, row in zip(names, rows, strict=True) if row["kind"] == "session"]
        order = members[: pick.choice([1, 2, 3])]
        rolling = [{"room": "A", "order": order, "changeover": pick.choice([0, 0, 5])}]
        if len(rooms) == 2 and pick.random() < 0.4:
            rolling[0]["substitutes"] = ["B"]
    rolling = [order for order in rolling if order["order"]]
    rules = []
    if pick.random() < 0.3:
        first, then = pick.sample(names, 2)
        if names.index(first) < names.index(then) or not rolling:
            lag = pick.choice([0, 5, 20])
            rules = [{"rule": "precedence", "first": first, "then": then, "lag": lag}]
    problem = tiny.problem(
        slots=slots,
        rooms=[room | _closed(pick) for room in rooms],
        people=[{"id": "ada"} | _closed(pick), {"id": "bo"}],
        sessions=tiny.sessions(*rows),
        rolling=rolling,
        rules=rules,
        last_close=pick.choice([None, {"minutes": 5, "price": 3}]),
    )
    policy = pick.choice([None, "roll", "hold", "extend"])
    return problem.model_copy(update={"in_force": policy})


def _slots(pick: random.Random) -> list[dict[str, Any]]:
    slots, start = [], 0
    for n in range(pick.choice([2, 2, 3])):
        length = pick.choice([20, 30])
        overtime = {"minutes": 5, "price": 2} if pick.random() < 0.4 else None
        slots.append(
            {"id": f"s{n}", "start": _clock(start), "end": _clock(start + length)}
            | ({"overtime": overtime} if overtime else {})
        )
        start += length + pick.choice([10, 20])
    slots.append({"id": "side", "start": "00:10", "end": "00:40", "only": ["side-event"]})
    return slots


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _closed(pick: random.Random) -> dict[str, Any]:
    if pick.random() < 0.85:
        return {}
    start = pick.choice([0, 10, 30, 40, 50])
    end = start + pick.choice([10, 15, 25])
    day = tiny.DAY
    return {"unavailable": [{"from": f"{day} {_clock(start)}", "to": f"{day} {_clock(end)}"}]}


def _session(pick: random.Random, rooms: list[dict[str, Any]]) -> dict[str, Any]:
    likely = pick.choice([10, 15, 20, 25, 35])
    row: dict[str, Any] = {
        "minutes": {"least": max(5, likely - pick.choice([0, 0, 5, 10])), "likely": likely},
        "kind": pick.choice(["session"] * 5 + ["side-event"]),
        "group": pick.choice([None, "G"]),
        "chairs": pick.choice([[], [], ["ada"], ["bo"]]),
        "attendees": pick.choice([[], [], ["bo"]]),
        "attendance": pick.choice([0, 0, 0, 20]),
    }
    if row["kind"] == "session" and pick.random() < 0.6:
        row["split"] = {"least_part": pick.choice([5, 10])}
    if pick.random() < 0.15:
        row["pin"] = {"not_before": f"{tiny.DAY} {_clock(pick.choice([10, 30, 50]))}"}
    return row


def situated(seed: int, timetable: twins.Timetable, problem: Problem) -> Problem:
    """The problem replanned from one of its timetables, with a fact or two."""
    pick = random.Random(seed)
    published = list(timetable.sittings)
    now = _clock(pick.choice([0, 5, 15, 25, 35]))
    at = datetime.fromisoformat(f"{tiny.DAY}T{now}").replace(tzinfo=tiny.ZURICH)
    history = [s for s in published if s.end <= at]
    running = [s for s in published if s.start < at < s.end]
    minutes: dict[str, int] = {}
    for s in published:
        minutes[s.session] = minutes.get(s.session, 0) + int((s.end - s.start) / MINUTE)
    told = running or [s for s in published if s.start >= at]
    settled = []
    if told and pick.random() < 0.6:
        name = pick.choice(told).session
        minutes[name] += pick.choice([5, 10])
        settled = [name]
    return tiny.replanned(
        now,
        published,
        problem,
        in_force=pick.choice(["roll", "hold", "extend"]),
        history=history,
        running=running,
        minutes=minutes,
        settled=settled,
        freeze_until=at + timedelta(minutes=pick.choice([0, 20])),
    )


def _agree(problem: Problem, seed: int) -> set[twins.Timetable] | None:
    """The timetables that both accept at the same price; None if there are too many to try."""
    sizes = [len(list(twins.chains(problem, session, 5))) for session in problem.held]
    if prod(sizes) > MOST:
        return None
    accepted = twins.accepted_by_verifier(problem, 5)
    assert twins.accepted_by_model(problem) == accepted
    for timetable in sorted(accepted, key=str)[seed % 7 :: 7][:6]:
        assert twins.price(problem, timetable) == twins.charged(problem, timetable)
    return accepted


def _compare(seed: int) -> None:
    problem = draw(seed)
    accepted = _agree(problem, seed)
    if accepted:
        chosen = random.Random(seed).choice(sorted(accepted, key=str))
        _agree(situated(seed, chosen, problem), seed)


@pytest.mark.parametrize("seed", range(25))
def test_two_voices_agree_on_random_problems(seed: int) -> None:
    _compare(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(25, 400))
def test_two_voices_agree_on_many_random_problems(seed: int) -> None:
    _compare(seed)
