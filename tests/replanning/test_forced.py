"""What is called forced, and what a choice, against all timetables of small random replans."""

import random
from collections.abc import Sequence
from datetime import timedelta
from math import prod
from typing import Any

import pytest
from ortools.sat.python.cp_model import INFEASIBLE

from scheduler import verifier
from scheduler.errors import Infeasible
from scheduler.instance.compile import compile
from scheduler.problem import Person, Problem, Room, Sitting, Situation
from scheduler.replanning.first_tiers import FirstTiers
from scheduler.replanning.forced import find_forced
from scheduler.search.budget import Budget
from scheduler.search.cpsat.running import run
from scheduler.search.solve import solve
from scheduler.timetable import Change, Timetable, diff
from tests import draws
from tests.draws import sampled
from tests.twins import tiny, twins
from tests.twins.drawing import draw
from tests.twins.test_random_twins import situated

MOST = 1_000
"""Timetables of a problem that are still worth going through."""
REPLANS = 3
"""Of each problem, each from another timetable."""
MINUTE = timedelta(minutes=1)


def _problem(seed: int) -> Problem:
    """Every other one without rolling orders and cuts: there a replan may be a repair."""
    pick, problem = random.Random(seed), draw(seed)
    if seed % 2:
        whole = tuple(s.model_copy(update={"split": None}) for s in problem.sessions)
        problem = problem.model_copy(update={"rolling": (), "sessions": whole})
    if pick.random() < 0.4:
        deputies = [{"id": "bo", "price": pick.choice([0, 2])}]
        problem = _with_ada(problem, deputies=deputies)
    return problem


def _replan(seed: int, problem: Problem, published: Timetable) -> Problem:
    """From one of its timetables, with facts: minutes, who or what is away, what is not held."""
    pick = random.Random(seed + 1)
    then = situated(seed, published, problem)
    situation = then.situation
    assert situation is not None
    begun = {s.session for s in (*situation.history, *situation.running)}
    minutes = dict(situation.minutes)
    later = sorted({s.session for s in published.sittings if s not in situation.history})
    if later and pick.random() < 0.6:
        minutes[pick.choice(later)] += pick.choice([5, 10, 20])
    if pick.random() < 0.4:
        away = {"from": f"{tiny.DAY} 00:00", "to": f"{tiny.DAY} 00:{pick.choice([20, 35, 50])}"}
        then = _with_ada(then, unavailable=[away])
    if pick.random() < 0.5:
        start, end = pick.choice([(0, 20), (10, 40), (30, 59)])
        lost = {"from": f"{tiny.DAY} 00:{start:02}", "to": f"{tiny.DAY} 00:{end}"}
        room, *others = then.rooms
        known = Room.model_validate({"id": room.id, "unavailable": [lost]})
        room = room.model_copy(update={"unavailable": known.unavailable})
        then = then.model_copy(update={"rooms": (room, *others)})
    free = sorted({s.session for s in published.sittings} - begun)
    if free and pick.random() < 0.15:
        gone = pick.choice(free)
        kept = tuple(s for s in situation.published if s.session != gone)
        situation = situation.model_copy(update={"cancelled": frozenset({gone}), "published": kept})
        minutes.pop(gone)
    update = {"minutes": minutes}
    return then.model_copy(update={"situation": situation.model_copy(update=update)})


def _with_ada(problem: Problem, **fields: Any) -> Problem:
    """The first person, with other windows or deputies."""
    ada, *others = problem.people
    known = Person.model_validate({"id": ada.id} | fields)
    changed = ada.model_copy(update={name: getattr(known, name) for name in fields})
    return problem.model_copy(update={"people": (changed, *others)})


def _check(seed: int) -> int:
    """How many changes were compared, of three replans of one problem."""
    problem, accepted = _accepted(seed)
    pick = random.Random(seed)
    return sum(
        _compare(_replan(REPLANS * seed + n, problem, pick.choice(accepted)))
        for n in range(REPLANS)
    )


def _accepted(seed: int) -> tuple[Problem, list[Timetable]]:
    """The first problem of some with a few timetables, and these."""
    for n in range(40 * seed, 40 * seed + 40):
        problem = _problem(n)
        if _is_small(problem):
            accepted = sorted(twins.accepted_by_verifier(problem, _tick(problem)), key=str)
            if accepted:
                return problem, accepted
    raise AssertionError("no small problem in forty draws")


