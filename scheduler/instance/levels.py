"""
The level of each occurrence of a rule: hard, soft, warn, or waived.

The solver's side reads this; the verifier works it out for itself (docs/developers/semantics.md,
"Levels").
"""

from dataclasses import dataclass
from functools import cached_property

from scheduler.problem import LEVELS, Level, Leveled, Problem, Scope, Statement, Waiver


@dataclass(frozen=True, slots=True)
class Strictness:
    """A level with its weight; ``level`` None is waived."""

    level: Level | None
    weight: int = 1

    @property
    def hard(self) -> bool:
        return self.level == "hard"


WAIVED = Strictness(None)


def of_statement(statement: Statement) -> Strictness:
    """The level of an entry of ``rules``."""
    return Strictness(statement.level_in_force, statement.weight)


@dataclass(frozen=True)
class Levels:
    """The levels of occurrences that follow from sessions, rooms and people."""

    problem: Problem

    def of(
        self,
        rule: str,
        sessions: tuple[str, ...] = (),
        people: tuple[str, ...] = (),
        room: str | None = None,
    ) -> Strictness:
        """The strictness of one occurrence of a rule; the last scope that covers it decides."""
        for scope in self._scopes.get(rule, ()):
            if self._means(scope, sessions, people, room):
                return WAIVED if isinstance(scope, Waiver) else _strictness(scope)
        return Strictness(LEVELS[rule])

    def is_hard(
        self,
        rule: str,
        sessions: tuple[str, ...],
        people: tuple[str, ...] = (),
        room: str | None = None,
    ) -> bool:
        """Whether one occurrence of a rule must be obeyed."""
        return self.all_hard(rule) or self.of(rule, sessions, people, room).hard

    def all_hard(self, rule: str) -> bool:
        """Whether nothing is said about the rule, and its default is hard."""
        return rule not in self._scopes and LEVELS[rule] == "hard"

    def may_be(self, rule: str, level: Level) -> bool:
        """Whether any occurrence of the rule can be at that level."""
        scopes = self._scopes.get(rule, ())
        return LEVELS[rule] == level or any(
            isinstance(scope, Leveled) and scope.level == level for scope in scopes
        )

    @cached_property
    def _scopes(self) -> dict[str, tuple[Scope, ...]]:
        """By rule, waivers first, then the levels from the last to the first."""
        entries: list[Scope] = [*self.problem.waive, *reversed(self.problem.levels)]
        return {
            rule: tuple(scope for scope in entries if scope.rule == rule)
            for rule in {scope.rule for scope in entries}
        }

    @cached_property
    def _chosen(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}

    def _ids(self, names: tuple[str, ...]) -> frozenset[str]:
        if names not in self._chosen:
            self._chosen[names] = frozenset(self.problem.chosen(names))
        return self._chosen[names]

    def _means(
        self, scope: Scope, sessions: tuple[str, ...], people: tuple[str, ...], room: str | None
    ) -> bool:
        if scope.people is not None and not set(scope.people) & set(people):
            return False
        if scope.rooms is not None and room not in scope.rooms:
            return False
        if scope.sessions is None:
            return True
        one = self._ids(scope.sessions)
        other = one if scope.against is None else self._ids(scope.against)
        if len(sessions) == 1:
            return sessions[0] in one
        if len(sessions) != 2:
            return False
        a, b = sessions
        return (a in one and b in other) or (b in one and a in other)


def _strictness(scope: Scope) -> Strictness:
    assert isinstance(scope, Leveled)
    return Strictness(scope.level, scope.weight)
