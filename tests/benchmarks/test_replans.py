"""Replans of real meetings: nothing moves that need not, the verifier accepts, bounds are told."""

from collections.abc import Iterator

import pytest

from scheduler import verifier
from scheduler.replanning.replan import Replanned
from tests.benchmarks import replans
from tests.benchmarks.data import instance
from tests.benchmarks.replans import Told, distance, moves
from tests.benchmarks.scorers.fosdem import score

REVISIONS = range(1, 9)


def fosdem(revision: int, *, free: bool) -> Told:
    name = "fosdem:free" if free else "fosdem"
    return next(t for t in replans.steps(name) if t.name == f"{name} {revision}")


def beyond(told: Told, found: Replanned) -> frozenset[str]:
    """What moved though nothing is told about it."""
    return moves(told.published.timetable, found.outcome.timetable) - told.named


def proved(found: Replanned) -> bool:
    return all(tier.cost == tier.bound for tier in distance(found))


@pytest.mark.long
@pytest.mark.parametrize("revision", REVISIONS)
def test_fosdem_with_destinations_given_comes_to_what_they_published(revision: int) -> None:
    told = fosdem(revision, free=False)
    found = told.replan(seconds=30)
    assert verifier.violations(found.outcome.problem, found.outcome.timetable) == []
    assert beyond(told, found) == frozenset()
    data = list(instance("fosdem/fosdem2026_trace"))
    counted = score(data, revision, found.outcome.timetable)
    assert counted["beyond"] == 0
    where = {s.session: (s.start, s.room) for s in found.outcome.timetable.sittings}
    assert {pin.session: where[pin.session] for pin in told.pins} == {
        pin.session: (pin.start, pin.room) for pin in told.pins
    }
    assert found.outcome.strategy == "repair"


@pytest.mark.long
@pytest.mark.parametrize("revision", REVISIONS)
def test_fosdem_with_destinations_free_moves_nothing_but_what_is_barred(revision: int) -> None:
    told = fosdem(revision, free=True)
    found = told.replan(seconds=30)
    assert verifier.violations(found.outcome.problem, found.outcome.timetable) == []
    assert beyond(told, found) == frozenset()
    assert all(tier.bound <= tier.cost for tier in found.outcome.tiers)
    assert found.outcome.timetable.unplaced == ()


@pytest.mark.parametrize("name", ["fosdem", "fosdem:free"])
def test_fosdem_two_talks_more_are_placed_and_proved_to_move_nobody(name: str) -> None:
    told = next(iter(replans.steps(name)))
    found = told.replan(seconds=60)
    assert moves(told.published.timetable, found.outcome.timetable) == frozenset()
    assert {(c.session, c.kind, c.reason) for c in found.changes} == {
        ("8382", "new", "it was added"),
        ("7398", "new", "it was added"),
    }
    assert found.outcome.status == "optimal"


def overruns(name: str) -> Iterator[tuple[Told, Replanned]]:
    for told in replans.steps(name):
        yield told, told.replan(seconds=20)


@pytest.mark.long
@pytest.mark.parametrize("name", ["overrun:optaplanner100", "overrun:ietf106"])
def test_an_overrun_moves_what_is_proved_to_have_to(name: str) -> None:
    some = 0
    for told, found in overruns(name):
        assert verifier.violations(found.outcome.problem, found.outcome.timetable) == []
        some += proved(found)
        assert all(tier.bound <= tier.cost for tier in found.outcome.tiers), told.name
        assert found.outcome.strategy == "repair"
    assert some > 0


def test_a_set_that_is_not_known_is_named() -> None:
    with pytest.raises(ValueError, match="no set of replans is called 'fosdom'"):
        replans.runs("fosdom")
