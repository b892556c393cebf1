"""
Where hard rules bar a session from, whatever the others do: hours, days, documents, the quorum.

Its own fields (slots, days, after, deadline, pin) are not among them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from scheduler.insight.minutes import NEVER, SlotMinutes, minute
from scheduler.instance.levels import Levels, of_statement
from scheduler.problem import Document, NothingAfter, Preference, Problem, day_slots

Barred = Callable[[SlotMinutes, str, int, int], bool]
"""Whether [start, end) in this slot and room is ruled out."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A rule that keeps a session from some places; ``first``: it looks at the first part only."""

    rule: str
    barred: Barred
    first: bool = False


def bars(problem: Problem, zone: ZoneInfo) -> dict[str, tuple[Bar, ...]]:
    """What bars each session from where."""
    found: dict[str, list[Bar]] = {}
    for id, bar in (*_stated(problem, zone), *_readiness(problem, zone)):
        found.setdefault(id, []).append(bar)
    return {id: tuple(those) for id, those in found.items()}


def _stated(problem: Problem, zone: ZoneInfo) -> Iterator[tuple[str, Bar]]:
    for rule in problem.rules:
        if not isinstance(rule, NothingAfter | Preference):
            continue
        if not of_statement(rule, rule.rule).hard:
            continue
        barred = (
            partial(_is_late, rule.after, zone)
            if isinstance(rule, NothingAfter)
            else partial(_is_unwanted, rule, zone)
        )
        for id in problem.chosen(rule.of):
            yield id, Bar(rule.rule, barred)


def _is_late(
    hour: time, zone: ZoneInfo, slot: SlotMinutes, room: str, start: int, end: int
) -> bool:
    return end > _at(slot.day, hour, zone)


def _is_unwanted(
    rule: Preference, zone: ZoneInfo, slot: SlotMinutes, room: str, start: int, end: int
) -> bool:
    """As ``prefer`` or ``avoid`` has it: the slot, the day, the room, and the hours."""
    there = (
        (rule.slots is None or bool({slot.id, slot.template.id} & set(rule.slots)))
        and (rule.days is None or slot.day in rule.days)
        and (rule.rooms is None or room in rule.rooms)
    )
    opens, closes = (-NEVER, NEVER)
    if rule.hours is not None:
        opens, closes = (_at(slot.day, hour, zone) for hour in rule.hours)
    if rule.rule == "avoid":
        return there and start < closes and opens < end
    return not (there and opens <= start and end <= closes)


def _at(day: date, hour: time, zone: ZoneInfo) -> int:
    return minute(day_slots.at(day, hour, zone))


def _readiness(problem: Problem, zone: ZoneInfo) -> Iterator[tuple[str, Bar]]:
    """Documents out and read, where that is hard; enough delegations registered."""
    levels = Levels(problem)
    for document in problem.documents:
        ready = _ready_on(document)
        for id in problem.chosen(document.sessions) if ready is not None else ():
            if ready is not None and levels.of("documents", (id,)).hard:
                yield id, _not_before("documents", _at(ready, time(0), zone))
    for session in problem.held if problem.quorum is not None else ():
        if session.decides and levels.of("quorum", (session.id,)).hard:
            yield session.id, _not_before("quorum", _quorate_from(problem, zone))


def _not_before(rule: str, ready: int) -> Bar:
    return Bar(rule, lambda slot, room, start, end: start < ready, first=True)


def _ready_on(document: Document) -> date | None:
    out = [*document.languages.values(), *([document.out] if document.out is not None else [])]
    return max(out) + timedelta(days=document.reading_days) if out else None


def _quorate_from(problem: Problem, zone: ZoneInfo) -> int:
    quorum = problem.quorum
    registered = quorum.registered if quorum is not None else ()
    needed = quorum.needed if quorum is not None else 0
    enough: list[datetime] = [r.at for r in registered if r.delegations >= needed]
    return min((minute(at.replace(tzinfo=zone)) for at in enough), default=NEVER)
