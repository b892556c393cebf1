"""
Sessions of a rolling order that could have begun as printed, but for a session of another order.

Two orders may share a chair or a room. Whoever is printed then goes first, and a reported start
stands: a session that is late, comes forward or was added waits, so that a delay stays in its order
(docs/developers/facts.md). A search that plays a meeting through would weigh one against
the other instead.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from scheduler.problem import Pin, Problem, Sitting
from scheduler.problem.day_slots import MINUTE
from scheduler.replanning.as_told import is_off_grid, wall_clock
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.held import true_starts
from scheduler.replanning.printed_hours import PrintedHours
from scheduler.timetable import Timetable


class Met(NamedTuple):
    """Two that could not both be on."""

    there: Sitting
    """As it was to begin."""
    other: Sitting
    """Of another order, as it came."""
    free: datetime
    """When the one that was to begin leaves what both need."""


def put_off(problem: Problem, hours: PrintedHours, found: Timetable) -> list[Met]:
    """
    Sessions that ``found`` has begin later than printed or reported, or nowhere, for another order.
    """
    if len(problem.rolling) < 2:
        return []
    return [
        Met(there, other, max(hours.leaves(there, other)))
        for there in _to_begin(problem, hours.basis)
        if _begins_later(found, there) and _is_next(problem, found, there)
        for other in _came(problem, hours, found, there)
        if _in_the_way(hours, other, there)
    ]


def in_turn(problem: Problem, met: Iterable[Met]) -> Problem:
    """The problem in which who was put off begins then, and who came waits for it."""
    situation = problem.situation
    assert situation is not None
    update: dict[str, dict[str, object]] = defaultdict(dict)
    for there, other, free in met:
        if there.session not in situation.starts and not is_off_grid(problem, there.start):
            update[there.session]["pin"] = Pin(exact=wall_clock(problem, there.start))
        after = problem.session(other.session).after
        waits = wall_clock(problem, free)
        update[other.session]["after"] = waits if after is None else max(after, waits)
    sessions = tuple(s.model_copy(update=update.get(s.id, {})) for s in problem.sessions)
    return problem.model_copy(update={"sessions": sessions})


def _to_begin(problem: Problem, known: PublishedBasis) -> Iterator[Sitting]:
    """First sittings of rolling orders that had not begun, as printed, or from the told start."""
    situation = problem.situation
    assert situation is not None
    begun = {s.session for s in (*situation.history, *situation.running)}
    told = true_starts(known)
    for id in (id for order in problem.rolling for id in order.order if id not in begun):
        for first in known.published.of_session(id)[:1]:
            start = told.get(id, first.start)
            if id not in situation.cancelled:
                lasts = first.end - first.start
                if problem.session(id).split is None:
                    lasts = situation.minutes.get(id, 0) * MINUTE or lasts
                update = {"start": start, "end": start + lasts}
                yield first.model_copy(update=update)


def _begins_later(found: Timetable, there: Sitting) -> bool:
    own = found.of_session(there.session)
    return not own or own[0].start > there.start


def _is_next(problem: Problem, found: Timetable, there: Sitting) -> bool:
    """Whether nobody of its own order kept it from beginning."""
    own = found.of_session(there.session)
    until = own[0].start if own else there.start
    orders = (order for order in problem.rolling if there.session in order.order)
    return all(
        s.end + order.changeover * MINUTE <= there.start
        for order in orders
        for s in found.sittings
        if s.session != there.session and s.session in order.order and s.start < until
    )


def _came(
    problem: Problem, hours: PrintedHours, found: Timetable, there: Sitting
) -> Iterator[Sitting]:
    """First sittings of other orders that begin neither as printed nor as reported."""
    told, published = true_starts(hours.basis), hours.basis.published
    for order in problem.rolling:
        for id in order.order if there.session not in order.order else ():
            for first in found.of_session(id)[:1]:
                printed = [s.start for s in published.of_session(id)[:1]]
                if first.start not in (*printed, told.get(id)):
                    yield first


def _in_the_way(hours: PrintedHours, other: Sitting, there: Sitting) -> bool:
    """Whether both cannot be on, the one as it came and the other one as it was to be."""
    after = any(free > there.start for free in hours.leaves(other, there))
    return after and any(free > other.start for free in hours.leaves(there, other))
