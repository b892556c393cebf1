"""What is answered to ``why SESSION --at`` agrees with all timetables of random small problems."""

import pytest

from scheduler import verifier
from scheduler.insight.location import NoSuchPlaceError, staying
from scheduler.insight.why_not import why_not
from scheduler.insight.why_not_answer import WhyNot
from scheduler.problem import Problem
from scheduler.problem.day_slots import day_slots
from scheduler.problem.subproblem import restrict
from scheduler.timetable import Timetable
from tests import draws
from tests.draws import sampled
from tests.insight.questions import Drawn, drawn, every
from tests.insight.test_why_not import locate
from tests.twins import twins


def check(seed: int) -> bool:
    """Whether there was something to compare."""
    asked = drawn(seed)
    if asked is None:
        return False
    try:
        answer = why_not(
            asked.problem, asked.timetable, asked.session, asked.at, locate=locate, seconds=20
        )
    except NoSuchPlaceError:
        return False
    problem = judged(asked, answer)
    if answer.timetable is None:
        refused(asked, answer, problem)
    elif answer.refusals:
        closest(asked, answer, problem)
    elif twins.bare(answer.timetable) != twins.bare(asked.timetable):
        cheapest(asked, answer, problem)
    return True


def judged(asked: Drawn, answer: WhyNot) -> Problem:
    """The problem that was asked about: in a rolling order, with another policy."""
    if answer.policy is None:
        return asked.problem
    return staying(asked.problem, asked.timetable).model_copy(update={"in_force": answer.policy})


def there(asked: Drawn, timetable: Timetable) -> bool:
    sittings = timetable.of_session(asked.session)
    slot, _, room = asked.at.partition(":")
    return bool(sittings) and any(
        s.start <= sittings[0].start < s.end and slot in (s.id, s.template.id)
        for s in day_slots(asked.problem)
        if room in ("", sittings[0].room)
    )


def whole(asked: Drawn, problem: Problem) -> list[Timetable]:
    """All timetables with the session there that leave out nobody who has to be in."""
    ranked = {session.id for session in problem.held if session.rank is not None}
    return [
        t
        for t in every(problem)
        if there(asked, t) and (ranked.issuperset(u.session for u in t.unplaced))
    ]


def refused(asked: Drawn, answer: WhyNot, problem: Problem) -> None:
    assert answer.proved, "a small problem is decided"
    assert not whole(asked, problem)
    alone = restrict(problem, [asked.session])
    if answer.for_good:
        assert not any(there(asked, t) for t in every(alone) if t.sittings)


def closest(asked: Drawn, answer: WhyNot, problem: Problem) -> None:
    assert answer.timetable is not None
    assert verifier.violations(problem, answer.timetable) == []
    assert answer.proved, "a small problem is decided"
    change = staying(problem, asked.timetable)
    costs = [tuple(verifier.tier_costs(change, t).values()) for t in whole(asked, problem)]
    assert tuple(verifier.tier_costs(change, answer.timetable).values()) == min(costs)


def cheapest(asked: Drawn, answer: WhyNot, problem: Problem) -> None:
    """With all others where they are, whatever start and room, and however long."""
    assert answer.timetable is not None
    assert answer.difference is not None
    assert verifier.violations(problem, answer.timetable) == []
    assert others(asked, answer.timetable) == others(asked, asked.timetable)
    assert answer.proved, "a small problem is decided"
    before = verifier.tier_costs(problem, asked.timetable)
    after = verifier.tier_costs(problem, answer.timetable)
    assert answer.difference.by_tier == tuple(after[tier] - before[tier] for tier in after)
    rivals = [
        t for t in whole(asked, problem) if others(asked, t) == others(asked, asked.timetable)
    ]
    costs = [tuple(verifier.tier_costs(problem, t).values()) for t in rivals]
    assert tuple(after.values()) == min(costs)
    assert answer.free == len({place(asked, t) for t in rivals})


def others(asked: Drawn, timetable: Timetable) -> set[object]:
    return {s for s in twins.bare(timetable).sittings if s.session != asked.session}


def place(asked: Drawn, timetable: Timetable) -> tuple[object, str]:
    first = timetable.of_session(asked.session)[0]
    return first.start, first.room


@pytest.mark.parametrize("block", sampled(range(4), 1))
def test_every_answer_agrees_with_all_timetables(block: int) -> None:
    assert any(map(check, range(9_000 + 100 * block, 9_100 + 100 * block)))


@pytest.mark.long
@pytest.mark.parametrize("share", draws.SHARES)
def test_every_answer_agrees_on_many(share: int) -> None:
    draws.rounds("why not", range(15_000, 19_000), share, check)
