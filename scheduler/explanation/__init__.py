"""
Why no timetable is possible, and what would make one possible.

``explain`` finds a smallest set of claims (pieces of the scenario) that cannot all hold, and the
cheapest repairs, each tried by solving and verified.
"""

from scheduler.explanation.claim import Claim
from scheduler.explanation.explain import Conflict, Explanation, explain
from scheduler.explanation.repairs import Repair

__all__ = ["Claim", "Conflict", "Explanation", "Repair", "explain"]
