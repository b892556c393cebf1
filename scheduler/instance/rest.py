"""
How long a running sitting may go on: hard rules bind the minutes from now on.

A rule that declares ``ends_running`` is asked about the *rest* of a running sitting, from now to
its end (docs/developers/semantics.md, "What has begun, and the minutes to come"). Its answer is the
last tick at which the sitting may end.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from scheduler.instance import closed_spans
from scheduler.instance.closed_spans import FAR
from scheduler.instance.instance import Instance
from scheduler.instance.levels import of_statement
from scheduler.instance.ordered_pairs import others
from scheduler.instance.preferences import outside
from scheduler.instance.records import Begun, Span
from scheduler.problem import GIVEN, Closing, NothingAfter, Preference, Statement

K = TypeVar("K")
V = TypeVar("V")


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
    """(rule, span) of what the rest must not touch, for each rule that is declared to end it."""
    for code, declaration in GIVEN.items():
        if declaration.ends_running:
            spans = _known(FOLLOWING, code, code)(instance, i, b)
            yield from ((code, span) for span in spans)
    for rule in instance.problem.rules:
        if rule.declaration.ends_running and of_statement(rule).hard:
            name, barred = _known(STATED, type(rule), rule.rule)
            yield from ((name, span) for span in barred(instance, i, b, rule))


def _known(table: Mapping[K, V], key: K, code: str) -> V:
    """What bars the rest by a rule; without that, nobody may say how long a sitting goes on."""
    if key not in table:
        raise NotImplementedError(f"a sitting is on, and {code} may have to end it")
    return table[key]


def _away(instance: Instance, i: int, b: Begun) -> Iterator[Span]:
    """When the room is shut, who presides is away, or a group is."""
    id = instance.sessions[i].id
    yield from instance.shut(i, b.room)
    for who in b.chairs:
        if instance.levels.is_hard("availability", (id,), (who,)):
            yield from instance.hours.get(who, ())
    if instance.levels.is_hard("availability", (id,)):
        for group in instance.sessions[i].groups:
            yield from instance.group_hours.get(group, ())


def _overdue(instance: Instance, i: int, b: Begun) -> Iterator[Span]:
    if instance.deadline(i) < instance.horizon:
        yield instance.deadline(i), FAR


def _uncomfortable(instance: Instance, i: int, b: Begun) -> Iterator[Span]:
    for person in instance.problem.people:
        if (
            person.remote
            and person.id in b.chairs
            and instance.strictness("comfort", i, people=(person.id,)).hard
        ):
            yield from closed_spans.night(instance.problem, instance.grid, person)


def _closing(instance: Instance, i: int, b: Begun, rule: Closing) -> Iterator[Span]:
    close, about = instance.last_close, (*others(instance.problem, rule), rule.session)
    if rule.reserve and close is not None and instance.sessions[i].id in about:
        yield close - rule.reserve // instance.grid.tick, FAR


def _after(instance: Instance, i: int, b: Begun, rule: NothingAfter) -> Iterator[Span]:
    if instance.sessions[i].id in instance.problem.chosen(rule.of):
        yield instance.no_later(b.slot, rule.after), FAR


def _hours(instance: Instance, i: int, b: Begun, rule: Preference) -> Iterator[Span]:
    """What the hours of a statement forbid; its slots, days and rooms are not asked any more."""
    if rule.hours is None or instance.sessions[i].id not in instance.problem.chosen(rule.of):
        return
    room = instance.rooms[b.room]
    hours = instance.occurrences(b.slot, rule.hours)
    slot = instance.slots[b.slot]
    if rule.rule == "prefer":
        yield from outside(hours)
    elif (
        (rule.slots is None or slot.is_called(rule.slots))
        and (rule.days is None or instance.date(slot.day) in rule.days)
        and (rule.rooms is None or room in rule.rooms)
    ):
        yield from hours


def _interpreted(instance: Instance, i: int, b: Begun) -> Iterator[Span]:
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


FOLLOWING: dict[str, Callable[[Instance, int, Begun], Iterator[Span]]] = {
    "availability": _away,
    "window": _overdue,
    "interpretation": _interpreted,
    "comfort": _uncomfortable,
}
"""What each rule that follows from the data bars."""
STATED: dict[type[Statement], tuple[str, Callable[[Instance, int, Begun, Any], Iterator[Span]]]] = {
    Closing: ("closing", _closing),
    NothingAfter: ("nothing_after", _after),
    Preference: ("preference", _hours),
}
"""The same for statements, with the name of the model's rule."""
