"""The sets that can be run by name: an instance as a problem, and how it is scored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from typing import Any

from scheduler import scenario, verifier
from scheduler.problem import Problem
from scheduler.render.terminal.answer import INFEASIBLE
from scheduler.timetable import Tier, Timetable
from tests.benchmarks import catalogue, talks
from tests.benchmarks.adapters import cosplib, ietf, optaplanner, tpac
from tests.benchmarks.catalogue import Asked
from tests.benchmarks.centre import centre
from tests.benchmarks.data import read
from tests.benchmarks.scorers import cosplib as cosplib_score
from tests.benchmarks.scorers import ietf as ietf_score
from tests.benchmarks.scorers import optaplanner as optaplanner_score
from tests.benchmarks.scorers import tpac as tpac_score
from tests.docs.scenario_headers import read_header

Figures = dict[str, int]
Bound = int | dict[str, int]
PREFERENCES = "preferences"


def by_tier(tiers: Sequence[Tier]) -> Bound:
    """Bounds in our own terms, where they say nothing in those of the instance."""
    return {tier.name: tier.bound for tier in tiers}


def of_preferences(tiers: Sequence[Tier]) -> Bound:
    """Where all that we charge is what they charge."""
    return sum(tier.bound for tier in tiers if tier.name == PREFERENCES)


def of_preferences_alone(tiers: Sequence[Tier]) -> Bound:
    """The same, unless something else is charged as well, such as sessions without a place."""
    alone = all(tier.cost == 0 for tier in tiers if tier.name != PREFERENCES)
    return of_preferences(tiers) if alone else by_tier(tiers)


@dataclass(frozen=True, slots=True)
class Case:
    """
    A problem and an independent scorer of its timetables.

    ``score`` gives the instance's own figures by name; ``total`` is the one to compare.
    ``bound``: what our bounds say of that total, or our bounds by tier where that cannot be said.
    ``policy``: under which it is to be solved. ``impossible``: there should be no timetable.
    """

    problem: Problem
    score: Callable[[Timetable], Figures]
    bound: Callable[[Sequence[Tier]], Bound] = by_tier
    policy: Any = None
    impossible: bool = False


def case(named: str | Asked) -> Case:
    """The problem and the scorer of a set, by its name or as the catalogue has found it."""
    asked = catalogue.asked(named)[0] if isinstance(named, str) else named
    match asked.kind, asked.path:
        case "ietf", Path() as path:
            return _ietf(read(path))
        case "tpac", Path() as path:
            return _tpac(read(path))
        case "cosplib", Path() as path:
            return _cosplib(read(path), asked.rest or "soft")
        case "optaplanner", Path() as path:
            return _optaplanner(read(path))
        case "scenario", Path() as path:
            return _scenario(path)
        case "scale", _:
            sessions, _, seed = asked.rest.partition(":")
            return ours(centre(int(sessions), int(seed or 1)))
        case "talks", _:
            count, _, seed = asked.rest.partition(":")
            return _talks(talks.talks(int(count), int(seed or 1)))
    raise ValueError(f"{asked.name} is no problem to be solved from nothing")


def ours(problem: Problem) -> Case:
    """A meeting in our own rules: priced by the verifier, which knows nothing of the solver."""

    def score(timetable: Timetable) -> Figures:
        tiers: Figures = {}
        for charge in verifier.charges(problem, timetable):
            tiers[charge.tier] = tiers.get(charge.tier, 0) + charge.amount
        return {
            "total": tiers.pop(PREFERENCES, 0),
            "unplaced": len(timetable.unplaced),
            "broken": sum(1 for _ in verifier.violations(problem, timetable)),
            **{tier: amount for tier, amount in sorted(tiers.items()) if tier != "unplaced"},
        }

    return Case(problem, score, of_preferences_alone)


def _scenario(path: Path) -> Case:
    """As the header of the file says: under which policy, and whether it is possible at all."""
    asked = read_header(path)[1][0]
    made = ours(scenario.load(path).problem)
    impossible = (str(INFEASIBLE),) in asked.expected("exit")
    return replace(made, policy=asked.policy, impossible=impossible)


def _talks(data: talks.Talks) -> Case:
    """Nothing to be charged: whatever keeps the rules is as good as can be."""
    return Case(talks.problem(data), lambda timetable: talks.score(data, timetable), of_preferences)


def _ietf(data: Any) -> Case:
    def score(timetable: Timetable) -> Figures:
        placed = {
            s.session: (s.room, s.start.astimezone(UTC), s.end.astimezone(UTC))
            for s in timetable.sittings
        }
        found = ietf_score.score(data, placed)
        broken = {
            term: len(names)
            for term, names in ietf_score.impossible(data, placed).items()
            if term != "missing"
        }
        return {
            "total": sum(found.values()),
            "unplaced": len(timetable.unplaced),
            "broken": sum(broken.values()),
            **found,
        }

    return Case(ietf.problem(data), score, of_preferences)


def _tpac(data: Any) -> Case:
    def score(timetable: Timetable) -> Figures:
        sittings = [(s.session, s.room, s.start) for s in timetable.sittings]
        found = tpac_score.score(data, sittings)
        broken = sum(map(len, tpac_score.impossible(data, sittings).values()))
        return {"total": found["small"] + 1_000 * found["switches"], "broken": broken, **found}

    return Case(tpac.problem(data), score)


def _cosplib(data: Any, presenters: str) -> Case:
    """
    Some of their terms are counted by cell and ours by submission: where an instance has them, our
    bounds say nothing of their total.
    """
    said = cosplib.terms(data, presenters=presenters)
    differing = [t for t in ("order",) if said[t]]

    def score(timetable: Timetable) -> Figures:
        found = cosplib_score.score(data, timetable)
        return {"total": found["total"], **found}

    bound = by_tier if differing else of_preferences
    return Case(cosplib.problem(data, presenters=presenters), score, bound)


def _optaplanner(data: Any) -> Case:
    def score(timetable: Timetable) -> Figures:
        found = optaplanner_score.score(data, timetable)
        return {"total": found["medium"], **found}

    def bound(tiers: Sequence[Tier]) -> Bound:
        minutes = sum(tier.bound for tier in tiers if tier.name == PREFERENCES)
        return -(-minutes // optaplanner.grain_of(data))

    return Case(optaplanner.problem(data), score, bound)
