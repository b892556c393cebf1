"""
Compare the model with the verifier, over every timetable of a tiny problem.

*Every* timetable: each session gets every chain of sittings that starts on the grid in a slot and
lies in it or up to one tick beyond its overtime, in every room, with every deputy and team. Of
these, what the model can be brought to say must equal what the verifier accepts, at equal prices,
tier by tier.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from types import ModuleType

from ortools.sat.python.cp_model import INFEASIBLE, OPTIMAL, BoolVarT, CpSolver, LinearExpr

from scheduler import model as models
from scheduler import verifier
from scheduler.instance.compile import compile
from scheduler.model import Model
from scheduler.problem import Problem, Session, Sitting
from scheduler.problem.day_slots import MINUTE, day_slots
from scheduler.timetable import Timetable
from scheduler.verifier.rules import overtime, placement
from tests.twins import sifting, solutions
from tests.twins.sifting import Chain as Chain
from tests.twins.sifting import timetable_of


def everything(problem: Problem, tick: int) -> Iterator[Timetable]:
    """Every timetable whose sessions, each alone, have their minutes inside slots."""
    options = [list(chains(problem, session, tick)) for session in problem.held]
    for chosen in product(*options):
        yield timetable_of(problem, chosen)


def accepted_by_verifier(
    problem: Problem, tick: int, rules: Sequence[ModuleType] = verifier.HARD
) -> set[Timetable]:
    """Of ``everything``, what breaks none of the rules."""
    return set(each_accepted_by_verifier(problem, tick, rules))


def each_accepted_by_verifier(
    problem: Problem, tick: int, rules: Sequence[ModuleType] = verifier.HARD
) -> Iterator[Timetable]:
    """The same one after the other, for whom a few are enough."""
    options = [list(chains(problem, session, tick)) for session in problem.held]
    return map(bare, sifting.accepted(problem, options, rules))


def accepted_by_model(
    problem: Problem, demand: Callable[[Model], BoolVarT] | None = None
) -> set[Timetable]:
    """All that the model says, of which the literal that it is given is true."""
    model = models.build(compile(problem), soft=(), may_drop=problem.situation is not None)
    if demand is not None:
        model.cp.add_bool_or(demand(model))
    found = solutions.enumerated(model, _solver(), _read)
    return found if found is not None else _one_at_a_time(model)


def _one_at_a_time(model: Model) -> set[Timetable]:
    """Each timetable forbidden once it is found."""
    found: set[Timetable] = set()
    while True:
        solver = _solver()
        status = solver.solve(model.cp)
        if status == INFEASIBLE:
            return found
        assert status == OPTIMAL
        timetable = _read(model, solver)
        assert timetable not in found, "a timetable that was forbidden came back"
        found.add(timetable)
        _forbid(model, solver)


def prices(
    problem: Problem, timetables: Iterable[Timetable]
) -> Iterator[tuple[Timetable, dict[str, int] | None]]:
    """What the model charges for each timetable, tier by tier; None if it refuses it."""
    model = models.build(compile(problem), may_drop=problem.situation is not None)
    terms = [term for tier in model.tiers.values() for term in tier]
    for timetable in timetables:
        fixed = replace(model, cp=model.cp.clone())
        for i, session in enumerate(model.instance.sessions):
            _fix(fixed, i, timetable.of_session(session.id))
        fixed.cp.minimize(LinearExpr.sum(terms))
        solver = _solver()
        found = solver.solve(fixed.cp) == OPTIMAL
        yield (
            timetable,
            {
                tier: round(solver.value(LinearExpr.sum(terms)))
                for tier, terms in model.tiers.items()
            }
            if found
            else None,
        )


def bare(timetable: Timetable) -> Timetable:
    """The timetable with instants in UTC and without reasons: what two voices must agree on."""
    return Timetable.of(
        [
            s.model_copy(update={"start": _utc(s.start), "end": _utc(s.end)})
            for s in timetable.sittings
        ],
        [u.model_copy(update={"reason": ""}) for u in timetable.unplaced],
    )


def _utc(moment: datetime) -> datetime:

    return moment.astimezone(UTC)


def chains(problem: Problem, session: Session, tick: int) -> Iterator[Chain]:
    """Every chain of sittings with minutes that the session may have; none at all in a replan."""
    situation = problem.situation
    begun = () if situation is None else (*situation.history, *situation.running)
    may_drop = situation is not None or session.rank is not None
    if may_drop and not any(s.session == session.id for s in begun):
        yield ()
    planned = session.minutes.likely
    if situation is not None:
        planned = situation.minutes.get(session.id, planned)
    least = min(planned, session.minutes.least)
    most = 1 if session.split is None else (session.split.most_parts or 3)
    for total in sorted({planned, *range(least, planned, tick)}):
        for parts in range(1, most + 1):
            for spans in _splits(problem, session, total, parts, tick):
                for chairs in _chairs(problem, session):
                    for teams in product(_teams(problem, session), repeat=parts):
                        yield from _held(problem, session, spans, chairs, teams)


def _chairs(problem: Problem, session: Session) -> Iterator[tuple[str, ...]]:
    """Who may preside, the office holders as no names at all."""
    people = {person.id: person for person in problem.people}
    holders = tuple(
        p.acting if p.state == "vacant" and p.acting else p.id
        for p in (people[chair] for chair in session.chairs)
    )
    options = [
        (holder, *(d.id for d in people[chair].deputies))
        for holder, chair in zip(holders, session.chairs, strict=True)
    ]
    for names in product(*options):
        yield () if names == holders else names


def _teams(problem: Problem, session: Session) -> tuple[str | None, ...]:
    if problem.interpretation is None or not session.languages:
        return (None,)
    teams = problem.interpretation.teams
    able = [team for team in teams if session.languages <= team.languages]
    unnamed = () if len(able) == 1 else (None,)  # no team named is the only one there is
    return (*unnamed, *(team.id for team in teams))


def _held(
    problem: Problem,
    session: Session,
    spans: tuple[tuple[str, datetime, datetime], ...],
    chairs: tuple[str, ...],
    teams: tuple[str | None, ...],
) -> Iterator[Chain]:
    """The chain of sittings, if it is one that the session may have when it is all alone."""
    situation = problem.situation
    begun = () if situation is None else (*situation.history, *situation.running)
    presided = {(s.session, s.room, _utc(s.start)): s.chairs for s in begun}
    chain = tuple(
        Sitting(
            session=session.id,
            part=n,
            parts=len(spans),
            room=room,
            start=start,
            end=end,
            chairs=presided.get((session.id, room, _utc(start)), chairs),
            team=team,
        )
        for n, ((room, start, end), team) in enumerate(zip(spans, teams, strict=True), start=1)
    )
    found = verifier.violations(problem, Timetable.of(chain), (placement, overtime))
    if not any(session.id in v.sessions for v in found):
        yield chain


def _splits(
    problem: Problem,
    session: Session,
    total: int,
    parts: int,
    tick: int,
    after: datetime | None = None,
) -> Iterator[tuple[tuple[str, datetime, datetime], ...]]:
    lengths = [total] if parts == 1 else range(tick, total, tick)
    for start, latest in _starts(problem, session, after):
        for length in lengths:
            end = start + length * MINUTE
            if end > latest:
                continue
            for room in problem.rooms:
                head = (room.id, start, end)
                if parts == 1:
                    yield (head,)
                    continue
                for tail in _splits(problem, session, total - length, parts - 1, tick, end):
                    yield (head, *tail)


def _starts(
    problem: Problem, session: Session, after: datetime | None
) -> Iterator[tuple[datetime, datetime]]:
    """(start, latest end) on the grid of every slot of the session's kind; true starts too."""
    grid = problem.meeting.grid
    situation = problem.situation
    told = [] if situation is None else [m for s, m in situation.starts.items() if s == session.id]
    if situation is not None:
        begun = (*situation.history, *situation.running)
        told += [s.start for s in begun if s.session == session.id]
    for slot in day_slots(problem):
        if not slot.template.serves(session.kind):
            continue
        latest = slot.end + (slot.limit + grid) * MINUTE
        moments = {
            slot.start + n * grid * MINUTE
            for n in range((slot.end - slot.start) // (grid * MINUTE))
        }
        moments |= {m for m in told if slot.start <= m < slot.end}
        for moment in sorted(moments):
            if after is None or moment >= after:
                yield moment, latest


def _solver() -> CpSolver:
    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 600
    solver.parameters.cp_model_presolve = False  # tiny models: presolve costs more than search
    solver.parameters.linearization_level = 0
    return solver


def _read(model: Model, solver: CpSolver) -> Timetable:
    from scheduler.search.cpsat.timetables import timetable_of

    return bare(timetable_of(model, solver))


def _forbid(model: Model, solver: CpSolver) -> None:
    """No second time the same sittings."""
    differs = [~placed if solver.value(placed) else placed for placed in model.var.placed]
    for parts in model.var.parts:
        for part in parts:
            if not solver.value(part.held):
                differs.append(part.held)
                continue
            differs += [~here for here in part.rooms.values() if solver.value(here)]
            for moment in (part.start, part.end):
                if not isinstance(moment, int):
                    value = solver.value(moment)
                    differs += [
                        model.var.at_most(moment, value - 1),
                        ~model.var.at_most(moment, value),
                    ]
    decided = list(model.var.teams.values())
    for placed, row in zip(model.var.placed, model.var.panel, strict=True):
        decided += row if solver.value(placed) else []
    differs += [~literal if solver.value(literal) else literal for literal in decided]
    model.cp.add_bool_or(differs)


def _fix(model: Model, i: int, sittings: Chain) -> None:
    """Let session i sit exactly so."""
    instance, var, cp = model.instance, model.var, model.cp
    cp.add(var.placed[i] == bool(sittings))
    rooms = {room: r for r, room in enumerate(instance.rooms)}
    wanted = {
        instance.grid.floor(s.start): (instance.grid.floor(s.end), rooms[s.room]) for s in sittings
    }
    teams = {instance.grid.floor(s.start): s.team for s in sittings}
    whole = instance.sessions[i].split is None
    chairs = sittings[-1].chairs if sittings else ()
    for literal, panel in zip(var.panel[i], instance.panels[i], strict=True):
        cp.add(literal == (panel.chairs == (chairs or instance.panels[i][0].chairs)))
    for part in var.parts[i]:
        spans = [
            (start, end, r)
            for start, (end, r) in wanted.items()
            if whole or any(_within(model, k, start) for k in part.slots)
        ]
        cp.add(part.held == bool(spans))
        for start, end, r in spans:
            if r not in part.rooms:
                cp.add_bool_or([])
                continue
            team = teams[start]
            if team is not None:
                cells = [(team, r, k) for k in part.slots if _within(model, k, start)]
                cp.add_bool_or([model.var.teams[c] for c in cells if c in model.var.teams])
            cp.add(part.rooms[r] == 1)
            cp.add_linear_constraint(part.start - start, 0, 0)
            cp.add_linear_constraint(part.end - end, 0, 0)
    covered = {k for part in var.parts[i] for k in part.slots}
    for start in wanted:
        if not any(_within(model, k, start) for k in covered):
            cp.add_bool_or([])


def _within(model: Model, k: int, tick: int) -> bool:
    slot = model.instance.slots[k]
    return slot.start <= tick < slot.end
