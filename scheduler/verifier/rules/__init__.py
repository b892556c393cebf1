"""
One module a rule: how a timetable is judged by it. The model has a file of the same name.

A family may offer: ``check`` (what a timetable must be, whatever the levels), ``breaches`` (where a
rule with a level is broken; of one statement, if it is stated) and ``charge`` (what has a price of
its own).
"""

from types import ModuleType

from scheduler.verifier.rules import (
    adjacency,
    attendee_clash,
    availability,
    cells,
    closing,
    comfort,
    concurrency,
    conflict,
    contiguous,
    days,
    days_apart,
    deputies,
    documents,
    exclusive,
    fairness,
    freeze,
    frequency,
    history,
    interpretation,
    moves,
    nothing_after,
    office_holder,
    opening,
    order,
    overtime,
    parallel,
    person_clash,
    placement,
    position,
    precedence,
    preference,
    quorum,
    reserve,
    rolling,
    room_clash,
    room_fit,
    room_stability,
    rooms,
    served,
    shifts,
    side_event,
    small_delegation,
    split,
    spread,
    together,
    trimming,
    unplaced,
    window,
)

LEVELED: tuple[ModuleType, ...] = (
    room_fit,
    room_clash,
    person_clash,
    attendee_clash,
    availability,
    office_holder,
    window,
    side_event,
    documents,
    quorum,
    interpretation,
    small_delegation,
    comfort,
)
"""Rules with a level that follow from sessions, rooms and people."""

STATED: dict[str, ModuleType] = {
    "precedence": precedence,
    "opening": opening,
    "closing": closing,
    "conflict": conflict,
    "adjacency": adjacency,
    "together": together,
    "spread": spread,
    "frequency": frequency,
    "days_apart": days_apart,
    "room_stability": room_stability,
    "concurrency": concurrency,
    "nothing_after": nothing_after,
    "reserve": reserve,
    "fairness": fairness,
    "prefer": preference,
    "avoid": preference,
    "exclusive": exclusive,
    "contiguous": contiguous,
    "parallel": parallel,
    "position": position,
}
"""The family of each rule that a planner states."""

BREACHED: tuple[ModuleType, ...] = (*LEVELED, *dict.fromkeys(STATED.values()))
"""Families of rules with a level: they find breaches."""

HARD: tuple[ModuleType, ...] = (placement, overtime, split, rolling, history, *BREACHED)
"""Families that can refuse a timetable."""

SOFT: tuple[ModuleType, ...] = (
    overtime,
    trimming,
    unplaced,
    freeze,
    days,
    cells,
    moves,
    order,
    rooms,
    shifts,
    served,
    deputies,
    interpretation,
)
"""Families that charge, at a price of their own."""
