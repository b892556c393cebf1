"""All rules with a level, stated and given, by their codes."""

from typing import Annotated, get_args

from pydantic import Field

from scheduler.problem.declaration import Declaration, Level, Strategy
from scheduler.problem.given_rules import GIVEN
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
from scheduler.problem.statements.statement import Statement
from scheduler.problem.statements.whereabouts import NothingAfter, Preference, Reserve

Rule = Annotated[
    Precedence
    | Conflict
    | Adjacency
    | Together
    | Spread
    | Frequency
    | DaysApart
    | RoomStability
    | Concurrency
    | NothingAfter
    | Opening
    | Closing
    | Reserve
    | Fairness
    | Preference
    | Exclusive
    | Contiguous
    | Parallel
    | Position,
    Field(discriminator="rule"),
]

KINDS: dict[str, type[Statement]] = {
    code: kind
    for kind in get_args(get_args(Rule)[0])
    for code in get_args(kind.model_fields["rule"].annotation)
}
"""The type of each rule, by its name."""

DECLARATIONS: dict[str, Declaration] = {
    **dict[str, Declaration](GIVEN.items()),
    **{code: kind.declaration for code, kind in KINDS.items()},
}
"""What each rule is; the keys are the stable codes of the rules.

What a timetable *is* (placement, overtime, split, rolling, history) has no level."""

LEVELS: dict[str, Level] = {code: rule.level for code, rule in DECLARATIONS.items()}
"""The level of each rule where nothing else is said."""


def treats_given(strategy: Strategy) -> bool:
    """Whether a strategy has an answer for every rule that follows from the data."""
    return all(strategy in rule.strategies for rule in GIVEN.values())
