"""
A part of a replan: the sessions that are free, and around them those that could be in their way.

A session around them sits where it was published, or leaves: then the model forgets it and charges
the least that any change of place costs it. All other rules about these sessions hold. So each
timetable of the whole is one of the part, at no higher price as far as distance from the published
timetable goes; or it leaves out somebody whom the part keeps, and costs more than the part allows.
So what the part proves bounds the whole. And where nobody leaves, the part with everybody else as
published is a timetable of the whole, at the price of the part.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ortools.sat.python.cp_model import CpSolver

from scheduler import model as models
from scheduler.instance.compile import compile
from scheduler.instance.instance import Instance
from scheduler.instance.levels import Levels
from scheduler.model import Model
from scheduler.model.candidates import FreeSet
from scheduler.problem import (
    GIVEN,
    Adjacency,
    Closing,
    Conflict,
    DaysApart,
    Opening,
    Precedence,
    Problem,
    Statement,
)
from scheduler.search.exact import everything

PAIRED = (Closing, Conflict, DaysApart, Opening, Precedence)
"""Statements whose pairs are looked up one by one; all that others name is around each."""
ALONE = 3
"""So many times only those who were pushed away become free; after that, some beside them, too."""


@dataclass(frozen=True, slots=True)
class Part:
    """
    Attributes
    ----------
    model
        Of the free sessions and those around them; priced by distance alone.
    may_leave
        Indices in it of sessions that may leave.
    kept
        The least weight of those who may be left out, but not in it; None without any. It leaves
        out only what weighs less: so its bounds hold as if anybody could be.
    """

    model: Model
    may_leave: tuple[int, ...]
    kept: int | None = None

    def allows(self, unplaced: int) -> bool:
        """Whether a timetable that costs so much in the first tier can be one of the part."""
        return self.kept is None or unplaced < self.kept

    def left(self, solver: CpSolver | None) -> frozenset[str]:
        """Ids of those that left in what the solver has found."""
        placed, sessions = self.model.var.placed, self.model.instance.sessions
        if solver is None:
            return frozenset()
        return frozenset(sessions[i].id for i in self.may_leave if not solver.value(placed[i]))


def applies(problem: Problem) -> bool:
    """
    Whether taking a session away never breaks a hard rule, and every session is in one place.

    In a rolling order the next one would have to follow, and a session that is cut would have to
    use the slot that became free.
    """
    return (
        problem.situation is not None
        and not problem.rolling
        and all(session.split is None for session in problem.held)
        and not any(_may_break(rule) and _is_hard(rule) for rule in problem.rules)
        and not any(
            rule.removal_may_break and Levels(problem).may_be(code, "hard")
            for code, rule in GIVEN.items()
        )
    )


def build_part(instance: Instance, free: Collection[str], *, may_drop: bool = False) -> Part:
    """The part of the whole around the sessions that are free."""
    problem, situation = instance.problem, instance.problem.situation
    assert situation is not None
    near = _neighbours(instance, [instance.index[id] for id in free])
    away = frozenset(session.id for i, session in enumerate(instance.sessions) if i not in near)
    cut = situation.model_copy(update={"cancelled": situation.cancelled | away})
    inner = compile(problem.model_copy(update={"situation": cut}))
    free_set = FreeSet(frozenset(inner.index[id] for id in free), may_leave=True)
    model = models.build(inner, may_drop=may_drop, near=free_set)
    kept = everything.leave_out_for_less(model)
    return Part(model, tuple(sorted(model.var.candidates.may_leave)), kept)


def build_whole(instance: Instance, free: Collection[str], *, may_drop: bool = False) -> Model:
    """Everything, with all but the free sessions where they were published."""
    free_set = FreeSet(frozenset(instance.index[id] for id in free), may_leave=False)
    return models.build(instance, may_drop=may_drop, near=free_set)


def components(instance: Instance, free: Collection[str]) -> list[frozenset[str]]:
    """The free sessions in sets around which there is nobody in common."""
    sets: list[tuple[frozenset[int], frozenset[str]]] = []
    for id in sorted(free):
        near, own = _neighbours(instance, [instance.index[id]]), frozenset((id,))
        others = [(around, ids) for around, ids in sets if around & near]
        sets = [pair for pair in sets if not pair[0] & near]
        sets.append((near.union(*(a for a, _ in others)), own.union(*(ids for _, ids in others))))
    return [ids for _, ids in sets]


def grow(instance: Instance, free: frozenset[str], more: Iterable[str], n: int) -> frozenset[str]:
    """``free`` and ``more``; after a few steps n each of these with some published beside it."""
    grown, by = set(free), max(0, n - ALONE)
    for id in sorted(more):
        grown.add(id)
        (_, room, start), *_ = instance.published[instance.index[id]].sittings
        beside = sorted(
            (abs(p.sittings[0][2] - start), i)
            for i, p in instance.published.items()
            if p.sittings[0][1] == room
        )
        others = (instance.sessions[i].id for _, i in beside if not instance.begun[i])
        grown |= {id for _, id in zip(range(by + 1), others, strict=False)}
    return frozenset(grown)


def _neighbours(instance: Instance, free: Collection[int]) -> frozenset[int]:
    """The free sessions, and all that could share a room, a person or a rule with one of them."""
    everybody = frozenset(range(len(instance.sessions)))
    if any(_about_all(instance.problem)):
        return everybody
    rooms = frozenset(r for i in free for s in _rooms(instance, i) for r in instance.alike[s])
    people = frozenset(who for i in free for who in instance.people[i])
    conflicting = frozenset(j for i in free for j in instance.conflicts[i])
    linked = frozenset(j for pair in _pairs(instance) if pair & set(free) for j in pair)
    return (
        conflicting
        | linked
        | frozenset(free)
        | frozenset(
            j
            for j in everybody
            if instance.people[j] & people or any(r in rooms for r in _rooms(instance, j))
        )
    )


def _rooms(instance: Instance, i: int) -> Iterator[int]:
    """Rooms that session i may have, has been published in or is in."""
    yield from instance.fitting(i)
    if i in instance.published:
        yield from (r for _, r, _ in instance.published[i].sittings)
    yield from (begun.room for begun in instance.begun[i])


def _about_all(problem: Problem) -> Iterator[bool]:
    yield problem.interpretation is not None and any(s.languages for s in problem.held)
    yield bool(problem.delegations)
    yield any(_is_hard(rule) and not _is_looked_up(rule) for rule in problem.rules)


def _pairs(instance: Instance) -> Iterator[frozenset[int]]:
    yield from (frozenset((after.a, after.b)) for after in instance.afters)
    for rule in instance.problem.rules:
        if isinstance(rule, DaysApart) and _is_hard(rule):
            yield frozenset(instance.index[id] for id in rule.sessions if id in instance.index)


def _may_break(rule: Statement) -> bool:
    # a chain of neighbours moves as one: that is for the whole model as well
    return rule.declaration.removal_may_break or isinstance(rule, Adjacency)


def _is_looked_up(rule: Statement) -> bool:
    return rule.declaration.reach == "session" or isinstance(rule, PAIRED)


def _is_hard(rule: Statement) -> bool:
    return rule.level_in_force == "hard"
