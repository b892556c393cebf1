"""
How long what is running may go on: hard rules bind the minutes from now on.

Of a running sitting they are asked about its *rest*, from now to its end (docs/semantics.md, "What
has begun, and the minutes to come"). So each of them is a last tick at which it may end.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time

from scheduler.instance import closed_spans
from scheduler.instance.closed_spans import FAR
from scheduler.instance.instance import Instance
from scheduler.instance.ordered_pairs import hard_statements, others
from scheduler.instance.records import Begun, Span
from scheduler.problem import Closing, NothingAfter, Preference
from scheduler.problem.day_slots import at


def with_stops(instance: Instance) -> tuple[tuple[Begun, ...], ...]:
    """The sittings that have begun, those that run with the rules that end them; shape (n,)."""
    return tuple(
        tuple(_with_stops(instance, i, b) if b.running else b for b in begun)
        for i, begun in enumerate(instance.begun)
    )


def _with_stops(instance: Instance, i: int, b: Begun) -> Begun:
    now = instance.true_now
    stops: dict[str, int] = {}
    for rule, (start, end) in _barred(instance, i, b):
        if end > now:
            stops[rule] = min(stops.get(rule, FAR), max(start, now))
    slot = instance.slots[b.slot]
    last = min([slot.end + slot.allowed, *stops.values()])
    return replace(b, stops=tuple(sorted(stops.items())), last=last)


def _barred(instance: Instance, i: int, b: Begun) -> Iterator[tuple[str, Span]]:
    """(rule, span) of what the rest must not touch."""
    id, room = instance.sessions[i].id, instance.rooms[b.room]
    away = [*instance.shut(i, b.room)]
    for who in b.chairs:
        if instance.levels.is_hard("availability", (id,), (who,)):
            away += instance.hours.get(who, ())
    if instance.levels.is_hard("availability", (id,)):
        for group in instance.sessions[i].groups:
            away += instance.group_hours.get(group, ())
    yield from (("availability", span) for span in away)
    if instance.deadline(i) < instance.horizon:
        yield "window", (instance.deadline(i), FAR)
    yield from _uncomfortable(instance, i, b)
    yield from _stated(instance, i, b, room)
    yield from (("interpretation", span) for span in _interpreted(instance, b))


def _uncomfortable(instance: Instance, i: int, b: Begun) -> Iterator[tuple[str, Span]]:
    for person in instance.problem.people:
        if (
            person.remote
            and person.id in b.chairs
            and instance.strictness("comfort", i, people=(person.id,)).hard
        ):
            nights = closed_spans.night(instance.problem, instance.grid, person)
            yield from (("comfort", span) for span in nights)


def _stated(instance: Instance, i: int, b: Begun, room: str) -> Iterator[tuple[str, Span]]:
    id, problem = instance.sessions[i].id, instance.problem
    for rule in hard_statements(problem, NothingAfter, Preference, Closing):
        if isinstance(rule, Closing):
            close = instance.last_close
            if rule.reserve and close is not None and id in (*others(problem, rule), rule.session):
                yield "closing", (close - rule.reserve // instance.grid.tick, FAR)
        elif isinstance(rule, NothingAfter) and id in problem.chosen(rule.of):
            yield "nothing_after", (_hour(instance, b, rule.after), FAR)
        elif isinstance(rule, Preference) and id in problem.chosen(rule.of):
            yield from (("preference", span) for span in _hours(instance, b, rule, room))


def _hours(instance: Instance, b: Begun, rule: Preference, room: str) -> Iterator[Span]:
    """What the hours of a statement forbid; its slots, days and rooms are not asked any more."""
    if rule.hours is None:
        return
    start, end = (_hour(instance, b, clock) for clock in rule.hours)
    slot = instance.slots[b.slot]
    if rule.rule == "prefer":
        yield from ((-FAR, start), (end, FAR))
    elif (
        (rule.slots is None or slot.is_called(rule.slots))
        and (rule.days is None or instance.grid.clock(b.start).date() in rule.days)
        and (rule.rooms is None or room in rule.rooms)
    ):
        yield start, end


def _hour(instance: Instance, b: Begun, clock: time) -> int:
    """The tick at which it is that late on the local day of its start."""
    day = instance.grid.clock(b.start).date()
    return instance.grid.ceil(at(day, clock, instance.grid.zone))


def _interpreted(instance: Instance, b: Begun) -> Iterator[Span]:
    """The hours of its team, and how long an assignment may last."""
    offered = instance.problem.interpretation
    team = next((t for t in (offered.teams if offered else ()) if t.id == b.team), None)
    if offered is None or team is None:
        return
    if not instance.levels.is_hard("interpretation", (), (team.id,)):
        return
    yield from closed_spans.closed(
        instance.problem, instance.grid, team.available, team.unavailable
    )
    first = min(
        s.start
        for begun in instance.begun
        for s in begun
        if (s.slot, s.room) == (b.slot, b.room) and s.team is not None
    )
    extra = 0 if offered.overtime is None else offered.overtime.minutes
    yield first + (offered.minutes + extra) // instance.grid.tick, FAR
