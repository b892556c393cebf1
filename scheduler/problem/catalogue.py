"""All rules that have a level, by code: those that a planner states, and those that are given."""

from collections.abc import Iterable
from typing import Annotated, get_args

from pydantic import Field

from scheduler.problem.declaration import Declaration, Level, Strategy
from scheduler.problem.given_rules import GIVEN
from scheduler.problem.statements import bodies, coincidence, sequence, whereabouts
from scheduler.problem.statements.statement import Statement

Rule = Annotated[
    sequence.Precedence
    | coincidence.Conflict
    | sequence.Adjacency
    | coincidence.Together
    | bodies.Spread
    | bodies.Frequency
    | coincidence.DaysApart
    | bodies.RoomStability
    | coincidence.Concurrency
    | whereabouts.NothingAfter
    | sequence.Opening
    | sequence.Closing
    | whereabouts.Reserve
    | bodies.Fairness
    | whereabouts.Preference
    | bodies.Exclusive
    | bodies.Contiguous
    | bodies.Parallel
    | sequence.Position,
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


def treats(strategy: Strategy, rules: Iterable[Statement]) -> bool:
    """Whether a strategy treats all rules that follow from the data, and these at their levels."""
    levels = ((rule, rule.level_in_force) for rule in rules)
    return all(strategy in given.strategies for given in GIVEN.values()) and all(
        level is None or rule.is_treated_by(strategy, level) for rule, level in levels
    )
