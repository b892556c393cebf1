"""Every certificate of a file, and what of its tiers is proved by them."""

from dataclasses import dataclass

from scheduler.problem import Problem
from scheduler.timetable import Record
from scheduler.verifier.bounds import counts
from scheduler.verifier.findings import FalseClaim


@dataclass(frozen=True, slots=True)
class Checked:
    """
    What of a file's bounds was checked.

    Attributes
    ----------
    proved
        By tier, the best bound that a certificate proves.
    false
        Certificates that do not prove what they say, each with the reason.
    """

    proved: dict[str, int]
    false: tuple[FalseClaim, ...]


def check_bounds(problem: Problem, record: Record) -> Checked:
    """Check all certificates of a file anew."""
    proved: dict[str, int] = {}
    false: list[FalseClaim] = []
    for certificate in record.certificates:
        said = f"A certificate says that tier {certificate.tier} costs at least"
        why = counts.fault(problem, certificate)
        if why is None:
            proved[certificate.tier] = max(proved.get(certificate.tier, 0), certificate.bound)
        else:
            message = f"{said} {certificate.bound:,}; its prices do not prove it: {why}."
            false.append(FalseClaim("bounds", message))
    return Checked(proved, tuple(false))
