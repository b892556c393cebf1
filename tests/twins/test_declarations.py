"""
What a rule declares is so: compared with what the verifier finds in the tiny problems.

Not about rooms: no other rooms at the same times change what is found. Not about time: nor do
other times in the same rooms. Nothing breaks by a removal: whoever is left out, nothing more is
found. A breach reaches so far: so many sessions make one by themselves. Nothing ends a running
sitting: alone, it breaks no hard rule. In one room for all, a problem asks for no more than in
several. Each is shown wrong by some timetable where the opposite
is declared.
"""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from itertools import combinations

import pytest

from scheduler import verifier
from scheduler.model import name
from scheduler.problem import DECLARATIONS, KINDS, Level, Problem, Room, Situation
from scheduler.search.time_then_rooms import relaxation
from scheduler.timetable import Timetable, Unplaced
from scheduler.verifier.reading import read
from tests.draws import sampled
from tests.twins import tiny_rules, twins

MOST = 20
"""Timetables of a problem that are looked at."""
LEVELED = tiny_rules.LEVELED | tiny_rules.STATED
CASES = [
    row
    for code, rows in LEVELED.items()
    for row in sampled([(code, n) for n in range(len(rows))], 1)
]
Options = dict[str, tuple[twins.Chain, ...]]
"""What each session may have when it is alone."""
Changed = Callable[[Problem, Options, Timetable], Iterator[Timetable]]


@cache
def case(code: str, n: int) -> tuple[Problem, Options, list[Timetable]]:
    """A tiny problem of the rule with two rooms at the least, and some of its timetables."""
    build, tick = LEVELED[code][n]
    problem = with_a_choice(build("hard"))
    options = {s.id: tuple(twins.chains(problem, s, tick)) for s in problem.held}
    pick = random.Random(1)
    drawn = ([(id, pick.choice(chains)) for id, chains in options.items()] for _ in range(MOST))
    return problem, options, [timetable(chosen) for chosen in drawn]


def with_a_choice(problem: Problem) -> Problem:
    if len(problem.rooms) > 1:
        return problem
    return problem.model_copy(update={"rooms": (*problem.rooms, Room(id="Z"))})


def timetable(chosen: list[tuple[str, twins.Chain]]) -> Timetable:
    return Timetable.of(
        [sitting for _, chain in chosen for sitting in chain],
        [Unplaced(session=id, reason="left out") for id, chain in chosen if not chain],
    )


def amount(problem: Problem, code: str, timetable: Timetable) -> int:
    """What the verifier finds of the rule, whatever its level."""
    if code in KINDS:
        family = verifier.STATED[code]
        found = family.breaches(read(problem, timetable), problem.rules[0])
    else:
        family = next(f for f in verifier.LEVELED if name(f) == code)
        found = family.breaches(read(problem, timetable))
    return sum(breach.amount for breach in found if breach.rule == code)


def in_other_rooms(problem: Problem, _: Options, now: Timetable) -> Iterator[Timetable]:
    for sitting in now.sittings:
        for room in problem.rooms:
            moved = sitting.model_copy(update={"room": room.id})
            yield Timetable.of([moved if s is sitting else s for s in now.sittings], now.unplaced)


def at_other_times(_: Problem, options: Options, now: Timetable) -> Iterator[Timetable]:
    """Each session at all times at which it has as many parts, in the same rooms."""
    for id, chains in options.items():
        own, others = now.of_session(id), [s for s in now.sittings if s.session != id]
        times = {tuple((s.start, s.end) for s in chain) for chain in chains}
        for spans in sorted(t for t in times if own and len(t) == len(own)):
            moved = (
                sitting.model_copy(update={"start": start, "end": end})
                for sitting, (start, end) in zip(own, spans, strict=True)
            )
            yield Timetable.of([*others, *moved], now.unplaced)


def without_one(_: Problem, options: Options, now: Timetable) -> Iterator[Timetable]:
    placed = {s.session for s in now.sittings}
    yield from (only(now, placed - {id}) for id in sorted(placed))


def only(timetable: Timetable, sessions: set[str]) -> Timetable:
    """The timetable with all other sessions left out."""
    gone = {s.session for s in timetable.sittings} - sessions
    return Timetable.of(
        [s for s in timetable.sittings if s.session in sessions],
        [*timetable.unplaced, *(Unplaced(session=id, reason="left out") for id in sorted(gone))],
    )


