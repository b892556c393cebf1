"""
Published timetable + facts + now = the problem to solve next.

Nothing here decides what moves. Facts change what the problem asks for (minutes, windows, who is
there), and what has begun becomes history. A fact that was reported after it took effect first has
to be played through to ``now``: see ``replanning.replaying``.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import chain

from scheduler.errors import FactError
from scheduler.problem import Policy, Problem, Sitting, Situation
from scheduler.problem.day_slots import MINUTE, day_slots
from scheduler.replanning import facts
from scheduler.replanning.amend import BOUND, with_added, with_facts, with_waived
from scheduler.replanning.durations import (
    PublishedBasis,
    first_start,
    length,
    minutes_in_force,
    planned_before_speakers,
)
from scheduler.replanning.facts import HELD, MINUTES, Fact
from scheduler.replanning.held import (
    agree,
    cancelled_sessions,
    held_by,
    published_overtime,
    true_starts,
)
from scheduler.replanning.pins import with_pins, with_situation_orders
from scheduler.timetable import Record, Timetable
from scheduler.timetable.serving import serving
from scheduler.vocabulary.moments import parse_moment


def sequence_of(problem: Problem, published: Record) -> tuple[str, ...]:
    """
    The sessions of rolling orders as they were published, if another order than the listed one was.

    Only ``reorder`` publishes another order. Where it never did, the list is the order in force:
    who has edited it since meant to.
    """
    before = published.situation
    if published.policy != "reorder" and (before is None or not before.sequence):
        return ()
    starts = {s.session: s.start for s in reversed(published.timetable.sittings)}
    listed = [[id for id in order.order if id in starts] for order in problem.rolling]
    in_force = [sorted(ids, key=starts.__getitem__) for ids in listed]
    return () if in_force == listed else tuple(chain.from_iterable(in_force))


def begins_to_differ(basis: PublishedBasis, fact: Fact) -> datetime | None:
    """When a fact begins to differ from the published timetable; None: from now on."""
    if fact.kind in BOUND:
        begins = fact.start or fact.at
        return None if begins is None else begins.replace(tzinfo=basis.problem.zone)
    if fact.kind not in (*MINUTES, *HELD):
        return None
    start = first_start(basis, fact.subject)
    if fact.kind == "late" or fact.minutes is None:
        return start
    sittings = basis.published.of_session(fact.subject)
    rest = minutes_in_force(basis).get(fact.subject, 0)
    for sitting in sittings:
        rest -= length(sitting)
        if rest <= 0:
            return sitting.start + MINUTE
    return sittings[-1].start + MINUTE


def build_situation(
    basis: PublishedBasis,
    timetable: Timetable,
    now: datetime,
    freeze: timedelta,
    policy: Policy,
    overtime: Mapping[str, int] | None = None,
) -> Problem:
    """
    The problem as it stands at ``now``, if ``timetable`` is what was held until then.

    ``policy`` says how long slots are open. ``overtime`` adds to what was agreed per slot.
    """
    cancelled = cancelled_sessions(basis)
    back = tuple(_held_after_all(basis, cancelled, now))
    agreed = dict(overtime or {})
    agree(agreed, published_overtime(basis.problem, back))
    held = held_by(basis, timetable, now, policy, agreed)
    starts = true_starts(basis)
    starts |= {s.session: basis.starts[s.session] for s in held.begun if s.session in basis.starts}
    situation = Situation(
        now=now,
        freeze_until=now + freeze,
        published=(
            *(s for s in basis.published.sittings if s.session not in cancelled or s in held.over),
            *back,
        ),
        minutes={id: m for id, m in held.minutes.items() if id not in cancelled},
        settled=frozenset(fact.subject for fact in basis.of(*HELD))
        | _held_too_short(basis.problem, held.over, held.running, starts),
        history=held.over,
        running=held.running,
        starts={id: start for id, start in starts.items() if id not in cancelled},
        cancelled=cancelled,
        overtime=held.overtime,
        sequence=basis.sequence,
        planned=planned_before_speakers(basis),
        withdrawn=_withdrawn(basis, cancelled),
    )
    return with_facts(basis.problem, basis.facts, now).model_copy(update={"situation": situation})


def _withdrawn(basis: PublishedBasis, cancelled: Container[str]) -> tuple[Sitting, ...]:
    """Where sessions that are cancelled, or were until now, were published last."""
    of_cancelled = (s for s in basis.published.sittings if s.session in cancelled)
    return (*basis.withdrawn, *of_cancelled)


def _held_after_all(
    basis: PublishedBasis, cancelled: Container[str], now: datetime
) -> Iterator[Sitting]:
    """
    Where sessions that were cancelled and are held after all were published last, if that is free.
    """
    there = [s for s in basis.published.sittings if s.session not in cancelled]
    for id in dict.fromkeys(s.session for s in basis.withdrawn if s.session not in cancelled):
        own = [s for s in basis.withdrawn if s.session == id]
        if all(s.start >= now and _is_free(basis.problem, s, there) for s in own):
            there += own
            yield from own


def _is_free(problem: Problem, place: Sitting, others: Iterable[Sitting]) -> bool:
    """Whether nobody sits there then, and none of those who preside does so elsewhere."""
    rooms, served = {room.id: {room.id, *room.combines} for room in problem.rooms}, serving(problem)
    for s in others:
        if s.start < place.end and place.start < s.end:
            taken = not rooms[s.room].isdisjoint(rooms[place.room])
            if taken or not set(served.chairs(s)).isdisjoint(served.chairs(place)):
                return False
    return True


def _held_too_short(
    problem: Problem,
    history: Iterable[Sitting],
    running: Iterable[Sitting],
    starts: Container[str],
) -> frozenset[str]:
    """
    Sessions with a part shorter than their least part that no longer can be longer.

    A fact allowed it that was taken back since, or the scenario was edited: it was held so.
    """
    least = {s.id: s.split.least_part for s in problem.sessions if s.split is not None}
    over = (*history, *(s for s in running if s.part < s.parts))
    short = {s.session for s in over if length(s) < least.get(s.session, 0)}
    return frozenset(session for session in short if session not in starts)


def as_recorded(problem: Problem, record: Record) -> Problem:
    """The problem that a stored timetable solves: with its policy, orders, facts and situation."""
    problem = with_pins(with_waived(problem, record.waive), record.pins)
    problem = problem.model_copy(update={"in_force": record.policy})
    if record.situation is None:
        return problem
    parsed = facts.parse(problem, record.facts)
    changed = with_facts(with_added(problem, parsed), parsed, record.situation.now)
    return with_situation_orders(changed.model_copy(update={"situation": record.situation}))


def default_moment(basis: PublishedBasis, as_of: str | None = None) -> datetime:
    """
    ``as_of`` of the published timetable if there is nothing new. Otherwise the latest moment at
    which a fact was told, if one says that. Else when somebody would first have told the facts:
    just before an overrunning session was to end, as an early one ends, when a late one was to
    start, when an absence begins. The opening of the meeting if the facts name no moment.
    """
    if not basis.new and as_of is not None:
        with suppress(FactError):
            zone = basis.problem.zone
            return parse_moment(as_of, basis.problem.calendar).replace(tzinfo=zone).astimezone(UTC)
    stated = [fact.at for fact in basis.new if fact.at is not None]
    if stated:
        return max(stated).replace(tzinfo=basis.problem.zone).astimezone(UTC)
    moments = (_first_noticed(basis, fact) for fact in basis.new)
    opening = min(slot.start for slot in day_slots(basis.problem))
    return min((m for m in moments if m is not None), default=opening).astimezone(UTC)


def _first_noticed(basis: PublishedBasis, fact: Fact) -> datetime | None:
    begins = begins_to_differ(basis, fact)
    if begins is None or fact.minutes is None or fact.kind == "late":
        return begins
    sittings = basis.published.of_session(fact.subject)
    if fact.kind == "overrun":
        return max(begins, sittings[-1].end - LEAD)
    before = sum(length(s) for s in sittings if s.start + MINUTE < begins)
    return begins - MINUTE + (minutes_in_force(basis)[fact.subject] - before) * MINUTE


LEAD = 5 * MINUTE
"""How long before the end a chair reports that it will be too short."""
