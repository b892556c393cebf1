"""From a plain timetable to one that bears surprises, if there is one that costs no more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scheduler.errors import Infeasible, Interrupted, NoTimetable, UsageError
from scheduler.problem import Place, Policy, Problem
from scheduler.replanning.pins import with_pins
from scheduler.risk.assessing import draw_lengths, layout_of
from scheduler.risk.chains import Chain
from scheduler.risk.stand import Stand, stand_at
from scheduler.robustness.chain_model import best_hours, candidates
from scheduler.robustness.free_model import place_free
from scheduler.robustness.hours import Hours, Priced, costs, descend, plan
from scheduler.robustness.judging import Judgement, judge, stored
from scheduler.search.budget import Budget
from scheduler.search.cpsat.limits import Limits, interruptible
from scheduler.search.outcome import Outcome, judged
from scheduler.search.proofs import Answer
from scheduler.search.solve import solve
from scheduler.timetable import Robustness, Timetable

NAME = "robust"
BY_RULE: tuple[Policy, ...] = ("roll", "stay")
"""Policies under which a rolling order that stands by itself leaves nothing to decide."""
FRESH = 100_000
"""Weeks in which what came out is judged."""
MODELLED, FEWEST, STARTS = 100, 20, 400
"""Weeks of a model: so many, or as many as have so many starts in all, and never fewer."""
POLISHED = 1_000
"""Weeks by which the hours of a model are improved one by one."""
MODEL_SEEDS = (1_000_003, 2_000_003)
"""Added to the seed: of the weeks of a model, and of those by which its hours are improved."""
SHARE = 0.3
"""Share of the time left that one model may use."""
MOST_SECONDS = 5.0
"""What one model may use at most: what it proves it mostly proves early."""


@dataclass(frozen=True)
class Robust:
    """
    What came out, and how it was judged.

    Attributes
    ----------
    outcome
        The robust timetable; the plain one if that is as good.
    hours
        The pins that it needs.
    """

    outcome: Outcome
    hours: tuple[Place, ...]
    judgement: Judgement

    def stored(self, seed: int) -> Robustness:
        """What a timetable file holds of how it was judged."""
        return stored(self.judgement, seed, kept=self.outcome.strategy == NAME)


def make_robust(plain: Outcome, budget: Budget) -> Robust:
    """
    A timetable that costs no more in any tier, and less in the weeks that may come.

    UsageError where weeks do not follow by table, with the reason.
    """
    limits = Limits.of(budget, NAME)
    stand = stand_at(plain.problem, plain.timetable)
    refuse(plain.problem, stand)
    with interruptible(limits.stop):
        placed = _with_slack(plain, stand, limits)
        made, hours = _with_hours(plain, placed, limits)
    robust = stand if made is None else stand_at(made.problem, made.timetable)
    if layout_of(robust).reasons:
        made, robust = None, stand
    judgement = judge(stand, robust, FRESH, budget.seed)
    kept = made is not None and judgement.is_better
    return Robust(made, hours, judgement) if made and kept else Robust(plain, (), judgement)


def refuse(problem: Problem, stand: Stand) -> None:
    """UsageError where nothing is left to chance, or weeks have to be replanned one by one."""
    policy = problem.in_force or problem.usual_policy
    if policy not in BY_RULE:
        raise UsageError(f"--robust works only under policy roll or stay, not under {policy}")
    placed = [s.id for s in stand.instance.sessions if stand.timetable.of_session(s.id)]
    if all(len(stand.durations[id].chance) == 1 for id in placed):
        raise UsageError(
            "--robust: every session lasts exactly its minutes, so there is no risk; give "
            "a range, as in 'minutes: 90 (60 to 180)'"
        )
    for room, reason in layout_of(stand).reasons:
        raise UsageError(f"--robust is not possible for the rolling order of {room}: {reason}")


def _with_slack(plain: Outcome, stand: Stand, limits: Limits) -> Timetable:
    """The timetable with its free sessions where there is slack, if that was found."""
    found = place_free(plain.problem, stand, plain.tiers, _short(limits))
    return plain.timetable if found is None else found[0]


def _with_hours(
    plain: Outcome, placed: Timetable, limits: Limits
) -> tuple[Outcome | None, tuple[Place, ...]]:
    """The timetable with the best hours that cost nothing in the tiers; None: it is the plain."""
    stand = stand_at(plain.problem, placed)
    chains = [chain for chain in layout_of(stand).chains if chain.rolls]
    for later in (True, False):
        places = [place for c in chains for place in _hours_of(stand, c, limits, later=later)]
        made = _planned(plain, stand, placed, places, limits, later=later)
        if made is not None:
            same = not places and made.timetable == plain.timetable
            return (None if same else made), tuple(places)
    return None, ()


def _hours_of(stand: Stand, chain: Chain, limits: Limits, *, later: bool) -> Iterator[Place]:
    """The best hours of a chain; ``later``: they may put off what is printed."""
    choices = candidates(chain)
    printed = [int(minute) for minute in plan(chain).starts[:, 0]]
    if not later:
        choices = tuple(
            tuple(hour for hour in own if hour <= start)
            for own, start in zip(choices, printed, strict=True)
        )
    none = (0,) * len(chain.links)
    weeks = max(FEWEST, min(MODELLED, STARTS // len(chain.links)))
    few, many = (
        _priced(stand, chain, count, limits.seed + seed)
        for count, seed in zip((weeks, POLISHED), MODEL_SEEDS, strict=True)
    )

    def goes_on() -> bool:
        return limits.left > 0

    start = descend(few, none, choices, goes_on)
    found = best_hours(few, choices, start, _short(limits)).hours
    polished = min(
        (descend(many, found, choices, goes_on), none),
        key=lambda hours: float(costs(many, hours).mean()),
    )
    for link, hour in zip(chain.links, _earliest_alike(many, polished, choices), strict=True):
        if hour:
            yield Place(session=link.session, not_before=stand.clock(hour))


def _short(limits: Limits) -> Limits:
    """What one model may use."""
    seconds = limits.elapsed + min(SHARE * limits.left, MOST_SECONDS)
    return replace(limits, seconds=seconds, grace=None)


def _priced(stand: Stand, chain: Chain, weeks: int, seed: int) -> Priced:
    ids = [link.session for link in chain.links]
    lengths = draw_lengths(stand, ids, weeks, seed)
    weights = stand.instance.problem.risk.weights
    return Priced(chain, stand.meeting_minutes, np.stack([lengths[id] for id in ids]), weights)


def _earliest_alike(priced: Priced, hours: Hours, choices: Sequence[Sequence[int]]) -> Hours:
    """The earliest hours, or none, that cost the same: no hour is given for nothing."""
    cost = float(costs(priced, hours).mean())
    for n in reversed(range(len(hours))):
        for hour in choices[n]:
            tried = (*hours[:n], hour, *hours[n + 1 :])
            if hour >= hours[n]:
                break
            if float(costs(priced, tried).mean()) <= cost + 1e-9:
                hours = tried
                break
    return hours


def _planned(
    plain: Outcome,
    stand: Stand,
    placed: Timetable,
    hours: Sequence[Place],
    limits: Limits,
    *,
    later: bool,
) -> Outcome | None:
    """The verified timetable with these hours, if it costs no more in any tier."""
    problem = with_pins(plain.problem, hours)
    if not later or all(_keeps(placed, place) for place in hours):
        tiers = plain.tiers
        certificates = () if hours else plain.certificates
        answer = Answer(tiers, placed, frozenset(), certificates=certificates)
        return judged(problem, answer, NAME, limits)
    ordered = {stand.instance.sessions[i].id for i in stand.instance.order_of}
    others = [
        Place(session=s.session, start=s.start, room=s.room)
        for s in placed.sittings
        if s.part == 1 and s.session not in ordered
    ]
    budget = Budget(max(1.0, limits.left), limits.seed, limits.workers)
    try:
        found = solve(with_pins(problem, others), budget, naming_rules=False)
    except (Infeasible, NoTimetable, Interrupted):
        return None
    if [t.cost for t in found.tiers] != [t.cost for t in plain.tiers]:
        return None
    answer = Answer(plain.tiers, found.timetable, frozenset())
    return judged(problem, answer, NAME, limits)


def _keeps(placed: Timetable, hour: Place) -> bool:
    """Whether a session is planned at its hour, or after it, as it is."""
    assert hour.not_before is not None
    return placed.of_session(hour.session)[0].start >= hour.not_before
