"""Teams of interpreters, where the scenario has any."""

from scheduler import verifier
from scheduler.timetable import Timetable
from tests.conftest import At, Tiny

OFFERED = {"teams": [{"id": "blue", "languages": ["fr"]}]}


def test_without_interpretation_in_the_scenario_nothing_is_asked_of_teams(
    tiny: Tiny, at: At
) -> None:
    wg1, wg2 = at("wg1", "A", "10:00", "10:25"), at("wg2", "A", "10:30", "10:50")
    served = Timetable.of([wg1.model_copy(update={"team": "blue"}), wg2])
    assert verifier.violations(tiny(), served) == []
    (violation,) = verifier.violations(tiny(interpretation=OFFERED), served)
    assert violation.message.endswith("needs no interpreters, but has blue.")
