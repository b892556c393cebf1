"""The rules that a shortage depends on: without them, arithmetic finds none."""

from scheduler.insight import session_shortages
from scheduler.insight.capacity import shortages
from scheduler.instance.compile import compile
from scheduler.problem import GIVEN, Problem, Waiver


def rules_of_shortages(problem: Problem) -> tuple[str, ...]:
    """
    Codes of rules that together leave no timetable, by arithmetic, while any fewer of them may.

    ``problem``: one in which something is short. Rules are dropped one at a time, and stay out
    where something is short all the same. ``placement`` stands for what cannot be dropped: slots
    with their overtime, and that sessions are held for their minutes.
    """
    named: list[str] = []
    for code in GIVEN:
        scope = Waiver(rule=code, reason="what would be without it?")
        fewer = problem.model_copy(update={"waive": (*problem.waive, scope)})
        problem, named = _without(problem, fewer, code, named)
    hard = [rule.rule for rule in problem.rules if rule.level_in_force == "hard"]
    for name in dict.fromkeys(hard):
        others = tuple(rule for rule in problem.rules if rule.rule != name)
        fewer = problem.model_copy(update={"rules": others})
        problem, named = _without(problem, fewer, name, named)
    return tuple(sorted(named)) or ("placement",)


def _without(
    problem: Problem, fewer: Problem, code: str, named: list[str]
) -> tuple[Problem, list[str]]:
    """The problem without a rule, unless it is needed: then that is named."""
    instance = compile(fewer)
    # of the sessions one by one it is asked first: that takes a fraction of the time
    short = any(True for _ in session_shortages.check_sessions(instance)) or shortages(instance)
    return (fewer, named) if short else (problem, [*named, code])
