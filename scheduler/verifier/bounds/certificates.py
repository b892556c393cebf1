"""Every certificate of a file, and which bounds of its tiers they prove."""

from dataclasses import dataclass, field

from scheduler.problem import Problem
from scheduler.timetable import Certificate, CountCertificate, PatternCertificate, Record
from scheduler.verifier.bounds import counts, room_slot_prices, sets
from scheduler.verifier.bounds.ground import doubt
from scheduler.verifier.bounds.room_slot_prices import Fault
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
    unknown
        By tier, why a certificate was not checked.
    """

    proved: dict[str, int]
    false: tuple[FalseClaim, ...]
    unknown: dict[str, str] = field(default_factory=dict)


def check_bounds(problem: Problem, record: Record) -> Checked:
    """Check all certificates of a file anew."""
    proved: dict[str, int] = {}
    false: list[FalseClaim] = []
    unknown: dict[str, str] = {}
    for certificate in record.certificates:
        said = f"A certificate says that tier {certificate.tier} costs at least"
        fault = _fault(problem, certificate)
        if fault is None:
            proved[certificate.tier] = max(proved.get(certificate.tier, 0), certificate.bound)
        elif fault.false:
            message = f"{said} {certificate.bound:,}; its prices do not prove it: {fault.why}."
            false.append(FalseClaim("bounds", message))
        else:
            unknown[certificate.tier] = fault.why
    return Checked(proved, tuple(false), unknown)


def _fault(problem: Problem, certificate: Certificate) -> Fault | None:
    if isinstance(certificate, CountCertificate):
        unjudged = doubt(problem)
        if unjudged is not None:  # it may well be right: nobody has looked
            return Fault(unjudged, false=False)
        why = counts.fault(problem, certificate)
        return None if why is None else Fault(why, false=True)
    if isinstance(certificate, PatternCertificate):
        return room_slot_prices.fault(problem, certificate)
    return sets.fault(problem, certificate)
