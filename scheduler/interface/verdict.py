"""What the verifier finds in a timetable."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler import verifier
from scheduler.interface.plan import Plan
from scheduler.problem import Problem, Waiver
from scheduler.timetable import Charge, Record, Timetable
from scheduler.verifier import FalseClaim, Finding, Violation


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What the verifier finds.

    Attributes
    ----------
    violations
        Hard rules that are broken.
    claims
        What the file says of itself and that is not so: costs, proofs, charges, facts, changes.
    charges
        What the timetable costs, each line with its tier.
    waived
        Rules that are not kept and were waived, each with the reason.
    waivers
        The waivers that the file itself carries, whether anything rests on them or not.
    """

    violations: Sequence[Violation]
    charges: Sequence[Charge]
    claims: Sequence[FalseClaim] = ()
    waived: Sequence[Finding] = ()
    waivers: Sequence[Waiver] = ()

    @property
    def valid(self) -> bool:
        """Whether no hard rule is broken, and the file claims nothing that is false."""
        return not self.violations and not self.claims

    @property
    def complaints(self) -> list[str]:
        """A sentence for each rule that is broken and for each false claim."""
        broken = [f"{violation.rule}: {violation.message}" for violation in self.violations]
        return broken + [f"false claim, {claim.claim}: {claim.message}" for claim in self.claims]


def verify(plan: Plan) -> Verdict:
    """Judge a timetable, also a hand-made one, by every rule of its scenario and by its claims."""
    return judge(plan.problem, plan.record)


def judge(problem: Problem, record: Record, published: Timetable | None = None) -> Verdict:
    """
    The verdict on a timetable of a problem.

    ``published``: what it was made from, if that is known from elsewhere than the file.
    """
    return Verdict(
        violations=verifier.violations(problem, record.timetable),
        charges=verifier.charges(problem, record.timetable),
        claims=verifier.false_claims(problem, record, published),
        waived=verifier.waived(problem, record.timetable),
        waivers=record.waive,
    )
