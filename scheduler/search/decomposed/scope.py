"""Whether a problem holds only rules that the decomposed search treats exactly."""

from scheduler.instance.instance import Instance
from scheduler.instance.levels import of_statement
from scheduler.problem import (
    Closing,
    Concurrency,
    Conflict,
    Level,
    NothingAfter,
    Opening,
    Parallel,
    Precedence,
    Preference,
    RoomStability,
    Spread,
    Statement,
)
from scheduler.search.time_then_rooms import relaxation


def applies(instance: Instance) -> bool:
    """
    Sessions are whole, each with one panel; all that costs is rooms that change, sessions at once,
    people wanted twice, and where and when sittings should be.
    """
    problem = instance.problem
    return (
        _is_plain(instance)
        and not problem.delegations
        and all(_is_known(rule, _level(rule)) for rule in problem.rules)
    )


def applies_to_times(instance: Instance) -> bool:
    """
    As long as nobody asks where: sessions that follow one another, days, what is allowed at once
    and small delegations are treated exactly as well.
    """
    problem = instance.problem
    torn = (instance.levels.of("small_delegation", people=(d.id,)) for d in problem.delegations)
    return (
        _is_plain(instance)
        and all(asked.level in (None, "soft") for asked in torn)
        and all(
            _is_known(rule, _level(rule)) or _is_timed(rule, _level(rule)) for rule in problem.rules
        )
    )


def _is_plain(instance: Instance) -> bool:
    problem = instance.problem
    return (
        relaxation.is_free(problem)
        and not (problem.levels or problem.waive or problem.documents)
        and not instance.travel
        and not any(person.remote for person in problem.people)
        and all(len(row) == 1 and not row[0].vacant for row in instance.panels)
        and not any(instance.begun)
    )


def _level(rule: Statement) -> Level | None:
    return of_statement(rule, getattr(rule, "rule")).level  # noqa: B009  # each kind has its own


def _is_timed(rule: Statement, level: Level | None) -> bool:
    """Rules that ``terms`` knows; bodies in one room are for those who choose the rooms."""
    if isinstance(rule, Closing):
        return level == "hard" and rule.reserve == 0
    if isinstance(rule, Spread):
        return level in ("hard", "soft")
    return isinstance(rule, Precedence | Opening | Concurrency | Parallel) and level == "hard"


def _is_known(rule: Statement, level: Level | None) -> bool:
    if level is None:
        return True
    if isinstance(rule, Conflict):
        return level in ("hard", "soft") and rule.count != "slots"
    if isinstance(rule, RoomStability):
        return level == "soft" and rule.per == "meeting"
    if isinstance(rule, Preference):
        return level in ("hard", "soft")
    return isinstance(rule, NothingAfter) and level == "hard"
