"""What is suggested agrees with all timetables of random small problems."""

import pytest

from scheduler import verifier
from scheduler.insight.suggesting import suggest
from scheduler.problem import Sitting
from scheduler.timetable import Timetable
from tests import draws
from tests.draws import sampled
from tests.insight.questions import Drawn, drawn, every
from tests.twins import twins


def check(seed: int) -> bool:
    """Whether there was something to compare."""
    asked = drawn(seed)
    if asked is None:
        return False
    problem = asked.problem
    answer = suggest(problem, asked.timetable, asked.session, top=50)
    before = verifier.tier_costs(problem, asked.timetable)
    for suggestion in answer.found:
        assert verifier.violations(problem, suggestion.timetable) == []
        after = verifier.tier_costs(problem, suggestion.timetable)
        assert suggestion.difference.by_tier == tuple(after[t] - before[t] for t in after)
        moved = others(asked, suggestion.timetable) ^ others(asked, asked.timetable)
        assert {s.session for s in moved} == set(suggestion.followers)
    assert answer.free <= answer.tried <= answer.places
    assert answer.tried == answer.places, "a small problem is looked at whole"
    assert answer.free == len(free(asked))
    return True


def others(asked: Drawn, timetable: Timetable) -> set[Sitting]:
    return {s for s in twins.bare(timetable).sittings if s.session != asked.session}


def free(asked: Drawn) -> set[object]:
    """Other starts and rooms, all else as it is."""
    own = asked.timetable.of_session(asked.session)
    now = [(s.start, s.room) for s in own][:1]
    stay = others(asked, asked.timetable)
    return {
        (first.start, first.room)
        for t in every(asked.problem)
        if others(asked, t) == stay and t.of_session(asked.session)
        for first in t.of_session(asked.session)[:1]
        if [(first.start, first.room)] != now
    }


@pytest.mark.parametrize("block", sampled(range(4), 1))
def test_every_suggestion_agrees_with_all_timetables(block: int) -> None:
    assert any(map(check, range(9_000 + 100 * block, 9_100 + 100 * block)))


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_every_suggestion_agrees_on_many(share: int) -> None:
    draws.rounds("suggest", range(15_000, 19_000), share, check)
