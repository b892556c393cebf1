"""Which concession buys most: each one solved, verified, and compared with the meeting as it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from scheduler.explanation.explain import explain
from scheduler.problem import Policy, Problem
from scheduler.problem.day_slots import day_slots
from scheduler.sweeps.comparing import fits, is_beyond, is_dearer, price
from scheduler.sweeps.driver import Memory, Tell, drive
from scheduler.sweeps.engines import Engine
from scheduler.sweeps.jobs import Job
from scheduler.sweeps.loosening import Concession, loosenings
from scheduler.sweeps.overlays import sessions_of, with_more
from scheduler.sweeps.presence import closed
from scheduler.sweeps.results import Result
from scheduler.sweeps.statements import More
from scheduler.timetable import Record
from scheduler.timetable.diff import in_slots

EXPLAINING = 10.0
"""Seconds of the search for the sessions of a conflict."""
PAIRED = 12
"""Statements whose smallest steps are tried by two, where none is enough alone."""
CHECKED = 4
"""Room slots that seem to be freed, of which that is checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcedeRequest:
    """
    Attributes
    ----------
    give
        What a body is to have besides; None asks what would help as it is.
    policy, seconds, seed
        Of each search.
    most
        Concessions that are tried, those that seem to matter first.
    """

    problem: Problem
    give: More | None = None
    policy: Policy | None = None
    seconds: float = 5.0
    seed: int = 1
    most: int = 40


@dataclass(frozen=True, slots=True)
class Bought:
    """
    One concession (or two together) with its result.

    Attributes
    ----------
    sure
        Whether it is proved that nothing as good is possible without it.
    freed
        The room slot (id of the slot, room) that is free with it and cannot be without, at the
        same cost; None where none is.
    """

    concessions: tuple[Concession, ...]
    result: Result
    sure: bool
    freed: tuple[str, str] | None = None

    def slack(self, wanted: Result) -> int:
        """Minutes more that the rooms in use have left, where no cost is less."""
        if self.result.figures is None or wanted.figures is None:
            return 0
        return self.result.figures.free - wanted.figures.free


