"""
Why no timetable is possible, and what would make one possible.

``explain`` finds a smallest set of claims (pieces of the scenario) that cannot all hold, and the
cheapest repairs, each tried by solving and verified.
"""

from scheduler.explain.claims import Claim
from scheduler.explain.explaining import Conflict, Explanation, explain
from scheduler.explain.repairs import Repair

__all__ = ["Claim", "Conflict", "Explanation", "Repair", "explain"]
