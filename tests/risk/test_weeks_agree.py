"""One simulated week is what ``replan`` answers to the same facts at the same moments."""

from random import Random

import numpy as np
import pytest

from scheduler.errors import Infeasible
from scheduler.problem import Policy, Problem
from scheduler.replanning.answering import answer_by
from scheduler.replanning.next_problem import as_recorded
from scheduler.replanning.replan import record_replan, replan
from scheduler.replanning.request import ReplanRequest
from scheduler.risk.assessing import layout_of
from scheduler.risk.chains import Chain
from scheduler.risk.distributions import certain
from scheduler.risk.drawing import draw_weeks
from scheduler.risk.exact import chances
from scheduler.risk.stand import Stand, stand_at
from scheduler.risk.weeks import Week, hold_week
from scheduler.search.budget import Budget
from scheduler.timetable import Record
from tests.risk.rolling_meetings import draw_meeting, draw_minutes

BUDGET = Budget(seconds=600, workers=1)
Times = dict[str, tuple[int, int]]


def by_table(chains: tuple[Chain, ...], minutes: dict[str, int]) -> Times:
    """(start, end) of each session, NEVER where somebody has to decide first."""
    times: Times = {}
    for chain in chains:
        lengths = [np.array([minutes.get(link.session, link.planned)]) for link in chain.links]
        weeks = draw_weeks(chain, lengths)
        for n, link in enumerate(chain.links):
            times[link.session] = int(weeks.starts[n, 0]), int(weeks.ends[n, 0])
    return times


def by_replan(stand: Stand, week: Week) -> Times:
    """The same as the week was held; only what was over when it stopped."""
    times: Times = {}
    for s in sorted(week.last.sittings, key=lambda s: s.start):
        if week.stopped is None or s.end <= week.stopped:
            start = times.get(s.session, (stand.minute(s.start), 0))[0]
            times[s.session] = start, stand.minute(s.end)
    return times


def check(problem: Problem, printed: Record, minutes: dict[str, int]) -> bool:
    """Whether the week was held to its end."""
    stand = stand_at(as_recorded(problem, printed), printed.timetable)
    layout = layout_of(stand)
    assert not layout.reasons
    never = stand.instance.horizon + 1
    expected = by_table(layout.chains, minutes)
    week = hold_week(problem, printed, minutes, answer_by(problem, "roll", BUDGET))
    held = by_replan(stand, week)
    if week.stopped is None:
        assert held == expected
        return True
    assert any(never in times for times in expected.values())
    over = {s for s in held if held[s][1] == expected[s][1]}
    # whoever had ended when somebody had to decide had ended just then by table as well
    ended = {s for s, (_, end) in expected.items() if end < stand.minute(week.stopped)}
    assert ended <= over
    return False


@pytest.mark.parametrize("seed", range(4))
def test_a_week_is_what_replan_makes_of_it(seed: int) -> None:
    rng = Random(seed)
    problem, printed = draw_meeting(rng)
    check(problem, printed, draw_minutes(rng, problem))


@pytest.mark.ci
@pytest.mark.parametrize("tenth", range(10))
def test_five_hundred_weeks_are_what_replan_makes_of_them(tenth: int) -> None:
    held = 0
    for seed in range(17 * tenth, 17 * tenth + 17):
        rng = Random(1_000 + seed)
        problem, printed = draw_meeting(rng)
        held += sum(check(problem, printed, draw_minutes(rng, problem)) for _ in range(3))
    assert held > 25  # of 51: most weeks are held to their end


@pytest.mark.parametrize("seed", range(20, 26))
def test_what_is_worked_out_is_what_is_drawn(seed: int) -> None:
    rng = Random(seed)
    problem, printed = draw_meeting(rng)
    stand = stand_at(as_recorded(problem, printed), printed.timetable)
    for chain in layout_of(stand).chains:
        worked_out = chances(chain)
        draws = np.random.default_rng(seed)
        lengths = [link.durations.at(draws.random(20_000)) for link in chain.links]
        weeks = draw_weeks(chain, lengths)
        for n in range(len(chain.links)):
            for exact, drawn in (
                (worked_out[n].starts, weeks.starts[n]),
                (worked_out[n].ends, weeks.ends[n]),
            ):
                never = 1 - exact.sum()
                seen = np.bincount(drawn, minlength=chain.never + 1) / 20_000
                # the largest distance of two distributions, by Dvoretzky, Kiefer and Wolfowitz
                distance = np.abs(np.cumsum(exact) - np.cumsum(seen))[:-1].max()
                assert distance < 0.02
                assert abs(never - seen[-1]) < 0.02


@pytest.mark.parametrize("seed", range(30, 34))
def test_without_surprises_everything_is_as_printed(seed: int) -> None:
    problem, printed = draw_meeting(Random(seed))
    stand = stand_at(as_recorded(problem, printed), printed.timetable)
    for chain in layout_of(stand).chains:
        for own, link in zip(
            chances(chain, tuple(certain(link.planned) for link in chain.links)),
            chain.links,
            strict=True,
        ):
            assert own.starts[link.printed[0][0]] == 1
            assert own.ends[link.printed[-1][1]] == 1


def check_chain(policy: Policy, seed: int) -> int:
    """
    Whether each answer of a week is what ``replan`` says; returns how many there were.

    A replan in full: it also asks what is forced, and starts from what was stored.
    """
    rng = Random(seed)
    problem, printed = draw_meeting(rng)
    minutes = draw_minutes(rng, problem)
    week = hold_week(problem, printed, minutes, answer_by(problem, policy, BUDGET))
    current = printed
    for told in week.told:
        request = ReplanRequest(
            problem, current, told.facts, now=told.moment, policy=policy, budget=BUDGET
        )
        if told.after is None:
            with pytest.raises(Infeasible):
                replan(request)
            break
        way = replan(request)
        made, after = way.outcome.timetable, told.after.timetable
        assert made.sittings == after.sittings
        assert {u.session for u in made.unplaced} == {u.session for u in after.unplaced}
        current = record_replan(way, current, sha256="")
        assert current.facts == told.after.facts
    return len(week.told)


POLICIES: tuple[Policy, ...] = ("hold", "extend", "reorder")


@pytest.mark.ci
@pytest.mark.parametrize("policy", POLICIES)
def test_a_week_under_another_policy_is_a_chain_of_replans(policy: Policy) -> None:
    assert sum(check_chain(policy, seed) for seed in range(3)) > 3


@pytest.mark.long
@pytest.mark.parametrize("policy", POLICIES)
def test_fifty_weeks_under_another_policy_are_chains_of_replans(policy: Policy) -> None:
    assert sum(check_chain(policy, 500 + seed) for seed in range(50)) > 50
