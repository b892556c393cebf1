"""
What a file says about charges, waivers and warnings.

Lines are compared by rule, sessions and amount: the wording of a line is no claim.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from scheduler.timetable import Charge
from scheduler.verifier.claims.statement import Statement
from scheduler.verifier.findings import FalseClaim
from scheduler.verifier.judgement import charges, waived
from scheduler.verifier.tiers import WARNINGS

Line = tuple[str, str]
"""A rule, and what is said of it."""
WORDS = {
    "charges": ("charge", "charges"),
    "waived": ("waived breach", "waived breaches"),
    "warnings": ("warning", "warnings"),
}
"""What the lines of each list are called: one of them, and several."""
WARNED = ("W110", "W112")
"""The codes under which broken rules are warned of."""
OF_RULE = re.compile(r"(\w+): ")
REASON = " Waived: "


def false_claims(statement: Statement) -> Iterator[FalseClaim]:
    record = statement.record
    counted = charges(statement.problem, record.timetable)
    if statement.says("charges"):
        yield from _differing("charges", map(_charge, counted), map(_charge, record.charges))
    if statement.says("waived"):
        findings = waived(statement.problem, record.timetable)
        true = ((f.rule, f.reason) for f in findings)
        yield from _differing("waived", true, map(_waiver, record.waived))
    if statement.says("warnings"):
        true = ((c.rule, "") for c in counted if c.tier == WARNINGS)
        told = (OF_RULE.match(w.message) for w in record.warnings if w.code in WARNED)
        yield from _differing("warnings", true, ((m[1], "") for m in told if m))


def _charge(charge: Charge) -> Line:
    of = f", {', '.join(sorted(charge.sessions))}" if charge.sessions else ""
    return charge.rule, f"{charge.amount:,} in tier {charge.tier}{of}"


def _waiver(text: str) -> Line:
    """``room_clash: a and b are both in A. Waived: agreed``"""
    rule, _, rest = text.partition(": ")
    return rule, rest.rpartition(REASON)[2]


def _differing(claim: str, true: Iterable[Line], told: Iterable[Line]) -> Iterator[FalseClaim]:
    """Each line that the file has more often, or less often, than it is so."""
    right, listed = Counter(true), Counter(told)
    for rule, line in sorted(right.keys() | listed.keys()):
        there, said = right[rule, line], listed[rule, line]
        if there != said:
            named = f"{_called(claim, said)} of rule {rule}{f' ({line})' if line else ''}"
            is_so = f"there {'is' if there < 2 else 'are'} {there or 'none'}"
            yield FalseClaim(claim, f"The file lists {said or 'no'} {named}; {is_so}.")


def _called(claim: str, count: int) -> str:
    one, many = WORDS[claim]
    return one if count < 2 else many
