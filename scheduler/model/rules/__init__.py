"""
One module a rule: how the model obeys or prices it. The verifier has a file of the same name.

A family may offer: ``prune`` (candidates that need no search), ``post`` (constraints), ``price``
(terms of its ``TIER``), ``measure`` (amounts at a level that follows from the data), ``lines``
(amounts of one statement) and ``obey`` (one hard statement, where forbidding each of its lines is
not the best way).
"""

from types import ModuleType

from scheduler.model.rules import (
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


def name(family: ModuleType) -> str:
    """The code of a family: the last word of its module's name."""
    return family.__name__.rpartition(".")[2]


HARD: tuple[ModuleType, ...] = (
    placement,
    overtime,
    window,
    documents,
    quorum,
    room_fit,
    preference,
    nothing_after,
    split,
    room_clash,
    person_clash,
    attendee_clash,
    availability,
    office_holder,
    rolling,
    precedence,
    opening,
    closing,
    conflict,
    concurrency,
    adjacency,
    together,
    spread,
    frequency,
    days_apart,
    room_stability,
    reserve,
    fairness,
    exclusive,
    contiguous,
    parallel,
    position,
    side_event,
    small_delegation,
    comfort,
    interpretation,
    history,
)
"""Families that are obeyed. A family that prunes relies only on the families before it."""

STATED: dict[str, ModuleType] = {
    code: family
    for family in HARD
    if hasattr(family, "lines")
    for code in (("prefer", "avoid") if family is preference else (name(family),))
}
"""The family of each rule that a planner states: ``lines``, and ``obey`` if hard is special."""

SOFT: tuple[ModuleType, ...] = (
    unplaced,
    freeze,
    days,
    cells,
    moves,
    order,
    rooms,
    overtime,
    interpretation,
    trimming,
    deputies,
    shifts,
    served,
)
"""Families that are priced, each in its ``TIER``; ``model.tiers`` says which tier comes first."""

LEVELED: tuple[ModuleType, ...] = (
    room_clash,
    person_clash,
    attendee_clash,
    availability,
    room_fit,
    window,
    office_holder,
    side_event,
    documents,
    quorum,
    interpretation,
    small_delegation,
    comfort,
)
"""Families with levels that follow from the data: ``measure`` gives what is soft or warned."""
