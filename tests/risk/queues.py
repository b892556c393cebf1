"""Meetings that are the queues of the literature: one room, sessions planned so far apart."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from scheduler.problem import Problem, Sitting
from scheduler.problem.day_slots import MINUTE, day_slots
from scheduler.replanning.next_problem import as_recorded
from scheduler.risk.assessing import layout_of
from scheduler.risk.chains import Chain
from scheduler.risk.special_functions import Floats, normal_cdf
from scheduler.risk.stand import Stand, stand_at
from scheduler.scenario.loading import judge
from scheduler.timetable import Record
from tests.random_facts.asking import node


@dataclass(frozen=True)
class Exponential:
    """Of a mean, as ``Distribution``."""

    mean: float
    least: float = 0.0

    @property
    def deviation(self) -> float:
        return self.mean

    @property
    def longest(self) -> float:
        return 25.0 * self.mean

    def cdf(self, minutes: Floats) -> Floats:
        return -np.expm1(-np.maximum(minutes, 0.0) / self.mean)


@dataclass(frozen=True)
class Normal:
    """Of a mean and a deviation, as ``Distribution``."""

    mean: float
    deviation: float

    @property
    def least(self) -> float:
        return self.mean - 7 * self.deviation

    @property
    def longest(self) -> float:
        return self.mean + 7 * self.deviation

    def cdf(self, minutes: Floats) -> Floats:
        return normal_cdf((minutes - self.mean) / self.deviation)


def problem_of(data: dict[str, Any]) -> Problem:
    scenario, findings = judge(node(data))
    assert scenario is not None, findings
    given = {name: getattr(scenario, name) for name in scenario.model_fields_set}
    return Problem.model_construct(**given)


def queue(
    count: int, minutes: int, gap: int | None, *, spread: Any = None, days: int = 1, **more: Any
) -> tuple[Stand, Chain]:
    """
    Sessions of one order, each planned for so many minutes; ``gap``: not before so many minutes
    after the one before was printed to start, all round the clock.
    """
    dates = [f"2027-03-{d + 1:02d}" for d in range(days)]
    sessions = []
    for n in range(count):
        session: dict[str, Any] = {"id": f"s{n:03d}", "minutes": minutes, "split": True}
        if gap is not None:
            day, at = divmod(n * gap, 24 * 60)
            session["pin"] = {"not_before": f"{dates[day]} {at // 60:02d}:{at % 60:02d}"}
        if spread is not None:
            session["spread"] = spread
        sessions.append(session)
    problem = problem_of(
        {
            "meeting": {"id": "q", "title": "Q", "timezone": "UTC", "grid": 1},
            "days": dates,
            "slots": [{"id": "day", "start": "00:00", "end": "24:00"}],
            "rooms": [{"id": "room"}],
            "sessions": sessions,
            "rolling": [{"room": "room", "order": [s["id"] for s in sessions]}],
            **more,
        }
    )
    opening = min(slot.start for slot in day_slots(problem))
    sittings = [s for n in range(count) for s in _sittings(problem, n, minutes, gap, opening)]
    record = Record(meeting="q", scenario_sha256="", timezone="UTC", sittings=tuple(sittings))
    stand = stand_at(as_recorded(problem, record), record.timetable)
    layout = layout_of(stand)
    assert not layout.reasons
    return stand, layout.chains[0]


def _sittings(problem: Problem, n: int, minutes: int, gap: int | None, opening: Any) -> Any:
    start = opening + n * (minutes if gap is None else gap) * MINUTE
    end = start + minutes * MINUTE
    walls = [slot.end for slot in day_slots(problem) if start < slot.end < end]
    cuts = [start, *walls, end]
    for part, (a, b) in enumerate(pairwise(cuts), start=1):
        yield Sitting(
            session=f"s{n:03d}", room="room", part=part, parts=len(cuts) - 1, start=a, end=b
        )


def standard_error(values: Any) -> float:
    return float(np.std(values, ddof=1)) / math.sqrt(len(values))
