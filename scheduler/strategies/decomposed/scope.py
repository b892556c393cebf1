"""Whether a problem holds only rules that the decomposed search treats exactly."""

from scheduler.instance import Instance
from scheduler.levels import of_statement
from scheduler.rules import Conflict, NothingAfter, Preference, RoomStability, Statement
from scheduler.strategies import relaxing


def applies(instance: Instance) -> bool:
    """
    Sessions are whole, each with one bench; all that costs is rooms that change, sessions at once,
    people wanted twice, and where and when sittings should be.
    """
    problem = instance.problem
    return (
        relaxing.is_free(problem)
        and not (problem.levels or problem.waive or problem.documents or problem.delegations)
        and not instance.travel
        and not any(person.remote for person in problem.people)
        and all(len(row) == 1 and not row[0].vacant for row in instance.benches)
        and not any(instance.begun)
        and all(_is_known(rule) for rule in problem.rules)
    )


def _is_known(rule: Statement) -> bool:
    level = of_statement(rule, getattr(rule, "rule")).level  # noqa: B009  # each kind has its own
    if level is None:
        return True
    if isinstance(rule, Conflict):
        return level in ("hard", "soft") and rule.count != "slots"
    if isinstance(rule, RoomStability):
        return level == "soft" and rule.per == "meeting"
    if isinstance(rule, Preference):
        return level in ("hard", "soft")
    return isinstance(rule, NothingAfter) and level == "hard"
