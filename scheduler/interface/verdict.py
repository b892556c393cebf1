"""What the verifier finds in a timetable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from scheduler import verifier
from scheduler.interface.plan import Plan
from scheduler.problem import Problem, Waiver
from scheduler.timetable import Charge, Record, Tier, Timetable
from scheduler.verifier import FalseClaim, Finding, Violation


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What the verifier finds.

    Attributes
    ----------
    violations
        Hard rules that are broken: of each, the first thousand times.
    more
        Rules that are broken more often than that.
    claims
        What the file says of itself and that is not so: costs, proofs, charges, facts, changes.
    charges
        What the timetable costs, each line with its tier.
    waived
        Rules that are not kept and were waived, each with the reason.
    waivers
        The waivers that the file itself carries, whether anything rests on them or not.
    tiers
        What the file says that each tier costs, and costs at the least.
    certified
        By tier, the bound that its certificates prove; None where nobody asked.
    unchecked
        By tier, why a certificate was not checked.
    """

    violations: Sequence[Violation]
    charges: Sequence[Charge]
    claims: Sequence[FalseClaim] = ()
    more: Sequence[str] = ()
    waived: Sequence[Finding] = ()
    waivers: Sequence[Waiver] = ()
    tiers: Sequence[Tier] = ()
    certified: Mapping[str, int] | None = None
    unchecked: Mapping[str, str] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        """Whether no hard rule is broken, and the file claims nothing that is false."""
        return not self.violations and not self.claims

    @property
    def complaints(self) -> list[str]:
        """A sentence for each rule that is broken and for each false claim."""
        broken = [f"{violation.rule}: {violation.message}" for violation in self.violations]
        return broken + [f"false claim, {claim.claim}: {claim.message}" for claim in self.claims]


def verify(plan: Plan, *, bounds: bool = False) -> Verdict:
    """
    Judge a timetable, also a hand-made one, by every rule of its scenario and by its claims.

    ``bounds``: also by the certificates of its bounds, which takes arithmetic and no search.
    """
    verdict = judge(plan.problem, plan.record)
    if (plan.record.robust is not None or plan.record.expected) and verdict.valid:
        from scheduler.interface.chances_claimed import false_chances  # numpy: others need it not

        verdict = replace(verdict, claims=false_chances(plan))
    if not bounds:
        return verdict
    from scheduler.verifier.bounds import check_bounds  # numpy: without bounds it is not needed

    checked = check_bounds(plan.problem, plan.record)
    claims = (*verdict.claims, *checked.false)
    return replace(verdict, claims=claims, certified=checked.proved, unchecked=checked.unknown)


def judge(problem: Problem, record: Record, published: Timetable | None = None) -> Verdict:
    """
    The verdict on a timetable of a problem.

    ``published``: what it was made from, if that is known from elsewhere than the file.
    """
    broken, more = verifier.first_violations(problem, record.timetable)
    return Verdict(
        violations=broken,
        more=more,
        charges=verifier.charges(problem, record.timetable),
        claims=verifier.false_claims(problem, record, published),
        waived=verifier.waived(problem, record.timetable),
        waivers=record.waive,
        tiers=record.tiers,
    )
