"""A replan that answers facts and nothing else: the steps of simulated weeks."""

from collections.abc import Callable, Sequence
from datetime import datetime

from scheduler.errors import Infeasible
from scheduler.problem import Policy, Problem
from scheduler.replanning import facts as reading
from scheduler.replanning.pins import hours_in_force
from scheduler.replanning.replan import predict
from scheduler.replanning.request import ReplanRequest
from scheduler.search.budget import Budget
from scheduler.search.outcome import Outcome, record
from scheduler.timetable import Record


def answer_by(
    problem: Problem, policy: Policy, budget: Budget
) -> Callable[[Record, Sequence[str], datetime], Record | None]:
    """
    A function from a published timetable, facts and now to the timetable of ``replan``.

    None where the policy leaves none. ``problem``: the scenario, without a situation. Other errors
    as ``replan``.
    """

    def answer(published: Record, facts: Sequence[str], now: datetime) -> Record | None:
        request = ReplanRequest(
            problem, published, tuple(facts), now=now, policy=policy, budget=budget
        )
        try:
            outcome = predict(request)
        except Infeasible:
            return None
        return record_prediction(outcome, request)

    return answer


def record_prediction(outcome: Outcome, request: ReplanRequest) -> Record:
    """The prediction of a replan as a timetable that can be replanned again; ``now`` is given."""
    published, now = request.published, request.now
    assert now is not None
    facts = map(str, reading.parse(request.problem, request.facts))
    known = (*(fact for fact in published.facts if fact not in request.undone), *facts)
    local = now.astimezone(request.problem.zone)
    hours = hours_in_force(outcome.problem, published)
    return record(outcome, sha256=published.scenario_sha256, pins=hours).model_copy(
        update={
            "revision": published.revision + 1,
            "as_of": f"{local:%Y-%m-%d %H:%M}",
            "facts": known,
        }
    )
