"""From a problem that nothing solves to what cannot all hold, and what would help."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.explanation.claim import Claim
from scheduler.explanation.claims import claims
from scheduler.explanation.feasibility import Probe
from scheduler.explanation.minimal_core import shrink
from scheduler.explanation.repairs import Repair, repairs
from scheduler.problem import Problem, Session
from scheduler.problem.subproblem import restrict
from scheduler.scenario.rereading import complaints
from scheduler.search.cpsat.limits import Limits

CONFLICTS = 4
"""Conflicts that are shown of one problem; each one with those before it repaired."""
ALIKE = 2
"""Repairs of one sort that are shown: a planner wants to choose between different ways out."""
ROUNDS = 4
"""How often repairs of several conflicts are tried again with those that are then shown first."""
SHARE = 0.15
"""The largest share of the time that one question may take."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """
    Attributes
    ----------
    sessions
        The sessions that it takes.
    claims
        With these sessions alone, they cannot all hold, and all but any one of them can.
    repairs
        The cheapest ways out first, each tried: with it (and, where there are several conflicts,
        with the cheapest repairs of the others, each in its turn) the reader accepts the scenario,
        and there is a timetable that the verifier accepts.
    confirmed
        Whether a second run without presolve, from another seed, says the same.
    """

    sessions: tuple[str, ...]
    claims: tuple[Claim, ...]
    repairs: tuple[Repair, ...]
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """
    Attributes
    ----------
    feasible
        None if that is not known in the time given.
    smallest
        False if a question was not answered in time: there may be more claims than are needed.
    asked, seconds
        Questions put to the solver, and how long all of it took.
    """

    feasible: bool | None
    conflicts: tuple[Conflict, ...]
    smallest: bool
    asked: int
    seconds: float


def explain(
    problem: Problem, *, seconds: float = 30.0, seed: int = 1, workers: int = 2, top: int = 5
) -> Explanation:
    """
    Why nothing satisfies every hard rule, and the cheapest changes with which something does.

    ``top``: repairs shown of each conflict. Works for a problem in a situation too: what has
    happened is the ground that no repair touches.
    """
    limits = Limits(seconds, seed, workers)
    probe = Probe(limits, share=max(1.0, seconds * SHARE))
    conflicts: list[Conflict] = []
    current = problem
    while len(conflicts) < CONFLICTS and limits.left > 0:
        if not probe.infeasible(current):
            break
        conflict = _conflict(problem, current, probe, top)
        conflicts.append(conflict)
        if not conflict.repairs:
            break
        current = conflict.repairs[0].change(current)
    settled = _settled(problem, conflicts, probe, top)
    return Explanation(
        feasible=False if conflicts else (None if probe.doubts else True),
        conflicts=settled,
        smallest=probe.doubts == 0,
        asked=probe.asked,
        seconds=limits.elapsed,
    )


def _conflict(whole: Problem, current: Problem, probe: Probe, top: int) -> Conflict:
    """One conflict: first the sessions that it needs, then what is said about them."""
    ids = shrink(
        [session.id for session in _least_wanted(current)],
        lambda ids: probe.infeasible(restrict(current, ids)),
    )
    part = restrict(current, ids)
    everything = claims(whole, part)

    def infeasible(stated: Sequence[Claim]) -> bool:
        return probe.infeasible(keep_only(part, everything, stated))

    core = shrink(everything, infeasible) if infeasible(everything) else everything
    confirmed = probe.infeasible(keep_only(part, everything, core), presolve=False)
    ways = repairs(part, core, probe, top=4 * top)
    readable = (way for way in ways if _is_readable(current, way.change(current)))
    return Conflict(ids, core, tuple(readable), confirmed)


def _is_readable(before: Problem, after: Problem) -> bool:
    """Whether the reader finds no error in the changed scenario that was not there before."""
    known = {(c.code, c.message) for c in complaints(before)}
    return all((c.code, c.message) in known for c in complaints(after))


def _least_wanted(problem: Problem) -> list[Session]:
    """Sessions in the order in which they are left out of a conflict, if it does without them."""
    return sorted(problem.sessions, key=lambda s: (-s.minutes.least, s.id), reverse=True)


def _sort(repair: Repair) -> str:
    return "more" if repair.claim is None else repair.claim.kind


def keep_only(part: Problem, everything: Sequence[Claim], stated: Sequence[Claim]) -> Problem:
    """The problem with all but these claims taken back."""
    stays = {id(claim) for claim in stated}
    for claim in everything:
        if id(claim) not in stays:
            part = claim.taken_back(part)
    return part


def _settled(
    problem: Problem, conflicts: Sequence[Conflict], probe: Probe, top: int
) -> tuple[Conflict, ...]:
    """The conflicts with repairs that help, tried with those of the others that are shown first."""
    shown = tuple(conflicts)
    for _ in range(ROUNDS):
        tried = shown
        shown = tuple(
            replace(conflict, repairs=_checked(problem, tried, n, conflict.repairs, (probe, top)))
            for n, conflict in enumerate(conflicts)
        )
        if len(shown) < 2 or _firsts(shown) == _firsts(tried):
            return shown
    return tuple(replace(conflict, repairs=()) for conflict in conflicts)


def _firsts(conflicts: Sequence[Conflict]) -> list[Repair | None]:
    return [conflict.repairs[0] if conflict.repairs else None for conflict in conflicts]


def _checked(
    problem: Problem,
    tried: Sequence[Conflict],
    n: int,
    repairs: Sequence[Repair],
    limits: tuple[Probe, int],
) -> tuple[Repair, ...]:
    """The repairs of the n-th conflict that make the whole problem possible."""
    probe, top = limits
    good: list[Repair] = []
    for repair in repairs:
        if len(good) == top or probe.limits.left <= 0:
            break
        alike = sum(_sort(repair) == _sort(other) for other in good)
        changed = _mended(problem, tried, n, repair)
        if alike < ALIKE and probe.possible(changed) is not None and _is_readable(problem, changed):
            good.append(repair)
    return tuple(good)


def _mended(problem: Problem, conflicts: Sequence[Conflict], n: int, repair: Repair) -> Problem:
    """With this repair of the n-th conflict, the cheapest ones of the others, all in their turn."""
    for m, conflict in enumerate(conflicts):
        if m == n:
            problem = repair.change(problem)
        elif conflict.repairs:
            problem = conflict.repairs[0].change(problem)
    return problem
