"""Whether a problem holds only rules that the decomposed search treats exactly."""

from scheduler.instance.instance import Instance
from scheduler.problem import treats
from scheduler.search.time_then_rooms import relaxation


def applies(instance: Instance) -> bool:
    """
    Sessions are whole, each with one panel; all that costs is rooms that change, sessions at once,
    people wanted twice, and where and when sittings should be.
    """
    problem = instance.problem
    return _is_plain(instance) and treats("decomposed", problem.rules) and not problem.delegations


def applies_to_times(instance: Instance) -> bool:
    """
    As long as nobody asks where: sessions that follow one another, days, what is allowed at once
    and small delegations are treated exactly as well.
    """
    problem = instance.problem
    torn = (instance.levels.of("small_delegation", people=(d.id,)) for d in problem.delegations)
    return (
        _is_plain(instance)
        and treats("tabu", problem.rules)
        and all(strictness.level in (None, "soft") for strictness in torn)
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
