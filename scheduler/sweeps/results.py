"""The result of a job in figures, and which jobs of a sweep no other beats."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from scheduler.problem import Problem
from scheduler.sweeps.statements import Objective
from scheduler.timetable import Charge, Timetable
from scheduler.timetable.diff import in_slots, minutes
from scheduler.timetable.utilisation import closes, fill, regular

State = Literal["solved", "infeasible", "no timetable", "refused"]
"""``no timetable``: none was found in the time; ``refused``: the overlays contradict each other."""
CLASHES = "attendee_clash"
UNCOUNTED = ("unplaced", "warnings")
"""Tiers that are no cost: the first is told in sessions, the second is paid by nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """
    What a timetable is worth, in whole numbers.

    Attributes
    ----------
    held, overtime, trimmed
        Minutes of sessions (side events apart); of those past the end of a slot; and fewer than
        planned.
    unplaced
        Sessions without a place.
    room_slots, free
        Room slots in which something is held; minutes that the rooms in use have left.
    clashes
        What is charged where people are wanted in two places at once.
    cost
        Of all tiers together, but those of sessions without a place and of mere warnings.
    ends
        When the last session ends, in UTC.
    """

    held: int
    unplaced: int
    cost: int
    overtime: int
    trimmed: int
    room_slots: int
    clashes: int
    free: int
    ends: str = ""

    def value(self, objective: Objective) -> int:
        """The figure of that name, in which less is better: minutes held count below zero."""
        value: int = getattr(self, objective.replace(" ", "_"))
        return -value if objective == "held" else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """
    The result of a job; nothing of when, where and by whom it was worked out.

    Attributes
    ----------
    optimal
        Whether every tier's bound equals its cost.
    tiers
        Name, cost and proved bound of each.
    reason
        Why there is no timetable.
    timetable
        The timetable file, accepted by the verifier.
    cpu
        Seconds of processor that it took.
    """

    state: State
    optimal: bool = False
    tiers: tuple[tuple[str, int, int], ...] = ()
    figures: Figures | None = None
    reason: str = ""
    timetable: str = field(default="", repr=False)
    cpu: float = 0.0

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Result":
        content: dict[str, Any] = json.loads(text)
        figures = content.pop("figures")
        tiers = tuple((name, cost, bound) for name, cost, bound in content.pop("tiers"))
        return cls(**content, tiers=tiers, figures=None if figures is None else Figures(**figures))


def figures_of(problem: Problem, timetable: Timetable, charges: Sequence[Charge]) -> Figures:
    """The figures of a timetable that the verifier accepts, at the verifier's charges."""
    sittings, filled = regular(problem, timetable), fill(problem, timetable)
    placed = {sitting.session for sitting in sittings}
    planned = sum(s.minutes.likely for s in problem.held if s.id in placed)
    last = closes(problem, timetable)
    return Figures(
        held=filled.inside + filled.over,
        unplaced=len(timetable.unplaced),
        cost=sum(charge.amount for charge in charges if charge.tier not in UNCOUNTED),
        overtime=filled.over,
        trimmed=max(0, planned - minutes(sittings)),
        room_slots=len({(slot.id, s.room) for slot, s in in_slots(problem, sittings)}),
        clashes=sum(charge.amount for charge in charges if charge.rule == CLASHES),
        free=filled.free,
        ends="" if last is None else last.isoformat(),
    )


def front(results: Sequence[Result], objectives: Sequence[Objective]) -> frozenset[int]:
    """
    Positions of the results that nothing beats: no other is as good in every objective and better
    in one. Only timetables count.
    """
    points = {
        n: tuple(result.figures.value(objective) for objective in objectives)
        for n, result in enumerate(results)
        if result.figures is not None
    }
    distinct = sorted(set(points.values()))
    best: list[tuple[int, ...]] = []
    for point in distinct:  # whoever beats it comes before it in this order
        if not any(all(a <= b for a, b in zip(other, point, strict=True)) for other in best):
            best.append(point)
    unbeaten = set(best)
    return frozenset(n for n, point in points.items() if point in unbeaten)
