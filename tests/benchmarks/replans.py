"""
Replans of real meetings: what moved, what had to, and how long it took.

``fosdem``: each revision told as facts and pins, destinations given; nothing else need move.
``fosdem:free``: talks that were added come without a place, those that moved are only barred from
where they were. ``overrun:optaplanner100``: two running sessions need an hour more.
``overrun:ietf106``: a session needs half an hour more than its slot has, told before the meeting,
for nothing that runs there may cross the end of its slot.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

import pytest

from scheduler import verifier
from scheduler.problem import Place, Problem
from scheduler.problem.day_slots import day_slots
from scheduler.replanning.replan import Replanned, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search import solve
from scheduler.search.budget import Budget
from scheduler.search.outcome import record
from scheduler.timetable import Record, Timetable
from tests.benchmarks import catalogue
from tests.benchmarks.adapters import fosdem
from tests.benchmarks.catalogue import Asked, NotFound
from tests.benchmarks.data import folder, read
from tests.benchmarks.sets import case

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Told:
    """
    A replan to be made.

    Attributes
    ----------
    named
        Sessions that the facts, pins and bans are about.
    """

    name: str
    problem: Problem
    published: Record
    facts: tuple[str, ...]
    now: datetime
    named: frozenset[str]
    pins: tuple[Place, ...] = ()
    bans: tuple[Place, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)

    def replan(self, *, seconds: float = 10.0, seed: int = 1, workers: int = 2) -> Replanned:
        return replan(
            ReplanRequest(
                self.problem,
                self.published,
                self.facts,
                pins=self.pins,
                bans=self.bans,
                now=self.now,
                budget=Budget(seconds=seconds, seed=seed, workers=workers),
            )
        )


def runs(
    name: str, *, seconds: float = 10.0, seed: int = 1, workers: int = 2
) -> list[dict[str, Any]]:
    """
    Every replan of a set, each limited to ``seconds``, one dictionary each; a step that fails has
    ``status`` failed and an ``error``, and loses no other:

    ``name``
        The set and the step: ``fosdem 3``, ``overrun:ietf106 2``.
    ``seconds``, ``load``
        Wall clock of the replan in this process, and the load average when it began.
    ``moved``
        Published sessions, still held, that have another room or start, whatever the reason.
    ``beyond``
        Those of them that no fact, pin or ban is about.
    ``additional``
        What the tier of moves costs beyond what was proved that it must; 0 if that is proved.
    ``unplaced``
        Sessions without a place.
    ``forced``
        Changes that no timetable avoids, of all ``changes``.
    ``proved``
        Whether every tier of distance costs what was proved that it must.
    ``cost``, ``bound``
        By tier.
    ``verified``
        Whether the verifier accepts the timetable; ``replan`` raises if it does not.
    ``status``, ``strategy``
        As in the record.

    Raises
    ------
    ValueError
        There is no such set. Missing data skips the test that asks, as everywhere here.
    """
    rows = []
    for step, make in _steps(name):
        try:
            rows.append(_run(make(), seconds=seconds, seed=seed, workers=workers))
        except Exception as error:  # whatever it is, the other steps go on
            said = f"{type(error).__name__}: {error}".splitlines()[0]
            rows.append({"name": step, "status": "failed", "error": said})
    return rows


def steps(name: str) -> Iterator[Told]:
    """The replans of a set."""
    return (make() for _, make in _steps(name))


Step = tuple[str, Callable[[], Told]]
"""A replan by its name, to be made when it is asked for."""


def _steps(name: str) -> Iterator[Step]:
    if not folder().is_dir():
        pytest.skip(f"no data in {folder()}: name the folder with ROLLGRID_DATA")
    try:
        sets = catalogue.asked(name)
    except NotFound as error:
        raise ValueError(f"no set of replans is called {name!r}: {error}") from error
    for one in sets:
        if one.kind == "fosdem":
            yield from _revisions(one)
        elif one.kind == "overrun":
            yield from _overruns_of(one)
        else:
            raise ValueError(f"no set of replans is called {name!r}: say overrun:{name}")


def _run(told: Told, *, seconds: float, seed: int, workers: int) -> dict[str, Any]:
    load, began = os.getloadavg()[0], time.perf_counter()
    found = told.replan(seconds=seconds, seed=seed, workers=workers)
    took = time.perf_counter() - began
    outcome = found.outcome
    moved = moves(told.published.timetable, outcome.timetable)
    return {
        "name": told.name,
        "seconds": round(took, 2),
        "load": round(load, 2),
        "moved": len(moved),
        "beyond": len(moved - told.named),
        "additional": sum(t.cost - t.bound for t in outcome.tiers if t.name == "moves"),
        "unplaced": len(outcome.timetable.unplaced),
        "forced": sum(change.forced is True for change in found.changes),
        "changes": len(found.changes),
        "proved": all(tier.cost == tier.bound for tier in distance(found)),
        "cost": {tier.name: tier.cost for tier in outcome.tiers},
        "bound": {tier.name: tier.bound for tier in outcome.tiers},
        "verified": not verifier.violations(outcome.problem, outcome.timetable),
        "status": outcome.status,
        "strategy": outcome.strategy,
    }


def distance(found: Replanned) -> list[Any]:
    """The tiers up to the minutes that sessions shift."""
    names = [tier.name for tier in found.outcome.tiers]
    return list(found.outcome.tiers[: names.index("shifts") + 1])


def moves(before: Timetable, after: Timetable) -> frozenset[str]:
    """Sessions in both that do not begin in the same room at the same moment."""
    was = {s.session: (s.room, s.start) for s in reversed(before.sittings)}
    now = {s.session: (s.room, s.start) for s in reversed(after.sittings)}
    return frozenset(id for id in was.keys() & now.keys() if was[id] != now[id])


def _revisions(asked: Asked) -> Iterator[Step]:
    assert asked.path is not None
    data: Rows = list(read(asked.path))
    for revision in range(1, len(data)):
        name = f"{asked.name} {revision}"
        yield name, partial(_revision, name, data, revision, free=asked.rest == "free")


def _revision(name: str, data: Rows, revision: int, *, free: bool) -> Told:
    step = fosdem.step_of(data, revision)
    before, after = fosdem.published(data, revision - 1), fosdem.published(data, revision)
    where = {s.session: s for s in after.sittings}
    there = {s.session: s for s in before.sittings}
    given = [where[id] for id in (*step.added, *step.moved)]
    left = [there[id] for id in step.moved]
    told = frozenset(fact.split()[1] for fact in step.facts)
    return Told(
        name=name,
        problem=fosdem.asked(data, revision),
        published=before,
        facts=(*step.facts, *(f"added {id}" for id in step.added)),
        now=step.told,
        named=told | frozenset(step.moved),
        pins=() if free else tuple(map(_place, given)),
        bans=tuple(map(_place, left)) if free else (),
    )


def _place(sitting: Any) -> Place:
    return Place(session=sitting.session, start=sitting.start, room=sitting.room)


@cache
def solved(name: str) -> tuple[Problem, Record]:
    """A set's problem with a timetable to be published; its preferences need not be the best."""
    asked = catalogue.asked(name)[0]
    problem = case(asked).problem
    outcome = solve.solve(problem, Budget(seconds=60 if asked.kind == "ietf" else 20))
    return problem, record(outcome, sha256="")


