"""
What a timetable file claims about itself, beside its sittings: each claim that is false.

One module a sort of claim, as docs/developers/claims.md ("Claims of a file") lists them, from the
planner's data and the file alone. A file claims no more than it says: what it leaves out is not
missed.
"""

from types import ModuleType

from scheduler.problem import Problem
from scheduler.timetable import Record, Timetable
from scheduler.verifier.claims import changes, charges, identity, situation, tiers
from scheduler.verifier.claims.statement import Statement
from scheduler.verifier.findings import FalseClaim

CLAIMS: tuple[ModuleType, ...] = (identity, tiers, charges, situation, changes)


def false_claims(
    problem: Problem, record: Record, published: Timetable | None = None
) -> list[FalseClaim]:
    """
    Every false claim of a file, in a fixed order.

    ``problem`` is the one that the file solves, with its facts and situation. ``published``: what
    it was made from, where that is kept; else the file's own word is taken.
    """
    statement = Statement.of(problem, record, published)
    return [claim for family in CLAIMS for claim in family.false_claims(statement)]
