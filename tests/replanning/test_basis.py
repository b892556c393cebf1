"""What is known before a replan: facts that can no longer be taken back are in force."""

from datetime import datetime

import pytest

from scheduler import verifier
from scheduler.problem import Problem
from scheduler.replanning.basis import held_as_published, not_noticed_yet
from scheduler.replanning.durations import PublishedBasis
from scheduler.replanning.facts import parse
from scheduler.replanning.next_problem import as_recorded
from scheduler.replanning.replan import record_replan, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.timetable import Record, Timetable
from tests.conftest import At, Tiny, moment

BUDGET = Budget(seconds=600, workers=1)
FACTS = ("late wg1 7m at 2030-03-04 10:00", "overrun wg2 5m at 2030-03-04 10:00")


def issued(problem: Problem, at: At) -> Record:
    """wg1 at ten on Monday and wg2 at two, told at ten that one starts late, one overruns."""
    sittings = [at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "14:00", "14:20")]
    first = Record(
        meeting="m",
        scenario_sha256="",
        timezone="Europe/Zurich",
        sittings=Timetable.of(sittings).sittings,
    )
    request = ReplanRequest(
        problem, first, FACTS, now=datetime(2030, 3, 4, 10), policy="stay", budget=BUDGET
    )
    return record_replan(replan(request), first, sha256="")


@pytest.mark.parametrize(
    ("hour", "in_force"), [((10, 5), ()), ((11, 0), FACTS[:1]), ((15, 0), FACTS)]
)
def test_a_fact_that_can_no_longer_be_taken_back_stays_in_force_in_its_place(
    tiny: Tiny, at: At, hour: tuple[int, int], in_force: tuple[str, ...]
) -> None:
    """Before it starts; once the late one has started; once all is over."""
    problem = tiny()
    before = issued(problem, at)
    request = ReplanRequest(
        problem,
        before,
        undone=FACTS,
        now=datetime(2030, 3, 4, *hour),
        policy="stay",
        budget=BUDGET,
    )
    made = record_replan(replan(request), before, sha256="")
    assert made.facts == in_force
    assert verifier.false_claims(as_recorded(problem, made), made, before.timetable) == []


def test_a_session_that_lost_its_place_lasts_as_before_once_its_overrun_is_taken_back(
    tiny: Tiny, at: At
) -> None:
    """Of two overruns, each taken back by itself."""
    problem = tiny()
    first = Record(
        meeting="m",
        scenario_sha256="",
        timezone="Europe/Zurich",
        sittings=Timetable.of([at("wg2", "A", "14:00", "14:20")]).sittings,
    )
    facts = ("overrun wg2 35m", "overrun wg2 30m")
    now = datetime(2030, 3, 4, 9)
    told = ReplanRequest(problem, first, facts, now=now, policy="stay", budget=BUDGET)
    lost = record_replan(replan(told), first, sha256="")
    assert [u.session for u in lost.unplaced] == ["wg2"]
    for undone, minutes in (((facts[0],), 50), ((facts[1],), 55), (facts, 20)):
        request = ReplanRequest(problem, lost, undone=undone, now=now, budget=BUDGET)
        (sitting,) = replan(request).outcome.timetable.of_session("wg2")
        assert (sitting.end - sitting.start).seconds == 60 * minutes


def test_what_lasts_as_long_as_was_published_has_not_been_noticed_before_its_end(
    tiny: Tiny, at: At
) -> None:
    problem = tiny()
    before = Timetable.of([at("wg1", "A", "10:00", "10:25")])
    facts = parse(problem, ("overrun wg1 5m", "early wg1 5m"))
    for told, noticed in ((facts, [False, True]), (facts[1:], [True, True])):
        basis = PublishedBasis(problem, before, before=(), new=told)
        found = [not not_noticed_yet(basis, told[-1], moment(now)) for now in ("10:25", "10:26")]
        assert found == noticed


def test_all_was_held_as_published_unless_something_was_told_of_it(tiny: Tiny, at: At) -> None:
    problem = tiny()
    before = Timetable.of([at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "14:00", "14:20")])

    def held(*facts: str) -> bool:
        basis = PublishedBasis(problem, before, before=(), new=parse(problem, facts))
        return held_as_published(basis, moment("11:00"))

    assert held()
    assert held("early wg2 5m")
    assert not held("early wg1 5m")
    assert not held("speakers wg2 2 5m at 2030-03-04 14:10")
