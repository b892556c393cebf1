"""
What a file says that costs, that is waived and that is warned of.

Lines are compared by rule, sessions and amount: how a line is worded is no claim.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from scheduler.timetable import Charge
from scheduler.verifier.claims.statement import Statement
from scheduler.verifier.findings import FalseClaim
from scheduler.verifier.judgement import charges, waived
from scheduler.verifier.tiers import WARNINGS

Line = tuple[str, ...]
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
        true = ((f.rule, f"waived: {f.reason}") for f in findings)
        yield from _differing("waived", true, map(_waiver, record.waived))
    if statement.says("warnings"):
        true = ((c.rule, "warned of") for c in counted if c.tier == WARNINGS)
        told = (OF_RULE.match(w.message) for w in record.warnings if w.code in WARNED)
        yield from _differing("warnings", true, ((m[1], "warned of") for m in told if m))


def _charge(charge: Charge) -> Line:
    of = f" of {', '.join(sorted(charge.sessions))}" if charge.sessions else ""
    return charge.rule, f"{charge.amount:,} in tier {charge.tier}{of}"


def _waiver(text: str) -> Line:
    """``room_clash: a and b are both in A. Waived: agreed``"""
    rule, _, rest = text.partition(": ")
    return rule, f"waived: {rest.rpartition(REASON)[2]}"


def _differing(claim: str, true: Iterable[Line], told: Iterable[Line]) -> Iterator[FalseClaim]:
    """The lines that are not listed, and those that are and should not be."""
    right, listed = Counter(true), Counter(told)
    for (rule, line), times in sorted((right - listed).items()):
        yield FalseClaim(claim, f"{rule}, {line}: {_times(times)}not listed.")
    for (rule, line), times in sorted((listed - right).items()):
        yield FalseClaim(claim, f"{rule}, {line}: {_times(times)}listed, but is not so.")


def _times(count: int) -> str:
    return "" if count == 1 else f"{count} times "