@cache
def differs(code: str, n: int, changed: Changed, *, more: bool = False) -> bool:
    """Whether a change of some timetable changes what is found (``more``: adds to it)."""
    problem, options, timetables = case(code, n)
    for timetable in timetables:
        before = amount(problem, code, timetable)
        for other in changed(problem, options, timetable):
            after = amount(problem, code, other)
            if after > before or (after != before and not more):
                return True
    return False


def is_about_rooms(code: str, n: int) -> bool:
    """As the statement itself says, where it is one; else as the rule does."""
    if code in KINDS:
        return case(code, n)[0].rules[0].is_about_rooms()
    return DECLARATIONS[code].about_rooms


@pytest.mark.parametrize(("code", "n"), CASES)
def test_what_is_not_about_rooms_is_the_same_in_other_rooms(code: str, n: int) -> None:
    assert is_about_rooms(code, n) or not differs(code, n, in_other_rooms)


@pytest.mark.parametrize(("code", "n"), CASES)
def test_what_is_not_about_time_is_the_same_at_other_times(code: str, n: int) -> None:
    assert DECLARATIONS[code].about_time or not differs(code, n, at_other_times)


@pytest.mark.parametrize(("code", "n"), CASES)
def test_what_no_removal_breaks_is_kept_without_any_session(code: str, n: int) -> None:
    assert DECLARATIONS[code].removal_may_break or not differs(code, n, without_one, more=True)


@pytest.mark.parametrize(("code", "n"), CASES)
def test_a_breach_needs_as_many_sessions_as_declared(code: str, n: int) -> None:
    few = {"session": 1, "pair": 2}.get(DECLARATIONS[code].reach)
    problem, _, timetables = case(code, n)
    for timetable in timetables if few is not None else ():
        if amount(problem, code, timetable) > 0:
            ids = sorted({s.session for s in timetable.sittings})
            parts = (
                only(timetable, set(some)) for some in combinations(ids, min(few or 0, len(ids)))
            )
            assert any(amount(problem, code, part) > 0 for part in parts)


@pytest.mark.parametrize("code", sorted(DECLARATIONS))
def test_nothing_is_declared_that_no_timetable_shows(code: str) -> None:
    rule, numbers = DECLARATIONS[code], range(len(LEVELED[code]))
    assert rule.about_rooms == any(differs(code, n, in_other_rooms) for n in numbers)
    assert rule.about_time == any(differs(code, n, at_other_times) for n in numbers)
    assert rule.removal_may_break == any(differs(code, n, without_one, more=True) for n in numbers)


@pytest.mark.parametrize("code", sampled(sorted(DECLARATIONS), 8))
def test_what_ends_a_running_sitting_says_so(code: str) -> None:
    numbers = range(len(LEVELED[code]))
    assert DECLARATIONS[code].ends_running == any(breaks_running(code, n) for n in numbers)


def breaks_running(code: str, n: int) -> bool:
    """Whether some sitting that has been on for five minutes breaks the rule by itself."""
    problem, _, timetables = case(code, n)
    for first in sorted({s for t in timetables for s in t.sittings if s.part == 1}, key=str):
        now = first.start + timedelta(minutes=5)
        situation = Situation(
            now=now,
            freeze_until=now,
            published=(first,),
            minutes={first.session: (first.end - first.start) // timedelta(minutes=1)},
            running=(first,),
            cancelled=frozenset(s.id for s in problem.sessions if s.id != first.session),
        )
        begun = problem.model_copy(update={"situation": situation, "in_force": "roll"})
        if any(v.rule == code for v in verifier.violations(begun, Timetable.of([first]))):
            return True
    return False


@pytest.mark.parametrize("level", ["hard", "soft"])
@pytest.mark.parametrize(("code", "n"), CASES)
def test_without_rooms_a_problem_asks_for_no_more(code: str, n: int, level: Level) -> None:
    problem, (_, _, timetables) = with_a_choice(LEVELED[code][n][0](level)), case(code, n)
    if not relaxation.is_free(problem):
        pytest.skip("rooms are never left for later here")
    relaxed = relaxation.without_rooms(problem)
    for timetable in timetables:
        if verifier.violations(problem, timetable):
            continue
        gathered = Timetable.of(
            [s.model_copy(update={"room": relaxation.ANYWHERE.id}) for s in timetable.sittings],
            timetable.unplaced,
        )
        assert verifier.violations(relaxed, gathered) == []
        for tier, cost in verifier.tier_costs(relaxed, gathered).items():
            assert cost <= verifier.tier_costs(problem, timetable)[tier]
