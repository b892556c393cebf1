"""Meetings that may be made robust: one that rolls with room to spare, one with free sessions."""

from functools import cache
from random import Random
from typing import Any

import numpy as np

from scheduler.problem import Problem, RiskWeights
from scheduler.risk.assessing import layout_of
from scheduler.risk.chains import Chain
from scheduler.risk.special_functions import Integers
from scheduler.risk.stand import Stand, stand_at
from scheduler.robustness.hours import Priced
from scheduler.search.budget import Budget
from scheduler.search.outcome import Outcome
from scheduler.search.solve import solve
from tests.risk.queues import problem_of

BUDGET = Budget(seconds=60, workers=1)


def rolling(sessions: list[dict[str, Any]], grid: int) -> Problem:
    """Two days of two slots of two hours, one room."""
    return problem_of(
        {
            "meeting": {"id": "m", "title": "M", "timezone": "Europe/Zurich", "grid": grid},
            "days": ["2027-03-02", "2027-03-03"],
            "slots": [
                {"id": "morning", "start": "10:00", "end": "12:00"},
                {"id": "afternoon", "start": "14:00", "end": "16:00"},
            ],
            "last_close": {"minutes": 60, "price": 2},
            "rooms": [{"id": "room"}],
            "sessions": sessions,
            "rolling": [{"room": "room", "order": [s["id"] for s in sessions]}],
        }
    )


def three(grid: int = 15) -> Problem:
    """Three sessions that are long by turns, and an hour and a half that is left over."""
    minutes = {"least": 45, "likely": 60, "most": 135}
    return rolling(
        [
            {"id": "a", "minutes": minutes, "split": {"least_part": 15}},
            {"id": "b", "minutes": {"least": 90, "likely": 120, "most": 180}, "split": True},
            {"id": "c", "minutes": {**minutes, "likely": 90}, "split": {"least_part": 30}},
        ],
        grid,
    )


def free() -> Problem:
    """Four sessions of two chairs, and an hour of nobody, in two rooms and seven hours."""
    return problem_of(
        {
            "meeting": {"id": "f", "title": "F", "timezone": "UTC", "grid": 10},
            "days": ["2027-03-01"],
            "slots": [
                {"id": "morning", "start": "09:00", "end": "12:00"},
                {"id": "afternoon", "start": "13:00", "end": "17:00"},
            ],
            "rooms": [{"id": "one"}, {"id": "two"}],
            "people": [{"id": "ann"}, {"id": "bob"}],
            "sessions": [
                _of("a", "ann", 50, 60, 110),
                _of("b", "ann", 50, 60, 80),
                _of("c", "bob", 60, 90, 150),
                _of("d", "bob", 30, 40, 90),
                {"id": "e", "minutes": 60},
            ],
        }
    )


def _of(id: str, chair: str, least: int, likely: int, most: int) -> dict[str, Any]:
    minutes = {"least": least, "likely": likely, "most": most}
    return {"id": id, "minutes": {**minutes, "least": likely}, "spread": minutes, "chairs": [chair]}


@cache
def solved(problem: str) -> Outcome:
    made = {"three": three, "coarse": lambda: three(30), "free": free}[problem]()
    return solve(made, BUDGET)


def chain_of(outcome: Outcome) -> tuple[Stand, Chain]:
    stand = stand_at(outcome.problem, outcome.timetable)
    return stand, next(chain for chain in layout_of(stand).chains if chain.rolls)


def drawn(stand: Stand, chain: Chain, weeks: int, seed: int, weights: RiskWeights) -> Priced:
    """Weeks of any lengths near those that are planned."""
    rng = Random(seed)
    lengths: Integers = np.array(
        [
            [max(1, round(link.planned * rng.uniform(0.6, 1.5))) for _ in range(weeks)]
            for link in chain.links
        ]
    )
    return Priced(chain, stand.meeting_minutes, lengths, weights)
