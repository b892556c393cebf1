"""
Judge a timetable against the problem as the planner wrote it, never against a model of it.

One module per family of docs/developers/semantics.md, in datetimes and names. Nothing here shares
code with the solver's side: a mistake on the way from problem to solver must not hide here too. No
timetable is too absurd to be judged: what is wrong is reported, and nothing is raised.

There are three sorts of family: what a timetable is (``check``), what it costs (``charge``), and
rules with a level (``breaches``), whose level says whether a breach is a violation, a charge, a
warning, or waived. What a timetable file claims besides is judged apart (``claims``): a false claim
is not a broken rule.
"""

from scheduler.timetable import Charge
from scheduler.verifier.claims import false_claims
from scheduler.verifier.findings import Breach, FalseClaim, Finding, Violation
from scheduler.verifier.first_thousand import first_violations
from scheduler.verifier.judgement import charges, tier_costs, violations, waived
from scheduler.verifier.rules import HARD, LEVELED, SOFT, STATED
from scheduler.verifier.tiers import tiers_of

__all__ = [
    "HARD",
    "LEVELED",
    "SOFT",
    "STATED",
    "Breach",
    "Charge",
    "FalseClaim",
    "Finding",
    "Violation",
    "charges",
    "false_claims",
    "first_violations",
    "tier_costs",
    "tiers_of",
    "violations",
    "waived",
]