@dataclass(frozen=True, slots=True)
class Conceded:
    """
    Attributes
    ----------
    now
        The scenario as it is.
    wanted
        The scenario with what is to be given; ``now`` where nothing is.
    bought
        Concessions that make it better than ``wanted``, the best first.
    tried, all
        How many were solved, and how many there are.
    """

    now: Result
    wanted: Result
    bought: tuple[Bought, ...]
    tried: int
    all: int
    failed: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether what is wanted needs no concession: nobody is left out who is not now."""
        return fits(self.wanted, self.now)


@dataclass(slots=True)
class _Trial:
    """Problems solved, each once: concessions by the engine, what is proved by the prover."""

    request: ConcedeRequest
    engine: Engine
    prover: Engine
    tell: Tell | None
    shelf: Memory = field(default_factory=Memory)
    tried: int = 0
    failed: list[str] = field(default_factory=list)

    def solve(self, problems: Sequence[Problem], *, counted: bool = True) -> list[Result | None]:
        """
        Results in the order of the problems; None of those that failed.

        ``counted``: they are concessions; others are what concessions are compared with.
        """
        asked = self.request
        jobs = [
            Job(
                n,
                ("",),
                problem.model_copy(update={"in_force": asked.policy}),
                asked.seconds,
                asked.seed,
                combined=counted,
            )
            for n, problem in enumerate(problems, start=1)
        ]
        engine = self.engine if counted else self.prover
        swept = drive(jobs, engine, self.shelf, self.tell)
        self.tried += len(jobs) if counted else 0
        self.failed += [failure.reason for failure in swept.failures.values()]
        return [swept.results.get(job.key) for job in jobs]


def concede(
    request: ConcedeRequest,
    engine: Engine,
    tell: Tell | None = None,
    *,
    prover: Engine | None = None,
) -> Conceded:
    """
    Try concessions, one at a time, and rank those that help.

    ``engine``: where they are tried. ``prover``: where the scenario itself is solved, with whose
    proofs they are compared; the engine unless that is a cluster, whose word is no proof.

    Where something is to be made possible, each statement is loosened step by step until it is
    enough; where none is, the largest steps are tried by two. OverlayError if ``give`` is nobody.
    """
    problem, trial = request.problem, _Trial(request, engine, prover or engine, tell)
    wish = with_more(request.give, problem) if request.give is not None else problem
    now, wanted = trial.solve([problem, wish], counted=False)
    if now is None or wanted is None:
        nothing = Result(state="no timetable", reason="; ".join(trial.failed))
        return Conceded(nothing, nothing, (), 0, 0, tuple(trial.failed))
    ways = _likeliest_first(wish, wanted, _of_others(request, loosenings(wish)))
    bought = _stepwise(trial, wish, (now, wanted), ways[: request.most])
    if not bought and not fits(wanted, now):
        bought = _by_two(trial, wish, (now, wanted), ways[:PAIRED])
    if request.give is None and wanted.figures is not None:
        bought = _with_freed(trial, wish, wanted, bought)
    usual = price(wanted)
    gain = [
        one
        for one in bought
        if price(one.result) < usual
        or (price(one.result) == usual and (one.freed is not None or one.slack(wanted) > 0))
    ]
    ranked = sorted(
        gain, key=lambda one: (price(one.result), one.freed is None, -one.slack(wanted))
    )
    return Conceded(now, wanted, tuple(ranked), trial.tried, len(ways), tuple(trial.failed))


def _of_others(
    request: ConcedeRequest, ways: Sequence[Sequence[Concession]]
) -> list[Sequence[Concession]]:
    """Who is to have more is not asked to take less."""
    if request.give is None:
        return list(ways)
    own = {session.id for session in sessions_of(request.problem, request.give.of)}
    return [s for s in ways if s[0].loc[-1] != "minutes" or not s[0].about <= own or not s[0].about]


def _likeliest_first(
    problem: Problem, result: Result, ways: Sequence[Sequence[Concession]]
) -> list[Sequence[Concession]]:
    """First what is about sessions that cost something, or cannot be held together."""
    if result.figures is None:
        told = explain(problem, seconds=EXPLAINING, workers=1)
        matter = {id for conflict in told.conflicts for id in conflict.sessions}
    else:
        record = Record.model_validate_json(result.timetable)
        matter = {id for charge in record.charges for id in charge.sessions}
        matter |= {unplaced.session for unplaced in record.unplaced}
    return sorted(ways, key=lambda steps: bool(matter) and matter.isdisjoint(steps[0].about))


def _stepwise(
    trial: _Trial,
    wish: Problem,
    goal: tuple[Result, Result],
    ways: Sequence[Sequence[Concession]],
) -> list[Bought]:
    """The smallest step of each statement; of those that are not enough, the next, and so on."""
    now, wanted = goal
    enough: list[Bought] = []
    left = list(ways)
    for depth in range(max(map(len, ways), default=0)):
        left = [steps for steps in left if depth < len(steps)]
        results = trial.solve([steps[depth].change(wish) for steps in left])
        bought = _bought([(steps[depth],) for steps in left], results, wanted)
        if fits(wanted, now):
            return bought
        reached = [one for one in bought if fits(one.result, now)]
        enough += reached
        # by place: of one absence, its first hour may be enough, and then not its first two
        done = {one.concessions[0].loc for one in reached}
        left = [steps for steps in left if steps[0].loc not in done]
    return enough


def _by_two(
    trial: _Trial,
    wish: Problem,
    goal: tuple[Result, Result],
    ways: Sequence[Sequence[Concession]],
) -> list[Bought]:
    """The largest steps of two statements together."""
    now, wanted = goal
    pairs = list(combinations([steps[-1] for steps in ways], 2))
    results = trial.solve([second.change(first.change(wish)) for first, second in pairs])
    return [one for one in _bought(pairs, results, wanted) if fits(one.result, now)]


def _bought(
    tried: Sequence[tuple[Concession, ...]], results: Sequence[Result | None], wanted: Result
) -> list[Bought]:
    """The concessions that led to a timetable."""
    return [
        Bought(concessions, result, is_beyond(result, wanted))
        for concessions, result in zip(tried, results, strict=True)
        if result is not None and result.figures is not None
    ]


def _with_freed(
    trial: _Trial, problem: Problem, before: Result, bought: Sequence[Bought]
) -> list[Bought]:
    """With the room slots that are free, where it is proved that they could not be without it."""
    assert before.figures is not None
    used = _room_slots(problem, before)
    by_id = {slot.id: slot for slot in day_slots(problem)}
    hopeful: list[tuple[int, tuple[str, str]]] = []
    for n, one in enumerate(bought):
        after = _room_slots(problem, one.result)
        fewer = len(after) < len(used) and price(one.result) <= price(before)
        if fewer and len(hopeful) < CHECKED:
            hopeful.append((n, min(used - after)))
    checks = [closed(problem, room, by_id[slot]) for _, (slot, room) in hopeful]
    results = trial.solve(checks, counted=False)
    made = list(bought)
    for (n, cell), result in zip(hopeful, results, strict=True):
        if result is not None and is_dearer(result, before):
            made[n] = replace(made[n], freed=cell)
    return made


def _room_slots(problem: Problem, result: Result) -> set[tuple[str, str]]:
    record = Record.model_validate_json(result.timetable)
    return {(slot.id, sitting.room) for slot, sitting in in_slots(problem, record.sittings)}
