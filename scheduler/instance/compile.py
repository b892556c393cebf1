"""
Translate the planner's problem to ticks and indices.

Everything here reads ``Problem`` and fills ``Instance``; no rule is decided here.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from scheduler.instance import (
    closed_spans,
    conflicts,
    ordered_pairs,
    preferences,
    presiding,
    readiness,
    rest,
)
from scheduler.instance.grid import Grid, make_grid
from scheduler.instance.instance import Instance
from scheduler.instance.levels import Levels
from scheduler.instance.presiding import acting
from scheduler.instance.records import Axes, Begun, Order, Published, SlotTicks
from scheduler.instance.room_relations import alike, travel
from scheduler.problem import Person, Problem, RollingOrder, Session, Sitting
from scheduler.problem.day_slots import day_slots


def compile(problem: Problem, grid: Grid | None = None) -> Instance:
    """
    Translate a problem, valid by the scenario checks, to ticks and indices.

    ``grid``: one on which all its moments and durations are whole ticks; else the coarsest one.
    """
    if grid is not None:
        return _compile(problem, grid)
    durations, moments = [*_durations(problem)], [*_moments(problem)]
    instance = _compile(problem, make_grid(problem, durations, moments))
    stopped = any(t < instance.now for row in instance.begun for b in row for _, t in b.stops)
    if problem.situation is None or not stopped:
        return instance
    # something has to stop now, and now is no tick yet
    return _compile(problem, make_grid(problem, durations, [*moments, problem.situation.now]))


def _compile(problem: Problem, grid: Grid) -> Instance:
    axes = _axes(problem, grid)
    sessions, levels = axes.sessions, Levels(problem)
    closed = partial(closed_spans.closed, problem, axes.grid)
    hours = {p.id: closed(p.available, p.unavailable, p.timezone) for p in problem.people}
    group_hours = {g.id: closed(g.available, g.unavailable) for g in problem.groups}
    people = {person.id: person for person in problem.people}
    instance = Instance(
        problem=problem,
        grid=axes.grid,
        sessions=sessions,
        slots=axes.slots,
        rooms=axes.rooms,
        planned=tuple(_planned(problem, s) // axes.grid.tick for s in sessions),
        least=tuple(_least(problem, s) // axes.grid.tick for s in sessions),
        least_part=tuple(_least_part(problem, s, axes.grid) for s in sessions),
        serving=axes.serving,
        begun=_begun(axes, people),
        started=tuple(_started(problem, s, axes.grid) for s in sessions),
        panels=presiding.panels(problem, levels, hours, group_hours),
        closed=tuple(closed(room.available, room.unavailable) for room in problem.rooms),
        attending=tuple(frozenset(acting(people, a) for a in s.attendees) for s in sessions),
        alike=alike(problem),
        travel=travel(problem, axes.grid),
        banned=preferences.banned(axes),
        orders=_orders(axes),
        afters=ordered_pairs.afters(axes),
        conflicts=conflicts.conflict_graph(axes, levels),
        side_events=tuple(
            (axes.index[a], axes.index[b]) for a, b in conflicts.side_events(problem)
        ),
        hours=hours,
        group_hours=group_hours,
        papers=readiness.papers(axes, levels),
        quorate=readiness.quorate(axes, levels),
        levels=levels,
        published=_published(axes, people),
        horizon=_horizon(axes),
    )
    return replace(instance, begun=rest.with_stops(instance))


def _axes(problem: Problem, grid: Grid) -> Axes:
    days = day_slots(problem)
    serving = {
        kind: tuple(k for k, slot in enumerate(days) if slot.template.serves(kind))
        for kind in {session.kind for session in problem.held}
    }
    return Axes(
        problem=problem,
        grid=grid,
        sessions=problem.held,
        slots=_slots(problem, grid),
        serving=tuple(serving[session.kind] for session in problem.held),
        rooms=tuple(room.id for room in problem.rooms),
    )


def _orders(axes: Axes) -> tuple[Order, ...]:
    problem = axes.problem
    return tuple(
        Order(
            tuple(axes.index[s] for s in sequence_in_force(problem, order) if s in axes.index),
            axes.room_index[order.room],
            tuple(axes.room_index[r] for r in order.substitutes),
            order.changeover // axes.grid.tick,
            problem.means.reorders and problem.situation is not None,
        )
        for order in problem.rolling
    )


def _horizon(axes: Axes) -> int:
    # room for what a model without the rule ``overtime`` may do, see ``candidates``
    ends = [max(slot.end + slot.allowed, 3 * slot.end - 2 * slot.start) for slot in axes.slots]
    situation = axes.problem.situation
    if situation is not None:
        ends += [axes.grid.ceil(s.end) for s in (*situation.history, *situation.running)]
    return max(ends) + 1


def _planned(problem: Problem, session: Session) -> int:
    situation = problem.situation
    likely = session.minutes.likely
    return likely if situation is None else situation.minutes.get(session.id, likely)


def _is_settled(problem: Problem, session: Session) -> bool:
    return problem.situation is not None and session.id in problem.situation.settled


def _least_part(problem: Problem, session: Session, grid: Grid) -> int:
    """In ticks; facts about a session free it of its least part."""
    situation = problem.situation
    has_start = situation is not None and session.id in situation.starts
    if session.split is None or has_start or _is_settled(problem, session):
        return 1
    return -(-session.split.least_part // grid.tick)


def sequence_in_force(problem: Problem, order: RollingOrder) -> tuple[str, ...]:
    """The sessions of a rolling order as listed, or as they were last published."""
    published = () if problem.situation is None else problem.situation.sequence
    sequence = [session for session in published if session in order.order]
    for n, session in enumerate(order.order):
        if session not in sequence:
            sequence.insert(sequence.index(order.order[n - 1]) + 1 if n else 0, session)
    return tuple(sequence)


def _least(problem: Problem, session: Session) -> int:
    planned = _planned(problem, session)
    if not problem.means.trims or _is_settled(problem, session):
        return planned
    return min(planned, session.minutes.least)


def _durations(problem: Problem) -> Iterator[int]:
    for session in problem.held:
        yield _planned(problem, session)
        yield _least(problem, session)
        if session.split is not None and session.split.least_part > 1:
            yield session.split.least_part
    yield from closed_spans.durations(problem)
    yield from (order.changeover for order in problem.rolling)
    yield from (slot.overtime.minutes for slot in problem.slots if slot.overtime is not None)
    yield from [problem.last_close.minutes] if problem.last_close is not None else []
    yield from problem.situation.overtime.values() if problem.situation is not None else []


def _moments(problem: Problem) -> Iterator[datetime]:
    """Every moment that may bound a sitting of a length that the solver chooses."""
    zone = problem.zone
    for slot in day_slots(problem):
        yield from (slot.start, slot.end)
    for session in problem.held:
        local = [session.after, session.deadline]
        if session.pin is not None:
            local += [session.pin.exact, session.pin.not_before]
        yield from (m.replace(tzinfo=zone) for m in local if m is not None)
    yield from closed_spans.moments(problem)
    situation = problem.situation
    if situation is not None:
        yield from situation.starts.values()
        yield from [situation.now] if problem.means.trims else []
        yield from (sitting.start for sitting in situation.published)
        for sitting in (*situation.history, *situation.running):
            yield from (sitting.start, sitting.end)


def _slots(problem: Problem, grid: Grid) -> tuple[SlotTicks, ...]:
    agreed = problem.situation.overtime if problem.situation is not None else {}
    slots = []
    for slot in day_slots(problem):
        by_policy = slot.limit if problem.means.allows_overtime(last=slot.last) else 0
        start, end = grid.ceil(slot.start), grid.floor(slot.end)
        slots.append(
            SlotTicks(
                id=slot.id,
                day=(slot.day - problem.days[0]).days,
                start=start,
                end=end,
                allowed=max(by_policy, agreed.get(slot.id, 0)) // grid.tick,
                agreed=agreed.get(slot.id, 0) // grid.tick,
                price=slot.price,
                starts=(start,) if slot.template.aligned else grid.starts(start, end),
                aligned=slot.template.aligned,
                opens=slot.template.start,
                over_midnight=slot.template.over_midnight,
            )
        )
    return tuple(slots)


def _slot_of(axes: Axes, i: int, start: int) -> int:
    """The latest slot serving session i that began by ``start``; the first one if none did."""
    serving = axes.serving[i]
    return max((k for k in serving if axes.slots[k].start <= start), default=serving[0])


def _begun(axes: Axes, people: Mapping[str, Person]) -> tuple[tuple[Begun, ...], ...]:
    situation, grid = axes.problem.situation, axes.grid
    listed: defaultdict[str, list[tuple[Sitting, int | None]]] = defaultdict(list)
    if situation is not None:
        for sitting in situation.history:
            listed[sitting.session].append((sitting, grid.floor(sitting.end)))
        for sitting in situation.running:
            listed[sitting.session].append((sitting, None))

    def begun(i: int, session: Session) -> Iterator[Begun]:
        sittings = listed.get(session.id, ()) if axes.serving[i] else ()
        for s, end in sorted(sittings, key=lambda pair: pair[0].start):
            yield Begun(
                _slot_of(axes, i, grid.floor(s.start)),
                axes.room_index[s.room],
                grid.floor(s.start),
                end,
                presiding.team_of(axes.problem, session, s),
                s.chairs or presiding.holders(people, session),
            )

    return tuple(tuple(begun(i, session)) for i, session in enumerate(axes.sessions))


def _started(problem: Problem, session: Session, grid: Grid) -> int | None:
    situation = problem.situation
    if situation is None or session.id not in situation.starts:
        return None
    return grid.floor(situation.starts[session.id])


def _published(axes: Axes, people: Mapping[str, Person]) -> dict[int, Published]:
    situation = axes.problem.situation
    listed: defaultdict[int, list[Sitting]] = defaultdict(list)
    for sitting in sorted(situation.published if situation else (), key=lambda s: s.start):
        i = axes.index.get(sitting.session)
        if i is not None and axes.serving[i] and sitting.room in axes.room_index:
            listed[i].append(sitting)
    return {
        i: Published(
            tuple(_place(axes, i, sitting) for sitting in sittings),
            tuple(presiding.team_of(axes.problem, axes.sessions[i], s) for s in sittings),
            sittings[-1].chairs or presiding.holders(people, axes.sessions[i]),
        )
        for i, sittings in listed.items()
    }


def _place(axes: Axes, i: int, sitting: Sitting) -> tuple[int, int, int]:
    """(slot, room, start) of a published sitting of session i."""
    start = axes.grid.floor(sitting.start)
    return _slot_of(axes, i, start), axes.room_index[sitting.room], start
