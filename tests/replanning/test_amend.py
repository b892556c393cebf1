"""A planner's waivers stand beside those of the scenario, each once."""

from scheduler.problem.given_rules import Waiver
from scheduler.replanning.amend import with_waived
from tests.twins import tiny


def test_a_waiver_is_added_once() -> None:
    own, other = (
        Waiver.model_validate({"rule": "room_fit", "sessions": [id], "reason": "agreed"})
        for id in "ab"
    )
    problem = tiny.problem().model_copy(update={"waive": (own,)})
    assert with_waived(problem, [own]) is problem
    assert with_waived(problem, [own, other]).waive == (own, other)
