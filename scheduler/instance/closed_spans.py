"""
What hard rules forbid a session before any search: who may preside, where, when, after whom.

Only rules at level hard count here; the others are priced or reported, and restrict nothing.
"""

from collections.abc import Iterator
from datetime import datetime, time
from itertools import chain, pairwise
from zoneinfo import ZoneInfo

from scheduler.instance.grid import Grid
from scheduler.instance.records import Span
from scheduler.problem import Group, Person, Problem, Room, Team, Window
from scheduler.problem.day_slots import at, spans
from scheduler.vocabulary.spans import merge

FAR = 10_000_000
"""Ticks beyond every horizon (19 years of minutes)."""
ALWAYS: Span = (-FAR, FAR)


def closed(
    problem: Problem,
    grid: Grid,
    available: tuple[Window, ...],
    unavailable: tuple[Window, ...] = (),
    timezone: str | None = None,
) -> tuple[Span, ...]:
    """Ticks outside all available windows (if any) or inside an unavailable one."""
    zone = grid.zone if timezone is None else ZoneInfo(timezone)
    shut = [(grid.floor(a), grid.ceil(b)) for a, b in spans(unavailable, zone, problem.days)]
    if available:
        windows = spans(available, zone, problem.days)
        inside = merge((grid.ceil(start), grid.floor(end)) for start, end in windows)
        bounds = [(-FAR, -FAR), *inside, (FAR, FAR)]
        shut += [(a[1], b[0]) for a, b in pairwise(bounds)]
    return merge(shut)


def night(problem: Problem, grid: Grid, person: Person) -> tuple[Span, ...]:
    """Ticks outside the comfortable hours of a person, by the clock where that is."""
    return closed(problem, grid, (_comfort(person),), timezone=person.timezone)


def _comfort(person: Person) -> Window:
    return Window.model_construct(daily=person.comfort)


def moments(problem: Problem) -> Iterator[datetime]:
    """Every moment at which somebody or something becomes available or ceases to be."""
    zone = problem.zone
    teams = problem.interpretation.teams if problem.interpretation is not None else ()
    owners: tuple[Group | Team | Room, ...] = (*problem.groups, *teams, *problem.rooms)
    for owner in owners:
        windows = spans((*owner.available, *owner.unavailable), zone, problem.days)
        yield from chain.from_iterable(windows)
    for person in problem.people:
        own = zone if person.timezone is None else ZoneInfo(person.timezone)
        comfort = (_comfort(person),) if person.remote else ()
        windows = spans((*person.available, *person.unavailable, *comfort), own, problem.days)
        yield from chain.from_iterable(windows)
    hours = {t for rule in problem.rules for t in rule.on_grid() if isinstance(t, time)}
    yield from (at(day, hour, zone) for day in problem.days for hour in hours)
    if problem.quorum is not None:
        yield from (r.at.replace(tzinfo=zone) for r in problem.quorum.registered)


def durations(problem: Problem) -> Iterator[int]:
    """Every number of minutes that a rule of this module counts in."""
    yield from (t for rule in problem.rules for t in rule.on_grid() if isinstance(t, int))
    yield problem.travel.minutes
    yield from (walk.minutes for walk in problem.travel.between)
    offered = problem.interpretation
    if offered is not None:
        yield from (offered.minutes, offered.between)
        yield from [offered.overtime.minutes] if offered.overtime is not None else []
