"""The problem as the planner writes it: the meeting, its statements, where it stands."""

from scheduler.problem.catalogue import DECLARATIONS, KINDS, LEVELS, Rule, treats
from scheduler.problem.declaration import Declaration, Level, Strategy
from scheduler.problem.fields import (
    Id,
    InLanguages,
    Minutes,
    NotesInLanguages,
    Overtime,
    Pin,
    Split,
    Strict,
    Window,
)
from scheduler.problem.given_rules import GIVEN, LevelCode, Leveled, Scope, Waiver
from scheduler.problem.meeting import Annex, Meeting, Person, RollingOrder, Room, Session, Slot
from scheduler.problem.names import by_name, united
from scheduler.problem.problem import Problem, Scenario
from scheduler.problem.provisions import (
    Deadline,
    Delegation,
    Document,
    Group,
    Interpretation,
    Quorum,
    Registered,
    Team,
)
from scheduler.problem.situation import Place, Sitting, Situation
from scheduler.problem.spreads import Risk, RiskWeights, SpreadOfMinutes
from scheduler.problem.statements.bodies import (
    Contiguous,
    Exclusive,
    Fairness,
    Frequency,
    Parallel,
    RoomStability,
    Spread,
)
from scheduler.problem.statements.coincidence import Concurrency, Conflict, DaysApart, Together
from scheduler.problem.statements.sequence import Adjacency, Closing, Opening, Position, Precedence
from scheduler.problem.statements.statement import Pool, Statement
from scheduler.problem.statements.whereabouts import NothingAfter, Preference, Reserve
from scheduler.vocabulary.policies import MEANS, Policy

__all__ = [
    "DECLARATIONS",
    "GIVEN",
    "KINDS",
    "LEVELS",
    "MEANS",
    "Adjacency",
    "Annex",
    "Closing",
    "Concurrency",
    "Conflict",
    "Contiguous",
    "DaysApart",
    "Deadline",
    "Declaration",
    "Delegation",
    "Document",
    "Exclusive",
    "Fairness",
    "Frequency",
    "Group",
    "Id",
    "InLanguages",
    "Interpretation",
    "Level",
    "LevelCode",
    "Leveled",
    "Meeting",
    "Minutes",
    "NotesInLanguages",
    "NothingAfter",
    "Opening",
    "Overtime",
    "Parallel",
    "Person",
    "Pin",
    "Place",
    "Policy",
    "Pool",
    "Position",
    "Precedence",
    "Preference",
    "Problem",
    "Quorum",
    "Registered",
    "Reserve",
    "Risk",
    "RiskWeights",
    "RollingOrder",
    "Room",
    "RoomStability",
    "Rule",
    "Scenario",
    "Scope",
    "Session",
    "Sitting",
    "Situation",
    "Slot",
    "Split",
    "Spread",
    "SpreadOfMinutes",
    "Statement",
    "Strategy",
    "Strict",
    "Team",
    "Together",
    "Waiver",
    "Window",
    "by_name",
    "treats",
    "united",
]
