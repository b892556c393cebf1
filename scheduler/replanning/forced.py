"""
Which changes no timetable avoids.

A change is *forced* when no timetable within the policy avoids it at equal cost in the tiers before
the first one that counts it, and *a choice* when one does: the solver is asked, and the verifier
has to accept what it found. That no timetable avoids it is believed from two runs. Changes of one
tier are asked about together: "could at least one of them be avoided?" If not, all are forced. If
so, those that were avoided are a choice among equals, and the rest are asked again.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, CpSolver, LinearExpr

from scheduler import model as models
from scheduler.errors import ModelTooLarge, VerificationError
from scheduler.instance.compile import compile
from scheduler.model import Model
from scheduler.replanning.first_tiers import FirstTiers
from scheduler.replanning.unchanged import lacks, stays_without
from scheduler.search.cpsat.limits import Limits, interruptible
from scheduler.search.cpsat.running import is_confirmed, run
from scheduler.search.cpsat.timetables import timetable_of
from scheduler.search.exact.everything import until_paid
from scheduler.search.outcome import Outcome, judge
from scheduler.search.repair import neighbourhood
from scheduler.search.repair.neighbourhood import Part
from scheduler.timetable import Change, Tier, Timetable

Key = tuple[str, str]
"""A change: the session and the kind."""
Verdicts = Mapping[Key, bool]
"""Whether a change is forced (True) or a choice (False); what was not asked is not there."""


def find_forced(
    outcome: Outcome, changes: Sequence[Change], seconds: float, added: Collection[str] = ()
) -> Verdicts:
    """
    Whether each change is forced, as far as the seconds allow to ask.

    ``added``: sessions that are held since a fact was told, or taken back: that they have a place
    now is forced by that.
    """
    found, to_ask = _happened(outcome, changes, added), dict[str, list[Change]]()
    tiers = FirstTiers(outcome)
    for change in changes:
        if _key(change) not in found:
            to_ask.setdefault(tiers.of(change), []).append(change)
    if seconds <= 0 or not to_ask:
        return found
    questions = _Questions(outcome, Limits(seconds, outcome.seed, outcome.workers))
    # where a model of the question is too large, it is not asked
    with interruptible(questions.limits.stop), suppress(ModelTooLarge):
        for reached in outcome.tiers:
            now, later = to_ask.pop(reached.name, ()), [c for row in to_ask.values() for c in row]
            found |= questions.verdicts(now, later)
            if found.keys() >= {_key(change) for change in later}:
                break
            questions.hold(reached)
    return found


def _happened(
    outcome: Outcome, changes: Sequence[Change], added: Collection[str]
) -> dict[Key, bool]:
    """
    Changes that a fact states itself, or that differ only in what has been held: forced without a
    question.
    """
    held = {session.id for session in outcome.problem.held}
    return {
        _key(change): True
        for change in changes
        if change.session not in held
        or (change.kind == "new" and change.session in added)
        or lacks(outcome.problem, change, outcome.timetable)
    }


class _Questions:
    """
    Questions about the timetables that cost no more than the one found, in the tiers so far.

    Where a repair found it, only those are free that were free then, whom is asked about, and
    whoever they push away.
    """

    def __init__(self, outcome: Outcome, limits: Limits) -> None:
        self.limits = limits
        self._outcome = outcome
        self._instance = compile(outcome.problem)
        self._free = outcome.free
        self._reached: list[Tier] = []
        self._part: Part | None = None

    def hold(self, tier: Tier) -> None:
        """From now on, nothing that costs more in this tier."""
        self._reached.append(tier)
        if self._free is None and tier.name == "days" and self._instance.orders:
            self._part = None  # far fewer places are left for who follows whom
        if self._part is not None:
            _hold(self._part.model, tier)

    def verdicts(self, changes: Sequence[Change], later: Sequence[Change]) -> dict[Key, bool]:
        """
        The verdicts on changes counted first in the next tier, as far as the limits allow.

        ``later``: those that are counted after it. Mostly one question settles all of them: what
        is not avoided now is not avoided at equal cost in more tiers.
        """
        found, left, step = dict[Key, bool](), {_key(change): change for change in changes}, 0
        self._set_free({change.session for change in changes})
        if changes and later and self._free is None and self.limits.left > 0:
            status, witness, _ = self._ask([*changes, *later])
            if status == INFEASIBLE and self._is_sure():
                return dict.fromkeys(map(_key, (*changes, *later)), True)
            if witness is not None:
                found = dict.fromkeys(self._avoided(left, witness), False)
                left = {key: change for key, change in left.items() if key not in found}
        while left and self.limits.left > 0:
            status, witness, away = self._ask(list(left.values()))
            if status == INFEASIBLE:
                return found | (dict.fromkeys(left, True) if self._is_sure() else {})
            if witness is not None:
                avoided = self._avoided(left, witness)
                if not avoided:
                    break
                found |= dict.fromkeys(avoided, False)
                left = {key: change for key, change in left.items() if key not in avoided}
            elif away:
                assert self._free is not None
                self._free = neighbourhood.grow(self._instance, self._free, away, step)
                self._part, step = None, step + 1
            else:
                break
        return found

    def _set_free(self, sessions: Collection[str]) -> None:
        """A session that is asked about must be free to be elsewhere."""
        if self._free is not None and not self._free.issuperset(sessions):
            self._free = self._free.union(sessions)
            self._part = None

    def _ask(self, changes: Sequence[Change]) -> tuple[object, Timetable | None, frozenset[str]]:
        """Could one of them be avoided? The answer, a timetable that does, or who leaves."""
        with self.limits.bounded():
            part = self._part = self._part or self._build()
        model = part.model
        question = model.cp.new_bool_var("looking for changes that can be avoided")
        avoided = [stays_without(model, change) for change in changes]
        model.cp.add_bool_or(avoided).only_enforce_if(question)
        model.cp.clear_assumptions()
        model.cp.add_assumption(question)
        if part.may_leave:
            model.cp.minimize(LinearExpr.sum([1 - model.var.placed[i] for i in part.may_leave]))
        solver, status = run(model.cp, self.limits, "forced", manner="bound")
        if status not in (OPTIMAL, FEASIBLE):
            return status, None, frozenset()
        away = part.left(solver)
        return status, None if away else self._whole(model, solver), away

    def _is_sure(self) -> bool:
        """Whether a second run as well says that none of those asked about last is avoided."""
        assert self._part is not None
        return is_confirmed(self._part.model.cp, self.limits, "forced", manner="bound")

    def _whole(self, model: Model, solver: CpSolver) -> Timetable:
        """What was found; sessions that the part does not know are where they are."""
        found, now = timetable_of(model, solver), self._outcome.timetable
        inside = model.instance.index
        return Timetable.of(
            [
                *(s for s in found.sittings if s.session in inside),
                *(s for s in now.sittings if s.session not in inside),
            ],
            [*found.unplaced, *(u for u in now.unplaced if u.session not in inside)],
        )

    def _avoided(self, changes: Mapping[Key, Change], witness: Timetable) -> set[Key]:
        """
        The changes that a timetable avoids, if it is valid, at equal cost in the tiers so far.
        """
        problem = self._outcome.problem
        try:
            charges = judge(problem, witness, ())
        except VerificationError:
            return set()
        costs = Counter[str]()
        for charge in charges:
            costs[charge.tier] += charge.amount
        if any(costs[tier.name] != tier.cost for tier in self._reached):
            return set()
        return {key for key, change in changes.items() if lacks(problem, change, witness)}

    def _build(self) -> Part:
        """With sessions free to be left out, but where leaving out more than is costs too much."""
        may_drop = all(tier.name != "unplaced" or tier.cost > 0 for tier in self._reached)
        if self._free is None:
            costs = until_paid({tier.name: tier.cost for tier in self._reached})
            part = Part(models.build(self._instance, may_drop=may_drop, costs=costs), ())
        else:
            part = neighbourhood.build_part(self._instance, self._free, may_drop=may_drop)
        for tier in self._reached:
            _hold(part.model, tier)
        return part


def _hold(model: Model, tier: Tier) -> None:
    if tier.name in model.tiers:
        model.cp.add(LinearExpr.sum(model.tiers[tier.name]) <= tier.cost)


def _key(change: Change) -> Key:
    return change.session, change.kind
