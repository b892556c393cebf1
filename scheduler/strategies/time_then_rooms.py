"""
First when, then where.

The time model has no rooms, only counts of them (``capacity``): a fraction of the variables, and
none of the symmetry of rooms that are alike. Then rooms are chosen for its starts, by the exact
model of what is left. What the time model proves bounds the whole. If that leaves a gap, a model
of the whole goes on from there; it is not built before.
"""

from dataclasses import replace

from scheduler import model as models
from scheduler import restrictions
from scheduler.compiling import compile
from scheduler.errors import Infeasible, Interrupted, NoTimetable
from scheduler.instance import Instance
from scheduler.problem import Pin, Problem, Session, Sitting
from scheduler.rules import Conflict
from scheduler.search import lexicographic
from scheduler.search.lexicographic import Result
from scheduler.search.running import Limits
from scheduler.strategies import capacity, relaxing, thorough
from scheduler.timetable import Timetable

NAME = "time, then rooms"
SHARE = 0.6
"""Of the time that is left, what the time model may use."""
LARGE = 3_000
"""What is to be decided, in slots, rooms and pairs, from which on this is quicker."""
PAIR = 3
"""How much a pair of sessions that share somebody counts: their overlap has to be told."""


def suits(instance: Instance) -> bool:
    """Whether there are many slots, rooms and pairs to decide on."""
    left = models.left(instance)
    places = sum(
        len(slots) + len(frozenset().union(*(left.rooms[i, k] for k in slots)))
        for i, slots in enumerate(left.slots)
    )
    sharing = sum(
        not own.isdisjoint(other) for i, own in enumerate(instance.people)
        for other in instance.people[:i]
    )  # fmt: skip
    stated = sum(
        len(restrictions.conflicting(instance.problem, rule))
        for rule in instance.problem.rules
        if isinstance(rule, Conflict)
    )
    return places + PAIR * sharing + stated > LARGE


def solve(instance: Instance, limits: Limits) -> Result | None:
    """
    The best found, or None where rooms cannot be left for later, or could not be found for the
    starts that came out: then nothing is known.
    """
    if not relaxing.applies(instance.problem) or not instance.levels.all_hard("window"):
        return None
    for wished in (True, False) if _wishes(instance) else (False,):
        when = _when(instance, limits, wished=wished)
        found = None if when is None else _where(instance, when.timetable, limits)
        if when is not None and found is not None:
            bounds = {tier.name: 0 if wished else tier.bound for tier in when.tiers}
            return thorough.onward(instance, found, bounds, limits)
    return None


def _wishes(instance: Instance) -> bool:
    """Whether some rooms should suit, and need not."""
    return not instance.levels.all_hard("room_fit")


def _when(instance: Instance, limits: Limits, *, wished: bool) -> Result | None:
    """A timetable of the relaxed problem; None if there is none, or none was found."""
    relaxed = models.build(compile(relaxing.without_rooms(instance.problem)))
    capacity.post(relaxed, instance, wished=wished)
    share = replace(limits, seconds=limits.elapsed + SHARE * limits.left)
    try:
        return thorough.search(relaxed, share)
    except (Infeasible, NoTimetable, Interrupted):
        return None


def _where(instance: Instance, when: Timetable, limits: Limits) -> Result | None:
    """The whole timetable with these starts; None if there are no rooms for them."""
    share = replace(limits, seconds=limits.elapsed + limits.left / 2)
    try:
        model = models.build(compile(timed(instance, when)))
        for left in when.unplaced:
            model.cp.add(model.var.placed[instance.index[left.session]] == 0)
        return lexicographic.solve(model, share, sure=False)
    except (Infeasible, NoTimetable, Interrupted):
        return None


def timed(instance: Instance, when: Timetable) -> Problem:
    """The same meeting, in which sessions start as they do in a timetable, wherever they are."""
    of = {sitting.session: sitting for sitting in when.sittings}
    sessions = tuple(
        _pinned(instance, i, of[session.id]) if session.id in of else session
        for i, session in enumerate(instance.sessions)
    )
    return instance.problem.model_copy(update={"sessions": sessions})


def _pinned(instance: Instance, i: int, sitting: Sitting) -> Session:
    session, tick = instance.sessions[i], instance.grid.floor(sitting.start)
    room = session.pin.room if session.pin is not None else None
    slots = [
        instance.slots[k].id
        for k in instance.serving[i]
        if instance.slots[k].start <= tick < instance.slots[k].end and instance.open_for(i, k)
    ]
    pin = Pin(exact=sitting.start.replace(tzinfo=None), room=room)
    return session.model_copy(update={"pin": pin, "slots": tuple(slots)})
