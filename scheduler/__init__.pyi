from .errors import (
    FactError,
    Infeasible,
    Interrupted,
    NoTimetable,
    ScenarioError,
    SchedulerError,
    TimetableError,
    VerificationError,
)
from .explanation.explain import Explanation
from .insight.scoring import Score
from .insight.suggesting import Suggestions
from .interface.asking import WhyHere, WhyNot, diff, score, suggest, why
from .interface.checking import check
from .interface.concessions import Concessions, concede
from .interface.exporting import export
from .interface.hand import move, split, swap
from .interface.plan import Plan
from .interface.reading import Scenario, load
from .interface.solving import alternatives, explain, replan, solve
from .interface.verdict import Verdict, verify
from .interface.what_ifs import WhatIfs, sweep
from .scenario import Diagnostic
from .timetable import Change, Timetable

__version__: str

__all__ = [
    "Change",
    "Concessions",
    "Diagnostic",
    "Explanation",
    "FactError",
    "Infeasible",
    "Interrupted",
    "NoTimetable",
    "Plan",
    "Scenario",
    "ScenarioError",
    "SchedulerError",
    "Score",
    "Suggestions",
    "Timetable",
    "TimetableError",
    "Verdict",
    "VerificationError",
    "WhatIfs",
    "WhyHere",
    "WhyNot",
    "alternatives",
    "check",
    "concede",
    "diff",
    "explain",
    "export",
    "load",
    "move",
    "replan",
    "score",
    "solve",
    "split",
    "suggest",
    "swap",
    "sweep",
    "verify",
    "why",
]
