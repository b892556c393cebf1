"""
Which combinations of chains the verifier accepts, without judging each of them whole.

A chain that breaks a rule about one session, all alone, breaks it in every timetable; so do two
chains that are in one room at once. The verifier itself says both, once a chain or a pair, and no
combination with them is gone through. A sample of those left out is judged whole all the same.
"""

import random
from collections.abc import Iterator, Sequence
from functools import cache
from types import ModuleType

from scheduler import verifier
from scheduler.problem import Problem, Sitting
from scheduler.timetable import Timetable, Unplaced
from scheduler.verifier.rules import availability, room_clash, room_fit, window

Chain = tuple[Sitting, ...]
Choice = tuple[int, ...]
"""One chain of each session, by number."""
ALONE = (availability, room_fit, window)
"""Rules about one session, whatever the others do."""
SAMPLE = 20
"""Combinations left out that are judged whole, in each problem."""


def accepted(
    problem: Problem,
    options: Sequence[Sequence[Chain]],
    rules: Sequence[ModuleType] = verifier.HARD,
) -> Iterator[Timetable]:
    """The timetables of one chain a session that break none of the rules."""
    single = [rule for rule in ALONE if rule in rules]
    alone = [
        [n for n, chain in enumerate(row) if not verifier.violations(problem, of(chain), single)]
        for row in options
    ]
    rooms = [rule for rule in (room_clash,) if rule in rules]
    candidates = list(_apart(problem, options, alone, rooms))
    _sample_is_refused(problem, options, frozenset(candidates), rules)
    judge = _Judge(problem, rules)
    for choice in candidates:
        timetable = timetable_of(problem, chosen(options, choice))
        if judge.accepts(timetable):
            yield timetable


def chosen(options: Sequence[Sequence[Chain]], choice: Choice) -> list[Chain]:
    return [row[n] for row, n in zip(options, choice, strict=True)]


def timetable_of(problem: Problem, chains: Sequence[Chain]) -> Timetable:
    """One chain for each session that is held; who has none is left out."""
    return Timetable.of(
        [sitting for chain in chains for sitting in chain],
        [
            Unplaced(session=session.id, reason="left out")
            for session, chain in zip(problem.held, chains, strict=True)
            if not chain
        ],
    )


def of(*chains: Chain) -> Timetable:
    """A timetable of these sittings and nothing else."""
    return Timetable.of([sitting for chain in chains for sitting in chain])


def _apart(
    problem: Problem,
    options: Sequence[Sequence[Chain]],
    alone: Sequence[Sequence[int]],
    rooms: Sequence[ModuleType],
) -> Iterator[Choice]:
    """Every choice of chains no two of which are in one room at once."""

    @cache
    def clash(i: int, n: int, j: int, m: int) -> bool:
        one, other = options[i][n], options[j][m]
        return _meet(one, other) and bool(verifier.violations(problem, of(one, other), rooms))

    def extended(before: Choice) -> Iterator[Choice]:
        j = len(before)
        if j == len(options):
            yield before
            return
        for m in alone[j]:
            if not any(clash(i, n, j, m) for i, n in enumerate(before)):
                yield from extended((*before, m))

    return extended(())


def _meet(one: Chain, other: Chain) -> bool:
    """Whether it is worth asking the verifier: some are in the same room at the same time."""
    return any(a.room == b.room and a.start < b.end and b.start < a.end for a in one for b in other)


def _sample_is_refused(
    problem: Problem,
    options: Sequence[Sequence[Chain]],
    candidates: frozenset[Choice],
    rules: Sequence[ModuleType],
) -> None:
    """Some of what is left out, judged whole, is refused as well."""
    pick = random.Random(1)
    if not all(options):
        return
    for _ in range(SAMPLE):
        choice = tuple(pick.randrange(len(row)) for row in options)
        if choice not in candidates:
            timetable = timetable_of(problem, chosen(options, choice))
            assert verifier.violations(problem, timetable, rules), choice


class _Judge:
    """Asks the rules one by one, first the one that refused last: most fall at the first."""

    def __init__(self, problem: Problem, rules: Sequence[ModuleType]) -> None:
        self.problem, self.rules = problem, list(rules)

    def accepts(self, timetable: Timetable) -> bool:
        for n, rule in enumerate(self.rules):
            if verifier.violations(self.problem, timetable, (rule,)):
                self.rules.insert(0, self.rules.pop(n))
                return False
        return True
