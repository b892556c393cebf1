"""
The level of an occurrence of a rule: obeyed, charged, reported, or waived.

The last entry of ``levels`` that covers the occurrence decides, else the rule's own default; a
waiver comes before both. A statement carries its own level.
"""

from dataclasses import dataclass

from scheduler.problem import LEVELS, Level, Problem, Rule, Scope
from scheduler.verifier.findings import Breach
from scheduler.verifier.names import names_of


@dataclass(frozen=True, slots=True)
class JudgedLevel:
    """A level with its weight; ``reason``: why it is waived, else None."""

    level: Level
    weight: int
    reason: str | None = None

    @property
    def obeyed(self) -> bool:
        return self.reason is None and self.level == "hard"


def level_of_statement(rule: Rule) -> JudgedLevel:
    """The strictness of an entry of ``rules``."""
    return JudgedLevel(rule.level or LEVELS[rule.rule], rule.weight, rule.waive)


def level_of(
    problem: Problem,
    rule: str,
    sessions: tuple[str, ...] = (),
    people: tuple[str, ...] = (),
    room: str | None = None,
) -> JudgedLevel:
    """The strictness of one occurrence of a rule that follows from the data."""
    for waiver in problem.waive:
        if waiver.rule == rule and means(problem, waiver, sessions, people, room):
            return JudgedLevel(LEVELS[rule], 1, waiver.reason)
    judged = JudgedLevel(LEVELS[rule], 1)
    for entry in problem.levels:
        if entry.rule == rule and means(problem, entry, sessions, people, room):
            judged = JudgedLevel(entry.level, entry.weight)
    return judged


def level_of_breach(problem: Problem, breach: Breach) -> JudgedLevel:
    return level_of(problem, breach.rule, breach.sessions, breach.people, breach.room)


def means(
    problem: Problem,
    scope: Scope,
    sessions: tuple[str, ...],
    people: tuple[str, ...],
    room: str | None,
) -> bool:
    """Whether a scope means the occurrence with these sessions, people and room."""
    if scope.people is not None and not any(who in scope.people for who in people):
        return False
    if scope.rooms is not None and room not in scope.rooms:
        return False
    if scope.sessions is None:
        return True
    names = names_of(problem)
    chosen = names.resolve(scope.sessions)
    against = chosen if scope.against is None else names.resolve(scope.against)
    if len(sessions) == 1:
        return sessions[0] in chosen
    if len(sessions) == 2:
        first, second = sessions
        return (first in chosen and second in against) or (second in chosen and first in against)
    return False