def _compare(then: Problem) -> int:
    """How many changes there were, each of them forced or not in both."""
    if not _is_small(then):
        return 0
    every = twins.accepted_by_verifier(then, _tick(then))
    try:
        outcome = solve(then, Budget(seconds=60, workers=1))
    except Infeasible:
        assert not every
        return 0
    situation = then.situation
    assert situation is not None
    changes = diff.changes(then, Timetable.of(situation.published), outcome.timetable)
    verdicts = find_forced(outcome, changes, 60.0)
    costs = [(verifier.tier_costs(then, timetable), timetable) for timetable in every]
    for change in changes:
        tier, reached = FirstTiers(outcome).of(change), dict[str, int]()
        for known in outcome.tiers:
            if known.name == tier:
                break
            reached[known.name] = known.cost
        equal = [t for cost, t in costs if all(cost[name] == c for name, c in reached.items())]
        assert equal
        always = all(_has(then, change, timetable) for timetable in equal)
        found = verdicts[change.session, change.kind]
        assert found == always, (change.session, change.kind, tier, outcome.strategy, found)
    return len(changes)


def _is_small(problem: Problem) -> bool:
    tick = _tick(problem)
    return prod(len(list(twins.chains(problem, s, tick))) for s in problem.held) <= MOST


def _tick(problem: Problem) -> int:
    return max(5, compile(problem).grid.tick)


def _has(problem: Problem, change: Change, timetable: Timetable) -> bool:
    """Whether a timetable has the change, written from the page alone."""
    after = sorted(timetable.of_session(change.session), key=lambda s: s.start)
    if change.kind in ("new", "cancelled"):
        return bool(after) == (change.kind == "new")
    if not after:
        return True
    situation = problem.situation
    assert situation is not None
    was = _as_held(situation, change)
    pairs = list(zip(was, after, strict=False))
    more = after[len(was) :]
    lasted, lasts = _minutes(change.before), _minutes(after)
    match change.kind:
        case "moved":
            spans = [[(s.start, s.end) for s in side] for side in (was, after)]
            return any(a.start != b.start for a, b in pairs) or (
                lasted == lasts and spans[0] != spans[1]
            )
        case "room":
            known = {s.room for s in was}
            return any(a.room != b.room for a, b in pairs) or any(s.room not in known for s in more)
        case "shortened" | "lengthened":
            return lasts < lasted if change.kind == "shortened" else lasts > lasted
        case "chairs":
            others = [*pairs, *((was[-1], s) for s in more)]
            return any(_chairs(problem, a) != _chairs(problem, b) for a, b in others)
        case _:
            return any(_team(problem, a) != _team(problem, b) for a, b in pairs)


def _as_held(situation: Situation, change: Change) -> list[Sitting]:
    """What was published, with what has begun of it as it was held."""
    over = [s for s in situation.history if s.session == change.session]
    now = [s for s in situation.running if s.session == change.session]
    ends = [s.end for s in change.before[len(over) :][: len(now)]]
    begun = [*over, *(s.model_copy(update={"end": e}) for s, e in zip(now, ends, strict=False))]
    return [*begun, *change.before[len(begun) :]]


def _minutes(sittings: Sequence[Sitting]) -> int:
    return sum(int((s.end - s.start) / MINUTE) for s in sittings)


def _chairs(problem: Problem, sitting: Sitting) -> tuple[str, ...]:
    people = {person.id: person for person in problem.people}
    offices = (people[id] for id in problem.session(sitting.session).chairs)
    acting = tuple(p.acting if p.state == "vacant" and p.acting else p.id for p in offices)
    return sitting.chairs or acting


def _team(problem: Problem, sitting: Sitting) -> str | None:
    offered, wanted = problem.interpretation, problem.session(sitting.session).languages
    if sitting.team is not None or offered is None or not wanted:
        return sitting.team
    able = [team.id for team in offered.teams if wanted <= team.languages]
    return able[0] if len(able) == 1 else None


@pytest.mark.parametrize("seed", sampled(range(3, 23), 1))
def test_forced_and_chosen_agree_with_all_timetables(seed: int) -> None:
    _check(seed)


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_forced_and_chosen_agree_with_all_timetables_of_many(share: int) -> None:
    draws.rounds("forced", range(33, 1_033), share, _check)


def test_what_one_run_says_to_be_forced_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that finds nothing though there is something is found out by the second."""
    published = [tiny.sitting("a", "00:00", "00:20"), tiny.sitting("b", "01:00", "01:30")]
    lost = {"from": f"{tiny.DAY} 00:00", "to": f"{tiny.DAY} 00:10"}
    rooms = [{"id": "A", "unavailable": [lost]}, {"id": "B"}, {"id": "C"}]
    then = tiny.replanned("00:00", published, tiny.problem(rooms=rooms))
    outcome = solve(then, Budget(seconds=60, workers=1))
    changes = diff.changes(then, Timetable.of(published), outcome.timetable)
    chosen = {
        change for change, is_forced in find_forced(outcome, changes, 60.0).items() if not is_forced
    }
    assert chosen

    def mistaken(*args: Any, **kwargs: Any) -> Any:
        return run(*args, **kwargs)[0], INFEASIBLE

    monkeypatch.setattr("scheduler.replanning.forced.run", mistaken)
    assert chosen.isdisjoint(find_forced(outcome, changes, 60.0))
