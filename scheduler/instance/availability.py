"""
What hard rules forbid a session before any search: who may preside, where, when, after whom.

Only what is asked for at level hard gets here; the rest is priced or reported, and restricts
nothing.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from scheduler.instance.grid import Grid
from scheduler.instance.records import Span
from scheduler.problem import Problem, Window
from scheduler.problem.day_slots import at, spans

FAR = 10_000_000
"""Ticks beyond every horizon (19 years of minutes)."""
ALWAYS: Span = (-FAR, FAR)


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted, disjoint spans that cover the same ticks."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def closed(
    problem: Problem,
    grid: Grid,
    available: tuple[Window, ...],
    unavailable: tuple[Window, ...],
    zone: ZoneInfo,
) -> Iterator[Span]:
    """Ticks outside all available windows (if any) or inside an unavailable one."""
    for start, end in spans(unavailable, zone, problem.days):
        yield grid.floor(start), grid.ceil(end)
    if available:
        inside = merge(
            (grid.ceil(start), grid.floor(end))
            for start, end in spans(available, zone, problem.days)
        )
        bounds = [(-FAR, -FAR), *inside, (FAR, FAR)]
        yield from ((a[1], b[0]) for a, b in pairwise(bounds))


def closed_rooms(problem: Problem, grid: Grid) -> tuple[tuple[Span, ...], ...]:
    """Spans in which each room is not available."""
    return tuple(
        merge(closed(problem, grid, room.available, room.unavailable, grid.zone))
        for room in problem.rooms
    )


def hours(problem: Problem, grid: Grid) -> dict[str, tuple[Span, ...]]:
    """Spans in which each person is not available."""
    closed_to = {}
    for person in problem.people:
        own = ZoneInfo(person.timezone) if person.timezone is not None else grid.zone
        closed_to[person.id] = merge(
            closed(problem, grid, person.available, person.unavailable, own)
        )
    return closed_to


def group_hours(problem: Problem, grid: Grid) -> dict[str, tuple[Span, ...]]:
    """Spans in which each group is not available."""
    return {
        g.id: merge(closed(problem, grid, g.available, g.unavailable, grid.zone))
        for g in problem.groups
    }


def moments(problem: Problem) -> Iterator[datetime]:
    """Every moment at which a rule of this module begins or ends to hold."""
    zone = problem.zone
    for group in problem.groups:
        for span in spans((*group.available, *group.unavailable), zone, problem.days):
            yield from span
    for team in problem.interpretation.teams if problem.interpretation is not None else ():
        for span in spans((*team.available, *team.unavailable), zone, problem.days):
            yield from span
    hours = {t for rule in problem.rules for t in rule.on_grid() if isinstance(t, time)}
    yield from (at(day, hour, zone) for day in problem.days for hour in hours)
    if problem.quorum is not None:
        yield from (r.at.replace(tzinfo=zone) for r in problem.quorum.registered)
    for person in problem.people:
        if person.remote:
            own = zone if person.timezone is None else ZoneInfo(person.timezone)
            daily = Window.model_construct(daily=person.comfort)
            for span in spans((daily,), own, problem.days):
                yield from span


def durations(problem: Problem) -> Iterator[int]:
    """Every number of minutes that a rule of this module counts in."""
    yield from (t for rule in problem.rules for t in rule.on_grid() if isinstance(t, int))
    yield problem.travel.minutes
    yield from (walk.minutes for walk in problem.travel.between)
    offered = problem.interpretation
    if offered is not None:
        yield from (offered.minutes, offered.between)
        yield from [offered.overtime.minutes] if offered.overtime is not None else []
