"""What the verifier finds in a timetable."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler import verifier
from scheduler.interface.plan import Plan
from scheduler.problem import Problem
from scheduler.timetable import Charge, Record
from scheduler.verifier import Violation


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What the verifier finds.

    Attributes
    ----------
    violations
        Hard rules that are broken, and prices that the file states wrongly.
    charges
        What the timetable costs, each line with its tier.
    """

    violations: Sequence[Violation]
    charges: Sequence[Charge]

    @property
    def valid(self) -> bool:
        """Whether no hard rule is broken, and every price is right."""
        return not self.violations


def verify(plan: Plan) -> Verdict:
    """Judge a timetable, also a hand-made one, by every rule of its scenario."""
    return judge(plan.problem, plan.record)


def judge(problem: Problem, record: Record) -> Verdict:
    """The verdict on a timetable of a problem."""
    charges = verifier.charges(problem, record.timetable)
    violations = verifier.violations(problem, record.timetable)
    for tier in record.tiers:
        cost = sum(charge.amount for charge in charges if charge.tier == tier.name)
        if cost != tier.cost:
            message = f"Tier {tier.name} costs {cost}, the file says {tier.cost}."
            violations.append(verifier.Violation("tiers", (), message))
    return Verdict(violations, charges)
