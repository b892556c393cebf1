"""
What a timetable file claims about itself besides its sittings: each claim that is false.

There is one module for each sort of claim, as docs/developers/claims.md ("Claims of a file") lists
them. Each reads the planner's data and the file alone. What a file leaves out is no claim, and is
not missed.
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