def _overruns_of(asked: Asked) -> Iterator[Step]:
    """
    Running sessions that take longer; of requests in slots of one length, one told beforehand.

    ``asked.rest`` is the instance.
    """
    of = catalogue.asked(asked.rest)[0]
    made = _longer(of.name, 30) if of.kind == "ietf" else _overruns(of.name, 2, 60)
    for n, told in enumerate(made, start=1):
        name = f"{asked.name} {n}"
        yield name, partial(replace, told, name=name)


def _overruns(name: str, at_once: int, least: int) -> Iterator[Told]:
    """So many running sessions need more minutes, at moments spread over the meeting."""
    problem, published = solved(name)
    more = _on_grid(problem, least)
    moments = sorted({s.start for s in published.sittings})
    for moment in moments[len(moments) // 6 :: max(1, len(moments) // 6)]:
        running = [s for s in published.sittings if s.start <= moment < s.end]
        chosen = [s for s in running if _may_overrun(problem, s, more)][:at_once]
        now = min((s.end for s in chosen), default=moment) - timedelta(minutes=5)
        if len(chosen) == at_once and all(s.start < now for s in chosen):
            yield Told(
                name=name,
                problem=problem,
                published=published,
                facts=tuple(f"overrun {s.session} {more}m" for s in chosen),
                now=now,
                named=frozenset(s.session for s in chosen),
            )


def _on_grid(problem: Problem, least: int) -> int:
    """So many minutes, or the next that are on the meeting's grid."""
    grid = problem.meeting.grid
    return -(-least // grid) * grid


def _may_overrun(problem: Problem, sitting: Any, more: int) -> bool:
    """Whether what is running may go on for so long: it cannot be cut, nor cross a wall."""
    slots = (s for s in day_slots(problem) if s.start <= sitting.start < s.end)
    return any(sitting.end + timedelta(minutes=more) <= s.end for s in slots)


def _longer(name: str, least: int) -> Iterator[Told]:
    """Before the meeting, a session asks for more minutes than its slot has."""
    problem, published = solved(name)
    more = _on_grid(problem, least)
    now = min(s.start for s in published.sittings) - timedelta(days=2)
    short = [s for s in published.sittings if not _may_overrun(problem, s, more)]
    longest = max(slot.end - slot.start for slot in day_slots(problem))
    able = [s for s in short if s.end - s.start + timedelta(minutes=more) <= longest]
    for sitting in able[:: max(1, len(able) // 5)]:
        yield Told(
            name=name,
            problem=problem,
            published=published,
            facts=(f"overrun {sitting.session} {more}m",),
            now=now,
            named=frozenset((sitting.session,)),
        )
