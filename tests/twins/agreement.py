"""Both voices on a tiny problem: the same timetables, at the same prices."""

from collections.abc import Collection

from scheduler import verifier
from scheduler.problem import Problem
from scheduler.timetable import Timetable
from tests.twins import twins

MOST = 60
"""Timetables of a problem whose prices are compared; all, if there are no more."""


def accepted_alike(problem: Problem, tick: int) -> set[Timetable]:
    """The timetables that both voices accept."""
    expected = twins.accepted_by_verifier(problem, tick)
    found = twins.accepted_by_model(problem)
    assert _told(found - expected) == [], "the model accepts what the verifier refuses"
    assert _told(expected - found) == [], "the verifier accepts what the model refuses"
    return expected


def priced_alike(problem: Problem, tick: int) -> list[Timetable]:
    """Timetables that cost the same by both voices, spread over all that are accepted."""
    accepted = sorted(twins.accepted_by_verifier(problem, tick), key=str)
    chosen = accepted[:: -(-len(accepted) // MOST) or 1]
    for timetable, price in twins.prices(problem, chosen):
        assert price == verifier.tier_costs(problem, timetable), _told({timetable})
    return chosen


def _told(timetables: Collection[Timetable]) -> list[list[str]]:
    return [
        [
            f"{s.session} {s.part}/{s.parts} {s.room} {s.start:%d %H:%M}-{s.end:%H:%M}"
            + f" {','.join(s.chairs)} {s.team or ''}".rstrip()
            for s in t.sittings
        ]
        + [f"{u.session} unplaced" for u in t.unplaced]
        for t in sorted(timetables, key=str)[:4]
    ]
