"""The first violations of each rule: a huge programme may break one of them millions of times."""

from collections import Counter

from scheduler.problem import Problem
from scheduler.timetable import Timetable
from scheduler.verifier.findings import Violation
from scheduler.verifier.judgement import violations

MOST = 1_000
"""
The most violations of one rule that are listed; 5,000 talks at one moment clash 12 million times.
"""


def first_violations(
    problem: Problem, timetable: Timetable
) -> tuple[list[Violation], tuple[str, ...]]:
    """
    The first ``MOST`` violations of each hard rule that the timetable breaks.

    With them the rules that are broken more often than that.
    """
    seen: Counter[str] = Counter()
    first = []
    for violation in violations(problem, timetable, most=MOST + 1):
        seen[violation.rule] += 1
        if seen[violation.rule] <= MOST:
            first.append(violation)
    return first, tuple(sorted(rule for rule, times in seen.items() if times > MOST))
